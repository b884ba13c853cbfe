"""A paper before it goes out: looked at, printed, saved as a file, or opened in another program."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.buttons import primary, quiet
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.labels import text
from commgov_desktop.ui.pdf_preview import PdfPreview, count_pages, page_image, page_sizes

DOTS = 300
"""Dots per inch of a printed page: enough for 五号 type and a seal, little enough for an old printer."""


def print_pdf(parent: QWidget | None, pdf: bytes, title: str) -> bool:
    """Let the clerk choose a printer and print. Gives whether it was sent to the printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    set_paper(printer, pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {title}").format(title=title))
    dialog.setMinMax(1, count_pages(pdf))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    print_to(printer, pdf)
    return True


def set_paper(printer: QPrinter, pdf: bytes) -> None:
    """Take size and direction of the paper from its first page."""
    wide, high = page_sizes(pdf)[0]
    size = QPageSize(QSizeF(min(wide, high), max(wide, high)), QPageSize.Unit.Point)
    turned = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setResolution(DOTS)


def print_to(
    printer: QPrinter, pdf: bytes, progress: Callable[[int, int], object] = lambda _done, _total: None
) -> None:
    """Send the chosen pages one after the other, so that a long register needs no more memory than one page."""
    last = count_pages(pdf)
    first_page = max(1, printer.fromPage() or 1)
    pages = range(first_page - 1, min(last, printer.toPage() or last))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(_("The printer did not answer. See whether it is switched on, then print again."))
    try:
        for done, number in enumerate(pages):
            progress(done, len(pages))
            if done:
                printer.newPage()
            painter.drawImage(painter.viewport(), page_image(pdf, number, DOTS))
    finally:
        painter.end()


def save_pdf(parent: QWidget | None, pdf: bytes, suggested: str) -> Path | None:
    """Save the paper where the clerk says; gives the file, or ``None`` when they leave."""
    path = ask.save_file(parent, _("Save the paper as"), suggested, _("PDF papers"), (".pdf",))
    if path is None:
        return None
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise UserError(
            _("The file could not be written to {folder}. Choose another folder.").format(folder=path.parent)
        ) from error
    return path


def open_outside(path: Path) -> None:
    """Open a file or folder with the program Windows has for it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise UserError(_("No program is set up to open {name}.").format(name=path.name))


class PaperDialog(QDialog):
    """Preview with print, save and open. ``printed`` is called once after printing."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        pdf: bytes,
        *,
        suggested: str = "",
        printed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._pdf, self._printed = title, pdf, printed
        self._suggested = suggested or f"{title}.pdf"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        room = self.screen().availableSize()
        self.resize(min(look.px(820), room.width() - 40), min(look.px(700), room.height() - 60))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("role", "bar")
        pages = text(_("{n} pages").format(n=count_pages(pdf)), "dim")
        self.print_button = primary(_("Print"), self.print_paper, icon="print", keys="Ctrl+P")
        self.save_button = quiet(_("Save as PDF"), self.save, icon="save", keys="Ctrl+S")
        self.open_button = quiet(_("Open"), self.open_paper, icon="open")
        line = row(text(title, "head"), pages, None, self.open_button, self.save_button, self.print_button)
        line.setContentsMargins(20, 12, 20, 12)
        head.setLayout(line)
        column.addWidget(head)
        self.preview = PdfPreview()
        self.preview.show_pdf(pdf)
        column.addWidget(self.preview, 1)
        self.print_button.setFocus()

    def print_paper(self) -> None:
        """Print and close."""
        if self._try(lambda: print_pdf(self, self._pdf, self._title)):
            if self._printed:
                self._printed()
            self.accept()

    def save(self) -> None:
        """Save as a file."""
        self._try(lambda: save_pdf(self, self._pdf, self._suggested))

    def open_paper(self) -> None:
        """Save as a file, then open it outside."""
        path = self._try(lambda: save_pdf(self, self._pdf, self._suggested))
        if isinstance(path, Path):
            self._try(lambda: open_outside(path))

    def _try(self, act: Callable[[], object]) -> object:
        try:
            return act()
        except UserError as error:
            ask.show_error(self, error)
            return None
