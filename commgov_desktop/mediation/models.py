"""A mediation case and who stands on its sides, as the acceptance sheet has them."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.settings import Setting
from commgov_desktop.store.record import Exchanged, Record

GROUP = N_("Mediation")
NUMBER_FORM = Setting(
    "mediation.number", "（{year}）{mark}人调字第{serial}号", N_("Form of the case number"), GROUP,
    N_("{year}, {mark} and {serial} are filled in"),
)  # fmt: skip
DAYS = Setting("mediation.days", 30, N_("Days for mediation, from acceptance"), GROUP)
"""No national law sets it; Ningbo Art. 27 and Shenzhen Art. 25 say one month or 30 days."""
FOLLOW_UP_DAYS = Setting(
    "mediation.follow_up_days", 30, N_("Days from the agreement to the follow-up"), GROUP
)
"""Not set by any source found; 7, 30 and 90 days are in use, so an office sets its own."""
WARN_DAYS = Setting("mediation.warn_days", 10, N_("Days before a deadline at which it turns amber"), GROUP)
RETENTION = Setting("mediation.retention", "长期", N_("How long a closed file is kept"), GROUP)
"""The Act fixes none; archives know 永久, 长期, 短期."""
SETTINGS: tuple[Setting[Any], ...] = (NUMBER_FORM, DAYS, FOLLOW_UP_DAYS, WARN_DAYS, RETENTION)

CONFIRMATION_DAYS = 30
"""Days from the agreement's taking effect within which both parties may ask the court to confirm it
(人民调解法 Art. 33; 民事诉讼法 2023 Art. 205)."""

REACHED = ("1", "2")
"""Outcomes that are an agreement: written, oral (codes of the table mediation_outcomes)."""

ROLES = ("applicant", "respondent", "third", "agent")
KINDS = ("resident", "outsider", "organisation")


class MediationCase(Exchanged, Record):
    """A dispute the committee has taken up (人民调解受理登记表, 司发通〔2010〕239号)."""

    __tablename__ = "mediation_cases"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        Index("ix_mediation_cases_accepted_on", "accepted_on"),
    )

    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str]
    """Kept as it was given: a later change of the office's mark does not rename old files."""
    accepted_on: Mapped[date]
    source: Mapped[str] = mapped_column(default="1")
    """Code of the table case_sources."""
    dispute_kind: Mapped[str] = mapped_column(default="")
    """One of the 15 reporting lines of the table dispute_kinds."""
    sub_kind: Mapped[str] = mapped_column(default="")
    """A kind below that line, where the clerk chose one."""
    title: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="")
    claims: Mapped[str] = mapped_column(default="")
    """What the applicant asks for, one request a line."""
    amount: Mapped[int | None]
    """Fen."""
    due_on: Mapped[date]
    """Last day of the mediation, counted from acceptance with the office's setting of that day."""
    extended_until: Mapped[date | None]
    extension_agreed: Mapped[bool] = mapped_column(default=False)
    extension_reason: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    """Code of the table mediation_outcomes; empty while the mediation goes on."""
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(default="")
    """Why it ended without an agreement, and which other routes the parties were told (Art. 26)."""
    closed_on: Mapped[date | None]
    """The day the file was bound and put away."""
    filed_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    parties: Mapped[str] = mapped_column(default="")
    """The names of the sides for lists, kept ready by ``casework``."""
    parties_keys: Mapped[str] = mapped_column(default="")
    """Pinyin and initials of those names, for the find box."""

    @property
    def kind(self) -> str:
        """The finest kind that was chosen: a sub-kind, or the reporting line itself."""
        return self.sub_kind or self.dispute_kind

    @kind.setter
    def kind(self, code: str | None) -> None:
        self.dispute_kind = codes.table("dispute_kinds").top(code)
        self.sub_kind = code if code and code != self.dispute_kind else ""

    def problems(self, today: date) -> dict[str, str]:
        """Facts and days that cannot be; an extension needs every side's consent and a reason (Ningbo Art. 27)."""
        found: dict[str, str] = {}
        if self.accepted_on and self.accepted_on > today:
            found["accepted_on"] = _("The day of acceptance cannot lie in the future.")
        if self.amount is not None and self.amount < 0:
            found["amount"] = _("An amount cannot be less than nothing.")
        found |= self._extension_problems()
        if self.closed_on and self.closed_on > today:
            found["closed_on"] = _("The day of filing cannot lie in the future.")
        return found

    def _extension_problems(self) -> dict[str, str]:
        if not self.extended_until:
            return {}
        found: dict[str, str] = {}
        if self.extended_until <= self.due_on:
            found["extended_until"] = _("The new day must be after {day}.").format(
                day=self.due_on.isoformat()
            )
        if not self.extension_agreed:
            found["extension_agreed"] = _("The time can only be extended if every side agrees.")
        if not self.extension_reason:
            found["extension_reason"] = _("Say why the time is extended.")
        return found

    def count_days(self, days: int) -> None:
        """Set the last day of the mediation: ``days`` after acceptance."""
        self.due_on = self.accepted_on + timedelta(days=days)


class MediationSide(Record):
    """A person or an organisation on one side of a case, or somebody who acts for them.

    Facts are copied from the roster when picked: a paper says what was true on its day.
    """

    __tablename__ = "mediation_sides"
    __table_args__ = (
        CheckConstraint(f"role in {ROLES}", name="role"),
        CheckConstraint(f"kind in {KINDS}", name="kind"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), index=True)
    side: Mapped[str] = mapped_column(default="A")
    """A asks, B answers; further letters where there are more sides."""
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[str] = mapped_column(default="applicant")
    kind: Mapped[str] = mapped_column(default="resident")
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("residents.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    birth: Mapped[date | None]
    age: Mapped[int | None]
    """Full years where no birth date is known."""
    ethnic_group: Mapped[str] = mapped_column(default="")
    occupation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    """Work unit or home."""
    id_number: Mapped[str] = mapped_column(default="")
    """Of a person; the uniform social credit code of an organisation."""
    legal_representative: Mapped[str] = mapped_column(default="")
    representative_post: Mapped[str] = mapped_column(default="")
    agent_of: Mapped[str] = mapped_column(default="")
    """Name of the party an agent acts for; empty means everybody on its side."""
    relation: Mapped[str] = mapped_column(default="")
    """What an agent is to the party: 女儿, 监护人, 律师."""

    def problems(self, today: date) -> dict[str, str]:
        """A name at least; a birth date that has been."""
        found: dict[str, str] = {}
        if not self.name.strip():
            found["name"] = _("Please fill in the name.")
        if self.birth and self.birth > today:
            found["birth"] = _("The birth date cannot lie in the future.")
        if self.age is not None and not 0 <= self.age <= 130:
            found["age"] = _("Please check the age.")
        return found
