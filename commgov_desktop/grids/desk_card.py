"""What a clerk does on the grid page: the forms, the moves, the removals, and the papers."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids import buildings, rules
from commgov_desktop.grids.figures import Community
from commgov_desktop.grids.forms_card import BUILDINGS_FORM, post_form, save_buildings, save_post
from commgov_desktop.grids.ledgers import BUILDINGS, DWELLINGS, GRIDS
from commgov_desktop.grids.papers import PAPERS
from commgov_desktop.grids.posts import ROLE_NAMES, history
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.record_form import RecordForm

_LEDGERS: Mapping[str, Ledger] = {"grids": GRIDS, "buildings": BUILDINGS, "dwellings": DWELLINGS}
ShowForm = Callable[[RecordForm, Callable[[], object]], object]
"""Puts a form on the page; the second is what Save does."""


class Desk:
    """The page's acts. ``added`` hears the id of a new grid; ``close`` takes the form away."""

    def __init__(
        self,
        office: Office,
        page: QWidget,
        community: Callable[[], Community | None],
        show_form: ShowForm,
        close: Callable[[], object],
        added: Callable[[int], object],
    ) -> None:
        self._office, self._page, self._community = office, page, community
        self._show_form, self._close, self._added = show_form, close, added

    # ---- forms --------------------------------------------------------------------------------

    def new_grid(self) -> None:
        """Begin a new grid, its name and code proposed."""
        form = RecordForm(GRIDS.form, title=_("New grid"))
        try:
            form.set_values(rules.proposed(self._office))
        except UserError as error:
            form.say(str(error))
        self._show_form(form, lambda: self._save_record(GRIDS, None, form))

    def new_buildings(self, grid_id: int | None) -> None:
        """Begin one or several new buildings, in the chosen grid."""
        form = RecordForm(BUILDINGS_FORM, title=_("New building"), pickers={"grids": self._grid_picker()})
        form.set_values({"grid_id": grid_id})
        self._show_form(form, lambda: self._save(form, lambda: save_buildings(self._office, form.values())))

    def edit(self, table: str, record_id: int) -> None:
        """Open the form of a grid, a building or a home."""
        ledger = _LEDGERS[table]
        try:
            values = self._office.book.values(ledger, record_id)
        except UserError as error:
            ask.show_error(self._page, error)
            return
        title = _("Edit {name}").format(name=self._office.book.name(ledger, record_id))
        form = RecordForm(ledger.form, title=title, pickers={"grids": self._grid_picker()})
        form.set_values(values)
        self._show_form(form, lambda: self._save_record(ledger, record_id, form))

    def change_post(self, grid_id: int, role: str) -> None:
        """Open the form for who takes the grid from when."""
        community = self._community()
        grid = community.grid(grid_id) if community else None
        if grid is None:
            return
        title = _("{role} of {grid}").format(role=_(ROLE_NAMES[role]), grid=grid.name)
        form = post_form(self._office, title)
        if role in grid.posts:
            form.say(_("{name} ends on the day before.").format(name=grid.posts[role].person_name))

        def keep() -> None:
            save_post(self._office, grid_id, role, form.values())

        self._show_form(form, lambda: self._save(form, keep))

    def _grid_picker(self) -> Picker:
        def find(words: str) -> list[tuple[int, str, str]]:
            community = self._community()
            grids = community.grids if community else ()
            return [
                (g.id, g.name, g.code) for g in grids if words.strip().lower() in f"{g.name}{g.code}".lower()
            ]

        def name(number: int) -> str:
            community = self._community()
            grid = community.grid(number) if community else None
            return grid.name if grid else ""

        return Picker(find, name)

    def _save_record(self, ledger: Ledger, record_id: int | None, form: RecordForm) -> None:
        number = self._save(form, lambda: self._office.book.save(ledger, record_id, form.values()))
        if record_id is None and isinstance(number, int):
            self._added(number)

    def _save(self, form: RecordForm, keep: Callable[[], object]) -> object:
        try:
            kept = keep()
        except Invalid as wrong:
            form.show_problems(wrong.problems)
            return None
        except UserError as error:
            ask.show_error(form, error)
            return None
        self._close()
        return kept

    # ---- acts ---------------------------------------------------------------------------------

    def move(self, building_ids: Sequence[int], grid_id: int | None) -> None:
        """Give buildings to a grid, unless all of them lie there already."""
        community = self._community()
        if community is None:
            return
        views = [community.building(number) for number in building_ids]
        moving = [b.id for b in views if b is not None and b.grid_id != grid_id]
        if moving:
            self._try(lambda: buildings.move_buildings(self._office.store, moving, grid_id))

    def remove(self, table: str, record_id: int) -> None:
        """Take a grid or a building away, after asking."""
        name = self._office.book.name(_LEDGERS[table], record_id)
        detail = _("Its buildings stay and will be in no grid.") if table == "grids" else ""
        question = _("Remove {name}? It can be undone.").format(name=name)
        if ask.confirm(self._page, question, _("Remove"), detail=detail):
            away = buildings.remove_grid if table == "grids" else buildings.remove_building
            self._try(lambda: away(self._office.store, record_id))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            ask.show_error(self._page, error)

    def show_history(self, grid_id: int) -> None:
        """Say who was in charge of a grid, and when."""
        with self._office.store.read() as session:
            posts = history(session, grid_id)
        lines = [
            f"{_(ROLE_NAMES[p.role])}　{p.person_name}　{p.since} — {p.until or _('today')}" for p in posts
        ]
        ask.tell(self._page, _("Who was in charge"), "\n".join(lines) or _("Nobody yet."))

    # ---- papers -------------------------------------------------------------------------------

    def print_board(self, grid_id: int | None, a3: bool) -> None:
        """Show the board of a grid, ready to print."""
        if grid_id is None:
            ask.tell(self._page, _("Choose a grid first, at the left or on the plan."))
        else:
            self.print_paper("grid-board-a3" if a3 else "grid-board", grid_id)

    def print_paper(self, key: str, record_id: int = 0) -> None:
        """Show one of the papers, ready to print; printing is written down."""
        kind = next(paper for paper in PAPERS if paper.key == key)

        def show(pdf: bytes) -> None:
            from commgov_desktop.ui.print_dialog import PaperDialog

            def printed() -> None:
                label = _("Print {paper}").format(paper=kind.title)
                self._office.store.note(label, f"{kind.about} {record_id}".strip())

            PaperDialog(self._page, kind.title, pdf, suggested=f"{kind.title}.pdf", printed=printed).open()

        tasks.run(
            self._page, _("Preparing the paper"), lambda _progress: kind.make(self._office, record_id), show
        )
