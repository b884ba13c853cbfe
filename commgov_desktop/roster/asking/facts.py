"""What can be asked of a resident: their own boxes, where and with whom they live, and what hangs on them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func, select
from sqlalchemy.orm import Session, aliased

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.extra_facts import extra_facts, words
from commgov_desktop.ledger.ledger import own
from commgov_desktop.ledger.question_facts import Fact, Through
from commgov_desktop.roster import ledger as roster
from commgov_desktop.roster.asking import past_homes
from commgov_desktop.roster.asking.group_facts import group_facts
from commgov_desktop.roster.groups.models import Visit
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.roster.places import BUILDINGS, DWELLINGS, ENTRANCES, GRIDS

PERSON, RESIDENCE, HOME = N_("Person"), N_("Residence"), N_("Household")
CONTACT, RECORDS = N_("Contact and work"), N_("What hangs on them")


def resident_facts(session: Session, *, restricted: bool) -> Sequence[Fact]:
    """Every fact of a resident, with the grids, groups and own fields as they are now.

    ``restricted`` says whether the clerk may see sheets that are not for all.
    """
    return (
        *_person(),
        *_residence(session),
        *_home(),
        *_contact(),
        *group_facts(session, _person_facts, restricted=restricted),
        *extra_facts(session, Resident),
        *_records(),
    )


def _person_facts(session: Session) -> Sequence[Fact]:
    """The facts of which the rule of a computed group may speak."""
    return (
        *_person(),
        *_residence(session),
        *_home(),
        *_contact(),
        *extra_facts(session, Resident),
        *_records(),
    )


def _box(field: Any, section: str, kind: str = "", tracked: str = "") -> Fact:
    """A box of the form as it stands in the record."""
    found = kind or {"choice": "choice", "day": "day", "tags": "words"}.get(field.kind, "text")
    return Fact(
        field.name, field.label, section, found, own(field.name, Resident), field.choices, tracked=tracked
    )


def _person() -> Iterator[Fact]:
    yield Fact("age", N_("Age"), PERSON, "years", own("birth", Resident))
    yield _box(roster.SEX, PERSON, tracked="sex")
    yield _box(roster.NAME, PERSON)
    yield _box(roster.BIRTH, PERSON)
    yield Fact("birthday_month", N_("Month of birth"), PERSON, "number", _month_of_birth)
    yield _box(roster.ETHNIC, PERSON)
    yield _box(roster.MARITAL, PERSON, tracked="marital_status")
    yield _box(roster.POLITICAL, PERSON, tracked="political_status")
    yield _box(roster.EDUCATION, PERSON, tracked="education")
    yield _box(roster.ID_KIND, PERSON)
    number = roster.ID_NUMBER
    yield Fact(number.name, number.label, PERSON, "presence", lambda: func.nullif(Resident.id_state, "none"),
               read=own("id_number", Resident), masked="id_number")  # fmt: skip
    yield Fact("id_state", N_("State of the number"), PERSON, "choice", own("id_state", Resident), _states)
    yield _box(roster.TAGS, PERSON, tracked="tags")
    yield _box(roster.NOTE, PERSON, "text")


def _month_of_birth() -> ColumnElement[Any]:
    return cast(func.strftime("%m", Resident.birth), Integer)


def _states() -> Sequence[tuple[str, str]]:
    return (("checked", _("checked")), ("none", _("no number")), ("doubtful", _("doubtful number")))


def _residence(session: Session) -> Iterator[Fact]:
    in_places = Through("dwelling_id", _dwellings)
    yield _box(roster.KIND, RESIDENCE, tracked="residence_kind")
    yield Fact("grid", N_("Grid"), RESIDENCE, "choice", lambda: cast(GRIDS.c.id, String),
               _named(session, GRIDS), (in_places,), past=past_homes.in_grid)  # fmt: skip
    yield Fact("building", N_("Building"), RESIDENCE, "choice", lambda: cast(BUILDINGS.c.id, String),
               _named(session, BUILDINGS), (in_places,), past=past_homes.in_building)  # fmt: skip
    yield Fact("entrance", N_("Entrance"), RESIDENCE, "text", lambda: ENTRANCES.c.name, None, (in_places,))
    yield Fact("dwelling", N_("Room"), RESIDENCE, "text", lambda: DWELLINGS.c.room, None, (in_places,))
    yield Fact("address", N_("Address"), RESIDENCE, "text", lambda: DWELLINGS.c.address, None, (in_places,),
               past=past_homes.at_address)  # fmt: skip
    yield _box(roster.REGISTERED_AT, RESIDENCE, tracked="registered_address")
    yield _box(roster.SINCE, RESIDENCE)
    yield Fact("came_on", N_("In the community since"), RESIDENCE, "day", own("came_on", Resident))
    yield Fact("house_match", N_("Person and registration"), RESIDENCE, "choice", own("house_match", Resident),
               codes.choices("person_house_match"), tracked="house_match")  # fmt: skip


def _dwellings() -> Any:
    """Dwellings with the building and the grid in which they lie, where there are any."""
    place = (
        DWELLINGS.outerjoin(ENTRANCES, ENTRANCES.c.id == DWELLINGS.c.entrance_id)
        .outerjoin(BUILDINGS, BUILDINGS.c.id == ENTRANCES.c.building_id)
        .outerjoin(GRIDS, GRIDS.c.id == BUILDINGS.c.grid_id)
    )
    return select(DWELLINGS.c.id).select_from(place)


def _named(session: Session, places: Any) -> Callable[[], Sequence[tuple[str, str]]]:
    rows = session.execute(select(places.c.id, places.c.name).order_by(places.c.id)).all()
    return words([(str(number), name) for number, name in rows])


def _home() -> Iterator[Fact]:
    sizes = (
        select(Resident.household_id.label("home"), func.count().label("size"))
        .where(Resident.household_id.is_not(None), Resident.left_on.is_(None))
        .group_by(Resident.household_id)
        .subquery()
    )
    counted = Through("household_id", lambda: select(sizes.c.home))
    yield Fact("lives_alone", N_("lives alone"), HOME, "flag", lambda: sizes.c.size == 1, None, (counted,))
    yield Fact("household_size", N_("People in the household"), HOME, "number", lambda: sizes.c.size, None,
               (counted,))  # fmt: skip
    yield _box(roster.RELATION, HOME, tracked="relation")
    yield Fact("household_kind", N_("Kind of household"), HOME, "choice", own("kind", Household),
               codes.choices("household_kinds"), (Through("household_id", lambda: select(Household.id)),))  # fmt: skip
    member = aliased(Resident)
    with_member = Through(
        "household_id",
        lambda: select(member.household_id).where(member.household_id.is_not(None), member.left_on.is_(None)),
    )
    yield Fact("member_age", N_("Age of somebody in the household"), HOME, "years", own("birth", member), None,
               (with_member,))  # fmt: skip
    head = aliased(Resident)
    with_head = Through("household_id", lambda: select(head.household_id).where(head.relation == HEAD))
    yield Fact("head_name", N_("Head of household"), HOME, "text", own("name", head), None, (with_head,))
    yield Fact("head_id_number", N_("Document number of the head"), HOME, "presence", own("id_number", head),
               None, (with_head,), masked="id_number")  # fmt: skip
    yield Fact("household_number", N_("Household number"), HOME, "text", own("number", Household), None,
               (Through("household_id", lambda: select(Household.id)),))  # fmt: skip
    yield Fact("household", N_("Household"), HOME, "presence", own("household_id", Resident))


def _contact() -> Iterator[Fact]:
    for phone in (roster.PHONE, roster.PHONE2):
        yield replace(_box(phone, CONTACT, "presence"), masked="phone")
    yield _box(roster.OCCUPATION, CONTACT)
    yield _box(roster.WORKPLACE, CONTACT)


def _records() -> Iterator[Fact]:
    yield Fact(
        "visit",
        N_("visit"),
        RECORDS,
        "related",
        own("day", Visit),
        through=(
            Through("id", lambda: select(Visit.resident_id).where(Visit.resident_id.is_not(None))),
            Through(
                "household_id", lambda: select(Visit.household_id).where(Visit.household_id.is_not(None))
            ),
        ),
    )
