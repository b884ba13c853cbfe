"""A paper on the screen, page below page, just as it will print."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.labels import text

_GAP = 14
_LEAST, _MOST = 0.25, 4.0


def count_pages(pdf: bytes) -> int:
    """How many pages the paper has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_image(pdf: bytes, number: int, dots_per_inch: float) -> QImage:
    """One page (counted from 0) as a picture that owns its memory."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        bitmap = page.render(scale=dots_per_inch / 72, rev_byteorder=True, prefer_bgrx=True)
        made = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return made.copy()
    finally:
        document.close()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points (1/72 inch)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [tuple(document.get_page_size(n)) for n in range(len(document))]
    finally:
        document.close()


class PdfPreview(QScrollArea):
    """``show_pdf`` shows a paper fitted to the width (``whole``: to the page); Ctrl and the wheel, or ``zoom``, make it larger."""

    def __init__(self, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._whole = whole
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(_("Preview of the paper"))
        self.setMinimumSize(look.px(180), look.px(200))
        self.factor = 1.0
        self._sizes: list[tuple[float, float]] = []
        self._pages: list[_Page] = []
        self.pdf = b""
        self._inside = QWidget()
        self._inside.setProperty("role", "plain")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._column.setSpacing(_GAP)
        self.setWidget(self._inside)
        self._words = text("", "dim", wrap=True)
        self._words.setParent(self.viewport())
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit)
        self.say(_("The paper appears here."))

    def show_pdf(self, pdf: bytes) -> None:
        """Show a paper; the place in it stays when it has as many pages as before."""
        place = self.verticalScrollBar().value()
        self.pdf, self._sizes = pdf, page_sizes(pdf)
        self._take_pages_away()
        same = len(self._pages) == len(self._sizes)
        self._pages = [_Page(self, number) for number in range(len(self._sizes))]
        for page in self._pages:
            self._column.addWidget(page)
        self._words.hide()
        self._fit()
        if same:
            self.verticalScrollBar().setValue(place)

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a paper, such as what is still missing."""
        self.pdf, self._sizes = b"", []
        self._take_pages_away()
        self._pages = []
        self._words.setText(sentence)
        self._words.setGeometry(self.viewport().rect())
        self._words.show()

    def _take_pages_away(self) -> None:
        for page in self._pages:
            page.hide()  # else it would be seen until the loop of events comes round
            self._column.removeWidget(page)
            page.deleteLater()

    def zoom(self, factor: float) -> None:
        """1 means as wide as there is room."""
        self.factor = min(_MOST, max(_LEAST, factor))
        self._fit()

    def _fit(self) -> None:
        if not self._sizes:
            return
        room = self.viewport().width() - 2 * _GAP
        widest = max(w for w, _h in self._sizes)
        scale = room / widest
        if self._whole:
            scale = min(scale, (self.viewport().height() - 2 * _GAP) / max(h for _w, h in self._sizes))
        scale = max(0.1, scale * self.factor)
        for page, (wide, high) in zip(self._pages, self._sizes, strict=True):
            page.setFixedSize(round(wide * scale), round(high * scale))
        self._inside.adjustSize()
        self._column.activate()  # new pages as large as the old ones take their places at once, too

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._words.setGeometry(self.viewport().rect())
        self._fitting.start(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self.factor * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)


class _Page(QLabel):
    """Renders itself when it is first seen, and again when it becomes larger or smaller."""

    def __init__(self, owner: PdfPreview, number: int) -> None:
        super().__init__()
        self._owner, self._number = owner, number
        self._picture = QImage()
        self.setAccessibleName(_("Page {n}").format(n=number + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = round(self.width() * ratio)
        if self._picture.width() != wanted and self._owner.pdf:
            points = self._owner._sizes[self._number][0]
            self._picture = page_image(self._owner.pdf, self._number, wanted / points * 72)
            self._picture.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawImage(QPoint(0, 0), self._picture)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
