"""The mediation committee's people, and who of them handles which case."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import N_, _
from commgov_desktop.store.record import Exchanged, Record

POSTS = {
    "chair": N_("Chair of the committee"),
    "member": N_("Committee member"),
    "appointed": N_("Appointed mediator"),
}
TERM_YEARS = 3
"""人民调解法 Art. 9; the residents' committee itself is elected for five."""


class Mediator(Exchanged, Record):
    """Somebody elected to the mediation committee or appointed by it (人民调解法 Art. 8, 13)."""

    __tablename__ = "mediators"
    __table_args__ = (CheckConstraint(f"post in {tuple(POSTS)}", name="post"),)

    name: Mapped[str]
    sex: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="member")
    phone: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    """The last day in office; empty while it lasts."""
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        """A name, and a last day that is not before the first."""
        found: dict[str, str] = {}
        if not (self.name or "").strip():
            found["name"] = _("Please fill in the name.")
        if self.since and self.until and self.until < self.since:
            found["until"] = _("The last day cannot be before the first.")
        return found


class CaseMediator(Record):
    """A mediator on a case, or the one who writes its record (人民调解法 Art. 19)."""

    __tablename__ = "mediation_case_mediators"
    __table_args__ = (CheckConstraint("duty in ('mediator', 'recorder')", name="duty"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_cases.id"), index=True)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediators.id"), index=True)
    duty: Mapped[str] = mapped_column(default="mediator")
    position: Mapped[int] = mapped_column(default=0)


def committee_warnings(members: Sequence[Mediator], today: date) -> list[str]:
    """What the committee's make-up lacks by 人民调解法 Art. 8 and 9, in the clerk's language."""
    sitting = [m for m in members if m.post != "appointed" and (m.until is None or m.until >= today)]
    found = []
    if not 3 <= len(sitting) <= 9:
        found.append(_("The committee has 3 to 9 members; {n} are listed.").format(n=len(sitting)))
    if sum(m.post == "chair" for m in sitting) != 1:
        found.append(_("The committee has one chair."))
    if sitting and not any(m.sex == "女" for m in sitting):
        found.append(_("The committee must have a woman among its members."))
    over = [m.name for m in sitting if m.since and _years_on(m.since, TERM_YEARS) <= today]
    if over:
        found.append(_("The term of three years is over: {names}.").format(names="、".join(over)))
    return found


def _years_on(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
