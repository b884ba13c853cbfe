"""The roster as this clerk sees it: the office's own boxes, the chips of its groups, and a list for each group."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from commgov_desktop import clock
from commgov_desktop.i18n import N_
from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, found_within
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import column as own_column
from commgov_desktop.ledger.own_fields import shown as own_field_words
from commgov_desktop.ledger.own_fields import with_own_fields
from commgov_desktop.roster.as_it_was import chips_on, groups_on
from commgov_desktop.roster.duties import due as duty_due
from commgov_desktop.roster.groups import ages, known, rules, visits
from commgov_desktop.roster.groups.known import EXPIRES_WITHIN, GroupInfo
from commgov_desktop.roster.groups.models import Sheet
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS, any_group_word, chips, find, group_words
from commgov_desktop.roster.models import Resident, here

GROUPS = N_("Groups of people")
PREFIX = "group:"
OVERDUE, EXPIRING = "overdue", "expiring"
_COMMON_COLUMNS = ("name", "sex", "age", "id_number", "address", "grid", "phone", "birth", "note")
_SHOWN_FIRST = 2
"""Boxes of a group shown as columns before a clerk chooses."""


def shape(office: Office) -> tuple[object, ...]:
    """What decides which columns, filters and boxes the lists have: another shape needs other lists."""
    with office.store.read() as session:
        fields = [extra_fields.read(session, ledger.table) for ledger in (RESIDENTS, HOUSEHOLDS)]
        return fields, known.seen(session, office)


def residents_of(office: Office) -> Ledger:
    """The list of residents with the office's own boxes and, as chips and filters, the groups this clerk may see."""
    with office.store.read() as session:
        fields = extra_fields.read(session, RESIDENTS.table)
        groups, everybody = known.seen(session, office), known.read(session)
    ledger = with_own_fields(RESIDENTS, fields)
    filters = tuple(
        Filter(
            f"{PREFIX}{group.id}",
            group.name,
            partial(_belongs, group, everybody),
            GROUPS,
            then=partial(_belonged, group),
        )
        for group in groups
    )
    return dataclasses.replace(
        ledger,
        columns=tuple(
            _with_chips(one, groups) if one.field.name == "groups" else one for one in ledger.columns
        ),
        filters=(*ledger.filters, *filters),
        tables=ledger.tables | {"group_sheets", "groups", "extra_fields", "visits"},
    )


def households_of(office: Office) -> Ledger:
    """The list of households with the office's own boxes."""
    ledger = with_own_fields(HOUSEHOLDS, extra_fields.fields_of(office.store, HOUSEHOLDS.table))
    return dataclasses.replace(ledger, tables=ledger.tables | {"extra_fields"})


def _belonged(group: GroupInfo, day: date) -> Filter | None:
    """The same filter on an earlier day."""
    held = rules.member_on(group, day)
    return None if held is None else Filter(f"{PREFIX}{group.id}", group.name, lambda _today: held, GROUPS)


def _belongs(group: GroupInfo, everybody: Sequence[GroupInfo], today: date) -> ColumnElement[bool]:
    return rules.member(group, everybody, today)


def own_words(office: Office, table: str, record_id: int, *, whole: bool = False) -> list[tuple[str, str]]:
    """What stands in the office's own fields of a record, retired ones too: label and words; empty ones are left out.

    Telephone and document numbers are masked unless ``whole``.
    """
    model = HOUSEHOLDS.model if table == HOUSEHOLDS.table else RESIDENTS.model
    with office.store.read() as session:
        fields = extra_fields.read(session, table)
        kept = session.scalar(select(model.extra).where(model.id == record_id)) or {}  # type: ignore[attr-defined]
    said = [(field.label, own_field_words(field, kept.get(field.key), whole=whole)) for field in fields]
    return [(label, words) for label, words in said if words]


# ---- chips ----------------------------------------------------------------------------------------------


def _with_chips(column: Column, groups: Sequence[GroupInfo]) -> Column:
    by_id = {group.id: Chip(group.short, group.tone) for group in groups}
    value = column.value
    return dataclasses.replace(
        column,
        value=lambda: func.json_array(value(), _sheet_groups()),
        show=partial(_shown, by_id),
        filter_by=lambda: group_words(_sheet_words(groups)),
        any_of=partial(_any_word, groups),
        then=partial(_chips_then, column, by_id),
    )


def _chips_then(column: Column, by_id: dict[int, Chip], day: date) -> Column:
    """The chips of an earlier day: who was in a group then has its chip."""
    return dataclasses.replace(
        column,
        value=lambda: func.json_array(groups_on(day), _sheet_groups(rules.kept_on(day))),
        show=lambda cell: _with_groups(chips_on(json.loads(cell)[0], day), json.loads(cell)[1], by_id),
        filter_by=None,
        listed=False,
    )


def _any_word(groups: Sequence[GroupInfo], words: Sequence[Any]) -> ColumnElement[bool]:
    asked = [group.id for group in groups if group.short in words]
    mine = select(Sheet.resident_id).where(Sheet.group_id.in_(asked), Sheet.until.is_(None))
    known_words = any_group_word(words)
    return or_(known_words, Resident.id.in_(mine)) if asked else known_words


def _sheet_groups(held: ColumnElement[bool] | None = None) -> ColumnElement[Any]:
    """The groups of a resident's open sheets, by the index on the resident: asked only for the rows in view."""
    mine = select(func.json_group_array(Sheet.group_id)).where(Sheet.resident_id == Resident.id)
    open_ = Sheet.until.is_(None) if held is None else held
    return func.json(mine.where(open_).correlate(Resident).scalar_subquery())


