"""The register of situation reports and the list of their kinds: boxes, columns, saved filters, how a report is found."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, column, func, or_, select, table
from sqlalchemy.orm import Session, object_session

from commgov_desktop import clock, masking
from commgov_desktop.grids.models import Building, Dwelling, Entrance, Grid
from commgov_desktop.grids.situations import state
from commgov_desktop.grids.situations.models import WAYS, SituationKind, SituationPerson, SituationReport
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, found_within, own, words_in
from commgov_desktop.ledger.numbering import next_serial

PEOPLE = table("residents", column("id", Integer), column("name", String))


def ways() -> Sequence[tuple[str, str]]:
    """How it was reported."""
    return [(code, _(words)) for code, words in WAYS.items()]


def way_words(code: object) -> str:
    """The same of one report."""
    return _(WAYS[str(code)]) if code else ""


KIND = Field("kind_id", N_("Kind of situation"), "reference", to="situation_kinds", width=112)
WHAT = Field("what", N_("What happened"), "paragraph", required=True, width=130, wide=True)
HAPPENED = Field("happened_at", N_("Happened at"), "moment", width=120)
NOTICED = Field("noticed_at", N_("Noticed at"), "moment", required=True, width=136)
GRID = Field("grid_id", N_("Grid"), "reference", to="grids", width=76)
BUILDING = Field("building_id", N_("Building"), "reference", to="buildings", width=90)
DWELLING = Field("dwelling_id", N_("Home"), "reference", to="dwellings", width=130)
PLACE = Field("place", N_("Place in words"), width=130, hint=N_("e.g. 小区东门外"))
WHOM = Field("people", N_("Residents concerned"), "references", to="residents", wide=True, hint=N_("Name, pinyin or number; several one by one"))  # fmt: skip
OTHERS = Field("others", N_("Others concerned"), hint=N_("Names with 、 between them"), wide=True)
BY = Field("reported_by", N_("Reported by"), width=80)
TO = Field("reported_to", N_("Reported to"), width=110)
HOW = Field("how", N_("How it was reported"), "choice", choices=ways, width=80)
REPORTED = Field("reported_at", N_("Reported at"), "moment", width=120)
ANSWER = Field("answer", N_("Answer or instruction"), "paragraph", width=160, wide=True)
ANSWERED = Field("answered_on", N_("Answered on"), "day", width=96)
CLOSED = Field("closed_on", N_("Closed on"), "day", width=96)
NOTE = Field("note", N_("Note"), "paragraph", wide=True)


def form(kind: Field = KIND) -> tuple[Any, ...]:
    """The boxes in the order of the paper."""
    return (
        section(N_("Situation"), kind, NOTICED, HAPPENED, WHAT),
        section(N_("Where it happened"), DWELLING, BUILDING, GRID, PLACE),
        section(N_("Who is concerned"), WHOM, OTHERS),
        section(N_("Report"), REPORTED, BY, TO, HOW),
        section(N_("What came of it"), ANSWER, ANSWERED, CLOSED, NOTE),
    )


def _kind_name() -> ColumnElement[Any]:
    return select(SituationKind.name).where(SituationKind.id == SituationReport.kind_id).scalar_subquery()


def grid_name() -> ColumnElement[Any]:
    """The grid in which it happened."""
    return select(Grid.name).where(Grid.id == SituationReport.grid_id).scalar_subquery()


def where() -> ColumnElement[Any]:
    """The home, the building, or the place in words."""
    home = select(Dwelling.address).where(Dwelling.id == SituationReport.dwelling_id).scalar_subquery()
    house = select(Building.name).where(Building.id == SituationReport.building_id).scalar_subquery()
    words = func.nullif(SituationReport.place, "")
    return func.coalesce(home + " " + words, home, house + " " + words, house, words, "")


def who() -> ColumnElement[Any]:
    """A JSON list: the names of the residents concerned, then the others in the clerk's words."""
    names = (
        select(PEOPLE.c.name)
        .join(SituationPerson, SituationPerson.resident_id == PEOPLE.c.id)
        .where(SituationPerson.report_id == SituationReport.id)
        .correlate(SituationReport)
        .order_by(SituationPerson.id)
        .subquery()
    )
    listed = select(func.json_group_array(names.c.name)).scalar_subquery()
    return func.json_insert(listed, "$[#]", SituationReport.others)


_NOBODY = '[""]'


def _names(kept: Any) -> list[str]:
    words = "、".join(json.loads(kept or "[]")).replace("，", "、").replace(",", "、")
    return [part.strip() for part in words.split("、") if part.strip()]


def masked_names(kept: Any) -> str:
    """张*、欧阳**: what the register shows to those without full rights, the clerk's own words masked alike."""
    return "、".join(masking.phone(masking.name(name)) for name in _names(kept))


def whole_names(kept: Any) -> str:
    """The names as they are."""
    return "、".join(_names(kept))


def _moment(kept: Any) -> object:
    return clock.local(kept).strftime("%Y-%m-%d %H:%M") if isinstance(kept, datetime) else ""


