"""What happens when the program itself is at fault: it is written down, said once, and the program goes on."""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from commgov_desktop import __version__, clock
from commgov_desktop.errors import Cancelled, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import primary, quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import text

log = logging.getLogger("commgov")
_IGNORED = ("propagateSizeHints", "does not support raise", "This plugin does not support")


class _Reporter(QObject):
    """Carries faults from any thread to the window's thread."""

    happened = Signal(object)


_reporter: _Reporter | None = None
_open: "CrashWindow | None" = None
_file: TextIO | None = None


def watch(crash_log: Path) -> None:
    """Write every fault to ``crash_log`` (the stack of a hard crash, too) and show it. Call once, after Qt is up."""
    global _reporter, _file
    crash_log.parent.mkdir(parents=True, exist_ok=True)
    _file = crash_log.open("a", encoding="utf-8")
    faulthandler.enable(file=_file, all_threads=True)
    _reporter = _Reporter()
    _reporter.happened.connect(_show)
    sys.excepthook = _on_exception
    threading.excepthook = lambda args: report(args.exc_value) if args.exc_value else None
    qInstallMessageHandler(_on_qt)


def stop_watching() -> None:
    """Give the hooks back and close the log."""
    global _reporter, _file
    sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
    qInstallMessageHandler(None)
    faulthandler.disable()
    if _file:
        _file.close()
    _reporter = _file = None


def report(error: BaseException) -> None:
    """Write a fault down and show it. From any thread."""
    words = describe(error)
    log.error("%s", words)
    if _file:
        _file.write(words + "\n")
        _file.flush()
    if _reporter:
        _reporter.happened.emit(error)


def describe(error: BaseException) -> str:
    """All that helps to find the fault. Holds no values of records, only the lines of the program."""
    head = f"{clock.now():%Y-%m-%d %H:%M:%S}Z  {__version__}  Python {platform.python_version()}  Qt {qVersion()}"
    head += f"  {platform.platform()}"
    return head + "\n" + "".join(traceback.format_exception(error))


def _on_exception(kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
    elif not issubclass(kind, Cancelled):
        report(error)


def _on_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if any(words in message for words in _IGNORED):
        return
    level = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}.get(
        kind, logging.WARNING
    )
    log.log(level, "Qt: %s", message)
    if _file and level == logging.WARNING:
        _file.write(f"Qt: {message}\n")


def _show(error: BaseException) -> None:
    global _open
    if isinstance(error, UserError):
        ask.show_error(QApplication.activeWindow(), error)
        return
    if _open is None:
        _open = CrashWindow()
        _open.finished.connect(_forget)
    _open.add(describe(error))
    _open.show()


def _forget(_code: int) -> None:
    global _open
    if _open is not None:
        _open.deleteLater()
    _open = None


class CrashWindow(QDialog):
    """One window for all faults; it stands in nobody's way."""

    def __init__(self) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(_("A fault of the program"))
        self.setModal(False)
        self.resize(620, 360)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(text(_("The program made a mistake"), "head"))
        sentence = _(
            "What you were just doing was not saved; everything saved before is safe and you can go on. "
            "Please copy the lines below and send them to whoever looks after the program."
        )
        column.addWidget(text(sentence, wrap=True))
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setMaximumBlockCount(400)
        self.lines.setAccessibleName(_("Lines about the fault"))
        column.addWidget(self.lines, 1)
        self.copy_button = quiet(_("Copy the lines"), self.copy, icon="copy")
        self.close_button = primary(_("Go on"), self.accept)
        column.addLayout(row(None, self.copy_button, self.close_button))

    def add(self, words: str) -> None:
        """Add a fault; the same one twice stands there once."""
        if words.splitlines()[-1:] != self.lines.toPlainText().splitlines()[-1:]:
            self.lines.appendPlainText(words)

    def copy(self) -> None:
        """Put the lines on the clipboard."""
        QApplication.clipboard().setText(self.lines.toPlainText())
        self.copy_button.setText(_("Copied"))
