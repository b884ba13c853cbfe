"""Starts the program, one step a line: folder, language, look, single instance, unlock, window."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from commgov_desktop import i18n, newer_version, office_folder, paths, starting
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings
from commgov_desktop.ui import ask, look, page_head, tasks

if TYPE_CHECKING:  # what lies behind the door is read while it is shown: see Program._read_ahead
    from commgov_desktop.ledger.office import Office
    from commgov_desktop.main_window import MainWindow

PRACTICE_PASSWORD = "practice"
IDLE_MINUTES = 15
READ_AHEAD_AFTER, SETTLED_AFTER = 50, 2000
"""Milliseconds after which the door is painted, and the window there with all its figures."""


def run(places: Places, *, practice: bool = False, backup: Path | None = None) -> int:
    """Open the window on the office in ``places`` and stay until it is closed. Gives the exit code.

    ``backup``: a copy that was opened with a double click; it is looked into once the office is unlocked.
    """
    machine = MachineSettings(places.machine_settings)
    app = make_application(machine)
    guard = SingleInstance(places)
    if not guard.is_first(f"open {backup}" if backup else "show"):
        return 0
    from commgov_desktop.ui import crash

    crash.watch(places.make().crash_log)
    program = Program(app, places)
    guard.asked_to_show.connect(program.come_forward)
    guard.asked_to_open.connect(lambda file: program.look_into(Path(file)))
    program.copy_to_open = backup
    QTimer.singleShot(0, program.tell_of_update)
    if practice:
        program.open_practice()
    else:
        program.start()
    code = app.exec()
    program.leave()
    return code


def make_application(machine: MachineSettings) -> QApplication:
    """The one Qt application, in the clerk's language and look."""
    i18n.use(str(machine.get("language", i18n.DEFAULT)))
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(paths.PROGRAM)
    app.setWindowIcon(QIcon(str(paths.resources("icons", "commgov.svg"))))
    look.speak_chinese(app)
    dress = machine.part("look")
    look.apply(app, bool(dress.get("dark", False)), bool(dress.get("large", False)))
    return app


class SingleInstance(QObject):
    """One program an office: a second start brings the running window forward and ends."""

    asked_to_show = Signal()
    asked_to_open = Signal(str)

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._name = f"commgov-{abs(hash_of(places.data_dir))}"
        self._lock = QLockFile(str(places.make().lock))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)

    def is_first(self, otherwise: str = "show") -> bool:
        """Whether no other program has this office open; if one has, it is asked to do ``otherwise``."""
        if not self._lock.tryLock(0):
            socket = QLocalSocket(self)  # lives on: on Windows words of a closed one may be lost unread
            socket.connectToServer(self._name)
            if socket.waitForConnected(500):
                socket.write(otherwise.encode())
                socket.waitForBytesWritten(500)
                socket.waitForDisconnected(500)  # the other program hangs up once it has read
                return False
            ask.warn(
                None,
                _("This office is already open in another program on this computer."),
                _("Close it there, or start this computer anew if it hangs."),
            )
            return False
        QLocalServer.removeServer(self._name)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(self._name)
        return True

    def _called(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._asked(socket))
        if socket.bytesAvailable():  # the words may be here before anybody listens
            self._asked(socket)
        self.asked_to_show.emit()

    def _asked(self, socket: QLocalSocket) -> None:
        words = bytes(socket.readAll().data()).decode()
        socket.disconnectFromServer()
        verb, _blank, file = words.partition(" ")
        if verb == "open" and file:
            self.asked_to_open.emit(file)


def hash_of(folder: Path) -> int:
    """A number for this folder that is the same in every start."""
    import zlib

    return zlib.crc32(str(folder.resolve()).encode())


