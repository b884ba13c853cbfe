"""The box for another record, such as a resident: found as one types, by name, pinyin, number or address."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui import icons, look
from commgov_desktop.ui.buttons import icon_button
from commgov_desktop.ui.field_boxes import Picker, TextBox

_ID = Qt.ItemDataRole.UserRole
_HINT = Qt.ItemDataRole.UserRole + 1
_MAKE = -1
_Index = QModelIndex | QPersistentModelIndex


class RecordPicker(TextBox):
    """Gives the id or ``None``. The last line of the list makes a new record when the picker can."""

    def __init__(self, field: Field, picker: Picker) -> None:
        super().__init__(field)
        self._picker = picker
        self._id: int | None = None
        self._name = ""
        self.line.setPlaceholderText(_(field.hint) or _("Type a name, its first letters, or a number"))
        self.popup = QListWidget(self)
        self.popup.setProperty("role", "popup")
        self.popup.setItemDelegate(_NameAndHint(self.popup))
        self.popup.setWindowFlags(Qt.WindowType.ToolTip)
        self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.popup.setFocusProxy(self.line)
        self.popup.setAccessibleName(_("Found for {field}").format(field=_(field.label)))
        self.popup.itemClicked.connect(self._take)
        self.popup.hide()
        self.clear_button = icon_button(
            "dismiss", _("Empty {field}").format(field=_(field.label)), self._empty
        )
        icons.put(self.clear_button, "dismiss", "dim", 12)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.put_inside(self.clear_button)
        self.clear_button.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(self.search)
        self.line.textEdited.connect(self._edited)
        self.line.installEventFilter(self)

    def value(self) -> object:
        return self._id

    def set_value(self, value: object) -> None:
        self._id = value if isinstance(value, int) else None
        self._name = self._picker.name(self._id) if self._id is not None else ""
        self.line.setText(self._name)
        self.line.setCursorPosition(0)
        self.clear_button.setVisible(self._id is not None)

    def problem(self) -> str:
        if self._id is None and self.line.text().strip():
            return _("Choose one of those found, or empty the box.")
        return ""

    def takes_enter(self) -> bool:
        return self._id is None and bool(self.line.text().strip())

    def _edited(self, _words: str) -> None:
        self._id = None
        self.clear_button.hide()
        self._pause.start()
        self.changed.emit()

    def _empty(self) -> None:
        self.set_value(None)
        self.changed.emit()
        self.line.setFocus()

    def search(self) -> None:
        """Look for what is typed and show what is found."""
        self._pause.stop()
        words = self.line.text().strip()
        self.popup.clear()
        if not words:
            self.popup.hide()
            return
        for record_id, name, hint in self._picker.find(words)[:20]:
            self._offer(name, record_id, hint)
        if self._picker.make:
            self._offer(_("＋ New: {words}").format(words=words), _MAKE)
        if not self.popup.count():
            self._offer(_("Nothing answers “{words}”.").format(words=words), None)
        self._open()

    def _offer(self, words: str, record_id: int | None, hint: str = "") -> None:
        item = QListWidgetItem(words)
        item.setData(_HINT, hint)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words} {hint}".strip())
        item.setData(_ID, record_id)
        self.popup.addItem(item)

    def _open(self) -> None:
        self.popup.setCurrentRow(0)
        high = min(10, self.popup.count()) * max(look.px(26), self.popup.sizeHintForRow(0)) + 12
        self.popup.resize(max(self.width(), look.px(360)), high)
        self.popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self.popup.show()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        words, found = self.line.text().strip(), item.data(_ID)
        self.popup.hide()
        if found == _MAKE and self._picker.make:
            found = self._picker.make(words)
        if found is not None:
            self.set_value(found)
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            return self._keep_escape(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.line:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _keep_escape(self, event: QKeyEvent) -> bool:
        """With the list open, Esc closes the list and not the form."""
        if event.key() == Qt.Key.Key_Escape and self.popup.isVisible():
            event.accept()
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            if self.popup.isHidden():
                self.search()
            else:
                QApplication.sendEvent(self.popup, event)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self._id is None:
            if self.line.text().strip() and self.popup.isHidden():
                self.search()
            if self.popup.isVisible():
                self._take(self.popup.currentItem())
                return key != Qt.Key.Key_Tab and self._id is None
        if key == Qt.Key.Key_Escape and self.popup.isVisible():
            self.popup.hide()
            return True
        return False


class _NameAndHint(QStyledItemDelegate):
    """The name, and in grey at the right what tells people of the same name apart."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        hint = index.data(_HINT)
        if hint:
            used = QFontMetrics(look.font()).horizontalAdvance(index.data()) + 24
            rect = option.rect.adjusted(used, 0, -10, 0)
            painter.save()
            painter.setFont(look.font(9))
            painter.setPen(look.colour("dim"))
            words = painter.fontMetrics().elidedText(hint, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
            painter.restore()
