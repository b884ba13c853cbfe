"""The head of a page: its title, a grey count, the practice ribbon, and on the right what can be done here."""

from weakref import WeakSet

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from commgov_desktop.i18n import _
from commgov_desktop.ui import icons, look
from commgov_desktop.ui.buttons import Act, LinkButton
from commgov_desktop.ui.labels import ChipLabel, ShortenedLabel, restyle, text
from commgov_desktop.ui.search_box import SearchBox

_ARROW = "‹"
"""What a link back begins with."""
_LEAST = 4
"""The level at which all has given way that can."""

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
    """Title (18 px), grey count, chip, find box, buttons on the right.

    Where there is no room for all of it the quiet buttons keep only their signs (their words are in the tool tip),
    then the ribbon becomes short, then the count goes, then the link back keeps only its arrow; nothing is ever cut off.
    """

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
            self._line.addWidget(LinkButton(f"{_ARROW} {back[0]}", back[1]))
        self.title = text(title, "title")
        self.count = ShortenedLabel(count, "count")
        self.chip = ChipLabel("", "grey", self)
        self.chip.hide()
        self._words: dict[QPushButton, str] = {}
        self._measured: dict[tuple[QPushButton, bool], int] = {}
        self._has_count = False
        self.ribbon = _Ribbon()
        for thing in (self.title, self.count, self.chip, self.ribbon):
            self._line.addWidget(thing)
        self.ribbon.setVisible(_practice)
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
        self._has_count = bool(words)
        self.count.setVisible(self._has_count)

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

    # ---- giving way -----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._give_way()
        return done

    def _give_way(self) -> None:
        """Show as much as there is room for. Changes nothing when it already is so."""
        if not self.isVisible():
            return
        room = self.width() - 40
        level = next((level for level in range(_LEAST) if self._needed(level) <= room), _LEAST)
        for button in self._quiet_buttons():
            self._show_words(button, level < 1)
        self.ribbon.shorten(level >= 2)
        for link in self._links():
            self._show_link(link, level < _LEAST)
        wanted = self._has_count and level < 3
        if self.count.isHidden() == wanted:
            self.count.setVisible(wanted)
        whole = self.count.sizeHint().width()
        if self.count.minimumWidth() != whole:
            self.count.setMinimumWidth(whole)

    def minimumSizeHint(self) -> QSize:
        """With everything given up that can be."""
        return QSize(self._needed(_LEAST) + 40, super().minimumSizeHint().height())

    def _quiet_buttons(self) -> list[QPushButton]:
        buttons = [b for b in self._shown() if isinstance(b, QPushButton)]
        return [b for b in buttons if b.property("role") != "primary" and b.property("sign")]

    def _shown(self) -> list[QWidget]:
        items = [self._line.itemAt(place) for place in range(self._line.count())]
        things = [item.widget() for item in items if item is not None]
        return [thing for thing in things if thing is not None and not thing.isHidden()]

    def _needed(self, level: int) -> int:
        """How wide the head is with this much of it given up."""
        things = [w for w in self._shown() if w is not self.count]
        wide = sum(self._width_of(w, level) for w in things) + self._line.spacing() * len(things)
        if self._has_count and level < 3:
            wide += self.count.sizeHint().width() + self._line.spacing()
        return wide

    def _width_of(self, thing: QWidget, level: int) -> int:
        if isinstance(thing, SearchBox):
            return min(thing.sizeHint().width(), look.px((200, 160, 140, 120, 120)[level]))
        if isinstance(thing, _Ribbon):
            return thing.width_of(level >= 2)
        if isinstance(thing, LinkButton):
            return self._width_of_link(thing, bare=level >= _LEAST)
        if isinstance(thing, QPushButton) and thing in self._quiet_buttons():
            return self._width_of_button(thing, bare=level >= 1)
        return thing.sizeHint().width()

    def _links(self) -> list[LinkButton]:
        return [thing for thing in self._shown() if isinstance(thing, LinkButton)]

    def _width_of_link(self, link: LinkButton, *, bare: bool) -> int:
        """As it is, with the other words put in their place."""
        words = self._words.get(link, link.text())
        told = link.fontMetrics().horizontalAdvance
        shown = _ARROW if bare and words.startswith(_ARROW) else words
        return link.sizeHint().width() - told(link.text()) + told(shown)

    def _show_link(self, link: LinkButton, on: bool) -> None:
        """Its words, or only the arrow before them."""
        if link.text() != _ARROW:
            self._words[link] = link.text()
        words = self._words.get(link, link.text())
        if not words.startswith(_ARROW) or on == (link.text() == words):
            return
        link.setText(words if on else _ARROW)
        link.setToolTip("" if on else words)

    def _width_of_button(self, button: QPushButton, *, bare: bool) -> int:
        """As it was measured last with or without its words; what never was seen is reckoned."""
        wide = button.sizeHint().width()
        is_bare = bool(button.property("bare"))
        self._measured[button, is_bare] = wide
        if bare == is_bare:
            return wide
        words = button.text() or self._words.get(button, "")
        return self._measured.get((button, bare), wide - button.fontMetrics().horizontalAdvance(words))

    def _show_words(self, button: QPushButton, on: bool) -> None:
        bare = bool(button.property("bare"))
        if on == (not bare) and bare == (not button.text()):
            return
        if button.text():
            self._words[button] = button.text()
        if not button.toolTip():
            button.setToolTip(button.text().replace("&", ""))
        button.setText(self._words[button] if on else "")
        button.setProperty("bare", not on)
        restyle(button)
        icons.fit(button)


class _Ribbon(QFrame):
    """Tells made-up people from real ones; its whole sentence is in the tool tip where it is short."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ribbon")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Practice community · not real data"))
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 1, 10, 2)
        self._label: QLabel = text(self.toolTip())
        line.addWidget(self._label)

    def shorten(self, on: bool) -> None:
        """Say only that it is practice, or all of it."""
        words = _("Practice") if on else self.toolTip()
        if words != self._label.text():
            self._label.setText(words)

    def width_of(self, short: bool) -> int:
        """How wide it is when it says only that it is practice, or all of it."""
        words = _("Practice") if short else self.toolTip()
        return self._label.fontMetrics().horizontalAdvance(words) + 24