class Program:
    """Goes from the locked door to the window and back: the one place where windows follow each other."""

    def __init__(self, app: QApplication, places: Places) -> None:
        self.app, self.places, self.home = app, places, places
        self.office: Office | None = None
        self.window: QMainWindow | None = None
        self.main: MainWindow | None = None
        """The same, while it is the window of an unlocked office and not the door."""
        self.copy_to_open: Path | None = None

    # ---- before the window ----------------------------------------------------------------------

    def start(self) -> None:
        """Show the locked door, or the first start where no office lies yet."""
        try:
            there = office_folder.is_there(self.places)
            accounts = office_folder.account_names(self.places) if there else []
        except UserError as error:
            ask.show_error(None, error)
            self.app.quit()
            return
        self._show(self._door(accounts) if there else self._first_start(), _("Community office"))
        QTimer.singleShot(READ_AHEAD_AFTER, self._read_ahead)

    def _read_ahead(self) -> None:
        """While the password is typed, read what the window will need: the clerk need not wait for it afterwards.

        Records in the background; what has to do with Qt on this thread, once they are there.
        """

        def records() -> None:
            from commgov_desktop import opening

            opening.read_ahead()

        def window(_done: None) -> None:
            import commgov_desktop.indoors  # noqa: F401

        tasks.fetch(self.window, records, window)

    def _door(self, accounts: Sequence[tuple[int, str]]) -> QWidget:
        from commgov_desktop.ui.unlock_page import UnlockPage

        def unlock(key: str, password: str) -> "Office":
            from commgov_desktop import opening

            return opening.unlock(self.places, int(key), password)

        def recover(key: str, text: str, fresh: str) -> "Office":
            from commgov_desktop import opening

            return opening.unlock_with_recovery_key(self.places, text, int(key), fresh)

        machine = MachineSettings(self.places.machine_settings)
        shown = [(str(number), name) for number, name in accounts]
        office, last = str(machine.get("office", "")), str(machine.get("account", ""))
        page = UnlockPage(office, shown, unlock, recover, last=last)
        page.unlocked.connect(self.open_office)
        return page

    def _first_start(self) -> QWidget:
        from commgov_desktop.ui.first_start import Answers, FirstStart

        def found(answers: Answers) -> bytes:
            from commgov_desktop import clock, opening
            from commgov_desktop.backup.sheet import recovery_sheet

            new = opening.NewOffice(answers.office, "", answers.name, answers.password, code=answers.code)
            self.office, key = opening.create(self.places, new)
            return recovery_sheet(answers.office, key, clock.today())

        page = FirstStart(found)
        page.finished.connect(self._first_started)
        return page

    def _first_started(self, choice: str, file: object) -> None:
        assert self.office is not None
        if choice == "practice":
            self.go_to_practice()
            return
        window = self.open_office(self.office)
        if choice == "roster" and isinstance(file, Path):
            window.show_tab("roster").import_file(file)

    def open_practice(self) -> None:
        """Open the practice community, made on its first use, beside and never mixed with real data."""
        from commgov_desktop import opening, practice

        if office_folder.is_there(self.places):
            self.open_office(opening.unlock(self.places, 1, PRACTICE_PASSWORD))
            return
        tasks.run(
            self.window,
            _("Making the practice community"),
            lambda progress: practice.make(self.places, progress=progress),
            self.open_office,
        )

    def go_to_practice(self) -> None:
        """From the real office to the practice community in a folder of its own, or back to the door."""
        if self.office is not None and self.office.practice and self.places == self.home:
            ask.tell(self.window, _("There is only the practice community in this folder."))
            return
        self._close_office()
        if self.places != self.home:
            self.places = self.home
            self.start()
            return
        self.places = Places(self.home.data_dir / "practice")
        self.open_practice()

    # ---- the window -----------------------------------------------------------------------------

    def open_office(self, office: "Office") -> "MainWindow":
        """Show the window of an unlocked office."""
        from commgov_desktop import indoors

        self.office = office
        office.machine["office"], office.machine["account"] = office.community, str(office.account.id)
        page_head.show_practice(office.practice)
        window = indoors.window_of(office, self.reopen)
        window.locked.connect(self.lock)
        window.practice_wanted.connect(self.go_to_practice)
        window.language_chosen.connect(self.speak)
        window.update_wanted.connect(self.show_update)
        minutes = office.machine.part("lock").get("minutes", IDLE_MINUTES)
        window.watch_idle(minutes if isinstance(minutes, int) else IDLE_MINUTES)
        self._replace(window, main=window)
        QTimer.singleShot(SETTLED_AFTER, starting.settled)
        if self.copy_to_open is not None:
            self.look_into(self.copy_to_open)
        newer_version.look_for(window, office)
        return window

    def look_into(self, copy: Path) -> None:
        """A copy opened with a double click: what restoring it would change, once the office is unlocked."""
        self.copy_to_open = None if self.main else copy
        if self.main:
            page = self.main.show_tab("backup")
            if self.main.office.account.may_see_restricted:
                page.restore.look_at(copy)

    def show_update(self) -> None:
        """从U盘更新."""
        assert self.office is not None
        assert self.window is not None
        newer_version.show(self.window, self.office, self.app.quit)

    def tell_of_update(self) -> None:
        """Say once, after an update, what came of it."""
        newer_version.tell_result(self.window, self.home.updates)

    def lock(self) -> None:
        """Close the office and show the locked door, of the real office even from the practice community."""
        self._close_office()
        self.places = self.home
        self.start()

    def reopen(self) -> None:
        """After a restore: the data is another one, so the door is shown again."""
        self.lock()

    def speak(self, language: str) -> None:
        """Another language: the window is built anew."""
        assert self.office is not None
        self.office.machine["language"] = language
        i18n.use(language)
        look.speak_chinese(self.app)
        self.open_office(self.office)

    def come_forward(self) -> None:
        """Bring the window before all others."""
        if self.window is not None:
            self.window.showNormal() if self.window.isMinimized() else self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def leave(self) -> None:
        """Close everything."""
        self._close_office()

    def _close_office(self) -> None:
        if self.main:
            self.main.let_go()
        if self.office is not None:
            self.office.store.close()
            self.office = None

    def _show(self, page: QWidget, title: str) -> None:
        window = QMainWindow()
        carried = " · " + _("carried on a stick") if paths.portable_data() else ""
        window.setWindowTitle(title + carried)
        window.setCentralWidget(page)
        window.resize(look.px(1100), look.px(700))
        self._replace(window)

    def _replace(self, window: QMainWindow, main: "MainWindow | None" = None) -> None:
        old, self.window = self.window, window
        leaving, self.main = self.main, main
        window.show()
        if leaving is not None:
            leaving.let_go()
        if old is not None:
            old.hide()
            old.deleteLater()
