"""One case on the screen: its sides, how far it has come, its papers, its days, and the next step."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.attachments import attach
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import closing, dossier, history, stage
from commgov_desktop.mediation.casefile import CaseFile, Side, read
from commgov_desktop.mediation.dossier import Item
from commgov_desktop.mediation.dossier_card import DossierCard
from commgov_desktop.mediation.entries_dialog import Entries
from commgov_desktop.mediation.progress_card import FactsCard, HistoryCard, PressingCard
from commgov_desktop.mediation.sides_card import SidesCard
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui.plain_page import scrolling
from commgov_desktop.ui.print_dialog import PaperDialog
from commgov_desktop.ui.side_by_side import SideBySide
from commgov_desktop.ui.widgets import Card, PageHead, StageRail, fill_menu, menu_button, primary

NEXT = {
    "session": N_("Record a session"),
    "agreement": N_("Draft the agreement"),
    "sign": N_("Agreement signed"),
    "performance": N_("Record the performance"),
    "follow_up": N_("Record the follow-up"),
    "close": N_("File the case"),
    "reopen": N_("Reopen the case"),
}
PICTURES = (".pdf", ".jpg", ".jpeg", ".png")


class CasePage(QWidget):
    """``show_case(id)`` shows a case; ``refresh`` reads it anew. ``back`` and ``open_elsewhere`` leave the page."""

    open_elsewhere = Signal(str, int)
    gone = Signal()

    def __init__(self, office: Office, back: Callable[[], object]) -> None:
        super().__init__()
        self._office = office
        self.file: CaseFile | None = None
        self.entries = Entries(self, office)
        self.head = PageHead("", back=(_("All cases"), back))
        self.print_button = menu_button(_("Print the folder"), [], icon="print")
        self.more_button = menu_button(_("More"), [])
        self.next_button = primary("", self.next_step)
        for button in (self.print_button, self.more_button, self.next_button):
            self.head.add(button)
        self.rail = StageRail()
        self.sides, self.facts, self.dossier = SidesCard(), FactsCard(), DossierCard()
        self.history, self.pressing = HistoryCard(), PressingCard()
        self._build()
        self._listen()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(20, 0, 20, 12)
        body.setSpacing(12)
        rail = Card(padding=14)
        rail.add(self.rail)
        body.addWidget(rail)
        body.addWidget(self._columns(), 1)
        column.addWidget(scrolling(inside), 1)

    def _columns(self) -> SideBySide:
        work = QWidget()
        left = QVBoxLayout(work)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.sides)
        left.addWidget(self.facts)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.history, 3)
        below.addWidget(self.pressing, 2)
        left.addLayout(below, 1)
        both = SideBySide()
        both.add(work)
        both.add(self.dossier, width=380)
        return both

    def _listen(self) -> None:
        self.sides.edit.connect(self._edit_side)
        self.sides.add.connect(lambda what, letter: self._with(self.entries.side, what, letter))
        self.sides.open_resident.connect(lambda i: self.open_elsewhere.emit("roster", i))
        self.sides.choose_mediators.connect(lambda: self._with(self.entries.mediators))
        self.facts.edit.connect(lambda: self._with(self.entries.case))
        self.history.opened.connect(lambda key, i: self._with(self.entries.event, key, i))
        self.dossier.print_paper.connect(self.print_paper)
        self.dossier.begin.connect(self._begin)
        self.dossier.tick.connect(self._tick)
        self.dossier.scan.connect(self._scan)

    def _with(self, act: Callable[..., object], *more: object) -> None:
        if self.file:
            act(self.file, *more)

    # ---- showing ------------------------------------------------------------------------------

    def show_case(self, case_id: int) -> None:
        """Show this case. Raises ``UserError`` when it is gone."""
        self._show(read(self._office, case_id))
        (self.next_button if self.next_button.isVisibleTo(self) else self.more_button).setFocus()

    def refresh(self) -> None:
        """Read the case anew; when it was undone, say ``gone``."""
        if self.file is None:
            return
        try:
            self._show(read(self._office, self.file.head.id))
        except UserError:
            self.file = None
            self.gone.emit()

    def _show(self, file: CaseFile) -> None:
        self.file = file
        self._show_head(file)
        shown = {"skipped": "open"}
        self.rail.show_stages([(s.name, shown.get(s.state, s.state)) for s in stage.rail(file)])
        for card in (self.sides, self.facts, self.history, self.dossier):
            card.show_file(file)
        self.pressing.show_file(file, stage.warn_days(self._office))

    def _show_head(self, file: CaseFile) -> None:
        head, table = file.head, codes.table("dispute_kinds")
        kind = " · ".join(table.text(c) for c in (head.dispute_kind, head.sub_kind) if c)
        self.head.set_title(head.number)
        self.head.set_count(kind)
        pressing = stage.clocks(file, clock.today())
        chip = pressing[0].chip(clock.today(), stage.warn_days(self._office)) if pressing else None
        self.head.set_chip(
            chip.text if chip else _("Case filed") if head.closed_on else "", chip.tone if chip else "blue"
        )
        step = history.next_step(file)
        self.next_button.setVisible(step != "reopen")
        self.next_button.setText(_(NEXT[step]))
        self.next_button.setAccessibleName(self.next_button.text())
        _refill(self.more_button, self._more(file))
        _refill(self.print_button, self._folder(file))

    def _more(self, file: CaseFile) -> list[tuple[str, Callable[[], object]] | None]:
        e = self.entries
        wanted: list[tuple[str, Callable[..., object], bool]] = [
            (_("Edit the case"), e.case, True),
            (_("Record an inquiry"), e.investigation, True),
            (_("Record a session"), e.session, stage.is_open(file)),
            (_("Draft the agreement"), e.agreement, not file.head.closed_on),
            (_("Plan a performance"), e.plan, bool(file.terms)),
            (_("Record the follow-up"), e.follow_up, bool(file.terms)),
            (_("Court confirmation"), e.confirmation, bool(file.terms and file.terms.signed_on)),
            (_("Extend the time"), e.extend, stage.is_open(file)),
            (_("End without an agreement"), e.end, stage.is_open(file)),
            (_("Go on with the mediation"), e.reopen, _ended(file)),
            (_("Reopen the case"), e.reopen, file.head.closed_on is not None),
        ]
        shown = [(words, partial(self._with, act)) for words, act, there in wanted if there]
        return [*shown, None, (_("Mediation committee"), e.committee)]

    def _folder(self, file: CaseFile) -> list[tuple[str, Callable[[], object]] | None]:
        from commgov_desktop.mediation.sheets import SHEETS

        single = [sheet for sheet in SHEETS if sheet.about == "mediation_cases"]
        return [
            (_("The whole folder with page numbers"), self.print_folder),
            None,
            *((sheet.title, partial(self.print_paper, sheet.key, file.head.id)) for sheet in single),
        ]

    # ---- acting -------------------------------------------------------------------------------

    def next_step(self) -> None:
        """The blue button: what this case is waiting for."""
        if self.file is None:
            return
        step = history.next_step(self.file)
        if step == "close":
            self.entries.close(self.file, [item.label for item in dossier.lacking(self.file)])
        else:
            getattr(self.entries, step)(self.file)

    def _edit_side(self, side: Side) -> None:
        if self.file:
            what = (
                "agent"
                if side.role == "agent"
                else "organisation"
                if side.kind == "organisation"
                else "person"
            )
            self.entries.side(self.file, what, side.side, side)

    def _begin(self, key: str) -> None:
        self._with({
            "session": self.entries.session, "agreement": self.entries.agreement,
            "investigation": self.entries.investigation, "follow_up": self.entries.follow_up,
            "confirmation": self.entries.confirmation,
        }[key])  # fmt: skip

    def _tick(self, item: Item, on: bool) -> None:
        if self.file and not item.scans:
            case_id = self.file.head.id
            self.entries.do(lambda: closing.tick(self._office, case_id, item.key, item.label, on))

    def _scan(self, item: Item) -> None:
        found = ask.choose_files(self, _("Choose the scans"), _("Scans and photos"), PICTURES)
        if self.file and found:
            case_id = self.file.head.id
            self.entries.do(lambda: _attach(self._office, case_id, item, found))

    def print_folder(self) -> None:
        """The whole folder as one file; what it lacks is named first."""
        from commgov_desktop.mediation import folder

        if self.file is None:
            return
        case_id, lacking = self.file.head.id, folder.lacking(self._office, self.file.head.id)
        question = _("The folder is not complete. Print what is there?")
        if lacking and not ask.confirm(self, question, _("Print what is there"), detail="\n".join(lacking)):
            return
        tasks.run(
            self,
            _("Putting the folder together"),
            lambda _progress: folder.whole(self._office, case_id, incomplete=True),
            lambda pdf: self._show_paper(folder.TITLE, pdf, f"mediation_cases:{case_id}"),
        )

    def print_paper(self, key: str, record_id: int) -> None:
        """Show a paper as it will print; what is missing is named instead."""
        from commgov_desktop.mediation.papers import paper

        kind = paper(key)
        try:
            pdf = kind.make(self._office, record_id)
        except UserError as error:
            ask.show_error(self, error)
            return
        self._show_paper(kind.title, pdf, f"{kind.about}:{record_id}")

    def _show_paper(self, title: str, pdf: bytes, subject: str) -> None:
        number = self.file.head.number if self.file else ""
        label = _("Print {paper}").format(paper=f"{title} {number}")
        PaperDialog(
            self, title, pdf, suggested=f"{number}{title}.pdf",
            printed=lambda: self._office.store.note(label, subject),
        ).open()  # fmt: skip


def _ended(file: CaseFile) -> bool:
    """It ended without an agreement and is not put away yet."""
    return bool(file.head.outcome) and not file.terms and not file.head.closed_on


def _attach(office: Office, case_id: int, item: Item, files: list[Path]) -> None:
    with office.store.write(_("Add scans: {paper}").format(paper=item.label)) as session:
        for path in files:
            attach(session, "mediation_cases", case_id, path, item.key)


def _refill(button: QPushButton, lines: list[tuple[str, Callable[[], object]] | None]) -> None:
    menu = button.menu()
    menu.clear()
    fill_menu(menu, lines)
