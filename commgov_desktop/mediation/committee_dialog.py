"""Who mediates a case, and the list of the committee's mediators behind it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework, forms
from commgov_desktop.mediation.casefile import CaseFile
from commgov_desktop.mediation.entry_dialog import EntryDialog
from commgov_desktop.mediation.mediators import POSTS, Mediator, committee_warnings
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.widgets import Banner, primary, quiet, row, text

_ID = Qt.ItemDataRole.UserRole


class CommitteeDialog(QDialog):
    """The committee's list: add, correct, see what the law asks of it (人民调解法 Art. 8, 9)."""

    def __init__(self, parent: QWidget | None, office: Office) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._office = office
        self.setWindowTitle(_("Mediation committee"))
        self.resize(look.px(520), look.px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(text(_("Mediation committee"), "head"))
        self.banner = Banner("warn", "")
        column.addWidget(self.banner)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Mediators"))
        self.list.setSpacing(4)
        self.list.itemActivated.connect(lambda item: self.edit(item.data(_ID)))
        column.addWidget(self.list, 1)
        self.add_button = primary(_("Add a mediator"), lambda: self.edit(None), icon="person-add")
        change = quiet(_("Edit"), self._edit_current, icon="edit")
        column.addLayout(row(self.add_button, change, None, quiet(_("Close"), self.accept)))
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        with self._office.store.read() as session:
            people = session.scalars(select(Mediator).order_by(Mediator.post != "chair", Mediator.id)).all()
            lines = [(m.id, _line(m)) for m in people]
            warnings = committee_warnings(people, clock.today()) if people else []
        self.banner.say("　".join(warnings))
        self.list.clear()
        for mediator_id, words in lines:
            item = QListWidgetItem(words)
            item.setData(_ID, mediator_id)
            self.list.addItem(item)

    def _edit_current(self) -> None:
        if item := self.list.currentItem():
            self.edit(item.data(_ID))

    def edit(self, mediator_id: int | None) -> None:
        """Open the form of a mediator, or an empty one."""
        values = _values(self._office, mediator_id)

        def save(typed: dict[str, object]) -> None:
            casework.save_mediator(self._office, mediator_id, typed)
            self.refresh()

        EntryDialog(self, _("Mediator"), forms.MEDIATOR, values, save, size=(560, 420)).open()


def _line(mediator: Mediator) -> str:
    since = _("since {day}").format(day=mediator.since.isoformat()) if mediator.since else ""
    until = _("until {day}").format(day=mediator.until.isoformat()) if mediator.until else ""
    return " · ".join(p for p in (mediator.name, _(POSTS[mediator.post]), mediator.phone, since, until) if p)


def _values(office: Office, mediator_id: int | None) -> dict[str, object]:
    if mediator_id is None:
        return {"post": "member", "since": clock.today()}
    with office.store.read() as session:
        found = session.get_one(Mediator, mediator_id)
        return {box.name: getattr(found, box.name) for box in forms.boxes(forms.MEDIATOR)}


class AssignDialog(QDialog):
    """Ticks the mediators of a case and the one who writes its records."""

    def __init__(self, parent: QWidget | None, office: Office, file: CaseFile) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._office, self._case_id = office, file.head.id
        self.setWindowTitle(_("Mediators of the case"))
        self.resize(look.px(460), look.px(440))
        people = casework.mediators(office)
        recorder = {file.recorder[0]} if file.recorder else set()
        self.mediators = _ticks(people, {i for i, _name in file.mediators}, _("Mediators"))
        self.recorder = _ticks(people, recorder, _("Recorder"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for words, boxes in ((_("Mediators"), self.mediators), (_("Recorder"), self.recorder)):
            column.addWidget(text(words, "section"))
            column.addWidget(boxes, 1)
        self.save_button = primary(_("Save"), self.save, keys="Ctrl+S")
        column.addLayout(row(None, quiet(_("Cancel"), self.reject), self.save_button))

    def save(self) -> None:
        """Keep who was ticked."""
        writes = _ticked(self.recorder)
        self._try(
            lambda: casework.assign(
                self._office, self._case_id, _ticked(self.mediators), next(iter(writes), None)
            )
        )

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            ask.show_error(self, error)
        else:
            self.accept()


def _ticks(people: list[tuple[int, str]], chosen: set[int], name: str) -> QListWidget:
    boxes = QListWidget()
    boxes.setAccessibleName(name)
    boxes.setSpacing(3)
    for mediator_id, words in people:
        item = QListWidgetItem(words)
        item.setData(_ID, mediator_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if mediator_id in chosen else Qt.CheckState.Unchecked)
        boxes.addItem(item)
    return boxes


def _ticked(boxes: QListWidget) -> list[int]:
    items = [boxes.item(n) for n in range(boxes.count())]
    return [int(i.data(_ID)) for i in items if i.checkState() == Qt.CheckState.Checked]
