"""The saved filters at the left of a page, with their counts, under small headings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Filter
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, LinkButton

_KEY, _COUNT, _TONE, _INDENT = (int(Qt.ItemDataRole.UserRole) + i for i in range(4))


@dataclass(frozen=True)
class Entry:
    """A line of the list; without a ``key`` it is a heading. ``tone`` colours a count that asks for work."""

    label: str
    key: str | None = None
    count: str = ""
    tone: str = ""
    indent: int = 0


def heading(label: str) -> Entry:
    """A heading within the list."""
    return Entry(label)


def saved_filters(filters: Sequence[Filter], counts: Mapping[str, int], everything: str = "") -> list[Entry]:
    """“All” and a ledger's saved filters under their headings; a count that asks for work has its tone.

    ``counts`` are by key, the empty key for all; what is not counted yet shows without a number.
    """
    made = [Entry(everything or _("All"), "", shown_count(counts.get("")))]
    group = ""
    for saved in filters:
        if saved.group != group:
            group = saved.group
            made.append(heading(_(group)))
        count = counts.get(saved.key)
        made.append(Entry(_(saved.label), saved.key, shown_count(count), saved.tone if count else ""))
    return made


def shown_count(count: int | None) -> str:
    """A count as the side list shows it; nothing while it is not known."""
    return "" if count is None else f"{count:,}"


class SideList(QFrame):
    """``chosen`` carries the key of the entry. ``add`` is the link below: ``("＋ 存为筛选", act)``."""

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[Entry] = (),
        *,
        name: str = "",
        add: tuple[str, Act] | None = None,
        menu: Callable[[str, QPoint], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.list = QListWidget()
        self.list.setAccessibleName(name or _("Saved filters"))
        self.list.setItemDelegate(_Line(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.currentItemChanged.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        self.add_button = LinkButton(*add) if add else None
        if self.add_button:
            column.addWidget(self.add_button)
        if menu:
            self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.list.customContextMenuRequested.connect(lambda at: self._menu(menu, at))
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines; the chosen one stays chosen if it is still there, otherwise the first is."""
        before = self.key
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            self.list.addItem(_item(entry))
        found = self.choose(before) if before is not None else False
        if not found:
            first = next((e.key for e in entries if e.key is not None), None)
            self.choose(first) if first is not None else None
        self.list.blockSignals(False)
        if before is not None and self.key is not None and not found:
            self.chosen.emit(self.key)

    def show_quietly(self, entries: Sequence[Entry]) -> None:
        """Show other lines without telling anybody; the chosen one stays chosen."""
        chosen = self.key
        blocked = self.blockSignals(True)
        self.show_entries(entries)
        self.choose_quietly(chosen) if chosen else None
        self.blockSignals(blocked)

    def choose_quietly(self, key: str) -> None:
        """Light an entry without telling anybody: its page is being shown already."""
        blocked = self.list.blockSignals(True)
        self.choose(key)
        self.list.blockSignals(blocked)

    def show_counts(self, counts: Mapping[str, int | str]) -> None:
        """Write other counts beside the entries, by key."""
        for number in range(self.list.count()):
            item = self.list.item(number)
            if item.data(_KEY) in counts:
                count = counts[item.data(_KEY)]
                item.setData(_COUNT, f"{count:,}" if isinstance(count, int) else count)
                _name(item)

    @property
    def key(self) -> str | None:
        """The key of the chosen entry."""
        item = self.list.currentItem()
        return item.data(_KEY) if item else None

    def choose(self, key: str) -> bool:
        """Choose an entry; gives whether there is one with this key."""
        for number in range(self.list.count()):
            if self.list.item(number).data(_KEY) == key:
                self.list.setCurrentRow(number)
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "list"):
            for number in range(self.list.count()):
                _fit(self.list.item(number))

    def _changed(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) is not None:
            self.chosen.emit(item.data(_KEY))

    def _menu(self, menu: Callable[[str, QPoint], object], at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is not None and item.data(_KEY):
            menu(item.data(_KEY), self.list.viewport().mapToGlobal(at))


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry.label)
    item.setData(_KEY, entry.key)
    item.setData(_COUNT, entry.count)
    item.setData(_TONE, entry.tone)
    item.setData(_INDENT, entry.indent)
    _fit(item)
    if entry.key is None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    _name(item)
    return item


def _fit(item: QListWidgetItem) -> None:
    item.setSizeHint(QSize(10, look.px(34 if item.data(_KEY) is not None else 30)))


def _name(item: QListWidgetItem) -> None:
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} {item.data(_COUNT)}".strip())


class _Line(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if index.data(_KEY) is None:
            painter.setFont(look.font(9))
            painter.setPen(look.colour("faint"))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect.adjusted(12, 0, -8, -5), int(flags), index.data())
        else:
            self._entry(painter, rect, option, index)
        painter.restore()

    def _entry(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("chosen" if chosen else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(12 + 14 * (index.data(_INDENT) or 0), 0, -12, 0)
        count, tone = index.data(_COUNT) or "", index.data(_TONE)
        painter.setFont(look.font())
        painter.setPen(
            look.tokens().tones[tone][1] if tone and count not in ("", "0") else look.colour("faint")
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        font = look.font(bold=chosen)
        painter.setFont(font)
        painter.setPen(look.colour("chosen_text" if chosen else "text"))
        metrics = QFontMetrics(font)
        room = inner.width() - (QFontMetrics(look.font()).horizontalAdvance(count) + 8 if count else 0)
        words = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
