"""The head of a page: its title, a grey count, the practice ribbon, and on the right what can be done here."""

from weakref import WeakSet

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from commgov_desktop.i18n import _
from commgov_desktop.ui.buttons import Act, LinkButton
from commgov_desktop.ui.labels import ChipLabel, ShortenedLabel, text

_heads: "WeakSet[PageHead]" = WeakSet()
_practice = False


def show_practice(on: bool) -> None:
    """Put the ribbon of the practice community into every page head, now and later."""
    global _practice
    _practice = on
    for head in _heads:
        if isValid(head):  # Python may still hold the shell of a head that Qt has taken down
            head.ribbon.setVisible(on)


class PageHead(QWidget):
    """Title (18 px), grey count, chip, find box, buttons on the right."""

    def __init__(
        self,
        title: str,
        count: str = "",
        *,
        back: tuple[str, Act] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(20, 12, 20, 12)
        self._line.setSpacing(10)
        if back:
            self._line.addWidget(LinkButton(f"‹ {back[0]}", back[1]))
        self.title = text(title, "title")
        self.count = ShortenedLabel(count, "count")
        self.chip = ChipLabel("", "grey", self)
        self.chip.hide()
        self.ribbon = _ribbon()
        self.ribbon.setVisible(_practice)
        for thing in (self.title, self.count, self.chip, self.ribbon):
            self._line.addWidget(thing)
        self._fit_count(count)
        self._line.addStretch(1)
        _heads.add(self)

    def set_title(self, words: str) -> None:
        """Another title, such as a case's number."""
        self.title.setText(words)

    def set_count(self, words: str) -> None:
        """The grey count beside the title: ``12,265 人 · 4,310 户``."""
        self._fit_count(words)

    def _fit_count(self, words: str) -> None:
        self.count.say(words)
        self.count.setVisible(bool(words))

    def set_chip(self, words: str, tone: str = "grey") -> None:
        """A chip beside the title; an empty word takes it away."""
        self.chip.show_chip(words, tone)
        self.chip.setVisible(bool(words))

    def put_first(self, thing: QWidget) -> QWidget:
        """Put a link back, or the like, before the title. Gives it back."""
        self._line.insertWidget(0, thing)
        return thing

    def add(self, thing: QWidget, stretch: int = 0) -> QWidget:
        """Put a button or a box at the right end. Gives it back."""
        self._line.addWidget(thing, stretch, Qt.AlignmentFlag.AlignVCenter)
        return thing


def _ribbon() -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "ribbon")
    frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    line = QHBoxLayout(frame)
    line.setContentsMargins(10, 1, 10, 2)
    line.addWidget(text(_("Practice community · not real data")))
    return frame
