"""What was agreed, whether it was carried out, what the follow-up found, and the court's confirmation."""

from datetime import date, timedelta

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import N_, _
from commgov_desktop.mediation.models import CONFIRMATION_DAYS
from commgov_desktop.store.record import Record

FORMS = {"written": N_("Written agreement"), "oral": N_("Oral agreement")}
PERFORMED = {"yes": N_("Fully performed"), "partly": N_("Partly performed"), "no": N_("Not performed")}
RULINGS = {
    "confirmed": N_("Agreement confirmed"),
    "rejected": N_("Application rejected"),
    "withdrawn": N_("Application withdrawn"),
}


class Agreement(Record):
    """The agreement of a case (人民调解法 Art. 28-30); a case has one."""

    __tablename__ = "mediation_agreements"
    __table_args__ = (CheckConstraint(f"form in {tuple(FORMS)}", name="form"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), unique=True)
    form: Mapped[str] = mapped_column(default="written")
    agreed_on: Mapped[date]
    facts: Mapped[str] = mapped_column(default="")
    """Main facts, disputed points, each side's responsibility (Art. 29)."""
    terms: Mapped[str] = mapped_column(default="")
    way: Mapped[str] = mapped_column(default="")
    """How it is performed."""
    time_limit: Mapped[str] = mapped_column(default="")
    """By when, in words of the paper."""
    amount: Mapped[int | None]
    """Fen."""
    signed_on: Mapped[date | None]
    """The day it took effect: a written one when parties and mediator have signed and the committee has
    sealed it (Art. 29), an oral one on the day it was reached (Art. 30)."""
    follow_up_on: Mapped[date | None]

    def problems(self, today: date) -> dict[str, str]:
        """Signed after it was agreed, and not in the future."""
        found: dict[str, str] = {}
        if self.signed_on and self.signed_on > today:
            found["signed_on"] = _("This day lies in the future.")
        if self.signed_on and self.signed_on < self.agreed_on:
            found["signed_on"] = _("It cannot be signed before the day of the agreement.")
        if self.amount is not None and self.amount < 0:
            found["amount"] = _("An amount cannot be less than nothing.")
        return found

    @property
    def confirm_by(self) -> date | None:
        """The last day to ask the court for confirmation (人民调解法 Art. 33)."""
        return self.signed_on + timedelta(days=CONFIRMATION_DAYS) if self.signed_on else None


class Performance(Record):
    """One thing that was promised: what, by when, and when it was done (人民调解法 Art. 31)."""

    __tablename__ = "mediation_performances"

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), index=True)
    due_on: Mapped[date]
    what: Mapped[str] = mapped_column(default="")
    amount: Mapped[int | None]
    """Fen."""
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        """Done is not in the future."""
        late = self.done_on and self.done_on > today
        return {"done_on": _("This day lies in the future.")} if late else {}


class FollowUp(Record):
    """A call on the parties after the agreement (人民调解回访记录)."""

    __tablename__ = "mediation_follow_ups"
    __table_args__ = (CheckConstraint(f"performed in {tuple(PERFORMED)}", name="performed"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), index=True)
    visited_on: Mapped[date]
    visitor: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    """Which party was called on."""
    performed: Mapped[str] = mapped_column(default="yes")
    situation: Mapped[str] = mapped_column(default="")
    """Performance, satisfaction, later lawsuit or relapse."""

    def problems(self, today: date) -> dict[str, str]:
        """A call has been made before it is written down."""
        return {"visited_on": _("This day lies in the future.")} if self.visited_on > today else {}


class Confirmation(Record):
    """The parties' joint request that the court confirm the agreement (民事诉讼法 2023 Art. 205-206)."""

    __tablename__ = "mediation_confirmations"

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), unique=True)
    applied_on: Mapped[date]
    court: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
    """Empty while the court decides; else a key of ``RULINGS``."""
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        """The ruling comes after the request."""
        if self.decided_on and self.decided_on < self.applied_on:
            return {"decided_on": _("The ruling cannot be before the request.")}
        return {"applied_on": _("This day lies in the future.")} if self.applied_on > today else {}


class FiledPaper(Record):
    """A paper that lies in the case's folder though the program did not print it, ticked by the clerk."""

    __tablename__ = "mediation_papers"

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), index=True)
    item: Mapped[str]
    """Key of an item of the dossier list (resources/catalogues/mediation_dossier.toml)."""
    filed_on: Mapped[date]
    pages: Mapped[int] = mapped_column(default=1)
