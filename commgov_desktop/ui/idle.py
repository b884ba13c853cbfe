"""Notices that nobody has touched the keyboard or the mouse for a while, so that the program can lock itself."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)

_LISTENS_AFTER = 1000
"""Milliseconds. The window is painted first: at the first event that is listened to PySide looks through every kind
of object there is, a twentieth of a second long."""


class IdleWatch(QObject):
    """``idle`` comes after so many minutes without a key or the mouse."""

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    def watch(self, minutes: int) -> None:
        """Begin to watch; 0 minutes means never."""
        self.stop()
        if minutes > 0:
            self._timer.setInterval(minutes * 60_000)
            self._timer.start()
            QTimer.singleShot(_LISTENS_AFTER, self, self._listen)

    def _listen(self) -> None:
        app = QApplication.instance()
        if app is not None and self._timer.interval() > 0:
            app.installEventFilter(self)

    def again(self) -> None:
        """Count anew, if it is watching at all."""
        if self._timer.interval() > 0:
            self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._timer.setInterval(0)
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
