"""What the desk keeps: kinds of certificate, the one register of certificates, notices, and postings on boards."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.desk.facts import LABELS, ON_PAPER, facts_named, names_in
from commgov_desktop.i18n import N_, _
from commgov_desktop.settings import Setting
from commgov_desktop.store.record import Exchanged, Record

GROUP = N_("Desk")
APPROVER = Setting(
    "desk.approver", "", N_("Who approves certificates"), GROUP, N_("Printed as 审批人; empty for nobody")
)
WORKDAYS = Setting(
    "desk.days", "自然日", N_("How the days of a publicity count"), GROUP, N_("自然日 or 工作日")
)
SETTINGS: tuple[Setting[Any], ...] = (APPROVER, WORKDAYS)

ISSUED, REFUSED, VOIDED = "issued", "refused", "voided"
NUMBER_PARTS = frozenset({"year", "mark", "serial"})


OWN_KEY = re.compile(r"own-x\d+")
"""How a text keeps one of the office's own fields (``own_facts``)."""


class CertificateKind(Record):
    """A certificate the office issues, or one it refuses and says where to go instead (民发〔2020〕20号)."""

    __tablename__ = "certificate_kinds"
    __table_args__ = (CheckConstraint("answer in ('issued', 'refused')", name="answer"),)

    key: Mapped[str] = mapped_column(default="")
    """The line of the shipped list it came from; empty for the office's own."""
    answer: Mapped[str] = mapped_column(default=ISSUED)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    short: Mapped[str] = mapped_column(default="")
    """What stands on its button."""
    title: Mapped[str] = mapped_column(default="")
    series: Mapped[str] = mapped_column(default="")
    """Kinds of one series share their numbers."""
    number_form: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    """One paragraph a line; {姓名} and the like are filled in."""
    needs: Mapped[list[str]] = mapped_column(default=list)
    """Facts that must be known though the text does not name them (keys of ``facts.LABELS``)."""
    checked_by: Mapped[str] = mapped_column(default="")
    """Who checks what, in words."""
    whole_number: Mapped[bool] = mapped_column(default=True)
    """Whether the certificate shows every digit of the document number; the stub never does."""
    go: Mapped[str] = mapped_column(default="")
    """Where to go instead."""
    exception: Mapped[str] = mapped_column(default="")
    verified: Mapped[bool] = mapped_column(default=False)
    """Whether basis and way were confirmed against a printed source, by us or by the office."""
    retired: Mapped[bool] = mapped_column(default=False)
    """No longer offered; what was issued of it stays in the register."""

    own_names: ClassVar[Sequence[str]] = ()
    """The office's own fields its text may name, told by whoever saves it; only for the sentence that says so."""

    def problems(self, today: date) -> dict[str, str]:
        found: dict[str, str] = {}
        if not (self.name or "").strip():
            found["name"] = _("Give this kind a name.")
        if self.answer == ISSUED:
            found |= self._problems_of_text() | self._problems_of_number()
        elif not (self.go or "").strip():
            found["go"] = _("Say where the resident is to go instead.")
        return found

    def _problems_of_text(self) -> dict[str, str]:
        if not (self.body or "").strip():
            return {"body": _("Write the text of the certificate.")}
        try:
            named = facts_named(self.body)
            strange = sorted(n for n in named if n not in LABELS and not OWN_KEY.fullmatch(n))
        except ValueError:
            return {"body": _("A curly bracket is missing or left over.")}
        if strange:
            known = " ".join(f"{{{words}}}" for words in (*ON_PAPER.values(), *self.own_names))
            return {
                "body": _("“{word}” is not a fact; known are: {known}").format(word=strange[0], known=known)
            }
        return {}

    def _problems_of_number(self) -> dict[str, str]:
        try:
            named = set(names_in(self.number_form or ""))
        except ValueError:
            named = set()
        if not {"year", "serial"} <= named or not named <= NUMBER_PARTS:
            return {
                "number_form": _("The number needs {year} and {serial}, e.g. 居证〔{year}〕第{serial}号.")
            }
        return {}


