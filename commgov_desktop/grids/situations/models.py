"""A situation that must be reported upward, the people it concerns, and the office's list of six kinds of them."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _
from commgov_desktop.store.record import Record

WAYS = {
    "phone": N_("By phone"),
    "platform": N_("On the platform"),
    "paper": N_("On paper"),
    "person": N_("In person"),
}
WAYS_ON_PAPER = {"phone": "电话", "platform": "平台", "paper": "书面", "person": "当面"}
_LONGEST = 24 * 365


class SituationKind(Record):
    """One of the situations that a grid worker must report (六必报). The slots are shipped empty: the words differ
    from place to place and no source gives them; the office fills in its own."""

    __tablename__ = "situation_kinds"

    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    hours: Mapped[int | None]
    """Within so many hours of noticing it; ``None`` where no time is set."""
    report_to: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    """Where the words come from, and whether that was verified."""
    restricted: Mapped[bool] = mapped_column(default=False)
    """Only those with the right see its reports."""
    retired: Mapped[bool] = mapped_column(default=False)

    def problems(self, today: date) -> dict[str, str]:
        if self.hours is not None and not (isinstance(self.hours, int) and 1 <= self.hours <= _LONGEST):
            return {"hours": _("Whole hours, from 1 to a year ({n}).").format(n=_LONGEST)}
        return {}


class SituationPerson(Record):
    """A resident whom a report concerns."""

    __tablename__ = "situation_people"

    report_id: Mapped[int] = mapped_column(ForeignKey("situation_reports.id"), index=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), index=True)


class SituationReport(Record):
    """A 情况报告. How it stands is worked out (``state``), never typed in."""

    __tablename__ = "situation_reports"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("how in ('', 'phone', 'platform', 'paper', 'person')", name="how"),
        Index("ix_situation_reports_noticed_at", "noticed_at"),
    )

    year: Mapped[int]
    serial: Mapped[int]
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("situation_kinds.id"), index=True)
    """``None``: a situation that is on none of the six lines."""
    what: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime | None]
    noticed_at: Mapped[datetime]
    """The clock of the kind begins here."""
    due_at: Mapped[datetime | None]
    """Kept with the report: a later change of the list does not make an old report late."""
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grids.id"), index=True)
    building_id: Mapped[int | None] = mapped_column(ForeignKey("buildings.id"), index=True)
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwellings.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    others: Mapped[str] = mapped_column(default="")
    """Whom it concerns besides residents of the roster, in words."""
    reported_by: Mapped[str] = mapped_column(default="")
    reported_to: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    """What came back: an answer or an instruction."""
    answered_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    people: Mapped[list[SituationPerson]] = relationship(
        cascade="all, delete-orphan", order_by=SituationPerson.id
    )

    @property
    def number(self) -> str:
        """``2026年第3号``."""
        return f"{self.year}年第{self.serial}号"

    def set_clock(self, hours: int | None) -> None:
        """By when it must be reported: so many hours after it was noticed."""
        self.due_at = self.noticed_at + timedelta(hours=hours) if hours and self.noticed_at else None

    def problems(self, today: date) -> dict[str, str]:
        """Moments that cannot be, and an answer or an end without a report."""
        found = self._moments()
        if self.answer and not self.reported_at:
            found["answer"] = _("An answer comes after a report: write down when it was reported.")
        if self.answered_on and not self.answer:
            found["answer"] = _("Write down what was answered.")
        if self.closed_on and not self.reported_at:
            found["closed_on"] = _("It must be reported before it can be closed.")
        for name in ("answered_on", "closed_on"):
            day = getattr(self, name)
            if day and day > today:
                found[name] = _("This day cannot lie in the future.")
            elif day and self.reported_at and day < clock.local(self.reported_at).date():
                found[name] = _("This day cannot lie before the report.")
        return found

    def _moments(self) -> dict[str, str]:
        found, now = {}, clock.now()
        if self.noticed_at and self.noticed_at > now:
            found["noticed_at"] = _("This moment cannot lie in the future.")
        if self.happened_at and self.noticed_at and self.happened_at > self.noticed_at:
            found["happened_at"] = _("It cannot have happened after it was noticed.")
        if self.reported_at and self.noticed_at and self.reported_at < self.noticed_at:
            found["reported_at"] = _("It cannot have been reported before it was noticed.")
        if self.reported_at and self.reported_at > now:
            found["reported_at"] = _("This moment cannot lie in the future.")
        return found
