"""The left half of an event: who, when, the facts, and which members go along."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from commgov_desktop import clock, name_readings
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.events import situation
from commgov_desktop.roster.events.kinds import EventKind
from commgov_desktop.roster.events.newcomers_card import NewcomersCard
from commgov_desktop.roster.events.plan import Answers
from commgov_desktop.roster.events.situation import Someone
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.resident_form_card import pickers
from commgov_desktop.ui.cards import empty_layout
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.widgets import text


class AnsweringCard(QWidget):
    """``changed`` after each change; ``answers`` is what has been said so far, without heads and relations."""

    changed = Signal()

    def __init__(
        self, office: Office, lookups: Lookups, kind: EventKind, start: Mapping[str, object]
    ) -> None:
        super().__init__()
        self._office, self._kind = office, kind
        self._everybody = kind.ticks == "all" or bool(start.get("everybody"))
        self._whose: int | None = None
        people = Picker(office.people.find, lambda number: office.people.person(number).name)
        self.form = RecordForm(
            kind.sections(),
            pickers={**pickers(lookups), "residents": people},
            initials=name_readings.initials,
            buttons=False,
        )
        self.form.setAccessibleName(_(kind.title))
        self.form.set_values({"day": clock.today(), **start})
        self.ticks: dict[int, QCheckBox] = {}
        self._members = QVBoxLayout()
        self._members.setSpacing(2)
        self.newcomers = NewcomersCard() if kind.several_newcomers else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.form.add_below(self._below())
        self.form.changed.connect(self._changed)
        self._show_members()

    def _below(self) -> QWidget:
        """The members to tick and the lines for newcomers, under the boxes."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(self._members)
        if self.newcomers:
            column.addWidget(self.newcomers)
            self.newcomers.changed.connect(self.changed)
        return made

    def _changed(self) -> None:
        self._show_members()
        self.changed.emit()

    def _show_members(self) -> None:
        """Ask who of the person's household goes along, where the event asks that."""
        person = self.form.values().get("person")
        if not self._kind.ticks or person == self._whose:
            return
        self._whose = person if isinstance(person, int) else None
        empty_layout(self._members)
        self.ticks = {}
        found = self._household() if self._whose is not None else []
        if found:
            self._members.addWidget(text(_("Who goes along"), "section"))
        for member in found:
            relation = codes.table("relation_to_head").text(member.relation) or _("relation not known")
            tick = QCheckBox(f"{member.name}　{relation}")
            tick.setChecked(self._everybody or member.id == self._whose)
            tick.toggled.connect(lambda _on: self.changed.emit())
            self.ticks[member.id] = tick
            self._members.addWidget(tick)

    def _household(self) -> list[Someone]:
        try:
            with self._office.store.read() as session:
                home = situation.someone(session, self._whose or 0).household_id
                return situation.members(session, home) if home is not None else []
        except UserError:
            return []

    def answers(self, heads: Mapping[int, int], relations: Mapping[int, str]) -> Answers:
        """Everything that has been said; ``heads`` and ``relations`` come from the other half."""
        values = self.form.values()
        day, person, household = (values.pop(name, None) for name in ("day", "person", "household"))
        return Answers(
            day if isinstance(day, date) else None,
            person if isinstance(person, int) else None,
            household if isinstance(household, int) else None,
            frozenset(number for number, tick in self.ticks.items() if tick.isChecked()),
            dict(heads),
            dict(relations),
            values,
            self.newcomers.values() if self.newcomers else (),
        )

    def focus_first(self) -> None:
        """Put the keyboard where the first answer is missing."""
        self.form.focus_first()
