"""The printed registers: 开具证明登记簿 of the year and the table of what was posted."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock, masking
from commgov_desktop.desk.certificates import AGAIN
from commgov_desktop.desk.models import REFUSED, VOIDED, Certificate, Notice, Posting
from commgov_desktop.ledger.office import Office

T = TypeVar("T", Certificate, Posting)
_AT_ONCE = 500


def certificate_register(office: Office, year: int = 0) -> bytes:
    """开具证明登记簿 of a year, in the order of issue; 0 means this year."""
    return year_register(office, year or clock.today().year)


def years(office: Office) -> list[int]:
    """The years of which the register has lines, the latest first; always this year."""
    with office.store.read() as session:
        found = set(session.scalars(select(Certificate.year).distinct()))
    return sorted({*found, clock.today().year}, reverse=True)


def year_register(office: Office, year: int) -> bytes:
    """开具证明登记簿 of one year, in the order of issue."""
    with office.store.read() as session:
        ids = list(
            session.scalars(select(Certificate.id).where(Certificate.year == year).order_by(Certificate.id))
        )
    return certificates_listed(office, ids, f"{year}年")


def certificates_listed(office: Office, ids: Sequence[int], period: str = "") -> bytes:
    """开具证明登记簿 of these lines, in this order. Document numbers and phones are masked."""
    from commgov_desktop.documents.register import Column, register

    with office.store.read() as session:
        rows = [_certificate(n, row) for n, row in enumerate(_rows(session, Certificate, ids), 1)]
    columns = [
        Column("序号", 0.6, "centre"), Column("日期", 1.75, "centre"), Column("编号", 2.4), Column("申请人", 1.25),
        Column("证件号码", 2.1), Column("联系电话", 1.95), Column("证明种类", 1.5), Column("依据", 2.0),
        Column("用途", 1.2), Column("要求出具单位", 1.25), Column("核实方式与核实人", 1.5), Column("经办人", 1.15),
        Column("审批人", 1.1), Column("份数", 0.6, "centre"), Column("用印时间", 0.9), Column("领取人签字", 1.25),
        Column("备注", 1.3),
    ]  # fmt: skip
    subtitle = "　".join(part for part in (office.heading, period, f"共{len(rows)}件") if part)
    return register(
        "开具证明登记簿", subtitle, columns, rows, issued=clock.now(), landscape=True, footer=office.name
    )


def _certificate(n: int, row: Certificate) -> list[str]:
    checked = "，".join(part for part in (row.checked_how, row.checked_by) if part)
    return [
        str(n), _short(row.day), row.number, row.name, masking.id_number(row.id_number), masking.phone(row.phone),
        row.kind_name, _short_basis(row.basis), row.purpose, row.required_by, checked, row.handled_by, row.approved_by,
        str(row.copies), "", row.collected_by, _remark(row),
    ]  # fmt: skip


def _short_basis(basis: str) -> str:
    """Without what stands in brackets at its end: a register has narrow columns."""
    return basis.partition("（")[0] or basis


def _remark(row: Certificate) -> str:
    words = []
    if row.state == VOIDED:
        words.append(f"作废：{row.void_reason}")
    if row.state == REFUSED:
        words.append("不予出具")
    if row.reprints:
        why = [once["reason"] for once in row.printed.get(AGAIN, [])]
        words.append(f"重印{row.reprints}次" + (f"（{'，'.join(why)}）" if why else ""))
    return "；".join(words)


def posting_register(office: Office, year: int = 0) -> bytes:
    """The table of everything that was put up in a year; 0 means this year."""
    return posting_register_of(office, year or clock.today().year)


def posting_years(office: Office) -> list[int]:
    """The years in which something was put up, the latest first; always this year."""
    with office.store.read() as session:
        found = {day.year for day in session.scalars(select(Posting.put_up_on).distinct())}
    return sorted({*found, clock.today().year}, reverse=True)


def posting_register_of(office: Office, year: int) -> bytes:
    """公示张贴登记表 of one year, by the day it was put up."""
    with office.store.read() as session:
        query = (
            select(Posting.id)
            .where(func.strftime("%Y", Posting.put_up_on) == str(year))
            .order_by(Posting.put_up_on, Posting.id)
        )
        ids = list(session.scalars(query))
    return postings_listed(office, ids, f"{year}年")


def postings_listed(office: Office, ids: Sequence[int], period: str = "") -> bytes:
    """公示张贴登记表 of these postings, in this order."""
    from commgov_desktop.documents.register import Column, register

    with office.store.read() as session:
        rows = [_posting(session, n, row) for n, row in enumerate(_rows(session, Posting, ids), 1)]
    columns = [
        Column("序号", 0.5, "centre"), Column("文种", 0.7, "centre"), Column("标题", 3.4), Column("张贴位置", 1.5),
        Column("张贴日期", 1.1, "centre"), Column("张贴人", 0.8), Column("应取下日期", 1.1, "centre"),
        Column("取下日期", 1.1, "centre"), Column("取下人", 0.8), Column("异议情况", 1.6), Column("处理结果", 1.6),
    ]  # fmt: skip
    subtitle = "　".join(part for part in (office.heading, period, f"共{len(rows)}件") if part)
    return register(
        "公示张贴登记表", subtitle, columns, rows, issued=clock.now(), landscape=True, footer=office.name
    )


def _posting(session: Session, n: int, row: Posting) -> list[str]:
    notice = session.get_one(Notice, row.notice_id)
    down = _short(row.taken_down_on) if row.taken_down_on else ""
    return [
        str(n), notice.kind, notice.title.replace("\n", ""), row.place, _short(row.put_up_on), row.put_up_by,
        _short(row.due_down), down, row.taken_down_by, row.objections, row.handling,
    ]  # fmt: skip


def _short(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


def _rows(session: Session, model: type[T], ids: Sequence[int]) -> list[T]:
    found: dict[int, T] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = list(ids[start : start + _AT_ONCE])
        found.update((row.id, row) for row in session.scalars(select(model).where(model.id.in_(part))))
    return [found[i] for i in ids if i in found]
