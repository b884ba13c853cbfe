"""Long work in the background, with a window that shows how far it is and lets the clerk stop it.

The work runs in a thread of its own, knows nothing of Qt, and comes back by a signal on the window's thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from commgov_desktop.errors import Cancelled
from commgov_desktop.i18n import _

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called by the work with how much is done of how much (0 of 0: unknown). Raises ``Cancelled``."""

PATIENCE = 600
"""Milliseconds after which the progress window appears."""

_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="work")
_running: set["Task"] = set()


class Task(QObject):
    """Work under way. ``cancel`` makes its next call of progress raise ``Cancelled``."""

    moved = Signal(object, object)
    ended = Signal(object, object)
    """(result, error): one of them is ``None`` unless the result is."""

    def __init__(self, *, only_reads: bool = False) -> None:
        """``only_reads``: nothing is lost when the window closes in the middle of it."""
        super().__init__()
        self._stop = Event()
        self.is_over, self.only_reads = False, only_reads

    def cancel(self) -> None:
        """Ask the work to stop; what it wrote is rolled back."""
        self._stop.set()

    def progress(self, done: int, total: int) -> None:
        """What the work calls. Raises ``Cancelled`` after the clerk pressed cancel."""
        if self._stop.is_set():
            raise Cancelled
        self.moved.emit(done, total)

    def start(self, work: Callable[[Progress], object]) -> None:
        """Begin in a worker thread."""
        _running.add(self)
        _workers.submit(self._do, work)

    def _do(self, work: Callable[[Progress], object]) -> None:
        try:
            result = work(self.progress)
        except BaseException as error:
            self.ended.emit(None, error)
        else:
            self.ended.emit(result, None)


def run(
    parent: QWidget | None,
    title: str,
    work: Callable[[Progress], T],
    done: Callable[[T], object],
    failed: Callable[[BaseException], object] | None = None,
) -> Task:
    """Do ``work(progress)`` in the background; then call ``done(result)`` or ``failed(error)`` on this thread.

    Without ``failed`` an error is shown in the way of its kind and a cancelled task simply ends. After
    0.6 s a window with the title, the progress and a cancel button appears over ``parent``. Neither is
    called once ``parent`` is gone.
    """
    task = Task()
    window = _ProgressWindow(parent, title, task)
    timer = QTimer(task)
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: window.appear() if isValid(window) else None)
    timer.start(PATIENCE)
    shown = failed or (lambda error: _show(parent, error))
    _listen(task, parent, done, shown, (timer.stop, lambda: window.vanish() if isValid(window) else None))
    task.start(work)
    return task


def watch(
    parent: QObject | None,
    work: Callable[[Progress], T],
    moved: Callable[[int, int], object],
    done: Callable[[T], object],
    failed: Callable[[BaseException], object],
) -> Task:
    """As ``run``, for a page that shows the progress itself: no window, ``moved(done, total)`` on this thread.

    ``failed`` hears ``Cancelled`` too.
    """
    task = Task()
    _listen(task, parent, done, failed, ())

    class Watcher(QObject):
        """Lives on the window's thread, so that the slot runs there."""

        def move(self, done_: int, total: int) -> None:
            if not task.is_over and (parent is None or isValid(parent)):
                moved(done_, total)

    watcher = Watcher(task)
    task.moved.connect(watcher.move, Qt.ConnectionType.QueuedConnection)
    task.start(work)
    return task


def fetch(parent: QObject | None, work: Callable[[], T], done: Callable[[T], object]) -> Task:
    """Read something short in the background, without a window; ``done`` is not called once ``parent`` is gone."""
    task = Task(only_reads=True)
    _listen(task, parent, done, lambda error: _show(None, error), ())
    task.start(lambda _progress: work())
    return task


def _listen(
    task: Task,
    parent: QObject | None,
    done: Callable[[Any], object],
    failed: Callable[[BaseException], object],
    before: tuple[Callable[[], object], ...],
) -> None:
    class Receiver(QObject):
        """Lives on the window's thread, so that the slot runs there."""

        def end(self, result: object, error: BaseException | None) -> None:
            task.is_over = True
            _running.discard(task)
            for step in before:
                step()
            if parent is not None and not isValid(parent):
                return
            if error is None:
                done(result)
            else:
                failed(error)

    receiver = Receiver(task)
    task.ended.connect(receiver.end, Qt.ConnectionType.QueuedConnection)


def _show(parent: QWidget | None, error: BaseException) -> None:
    from commgov_desktop.ui import ask

    ask.show_error(parent, error)


def running() -> int:
    """How many tasks are under way."""
    return len(_running)


def working() -> int:
    """How many tasks would be broken off if the window closed now; it asks before it closes."""
    return sum(not task.only_reads for task in _running)


class _ProgressWindow(QDialog):
    def __init__(self, parent: QWidget | None, title: str, task: Task) -> None:
        super().__init__(parent)
        from commgov_desktop.ui.buttons import quiet
        from commgov_desktop.ui.labels import text

        self._task = task
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(text(title, "head", wrap=True))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.how_far = text("", "dim")
        self.stop = quiet(_("Cancel"), self._cancel)
        column.addWidget(self.bar)
        column.addWidget(self.how_far)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        task.moved.connect(self._move, Qt.ConnectionType.QueuedConnection)

    def appear(self) -> None:
        if not self._task.is_over:
            self.show()

    def vanish(self) -> None:
        self.hide()
        self.deleteLater()

    def _move(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1000 if total else 0)
        if total:
            self.bar.setValue(round(done * 1000 / total))
            self.how_far.setText(_("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}"))

    def _cancel(self) -> None:
        self._task.cancel()
        self.stop.setEnabled(False)
        self.how_far.setText(_("Stopping… nothing of this will be kept."))

    def reject(self) -> None:
        self._cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._cancel()
        event.ignore()
