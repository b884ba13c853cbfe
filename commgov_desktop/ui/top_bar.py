"""The bar at the top of the window: the tabs, find-anything, how old the last backup is, and the clerk's menu."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QTabBar, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, button, fill_menu
from commgov_desktop.ui.find_anything import FindAnything, Hit
from commgov_desktop.ui.labels import restyle

NARROW = 1000
"""Below this width, in pixels of ordinary type, the tabs stand closer together."""


class TopBar(QFrame):
    """``tab_chosen`` carries the place of a tab. Where it is narrow the tabs move together and the find box shrinks."""

    tab_chosen = Signal(int)

    def __init__(
        self,
        tabs: Sequence[str],
        find: Callable[[str], Sequence[Hit]],
        clerk: str,
        menu: Sequence[tuple[str, Act] | None],
        to_backup: Act,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.find_anything = FindAnything(find)
        self.tab_bar = self._tabs(tabs)
        self.backup_button = button("", to_backup, role="flat")
        self.clerk_button = button(clerk, role="flat", icon="person")
        self.clerk_button.setProperty("menu", True)
        self.clerk_button.setAccessibleName(_("Menu of {name}").format(name=clerk))
        self.clerk_button.setMenu(fill_menu(QMenu(self.clerk_button), menu))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        line.addWidget(self.tab_bar)
        line.addStretch(1)
        for thing in (self.find_anything, self.backup_button, self.clerk_button):
            line.addWidget(thing)

    def _tabs(self, titles: Sequence[str]) -> QTabBar:
        bar = QTabBar()
        bar.setAccessibleName(_("Tabs"))
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setUsesScrollButtons(False)  # every tab stays whole; the find box gives way first
        bar.setProperty("role", "tabs")
        for number, title in enumerate(titles, start=1):
            bar.addTab(title)
            bar.setTabToolTip(number - 1, f"{title}  Ctrl+{number}")
        bar.tabBarClicked.connect(self.tab_chosen)
        bar.currentChanged.connect(self.tab_chosen)
        return bar

    def show_tab(self, place: int) -> None:
        """Light a tab; -1 lights none, on pages behind the clerk's menu."""
        self.tab_bar.blockSignals(True)
        self.tab_bar.setCurrentIndex(place)
        self.tab_bar.setProperty("none", place < 0)
        restyle(self.tab_bar)
        self.tab_bar.blockSignals(False)

    def show_backup(self, words: str, tone: str) -> None:
        """How old the last good copy is, in the colour of its tone."""
        self.backup_button.setText(f"● {words}")
        self.backup_button.setAccessibleName(words)
        self.backup_button.setProperty("ink", tone)
        restyle(self.backup_button)

    def to_find(self) -> None:
        """Put the keyboard into find-anything."""
        self.find_anything.setFocus()
        self.find_anything.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look.px(NARROW)
        if bool(self.tab_bar.property("narrow")) != narrow:
            self.tab_bar.setProperty("narrow", narrow)
            restyle(self.tab_bar)
