"""The list of estates: boxes, columns with what lies in each, filters by kind."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commgov_desktop.grids.estates.keeping import put_estate
from commgov_desktop.grids.models import Building, Dwelling, Entrance, Estate
from commgov_desktop.grids.roster_tables import HOUSEHOLDS, RESIDENTS, dwellings_in
from commgov_desktop.i18n import N_
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own, words_in

KINDS = codes.choices("estate_kinds")


def kind_words(code: object) -> str:
    """The kind in the language of the screen."""
    return codes.table("estate_kinds").text(str(code)) if code else ""


def _number(name: str, label: str) -> Field:
    return Field(name, label, "number", width=70, align="right")


def _mine() -> ColumnElement[bool]:
    return Building.estate == Estate.name


def _buildings() -> ColumnElement[Any]:
    return select(func.count(Building.id)).where(_mine()).correlate(Estate).scalar_subquery()


def _homes() -> ColumnElement[Any]:
    query = select(func.count(Dwelling.id)).join(Entrance, Entrance.id == Dwelling.entrance_id)
    query = query.join(Building, Building.id == Entrance.building_id)
    return query.where(_mine()).correlate(Estate).scalar_subquery()


def _counted(table: Any, kind: str = "") -> Callable[[], ColumnElement[Any]]:
    def count() -> ColumnElement[Any]:
        homes = dwellings_in(_mine()).correlate(Estate.__table__)
        query = select(func.count(table.c.id)).where(table.c.dwelling_id.in_(homes))
        return (query.where(table.c.residence_kind == kind) if kind else query).scalar_subquery()

    return count


def _of_kind(code: str) -> Callable[[date], ColumnElement[bool]]:
    return lambda _today: Estate.kind == code


NAME = Field("name", N_("Name of the estate"), required=True, width=120)
KIND = Field("kind", N_("Kind of estate"), "choice", choices=KINDS, width=100)
COMPANY = Field("company", N_("Property company"), width=140)
PHONE = Field("company_phone", N_("Phone of the company"), "phone", width=110)
COMMITTEE = Field(
    "committee", N_("Owners' committee"), width=120, hint=N_("Who heads it, phone; or that there is none")
)
YEAR = Field("built_year", N_("Built in"), "number", width=64, align="right")

ESTATES = Ledger(
    key="estates",
    title=N_("Estates"),
    one=N_("estate"),
    model=Estate,
    form=(
        section(N_("Estate"), NAME, KIND, COMPANY, PHONE, COMMITTEE, YEAR, Field("note", N_("Note"), "paragraph", wide=True)),
    ),
    columns=(
        Column(NAME, own("name", Estate)),
        Column(KIND, own("kind", Estate), show=kind_words),
        Column(_number("buildings", N_("Buildings")), _buildings),
        Column(_number("dwellings", N_("Homes")), _homes),
        Column(_number("households", N_("Households")), _counted(HOUSEHOLDS)),
        Column(_number("residents", N_("People")), _counted(RESIDENTS)),
        Column(_number("registered", N_("Registered here")), _counted(RESIDENTS, "1")),
        Column(_number("migrants", N_("Migrants")), _counted(RESIDENTS, "3")),
        Column(COMPANY, own("company", Estate)),
        Column(PHONE, own("company_phone", Estate), shown=False),
        Column(COMMITTEE, own("committee", Estate), shown=False),
        Column(YEAR, own("built_year", Estate), shown=False),
    ),
    name=lambda estate: str(estate.name),
    order="name",
    find=words_in(own("name", Estate), own("company", Estate), own("committee", Estate)),
    filters=(
        *(
            Filter(f"kind:{entry.code}", entry.zh, _of_kind(entry.code), N_("Kind of estate"))
            for entry in codes.table("estate_kinds").codes
        ),
        Filter("no_kind", N_("Kind not yet known"), _of_kind(""), N_("Kind of estate"), tone="amber"),
    ),
    empty=(N_("No estate is written down yet. One comes with a building that names it."), N_("New estate")),
    store=put_estate,
    tables=frozenset({"buildings", "entrances", "dwellings", "residents", "households"}),
)  # fmt: skip


def estates_named(session: Session) -> list[tuple[str, str]]:
    """The names of the estates, for a list to choose from."""
    return [(name, name) for name in session.scalars(select(Estate.name).order_by(Estate.name))]
