"""The lines of the tree of places: what lies below what, with its count, and what the health check has found."""

from collections.abc import Sequence
from dataclasses import dataclass

from commgov_desktop.grids import rules
from commgov_desktop.grids.checks import Checks, Outsider, check, outsiders
from commgov_desktop.grids.estates.people import people_by_kind
from commgov_desktop.grids.figures import Community, Figures, survey
from commgov_desktop.grids.homes import doors_of, home, rooms_of
from commgov_desktop.grids.situations.figures import OfTheYear, of_the_year
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office

SHOWN_OUTSIDERS = 60


@dataclass(frozen=True)
class Node:
    """A line of the tree. ``key`` is such as ``grid:3``; empty for a heading. ``more``: has lines below it."""

    key: str
    label: str
    count: str = ""
    tone: str = ""
    more: bool = False


@dataclass(frozen=True)
class View:
    """All that the grid page shows, read at one moment. ``least`` and ``most`` are households of a grid."""

    name: str
    community: Community
    checks: Checks
    outsiders: Sequence[Outsider]
    least: int
    most: int
    reports: OfTheYear
    estates: Sequence[tuple[str, int]]
    """How many people live in estates of each kind."""


def read_view(office: Office) -> View:
    """Read everything the page shows."""
    least, most = office.settings[rules.LEAST], office.settings[rules.MOST]
    with office.store.read() as session:
        community = survey(session)
        people = outsiders(session, SHOWN_OUTSIDERS)
        estates = people_by_kind(session, community)
    found = check(community, least, most)
    return View(office.community, community, found, people, least, most, of_the_year(office), estates)


def parts(key: str) -> tuple[str, int]:
    """``("grid", 3)`` of ``grid:3``; 0 where there is no number."""
    kind, _colon, number = key.partition(":")
    return kind, int(number) if number.isdecimal() else 0


def community_node(view: View) -> Node:
    """The line at the top."""
    return Node("community", view.name, _households(view.community.figures), more=True)


def _households(figures: Figures) -> str:
    words = ngettext("{n} household", "{n} households", figures.households)
    return words.format(n=f"{figures.households:,}")


def check_nodes(view: View) -> list[Node]:
    """The lines of the health check, each with how many it has found."""
    found = view.checks
    lines = (
        ("check:loose", _("Buildings in no grid"), len(found.loose_buildings), "red"),
        ("check:outside", _("Residents in no grid"), found.people_outside, "red"),
        ("check:worker", _("No grid worker"), len(found.without_worker), "red"),
        ("check:large", _("Over {n} households").format(n=view.most), len(found.too_large), "amber"),
        ("check:small", _("Under {n} households").format(n=view.least), len(found.too_small), "amber"),
    )
    return [Node(key, label, f"{n:,}", tone if n else "") for key, label, n, tone in lines]


def below(office: Office, view: View, key: str) -> list[Node]:
    """The lines below one of the tree."""
    kind, number = parts(key)
    if kind == "community":
        grids = [
            Node(f"grid:{g.id}", g.name, _households(g.figures), more=bool(g.buildings))
            for g in view.community.grids
        ]
        return grids + ([Node("loose", _("In no grid"), more=True)] if view.community.loose else [])
    if kind in ("grid", "loose"):
        grid = view.community.grid(number) if number else None
        inside = grid.buildings if grid else view.community.loose
        return [Node(f"building:{b.id}", b.name, _households(b.figures), more=True) for b in inside]
    with office.store.read() as session:
        if kind == "entrance":
            return _rooms(rooms_of(session, number))
        doors = doors_of(session, number) if kind == "building" else []
        if len(doors) == 1 and not doors[0].name:
            return _rooms(rooms_of(session, doors[0].id))
    return [Node(f"entrance:{d.id}", d.name or _("no entrance"), _homes(d.homes), more=True) for d in doors]


def _homes(n: int) -> str:
    return ngettext("{n} home", "{n} homes", n).format(n=f"{n:,}")


def _rooms(rooms: Sequence[tuple[int, str, int]]) -> list[Node]:
    return [Node(f"dwelling:{i}", room or "—", _people(n) if n else "") for i, room, n in rooms]


def _people(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=f"{n:,}")


def lies_in(office: Office, view: View, key: str) -> list[str]:
    """The keys of the lines above a building or a home, from the top down."""
    kind, number = parts(key)
    above: list[str] = []
    if kind == "dwelling":
        with office.store.read() as session:
            found = home(session, number)
        if found is None:
            return []
        number = found.building_id
        above = [f"building:{number}", f"entrance:{found.entrance_id}"]
    building = view.community.building(number) if kind in ("building", "dwelling") else None
    if building is None:
        return []
    return [f"grid:{building.grid_id}" if building.grid_id else "loose", *above]