def _number() -> ColumnElement[Any]:
    return func.printf("%d年第%d号", SituationReport.year, SituationReport.serial)


def _not_restricted() -> ColumnElement[bool]:
    hidden = select(SituationKind.id).where(SituationKind.restricted.is_(True))
    return or_(SituationReport.kind_id.is_(None), SituationReport.kind_id.not_in(hidden))


def find(session: Session, words: str) -> Sequence[int]:
    """Reports in whose number, kind, words, place, grid or addressees every word stands; the latest first."""
    report = SituationReport
    texts = (
        _number(), _kind_name(), report.what, where(), grid_name(), report.others, report.reported_by,
        report.reported_to, report.answer,
    )  # fmt: skip
    query = select(report.id).order_by(report.noticed_at.desc(), report.id.desc())
    for word in words.lower().split():
        named = (
            select(SituationPerson.report_id)
            .join(PEOPLE, PEOPLE.c.id == SituationPerson.resident_id)
            .where(func.instr(func.lower(PEOPLE.c.name), word) > 0)
        )
        query = query.where(
            or_(*(func.instr(func.lower(text), word) > 0 for text in texts), report.id.in_(named))
        )
    return list(session.scalars(query))


def load(_session: Session, report: SituationReport) -> dict[str, object]:
    """What the form shows of a report."""
    shown = {box.name: getattr(report, box.name) for box in REPORTS.fields() if box.name != WHOM.name}
    return shown | {WHOM.name: [person.resident_id for person in report.people]}


def store(session: Session, report: SituationReport, values: Mapping[str, object]) -> None:
    """Form values into a report: its clock, its place and, when it is new, its number come with them."""
    before = report.kind_id, report.noticed_at
    for name, value in values.items():
        if name != WHOM.name:
            setattr(report, name, value)
    report.kind_id = int(str(values["kind_id"])) if values.get("kind_id") else None
    for box in (WHAT, PLACE, OTHERS, BY, TO, HOW, ANSWER, NOTE):
        setattr(report, box.name, getattr(report, box.name) or "")
    with session.no_autoflush:
        _put_people(report, values.get(WHOM.name))
        _fill_place(session, report)
        if (report.kind_id, report.noticed_at) != before:
            kind = session.get(SituationKind, report.kind_id) if report.kind_id else None
            report.set_clock(kind.hours if kind else None)
        if report.id is None and report.noticed_at:
            _number_it(session, report)


def _put_people(report: SituationReport, wanted: object) -> None:
    ids = [number for number in wanted if isinstance(number, int)] if isinstance(wanted, list) else []
    kept = {person.resident_id: person for person in report.people}
    report.people = [kept.get(number) or SituationPerson(resident_id=number) for number in ids]


def _fill_place(session: Session, report: SituationReport) -> None:
    """A home says which building, a building which grid; what they say goes before what was chosen beside them."""
    if report.dwelling_id is not None:
        building = select(Entrance.building_id).join(Dwelling, Dwelling.entrance_id == Entrance.id)
        report.building_id = session.scalar(building.where(Dwelling.id == report.dwelling_id))
    if report.building_id is not None:
        grid = session.scalar(select(Building.grid_id).where(Building.id == report.building_id))
        report.grid_id = grid if grid is not None else report.grid_id


def _number_it(session: Session, report: SituationReport) -> None:
    year = clock.local(report.noticed_at).year
    report.year = year
    report.serial = next_serial(session, SituationReport.serial, year=(SituationReport.year, year))


def report_name(report: SituationReport) -> str:
    """What a report is called in sentences; one of a restricted kind is not named."""
    session = object_session(report)
    kind = session.get(SituationKind, report.kind_id) if session and report.kind_id else None
    return _("restricted report") if kind is not None and kind.restricted else report.number


