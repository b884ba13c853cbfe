"""The notices and what hangs on the boards, as lists."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from commgov_desktop import clock
from commgov_desktop.desk.certificate_ledgers import columns_of
from commgov_desktop.desk.kinds import notice_kinds
from commgov_desktop.desk.models import Notice, Posting
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.ledger import Filter, Ledger, own, words_in

# ---- notices -------------------------------------------------------------------------------------------


def _title_in_one_line() -> ColumnElement[Any]:
    """A title is found across the places where its lines break."""
    return func.replace(Notice.title, "\n", "")


_n = columns_of(Notice)


def _kinds_of_notice() -> Sequence[tuple[str, str]]:
    return [(kind.name, kind.name) for kind in notice_kinds()]


def _boards() -> ColumnElement[Any]:
    """How many boards it hangs on and ever hung on, as JSON."""
    hung = select(func.count()).where(Posting.notice_id == Notice.id).correlate(Notice).scalar_subquery()
    hangs = (
        select(func.count())
        .where(Posting.notice_id == Notice.id, Posting.taken_down_on.is_(None))
        .correlate(Notice)
        .scalar_subquery()
    )
    return func.json_array(Notice.issued_at.is_not(None), hangs, hung)


def _notice_chip(cell: Any) -> Chip:
    issued, hangs, hung = json.loads(cell)
    if hangs:
        return Chip(_("Hanging"), "blue")
    if hung:
        return Chip(_("Taken down"), "green")
    return Chip(_("Final"), "green") if issued else Chip(_("Draft"), "grey")


def _on_a_board() -> ColumnElement[bool]:
    return Notice.id.in_(select(Posting.notice_id).where(Posting.taken_down_on.is_(None)))


NOTICES = Ledger(
    key="notices",
    title=N_("Notices"),
    one=N_("notice"),
    model=Notice,
    form=(
        section(
            N_("Head of the notice"),
            Field("kind", N_("Kind of notice"), "choice", required=True, choices=_kinds_of_notice),
            Field("day", N_("Date"), "day", required=True),
            Field("title", N_("Title"), "paragraph", required=True, wide=True,
                  hint=N_("关于……的通知; Enter breaks the line")),
            Field("addressees", N_("Addressees"), wide=True, hint=N_("e.g. 各位居民")),
        ),
        section(
            N_("Text of the notice"),
            Field("body", N_("Body"), "paragraph", wide=True,
                  hint=N_("One paragraph a line; headings begin with 一、 or （一）")),
            Field("annexes", N_("Annexes"), "paragraph", wide=True, hint=N_("One title a line")),
        ),
        section(
            N_("Publicity"),
            Field("shown_from", N_("Shown from"), "day"),
            Field("shown_to", N_("Shown to"), "day"),
            Field("objections", N_("Objections"), "paragraph", wide=True),
        ),
        section(
            N_("Signing"),
            Field("organ", N_("Organ"), wide=True),
            Field("contact", N_("Contact"), hint=N_("Printed in brackets below the date")),
            Field("number", N_("Number of the document"), hint=N_("Only if it has one, e.g. 沙居〔2026〕3号")),
            Field("sealed", N_("With seal"), "flag"),
        ),
    ),
    columns=(
        _n("title", N_("Title"), 320, show=lambda v: v.replace("\n", "")),
        _n("kind", N_("Kind of notice"), 80),
        _n("day", N_("Date"), 104, "day"),
        _n("boards", N_("State"), 80, "chip", value=_boards, show=_notice_chip),
        _n("shown_to", N_("Publicity ends"), 110, "day"),
        _n("organ", N_("Organ"), 160, shown=False),
        _n("number", N_("Number of the document"), 130, shown=False),
    ),
    name=lambda row: row.title.replace("\n", ""),
    order="-day",
    find=words_in(own("body", Notice), _title_in_one_line, own("kind", Notice), own("number", Notice)),
    filters=(
        Filter("drafts", N_("Drafts"), lambda _today: Notice.issued_at.is_(None)),
        Filter("hanging", N_("Hanging"), lambda _today: _on_a_board()),
    ),
    empty=(N_("No notice has been written yet."), N_("Write a notice")),
    tables=frozenset(("postings",)),
)  # fmt: skip


# ---- postings ------------------------------------------------------------------------------------------

_p = columns_of(Posting)


def _of_notice(column: str) -> Callable[[], ColumnElement[Any]]:
    return lambda: (
        select(getattr(Notice, column))
        .where(Notice.id == Posting.notice_id)
        .correlate(Posting)
        .scalar_subquery()
    )


def _title_of_notice() -> ColumnElement[Any]:
    return func.replace(_of_notice("title")(), "\n", "")


def _days_cell() -> ColumnElement[Any]:
    return func.json_array(Posting.due_down, Posting.taken_down_on)


def posting_chip(due_down: date, taken_down_on: date | None, today: date) -> Chip:
    """How long it still hangs, in words."""
    if taken_down_on is not None:
        return Chip(_("Taken down"), "green")
    left = (due_down - today).days
    if left < 0:
        return Chip(ngettext("{n} day overdue", "{n} days overdue", -left).format(n=-left), "red")
    if left == 0:
        return Chip(_("Down today"), "amber")
    return Chip(ngettext("{n} day left", "{n} days left", left).format(n=left), "blue")


def _posting_cell(cell: Any) -> Chip:
    due_down, taken = json.loads(cell)
    return posting_chip(
        date.fromisoformat(due_down), date.fromisoformat(taken) if taken else None, clock.today()
    )


POSTINGS = Ledger(
    key="postings",
    title=N_("Postings"),
    one=N_("posting"),
    model=Posting,
    form=(
        section(
            N_("Posting"),
            Field("place", N_("Board"), required=True, wide=True),
            Field("put_up_on", N_("Put up on"), "day", required=True),
            Field("due_down", N_("Due down"), "day", required=True),
            Field("taken_down_on", N_("Taken down on"), "day"),
            Field("taken_down_by", N_("Taken down by")),
            Field("objections", N_("Objections received"), "paragraph", wide=True),
            Field("handling", N_("How they were settled"), "paragraph", wide=True),
        ),
    ),
    columns=(
        _p("title", N_("Title"), 300, value=_of_notice("title"), show=lambda v: (v or "").replace("\n", "")),
        _p("kind", N_("Kind of notice"), 72, value=_of_notice("kind")),
        _p("place", N_("Board"), 130),
        _p("put_up_on", N_("Put up on"), 104, "day"),
        _p("due_down", N_("Due down"), 104, "day"),
        _p("left", N_("State"), 100, "chip", value=_days_cell, show=_posting_cell, sort=own("due_down", Posting)),
        _p("taken_down_on", N_("Taken down on"), 104, "day", shown=False),
        _p("taken_down_by", N_("Taken down by"), 90, shown=False),
        _p("objections", N_("Objections received"), 160, shown=False),
        _p("handling", N_("How they were settled"), 160, shown=False),
    ),
    name=lambda row: row.place,
    order="-put_up_on",
    find=words_in(own("place", Posting), _title_of_notice, own("objections", Posting), own("put_up_by", Posting)),
    filters=(
        Filter("hanging", N_("Hanging"), lambda _today: Posting.taken_down_on.is_(None)),
        Filter("overdue", N_("To be taken down"),
               lambda today: and_(Posting.taken_down_on.is_(None), Posting.due_down <= today), tone="red"),
        Filter("down", N_("Taken down"), lambda _today: Posting.taken_down_on.is_not(None)),
    ),
    empty=(N_("Nothing hangs on a board. Write a notice and put it up."), N_("Write a notice")),
    tables=frozenset(("notices",)),
)  # fmt: skip
