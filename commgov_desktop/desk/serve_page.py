"""The desk itself: who has come, what they need, what is missing, and the paper that goes out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.desk import certificates, kinds, waiting
from commgov_desktop.desk.certificates import Application
from commgov_desktop.desk.facts import ASKED, COPIES, of_person
from commgov_desktop.desk.kinds import Kind
from commgov_desktop.desk.kinds_card import KindsCard
from commgov_desktop.desk.models import ISSUED
from commgov_desktop.desk.paper_card import PaperCard, why_again
from commgov_desktop.desk.person_card import PersonCard, Running, nothing_runs
from commgov_desktop.desk.queue_card import QueueCard
from commgov_desktop.desk.request_card import RequestForm
from commgov_desktop.desk.waiting import HalfDone, Open
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask, print_dialog
from commgov_desktop.ui.buttons import Act
from commgov_desktop.ui.plain_page import scrolling

PAUSE = 180
"""Milliseconds without a key after which the preview is drawn anew."""


KEPT_AFTER = 1000
"""Milliseconds without a key after which a half-typed request is kept."""


class ServePage(QWidget):
    """Left: the person, the kinds, the few facts. Right: the paper, or what lies open while nobody is served.

    ``issued`` carries a register line's id, ``open_wanted`` a line of the queue that is no request.
    """

    issued = Signal(int)
    resident_wanted = Signal(int)
    register_wanted = Signal(int)
    open_wanted = Signal(object)

    def __init__(
        self,
        office: Office,
        registers: Sequence[tuple[str, Act]] = (),
        running: Running = nothing_runs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self.kind: Kind | None = None
        self.certificate_id: int | None = None
        self._printed = False
        self._who: tuple[int | None, str] = (None, "")
        self._half: HalfDone | None = None
        self.person = PersonCard(office, running)
        self.form = RequestForm()
        self.kinds = KindsCard(kinds.kinds(office), self.form)
        self.paper = PaperCard()
        self.queue = QueueCard(registers)
        self._build()
        self._listen()
        self.read_queue()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.person)
        column.addWidget(self.kinds, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 20, 12)
        line.setSpacing(12)
        line.addWidget(scrolling(left), 11)
        line.addWidget(self._right(), 7)

    def _right(self) -> QStackedWidget:
        self._side = QStackedWidget()
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.queue)
        self._lying = scrolling(ground)
        self._side.addWidget(self._lying)
        self._side.addWidget(self.paper)
        return self._side

    def _listen(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.draw)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEPT_AFTER)
        self._keeping.timeout.connect(self._keep)
        self.person.came.connect(self._came)
        self.person.left.connect(self.clear)
        self.person.wanted.connect(self.resident_wanted)
        self.kinds.chosen.connect(self.choose)
        self.kinds.refused.connect(self.choose)
        self.kinds.slip.connect(lambda _kind: self.number_and_print())
        self.form.changed.connect(self._pause.start)
        self.form.changed.connect(self._typed)
        self.form.done.connect(self.paper.print_button.setFocus)
        self.paper.print_asked.connect(self.number_and_print)
        self.paper.save_asked.connect(self.save)
        self.paper.open_asked.connect(self.open_outside)
        self.paper.register_asked.connect(self._show_register)
        self.paper.next_asked.connect(self.person.clear)
        self.queue.wanted.connect(self.go_on)
        self.queue.unwanted.connect(self.give_up)

    # ---- what was chosen ----------------------------------------------------------------------

    def _came(self) -> None:
        if self.kind is not None:
            self.choose(self.kind.id)
        else:
            first = next(iter(self.kinds.tiles.values()), None)
            if first is not None:
                first.setFocus()

    def choose(self, kind_id: int) -> None:
        """This kind is asked for: ask for what is missing and show the draft."""
        self._keep()
        self.kind, self.certificate_id = kinds.kind(self._office, kind_id), None
        self._side.setCurrentWidget(self.paper)
        if self.kind.answer == ISSUED:
            if self._nobody():
                self.form.ask((), {})
                self.paper.show_nothing(_("First say who has come: type their name above."))
                self.person.box.line.setFocus()
                return
            boxes = certificates.boxes(self._office, self._application())
            values = {COPIES: "1"} | self._known() | self._said_before() | self._laid_aside()
            self.form.ask(boxes, values, self.kind.labels)
            self.form.focus_first()
        else:
            self.form.ask((), {})
        self.draw()

    def _said_before(self) -> dict[str, str]:
        """What this person said for another kind just now; nothing of who stood here before."""
        who = (self.person.resident_id, self.person.outsider)
        same, self._who = who == self._who, who
        values = self.form.values() if same else {}
        return {key: words for key, words in values.items() if words and key in (*ASKED, COPIES)}

    def _laid_aside(self) -> dict[str, str]:
        """What was typed for this very request before it was laid aside."""
        request = waiting.kept(self._office, self._request().form)
        return {key: words for key, words in request.typed.items() if words} if request else {}

    def _request(self) -> HalfDone:
        assert self.kind is not None
        name = self.person.outsider or self._known().get("name", "")
        return HalfDone(self.kind.id, self.person.resident_id, name, self.form.values())

    def _typed(self) -> None:
        """What is typed is kept when the keyboard rests, and when the desk is freed."""
        if self.kind is not None and not self._nobody():
            self._half = self._request()
            self._keeping.start()

    def _keep(self) -> None:
        self._keeping.stop()
        half, self._half = self._half, None
        if half is None:
            return
        try:
            waiting.keep(self._office, half)
        except UserError as error:
            ask.show_error(self, error)

    def _nobody(self) -> bool:
        return self.person.resident_id is None and not self.person.outsider

    def _known(self) -> dict[str, str]:
        if self.person.resident_id is None:
            return {"name": self.person.outsider, "id_kind": "居民身份证"}
        return of_person(self._office.people.person(self.person.resident_id))

    def _application(self) -> Application:
        assert self.kind is not None
        typed = self.form.values()
        if self.person.outsider:
            typed = {"name": self.person.outsider} | typed
        return Application(self.kind.id, self.person.resident_id, typed)

    def clear(self) -> None:
        """Nothing is asked for any more; a request that was half filled in lies in the queue."""
        self._keep()
        self.kind, self.certificate_id = None, None
        self.form.ask((), {})
        self.kinds.clear()
        self.paper.show_nothing()
        self.read_queue()
        self._side.setCurrentWidget(self._lying)

    # ---- what lies open -----------------------------------------------------------------------

    def read_queue(self) -> None:
        """Read anew what lies open."""
        self.queue.show_lines(waiting.queue(self._office))

    def go_on(self, line: Open) -> None:
        """Fill in again what was laid aside; anything else of the queue is opened where it is kept."""
        if line.kind != waiting.REQUEST:
            self.open_wanted.emit(line)
            return
        request = waiting.kept(self._office, str(line.key))
        try:
            if request is None:
                raise UserError(_("This request is finished, or it was given up."))
            if request.resident_id is not None:
                self.person.serve(request.resident_id)
            else:
                self.person.serve_outsider(request.name)
            self.kinds.press(request.kind_id)
        except KeyError:
            ask.show_error(self, UserError(_("This kind is not issued any more.")))
        except UserError as error:
            ask.show_error(self, error)
        self.read_queue()

    def give_up(self, line: Open) -> None:
        """The request is not wanted any more; what was typed for it goes."""
        question = _("Give up the request of {name}?").format(name=line.who)
        if ask.confirm(self, question, _("Give up"), detail=_("What was typed for it goes."), risky=True):
            waiting.drop(self._office, str(line.key))
            self.read_queue()

    def reload_kinds(self) -> None:
        """The office changed its list."""
        self.kinds.show_kinds(kinds.kinds(self._office))
        self.clear()

    # ---- the paper ----------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the draft anew."""
        self._pause.stop()
        if self.kind is None or self.certificate_id is not None:
            return
        try:
            application = self._application()
            lacking = certificates.missing(self._office, application) if self.kind.answer == ISSUED else []
            pdf = certificates.draft(self._office, application)
            number = certificates.number_ahead(self._office, self.kind.id)
        except UserError as error:
            self.paper.show_nothing(str(error))
        else:
            self.paper.show_draft(self.kind.title, number, pdf, [_(self.kind.labels[key]) for key in lacking])

    def number_and_print(self) -> None:
        """Give the paper its number, keep it in the register, and print it. A second time: print again, with a reason."""
        if self.kind is None:
            return
        reason = why_again(self, self._office, self.certificate_id) if self._printed_before() else ""
        if reason is None:
            return
        try:
            if self.certificate_id is None:
                self._number()
            self._print(reason)
        except Invalid as wrong:
            self.form.show_problems(wrong.problems)
        except UserError as error:
            ask.show_error(self, error)

    def _number(self) -> None:
        assert self.kind is not None
        if self.kind.answer == ISSUED:
            self.certificate_id = certificates.issue(self._office, self._application())
        else:
            name, who = self.person.outsider, self.person.resident_id
            self.certificate_id = certificates.refuse(self._office, self.kind.id, who, name)
        self._half = None
        waiting.drop(self._office, self._request().form)
        self._printed = False
        self.form.hide()
        self.issued.emit(self.certificate_id)

    def _printed_before(self) -> bool:
        return self.certificate_id is not None and self._printed

    def _print(self, reason: str) -> None:
        assert self.kind is not None
        assert self.certificate_id is not None
        pdf = certificates.paper(self._office, self.certificate_id)
        number = certificates.number_of(self._office, self.certificate_id)
        waiting = _("{number} is in the register, but not yet printed.").format(number=number)
        self.paper.show_issued(self.kind.title, pdf, waiting, printed=self._printed)
        if not print_dialog.print_pdf(self, pdf, f"{self.kind.title} {number}"):
            return
        if self._printed:
            certificates.reprint(self._office, self.certificate_id, reason)
        self._printed = True
        self._office.store.note(
            _("Print {number}").format(number=number), f"certificates:{self.certificate_id}"
        )
        done = _("{number} is printed and in the register ({day}).")
        said = done.format(number=number, day=f"{clock.today():%Y-%m-%d}")
        self.paper.show_issued(self.kind.title, pdf, said, printed=True)
        self.paper.next_button.setFocus()

    def _show_register(self) -> None:
        if self.certificate_id is not None:
            self.register_wanted.emit(self.certificate_id)

    def open_outside(self) -> None:
        """Save the paper as a file and open it with the program the computer has for it."""
        path = self.save()
        try:
            if path is not None:
                print_dialog.open_outside(path)
        except UserError as error:
            ask.show_error(self, error)

    def save(self) -> Path | None:
        """Save the paper as a file: the numbered one, or the draft with its mark. Gives the file."""
        if self.kind is None or not self.paper.preview.pdf:
            return None
        name = f"{self.kind.title}.pdf"
        if self.certificate_id is not None:
            name = f"{certificates.number_of(self._office, self.certificate_id)}.pdf"
        try:
            path = print_dialog.save_pdf(self, self.paper.preview.pdf, name)
        except UserError as error:
            ask.show_error(self, error)
            return None
        if path is not None:
            subject = f"certificates:{self.certificate_id}" if self.certificate_id is not None else ""
            self._office.store.note(_("Save {name} as a file").format(name=name), subject)
        return path
