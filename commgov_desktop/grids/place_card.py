"""The card at the right of the grid page: of the community, a grid, a building, a home, or what a check has found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop.calendar_words import month_and_year
from commgov_desktop.grids.checks import Outsider
from commgov_desktop.grids.extent import named_together
from commgov_desktop.grids.figures import BuildingView, Community, Figures, GridView
from commgov_desktop.grids.homes import Home
from commgov_desktop.grids.models import DWELLING_KINDS
from commgov_desktop.grids.posts import Post
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.codes import table
from commgov_desktop.ui.bars import BalanceBar
from commgov_desktop.ui.buttons import LinkButton, menu_button, primary, quiet
from commgov_desktop.ui.cards import KeyValues, Shown, row
from commgov_desktop.ui.labels import ChipLabel, rule, text

MOST_NAMES = 60


@dataclass(frozen=True)
class Acts:
    """What the buttons of a card do; the page gives them."""

    change_post: Callable[[int, str], object]
    """Grid id and role."""
    edit: Callable[[str, int], object]
    """Table and id."""
    remove: Callable[[str, int], object]
    print_board: Callable[[int, bool], object]
    """Grid id, whether on A3."""
    see_people: Callable[[str, str, int], object]
    """``grid`` or ``building``, code of residence kind (empty: all), id."""
    open_person: Callable[[int], object]
    open_place: Callable[[str], object]
    """A key of the tree, such as ``building:5``."""
    move: Callable[[Sequence[int], int | None], object]
    print_outside: Callable[[], object]
    show_history: Callable[[int], object]


def _sheet(title: str, under: str = "") -> tuple[QWidget, QVBoxLayout]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(18, 16, 18, 16)
    column.setSpacing(8)
    column.addWidget(text(title, "head", wrap=True))
    if under:
        column.addWidget(text(under, "dim", wrap=True, copyable=True))
    return whole, column


def _people_facts(figures: Figures, kind: str, number: int, acts: Acts) -> list[tuple[str, Shown]]:
    def link(n: int, code: str) -> Shown:
        words = ngettext("{n} person", "{n} people", n).format(n=f"{n:,}")
        return (words, lambda: acts.see_people(kind, code, number)) if n else words

    facts: list[tuple[str, Shown]] = [(_("People"), link(figures.residents, ""))]
    words = table("residence_kinds")
    facts += [(words.text(code), link(n, code)) for code, n in sorted(figures.by_kind.items()) if code and n]
    if figures.elders:
        facts.append(
            (
                _("60 and older"),
                ngettext("{n} person", "{n} people", figures.elders).format(n=f"{figures.elders:,}"),
            )
        )
    return facts


def _homes_fact(figures: Figures) -> str:
    parts = [f"{figures.dwellings:,}"]
    for kind in ("rented", "vacant"):
        n = figures.homes_by_kind.get(kind, 0)
        if n:
            parts.append(f"{_(DWELLING_KINDS[kind])} {n:,}")
    return " · ".join(parts)


def community_card(
    name: str, community: Community, acts: Acts, more: Sequence[tuple[str, str]] = ()
) -> QWidget:
    """The community as a whole: its figures, and those of the lists behind the plan."""
    whole, column = _sheet(name, _("Choose a grid or a building to see its card."))
    figures = community.figures
    facts: list[tuple[str, Shown]] = [
        (_("Grids"), f"{len(community.grids)}"),
        (_("Buildings"), f"{figures.buildings:,}"),
        (_("Homes"), _homes_fact(figures)),
        (_("Households"), f"{figures.households:,}"),
    ]
    column.addWidget(rule())
    column.addWidget(KeyValues([*facts, *_people_facts(figures, "community", 0, acts)]))
    if figures.residents:
        share = 100 * (figures.residents - community.outside) / figures.residents
        words = _("{share} % ({inside} of {all})").format(
            share=f"{share:.1f}",
            inside=f"{figures.residents - community.outside:,}",
            all=f"{figures.residents:,}",
        )
        column.addWidget(KeyValues([(_("In a grid"), words)]))
    if shown := [(label, value) for label, value in more if value]:
        column.addWidget(rule())
        column.addWidget(KeyValues(shown))
    column.addStretch(1)
    return whole


def grid_card(grid: GridView, least: int, most: int, acts: Acts, today: date) -> QWidget:
    """A grid: who looks after it since when, how large it is, who lives in it."""
    whole, column = _sheet(grid.name, _("Code {code}").format(code=grid.code) if grid.code else "")
    if grid.kind == "dedicated":
        column.addLayout(row(ChipLabel(_("Dedicated grid"), "blue"), None))
    column.addWidget(rule())
    column.addWidget(KeyValues([_post_fact(grid, role, words, acts, today) for role, words in _roles()]))
    column.addWidget(rule())
    if grid.kind == "general":
        bar = BalanceBar()
        bar.show_balance(grid.figures.households, least, most, _("households"))
        column.addWidget(bar)
    facts: list[tuple[str, Shown]] = [
        (_("Buildings"), named_together(b.name for b in grid.buildings)),
        (_("Homes"), _homes_fact(grid.figures)),
    ]
    column.addWidget(KeyValues([*facts, *_people_facts(grid.figures, "grid", grid.id, acts)]))
    if grid.bounds or grid.note:
        column.addWidget(KeyValues([(_("Borders"), grid.bounds), (_("Note"), grid.note)]))
    column.addLayout(_grid_buttons(grid, acts))
    column.addWidget(text(_("Carry a building to another grid with the mouse; or choose it, press Ctrl+X, choose the grid, press Ctrl+V."), "small", wrap=True))  # fmt: skip
    column.addStretch(1)
    return whole


def _grid_buttons(grid: GridView, acts: Acts) -> QHBoxLayout:
    change = primary(_("Change grid worker"), lambda: acts.change_post(grid.id, "worker"))
    see = quiet(_("See residents"), lambda: acts.see_people("grid", "", grid.id))
    see.setEnabled(bool(grid.figures.residents))
    more = menu_button(
        _("More acts"),
        [
            (_("Edit grid") + "\tF2", lambda: acts.edit("grids", grid.id)),
            (_("Change grid leader"), lambda: acts.change_post(grid.id, "leader")),
            (_("Change police officer"), lambda: acts.change_post(grid.id, "police")),
            (_("Who was in charge before"), lambda: acts.show_history(grid.id)),
            None,
            (_("Print board on A4"), lambda: acts.print_board(grid.id, False)),
            (_("Print board on A3"), lambda: acts.print_board(grid.id, True)),
            None,
            (_("Remove grid"), lambda: acts.remove("grids", grid.id)),
        ],
    )
    return row(change, see, more, None, spacing=6)


def _roles() -> tuple[tuple[str, str], ...]:
    return ("worker", _("Grid worker")), ("leader", _("Grid leader")), ("police", _("Police officer"))


def _post_fact(grid: GridView, role: str, words: str, acts: Acts, today: date) -> tuple[str, Shown]:
    post = grid.posts.get(role)
    if post is None:
        return words, (_("Nobody yet: choose one"), lambda: acts.change_post(grid.id, role))
    return words, _holder(post, acts)


def _holder(post: Post, acts: Acts) -> QWidget:
    """Name, since when, and phone on a second line; the name opens the resident where it is one of them."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    resident = post.resident_id
    name: QWidget = text(post.person_name, "strong", copyable=True)
    if resident is not None:
        name = LinkButton(post.person_name, lambda: acts.open_person(resident))
    since = _("since {month}").format(month=month_and_year(post.since))
    column.addLayout(row(name, text(since, "dim"), None))
    if post.phone:
        column.addWidget(text(post.phone, "dim", copyable=True))
    box.setAccessibleName(f"{post.person_name} {since} {post.phone}")
    return box


