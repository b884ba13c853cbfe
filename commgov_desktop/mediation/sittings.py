"""What happens on the way to a settlement: inquiries into the facts, and sessions with the parties."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import N_, _
from commgov_desktop.store.record import Record

RESULTS = {
    "agreed": N_("Agreement reached"),
    "continue": N_("To be continued"),
    "failed": N_("No agreement"),
}


class Investigation(Record):
    """Somebody was asked, or a place was looked at (人民调解调查记录)."""

    __tablename__ = "mediation_investigations"

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), index=True)
    held_on: Mapped[date]
    held_at: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    present: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    """Who was asked."""
    person_facts: Mapped[str] = mapped_column(default="")
    """Sex, age, telephone and address of that person, in one line."""
    investigator: Mapped[str] = mapped_column(default="")
    recorder: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        """An inquiry has been made before it is written down."""
        return _past("held_on", self.held_on, today)


class MediationSession(Record):
    """One meeting with the parties (人民调解记录): each session has a record of its own."""

    __tablename__ = "mediation_sessions"
    __table_args__ = (CheckConstraint(f"result in {tuple(RESULTS)}", name="result"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), index=True)
    held_on: Mapped[date]
    held_at: Mapped[str] = mapped_column(default="")
    """The hour, as 14:30."""
    place: Mapped[str] = mapped_column(default="")
    present: Mapped[str] = mapped_column(default="")
    """The parties and agents who came."""
    invited: Mapped[str] = mapped_column(default="")
    """Relatives, neighbours, experts invited with the parties' consent (人民调解法 Art. 20)."""
    mediators: Mapped[str] = mapped_column(default="")
    recorder: Mapped[str] = mapped_column(default="")
    rights_told: Mapped[bool] = mapped_column(default=True)
    statements: Mapped[str] = mapped_column(default="")
    checks: Mapped[str] = mapped_column(default="")
    """Facts that were checked, evidence that was shown."""
    result: Mapped[str] = mapped_column(default="continue")
    result_text: Mapped[str] = mapped_column(default="")
    """What was agreed, or why not and which other routes were told (人民调解法 Art. 26)."""
    next_on: Mapped[date | None]

    def problems(self, today: date) -> dict[str, str]:
        """A session has been held before it is written down; the next one comes after it."""
        found = _past("held_on", self.held_on, today)
        if self.next_on and self.held_on and self.next_on < self.held_on:
            found["next_on"] = _("The next session cannot be before this one.")
        return found


def _past(name: str, day: date | None, today: date) -> dict[str, str]:
    return {name: _("This day lies in the future.")} if day and day > today else {}
