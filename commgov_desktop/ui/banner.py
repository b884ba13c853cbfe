"""A coloured strip that says something about the whole page, with the button for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui.buttons import Act, LinkButton, icon_button
from commgov_desktop.ui.labels import sign, text

_SIGNS = {
    "info": ("info", "blue"),
    "warn": ("warning", "amber"),
    "error": ("error-circle", "red"),
    "good": ("checkmark-circle", "green"),
}


class Banner(QFrame):
    """``tone`` is info, warn, error or good. The sentence wraps; ``action`` is the step to take."""

    def __init__(
        self,
        tone: str,
        sentence: str,
        action: tuple[str, Act] | None = None,
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(10)
        line.addWidget(sign(*_SIGNS[tone]), 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = text(sentence, wrap=True, copyable=True)
        line.addWidget(self.sentence, 1)
        self.setAccessibleName(sentence)
        self.button = LinkButton(*action) if action else None
        if self.button:
            line.addWidget(self.button)
        if closable:
            line.addWidget(icon_button("dismiss", _("Close"), self.hide))

    def say(self, sentence: str) -> None:
        """Say something else; an empty sentence hides the strip."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
