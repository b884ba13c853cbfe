"""The figures by which the plan can be coloured, and how each is said in words."""

from collections.abc import Callable
from dataclasses import dataclass

from commgov_desktop.grids.figures import Figures
from commgov_desktop.i18n import N_, _, ngettext


@dataclass(frozen=True)
class Measure:
    """A figure of a building: its name, its value, and the value in words."""

    key: str
    label: str
    value: Callable[[Figures], int]
    words: Callable[[int], str]


def _households(n: int) -> str:
    return ngettext("{n} household", "{n} households", n).format(n=f"{n:,}")


def _people(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=f"{n:,}")


def _homes(n: int) -> str:
    return ngettext("{n} home", "{n} homes", n).format(n=f"{n:,}")


MEASURES: tuple[Measure, ...] = (
    Measure("households", N_("Households"), lambda f: f.households, _households),
    Measure("residents", N_("People"), lambda f: f.residents, _people),
    Measure("migrants", N_("Migrants"), lambda f: f.by_kind.get("3", 0), _people),
    Measure("elders", N_("60 and older"), lambda f: f.elders, _people),
    Measure("rented", N_("Rented homes"), lambda f: f.homes_by_kind.get("rented", 0), _homes),
    Measure("vacant", N_("Vacant homes"), lambda f: f.homes_by_kind.get("vacant", 0), _homes),
)


def measure(key: object) -> Measure:
    """The measure with this key, the first when there is none."""
    return next((m for m in MEASURES if m.key == key), MEASURES[0])


def colour_by(chosen: Measure) -> str:
    """What the menu button says."""
    return _("Colour: {figure}").format(figure=_(chosen.label))
