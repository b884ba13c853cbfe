"""The one large box “谁来办事？” and, below it, who came."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commgov_desktop import clock, masking
from commgov_desktop.desk import certificates
from commgov_desktop.desk.flow_card import Flow
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.office import Office
from commgov_desktop.people import Person
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, LinkButton, shortcut
from commgov_desktop.ui.cards import Card, row
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.labels import key_hint, text
from commgov_desktop.ui.record_picker import RecordPicker

WHO = Field(
    "who", N_("Who has come?"), "reference", to="residents", hint=N_("Name, pinyin, phone or document number")
)


Running = Callable[[int], Sequence[tuple[str, Act]]]
"""What other ledgers have under way for a resident: words such as 纠纷（2026）沙人调字第7号, and what opens it."""


def nothing_runs(_resident_id: int) -> Sequence[tuple[str, Act]]:
    """Where no other ledger is asked."""
    return ()


class PersonCard(Card):
    """``came`` when somebody was chosen or named, ``left`` when the desk is free again."""

    came = Signal()
    left = Signal()
    wanted = Signal(int)
    """The roster's card of this person is asked for."""

    def __init__(
        self, office: Office, running: Running = nothing_runs, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Who has come?"), parent=parent)
        self._office, self._running = office, running
        self.resident_id: int | None = None
        self.outsider = ""
        self.box = RecordPicker(WHO, Picker(self._find, self._name, self._outside))
        self.box.line.setStyleSheet(f"QLineEdit {{ font-size: {15 if look.is_large() else 13}pt; }}")
        self.box.line.setMinimumHeight(look.px(34))
        self.box.line.setAccessibleName(_("Who has come?"))
        self.facts = text("", "dim", wrap=True)
        self.more = LinkButton(_("Open in the roster"), lambda: self.wanted.emit(self.resident_id or 0))
        self.add(row(self.box, key_hint("Esc")))
        self._below = QWidget()
        line = row(self.facts, self.more)
        line.setStretch(0, 1)
        line.setContentsMargins(2, 0, 0, 0)
        self._below.setLayout(line)
        self.add(self._below)
        self.under_way = Flow(14)
        self.add(self.under_way)
        self.box.changed.connect(self._chosen)
        shortcut(self, "Escape", self.clear)
        self._show()

    def _find(self, words: str) -> list[tuple[int, str, str]]:
        return [(number, name, hint) for number, name, hint in self._office.people.find(words)]

    def _name(self, resident_id: int) -> str:
        person = self._office.people.person(resident_id)
        return " · ".join(part for part in (person.name, person.address) if part)

    def _outside(self, words: str) -> int | None:
        self.serve_outsider(words)
        return None

    def _chosen(self) -> None:
        found = self.box.value()
        if isinstance(found, int) and found != self.resident_id:
            self.serve(found)
        elif found is None and self.resident_id is not None:
            self.resident_id = None
            self._show()
            self.left.emit()

    def serve(self, resident_id: int) -> None:
        """This resident stands at the desk. Raises ``UserError`` when nobody has this id."""
        self._office.people.person(resident_id)
        self.resident_id, self.outsider = resident_id, ""
        self.box.set_value(resident_id)
        self._show()
        self.came.emit()

    def serve_outsider(self, name: str) -> None:
        """Somebody stands at the desk who is not in the roster."""
        self.resident_id, self.outsider = None, name.strip()
        self.box.set_value(None)
        self.box.line.setText(self.outsider)
        self._show()
        self.came.emit()

    def clear(self) -> None:
        """The desk is free for the next."""
        self.resident_id, self.outsider = None, ""
        self.box.set_value(None)
        self.box.popup.hide()
        self._show()
        self.left.emit()
        self.box.line.setFocus()

    def _show_running(self) -> None:
        found = self._running(self.resident_id) if self.resident_id is not None else ()
        self.under_way.empty()
        self.under_way.add(text(_("Under way:"), "dim"))
        for words, act in found:
            self.under_way.add(LinkButton(words, act))
        self.under_way.setVisible(bool(found))
        self.under_way.arrange()

    def _show(self) -> None:
        self._show_running()
        self._below.setVisible(bool(self.resident_id or self.outsider))
        self.more.setVisible(self.resident_id is not None)
        if self.resident_id is not None:
            person = self._office.people.person(self.resident_id)
            self.facts.setText(facts_line(person, len(certificates.lines_of(self._office, self.resident_id))))
        elif self.outsider:
            self.facts.setText(_("Not in the roster: the facts are asked below and checked by you."))


def facts_line(person: Person, before: int) -> str:
    """Who it is, in one line: enough to tell namesakes apart, numbers masked."""
    age = person.age(clock.today())
    years = "" if age is None else ngettext("{n} year old", "{n} years old", age).format(n=age)
    served = (
        ngettext("served {n} time before", "served {n} times before", before).format(n=before)
        if before
        else ""
    )
    number = masking.id_number(person.id_number) if person.id_number else _("no document number")
    phone = masking.phone(person.phone) if person.phone else ""
    return " · ".join(part for part in (person.sex, years, number, phone, served) if part)