def _shown(by_id: dict[int, Chip], cell: Any) -> tuple[Chip, ...]:
    facts, groups = json.loads(cell)
    return _with_groups(chips(facts), groups, by_id)


def _with_groups(first: Sequence[Chip], groups: Sequence[int], by_id: Mapping[int, Chip]) -> tuple[Chip, ...]:
    found = {chip.text: chip for chip in first}
    for number in groups:
        if number in by_id:
            found.setdefault(by_id[number].text, by_id[number])
    return tuple(found.values())


def _sheet_words(groups: Sequence[GroupInfo]) -> ColumnElement[Any] | None:
    """``,"低保","残疾"`` of a resident's open sheets, for the filter; nothing for the many who have none."""
    if not groups:
        return None
    words = case({g.id: "," + json.dumps(g.short) for g in groups}, value=Sheet.group_id, else_="")
    mine = select(func.group_concat(words, "")).where(Sheet.resident_id == Resident.id, Sheet.until.is_(None))
    has = Resident.id.in_(select(Sheet.resident_id).where(Sheet.until.is_(None)))
    return case((has, func.coalesce(mine.correlate(Resident).scalar_subquery(), "")), else_="")


# ---- the list of one group ------------------------------------------------------------------------------


def group_ledger(office: Office, group_id: int) -> Ledger:
    """The members of a group with the columns of its sheet. Raises ``UserError`` for those without the right."""
    with office.store.read() as session:
        group = known.allowed(session, office, group_id)
        everybody = known.read(session)
    common = [next(c for c in RESIDENTS.columns if c.field.name == name) for name in _COMMON_COLUMNS]
    first = {"name", "sex", "age", "address"}
    columns = [dataclasses.replace(column, shown=column.field.name in first) for column in common]
    columns[0] = dataclasses.replace(columns[0], sort=_by_name)

    def belongs() -> ColumnElement[bool]:
        return and_(here(), rules.member(group, everybody, clock.today()))

    return dataclasses.replace(
        RESIDENTS,
        key=f"group-{group.id}",
        title=group.name,
        columns=(*columns, *_group_columns(group), *duty_due.columns(office, group.id)),
        filters=(*_group_filters(group), *duty_due.filters(office, group.id), *ages.filters(group)),
        scope=belongs,
        find=found_within(find, Resident, belongs),
        empty=(
            N_("Nobody is in this group yet. Choose people in the list of residents and put them into it."),
            "",
        ),
        tables=RESIDENTS.tables | {"group_sheets", "groups", "visits"},
    )


def _by_name() -> ColumnElement[Any]:
    """Hides the index: walking it to test each resident took four times as long as sorting the members."""
    return func.coalesce(Resident.sort_key, Resident.sort_key)


def _group_columns(group: GroupInfo) -> list[Column]:
    entries = partial(_of_sheet, group.id, Sheet.entries)
    soon = group.expiries[:1]
    boxes = [
        named_apart(own_column(field, entries, name_of_resident, shown=place < _SHOWN_FIRST or field in soon))
        for place, field in enumerate(group.fields)
    ]
    since = Column(
        Field("since", N_("In the group since"), "day", width=104),
        lambda: type_coerce(_of_sheet(group.id, Sheet.since), Date),
        shown=False,
    )
    note = Column(
        Field("sheet_note", N_("Note on the sheet"), width=160),
        partial(_of_sheet, group.id, Sheet.note),
        shown=False,
    )
    visited = [
        Column(
            Field("last_visit", N_("Last visit"), "day", width=104),
            partial(visits.last_visit, group.id),
            shown=False,
        ),
        Column(Field("visit_due", N_("Visit due"), "day", width=104), partial(visits.due_on, group)),
    ]
    return [*boxes, since, note, *(visited if group.visit_days else ())]


def named_apart(column: Column) -> Column:
    """A box of a group may be called as a column of the roster is, or as a word of SQL."""
    return dataclasses.replace(
        column, field=dataclasses.replace(column.field, name=f"box_{column.field.name}")
    )


def _of_sheet(group_id: int, what: Any) -> ColumnElement[Any]:
    mine = select(what).where(
        Sheet.group_id == group_id, Sheet.resident_id == Resident.id, Sheet.until.is_(None)
    )
    return mine.correlate(Resident).scalar_subquery()


def name_of_resident(number: ColumnElement[Any]) -> ColumnElement[Any]:
    """The name of the resident with this number, as SQL."""
    other = aliased(Resident)
    return select(other.name).where(other.id == number).scalar_subquery()


def _group_filters(group: GroupInfo) -> tuple[Filter, ...]:
    found: list[Filter] = []
    if group.visit_days:
        found.append(Filter(OVERDUE, N_("To be visited"), lambda today: due_now(group, today), tone="amber"))
    if group.expiries:
        found.append(Filter(EXPIRING, N_("Expires within 30 days"), partial(_near, group), tone="amber"))
    return tuple(found)


def due_now(group: GroupInfo, today: date) -> ColumnElement[bool]:
    """Who is to be visited this week or should have been."""
    return visits.due(group, today + timedelta(visits.SOON))


def _near(group: GroupInfo, today: date) -> ColumnElement[bool]:
    return rules.expires(group, today, EXPIRES_WITHIN)
