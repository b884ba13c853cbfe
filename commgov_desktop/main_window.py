"""The window a clerk works in all day: the tabs in order, find-anything, backup state, and the clerk's menu."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from commgov_desktop import i18n, paths
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.buttons import Act
from commgov_desktop.ui.find_anything import Hit
from commgov_desktop.ui.foot_bar import FootBar, practice_line
from commgov_desktop.ui.idle import IdleWatch
from commgov_desktop.ui.news import News
from commgov_desktop.ui.page_stack import PageStack
from commgov_desktop.ui.top_bar import TopBar


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
        self._practice = office.practice  # an office never becomes the other kind
        self._backup_words, self._find = backup_words, find
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._offered = ""
        self._remember = office.machine.part("window")
        self.tabs = list(tabs(self))
        self.news = News()
        self._hear_no_more = office.store.subscribe(self.news.tell)
        self.news.changed.connect(self._changed)
        self.setCentralWidget(self._frame())
        self._bind_keys()
        self._title()
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
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
        if self._practice:
            column.addWidget(practice_line())
        self.stack = PageStack()
        self.top = self._top()
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        column.addWidget(self._foot())
        return whole

    def _top(self) -> TopBar:
        titles = [_(tab.title) for tab in self._shown_tabs()]
        top = TopBar(
            titles, self._find, self.office.account.name, self._menu(), lambda: self.show_tab("backup")
        )
        top.tab_chosen.connect(self._tab_chosen)
        top.find_anything.opened.connect(self.open_record)
        self.find_anything, self.tab_bar = top.find_anything, top.tab_bar
        self.backup_button, self.clerk_button = top.backup_button, top.clerk_button
        return top

    def _shown_tabs(self) -> list[Tab]:
        return [tab for tab in self.tabs if not tab.hidden]

    def _menu(self) -> list[tuple[str, Act] | None]:
        practice = _("Back to the real office") if self._practice else _("Practice community")
        return [
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
            (practice, self.practice_wanted.emit),
            (_("Lock") + "\tCtrl+L", self.lock),
        ]

    def _foot(self) -> FootBar:
        self.foot = FootBar(self.office.store.undo, self.office.store.redo)
        self.undo_bar = self.foot.undo_bar
        self.undo_bar.bind_keys(self)
        return self.foot

    def _bind_keys(self) -> None:
        for number, tab in enumerate(self._shown_tabs(), start=1):
            self._key(f"Ctrl+{number}", partial(self.show_tab, tab.key))
        self._key("Ctrl+K", self.top.to_find)
        self._key("Ctrl+B", lambda: self.show_tab("backup"))
        self._key("Ctrl+L", self.lock)
        self._key("F1", self.show_keys)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _title(self) -> None:
        practice = " · " + _("Practice community · not real data") if self._practice else ""
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
            self.stack.add_page(made)
            if (signal := getattr(made, "open_elsewhere", None)) is not None:
                signal.connect(self.open_record)
        return self._pages[key]

    @property
    def current(self) -> str:
        """The key of the tab that is open."""
        return next(key for key, page in self._pages.items() if page is self.stack.page)

    def show_tab(self, key: str) -> Any:
        """Go to a tab. Gives its page."""
        is_new = key not in self._pages
        page = self.page(key)
        if key in self._stale:
            self._stale.discard(key)
            self._refresh(page, None)
        self.stack.show_page(page)
        shown = [tab.key for tab in self._shown_tabs()]
        self.top.show_tab(shown.index(key) if key in shown else -1)
        self.stack.put_keyboard_into(page, is_new)
        return page

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
        current = self.stack.page
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
        self.top.show_backup(*self._backup_words())
        place = _("Practice community · not real data") if self._practice else self.office.name
        self.foot.show_place(" · ".join(part for part in (self._offered, place, _carried()) if part))

    def offer(self, found: Any) -> None:
        """A newer version lies on a stick (or ``None`` does): a word at the foot, the rest is in the menu."""
        if found is not None:
            words = _("Version {version} is on the stick: menu, “Update from a stick”")
            self._offered = words.format(version=found.release.version)
            self._show_state()

    # ---- the clerk's menu -----------------------------------------------------------------------

    def _toggle_dark(self) -> None:
        self.dress(dark=not look.tokens().dark, large=look.is_large())

    def _toggle_large(self) -> None:
        self.dress(dark=look.tokens().dark, large=not look.is_large())

    def dress(self, *, dark: bool, large: bool) -> None:
        """Another look, kept for this computer; pages that are open follow."""
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
        self._idle.watch(minutes)

    def lock(self) -> None:
        """Close the office and ask for the password again; half-typed forms are kept as drafts."""
        if tasks.working():
            self._idle.again()
            return
        self.locked.emit()

    def let_go(self) -> None:
        """Stop hearing news and timers; called before the window is thrown away."""
        self._keep_place()
        self._idle.stop()
        self._hear_no_more()
        for page in self._pages.values():
            if hasattr(page, "let_go"):
                page.let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        if tasks.working() and not ask.confirm(
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


def _carried() -> str:
    """Said on every screen of a program that is run from a stick: where its data are, and that they go with it."""
    folder = paths.portable_data()
    return _("Run from a stick; the data are in {folder}").format(folder=folder) if folder else ""
