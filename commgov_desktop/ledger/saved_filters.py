"""Questions a clerk has saved by name, for themselves or for the whole office."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import _
from commgov_desktop.store.record import Record


class SavedFilter(Record):
    """A named question on one ledger; ``account_id`` is empty for one that all clerks share."""

    __tablename__ = "saved_filters"

    ledger: Mapped[str]
    name: Mapped[str]
    question: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """As ``ledger.questions`` writes it."""
    account_id: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)

    def problems(self, today: date) -> dict[str, str]:
        return {} if (self.name or "").strip() else {"name": _("Give the filter a name.")}
