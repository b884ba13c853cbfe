"""Chooses the card that belongs to a line of the tree."""

from PySide6.QtWidgets import QWidget

from commgov_desktop import clock
from commgov_desktop.grids.homes import home
from commgov_desktop.grids.nodes import View, parts
from commgov_desktop.grids.place_card import (
    Acts,
    building_card,
    community_card,
    grid_card,
    home_card,
    outsiders_card,
    places_card,
)
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office


def card_of(office: Office, view: View, key: str, acts: Acts) -> QWidget:
    """The card of a place or a check; that of the community when the place is gone."""
    kind, number = parts(key)
    if kind == "grid" and (grid := view.community.grid(number)):
        return grid_card(grid, view.least, view.most, acts, clock.today())
    if kind == "building" and (building := view.community.building(number)):
        return building_card(building, view.community, acts)
    if kind == "dwelling":
        with office.store.read() as session:
            found = home(session, number)
        if found:
            return home_card(found, acts)
    if kind == "check":
        return _check_card(view, key, acts)
    if kind == "loose":
        return _check_card(view, "check:loose", acts)
    return community_card(view.name, view.community, acts, _reports_and_estates(view))


def _reports_and_estates(view: View) -> list[tuple[str, str]]:
    """The figures of the lists behind the plan: reports of the year, people by kind of estate."""
    found = view.reports
    words = _("{n} this year, {good} in time, {late} late")
    reports = words.format(n=found.count, good=found.in_time, late=found.late) if found.count else ""
    return [
        (_("Situation reports"), reports),
        *(
            (kind or _("Kind not yet known"), ngettext("{n} person", "{n} people", n).format(n=f"{n:,}"))
            for kind, n in view.estates
        ),
    ]


def _check_card(view: View, key: str, acts: Acts) -> QWidget:
    found = view.checks
    if key == "check:outside":
        return outsiders_card(view.outsiders, found.people_outside, acts)
    if key == "check:loose":
        loose = [(f"building:{b.id}", b.name) for b in view.community.loose]
        return places_card(_("Buildings in no grid"), _("Carry each onto a grid of the plan."), loose, acts)
    title, advice, ids = {
        "check:worker": (
            _("No grid worker"),
            _("Open the grid and choose who takes it."),
            found.without_worker,
        ),
        "check:large": (
            _("Too many households"),
            _("Consider giving a building to a neighbour."),
            found.too_large,
        ),
        "check:small": (
            _("Too few households"),
            _("Consider taking a building over from a neighbour."),
            found.too_small,
        ),
    }[key]
    grids = [g for g in view.community.grids if g.id in ids]
    return places_card(title, advice, [(f"grid:{g.id}", g.name) for g in grids], acts)
