"""A field files can be dropped on, or chosen with the keyboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.labels import restyle, sign, text


class DropArea(QFrame):
    """``dropped`` carries a list of ``Path``. ``suffixes`` such as ``(".xlsx", ".csv")``; none means any file."""

    dropped = Signal(list)

    def __init__(
        self,
        sentence: str,
        suffixes: Sequence[str] = (),
        *,
        kind: str = "",
        icon: str = "attach",
        many: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self._suffixes, self._kind, self._many = tuple(s.lower() for s in suffixes), kind, many
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 14, 16, 14)
        line.addStretch(1)
        line.addWidget(sign(icon))
        self.sentence = text(sentence, "dim")
        line.addWidget(self.sentence)
        self.button = LinkButton(_("Choose a file…"), self.choose)
        line.addWidget(self.button)
        line.addStretch(1)

    def choose(self) -> None:
        """Let the clerk choose files in a window."""
        kind = self._kind or _("Files")
        if self._many:
            found = ask.choose_files(self, _("Choose files"), kind, self._suffixes)
        else:
            one = ask.choose_file(self, _("Choose a file"), kind, self._suffixes)
            found = [one] if one else []
        if found:
            self.dropped.emit(found)

    def fitting(self, paths: Sequence[Path]) -> list[Path]:
        """Those of the files this field takes."""
        good = [p for p in paths if not self._suffixes or p.suffix.lower() in self._suffixes]
        return good if self._many else good[:1]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.fitting(_paths(event)):
            self._light(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        found = self.fitting(_paths(event))
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)

    def _light(self, on: bool) -> None:
        self.setProperty("over", on)
        restyle(self)


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
