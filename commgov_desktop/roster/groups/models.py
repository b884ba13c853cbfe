"""The groups an office keeps people in, each person's sheet in a group, and the visits that were made."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import _
from commgov_desktop.store.record import Record


class Group(Record):
    """A group with its own sheet. Shipped ones can be changed by the office; nothing of them is code."""

    __tablename__ = "groups"

    key: Mapped[str] = mapped_column(unique=True)
    """The line of the shipped list it came from, or ``own-n``."""
    name: Mapped[str]
    short: Mapped[str] = mapped_column(default="")
    """The word on its chip."""
    tone: Mapped[str] = mapped_column(default="blue")
    restricted: Mapped[bool] = mapped_column(default=False)
    """Only those with the right see its sheets, names and counts of names."""
    fields: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """The boxes of its sheet in order, as ``ledger.own_fields`` writes them."""
    rule: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """A computed group (``groups.rules``): who answers it belongs without a sheet. ``None`` where a clerk says who."""
    visit_days: Mapped[int | None]
    """A visit at least every so many days; ``None`` where none is asked."""
    visit_words: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    """Law, standard or order it rests on, and whether that was verified."""
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if not (self.name or "").strip():
            found["name"] = _("Give the group a name.")
        if self.visit_days is not None and not 1 <= self.visit_days <= 3660:
            found["visit_days"] = _("Between 1 and 3660 days.")
        return found


class Sheet(Record):
    """One person in one group, from ``since`` up to, but not including, ``until``."""

    __tablename__ = "group_sheets"
    __table_args__ = (
        Index(
            "uq_group_sheets_open",
            "group_id",
            "resident_id",
            unique=True,
            sqlite_where=text('"until" is null'),
        ),
        Index("ix_group_sheets_who", "resident_id", "until", "group_id"),
        CheckConstraint('"until" is null or since is null or "until" >= since', name="days"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    since: Mapped[date | None]
    until: Mapped[date | None]
    why_ended: Mapped[str] = mapped_column(default="")
    entries: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The boxes of the sheet by key; days as ISO text, money in whole fen, people as resident ids."""
    note: Mapped[str] = mapped_column(default="")


class Visit(Record):
    """A visit (走访): whom, when, by whom, why, what was found, and when to come again."""

    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_who", "resident_id", "day"),)

    resident_id: Mapped[int | None] = mapped_column(ForeignKey("residents.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    """For which group's rule it counts; ``None`` counts for all."""
    duty_id: Mapped[int | None] = mapped_column(ForeignKey("visit_duties.id"))
    """The line of 五必查、五必访 it was made for. Not indexed: it is always asked of one resident's visits, whose
    index would then be passed over for thousands of visits of the same line."""
    day: Mapped[date]
    by_whom: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    """A code of ``visit_reasons.toml`` (``visit_purposes.toml`` is 来华目的)."""
    findings: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if self.day is None:
            found["day"] = _("Say on which day the visit was.")
        elif self.day > today:
            found["day"] = _("A visit cannot lie in the future.")
        if self.resident_id is None and self.household_id is None:
            found["resident_id"] = _("Say who was visited.")
        return found


class CompletenessFact(Record):
    """One thing a worker must know of a household or a person (六清五掌握); the office words its own list."""

    __tablename__ = "completeness_facts"

    block: Mapped[str]
    """``clear`` (六清) or ``grasp`` (五掌握)."""
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="person")
    """``person`` or ``household``."""
    needs: Mapped[list[str]] = mapped_column(default=list)
    """Any one of these facts makes it known, see ``completeness.toml`` and ``groups.completeness``."""
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
