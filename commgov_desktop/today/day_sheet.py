"""The printed sheet of the day: what is to be done, with a box to tick and room for a note."""

from datetime import date

from commgov_desktop import clock
from commgov_desktop.documents.register import Column, register
from commgov_desktop.ledger.office import Office
from commgov_desktop.today.agenda import Agenda

WEEKDAYS = "一二三四五六日"


def day_sheet(office: Office, found: Agenda) -> bytes:
    """今日工作单 as PDF: overdue, today and this week in one list."""
    today = clock.today()
    columns = (
        Column("序号", 1.0, "centre"),
        Column("期限", 3.6, "centre"),
        Column("事项", 8.0),
        Column("责任人", 2.4),
        Column("办理情况", 5.0),
        Column("办结", 1.2, "centre"),
    )
    lines = [*found.overdue, *found.today, *found.week]
    rows = [(str(n), _when(line.day), line.title, line.who, "", "□") for n, line in enumerate(lines, start=1)]
    date_words = f"{today.year}年{today.month}月{today.day}日 星期{WEEKDAYS[today.weekday()]}"
    return register(
        "今日工作单",
        f"{office.heading}　{date_words}　共 {len(lines)} 项，逾期 {len(found.overdue)} 项",
        columns,
        rows,
        issued=clock.now(),
    )


def _when(day: date) -> str:
    left = (day - clock.today()).days
    words = f"逾期{-left}天" if left < 0 else "今天" if left == 0 else f"还有{left}天"
    return f"{day.month}月{day.day}日 {words}"
