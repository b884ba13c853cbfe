"""The tab 窗口: the desk in front, behind it the registers, the notices and what hangs on the boards."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop.desk import certificates, notices
from commgov_desktop.desk.kinds import notice_kinds
from commgov_desktop.desk.kinds_page import KindsPage
from commgov_desktop.desk.lists_page import DeskList
from commgov_desktop.desk.names_dialog import Lists, no_lists
from commgov_desktop.desk.notice_editor_page import NoticeEditor
from commgov_desktop.desk.notices_page import NoticesPage
from commgov_desktop.desk.person_card import Running, nothing_runs
from commgov_desktop.desk.postings_page import PostingsPage
from commgov_desktop.desk.register_page import RegisterPage
from commgov_desktop.desk.serve_page import ServePage
from commgov_desktop.desk.waiting import NOTICE, PAPER, POSTING, Open
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import Act, menu_button
from commgov_desktop.ui.page_head import PageHead

ROSTER = "roster"


class DeskPage(QWidget):
    """Shows one of its pages at a time. ``open_elsewhere`` carries the key of a tab and a record's id."""

    open_elsewhere = Signal(str, int)

    def __init__(
        self,
        office: Office,
        running: Running = nothing_runs,
        lists: Lists = no_lists,
        parent: QWidget | None = None,
    ) -> None:
        """``lists`` are the office's lists of residents by name, for the names of a publicity."""
        super().__init__(parent)
        self._office = office
        self.stack = QStackedWidget()
        registers = [
            (_("Register of certificates"), self.show_register),
            (_("All notices"), self.show_notices),
            (_("Postings"), self.show_postings),
        ]
        self.desk = ServePage(office, registers, running)
        self._lists: dict[str, DeskList] = {}
        self.editor = NoticeEditor(office, self.show_notices, lists)
        self.head = PageHead(_("Desk"))
        self._front = QWidget()
        self._build()
        self.desk.resident_wanted.connect(lambda number: self.open_elsewhere.emit(ROSTER, number))
        self.desk.register_wanted.connect(self.show_certificate)
        self.desk.open_wanted.connect(self._open_line)
        self.editor.posted.connect(self.show_record)
        self._count()

    def _build(self) -> None:
        registers: list[tuple[str, Act] | None] = [
            (_("Register of certificates"), self.show_register),
            (_("Postings"), self.show_postings),
            None,
            (_("Kinds of certificate"), self.show_kinds),
        ]
        self.head.add(menu_button(_("Registers"), registers, icon="bullet-list"))
        self.notice_menu = menu_button(_("Notices"), self._notice_items(), icon="notice")
        self.head.add(self.notice_menu)
        front = QVBoxLayout(self._front)
        front.setContentsMargins(0, 0, 0, 0)
        front.setSpacing(0)
        front.addWidget(self.head)
        front.addWidget(self.desk, 1)
        self.stack.addWidget(self._front)
        self.stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def _notice_items(self) -> list[tuple[str, Act] | None]:
        words = _("Write: {kind}")
        items: list[tuple[str, Act] | None] = [
            (words.format(kind=kind.name), partial(self.write, kind.name)) for kind in notice_kinds()
        ]
        return [*items, None, (_("All notices"), self.show_notices), (_("On the boards"), self.show_postings)]

    # ---- going about --------------------------------------------------------------------------

    def show_desk(self) -> None:
        """The front: who has come?"""
        self.stack.setCurrentWidget(self._front)
        self.desk.read_queue()
        self.desk.person.box.line.setFocus()

    def show_register(self) -> RegisterPage:
        """证明登记簿."""
        page = self._list("certificates")
        assert isinstance(page, RegisterPage)
        return page

    def show_notices(self) -> NoticesPage:
        """All notices."""
        page = self._list("notices")
        assert isinstance(page, NoticesPage)
        return page

    def show_postings(self) -> PostingsPage:
        """What hangs and hung on the boards."""
        page = self._list("postings")
        assert isinstance(page, PostingsPage)
        return page

    def show_kinds(self) -> KindsPage:
        """The office's list of what it certifies."""
        page = self._list("kinds")
        assert isinstance(page, KindsPage)
        return page

    def _list(self, key: str) -> DeskList:
        if key not in self._lists:
            self._lists[key] = self._make(key)
            self.stack.addWidget(self._lists[key])
        page = self._lists[key]
        self.stack.setCurrentWidget(page)
        page.table.focus_list()
        return page

    def _make(self, key: str) -> DeskList:
        if key == "certificates":
            return RegisterPage(self._office, self.show_desk)
        if key == "kinds":
            return KindsPage(self._office, self.show_desk)
        first = notice_kinds()[0].name
        if key == "notices":
            page = NoticesPage(self._office, self.show_desk, lambda: self.write(first))
            page.edit_wanted.connect(self.edit_notice)
            return page
        boards = PostingsPage(self._office, self.show_desk, lambda: self.write(first))
        boards.posting.notice_wanted.connect(self.show_notice)
        return boards

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.stack.currentWidget() is self._front and self.desk.kind is None:
            self.desk.person.box.line.setFocus()

    # ---- what the window asks -----------------------------------------------------------------

    def serve(self, resident_id: int) -> None:
        """Open the desk with this resident in front of it (the roster's button 开证明)."""
        self.show_desk()
        try:
            self.desk.person.serve(resident_id)
        except UserError as error:
            ask.show_error(self, error)

    def write(self, kind_name: str = "通知") -> None:
        """A new notice of this kind."""
        self.editor.write(kind_name)
        self.stack.setCurrentWidget(self.editor)

    def edit_notice(self, notice_id: int) -> None:
        """A draft once more."""
        try:
            self.editor.edit(notice_id)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.stack.setCurrentWidget(self.editor)

    def show_record(self, record_id: int) -> None:
        """A posting, as the page of today names it."""
        page = self.show_postings()
        page.read_again()
        page.show_id(record_id)

    def _open_line(self, line: Open) -> None:
        opened_by = {PAPER: self.show_certificate, NOTICE: self.edit_notice, POSTING: self.show_record}
        opened_by[line.kind](int(line.key))

    def show_certificate(self, certificate_id: int) -> None:
        """A line of the register."""
        page = self.show_register()
        page.read_again()
        page.show_id(certificate_id)

    def show_notice(self, notice_id: int) -> None:
        """A notice in its list."""
        page = self.show_notices()
        page.read_again()
        page.show_id(notice_id)

    def find_here(self) -> None:
        """Ctrl+F: the box of the page that is shown."""
        page = self.stack.currentWidget()
        box = page.find_box if isinstance(page, DeskList) else self.desk.person.box.line
        if page is not self.editor:
            box.setFocus()
            box.selectAll()

    def new(self) -> None:
        """Ctrl+N: the next resident, a new notice, a new kind."""
        page = self.stack.currentWidget()
        if isinstance(page, NoticesPage | PostingsPage):
            self.write()
        elif isinstance(page, KindsPage):
            page.add_kind()
        else:
            self.show_desk()
            self.desk.person.clear()

    def print_(self) -> None:
        """Ctrl+P: the paper or the register that is shown."""
        page = self.stack.currentWidget()
        if page is self._front:
            self.desk.number_and_print()
        elif page is self.editor:
            self.editor.print_and_put_up()
        elif isinstance(page, DeskList):
            page.print_list()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what these changes touch; ``None`` means everything."""
        for page in self._lists.values():
            if changes is None or changes.touches(*page.ledger.heard_tables(), "attachments"):
                page.read_again()
        if changes is None or changes.touches("notices"):
            self.editor.heed_news()
        if changes is None or changes.touches("certificate_kinds"):
            self.desk.reload_kinds()
        if changes is None or changes.touches("certificates", "postings", "notices"):
            self._count()
            self.desk.read_queue()

    def _count(self) -> None:
        words = _("{done} served today, {hanging} hanging on the boards")
        done, hanging = certificates.done_today(self._office), notices.hanging(self._office)
        self.head.set_count(words.format(done=done, hanging=hanging))
