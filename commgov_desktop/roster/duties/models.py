"""One line of 五必查、五必访: what is checked or visited, whom it concerns, how often, and since when."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import _
from commgov_desktop.store.record import Record

CHECK, VISIT = "check", "visit"


class VisitDuty(Record):
    """A standing check (必查) or visit (必访). A slot without a name waits for the words of the district."""

    __tablename__ = "visit_duties"
    __table_args__ = (CheckConstraint("kind in ('check', 'visit')", name="kind"),)

    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    """Whom it concerns: everybody in this group."""
    every_days: Mapped[int | None]
    since: Mapped[date | None]
    """From this day on it is asked: who was never visited for it is due so many days later."""
    active: Mapped[bool] = mapped_column(default=False)
    basis: Mapped[str] = mapped_column(default="")
    """The document its wording comes from."""
    verified: Mapped[bool] = mapped_column(default=False)
    """Whether somebody has compared the wording with that document."""
    position: Mapped[int] = mapped_column(default=0)

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if self.every_days is not None and not 1 <= self.every_days <= 3660:
            found["every_days"] = _("Between 1 and 3660 days.")
        if self.verified and not (self.basis or "").strip():
            found["basis"] = _("Say which document the wording was compared with.")
        return found | (self._missing() if self.active else {})

    def _missing(self) -> dict[str, str]:
        """What a line needs before it can be asked."""
        found = {}
        if not (self.name or "").strip():
            found["name"] = _("Put in the words of this line first.")
        if self.group_id is None:
            found["group_id"] = _("Choose whom it concerns.")
        if self.every_days is None:
            found["every_days"] = _("Say every how many days.")
        if self.since is None:
            found["since"] = _("Say from which day on.")
        return found
