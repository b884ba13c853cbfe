"""Opens the forms of a case with what is already known filled in, and keeps what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Section
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework, closing, forms, paper_names, settling
from commgov_desktop.mediation.agreements import FollowUp, Performance
from commgov_desktop.mediation.casefile import CaseFile, Duty, Inquiry, Side, Sitting, Visit
from commgov_desktop.mediation.committee_dialog import AssignDialog, CommitteeDialog
from commgov_desktop.mediation.entry_dialog import Draft, EntryDialog
from commgov_desktop.mediation.side_dialog import SideDialog, title_of
from commgov_desktop.mediation.sittings import Investigation, MediationSession
from commgov_desktop.store.record import Record
from commgov_desktop.ui import ask

_REMOVED: dict[str, tuple[type[Record], str]] = {
    "session": (MediationSession, N_("Mediation session")),
    "investigation": (Investigation, N_("Inquiry")),
    "performance": (Performance, N_("Performance")),
    "follow_up": (FollowUp, N_("Follow-up")),
}
Saved = Callable[[dict[str, object]], object]


class Entries:
    """The forms of one case page. Each method opens a window; what is saved comes back as news."""

    def __init__(self, parent: QWidget, office: Office) -> None:
        self._parent, self._office = parent, office
        self.last: EntryDialog | None = None

    def _open(
        self,
        title: str,
        form: tuple[Section, ...],
        values: Mapping[str, object],
        save: Saved,
        key: str,
        **more: Any,
    ) -> None:
        draft = Draft(self._office, f"mediation:{key}")
        self.last = EntryDialog(self._parent, title, form, values, save, draft=draft, **more)
        self.last.open()

    # ---- the case and its people --------------------------------------------------------------

    def case(self, file: CaseFile) -> None:
        """The acceptance form."""
        case_id = file.head.id
        self._open(
            _("Edit the case"), forms.CASE, casework.case_values(self._office, case_id),
            lambda v: casework.save_case(self._office, case_id, v), f"case {case_id}",
        )  # fmt: skip

    def side(self, file: CaseFile, what: str, letter: str = "B", side: Side | None = None) -> None:
        """A party, an organisation or an agent: a new one on side ``letter``, or ``side``."""
        values = _values(side) or {"side": letter, "agent_of": _only(file, letter) if what == "agent" else ""}
        case_id, side_id = file.head.id, side.id if side else None
        self.last = SideDialog(
            self._parent, self._office, what, values,
            lambda v: casework.save_side(self._office, case_id, side_id, v),
            title_of(what, new=side is None),
            partial(casework.remove_side, self._office, side.id) if side else None,
        )  # fmt: skip
        self.last.open()

    def mediators(self, file: CaseFile) -> None:
        """Choose who mediates; the committee's list first when it is empty."""
        if casework.mediators(self._office):
            AssignDialog(self._parent, self._office, file).open()
        else:
            self.committee()

    def committee(self) -> None:
        """The committee's list."""
        CommitteeDialog(self._parent, self._office).open()

    # ---- on the way ---------------------------------------------------------------------------

    def session(self, file: CaseFile, sitting: Sitting | None = None) -> None:
        """The record of a session."""
        case_id, entry = file.head.id, sitting.id if sitting else None
        new = {
            "held_on": clock.today(), "place": _place(file), "result": "continue", "rights_told": True,
            "present": paper_names.present(file), "mediators": file.mediator_names,
            "recorder": file.recorder_name,
        }  # fmt: skip
        self._open(
            _("Record a session"), forms.SESSION, _values(sitting) or new,
            lambda v: settling.save_session(self._office, case_id, entry, v), f"session {case_id} {entry}",
            columns=3, remove=self._removal(file, "session", entry),
        )  # fmt: skip

    def investigation(self, file: CaseFile, inquiry: Inquiry | None = None) -> None:
        """The record of an inquiry."""
        case_id, entry = file.head.id, inquiry.id if inquiry else None
        new = {
            "held_on": clock.today(), "place": file.head.location, "investigator": file.mediator_names,
            "recorder": file.recorder_name,
        }  # fmt: skip
        self._open(
            _("Record an inquiry"), forms.INVESTIGATION, _values(inquiry) or new,
            lambda v: settling.save_investigation(self._office, case_id, entry, v),
            f"inquiry {case_id} {entry}", remove=self._removal(file, "investigation", entry),
        )  # fmt: skip

    def agreement(self, file: CaseFile) -> None:
        """The agreement, begun from the facts of the case and the result of the last session."""
        case_id = file.head.id
        agreed = [s.result_text for s in file.sittings if s.result == "agreed"]
        new = {
            "form": "written", "agreed_on": clock.today(), "facts": file.head.facts,
            "terms": agreed[-1] if agreed else "", "amount": file.head.amount,
        }  # fmt: skip
        self._open(
            _("Draft the agreement"), forms.AGREEMENT,
            settling.agreement_values(self._office, case_id) or new,
            lambda v: settling.save_agreement(self._office, case_id, v), f"agreement {case_id}",
        )  # fmt: skip

    def sign(self, file: CaseFile) -> None:
        """The day on which the agreement was signed and sealed."""
        case_id = file.head.id

        def save(values: dict[str, object]) -> None:
            settling.sign_agreement(self._office, case_id, values["signed_on"])  # type: ignore[arg-type]

        self._open(
            _("Agreement signed and sealed"), forms.SIGNING, {"signed_on": clock.today()}, save,
            f"sign {case_id}", size=(440, 260),
        )  # fmt: skip

    def performance(self, file: CaseFile, duty: Duty | None = None) -> None:
        """What is to be done; without ``duty`` the first thing undone, marked as done today."""
        open_duty = next((d for d in file.duties if d.done_on is None), None)
        duty = duty or open_duty
        values = _values(duty) or {"due_on": clock.today()}
        if duty and duty is open_duty:
            values["done_on"] = clock.today()
        self._performance(file, duty.id if duty else None, values)

    def plan(self, file: CaseFile) -> None:
        """One more thing that is to be done."""
        self._performance(file, None, {"due_on": clock.today()})

    def _performance(self, file: CaseFile, entry: int | None, values: dict[str, object]) -> None:
        case_id = file.head.id
        self._open(
            _("Record the performance"), forms.PERFORMANCE, values,
            lambda v: settling.save_performance(self._office, case_id, entry, v),
            f"performance {case_id} {entry}", size=(600, 460),
            remove=self._removal(file, "performance", entry),
        )  # fmt: skip

    def follow_up(self, file: CaseFile, visit: Visit | None = None) -> None:
        """The record of a follow-up."""
        case_id, entry = file.head.id, visit.id if visit else None
        new = {
            "visited_on": clock.today(), "performed": "yes", "person": paper_names.present(file),
            "visitor": file.mediators[0][1] if file.mediators else self._office.account.name,
        }  # fmt: skip
        self._open(
            _("Record the follow-up"), forms.FOLLOW_UP, _values(visit) or new,
            lambda v: settling.save_follow_up(self._office, case_id, entry, v),
            f"follow-up {case_id} {entry}", size=(640, 500),
            remove=self._removal(file, "follow_up", entry),
        )  # fmt: skip

    def confirmation(self, file: CaseFile) -> None:
        """The parties' request to the court."""
        case_id, entry = file.head.id, file.ruling.id if file.ruling else None
        self._open(
            _("Court confirmation"), forms.CONFIRMATION, _values(file.ruling) or {"applied_on": clock.today()},
            lambda v: settling.save_confirmation(self._office, case_id, entry, v),
            f"court {case_id}", size=(600, 420),
        )  # fmt: skip

    # ---- time and end -------------------------------------------------------------------------

    def extend(self, file: CaseFile) -> None:
        """More time, with every side's consent."""
        case_id = file.head.id
        values = {"extended_until": file.head.extended_until, "extension_reason": file.head.extension_reason}
        self._open(
            _("Extend the time"), forms.EXTENSION, values,
            lambda v: closing.extend(self._office, case_id, v), f"extend {case_id}", size=(520, 400),
        )  # fmt: skip

    def end(self, file: CaseFile) -> None:
        """An end without an agreement."""
        case_id, head = file.head.id, file.head
        values = {
            "outcome": head.outcome or None, "ended_on": head.ended_on or clock.today(), "end_reason": head.end_reason,
        }  # fmt: skip
        self._open(
            _("End without an agreement"), forms.ENDING, values,
            lambda v: closing.end(self._office, case_id, v), f"end {case_id}", size=(560, 420),
        )  # fmt: skip

    def close(self, file: CaseFile, lacking: list[str]) -> None:
        """Put the file away; what it lacks is named first."""
        detail = _("Still missing: {papers}.").format(papers="、".join(lacking)) if lacking else ""
        question = _("File {number}?").format(number=file.head.number)
        if not lacking or ask.confirm(self._parent, question, _("File it"), detail=detail):
            self.do(lambda: closing.close(self._office, file.head.id))

    def reopen(self, file: CaseFile) -> None:
        """Take the file out again."""
        self.do(lambda: closing.reopen(self._office, file.head.id))

    def event(self, file: CaseFile, key: str, record_id: int) -> None:
        """Open what a line of the time line stands for."""
        lists: dict[str, Any] = {
            "session": (file.sittings, self.session), "investigation": (file.inquiries, self.investigation),
            "performance": (file.duties, self.performance), "follow_up": (file.visits, self.follow_up),
        }  # fmt: skip
        if key in lists:
            entries, open_it = lists[key]
            open_it(file, next(e for e in entries if e.id == record_id))
            return
        whole = {"agreement": self.agreement, "confirmation": self.confirmation, "ending": self.end}
        whole.get(key, self.case)(file)

    def _removal(self, file: CaseFile, key: str, record_id: int | None) -> Callable[[], object] | None:
        """What takes a kept entry out of the file; nothing for one that is new."""
        if record_id is None:
            return None
        model, words = _REMOVED[key]
        label = _("Remove {name}").format(name=_(words))
        return partial(closing.remove_entry, self._office, model, record_id, label, file.head.id)

    def do(self, act: Callable[[], object]) -> None:
        """Do something and show what goes wrong."""
        try:
            act()
        except UserError as error:
            ask.show_error(self._parent, error)


def _values(entry: object | None) -> dict[str, object]:
    return asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else {}


def _only(file: CaseFile, letter: str) -> str:
    names = [s.name for s in file.parties(letter)]
    return names[0] if len(names) == 1 else ""


def _place(file: CaseFile) -> str:
    return file.sittings[-1].place if file.sittings else ""
