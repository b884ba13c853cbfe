"""The files that hang on a record: small pictures of photos, papers by name, and the field to drop more on."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.attachments import Attachment, attachments, content
from commgov_desktop.store.store import Store
from commgov_desktop.ui import ask, icons, look
from commgov_desktop.ui.widgets import DropArea, empty_layout, quiet, row, text

KINDS = (
    ".jpg",
    ".jpeg",
    ".png",
    ".bmp",
    ".gif",
    ".webp",
    ".heic",
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".wps",
    ".et",
)
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp")
_SIDE = 76


class AttachedFiles(QWidget):
    """``added`` carries files, ``removed`` an attachment's id; whoever shows them carries that out."""

    added = Signal(list)
    removed = Signal(int)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._grid)
        self.drop = DropArea(
            _("Drop a photo or paper here"), KINDS, kind=_("Photos and papers"), icon="camera"
        )
        self.drop.layout().setContentsMargins(8, 8, 8, 8)  # type: ignore[union-attr]
        self.drop.dropped.connect(self.added)
        column.addWidget(self.drop)

    def show_record(self, table: str, row_id: int, *, may_add: bool = True) -> None:
        """Show what is attached to a record."""
        empty_layout(self._grid)
        found = attachments(self._store, table, row_id)
        for number, one in enumerate(found):
            self._grid.addWidget(self._thumbnail(one), number // 3, number % 3)
        self.drop.setVisible(may_add)

    def _thumbnail(self, one: Attachment) -> QToolButton:
        made = QToolButton()
        made.setToolTip(one.file_name)
        made.setAccessibleName(_("Attached file {file}").format(file=one.file_name))
        made.setFixedSize(look.px(_SIDE + 8), look.px(_SIDE + 8))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        picture = self._picture(one, QSize(look.px(_SIDE), look.px(_SIDE)))
        if picture is None:
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            made.setText(_short(one.file_name))
            icons.put(
                made, "document-pdf" if one.file_name.lower().endswith(".pdf") else "document", "accent", 32
            )
        else:
            made.setIcon(QIcon(picture))
            made.setIconSize(QSize(look.px(_SIDE), look.px(_SIDE)))
        made.clicked.connect(partial(self.open, one))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(lambda at: self._menu(one).popup(made.mapToGlobal(at)))
        return made

    def _menu(self, one: Attachment) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Open")).triggered.connect(lambda: self.open(one))
        menu.addAction(_("Save a copy…")).triggered.connect(lambda: self._save(one))
        menu.addAction(_("Take away")).triggered.connect(lambda: self.removed.emit(one.id))
        return menu

    def _picture(self, one: Attachment, size: QSize) -> QPixmap | None:
        """A square cut-out of a photo, the right way up; ``None`` when it is no picture."""
        if not one.file_name.lower().endswith(_PICTURES):
            return None
        try:
            whole = read_picture(content(self._store, one.id), size * 2, cut=True)
        except UserError:
            return None
        return whole

    def open(self, one: Attachment) -> None:
        """Look at a photo; a paper is saved as a copy."""
        try:
            picture = None
            if one.file_name.lower().endswith(_PICTURES):
                picture = read_picture(content(self._store, one.id), QSize(1600, 1600))
            if picture is None:
                self._save(one)
            else:
                PictureDialog(
                    self, one, picture, partial(self._save, one), partial(self.removed.emit, one.id)
                ).open()
        except UserError as error:
            ask.show_error(self, error)

    def _save(self, one: Attachment) -> None:
        path = ask.save_file(
            self, _("Save a copy…"), one.file_name, _("Files"), (Path(one.file_name).suffix,)
        )
        if path is None:
            return
        try:
            path.write_bytes(content(self._store, one.id))
        except OSError:
            ask.warn(
                self,
                _("The file could not be written to {folder}. Choose another folder.").format(
                    folder=path.parent
                ),
            )
        except UserError as error:
            ask.show_error(self, error)


def read_picture(data: bytes, size: QSize, *, cut: bool = False) -> QPixmap | None:
    """A photo made small while it is read, turned as the camera was held; ``None`` when it cannot be read."""
    raw = QByteArray(data)
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid():
        return None
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding if cut else Qt.AspectRatioMode.KeepAspectRatio
    if cut or whole.width() > size.width() or whole.height() > size.height():
        reader.setScaledSize(whole.scaled(size, mode))
    image = reader.read()
    if image.isNull():
        return None
    if cut:
        side = min(image.width(), image.height())
        image = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return QPixmap.fromImage(image)


class PictureDialog(QDialog):
    """A photo, large."""

    def __init__(
        self,
        parent: QWidget,
        one: Attachment,
        picture: QPixmap,
        save: Callable[[], object],
        remove: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(one.file_name)
        room = self.screen().availableGeometry().size() * 0.8
        shown = picture.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        label = QLabel()
        label.setPixmap(shown if picture.width() > shown.width() else picture)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAccessibleName(one.file_name)
        area = QScrollArea()
        area.setWidget(label)
        area.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)

        def take_away() -> None:
            remove()
            self.accept()

        column.addLayout(
            row(text(one.file_name, "dim"), None, quiet(_("Take away"), take_away), quiet(_("Save a copy…"), save),
                quiet(_("Close"), self.accept))
        )  # fmt: skip
        self.resize(
            min(room.width(), label.pixmap().width() + 60), min(room.height(), label.pixmap().height() + 90)
        )


def _short(name: str) -> str:
    return name if len(name) <= 9 else f"{name[:5]}…{Path(name).suffix}"
