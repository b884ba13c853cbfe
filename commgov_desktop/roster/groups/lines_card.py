"""A list that a clerk puts in order: each line with its words, up and down, change, and no longer or again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui.buttons import Act, icon_button, quiet
from commgov_desktop.ui.cards import empty_layout, row
from commgov_desktop.ui.labels import ChipLabel, rule, text


@dataclass(frozen=True)
class Line:
    """One line: what it is called, what is said of it in grey, and whether it is not asked; ``state`` says so."""

    words: str
    detail: str = ""
    retired: bool = False
    state: str = ""


class LinesCard(QWidget):
    """``move(place, by)``, ``edit(place)``, ``retire(place)`` and ``add()`` are the page's; without them it only shows."""

    def __init__(
        self,
        title: str,
        nothing: str,
        *,
        add: tuple[str, Act] | None = None,
        move: Callable[[int, int], object] | None = None,
        edit: Callable[[int], object] | None = None,
        retire: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__()
        self._nothing, self._move, self._edit, self._retire = nothing, move, edit, retire
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.add_button = quiet(add[0], add[1], icon="add") if add else None
        column.addLayout(row(text(title, "section"), None, *([self.add_button] if self.add_button else [])))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        empty_layout(self._lines)
        if not lines:
            self._lines.addWidget(text(self._nothing, "dim", wrap=True))
        for place, line in enumerate(lines):
            if place:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._line(place, line, len(lines)))

    def _line(self, place: int, line: Line, count: int) -> QWidget:
        shown = QWidget()
        stack = QVBoxLayout()
        stack.setContentsMargins(0, 2, 0, 2)
        stack.setSpacing(0)
        stack.addWidget(text(line.words, "dim" if line.retired else "", wrap=True))
        if line.detail:
            stack.addWidget(text(line.detail, "small", wrap=True))
        things = row(spacing=2)
        things.addLayout(stack, 1)
        if line.retired:
            things.addWidget(ChipLabel(line.state or _("no longer used"), "grey"))
        for button in self._buttons(place, line, count):
            things.addWidget(button)
        shown.setLayout(things)
        return shown

    def _buttons(self, place: int, line: Line, count: int) -> list[QWidget]:
        made: list[QWidget] = []
        if self._move:
            for icon, words, by, able in (
                ("chevron-up", _("Move {name} up"), -1, place > 0),
                ("chevron-down", _("Move {name} down"), 1, place < count - 1),
            ):
                button = icon_button(icon, words.format(name=line.words), partial(self._move, place, by))
                button.setEnabled(able)
                made.append(button)
        if self._edit:
            made.append(
                icon_button("edit", _("Change {name}").format(name=line.words), partial(self._edit, place))
            )
        if self._retire:
            icon, words = (
                ("arrow-undo", _("Use {name} again"))
                if line.retired
                else ("subtract", _("Use {name} no longer"))
            )
            made.append(icon_button(icon, words.format(name=line.words), partial(self._retire, place)))
        return made