REPORTS = Ledger(
    key="situation_reports",
    title=N_("Situation reports"),
    one=N_("situation report"),
    model=SituationReport,
    form=form(),
    columns=(
        Column(Field("number", N_("Report number"), width=100), _number,
               sort=lambda: SituationReport.year * 100000 + SituationReport.serial),
        Column(Field("state", N_("How it stands"), "chip", width=88), state.state, show=state.chip),
        Column(Field("kind", N_("Kind of situation"), width=112), _kind_name,
               show=lambda name: name or _("another situation")),
        Column(NOTICED, own("noticed_at", SituationReport)),
        Column(Field("due_at", N_("Report by"), "moment", width=136), own("due_at", SituationReport), shown=False),
        Column(WHAT, own("what", SituationReport)),
        Column(Field("where", N_("Where it happened"), width=116), where),
        Column(Field("who", N_("Who is concerned"), width=84), who, show=masked_names, full=whole_names,
               filter_by=lambda: func.nullif(who(), _NOBODY)),
        Column(Field("grid", N_("Grid"), width=76), grid_name, shown=False),
        Column(REPORTED, own("reported_at", SituationReport), shown=False),
        Column(Field("hours", N_("Hours to report"), "number", width=80, align="right"), state.hours, shown=False),
        Column(TO, own("reported_to", SituationReport), shown=False),
        Column(BY, own("reported_by", SituationReport), shown=False),
        Column(HOW, own("how", SituationReport), show=way_words, shown=False),
        Column(ANSWER, own("answer", SituationReport), shown=False),
        Column(CLOSED, own("closed_on", SituationReport), shown=False),
    ),
    name=report_name,
    order="-noticed_at",
    find=found_within(find, SituationReport, _not_restricted),
    filters=(
        Filter("late", N_("Late"), lambda _t: state.state() == state.LATE, N_("How it stands"), tone="red"),
        Filter("open", N_("To be reported"), lambda _t: state.unreported(), N_("How it stands"), tone="amber"),
        Filter("reported", N_("Reported, no answer yet"), lambda _t: state.state() == state.REPORTED,
               N_("How it stands")),
        Filter("answered", N_("Answered"), lambda _t: state.state() == state.ANSWERED, N_("How it stands")),
        Filter("closed", N_("Closed"), lambda _t: state.state() == state.CLOSED, N_("How it stands")),
        Filter("after", N_("Reported after its time"), lambda _t: state.reported_late(), N_("How it stands")),
        Filter("month", N_("Noticed this month"), lambda today: SituationReport.noticed_at >= begin_of_month(today),
               N_("Noticed at")),
        Filter("year", N_("Noticed this year"), lambda today: SituationReport.noticed_at >= begin_of_year(today),
               N_("Noticed at")),
    ),
    empty=(N_("Nothing has been reported yet."), N_("New report")),
    scope=_not_restricted,
    load=load,
    store=store,
    tables=frozenset({"situation_kinds", "situation_people", "grids", "buildings", "dwellings", "residents"}),
)  # fmt: skip
"""What everybody sees; ``reporting.reports_of`` shows those with the right the rest and the whole names."""


def begin_of_month(today: date) -> datetime:
    """The first moment of this month in China's clock."""
    return datetime(today.year, today.month, 1, tzinfo=clock.CHINA)


def begin_of_year(today: date) -> datetime:
    """The first moment of this year in China's clock."""
    return datetime(today.year, 1, 1, tzinfo=clock.CHINA)


def _kind_title(kind: SituationKind) -> str:
    return kind.name or _("line {n}, not filled in yet").format(n=kind.position)


def _reports_of_kind() -> ColumnElement[Any]:
    return (
        select(func.count(SituationReport.id))
        .where(SituationReport.kind_id == SituationKind.id)
        .correlate(SituationKind)
        .scalar_subquery()
    )


def _average() -> ColumnElement[Any]:
    return (
        select(func.round(func.avg(state.hours()), 1))
        .where(SituationReport.kind_id == SituationKind.id)
        .correlate(SituationKind)
        .scalar_subquery()
    )


KIND_NAME = Field("name", N_("Name of the situation"), required=True, width=180, wide=True)
HOURS = Field("hours", N_("To be reported within (hours)"), "number", width=110, align="right")
REPORT_TO = Field("report_to", N_("To be reported to"), width=150, hint=N_("e.g. 街道综治中心"))
BASIS = Field("basis", N_("Where the words come from"), "paragraph", width=240, wide=True)


def store_kind(_session: Session, kind: SituationKind, values: Mapping[str, object]) -> None:
    """Form values into a line of the list."""
    for name, value in values.items():
        setattr(kind, name, value)
    kind.position = kind.position or 0


KINDS = Ledger(
    key="situation_kinds",
    title=N_("Situations that must be reported"),
    one=N_("kind of situation"),
    model=SituationKind,
    form=(
        section(
            N_("Kind of situation"),
            KIND_NAME,
            HOURS,
            REPORT_TO,
            Field("position", N_("Place in lists"), "number", width=70, align="right"),
            Field("restricted", N_("Only for the chair"), "flag"),
            Field("retired", N_("no longer used"), "flag"),
            BASIS,
        ),
    ),
    columns=(
        Column(Field("position", N_("Place in lists"), "number", width=70, align="right"), own("position", SituationKind), shown=False),
        Column(KIND_NAME, own("name", SituationKind), show=lambda name: name or f"（{_('Not filled in yet')}）"),
        Column(HOURS, own("hours", SituationKind)),
        Column(REPORT_TO, own("report_to", SituationKind)),
        Column(Field("reports", N_("Reports of it"), "number", width=70, align="right"), _reports_of_kind),
        Column(Field("average", N_("Hours on average"), "number", width=90, align="right"), _average),
        Column(BASIS, own("basis", SituationKind)),
    ),
    name=_kind_title,
    order="position",
    find=words_in(own("name", SituationKind), own("report_to", SituationKind)),
    filters=(
        Filter("empty", N_("Not filled in yet"), lambda _t: SituationKind.name == "", tone="amber"),
        Filter("used", N_("Filled in and used"), lambda _t: (SituationKind.name != "") & SituationKind.retired.is_(False)),
    ),
    empty=(N_("No kind of situation has been written down."), N_("New kind")),
    store=store_kind,
    tables=frozenset({"situation_reports"}),
)  # fmt: skip
"""六必报 as the office words it."""
