"""The list of households: who leads them, how many live there, and where."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, object_session

from commgov_desktop import masking
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own
from commgov_desktop.roster import places
from commgov_desktop.roster.ledger import COMMON, TO_MEND, find, living_alone, words_of
from commgov_desktop.roster.models import HEAD, Household, Resident


def find_households(session: Session, words: str) -> Sequence[int]:
    """The households of those who answer these words, and the one with that 户号."""
    by_number = session.scalars(select(Household.id).where(Household.number == words.strip()))
    found = dict.fromkeys(by_number)
    people = list(find(session, words))
    for start in range(0, len(people), 500):
        part = people[start : start + 500]
        rows = session.execute(select(Resident.id, Resident.household_id).where(Resident.id.in_(part)))
        of = {person: home for person, home in rows.all()}  # noqa: C416 - a result is no mapping
        found |= dict.fromkeys(h for p in part if (h := of.get(p)) is not None)
    return list(found)


def _head(what: Any) -> Callable[[], ColumnElement[Any]]:
    return lambda: (
        select(what)
        .where(Resident.household_id == Household.id, Resident.relation == HEAD)
        .correlate(Household)
        .scalar_subquery()
    )


def _shown_head(name: Any) -> object:
    return name or Chip(_("no head"), "amber")


def _members() -> ColumnElement[Any]:
    return (
        select(func.count(Resident.id))
        .where(Resident.household_id == Household.id)
        .correlate(Household)
        .scalar_subquery()
    )


def _heads() -> Any:
    return select(Resident.household_id).where(Resident.relation == HEAD, Resident.household_id.is_not(None))


def household_name(household: Household) -> str:
    """``张伟户``, or by its number, while the record is in a session."""
    session = object_session(household)
    head = session and session.scalar(
        select(Resident.name).where(Resident.household_id == household.id, Resident.relation == HEAD)
    )
    if head:
        return _("household of {name}").format(name=head)
    return _("household no. {number}").format(number=household.number or household.id)


HOUSEHOLD_FORM = (
    section(
        N_("Household"),
        Field("number", N_("Household number"), width=110),
        Field("kind", N_("Kind of household"), "choice", choices=codes.choices("household_kinds"), width=110),
        Field("dwelling_id", N_("Present dwelling"), "reference", to="dwellings", width=150),
        Field("note", N_("Note"), "paragraph", wide=True),
    ),
)

HOUSEHOLDS = Ledger(
    key="households",
    title=N_("Households of the community"),
    one=N_("household"),
    model=Household,
    form=HOUSEHOLD_FORM,
    scope=lambda: Household.ended_on.is_(None),
    columns=(
        Column(
            Field("head", N_("Head of household"), width=110),
            _head(Resident.name),
            sort=_head(Resident.sort_key),
            show=_shown_head,
        ),
        Column(Field("members", N_("People"), "number", width=60), _members),
        Column(Field("address", N_("Address"), width=170), lambda: places.address_of(Household.dwelling_id)),
        Column(Field("grid", N_("Grid"), width=80), lambda: places.grid_of(Household.dwelling_id)),
        Column(Field("number", N_("Household number"), width=110), own("number", Household)),
        Column(
            Field("kind", N_("Kind of household"), width=110),
            own("kind", Household),
            show=words_of("household_kinds"),
        ),
        Column(
            Field("phone", N_("Phone of the head"), "phone", width=120),
            _head(Resident.phone),
            show=lambda v: masking.phone(v or ""),
            full=lambda v: v,
            shown=False,
        ),
        Column(Field("note", N_("Note"), width=200), own("note", Household), shown=False),
    ),
    name=household_name,
    order="head",
    find=find_households,
    filters=(
        Filter("single", N_("One person"), lambda today: Household.id.in_(living_alone()), COMMON),
        Filter(
            "headless", N_("Without a head"), lambda today: Household.id.not_in(_heads()), TO_MEND, "amber"
        ),
        Filter(
            "empty",
            N_("Without members"),
            lambda today: Household.id.not_in(
                select(Resident.household_id).where(Resident.household_id.is_not(None))
            ),
            TO_MEND,
            "amber",
        ),
        Filter(
            "no_dwelling",
            N_("Without a dwelling"),
            lambda today: Household.dwelling_id.is_(None),
            TO_MEND,
            "amber",
        ),
    ),
    empty=(N_("No households yet. They come with the roster file, or with the first head you enter."), ""),
    tables=frozenset(("residents", "dwellings", "buildings", "grids", "attachments")),
)
