"""Opening a case at the desk: who against whom, about what; the rest is filled in already."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop import clock, name_readings
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Field, Section, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework, forms, people_facts
from commgov_desktop.mediation.entry_dialog import Draft
from commgov_desktop.mediation.side_dialog import SideDialog
from commgov_desktop.ui import ask
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.widgets import Card, PageHead

DRAFT = "mediation:new"
SIDES = (("applicant", "A"), ("respondent", "B"))


class NewCasePage(QWidget):
    """``opened`` carries the new case's id; ``left`` comes when the clerk goes back."""

    opened = Signal(int)
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, self._draft = office, Draft(office, DRAFT)
        self._outsiders: dict[int, dict[str, object]] = {}
        picker = Picker(office.people.find, self._name, self._make)
        self.form = RecordForm(
            _sections(office),
            pickers={"residents": picker},
            initials=name_readings.initials,
            save_words=_("Open a case"),
            columns=3,
        )
        self._lead_on()
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.left.emit)
        self.form.draft_changed.connect(self._draft.keep)
        head = PageHead(_("Open a case"), back=(_("All cases"), self.left.emit))
        card = Card(padding=0)
        card.add(self.form, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 0, 20, 12)
        inside.addWidget(card)
        column.addLayout(inside, 1)
        self._begin()

    def _lead_on(self) -> None:
        """Whoever is picked, the keyboard goes on to the next box: Enter and Tab are the same there."""
        for box, following in (("applicant", "respondent"), ("respondent", "kind")):
            self.form.boxes[box].changed.connect(partial(self._picked, box, following))

    def _picked(self, box: str, following: str) -> None:
        if self.form.boxes[box].value() is not None:
            QTimer.singleShot(0, self.form.boxes[following].editor, partial(self._focus, following))

    def _focus(self, box: str) -> None:
        self.form.boxes[box].editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _begin(self) -> None:
        mediator, recorder = casework.last_staff(self._office)
        self.form.set_values(
            {
                "accepted_on": clock.today(), "source": "1",
                "mediator": str(mediator) if mediator else None,
                "recorder": str(recorder) if recorder else None,
            }
        )  # fmt: skip
        if kept := self._draft.find():
            known = {k: v for k, v in kept.items() if not (isinstance(v, int) and v < 0)}
            self.form.show_draft(known, _("What was typed before is filled in again."))
        self.form.focus_first()

    # ---- people who are not in the roster -----------------------------------------------------

    def _name(self, person_id: int) -> str:
        if person_id < 0:
            return str(self._outsiders[person_id]["name"])
        return self._office.people.person(person_id).name

    def _make(self, words: str) -> int | None:
        made: list[int] = []

        def keep(values: dict[str, object]) -> None:
            key = -2 - len(self._outsiders)
            self._outsiders[key] = values
            made.append(key)

        title = _("Somebody from outside")
        SideDialog(self, self._office, "person", {"name": words, "side": "A"}, keep, title).exec()
        return made[0] if made else None

    # ---- saving -------------------------------------------------------------------------------

    def save(self) -> None:
        """Open the case with the next number of the year."""
        values = self.form.values()
        try:
            case_id = self._open(values)
        except Invalid as wrong:
            self.form.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)
        else:
            self._draft.drop()
            self.opened.emit(case_id)

    def _open(self, values: dict[str, Any]) -> int:
        chosen = [(values[box], letter) for box, letter in SIDES if values[box] is not None]
        self._refuse_same(values)
        sides = [self._side(person, letter) for person, letter in chosen]
        mediators = [int(values["mediator"])] if values["mediator"] else []
        recorder = int(values["recorder"]) if values["recorder"] else None
        case = forms.filled(forms.CASE, values)
        return casework.open_case(self._office, case, sides, mediators, recorder)

    def _refuse_same(self, values: dict[str, Any]) -> None:
        if values["applicant"] is None:
            raise Invalid({"applicant": _("Say who asks for mediation.")})
        if values["respondent"] is not None and values["respondent"] == values["applicant"]:
            raise Invalid({"respondent": _("This person already stands on the other side.")})

    def _side(self, person: int, letter: str) -> dict[str, object]:
        if person >= 0:
            return people_facts.side_of(self._office, person, letter)
        role = people_facts.ROLE_OF[letter]
        return self._outsiders[person] | {"side": letter, "role": role}


def _sections(office: Office) -> list[Section]:
    def staff() -> list[tuple[str, str]]:
        return [(str(i), name) for i, name in casework.mediators(office)]

    sources = codes.choices("case_sources")
    return [
        section(
            N_("Who and what"),
            Field("applicant", N_("Applicant"), "reference", True, to="residents"),
            Field("respondent", N_("Respondent"), "reference", to="residents"),
            Field("kind", N_("Kind of dispute"), "choice", True, choices=forms.dispute_kinds),
            Field("title", N_("Cause in a few words"), wide=True, hint=N_("e.g. 卫生间漏水")),
            Field("facts", N_("Facts of the dispute"), "paragraph", True, wide=True),
            Field(
                "claims",
                N_("What the applicant asks for"),
                "paragraph",
                wide=True,
                hint=N_("One request a line"),
            ),
        ),
        section(
            N_("Acceptance"),
            Field("accepted_on", N_("Accepted on"), "day", True),
            Field("source", N_("Source of the case"), "choice", True, choices=sources),
            Field("mediator", N_("Mediator"), "choice", choices=staff),
            Field("recorder", N_("Recorder"), "choice", choices=staff),
            Field("location", N_("Place of the dispute")),
            Field("amount", N_("Amount in dispute"), "money"),
        ),
    ]
