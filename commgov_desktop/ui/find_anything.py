"""The box at the top that finds anything: people, cases, papers, buildings. Enter opens what is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look, tasks
from commgov_desktop.ui.search_box import SearchBox


@dataclass(frozen=True)
class Hit:
    """One answer: where it is kept (the words of its group), what it is called, and what tells it apart."""

    tab: str
    record_id: int
    group: str
    title: str
    hint: str = ""


class FindAnything(SearchBox):
    """``find(words)`` gives hits, grouped and best first; it runs in the background while one types."""

    opened = Signal(str, int)

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__(_("Find people, cases, papers, buildings"), "Ctrl+K", width=290, parent=parent)
        self._find = find
        self._hits: list[Hit] = []
        self._asked = 0
        self._wants_first = False
        self.answers = QListWidget()
        self.answers.setAccessibleName(_("What was found"))
        self.answers.setFrameShape(QFrame.Shape.NoFrame)
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.itemClicked.connect(lambda item: self._open(item))
        self._frame = QFrame(self.window())
        self._frame.setProperty("role", "card")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.answers)
        self._frame.hide()
        self.searched.connect(self._ask)
        self.textEdited.connect(lambda words: None if words.strip() else self.close_answers())
        self.installEventFilter(self)

    @property
    def hits(self) -> Sequence[Hit]:
        """What the list shows now."""
        return self._hits

    def _ask(self, words: str) -> None:
        self._asked += 1
        asked = self._asked
        if not words:
            self.close_answers()
            return

        def show(hits: Sequence[Hit]) -> None:
            if asked == self._asked and self.text().strip():
                self._show(words, hits)

        tasks.fetch(self, lambda: list(self._find(words)), show)

    def _show(self, words: str, hits: Sequence[Hit]) -> None:
        self._hits = list(hits)
        self.answers.clear()
        group = ""
        for number, hit in enumerate(hits):
            if hit.group != group:
                group = hit.group
                self._add(group, -1)
            self._add(f"{hit.title}　{hit.hint}", number)
        if not hits:
            self._add(_("Nothing answers “{words}”.").format(words=words), -1)
        self._place()
        self._step(1, wrap=False)
        if self._wants_first and hits:
            self._open(self.answers.currentItem())

    def _add(self, words: str, number: int) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, number)
        item.setSizeHint(item.sizeHint().expandedTo(_size(number < 0)))
        if number < 0:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setForeground(look.colour("faint"))
        self.answers.addItem(item)

    def _place(self) -> None:
        window = self.window()
        if self._frame.parentWidget() is not window:
            self._frame.setParent(window)
        rows = self.answers.count()
        tall = sum(self.answers.sizeHintForRow(i) for i in range(rows)) + 16
        wide = max(self.width(), look.px(460))
        corner = self.mapTo(window, QPoint(self.width() - wide, self.height() + 4))
        self._frame.setGeometry(corner.x(), corner.y(), wide, min(tall, window.height() - corner.y() - 24))
        self._frame.show()
        self._frame.raise_()

    def close_answers(self) -> None:
        """Take the list of answers away."""
        self._wants_first = False
        self._hits = []
        self._frame.hide()

    def _step(self, by: int, *, wrap: bool = True) -> None:
        rows = self.answers.count()
        place = self.answers.currentRow()
        for _try in range(rows):
            place = (place + by) % rows if wrap else min(rows - 1, place + by)
            if self.answers.item(place).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.answers.setCurrentRow(place)
                return

    def _open(self, item: QListWidgetItem | None) -> None:
        number = item.data(Qt.ItemDataRole.UserRole) if item else -1
        if number is None or number < 0:
            return
        hit = self._hits[number]
        self.close_answers()
        self.clear()
        self.opened.emit(hit.tab, hit.record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._frame.isVisible()
        if shown and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(shown)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_answers()
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _enter(self, shown: bool) -> None:
        """Enter opens the chosen answer; pressed before the answers are there, it opens the first one."""
        if shown and self.answers.currentItem() is not None and self._last == self.text().strip():
            self._open(self.answers.currentItem())
        elif self.text().strip():
            self._wants_first = True
            self._search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and event.type() == QEvent.Type.FocusOut:
            self.close_answers()
        return super().eventFilter(watched, event)


def _size(heading: bool) -> QSize:
    return QSize(0, look.px(26 if heading else 34))
