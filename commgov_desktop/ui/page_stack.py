"""The room of the pages: one is shown at a time, and a window too small for it lets it be scrolled."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

from commgov_desktop.ui import look
from commgov_desktop.ui.plain_page import ClearGround
from commgov_desktop.ui.record_table import RecordTable


class PageRoom(QScrollArea):
    """Around one page. It scrolls only when the window is smaller than the page can become."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setViewport(ClearGround())
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(240), look.px(160))


class PageStack(QStackedWidget):
    """Pages by their order of making; none of them keeps the window from becoming smaller."""

    def add_page(self, page: QWidget) -> None:
        """Take a page in, without showing it."""
        self.addWidget(PageRoom(page))

    def show_page(self, page: QWidget) -> None:
        """Show one of the pages that were taken in."""
        rooms = (self.widget(place) for place in range(self.count()))
        self.setCurrentWidget(next(r for r in rooms if isinstance(r, PageRoom) and r.widget() is page))

    @staticmethod
    def put_keyboard_into(page: QWidget, is_new: bool) -> None:
        """The keys of a page (Ctrl+N, F2, arrows) work at once: its list has the keyboard, or the page itself."""
        focus = QApplication.focusWidget()
        lists = [table for table in page.findChildren(RecordTable) if table.isVisible()]
        if focus is not None and page.isAncestorOf(focus) and not (is_new and lists):
            return
        if lists:
            lists[0].view.setFocus()
        else:
            page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            page.setFocus()

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        room = self.currentWidget()
        return room.widget() if isinstance(room, PageRoom) else None
