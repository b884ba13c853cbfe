"""Who was in a group: since when, until when, why it ended, and what their sheet held; a line for each time."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import column as own_column
from commgov_desktop.roster.groups import known
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.lists import name_of_resident, named_apart
from commgov_desktop.roster.groups.models import Sheet
from commgov_desktop.roster.ledger import RESIDENTS, SEARCH, leaving
from commgov_desktop.roster.models import Resident
from commgov_desktop.store import search

FORMER = "former"
_OF_PERSON = ("name", "sex", "age", "id_number", "address", "grid", "phone")
_SHOWN = ("name", "sex", "age")
_AT_ONCE = 500
AGAIN = "again"
"""Said of who is in the group once more."""


def former_ledger(office: Office, group_id: int) -> Ledger:
    """The ended sheets of a group, the latest first. Raises ``UserError`` for those without the right."""
    with office.store.read() as session:
        group = known.allowed(session, office, group_id)

    def ended() -> ColumnElement[bool]:
        return and_(Sheet.group_id == group.id, Sheet.until.is_not(None))

    return Ledger(
        key=f"former-{group.id}",
        title=group.name,
        one=N_("sheet of a group"),
        model=Sheet,
        form=(),
        columns=(*_of_person(), *_of_sheet(), *_boxes(group)),
        name=lambda sheet: str(sheet.id),
        order="-until",
        find=partial(_find, ended),
        filters=(
            Filter("this_year", N_("Ended this year"), partial(_in_year, 0)),
            Filter("last_year", N_("Ended last year"), partial(_in_year, -1)),
        ),
        empty=(
            N_(
                "Nobody has left this group yet. Who is taken out of it stays here, with the day and the reason."
            ),
            "",
        ),
        scope=ended,
        tables=RESIDENTS.tables | {"residents", "groups"},
    )


def count(office: Office, group_id: int) -> int:
    """How many times somebody left a group. Raises ``UserError`` for those without the right."""
    query = select(func.count(Sheet.id)).where(Sheet.group_id == group_id, Sheet.until.is_not(None))
    with office.store.read() as session:
        known.allowed(session, office, group_id)
        return session.scalar(query) or 0


def _in_year(step: int, today: date) -> ColumnElement[bool]:
    year = today.year + step
    return Sheet.until.between(date(year, 1, 1), date(year, 12, 31))


def _find(ended: Callable[[], ColumnElement[bool]], session: Session, words: str) -> Sequence[int]:
    """Those of the people found, whether they are still here or not."""
    people = list(search.find(session, SEARCH, words))
    sheets: dict[int, list[int]] = {}
    for start in range(0, len(people), _AT_ONCE):
        part = people[start : start + _AT_ONCE]
        query = select(Sheet.resident_id, Sheet.id).where(ended(), Sheet.resident_id.in_(part))
        for person, sheet in session.execute(query.order_by(Sheet.until.desc())):
            sheets.setdefault(person, []).append(sheet)
    return [sheet for person in people for sheet in sheets.get(person, ())]


# ---- columns --------------------------------------------------------------------------------------------


def _of_person() -> list[Column]:
    """Columns of the roster, read through the sheet."""
    known_ones = {column.field.name: column for column in RESIDENTS.columns}
    return [_through(known_ones[name], shown=name in _SHOWN) for name in _OF_PERSON]


def _through(column: Column, *, shown: bool) -> Column:
    def read(value: Callable[[], ColumnElement[Any]] | None) -> Callable[[], ColumnElement[Any]] | None:
        return (lambda: _of(value())) if value is not None else None

    return dataclasses.replace(
        column, value=lambda: _of(column.value()), sort=read(column.sort), filter_by=read(column.filter_by),
        shown=shown,
    )  # fmt: skip


def _of(value: ColumnElement[Any]) -> ColumnElement[Any]:
    mine = select(value).where(Resident.id == Sheet.resident_id)
    return mine.correlate(Sheet).scalar_subquery()


def _of_sheet() -> list[Column]:
    return [
        Column(Field("since", N_("In the group since"), "day", width=104), own("since", Sheet)),
        Column(Field("until", N_("Until"), "day", width=104), own("until", Sheet)),
        Column(Field("why_ended", N_("Why it ended"), width=150), own("why_ended", Sheet)),
        Column(Field("now", N_("Now"), width=100), _now, show=_now_words, filter_by=_now),
        Column(Field("sheet_note", N_("Note on the sheet"), width=160), own("note", Sheet), shown=False),
    ]


def _now() -> ColumnElement[Any]:
    """``again`` for who is in the group once more, else how they left the community, if they did."""
    other = aliased(Sheet)
    open_one = select(other.id).where(
        other.group_id == Sheet.group_id, other.resident_id == Sheet.resident_id, other.until.is_(None)
    )
    how = type_coerce(func.coalesce(_of(Resident.left_how.expression), ""), String)
    return case((open_one.correlate(Sheet).exists(), AGAIN), else_=how)


def _now_words(how: Any) -> str:
    if how == AGAIN:
        return _("in it again")
    return leaving(how) if how else _("here")


def _boxes(group: GroupInfo) -> list[Column]:
    return [named_apart(own_column(field, own("entries", Sheet), name_of_resident)) for field in group.fields]
