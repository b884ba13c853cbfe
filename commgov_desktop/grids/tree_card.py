"""The left side of the grid page: community, grids, buildings, entrances and homes, and below the health check."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from commgov_desktop.grids.nodes import Node
from commgov_desktop.i18n import _
from commgov_desktop.ui import icons, look

_KEY, _COUNT, _TONE, _MORE = (int(Qt.ItemDataRole.UserRole) + i for i in range(4))


Below = Callable[[str], Sequence[Node]]
"""Gives the lines below one, when it is first opened."""


class PlaceTree(QFrame):
    """``chosen`` carries the key of the line."""

    chosen = Signal(str)

    def __init__(self, below: Below) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._below = below
        self.tree = _Tree()
        self.tree.setItemDelegate(_Line(self.tree))
        self.tree.itemExpanded.connect(self._open)
        self.tree.currentItemChanged.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.tree)

    def show_nodes(self, community: Node, checks: Sequence[Node]) -> None:
        """Show the community with what is below it, and the checks; what was open and chosen stays so."""
        opened, before = self._opened(), self.key
        self.tree.blockSignals(True)
        self.tree.clear()
        root = _item(community)
        self.tree.addTopLevelItem(root)
        self._fill(root)
        root.setExpanded(True)
        self.tree.addTopLevelItem(_item(Node("", _("Health check"))))
        for node in checks:
            self.tree.addTopLevelItem(_item(node))
        self._reopen(opened)
        if not (before and self._select(before)):
            self.tree.setCurrentItem(root)
        self.tree.blockSignals(False)

    @property
    def key(self) -> str:
        """The key of the chosen line."""
        item = self.tree.currentItem()
        return str(item.data(0, _KEY)) if item else ""

    def choose(self, key: str, *, tell: bool = False) -> bool:
        """Choose a line that is on show or below an open one; gives whether there is one."""
        self.tree.blockSignals(not tell)
        found = self._select(key)
        self.tree.blockSignals(False)
        self.tree.viewport().update()
        return found

    def _select(self, key: str) -> bool:
        item = self._find(key)
        if item is not None:
            self.tree.setCurrentItem(item)
        return item is not None

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        todo = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        while todo:
            item = todo.pop(0)
            if item is not None:
                found.append(item)
                todo[:0] = [item.child(n) for n in range(item.childCount())]
        return found

    def _find(self, key: str) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if item.data(0, _KEY) == key), None)

    def _opened(self) -> list[str]:
        return [item.data(0, _KEY) for item in self._items() if item.isExpanded()]

    def _reopen(self, keys: Sequence[str]) -> None:
        for key in keys:
            item = self._find(key)
            if item is not None:
                self._fill(item)
                item.setExpanded(True)

    def open(self, key: str) -> None:
        """Open a line so that what is below it can be seen."""
        self._reopen([key])

    def _open(self, item: QTreeWidgetItem) -> None:
        self._fill(item)

    def _fill(self, item: QTreeWidgetItem) -> None:
        if item.childCount() == 0:
            item.addChildren([_item(node) for node in self._below(item.data(0, _KEY))])

    def _changed(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _KEY):
            self.chosen.emit(item.data(0, _KEY))


def _item(node: Node) -> QTreeWidgetItem:
    item = QTreeWidgetItem([node.label])
    for role, value in ((_KEY, node.key), (_COUNT, node.count), (_TONE, node.tone), (_MORE, node.more)):
        item.setData(0, role, value)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{node.label} {node.count}".strip())
    item.setSizeHint(0, QSize(10, look.px(32)))
    if node.more:
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
    if not node.key:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


class _Tree(QTreeWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setIndentation(look.px(16))
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Community, grids, buildings and homes"))

    def drawRow(
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The chosen line's ground runs over the whole width, under its arrow too."""
        rect: QRect = options.rect
        chosen, over = index == self.currentIndex(), self._is_over(rect)
        if index.data(_KEY) and (chosen or over):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("chosen" if chosen else "hover"))
            painter.drawRoundedRect(QRect(0, rect.y(), self.viewport().width(), rect.height()), 6, 6)
            painter.restore()
        super().drawRow(painter, options, index)

    def _is_over(self, rect: QRect) -> bool:
        at: QPoint = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.underMouse() and rect.top() <= at.y() <= rect.bottom()

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not (index.data(_MORE) or self.model().hasChildren(index)) or not index.data(_KEY):
            return
        size = look.px(12)
        sign = icons.pixmap(
            "chevron-down" if self.isExpanded(index) else "chevron-right",
            "faint",
            size,
            self.devicePixelRatioF(),
        )
        painter.drawPixmap(rect.right() - size - 1, rect.center().y() - size // 2 + 1, sign)


class _Line(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        rect: QRect = option.rect
        if not index.data(_KEY):
            painter.setFont(look.font(9))
            painter.setPen(look.colour("faint"))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect.adjusted(4, 0, -8, -5), int(flags), index.data())
        else:
            self._line(painter, rect, bool(option.state & QStyle.StateFlag.State_Selected), index)
        painter.restore()

    def _line(
        self, painter: QPainter, rect: QRect, chosen: bool, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inner = rect.adjusted(4, 0, -10, 0)
        count, tone = index.data(_COUNT) or "", index.data(_TONE)
        painter.setFont(look.font(9.5))
        painter.setPen(look.ink(tone) if tone else look.colour("faint"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        room = inner.width() - (painter.fontMetrics().horizontalAdvance(count) + 8 if count else 0)
        font = look.font(bold=chosen)
        painter.setFont(font)
        painter.setPen(look.colour("chosen_text" if chosen else "text"))
        words = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
