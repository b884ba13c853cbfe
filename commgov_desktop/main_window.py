"""The window a clerk works in all day: the tabs in order, find-anything, backup state, and the clerk's menu."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop import clock, i18n, paths
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.buttons import button, fill_menu
from commgov_desktop.ui.find_anything import FindAnything, Hit
from commgov_desktop.ui.labels import restyle, text
from commgov_desktop.ui.news import News
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.undo import UndoBar


@dataclass(frozen=True)
class Tab:
    """One tab: its key, its word (an English message id), and how its page is made when first opened.

    ``hidden`` pages (backup, settings) are reached by buttons and menus and have no tab of their own.
    """

    key: str
    title: str
    make: Callable[[], QWidget]
    hidden: bool = False
    views: Mapping[str, Callable[[Any, int], object]] = field(default_factory=dict)
    """How the page shows a record of its further kinds, by the word after the colon: ``desk:notices``."""


class MainWindow(QMainWindow):
    """Holds the pages. They are made when first opened, hear the news, and ask it to open each other."""

    locked = Signal()
    language_chosen = Signal(str)
    update_wanted = Signal()
    practice_wanted = Signal()
    """To the practice community, or from it back to the real office."""

    def __init__(
        self,
        office: Office,
        tabs: Callable[["MainWindow"], Sequence[Tab]],
        find: Callable[[str], Sequence[Hit]],
        backup_words: Callable[[], tuple[str, str]],
    ) -> None:
        super().__init__()
        self.office = office
        self._backup_words = backup_words
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._offered = ""
        self._remember = office.machine.part("window")
        self.tabs = list(tabs(self))
        self.news = News()
        self._hear_no_more = office.store.subscribe(self.news.tell)
        self.news.changed.connect(self._changed)
        self.find_anything = FindAnything(find)
        self.find_anything.opened.connect(self.open_record)
        self.setCentralWidget(self._frame())
        self._bind_keys()
        self._title()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self.resize(look.px(1366), look.px(768))
        self._restore_place()
        self.show_tab(self.tabs[0].key)
        self._show_state()

    # ---- building -------------------------------------------------------------------------------

    def _frame(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.office.practice:
            column.addWidget(_practice_line())
        self.stack = QStackedWidget()
        column.addWidget(self._top())
        column.addWidget(self.stack, 1)
        column.addWidget(self._foot())
        return whole

    def _top(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName(_("Tabs"))
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self.tab_bar.setUsesScrollButtons(False)  # every tab stays whole; the find box gives way first
        self.tab_bar.setProperty("role", "tabs")
        for number, tab in enumerate(self._shown_tabs(), start=1):
            self.tab_bar.addTab(_(tab.title))
            self.tab_bar.setTabToolTip(number - 1, f"{_(tab.title)}  Ctrl+{number}")
        self.tab_bar.tabBarClicked.connect(lambda place: self._tab_chosen(place))
        self.tab_bar.currentChanged.connect(lambda place: self._tab_chosen(place))
        line.addWidget(self.tab_bar)
        line.addStretch(1)
        line.addWidget(self.find_anything)
        self.backup_button = button("", lambda: self.show_tab("backup"), role="flat")
        line.addWidget(self.backup_button)
        line.addWidget(self._clerk_button())
        return bar

    def _shown_tabs(self) -> list[Tab]:
        return [tab for tab in self.tabs if not tab.hidden]

    def _clerk_button(self) -> QPushButton:
        name = self.office.account.name
        made = button(name, role="flat", icon="person")
        made.setProperty("menu", True)
        made.setAccessibleName(_("Menu of {name}").format(name=name))
        menu = QMenu(made)
        fill_menu(
            menu,
            [
                (_("Settings"), lambda: self.show_tab("settings")),
                (_("Backup and restore") + "\tCtrl+B", lambda: self.show_tab("backup")),
                (_("What was done (audit)"), lambda: self.show_tab("audit")),
                None,
                (_("Dark look on or off"), self._toggle_dark),
                (_("Large type on or off"), self._toggle_large),
                (_("中文 / English"), self._toggle_language),
                None,
                (_("List of keys") + "\tF1", self.show_keys),
                (_("Update from a stick…"), self.update_wanted.emit),
                (_("About this program"), self.show_about),
                (
                    _("Back to the real office") if self.office.practice else _("Practice community"),
                    self.practice_wanted.emit,
                ),
                (_("Lock") + "\tCtrl+L", self.lock),
            ],
        )
        made.setMenu(menu)
        self.clerk_button = made
        return made

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 20, 0)
        self.undo_bar = UndoBar(self.office.store.undo, self.office.store.redo)
        self.undo_bar.bind_keys(self)
        line.addWidget(self.undo_bar, 1)
        self.foot_words = text("", "dim")
        line.addWidget(self.foot_words)
        return foot

    def _bind_keys(self) -> None:
        for number, tab in enumerate(self._shown_tabs(), start=1):
            self._key(f"Ctrl+{number}", partial(self.show_tab, tab.key))
        self._key("Ctrl+K", self._to_find_anything)
        self._key("Ctrl+B", lambda: self.show_tab("backup"))
        self._key("Ctrl+L", self.lock)
        self._key("F1", self.show_keys)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _to_find_anything(self) -> None:
        self.find_anything.setFocus()
        self.find_anything.selectAll()

    def _title(self) -> None:
        practice = " · " + _("Practice community · not real data") if self.office.practice else ""
        carried = " · " + _("carried on a stick") if paths.portable_data() else ""
        self.setWindowTitle(f"{self.office.community}{practice}{carried} — {_('Community office')}")

    # ---- pages ----------------------------------------------------------------------------------

    def page(self, key: str) -> Any:
        """The page of a tab, made on its first use."""
        if key not in self._pages:
            tab = next(tab for tab in self.tabs if tab.key == key)
            made = tab.make()
            made.setAccessibleName(made.accessibleName() or _(tab.title))
            self._pages[key] = made
            self.stack.addWidget(made)
            if (signal := getattr(made, "open_elsewhere", None)) is not None:
                signal.connect(self.open_record)
        return self._pages[key]

    @property
    def current(self) -> str:
        """The key of the tab that is open."""
        return next(key for key, page in self._pages.items() if page is self.stack.currentWidget())

    def show_tab(self, key: str) -> Any:
        """Go to a tab. Gives its page."""
        page = self.page(key)
        if key in self._stale:
            self._stale.discard(key)
            self._refresh(page, None)
        self.stack.setCurrentWidget(page)
        shown = [tab.key for tab in self._shown_tabs()]
        self.tab_bar.blockSignals(True)
        self.tab_bar.setCurrentIndex(shown.index(key) if key in shown else -1)
        self.tab_bar.setProperty("none", key not in shown)
        restyle(self.tab_bar)
        self.tab_bar.blockSignals(False)
        self._put_keyboard_into(page)
        return page

    @staticmethod
    def _put_keyboard_into(page: QWidget) -> None:
        """The keys of a page (Ctrl+N, F2, arrows) work at once: its list has the keyboard, or the page itself."""
        focus = QApplication.focusWidget()
        if focus is not None and page.isAncestorOf(focus):
            return
        lists = [table for table in page.findChildren(RecordTable) if table.isVisible()]
        if lists:
            lists[0].view.setFocus()
        else:
            page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            page.setFocus()

    def _tab_chosen(self, place: int) -> None:
        if 0 <= place < len(self._shown_tabs()):
            self.show_tab(self._shown_tabs()[place].key)

    def open_record(self, tab: str, record_id: int) -> None:
        """Go to a tab and show one of its records (0 means only the tab)."""
        key, _colon, view = tab.partition(":")
        page = self.show_tab(key)
        views = next(t for t in self.tabs if t.key == key).views
        if view in views:
            views[view](page, record_id)
        elif record_id and hasattr(page, "show_record"):
            page.show_record(record_id)

    def _changed(self, changes: Changes) -> None:
        current = self.stack.currentWidget()
        for key, page in self._pages.items():
            if page is current:
                self._refresh(page, changes)
            else:
                self._stale.add(key)
        self._show_state()
        if changes.touches("settings"):
            self._title()

    @staticmethod
    def _refresh(page: QWidget, changes: Changes | None) -> None:
        if hasattr(page, "refresh"):
            page.refresh(changes)

    def _show_state(self) -> None:
        undo, redo = self.office.store.undoable(), self.office.store.redoable()
        moment = self.office.store.last_saved()
        self.undo_bar.show_state(moment, undo.label if undo else "", redo.label if redo else "")
        words, tone = self._backup_words()
        self.backup_button.setText(words)
        self.backup_button.setAccessibleName(words)
        self.backup_button.setStyleSheet(f"color: {look.colour(tone).name()}")
        place = _("Practice community · not real data") if self.office.practice else self.office.name
        self.foot_words.setText(" · ".join(part for part in (self._offered, place, _carried()) if part))

    def offer(self, found: Any) -> None:
        """A newer version lies on a stick (or ``None`` does): a word at the foot, the rest is in the menu."""
        if found is not None:
            words = _("Version {version} is on the stick: menu, “Update from a stick”")
            self._offered = words.format(version=found.release.version)
            self._show_state()

    # ---- the clerk's menu -----------------------------------------------------------------------

    def _toggle_dark(self) -> None:
        self._dress(dark=not look.tokens().dark, large=look.is_large())

    def _toggle_large(self) -> None:
        self._dress(dark=look.tokens().dark, large=not look.is_large())

    def _dress(self, *, dark: bool, large: bool) -> None:
        machine = self.office.machine.part("look")
        machine["dark"], machine["large"] = dark, large
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.apply(app, dark, large)
        self._show_state()

    def _toggle_language(self) -> None:
        self.language_chosen.emit("en" if i18n.language() == "zh_CN" else "zh_CN")

    def show_keys(self) -> None:
        """The list of keys (F1)."""
        from commgov_desktop.ui.keys import KeysDialog

        KeysDialog(self).open()

    def show_about(self) -> None:
        """Version, data folder and the licences of all parts."""
        from commgov_desktop import __version__
        from commgov_desktop.ui.notices_dialog import NoticesDialog

        heading = _("Community office, version {version}").format(version=__version__)
        about = _("The data of this office lies in {folder}.").format(folder=self.office.places.data_dir)
        NoticesDialog(self, heading, about, paths.notices()).open()

    # ---- locking and leaving --------------------------------------------------------------------

    def watch_idle(self, minutes: int) -> None:
        """Lock by itself after so many minutes without a key or the mouse; 0 never."""
        app = QApplication.instance()
        assert app is not None
        if minutes > 0:
            self._idle.setInterval(minutes * 60_000)
            self._idle.start()
            app.installEventFilter(self)
        else:
            self._idle.stop()
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def lock(self) -> None:
        """Close the office and ask for the password again; half-typed forms are kept as drafts."""
        if tasks.running():
            self._idle.start() if self._idle.interval() else None
            return
        self.locked.emit()

    def let_go(self) -> None:
        """Stop hearing news and timers; called before the window is thrown away."""
        self._keep_place()
        self._idle.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._hear_no_more()
        for page in self._pages.values():
            if hasattr(page, "let_go"):
                page.let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        if tasks.running() and not ask.confirm(
            self, _("Something is still under way. Leave anyway?"), _("Leave"), risky=True
        ):
            event.ignore()
            return
        self._keep_place()
        super().closeEvent(event)

    def _keep_place(self) -> None:
        self._remember["geometry"] = bytes(self.saveGeometry().toBase64().data()).decode()

    def _restore_place(self) -> None:
        kept = self._remember.get("geometry")
        if isinstance(kept, str):
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))


_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


def _practice_line() -> QFrame:
    """The coloured edge that tells made-up people from real ones on every screen."""
    line = QFrame()
    line.setFixedHeight(4)
    line.setStyleSheet(f"background: {look.colour('amber').name()}")
    return line


def _carried() -> str:
    """Said on every screen of a program that is run from a stick: where its data are, and that they go with it."""
    folder = paths.portable_data()
    return _("Run from a stick; the data are in {folder}").format(folder=folder) if folder else ""


def backup_age(moment: Any) -> tuple[str, str]:
    """The last good copy for the top bar: words and the tone of their colour."""
    if moment is None:
        return _("No backup yet"), "red"
    days = (clock.today() - clock.local(moment).date()).days
    if days == 0:
        return _("Backup today {time} ✓").format(time=f"{clock.local(moment):%H:%M}"), "green"
    return _("Backup {n} days ago").format(n=days), "green" if days <= 3 else "amber" if days <= 7 else "red"
