"""A need that a resident spoke of, with what became of it, and the office's list of services."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import _
from commgov_desktop.store.record import Record

OPEN, ARRANGED, MET, CANNOT = STATES = ("open", "arranged", "met", "cannot")


class Service(Record):
    """A service under which needs are put down and counted; the office words its own list."""

    __tablename__ = "need_services"

    area: Mapped[str]
    """A code of ``need_areas.toml``."""
    name: Mapped[str]
    sure: Mapped[bool] = mapped_column(default=True)
    """False for a shipped line that the office has not confirmed."""
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class Need(Record):
    """What a resident needs: asked when, by whom, in which area, and whether it is open, arranged, met or cannot be."""

    __tablename__ = "resident_needs"
    __table_args__ = (
        CheckConstraint("state in ('open', 'arranged', 'met', 'cannot')", name="state"),
        Index("ix_resident_needs_who", "resident_id", "asked_on"),
    )

    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    asked_on: Mapped[date]
    area: Mapped[str]
    """A code of ``need_areas.toml``."""
    service_id: Mapped[int | None] = mapped_column(ForeignKey("need_services.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=OPEN)
    state_on: Mapped[date | None]
    """Since when it is in this state; ``None`` while it is open."""
    state_words: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        found = self._wrong_days(today)
        if not (self.words or "").strip() and self.service_id is None:
            found["words"] = _("Say what is needed: in words, or by choosing a service.")
        if self.state == CANNOT and not (self.state_words or "").strip():
            found["state_words"] = _("Say why it cannot be met.")
        return found

    def _wrong_days(self, today: date) -> dict[str, str]:
        found = {}
        if self.asked_on and self.asked_on > today:
            found["asked_on"] = _("This day lies in the future.")
        if self.state not in (None, OPEN) and self.state_on is None:
            found["state_on"] = _("Say from which day on.")
        elif self.state_on and self.state_on > today:
            found["state_on"] = _("This day lies in the future.")
        elif self.state_on and self.asked_on and self.state_on < self.asked_on:
            found["state_on"] = _("This day lies before the need was spoken of.")
        return found
