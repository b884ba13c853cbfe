"""The questions asked when a household changes: who leads it now, who goes, and how everybody is related then."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QVBoxLayout, QWidget

from commgov_desktop import name_readings
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.roster.household import Home, Member
from commgov_desktop.roster.ledger import RELATION
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.relations import suggested
from commgov_desktop.ui import look
from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.choice_box import ChoiceBox
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.record_picker import RecordPicker
from commgov_desktop.ui.widgets import primary, quiet, row, text


class VerbDialog(QDialog):
    """A question with a heading, a strip for what is wrong, and two buttons."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(look.px(440))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(10)
        self.column.addWidget(text(title, "head"))
        self.column.addWidget(text(sentence, "dim", wrap=True))
        self.trouble = Banner("error", "")
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        self.body = QVBoxLayout()
        self.column.addLayout(self.body)
        self.do_button = primary(verb, self.do)
        self.column.addLayout(row(None, quiet(_("Cancel"), self.reject), self.do_button))

    def do(self) -> None:
        """Do it and close; what is wrong is said in the strip."""
        try:
            self.act()
        except Invalid as wrong:
            self.trouble.say("；".join(wrong.problems.values()))
        except UserError as error:
            self.trouble.say(str(error))
        else:
            self.accept()

    def act(self) -> None:
        """What the button does."""


class _Relations(QWidget):
    """For each member the relation to the head, already filled in as it probably is."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._boxes: dict[int, ChoiceBox] = {}

    def show_members(self, members: list[Member], proposals: Mapping[int, str]) -> None:
        """Ask for these members."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = {}
        for line, member in enumerate(members):
            box = ChoiceBox(
                Field(RELATION.name, RELATION.label, "choice", choices=RELATION.choices),
                name_readings.initials,
            )
            box.editor.setAccessibleName(_("Relation of {name}").format(name=member.name))
            box.set_value(proposals.get(member.id, "") or None)
            self._grid.addWidget(text(member.name), line, 0)
            self._grid.addWidget(box, line, 1)
            self._boxes[member.id] = box

    def values(self) -> dict[int, str]:
        """Relation by member."""
        return {member: str(box.value() or "") for member, box in self._boxes.items()}


class ChangeHeadDialog(VerbDialog):
    """Another member becomes the head; all relations are asked anew. ``head_id`` and ``relations`` are the answer."""

    def __init__(self, parent: QWidget | None, home: Home, keep: Callable[..., object]) -> None:
        super().__init__(
            parent,
            _("Change the head of the household"),
            _("Choose the new head, then look over how everybody is related to them."),
            _("Change head"),
        )
        self._home, self._keep = home, keep
        self._candidates = [m for m in home.members if not m.is_head]
        self.heads = QComboBox()
        self.heads.setAccessibleName(_("New head"))
        self.heads.addItems([m.name for m in self._candidates])
        self._relations = _Relations()
        self.body.addWidget(text(_("New head"), "dim"))
        self.body.addWidget(self.heads)
        self.body.addWidget(text(_("Relation to the new head"), "dim"))
        self.body.addWidget(self._relations)
        self.heads.currentIndexChanged.connect(lambda _row: self._ask())
        self._ask()

    @property
    def head_id(self) -> int:
        """Who was chosen."""
        return self._candidates[self.heads.currentIndex()].id

    def _ask(self) -> None:
        others = [m for m in self._home.members if m.id != self.head_id]
        self._relations.show_members(others, suggested(self._home.members, self.head_id))

    def act(self) -> None:
        self._keep(self.head_id, self._relations.values())


class SplitDialog(VerbDialog):
    """Some members found a household of their own."""

    def __init__(
        self, parent: QWidget | None, home: Home, lookups: Lookups, keep: Callable[..., object]
    ) -> None:
        super().__init__(
            parent,
            _("Split off a household"),
            _("Tick who goes. The first one ticked leads the new household unless you choose another."),
            _("Split off"),
        )
        self._home, self._keep = home, keep
        self._ticks: dict[int, QCheckBox] = {}
        for member in home.members:
            tick = QCheckBox(f"{member.name}　{member.relation_text()}")
            tick.toggled.connect(lambda _on: self._ask())
            self._ticks[member.id] = tick
            self.body.addWidget(tick)
        self.heads = QComboBox()
        self.heads.setAccessibleName(_("Head of the new household"))
        self.heads.currentIndexChanged.connect(lambda _row: self._ask_relations())
        self._relations = _Relations()
        field = Field("dwelling_id", "Present dwelling", "reference", to="dwellings")
        self.dwelling = RecordPicker(
            field, Picker(lookups.dwellings, lookups.dwelling_name, lookups.make_dwelling)
        )
        self.body.addWidget(text(_("Head of the new household"), "dim"))
        self.body.addWidget(self.heads)
        self.body.addWidget(self._relations)
        self.body.addWidget(text(_("New dwelling (empty: they stay where they live)"), "dim"))
        self.body.addWidget(self.dwelling)

    def _going(self) -> list[Member]:
        return [m for m in self._home.members if self._ticks[m.id].isChecked()]

    def _ask(self) -> None:
        self.heads.blockSignals(True)
        self.heads.clear()
        self.heads.addItems([m.name for m in self._going()])
        self.heads.blockSignals(False)
        self._ask_relations()

    def _ask_relations(self) -> None:
        going = self._going()
        if not going:
            self._relations.show_members([], {})
            return
        head = going[max(0, self.heads.currentIndex())]
        others = [m for m in going if m.id != head.id]
        self._relations.show_members(others, suggested(self._home.members, head.id))

    def act(self) -> None:
        going = self._going()
        if not going:
            raise UserError(_("Tick at least one member who goes."))
        head = going[max(0, self.heads.currentIndex())]
        dwelling = self.dwelling.value()
        self._keep([m.id for m in going], head.id, self._relations.values(), dwelling)


class AddMemberDialog(VerbDialog):
    """Somebody who is in the roster already joins a household."""

    def __init__(
        self, parent: QWidget | None, home: Home, people: Picker, keep: Callable[..., object]
    ) -> None:
        super().__init__(
            parent,
            _("Add a member to the {household}").format(household=home.name),
            _("Find the person by name, pinyin, number or phone."),
            _("Add member"),
        )
        self._keep = keep
        self.person = RecordPicker(Field("resident", "Name", "reference", to="residents"), people)
        self.relation = ChoiceBox(RELATION, name_readings.initials)
        self.body.addWidget(text(_("Person"), "dim"))
        self.body.addWidget(self.person)
        self.body.addWidget(text(_("Relation to head"), "dim"))
        self.body.addWidget(self.relation)
        self.person.setFocus()

    def act(self) -> None:
        person = self.person.value()
        if not isinstance(person, int):
            raise UserError(_("Choose a person first."))
        self._keep(person, str(self.relation.value() or ""))
