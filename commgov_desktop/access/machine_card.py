"""What belongs to this computer: the language on the screen, light or dark, the size of type, locking by itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox

from commgov_desktop import i18n
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import look
from commgov_desktop.ui.widgets import Card, text

MINUTES = (5, 10, 15, 30, 60, 0)
USUAL = 15
"""Minutes without a key or the mouse until the program locks itself, unless another number is chosen."""


class MachineCard(Card):
    """``speak(language)`` builds the window anew; ``watch_idle(minutes)`` tells it when to lock (0: never)."""

    def __init__(
        self,
        office: Office,
        speak: Callable[[str], object] | None = None,
        watch_idle: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__(_("This computer"), padding=20)
        self._machine, self._speak, self._watch_idle = office.machine, speak, watch_idle
        self.language = self._choice(_("Language"), list(i18n.LANGUAGES.items()), i18n.language())
        self.language.activated.connect(lambda _place: self._choose_language())
        minutes = self._machine.part("lock").get("minutes", USUAL)
        words = [(str(n), _("after {n} minutes").format(n=n) if n else _("never by itself")) for n in MINUTES]
        self.lock = self._choice(_("Lock by itself"), words, str(minutes))
        self.lock.activated.connect(lambda _place: self._choose_lock())
        self.add(
            text(
                _("Nobody who walks by then reads the residents' data; half-typed forms are kept."),
                "dim",
                wrap=True,
            )
        )
        self.body.addSpacing(8)
        self.dark = self._tick(_("Dark look"), look.tokens().dark)
        self.large = self._tick(_("Large type"), look.is_large())
        self.add(text(_("Printed papers are never affected."), "dim"))
        self.add_stretch()

    def _choice(self, label: str, items: list[tuple[str, str]], now: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(label)
        box.setMaximumWidth(look.px(320))
        for key, words in items:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(now)))
        self.add(text(label, "dim"))
        self.add(box)
        self.body.addSpacing(4)
        return box

    def _tick(self, words: str, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(on)
        box.clicked.connect(lambda _on: self._dress())
        self.add(box)
        return box

    def _choose_language(self) -> None:
        language = str(self.language.currentData())
        if language != i18n.language():
            self._machine["language"] = language
            if self._speak is not None:
                self._speak(language)

    def _choose_lock(self) -> None:
        minutes = int(self.lock.currentData())
        self._machine.part("lock")["minutes"] = minutes
        if self._watch_idle is not None:
            self._watch_idle(minutes)

    def _dress(self) -> None:
        kept = self._machine.part("look")
        kept["dark"], kept["large"] = self.dark.isChecked(), self.large.isChecked()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.apply(app, self.dark.isChecked(), self.large.isChecked())