def building_card(building: BuildingView, community: Community, acts: Acts) -> QWidget:
    """A building: its grid, its homes, who lives in it; from here it can be given to another grid."""
    whole, column = _sheet(building.name, building.estate)
    grid = community.grid(building.grid_id)
    where: Shown = ChipLabel(_("In no grid"), "red")
    if grid is not None:
        key = f"grid:{grid.id}"
        where = (grid.name, lambda: acts.open_place(key))
    facts: list[tuple[str, Shown]] = [
        (_("Grid"), where),
        (_("Floors"), str(building.floors or "")),
        (_("Homes"), _homes_fact(building.figures)),
        (_("Households"), f"{building.figures.households:,}"),
    ]
    column.addWidget(rule())
    column.addWidget(KeyValues([*facts, *_people_facts(building.figures, "building", building.id, acts)]))
    move = menu_button(
        _("Give to grid"), [_move_to(building, grid_view, acts) for grid_view in community.grids]
    )
    see = quiet(_("See residents"), lambda: acts.see_people("building", "", building.id))
    see.setEnabled(bool(building.figures.residents))
    column.addLayout(row(move, see, None))
    edit = quiet(_("Edit"), lambda: acts.edit("buildings", building.id))
    column.addLayout(row(edit, quiet(_("Remove"), lambda: acts.remove("buildings", building.id)), None))
    column.addStretch(1)
    return whole


