"""A resident and a household as they are kept, with the rules that the office file itself holds."""

from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    event,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.store.record import Exchanged, Record

HEAD = "02"
"""户主 in GB/T 4761-2008, the relation of the one head of a household."""

SELF = "01"
"""本人: what a one-person form writes for the head; kept as ``HEAD``."""

REGISTERED, SETTLED, MIGRANT, ABROAD = "1", "2", "3", "4"
"""Codes of ``residence_kinds.toml``."""

OLDEST_YEARS = 130

ASKED_OFTEN = (
    "sort_key", "left_on", "birth", "sex", "household_id", "dwelling_id", "residence_kind", "relation",
    "political_status", "education", "marital_status", "ethnic_group", "id_kind", "id_state", "house_match",
    "came_on", "tags", "phone", "phone2",
)  # fmt: skip
"""A narrow copy of what the list is ordered by and most filters ask, which SQLite reads instead of the wide rows.

Measured at 100,000 residents: the list in its order 110 ms instead of 800, a filter 10 to 50 ms instead of 100
to 900. It must fit a reader's cache (``store.engine.READING_CACHE``), so names and long texts stay out.
"""


class Resident(Exchanged, Record):
    """One person of the community. Codes are those of the catalogues; empty text means not known.

    Exactly one head: the partial unique index ``uq_residents_head`` makes a second head of a household
    impossible in the file itself, whatever writes there. No form and no removal takes the head away from
    a household of several people (``register``, ``_keep_the_head``); a household for which an imported file
    names no head is listed under “no head” until a clerk says who it is.
    """

    __tablename__ = "residents"
    __table_args__ = (
        CheckConstraint("id_state in ('checked', 'none', 'doubtful')", name="id_state"),
        CheckConstraint("name <> ''", name="name"),
        Index(
            "ix_residents_to_mend",
            "id_state",
            sqlite_where=text("id_state <> 'checked'"),
        ),
        Index(
            "uq_residents_head",
            "household_id",
            unique=True,
            sqlite_where=text("relation = '02'"),
        ),
        Index("ix_residents_left_on", "left_on", sqlite_where=text("left_on is not null")),
        Index("ix_residents_asked", *ASKED_OFTEN),
        Index("ix_residents_household_id", "household_id", "left_on"),
    )

    name: Mapped[str]
    name_reading: Mapped[str] = mapped_column(default="")
    """The clerk's correction of the reading, as syllables: ``shan wei``."""
    pinyin: Mapped[str] = mapped_column(default="")
    """Every reading, syllables parted by spaces, readings by ``|``; the likeliest first."""
    initials: Mapped[str] = mapped_column(default="")
    sort_key: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    birth: Mapped[date | None] = mapped_column(index=True)
    id_kind: Mapped[str] = mapped_column(default="")
    id_number: Mapped[str] = mapped_column(default="", index=True)
    id_state: Mapped[str] = mapped_column(default="none")
    id_reason: Mapped[str] = mapped_column(default="")
    """Why there is no number, or why it is doubted; empty when it is checked."""
    ethnic_group: Mapped[str] = mapped_column(default="")
    education: Mapped[str] = mapped_column(default="")
    marital_status: Mapped[str] = mapped_column(default="")
    political_status: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    phone2: Mapped[str] = mapped_column(default="")
    occupation: Mapped[str] = mapped_column(default="")
    workplace: Mapped[str] = mapped_column(default="")
    registered_address: Mapped[str] = mapped_column(default="")
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwellings.id"), index=True)
    lives_here_since: Mapped[date | None]
    residence_kind: Mapped[str] = mapped_column(default="", index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    relation: Mapped[str] = mapped_column(default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(default="")
    house_match: Mapped[str] = mapped_column(default="", server_default="")
    """人户一致标识: a code of ``person_house_match.toml``."""
    came_on: Mapped[date | None]
    """Since when they belong to this community, where that is known."""
    left_on: Mapped[date | None]
    """The first day on which they no longer did: moved away, died, or found to be somebody else's second entry."""
    left_how: Mapped[str] = mapped_column(default="", server_default="")
    """``moved``, ``died`` or ``merged``; empty while they are here."""
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """The office's own fields, by their key (``ledger.extra_fields``)."""

    def problems(self, today: date) -> dict[str, str]:
        """What keeps this person from being saved. A doubtful document number never does."""
        found: dict[str, str] = {}
        if not (self.name or "").strip():
            found["name"] = _("Please fill in the name.")
        if self.birth and self.birth > today:
            found["birth"] = _("The birth date lies in the future.")
        elif self.birth and today.year - self.birth.year > OLDEST_YEARS:
            found["birth"] = _("By the birth date this person is more than {n} years old.").format(
                n=OLDEST_YEARS
            )
        if self.lives_here_since and self.lives_here_since > today:
            found["lives_here_since"] = _("This day lies in the future.")
        elif self.lives_here_since and self.birth and self.lives_here_since < self.birth:
            found["lives_here_since"] = _("This day lies before the birth date.")
        if self.relation and self.household_id is None:
            found["relation"] = _("Choose the household first, then the relation to its head.")
        return found


@event.listens_for(Resident, "before_delete")
def _keep_the_head(_mapper: Mapper[Resident], connection: Connection, person: Resident) -> None:
    """Who leads a household of several people is replaced before they are removed."""
    if person.relation != HEAD or person.household_id is None:
        return
    others = select(func.count()).where(
        Resident.household_id == person.household_id, Resident.id != person.id
    )
    if connection.scalar(others):
        raise UserError(
            _("{name} is the head of a household. Choose another head first.").format(name=person.name)
        )


class Household(Exchanged, Record):
    """People who live together under one head (户). The head is the member whose relation is 户主."""

    __tablename__ = "households"
    __table_args__ = (
        Index(
            "uq_households_number",
            "number",
            unique=True,
            sqlite_where=text("number <> ''"),
        ),
    )

    number: Mapped[str] = mapped_column(default="")
    """户号, where the police or the office has given one."""
    kind: Mapped[str] = mapped_column(default="")
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwellings.id"), index=True)
    note: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]
    """When its last member had gone; it is kept because the past speaks of it."""
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


def here() -> ColumnElement[bool]:
    """Who belongs to the community now: neither moved away nor died."""
    return Resident.left_on.is_(None)


class ImportMapping(Record):
    """How a clerk has said the headings of a file are to be read; known again by the headings."""

    __tablename__ = "import_mappings"

    signature: Mapped[str] = mapped_column(unique=True)
    """The headings of the file in order, normalised and hashed."""
    fields: Mapped[list[str]]
    """For each column of the file the name of the box it fills; empty for one that is left out."""
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """By box, what becomes of a value that is there: ``keep``, ``fill``, ``overwrite`` or ``clear`` (on “—”)."""
