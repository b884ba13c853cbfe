"""The office's own boxes on a record: added, renamed, put in order and retired without a programmer."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import _
from commgov_desktop.store.record import Record

KINDS = ("text", "paragraph", "number", "day", "choice", "flag", "money")


class ExtraField(Record):
    """A box the office has added to a ledger. Its values lie in the record's ``extra`` under ``key``."""

    __tablename__ = "extra_fields"
    __table_args__ = (
        UniqueConstraint("table_name", "key"),
        CheckConstraint(f"kind in {KINDS}", name="kind"),
    )

    table_name: Mapped[str]
    key: Mapped[str]
    """Never changes, whatever the box is called later: ``x1``, ``x2`` …"""
    label: Mapped[str]
    kind: Mapped[str] = mapped_column(default="text")
    choices: Mapped[list[str]] = mapped_column(default=list)
    """The words to choose from, for kind ``choice``."""
    hint: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    """No longer asked; what was entered stays and is still shown on the record."""

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if not (self.label or "").strip():
            found["label"] = _("Give the field a name.")
        if self.kind == "choice" and len([word for word in self.choices or () if word.strip()]) < 2:
            found["choices"] = _("Give at least two words to choose from, each on a line of its own.")
        return found