class Certificate(Exchanged, Record):
    """A line of 开具证明登记簿: issued, refused or voided. A number once given is never given again."""

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("series", "year", "serial"),
        CheckConstraint("state in ('issued', 'refused', 'voided')", name="state"),
        CheckConstraint("copies between 1 and 99", name="copies"),
        Index("ix_certificates_day", "day"),
    )

    kind_id: Mapped[int] = mapped_column(ForeignKey("certificate_kinds.id"), index=True)
    kind_name: Mapped[str]
    series: Mapped[str]
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("residents.id"), index=True)
    name: Mapped[str]
    id_number: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    printed: Mapped[dict[str, Any]]
    """Every word as it was printed, so that a reprint is the same paper whatever changed since; and why it was reprinted."""
    basis: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    required_by: Mapped[str] = mapped_column(default="")
    checked_how: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[str] = mapped_column(default="")
    handled_by: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    copies: Mapped[int] = mapped_column(default=1)
    day: Mapped[date]
    issued_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=ISSUED)
    void_reason: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None]
    reprints: Mapped[int] = mapped_column(default=0)
    collected_by: Mapped[str] = mapped_column(default="")
    collected_on: Mapped[date | None]


class Notice(Record):
    """A 通知, 公告, 公示 or the like: written, issued, and hung on the board."""

    __tablename__ = "notices"

    kind: Mapped[str] = mapped_column(default="通知")
    title: Mapped[str]
    addressees: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    names: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """The list of a publicity as it hangs there, masked; the first line holds the headings."""
    names_left_out: Mapped[int] = mapped_column(default=0)
    """People of the list who are not shown because they are minors."""
    annexes: Mapped[str] = mapped_column(default="")
    """One title a line."""
    contact: Mapped[str] = mapped_column(default="")
    objections: Mapped[str] = mapped_column(default="")
    shown_from: Mapped[date | None]
    shown_to: Mapped[date | None]
    organ: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    number: Mapped[str] = mapped_column(default="")
    sealed: Mapped[bool] = mapped_column(default=True)
    issued_at: Mapped[datetime | None]
    """When it was made final; empty while it is a draft."""

    def problems(self, today: date) -> dict[str, str]:
        found: dict[str, str] = {}
        title = (self.title or "").strip()
        if not title:
            found["title"] = _("Give the notice a title, such as 关于……的{kind}.").format(
                kind=self.kind or "通知"
            )
        elif title.endswith(("。", ".", "！")):
            found["title"] = _("A title has no full stop at its end.")
        if self.shown_from and self.shown_to and self.shown_to < self.shown_from:
            found["shown_to"] = _("The last day cannot lie before the first.")
        if self.number and not _DOCUMENT_NUMBER.fullmatch(self.number):
            found["number"] = _(
                "Write the number like 沙居〔2026〕3号: round brackets 〔〕, no 第, no leading zero."
            )
        return found


_DOCUMENT_NUMBER = re.compile(r"[^〔〕\[\]()]{1,20}〔\d{4}〕[1-9]\d*号")
"""发文字号 of GB/T 9704-2012 7.2.5."""


class Posting(Record):
    """A notice on one board: put up, due down, taken down, and what was said about it."""

    __tablename__ = "postings"
    __table_args__ = (CheckConstraint("taken_down_on is null or taken_down_on >= put_up_on", name="days"),)

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), index=True)
    place: Mapped[str]
    put_up_on: Mapped[date]
    put_up_by: Mapped[str] = mapped_column(default="")
    due_down: Mapped[date]
    taken_down_on: Mapped[date | None]
    taken_down_by: Mapped[str] = mapped_column(default="")
    objections: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        found: dict[str, str] = {}
        if not (self.place or "").strip():
            found["place"] = _("Say on which board it hangs, such as 社区公开栏.")
        if self.put_up_on and self.due_down and self.due_down < self.put_up_on:
            found["due_down"] = _("It cannot come down before it was put up.")
        if self.taken_down_on and self.put_up_on and self.taken_down_on < self.put_up_on:
            found["taken_down_on"] = _("It cannot come down before it was put up.")
        return found
