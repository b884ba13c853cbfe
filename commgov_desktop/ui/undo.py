"""The foot of the window: when the last thing was saved, and one press to take it back."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.labels import text


class UndoBar(QWidget):
    """已保存 14:32 · 撤销：修改张伟的电话 Ctrl+Z. The callables do the work and raise what goes wrong."""

    def __init__(
        self,
        undo: Callable[[], object],
        redo: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._undo, self._redo = undo, redo
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 4, 12, 4)
        line.setSpacing(8)
        self.saved = text(_("Everything is saved"), "dim")
        self.undo_button = LinkButton("", self.take_back)
        self.redo_button = LinkButton("", self.do_again)
        self.keys = text("Ctrl+Z", "small")
        self.redo_keys = text("Ctrl+Y", "small")
        for part in (self.saved, self.undo_button, self.keys, self.redo_button, self.redo_keys):
            line.addWidget(part)
        line.addStretch(1)
        self.show_state(None, "", "")

    def show_state(self, moment: datetime | None, undo: str, redo: str = "") -> None:
        """``undo`` and ``redo`` name the actions, empty when there is none; ``moment`` is the last saving."""
        words = _("Everything is saved")
        if moment is not None:
            words = _("Saved {time}").format(time=f"{clock.local(moment):%H:%M}")
        self.saved.setText(words)
        self._show(self.undo_button, self.keys, _("Undo: {action}").format(action=undo) if undo else "")
        self._show(self.redo_button, self.redo_keys, _("Redo: {action}").format(action=redo) if redo else "")

    @staticmethod
    def _show(button: LinkButton, keys: QWidget, words: str) -> None:
        button.setText(words)
        button.setAccessibleName(words)
        button.setVisible(bool(words))
        keys.setVisible(bool(words))

    def take_back(self) -> None:
        """Take the last action back, if there is one."""
        self._do(self._undo if not self.undo_button.isHidden() else None)

    def do_again(self) -> None:
        """Do again what was taken back last."""
        self._do(self._redo if not self.redo_button.isHidden() else None)

    def _do(self, act: Callable[[], object] | None) -> None:
        from commgov_desktop.errors import UserError
        from commgov_desktop.ui import ask

        if act is None:
            return
        try:
            act()
        except UserError as error:
            ask.show_error(self.window(), error)

    def bind_keys(self, window: QWidget) -> None:
        """Let Ctrl+Z and Ctrl+Y work in the whole window; inside a box they undo the typing, as ever."""
        for keys, act in (("Ctrl+Z", self.take_back), ("Ctrl+Y", self.do_again)):
            QShortcut(QKeySequence(keys), window).activated.connect(act)
