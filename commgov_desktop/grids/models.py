"""The community on paper: its grids, buildings, entrances and homes, and who has been responsible since when."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import N_, _
from commgov_desktop.store.record import Record

ROLES = ("worker", "leader", "police")
"""网格员, 网格长, 社区民警: each grid has at most one of each on any day."""

DWELLING_KINDS = {
    "": N_("Not known"),
    "own": N_("Lived in by its owner"),
    "rented": N_("Rented out"),
    "vacant": N_("Vacant"),
    "other": N_("Other use"),
}
GRID_KINDS = {"general": N_("Residential grid"), "dedicated": N_("Dedicated grid (school, market, offices)")}


class Grid(Record):
    """A 网格. ``bounds`` says its borders in words (四至), as the notice board must show them."""

    __tablename__ = "grids"
    __table_args__ = (CheckConstraint("kind in ('general', 'dedicated')", name="kind"),)

    name: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="general")
    bounds: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        if not (self.name or "").strip():
            return {"name": _("Give the grid a name, such as 01 网格.")}
        return {}


class Estate(Record):
    """A 小区. Its buildings carry its name; renaming it renames it there (``estates.keeping``)."""

    __tablename__ = "estates"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="")
    """Code of ``estate_kinds.toml``."""
    company: Mapped[str] = mapped_column(default="")
    """物业服务企业."""
    company_phone: Mapped[str] = mapped_column(default="")
    committee: Mapped[str] = mapped_column(default="")
    """业主委员会: who heads it, how to reach it, or that there is none."""
    built_year: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if not (self.name or "").strip():
            found["name"] = _("Give the estate a name, such as 阳光花园.")
        if self.built_year is not None and not 1900 <= self.built_year <= today.year + 5:
            found["built_year"] = _("Write the year with four digits, such as 2008.")
        return found


class Building(Record):
    """A 楼栋. It has one grid or none, so no building can lie in two."""

    __tablename__ = "buildings"

    name: Mapped[str]
    lookup: Mapped[str] = mapped_column(unique=True)
    """What all spellings of its name come to (3栋, 3幢, 3号楼): see ``addresses.building_key``."""
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grids.id"), index=True)
    estate: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    floors: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    """Its place in lists and on the plan."""
    note: Mapped[str] = mapped_column(default="")

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if not (self.name or "").strip():
            found["name"] = _("Give the building a name, such as 3号楼.")
        if self.floors is not None and not 1 <= self.floors <= 200:
            found["floors"] = _("A building has between 1 and 200 floors.")
        return found


class Entrance(Record):
    """A 单元; a building without entrances of its own has one with an empty name."""

    __tablename__ = "entrances"
    __table_args__ = (UniqueConstraint("building_id", "name"),)

    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"))
    name: Mapped[str] = mapped_column(default="")


class Dwelling(Record):
    """A 房屋. ``address`` (3号楼2单元501) is kept ready for lists and papers."""

    __tablename__ = "dwellings"
    __table_args__ = (
        UniqueConstraint("entrance_id", "room"),
        Index("ix_dwellings_address", "address"),
        CheckConstraint("kind in ('', 'own', 'rented', 'vacant', 'other')", name="kind"),
    )

    entrance_id: Mapped[int] = mapped_column(ForeignKey("entrances.id"))
    room: Mapped[str]
    address: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class GridPost(Record):
    """Who was responsible for a grid, from ``since`` to ``until`` (both days included; ``None``: still is)."""

    __tablename__ = "grid_posts"
    __table_args__ = (
        CheckConstraint("role in ('worker', 'leader', 'police')", name="role"),
        CheckConstraint('"until" is null or "until" >= since', name="days"),
        Index("ix_grid_posts_grid", "grid_id", "role"),
    )

    grid_id: Mapped[int] = mapped_column(ForeignKey("grids.id"))
    role: Mapped[str]
    person_name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("residents.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]

    def problems(self, today: date) -> dict[str, str]:
        found = {}
        if not (self.person_name or "").strip():
            found["person_name"] = _("Write down who takes the grid.")
        if self.until is not None and self.until < self.since:
            found["until"] = _("The last day cannot lie before the first.")
        return found