def _move_to(building: BuildingView, grid: GridView, acts: Acts) -> tuple[str, Callable[[], object]]:
    words = f"{grid.name}（{ngettext('{n} household', '{n} households', grid.figures.households)}）"
    return words.format(n=f"{grid.figures.households:,}"), lambda: acts.move([building.id], grid.id)


def home_card(home: Home, acts: Acts) -> QWidget:
    """A home: how it is used, and the people registered there, each opening its own page."""
    whole, column = _sheet(home.address)
    column.addWidget(rule())
    column.addWidget(
        KeyValues([(_("Use of the home"), _(DWELLING_KINDS[home.kind])), (_("Note"), home.note)])
    )
    column.addWidget(text(_("Who lives here"), "section"))
    if not home.people:
        column.addWidget(text(_("Nobody is registered here."), "dim"))
    for number, name in home.people:
        column.addWidget(LinkButton(name, _opener(acts, number)))
    column.addLayout(row(quiet(_("Edit"), lambda: acts.edit("dwellings", home.id)), None))
    column.addStretch(1)
    return whole


def _opener(acts: Acts, number: int) -> Callable[[], object]:
    return lambda: acts.open_person(number)


def places_card(title: str, advice: str, places: Sequence[tuple[str, str]], acts: Acts) -> QWidget:
    """What a check has found, as links: (key of the tree, words)."""
    whole, column = _sheet(title, advice)
    column.addWidget(rule())
    if not places:
        column.addLayout(row(ChipLabel(_("Nothing to do here"), "green"), None))
    for key, words in places[:MOST_NAMES]:
        column.addWidget(LinkButton(words, _place_opener(acts, key)), 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    return whole


def _place_opener(acts: Acts, key: str) -> Callable[[], object]:
    return lambda: acts.open_place(key)


def outsiders_card(people: Sequence[Outsider], count: int, acts: Acts) -> QWidget:
    """The people who are in no grid, with the reason; the whole list can be printed."""
    advice = _("Register where they live, or give their building to a grid; then they are in one.")
    whole, column = _sheet(_("Residents in no grid: {n}").format(n=f"{count:,}"), advice)
    column.addWidget(rule())
    if count:
        column.addLayout(row(quiet(_("Print the list"), acts.print_outside, icon="print"), None))
    else:
        column.addLayout(row(ChipLabel(_("Everybody is in a grid"), "green"), None))
    facts: list[tuple[str, Shown]] = [
        (person.address or _("no address"), (person.name, _opener(acts, person.id)))
        for person in people[:MOST_NAMES]
    ]
    column.addWidget(KeyValues(facts))
    if count > MOST_NAMES:
        column.addWidget(
            text(_("and {n} more, on the printed list").format(n=f"{count - MOST_NAMES:,}"), "dim")
        )
    column.addStretch(1)
    return whole
