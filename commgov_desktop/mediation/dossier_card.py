"""The folder's list of papers: what must be there and what may be, ticked, each with its print button."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from commgov_desktop.i18n import _, ngettext
from commgov_desktop.mediation import dossier
from commgov_desktop.mediation.casefile import CaseFile
from commgov_desktop.mediation.dossier import Entry, Item
from commgov_desktop.mediation.sides_card import link_menu
from commgov_desktop.ui import icons, look
from commgov_desktop.ui.widgets import Card, ChipLabel, LinkButton, icon_button, rule, text


class DossierCard(Card):
    """``print_paper`` carries a paper's key and the id it is printed from; ``tick`` an item and whether it is there."""

    print_paper = Signal(str, int)
    begin = Signal(str)
    """A paper that is not there yet is to be written: the item's key."""
    tick = Signal(object, bool)
    scan = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=0)
        self.body.setSpacing(0)

    def show_file(self, file: CaseFile) -> None:
        """Show the list for this case."""
        self.clear()
        self.add(self._title(file))
        for item in (i for i in dossier.items(file) if i.key != dossier.BACK):
            self.add(rule())
            self.add(self._line(item))
        self.add_stretch()

    def _title(self, file: CaseFile) -> QWidget:
        count = len(dossier.lacking(file))
        words = ngettext("{n} paper missing", "{n} papers missing", count).format(n=count)
        chip = ChipLabel(words if count else _("Folder complete"), "amber" if count else "green")
        line = _strip([text(_("Dossier"), "section")], [chip])
        line.setFixedHeight(look.px(44))
        return line

    def _line(self, item: Item) -> QWidget:
        tone = "green" if item.done else "amber" if item.must else "faint"
        mark = "checkmark-circle-filled" if item.done else "circle"
        name = _("{paper}: in the folder") if item.done else _("{paper}: not in the folder")
        said = name.format(paper=item.label)
        box = self._box(item, mark, tone, said)
        label = item.label + (f" · {len(item.entries)}" if len(item.entries) > 1 else "")
        label += _(" · {n} scans").format(n=item.scans) if item.scans else ""
        words = text(label)
        if not item.done and not item.must:
            words.setProperty("role", "dim")
        urgent = item.must and not item.done
        chip = ChipLabel(_("must") if item.must else _("if needed"), "amber" if urgent else "grey")
        line = _strip([box, words], [chip, self._act(item)])
        line.setFixedHeight(look.px(35))
        return line

    def _box(self, item: Item, mark: str, tone: str, said: str) -> QWidget:
        """A tick to be pressed; what the program holds itself needs none and only shows its sign."""
        pressed = item.ticked or not item.done
        box = icon_button(mark, said, partial(self.tick.emit, item, not item.ticked)) if pressed else QLabel()
        icons.put(box, mark, tone, 18)
        box.setAccessibleName(said)
        box.setToolTip(said)
        box.setFixedWidth(look.px(30))
        if isinstance(box, QLabel):
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return box

    def _act(self, item: Item) -> QWidget:
        made = self._act_button(item)
        if isinstance(made, QPushButton):
            made.setAccessibleName(f"{made.text()} {item.label}")
        holder = QWidget()
        holder.setFixedWidth(look.px(74))
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addStretch(1)
        inside.addWidget(made)
        return holder

    def _act_button(self, item: Item) -> QWidget:
        if len(item.entries) > 1:
            return link_menu(_("Print…"), [(t, partial(self._print, e)) for t, e in _named(item)])
        if item.entries:
            return LinkButton(_("Print"), partial(self._print, item.entries[0]))
        if item.key in _WRITTEN:
            return LinkButton(_("Write"), partial(self.begin.emit, item.key))
        return LinkButton(_("Add a scan"), partial(self.scan.emit, item))

    def _print(self, entry: Entry) -> None:
        self.print_paper.emit(entry.paper, entry.record_id)


_WRITTEN = ("session", "agreement", "investigation", "follow_up", "confirmation")


def _named(item: Item) -> list[tuple[str, Entry]]:
    titles = item.titles if len(item.titles) == len(item.entries) else []
    return [(titles[n] if titles else f"{item.label} {n + 1}", entry) for n, entry in enumerate(item.entries)]


def _strip(left: Sequence[QWidget], right: Sequence[QWidget]) -> QWidget:
    line = QWidget()
    inside = QHBoxLayout(line)
    inside.setContentsMargins(14, 0, 14, 0)
    inside.setSpacing(8)
    for thing in left:
        inside.addWidget(thing, 0, Qt.AlignmentFlag.AlignVCenter)
    inside.addStretch(1)
    for thing in right:
        inside.addWidget(thing, 0, Qt.AlignmentFlag.AlignVCenter)
    return line
