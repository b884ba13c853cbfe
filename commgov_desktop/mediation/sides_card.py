"""The sides of a case with the mediators between them, as they sit at the table."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.mediation import forms
from commgov_desktop.mediation.casefile import CaseFile, Side
from commgov_desktop.ui.widgets import Act, Card, LinkButton, empty_layout, fill_menu, row, text


def link_menu(words: str, lines: Sequence[tuple[str, Act] | None]) -> LinkButton:
    """Blue words that open a short menu."""
    made = LinkButton(words)
    menu = QMenu(made)
    fill_menu(menu, lines)
    made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
    return made


class SidesCard(QWidget):
    """Left the applicant's side, in the middle who mediates, right everybody else."""

    edit = Signal(object)
    open_resident = Signal(int)
    add = Signal(str, str)
    """What (person, organisation, agent) is to be added, and to which side."""
    choose_mediators = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)

    def show_file(self, file: CaseFile) -> None:
        """Show the people of this case."""
        empty_layout(self._line)
        others = [letter for letter in file.letters() if letter != "A"]
        self._line.addWidget(self._side_card(file, ["A"], _("Applicant")), 3)
        self._line.addWidget(self._mediators(file), 2)
        self._line.addWidget(self._side_card(file, others, _("Respondent")), 3)

    def _side_card(self, file: CaseFile, letters: list[str], title: str) -> Card:
        corner = link_menu(
            _("＋ Add"),
            [
                (_("Natural person"), partial(self.add.emit, "person", letters[0])),
                (_("Organisation"), partial(self.add.emit, "organisation", letters[0])),
                (_("Agent"), partial(self.add.emit, "agent", letters[0])),
            ],
        )
        corner.setAccessibleName(_("Add to: {side}").format(side=title))
        card = Card(title, corner=corner, padding=14)
        for letter in letters:
            if letter > "B":
                card.add(text(_(forms.SIDES.get(letter, forms.SIDES["D"])), "dim"))
            for side in file.parties(letter):
                self._show_party(card, file, side)
            for agent in file.agents(letter):
                self._show_agent(card, agent)
        if not file.parties(*letters):
            card.add(LinkButton(_("＋ Add a party"), partial(self.add.emit, "person", letters[0])))
        card.add_stretch()
        return card

    def _show_party(self, card: Card, file: CaseFile, side: Side) -> None:
        edit = LinkButton(_("Edit"), partial(self.edit.emit, side))
        edit.setAccessibleName(_("Edit {name}").format(name=side.name))
        head = row(text(side.name, "head", copyable=True), None)
        if side.resident_id:
            head.addWidget(LinkButton(_("Resident"), partial(self.open_resident.emit, side.resident_id)))
        head.addWidget(edit)
        card.add(_block(head, describe(side, file.head.accepted_on)))

    def _show_agent(self, card: Card, agent: Side) -> None:
        for_whom = _("for {name}").format(name=agent.agent_of) if agent.agent_of else ""
        words = "，".join(p for p in (agent.relation, for_whom) if p)
        shown = _("Agent: {name}").format(name=agent.name) + (f"（{words}）" if words else "")
        card.add(row(text(shown, wrap=True), None, LinkButton(_("Edit"), partial(self.edit.emit, agent))))

    def _mediators(self, file: CaseFile) -> Card:
        link = LinkButton(_("Choose"), self.choose_mediators.emit)
        link.setAccessibleName(_("Choose the mediators"))
        card = Card(_("Mediators"), corner=link, padding=14)
        names = text(
            file.mediator_names or _("Not chosen yet"), "head" if file.mediators else "dim", wrap=True
        )
        names.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card.add(names)
        if file.recorder_name:
            writes = text(_("Recorder {name}").format(name=file.recorder_name), "dim")
            writes.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            card.add(writes)
        card.add_stretch()
        return card


def _block(head: QHBoxLayout, facts: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addLayout(head)
    if facts:
        column.addWidget(text(facts, wrap=True))
    return column


def describe(side: Side, day: date) -> str:
    """男 · 83 岁 · 3号楼3单元101, or the head of an organisation."""
    if side.kind == "organisation":
        head = _("Legal representative {name}").format(name=side.legal_representative)
        return " · ".join(p for p in (side.address, head if side.legal_representative else "") if p)
    years = side.age_on(day)
    old = "" if years is None else _("{n} years").format(n=years)
    return " · ".join(p for p in (side.sex, old, side.address) if p)
