"""The register of mediation cases: its columns, its saved filters, and how a case is found."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import N_
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Chip, Field
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own
from commgov_desktop.mediation import casework, forms, stages
from commgov_desktop.mediation.agreements import Agreement
from commgov_desktop.mediation.mediators import CaseMediator, Mediator
from commgov_desktop.mediation.models import WARN_DAYS, MediationCase
from commgov_desktop.mediation.stage import days_chip, title_of


def mediator_names() -> ColumnElement[Any]:
    """The mediators of a case in one text."""
    names = (
        select(Mediator.name)
        .join(CaseMediator, CaseMediator.mediator_id == Mediator.id)
        .where(CaseMediator.case_id == MediationCase.id, CaseMediator.duty == "mediator")
        .correlate(MediationCase)
        .order_by(CaseMediator.position)
        .subquery()
    )
    return select(func.aggregate_strings(names.c.name, "、")).scalar_subquery()


def _kind() -> ColumnElement[Any]:
    return func.coalesce(func.nullif(MediationCase.sub_kind, ""), MediationCase.dispute_kind)


def _kind_words(code: str) -> str:
    table = codes.table("dispute_kinds")
    top = table.top(code)
    short = table.text(top).removesuffix("纠纷")  # the heading of the column says it already
    return short if top == code else f"{short} · {table.text(code)}"


def _clock_chip(stage_and_day: str) -> Chip | str:
    stage, _space, day = stage_and_day.partition(" ")
    if not day:
        return ""
    return days_chip(title_of(int(stage)), date.fromisoformat(day), clock.today(), WARN_DAYS.default)


def _column(name: str, label: str, width: int, **more: Any) -> Column:
    kind = more.pop("kind", "text")
    value = more.pop("value", own(name, MediationCase))
    align = more.pop("align", "left")
    return Column(Field(name, label, kind, width=width, align=align), value, **more)


def _amount(fen: int | None) -> str:
    return f"{fen / 100:,.2f}" if fen is not None else ""


def _outcome(code: str) -> str:
    return codes.table("mediation_outcomes").text(code)


def _source(code: str) -> str:
    return codes.table("case_sources").text(code)


def _agreed_on() -> ColumnElement[Any]:
    return (
        select(Agreement.signed_on)
        .where(Agreement.case_id == MediationCase.id)
        .correlate(MediationCase)
        .scalar_subquery()
    )


COLUMNS = (
    _column(
        "number", N_("Case number"), 180, sort=lambda: MediationCase.year * 100000 + MediationCase.serial
    ),
    _column("parties", N_("Parties"), 150),
    _column("kind", N_("Kind of dispute"), 120, value=_kind, show=_kind_words),
    _column("mediators", N_("Mediators of it"), 76, value=mediator_names),
    _column(
        "stage", N_("Stage"), 76, kind="chip", value=stages.stage_number, show=stages.stage_chip
    ),
    _column(
        "clock", N_("Time limit"), 160, kind="chip", value=stages.next_day_and_stage,
        sort=lambda: func.coalesce(stages.next_day(), date(9999, 12, 31)), show=_clock_chip,
    ),
    _column("accepted_on", N_("Accepted on"), 100, kind="day", shown=False),
    _column("title", N_("Cause in a few words"), 150, shown=False),
    _column("source", N_("Source of the case"), 100, show=_source, shown=False),
    _column("outcome", N_("Outcome of mediation"), 120, show=_outcome, shown=False),
    _column("amount", N_("Amount in dispute"), 110, show=_amount, align="right", shown=False),
    _column("signed_on", N_("Agreement in force on"), 110, kind="day", value=_agreed_on, shown=False),
    _column("closed_on", N_("Filed on"), 100, kind="day", shown=False),
)  # fmt: skip

FILTERS = (
    Filter("running", N_("Cases running"), stages.running, N_("How it stands")),
    Filter("overdue", N_("Overdue"), stages.overdue, N_("How it stands"), tone="red"),
    Filter("month", N_("Accepted this month"), stages.accepted_this_month, N_("How it stands")),
    Filter("mediating", N_("In mediation"), lambda _today: stages.open_mediation(), N_("Stage")),
    Filter("agreed", N_("Agreement reached"), stages.agreed, N_("Stage")),
    Filter("performing", N_("To be performed"), stages.at(stages.PERFORMANCE), N_("Stage"), tone="amber"),
    Filter("following", N_("To be followed up"), stages.at(stages.FOLLOW_UP), N_("Stage"), tone="amber"),
    Filter("filing", N_("To be filed"), stages.at(stages.FILING), N_("Stage")),
    Filter("filed", N_("Case filed"), stages.at(stages.FILED), N_("Stage")),
)


def find(session: Session, words: str) -> Sequence[int]:
    """Cases whose number, sides (in pinyin too), cause, place or facts hold every word; the newest first."""
    case = MediationCase
    texts = (case.number, case.parties, case.parties_keys, case.title, case.location, case.facts)
    query = select(case.id).order_by(case.year.desc(), case.serial.desc())
    for word in words.lower().split():
        query = query.where(or_(*(func.instr(func.lower(t), word) > 0 for t in texts)))
    return list(session.scalars(query))


CASES = Ledger(
    key="mediation",
    title=N_("Mediation"),
    one=N_("Mediation case"),
    model=MediationCase,
    form=forms.CASE,
    columns=COLUMNS,
    name=lambda case: str(case.number),
    order="-number",
    find=find,
    store=casework.fill_in,
    filters=FILTERS,
    empty=(N_("No disputes yet. Open the first case when somebody comes to the desk."), N_("Open a case")),
    tables=frozenset(
        {
            "mediation_sides", "mediation_case_mediators", "mediators", "mediation_sessions",
            "mediation_investigations", "mediation_agreements", "mediation_performances",
            "mediation_follow_ups",
        }
    ),
)  # fmt: skip
