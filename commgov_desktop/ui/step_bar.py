"""The progress of something long in plain words: which step, how far, and what came of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui.buttons import Act, LinkButton
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import restyle, text
from commgov_desktop.ui.stage_rail import StageRail


class StepBar(QWidget):
    """A rail of steps, a bar, a sentence, and cancel while it runs."""

    def __init__(
        self, steps: Sequence[str], *, cancel: Act | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rail = StageRail()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.words = text("", "dim", wrap=True)
        self.cancel_button = LinkButton(_("Cancel"), cancel)
        self.cancel_button.setVisible(False)
        self._can_cancel = cancel is not None
        column.addWidget(self.rail)
        column.addWidget(self.bar)
        line = row(self.words, self.cancel_button)
        line.setStretch(0, 1)
        column.addLayout(line)
        self.rest()

    def rest(self) -> None:
        """Nothing is under way."""
        self._show(-1, "")
        self.bar.setRange(0, 1000)
        self.bar.setValue(0)
        self.cancel_button.setVisible(False)

    def show_step(self, step: int, words: str = "") -> None:
        """Begin a step, by its place; how far it is, is not known yet."""
        self._show(step, words)
        self.bar.setRange(0, 0)
        self.cancel_button.setVisible(self._can_cancel)

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """How far the present step is."""
        self.bar.setRange(0, 1000 if total else 0)
        if total:
            self.bar.setValue(round(1000 * done / total))
        if words:
            self._say(words, "dim")

    def finish(self, words: str) -> None:
        """All steps are done."""
        self._show(len(self._steps), words)
        self.bar.setRange(0, 1000)
        self.bar.setValue(1000)
        self.cancel_button.setVisible(False)

    def fail(self, words: str) -> None:
        """It stopped; the step it stopped at stays marked."""
        self._say(words, "problem")
        self.bar.setRange(0, 1000)
        self.cancel_button.setVisible(False)

    def _show(self, step: int, words: str) -> None:
        states = ("done" if i < step else "now" if i == step else "open" for i in range(len(self._steps)))
        self.rail.show_stages(list(zip(self._steps, states, strict=True)))
        self._say(words, "dim")

    def _say(self, words: str, role: str) -> None:
        self.words.setText(words)
        self.words.setProperty("role", role)
        restyle(self.words)
