"""The third pane of a page: the card of what is chosen, or a form in its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget


class RightPane(QFrame):
    """Shows one card after the other; ``is_form`` while a form is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._stack.addWidget(self._scroll)
        self._form: QWidget | None = None

    @property
    def is_form(self) -> bool:
        """Whether a form is open."""
        return self._form is not None

    def show_card(self, card: QWidget) -> None:
        """Show another card."""
        self._scroll.setWidget(card)
        card.setAutoFillBackground(False)

    def show_form(self, form: QWidget) -> None:
        """Show a form in place of the card."""
        self.close_form()
        self._form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)

    def close_form(self) -> None:
        """Take the form away."""
        if self._form is not None:
            self._stack.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._stack.setCurrentWidget(self._scroll)
