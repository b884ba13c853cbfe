"""人民调解案件登记簿: the register of cases, one line a case."""

from collections.abc import Sequence

from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.documents.register import Column, register
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.ledger import mediator_names
from commgov_desktop.mediation.models import MediationCase
from commgov_desktop.mediation.paper_parts import committee

TITLE = "人民调解案件登记簿"
_COLUMNS = (
    Column("编号", 34, "centre"), Column("受理日期", 20, "centre"), Column("当事人", 40, "left"),
    Column("纠纷类型", 30, "left"), Column("调解员", 20, "centre"), Column("调解结果", 26, "centre"),
    Column("结案日期", 20, "centre"), Column("归档日期", 20, "centre"),
)  # fmt: skip


def register_of(office: Office, ids: Sequence[int]) -> bytes:
    """The register of these cases, by year and number."""
    case = MediationCase
    query = select(
        case.number, case.accepted_on, case.parties, case.dispute_kind, mediator_names(), case.outcome,
        case.ended_on, case.closed_on, case.id,
    ).order_by(case.year, case.serial)  # fmt: skip
    wanted = set(ids)
    kinds, outcomes = codes.table("dispute_kinds"), codes.table("mediation_outcomes")
    with office.store.read() as session:
        rows = [
            (
                number,
                _day(day),
                parties,
                kinds.zh(kind),
                staff or "",
                outcomes.zh(outcome) or "调解中",
                _day(ended),
                _day(closed),
            )
            for number, day, parties, kind, staff, outcome, ended, closed, case_id in session.execute(query)
            if case_id in wanted
        ]
    return register(
        TITLE, office.placed(committee(office)), _COLUMNS, rows, issued=clock.now(), landscape=True
    )


def _day(day: object) -> str:
    return str(day) if day else ""
