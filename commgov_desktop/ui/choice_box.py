"""The box for a code table: filtered while one types, by code, by words, or by the first letters of the pinyin."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView

from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui.field_boxes import FieldBox

_CODE = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1


class ChoiceBox(FieldBox):
    """Gives the code, or ``None`` when empty. What was typed must lead to one of the choices."""

    def __init__(self, field: Field, initials: Callable[[str], str] | None = None) -> None:
        self.combo = QComboBox()
        super().__init__(field, self.combo)
        self._initials = initials
        self._typed = False
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setMaxVisibleItems(14)
        self.combo.installEventFilter(self)
        line = QLineEdit()
        self.combo.setLineEdit(line)
        line.setPlaceholderText(_(field.hint) or _("Choose, or type its first letters"))
        line.setAccessibleName(_(field.label))
        self._items = QStandardItemModel(self)
        self.combo.setModel(self._items)
        self.show_choices(field.choices() if field.choices else ())
        self._complete()
        self.combo.activated.connect(lambda _row: self._chosen())
        line.textEdited.connect(self._edited)
        line.editingFinished.connect(self._settle)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; what was chosen stays if it is among them."""
        before = self.value() if self._items.rowCount() else None
        self._items.clear()
        for code, words in (("", ""), *choices):
            item = QStandardItem(words)
            item.setData(code, _CODE)
            item.setData(self._keys(code, words), _KEYS)
            self._items.appendRow(item)
        self.set_value(before)

    def _keys(self, code: str, words: str) -> str:
        letters = self._initials(words) if self._initials and words else ""
        return f"{code} {words} {letters}".lower()

    def _complete(self) -> None:
        self._matching = _Matching(self)
        self._matching.setSourceModel(self._items)
        completer = QCompleter(self._matching, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setProperty("role", "popup")
        popup.setAccessibleName(_(self.field.label))
        completer.setPopup(popup)
        completer.activated.connect(self._take_words)
        self.combo.setCompleter(completer)

    def _edited(self, words: str) -> None:
        self._typed = True
        self._matching.look_for(words)
        self.changed.emit()

    def _take_words(self, words: str) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findText(words)))
        self._chosen()

    def _chosen(self) -> None:
        self._typed = False
        self.changed.emit()

    def _settle(self) -> None:
        """Typed letters that leave one choice take it when the keyboard goes on."""
        if not self._typed:
            return
        row = self._meant()
        if row is not None:
            self.combo.setCurrentIndex(row)
            self._typed = False
            self.changed.emit()

    def _meant(self) -> int | None:
        words = self.combo.currentText().strip().lower()
        if not words:
            return 0
        rows = range(1, self._items.rowCount())
        exact = [r for r in rows if words in (self._text(r).lower(), self._code(r).lower())]
        near = [r for r in rows if words in self._items.item(r).data(_KEYS)]
        starts = [
            r for r in near if any(k.startswith(words) for k in self._items.item(r).data(_KEYS).split())
        ]
        for found in (exact, starts, near):
            if found:
                return found[0]
        return None

    def _text(self, row: int) -> str:
        return self._items.item(row).text()

    def _code(self, row: int) -> str:
        return str(self._items.item(row).data(_CODE))

    @property
    def settled(self) -> bool:
        """Whether a choice has been made, and nothing is being typed."""
        return not self._typed

    def value(self) -> object:
        row = self._meant() if self._typed else self.combo.currentIndex()
        return (self._code(row) or None) if row is not None and row >= 0 else None

    def set_value(self, value: object) -> None:
        self._typed = False
        rows = [
            r for r in range(self._items.rowCount()) if self._code(r) == ("" if value is None else str(value))
        ]
        if rows:
            self.combo.setCurrentIndex(rows[0])
        else:
            self._keep_unknown(str(value))

    def _keep_unknown(self, code: str) -> None:
        """A code that is no longer offered stays readable and is not lost by saving."""
        item = QStandardItem(code)
        item.setData(code, _CODE)
        item.setData(code.lower(), _KEYS)
        self._items.appendRow(item)
        self.combo.setCurrentIndex(self._items.rowCount() - 1)

    def problem(self) -> str:
        if self._typed and self._meant() is None:
            return _("“{words}” is not among the choices.").format(words=self.combo.currentText())
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse wheel must not change a choice one scrolls past."""
        if event.type() == QEvent.Type.Wheel and not self.combo.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class _Matching(QSortFilterProxyModel):
    """The choices of which the code, the words or the initials contain what is typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setFilterRole(_KEYS)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def look_for(self, words: str) -> None:
        self.setFilterFixedString(words.strip().lower())
