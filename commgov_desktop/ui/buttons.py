"""The buttons: one blue one for the main act of a page, quiet ones for the rest, links inside cards."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from commgov_desktop.ui import icons, look

Act = Callable[[], object]


def button(
    words: str, act: Act | None = None, *, role: str = "", icon: str = "", keys: str = ""
) -> QPushButton:
    """A quiet button. ``keys`` is its shortcut within the window and stands in its tool tip."""
    made = _prepare(QPushButton(words), act, role)
    if icon:
        icons.put(made, icon, _ICON_COLOURS.get(role, "dim"), 16)
    if keys:
        bind(made, keys)
    return made


def _prepare(made: QPushButton, act: Act | None, role: str) -> QPushButton:
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(made.text().replace("&", ""))
    if role:
        made.setProperty("role", role)
    if act:
        made.clicked.connect(lambda: act())
    return made


_ICON_COLOURS = {"primary": "on_accent", "link": "link", "danger": "red"}


def primary(words: str, act: Act | None = None, *, icon: str = "", keys: str = "") -> QPushButton:
    """The one blue button of a page or a card."""
    return button(words, act, role="primary", icon=icon, keys=keys)


def quiet(words: str, act: Act | None = None, *, icon: str = "", keys: str = "") -> QPushButton:
    """Any other button."""
    return button(words, act, icon=icon, keys=keys)


def danger(words: str, act: Act | None = None, *, icon: str = "") -> QPushButton:
    """A button that removes something; what it removes can still be brought back."""
    return button(words, act, role="danger", icon=icon)


class LinkButton(QPushButton):
    """Blue words that do something, inside a card or a sentence. Reached with Tab like any button."""

    def __init__(self, words: str, act: Act | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        if act:
            self.clicked.connect(lambda: act())


class LargeButton(QPushButton):
    """A large tile; its key hint gives way where there is no room for it beside the words."""

    def __init__(self, words: str, hint: str) -> None:
        super().__init__(words)
        self._hint = _hint(hint)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, _HINT_MARGIN, 0)
        line.addStretch(1)
        line.addWidget(self._hint)

    def minimumSizeHint(self) -> QSize:
        """Its words end in … rather than push the page wider than the window."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), look.px(130)), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        room = style.subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        room -= option.iconSize.width() + 4 if not option.icon.isNull() else 0
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        option.text = words
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        row = self.parentWidget()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        peers = row.findChildren(LargeButton, options=direct) if row else [self]
        fits = all(peer._has_room() for peer in peers)  # all tiles of a row show their keys, or none does
        for peer in peers:
            peer._hint.setVisible(fits and bool(peer._hint.text()))

    def _has_room(self) -> bool:
        hint = self._hint.sizeHint().width() if self._hint.text() else 0
        return self.sizeHint().width() + hint <= self.width()


_HINT_MARGIN = 14


def large(words: str, act: Act | None = None, *, icon: str = "", hint: str = "") -> QPushButton:
    """A large tile to start a day's work with; ``hint`` are its keys, which stand small at its right."""
    made = _prepare(LargeButton(words, hint), act, "large")
    if hint:
        bind(made, hint)
    if icon:
        icons.put(made, icon, "accent", 24)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _hint(keys: str) -> QLabel:
    label = QLabel(keys)
    label.setProperty("role", "small")
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


def icon_button(icon: str, name: str, act: Act | None = None, *, keys: str = "") -> QToolButton:
    """A button with a sign only; ``name`` is its tool tip and what a screen reader says."""
    made = QToolButton()
    made.setToolTip(f"{name}  {keys}" if keys else name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    icons.put(made, icon, "dim", 18)
    if act:
        made.clicked.connect(lambda: act())
    return made


def menu_button(words: str, items: Sequence[tuple[str, Act] | None], *, icon: str = "") -> QPushButton:
    """A quiet button that opens a menu; ``None`` among the items is a line between two groups."""
    made = button(words, icon=icon)
    made.setProperty("menu", True)
    made.setMenu(fill_menu(QMenu(made), items))
    return made


def fill_menu(menu: QMenu, items: Sequence[tuple[str, Act] | None]) -> QMenu:
    """Put entries into a menu."""
    for item in items:
        if item is None:
            menu.addSeparator()
        else:
            menu.addAction(item[0]).triggered.connect(lambda _checked=False, act=item[1]: act())
    return menu


def bind(widget: QPushButton, keys: str) -> None:
    """Let ``keys`` press this button as long as it is on the screen of the active window."""
    widget.setToolTip(f"{widget.text()}  {keys}".replace("&", "").replace("Return", "Enter"))
    made = QShortcut(QKeySequence(keys), widget)
    made.setContext(Qt.ShortcutContext.WindowShortcut)
    _hear(made, lambda: widget.click() if widget.isVisible() and widget.isEnabled() else None)


def shortcut(widget: QWidget, keys: str, act: Act) -> QShortcut:
    """Let ``keys`` do something while ``widget`` or one of its children has the focus."""
    made = QShortcut(QKeySequence(keys), widget)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    _hear(made, act)
    return made


def _hear(keys: QShortcut, act: Act) -> None:
    """Also when a page and the card in it have the same key: Qt then asks one of them at a time, and none by itself."""
    keys.activated.connect(lambda: act())
    keys.activatedAmbiguously.connect(lambda: act())
