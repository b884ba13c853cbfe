"""Lists of duties, the numbered slots in them, and the tasks with a day that come of them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.checklists.rules import EVENT, ONCE, RHYTHMS, Rule
from commgov_desktop.i18n import _
from commgov_desktop.store.record import Exchanged, Record

THREE_LISTS, DUTIES, RHYTHM, OWN_LIST = "three_lists", "duties", "rhythm", "own_list"
LIST_KINDS = (THREE_LISTS, DUTIES, RHYTHM, OWN_LIST)

OWN, ASSIST, REFUSED = "own", "assist", "refused"
ITEM_KINDS = ("", OWN, ASSIST, REFUSED)
"""Whose duty it is; empty while the office has not said."""


class Checklist(Exchanged, Record):
    """A list of duties: one of the shipped frames, or the office's own."""

    __tablename__ = "checklists"
    __table_args__ = (CheckConstraint(f"kind in {LIST_KINDS}", name="kind"),)

    key: Mapped[str] = mapped_column(default="")
    """Of a shipped list; empty for the office's own."""
    name: Mapped[str] = mapped_column(default="")
    short: Mapped[str] = mapped_column(default="")
    """The name as it fits beside its count."""
    kind: Mapped[str] = mapped_column(default=OWN_LIST)
    position: Mapped[int] = mapped_column(default=1000)
    source: Mapped[str] = mapped_column(default="")
    """Where the frame comes from."""
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        """A list has a name."""
        return {} if self.name.strip() else {"name": _("Please give the list a name.")}


class ChecklistItem(Exchanged, Record):
    """A numbered slot of a list. An empty name is an empty slot: no source gives its wording."""

    __tablename__ = "checklist_items"
    __table_args__ = (
        CheckConstraint(f"kind in {ITEM_KINDS}", name="kind"),
        CheckConstraint(f"rhythm in {('', *RHYTHMS)}", name="rhythm"),
        Index("ix_checklist_items_list", "checklist_id", "number"),
    )

    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklists.id"))
    number: Mapped[int] = mapped_column(default=0)
    """Its number in the list; 0 gives it the next one when it is saved."""
    name: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    """Who does it: 居委会, 人民调解委员会, 党组织."""
    department: Mapped[str] = mapped_column(default="")
    """The department in the lead above."""
    rhythm: Mapped[str] = mapped_column(default="")
    """One of ``rules.RHYTHMS``; empty while the office has not said."""
    by_day: Mapped[int | None]
    weekday: Mapped[int | None]
    month: Mapped[int | None]
    once_on: Mapped[date | None]
    time_limit: Mapped[str] = mapped_column(default="")
    """In words, as the source has it."""
    standard: Mapped[str] = mapped_column(default="")
    steps: Mapped[str] = mapped_column(default="")
    materials: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    proof_needed: Mapped[bool] = mapped_column(default=False)
    """Whether a task of it is done only with a photo or a paper attached."""
    verified: Mapped[bool] = mapped_column(default=True)
    """Whether a source that was read gives it; otherwise the office checks it first."""
    note: Mapped[str] = mapped_column(default="")

    @property
    def rule(self) -> Rule:
        """When it is due."""
        return Rule(self.rhythm, self.by_day, self.weekday, self.month, self.once_on)

    @property
    def called(self) -> str:
        """Its name, or which empty slot it is."""
        return self.name or _("Empty slot {n}").format(n=self.number)

    def problems(self, today: date) -> dict[str, str]:
        """Days that exist, and a name for what is to make tasks."""
        found: dict[str, str] = {}
        if self.by_day is not None and not 0 <= self.by_day <= 31:
            found["by_day"] = _("A day of the month is 1 to 31. Leave it empty for the last day.")
        if self.weekday is not None and not 1 <= self.weekday <= 7:
            found["weekday"] = _("A weekday is 1 (Monday) to 7 (Sunday).")
        if self.month is not None and not 0 <= self.month <= 12:
            found["month"] = _("A month is 1 to 12. Leave it empty for the last month.")
        if self.rhythm == ONCE and self.once_on is None:
            found["once_on"] = _("Say on which day it is to be done.")
        if self.rhythm not in ("", EVENT) and not self.name.strip():
            found["name"] = _("Give the slot its wording before it makes tasks.")
        return found


class Task(Exchanged, Record):
    """Something to be done by a day. Done, due, overdue and not needed are read from what stands in it."""

    __tablename__ = "tasks"
    __table_args__ = (UniqueConstraint("item_id", "period"), Index("ix_tasks_due_on", "due_on"))

    item_id: Mapped[int | None] = mapped_column(ForeignKey("checklist_items.id"), index=True)
    period: Mapped[str | None]
    """The span of its rule it stands for (2026-03, 2026-Q1); none for tasks written by hand."""
    title: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    owner: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="")
    not_needed: Mapped[str] = mapped_column(default="")
    """Why it is not needed this time."""
    moved_from: Mapped[date | None]
    """The day it was due first, when it was put off."""
    moved_why: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        """A name and a day."""
        found: dict[str, str] = {}
        if not (self.title or "").strip():
            found["title"] = _("Say what is to be done.")
        if self.due_on is None:
            found["due_on"] = _("Say by which day.")
        return found


class TaskMonth(Record):
    """A month whose tasks have been made, so that what a clerk removed does not come back."""

    __tablename__ = "task_months"

    month: Mapped[date] = mapped_column(unique=True)
    """Its first day."""
