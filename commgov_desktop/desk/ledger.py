"""The desk's lists: 证明登记簿, the notices, what hangs on the boards, and the kinds of certificate."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from commgov_desktop import clock, masking
from commgov_desktop.desk.facts import ASKED, LABELS
from commgov_desktop.desk.kinds import notice_kinds
from commgov_desktop.desk.models import ISSUED, REFUSED, VOIDED, Certificate, CertificateKind, Notice, Posting
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own, words_in
from commgov_desktop.store.record import Record

STATES = {ISSUED: (N_("Issued"), "green"), REFUSED: (N_("Refused"), "grey"), VOIDED: (N_("Voided"), "red")}


def _columns_of(model: type[Record]) -> Callable[..., Column]:
    def column(name: str, label: str, width: int, kind: str = "text", **more: Any) -> Column:
        value = more.pop("value", own(name, model))
        return Column(Field(name, label, kind, width=width), value, **more)

    return column


# ---- certificates --------------------------------------------------------------------------------------

_c = _columns_of(Certificate)


def _state_chip(state: Any) -> Chip:
    words, tone = STATES[state]
    return Chip(_(words), tone)


def _reprints(count: Any) -> str:
    return ngettext("{n} time", "{n} times", count).format(n=count) if count else ""


def _this_month(today: date) -> ColumnElement[bool]:
    return Certificate.day >= today.replace(day=1)


def _in_state(state: str) -> Callable[[date], ColumnElement[bool]]:
    return lambda _today: Certificate.state == state


CERTIFICATES = Ledger(
    key="certificates",
    title=N_("Register of certificates"),
    one=N_("certificate"),
    model=Certificate,
    form=(),
    columns=(
        _c("day", N_("Date"), 104, "day", sort=own("id", Certificate)),
        _c("number", N_("Certificate number"), 168, sort=lambda: Certificate.year * 1000000 + Certificate.serial),
        _c("name", N_("Applicant"), 84),
        _c("kind_name", N_("Kind of certificate"), 150),
        _c("purpose", N_("Purpose"), 120),
        _c("state", N_("State"), 96, "chip", show=_state_chip),
        _c("handled_by", N_("Handled by"), 80),
        _c("id_number", N_("Document number"), 172, show=lambda v: masking.id_number(v or ""),
           full=lambda v: v, shown=False),
        _c("phone", N_("Phone"), 120, show=lambda v: masking.phone(v or ""), full=lambda v: v, shown=False),
        _c("basis", N_("Basis"), 200, shown=False),
        _c("required_by", N_("Required by"), 120, shown=False),
        _c("checked_how", N_("How it was checked"), 150, shown=False),
        _c("approved_by", N_("Approved by"), 90, shown=False),
        _c("copies", N_("Copies"), 60, "number", shown=False),
        _c("reprints", N_("Printed again"), 90, show=_reprints, shown=False),
        _c("collected_by", N_("Collected by"), 100, shown=False),
        _c("void_reason", N_("Why voided"), 160, shown=False),
    ),
    name=lambda row: row.number,
    order="-day",
    find=words_in(own("number", Certificate), own("name", Certificate), own("kind_name", Certificate),
                  own("purpose", Certificate), own("required_by", Certificate), own("id_number", Certificate)),
    filters=(
        Filter("today", N_("Served today"), lambda today: Certificate.day == today, N_("When")),
        Filter("month", N_("This month"), _this_month, N_("When")),
        Filter("issued", N_("Issued"), _in_state(ISSUED), N_("State")),
        Filter("refused", N_("Refused"), _in_state(REFUSED), N_("State")),
        Filter("voided", N_("Voided"), _in_state(VOIDED), N_("State")),
        Filter("reprinted", N_("Printed again"), lambda _today: Certificate.reprints > 0, N_("State")),
        Filter("waiting", N_("Not yet collected"),
               lambda _today: and_(Certificate.state == ISSUED, Certificate.collected_by == ""), N_("State")),
    ),
    empty=(N_("No certificate has been issued yet. Serve the first resident at the desk."), N_("To the desk")),
)  # fmt: skip


# ---- notices -------------------------------------------------------------------------------------------

_n = _columns_of(Notice)


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
            Field("title", N_("Title"), required=True, wide=True, hint=N_("关于……的通知")),
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
    find=words_in(own("title", Notice), own("body", Notice), own("kind", Notice), own("number", Notice)),
    filters=(
        Filter("drafts", N_("Drafts"), lambda _today: Notice.issued_at.is_(None)),
        Filter("hanging", N_("Hanging"), lambda _today: _on_a_board()),
    ),
    empty=(N_("No notice has been written yet."), N_("Write a notice")),
    tables=frozenset(("postings",)),
)  # fmt: skip


# ---- postings ------------------------------------------------------------------------------------------

_p = _columns_of(Posting)


def _of_notice(column: str) -> Callable[[], ColumnElement[Any]]:
    return lambda: (
        select(getattr(Notice, column))
        .where(Notice.id == Posting.notice_id)
        .correlate(Posting)
        .scalar_subquery()
    )


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
    find=words_in(own("place", Posting), own("objections", Posting), own("put_up_by", Posting)),
    filters=(
        Filter("hanging", N_("Hanging"), lambda _today: Posting.taken_down_on.is_(None)),
        Filter("overdue", N_("To be taken down"),
               lambda today: and_(Posting.taken_down_on.is_(None), Posting.due_down <= today), tone="red"),
        Filter("down", N_("Taken down"), lambda _today: Posting.taken_down_on.is_not(None)),
    ),
    empty=(N_("Nothing hangs on a board. Write a notice and put it up."), N_("Write a notice")),
    tables=frozenset(("notices",)),
)  # fmt: skip


# ---- kinds of certificate ------------------------------------------------------------------------------

_k = _columns_of(CertificateKind)


def _answers() -> Sequence[tuple[str, str]]:
    return [(ISSUED, _("Issued here")), (REFUSED, _("Not issued here"))]


def _needs() -> Sequence[tuple[str, str]]:
    return [(key, _(LABELS[key])) for key in ASKED]


def _answer_chip(answer: Any) -> Chip:
    return Chip(_("Issued here"), "green") if answer == ISSUED else Chip(_("Not issued here"), "grey")


def _verified_chip(verified: Any) -> Chip:
    return Chip(_("Confirmed"), "green") if verified else Chip(_("To be confirmed"), "amber")


KINDS = Ledger(
    key="certificate_kinds",
    title=N_("Kinds of certificate"),
    one=N_("kind of certificate"),
    model=CertificateKind,
    form=(
        section(
            N_("Kind of certificate"),
            Field("name", N_("Name of the certificate"), required=True),
            Field("answer", N_("Issued or not"), "choice", required=True, choices=_answers),
            Field("short", N_("Words on its button")),
            Field("title", N_("Title on paper")),
            Field("basis", N_("Basis"), "paragraph", wide=True),
            Field("verified", N_("Confirmed against the local list"), "flag"),
            Field("retired", N_("No longer offered"), "flag"),
        ),
        section(
            N_("If issued here"),
            Field("body", N_("Text of the certificate"), "paragraph", wide=True, hint=N_("{姓名} and the like are filled in")),
            Field("needs", N_("Also needed"), "tags", choices=_needs, wide=True),
            Field("series", N_("Series of numbers"), hint=N_("Kinds of one series share their numbers")),
            Field("number_form", N_("Form of the number"), hint=N_("{mark}居证〔{year}〕第{serial}号")),
            Field("checked_by", N_("Who checks what"), wide=True),
            Field("whole_number", N_("Prints the whole document number"), "flag"),
        ),
        section(
            N_("If not issued here"),
            Field("go", N_("Where to go instead"), "paragraph", wide=True),
            Field("exception", N_("Exception"), "paragraph", wide=True),
        ),
    ),
    columns=(
        _k("name", N_("Name of the certificate"), 260, sort=own("position", CertificateKind)),
        _k("answer", N_("Issued or not"), 110, "chip", show=_answer_chip),
        _k("verified", N_("Verification"), 110, "chip", show=_verified_chip),
        _k("go", N_("Where to go instead"), 260),
        _k("basis", N_("Basis"), 260, shown=False),
        _k("number_form", N_("Form of the number"), 180, shown=False),
    ),
    name=lambda row: row.name,
    order="name",
    find=words_in(own("name", CertificateKind), own("go", CertificateKind), own("basis", CertificateKind)),
    filters=(
        Filter("issued", N_("Issued here"), lambda _today: CertificateKind.answer == ISSUED),
        Filter("refused", N_("Not issued here"), lambda _today: CertificateKind.answer == REFUSED),
        Filter("unsure", N_("To be confirmed"), lambda _today: CertificateKind.verified.is_(False), tone="amber"),
        Filter("retired", N_("No longer offered"), lambda _today: CertificateKind.retired.is_(True)),
    ),
    empty=(N_("The list of certificates is empty."), N_("Add a kind")),
)  # fmt: skip

LEDGERS = (CERTIFICATES, NOTICES, POSTINGS, KINDS)
