"""The groups of the office as facts: who belongs, who belonged or joined, and every box of their sheets."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.extra_facts import KINDS, inside, words
from commgov_desktop.ledger.ledger import own
from commgov_desktop.ledger.question_facts import Fact, Registry, Through, registry
from commgov_desktop.roster.groups.models import Group, Sheet
from commgov_desktop.roster.models import Resident

SECTION = N_("Groups")


def group_facts(
    session: Session, people: Callable[[Session], Sequence[Fact]], *, restricted: bool
) -> Iterator[Fact]:
    """Membership and boxes of every group that is open to the clerk."""
    query = select(Group).order_by(Group.position, Group.id)
    groups = [group for group in session.scalars(query) if restricted or not group.restricted]
    kept = [group for group in groups if group.rule is None]
    if kept:
        yield _membership([(group.key, group.name) for group in kept])
    for group in kept:
        yield from _boxes(group)
    computed = [group for group in groups if group.rule is not None]
    asked = registry(Resident, people(session)) if computed else None
    for group in computed:
        if asked is not None and (fact := _computed(group, asked)):
            yield fact


def _spans() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return Sheet.since, Sheet.until  # type: ignore[return-value]


def _membership(groups: list[tuple[str, str]]) -> Fact:
    belongs = Through("id", lambda: select(Sheet.resident_id).join(Group, Group.id == Sheet.group_id))
    return Fact(
        "groups", N_("Group"), SECTION, "words", own("key", Group), words(groups), (belongs,), spans=_spans
    )


def _boxes(group: Group) -> Iterator[Fact]:
    """The boxes of a sheet, each under the group's name; only sheets that are open now are asked."""
    number = group.id
    mine = Through("id", lambda: select(Sheet.resident_id).where(Sheet.group_id == number))
    for box in group.fields or ():
        key, label = box.get("key"), box.get("label") or box.get("name")
        if key and label:
            kind = KINDS.get(box.get("kind", "text"), "text")
            offered = words(box.get("choices") or ()) if kind == "choice" else None
            yield Fact(
                f"group:{group.key}:{key}", label, group.name, kind, inside(Sheet, "entries", key), offered,
                (mine,), spans=_spans, retired=bool(group.retired or box.get("retired")),
            )  # fmt: skip


def _computed(group: Group, asked: Registry) -> Fact | None:
    """A group whose members answer a question; one whose rule is no question is left to its own page."""
    try:
        rule = questions.from_plain(group.rule or {})
    except UserError:
        return None
    if questions.problems(rule, asked):
        return None
    return Fact(f"group:{group.key}", group.name, SECTION, "flag", lambda: questions.where(rule, asked),
                retired=group.retired)  # fmt: skip
