"""The card of one resident: who it is at a glance, where and with whom they live, what has happened."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from commgov_desktop import calendar_words, clock, masking
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Chip
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import facts, house_match, id_number
from commgov_desktop.roster.events import life
from commgov_desktop.roster.events.life import Moment
from commgov_desktop.roster.events.mending_dialog import MendingDialog
from commgov_desktop.roster.events.slip_dialog import show_slip
from commgov_desktop.roster.facts import Facts
from commgov_desktop.roster.household import home
from commgov_desktop.roster.ledger import RESIDENTS, chips, left_words
from commgov_desktop.ui.cards import Shown
from commgov_desktop.ui.widgets import (
    Act,
    Banner,
    ChipLabel,
    KeyValues,
    LinkButton,
    Timeline,
    fill_menu,
    menu_button,
    primary,
    quiet,
    row,
    rule,
    text,
)

Events = Callable[[int], Sequence[tuple[date, str, Act | None]]]
"""What other ledgers know of a resident: day, words, and what opens it."""


_CHIPS_A_LINE, _MOST_CHIPS = 4, 8


class ResidentCard(QWidget):
    """Made anew for each resident. ``acts`` are the page's own verbs."""

    def __init__(
        self,
        office: Office,
        resident_id: int,
        *,
        serve: Callable[[int], object] | None,
        edit: Callable[[int], object],
        print_: Callable[[int], object],
        open_household: Callable[[int], object],
        happen: Callable[..., object],
        more: Sequence[tuple[str, Act] | None],
        events: Events | None = None,
        parts: Sequence[QWidget] = (),
        groups: Sequence[Chip] = (),
        own: Sequence[tuple[str, str]] = (),
    ) -> None:
        """``parts`` stand before the time line; ``groups`` are further chips, ``own`` further facts."""
        super().__init__()
        self._office = office
        self._groups, self._own = groups, own
        self.person = person = facts.read(office.store, resident_id)
        self._open_household = open_household
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._head(person))
        if person.left_on:
            column.addWidget(self._gone(person, happen))
        column.addWidget(text(_summary(person), "dim", wrap=True))
        column.addLayout(self._number(person))
        if person.id_state != id_number.CHECKED and person.id_reason:
            column.addWidget(text(_reason(person), "small", wrap=True))
        column.addWidget(rule())
        column.addWidget(KeyValues(self._facts(person)))
        column.addWidget(rule())
        for part in parts:
            column.addWidget(part)
        if parts:
            column.addWidget(rule())
        column.addWidget(text(_("Time line"), "section"))
        column.addWidget(Timeline(self._events(person, events)))
        column.addStretch(1)
        if not person.left_on:
            start = {"person": person.id, "household": person.household_id}
            happens = quiet(_("Household events"), lambda: happen(**start), icon="people-team")
            column.addLayout(row(happens, None))
        buttons: list[QWidget | None] = []
        if serve:
            buttons.append(primary(_("Certificate"), lambda: serve(resident_id), icon="certificate"))
        buttons.append(quiet(_("Edit"), lambda: edit(resident_id), keys="F2"))
        buttons.append(quiet(_("Print"), lambda: print_(resident_id)))
        buttons.append(menu_button("⋯", list(more)))
        buttons[-1].setAccessibleName(_("More"))  # type: ignore[union-attr]
        buttons[-1].setProperty("role", "flat")  # type: ignore[union-attr]
        column.addLayout(row(*buttons, None, spacing=4))

    def _gone(self, person: Facts, happen: Callable[..., object]) -> Banner:
        """That they are no longer here, since when and why, with the way back."""
        why = life.last_words(self._office.store, person.id)
        words = left_words((person.left_on, person.left_how))
        back = None
        if person.left_how == "moved":
            back = (_("Return"), lambda: happen("return", person=person.id))
        elif person.left_how == "died":
            back = (_("Noted by mistake"), lambda: happen("return", person=person.id, mistake=True))
        return Banner("warn", f"{words} {why}".strip(), back)

    def _head(self, person: Facts) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(6)
        name = text(person.name, "head", copyable=True)
        head.addWidget(name)
        birth = person.birth.isoformat() if person.birth else None
        found = chips([list(person.tags), person.political_code, person.residence_code, birth])
        words = {chip.text: chip for chip in (*found, *self._groups)}
        shown = list(words.values())[:_MOST_CHIPS]
        for start in range(0, len(shown), _CHIPS_A_LINE):
            line = shown[start : start + _CHIPS_A_LINE]
            head.addLayout(row(*(_chip(chip) for chip in line), None, spacing=4))
        return head

    def _number(self, person: Facts) -> QVBoxLayout:
        """The number masked; looking at it whole is put on record."""
        box = QVBoxLayout()
        if not person.id_number:
            box.addLayout(row(ChipLabel(_("No number yet"), "amber"), None))
            return box
        self.number = text(masking.id_number(person.id_number), copyable=True)
        self.number.setAccessibleName(_("Document number"))
        self.show_button = LinkButton(_("Show"), self.show_number)
        doubt = ChipLabel(_("Doubtful"), "amber") if person.id_state == id_number.DOUBTFUL else None
        things = [w for w in (self.number, self.show_button, doubt) if w is not None]
        line = row(*things, None)
        line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(line)
        return box

    def show_number(self) -> None:
        """Show number and phones whole, and write down who looked."""
        person = self.person
        label = _("Look at the whole number of {name}").format(name=person.name)
        self._office.store.note(label, f"residents:{person.id}")
        self.number.setText(person.id_number)
        self.show_button.hide()

    def _facts(self, person: Facts) -> list[tuple[str, Shown]]:
        since, here = person.lives_here_since, person.left_on is None
        address = person.address + (
            _(" · since {year}").format(year=since.year) if person.address and since else ""
        )
        return [
            (_("Address"), address or (ChipLabel(_("No dwelling"), "amber") if here else "")),
            (_("Kind of residence"), person.residence_kind),
            (_("Registered address"), person.registered_address),
            (_("Registration and residence"), self._match(person)),
            (_("Household"), self._household(person) if here else ""),
            (_("Grid"), person.grid or (ChipLabel(_("In no grid"), "amber") if here else "")),
            (_("Phone"), masking.phone("、".join(p for p in (person.phone, person.phone2) if p))),
            (_("Work"), " · ".join(p for p in (person.occupation, person.workplace) if p)),
            (_("Education"), person.education),
            *self._own,
            (_("Note"), person.note),
        ]

    def _household(self, person: Facts) -> Shown:
        if person.household_id is None:
            return ChipLabel(_("In no household"), "amber")
        household = home(self._office.store, person.household_id)
        people = ngettext("{n} person", "{n} people", len(household.members)).format(n=len(household.members))
        words = _("{household} ({people})").format(household=household.name, people=people)
        if person.relation and person.relation != "户主":
            words = f"{words} · {person.relation}"
        return words, lambda: self._open_household(household.id)

    def _match(self, person: Facts) -> Shown:
        """人户一致 and so on as a chip; a proposal where nobody has said and the addresses plainly tell."""
        words = codes.table("person_house_match").text
        if person.house_match:
            return ChipLabel(words(person.house_match), house_match.TONES.get(person.house_match, "grey"))
        kind = person.residence_code
        proposal = house_match.proposed(kind, person.registered_address, person.address)
        if not proposal:
            return ""
        return _("{match}? Take it over").format(match=words(proposal)), lambda: self._take_match(proposal)

    def _take_match(self, code: str) -> None:
        self._office.book.save(RESIDENTS, self.person.id, {"house_match": code})

    def _events(self, person: Facts, events: Events | None) -> list[tuple[str, Shown]]:
        found = list(events(person.id)) if events else []
        moments = life.life(self._office.store, person.id)
        for moment in moments:
            act = partial(self._open_moment, moment) if moment.slip or moment.span else None
            found.append((moment.day, moment.words, act))
        told = {moment.day for moment in moments}
        if person.lives_here_since and person.lives_here_since not in told:
            where = person.address or _("the community")
            found.append((person.lives_here_since, _("Moved into {place}").format(place=where), None))
        if person.birth and person.birth not in told:
            found.append((person.birth, _("Born"), None))
        found.sort(key=lambda event: event[0], reverse=True)
        return [(_when(day), (words, act) if act else words) for day, words, act in found]

    def _open_moment(self, moment: Moment) -> None:
        """What can be done with a line of the history: print its slip, correct or strike it."""
        menu = QMenu(self)
        acts: list[tuple[str, Act] | None] = []
        if moment.slip:
            number = moment.slip
            acts.append((_("Print the event slip"), lambda: show_slip(self, self._office, number)))
        acts.append((_("Correct or strike…"), partial(self._mend, moment)))
        fill_menu(menu, acts).popup(QCursor.pos())

    def _mend(self, moment: Moment) -> None:
        MendingDialog(self, self._office.store, moment, moment.why).exec()


def _chip(chip: Chip) -> ChipLabel:
    return ChipLabel(chip.text, chip.tone)


def _when(day: date) -> str:
    """3月5日 for this year, 2019年 for others: the day itself stands in the record that the line opens."""
    if day.year == clock.today().year:
        return calendar_words.short_day(day)
    return _("{year}").format(year=day.year)


def _reason(person: facts.Facts) -> str:
    """Why there is no number, or why it is doubted, and since when that stands there."""
    if person.reason_given_on is None:
        return person.id_reason
    return _("{reason} (noted on {day})").format(reason=person.id_reason, day=person.reason_given_on)


def _summary(person: Facts) -> str:
    age = "" if person.age is None else _("{n} years").format(n=person.age)
    parts = (person.sex, age, person.ethnic_group, person.marital_status)
    return " · ".join(part for part in parts if part)
