"""查重: pairs who may be one person, looked at side by side and answered: merge, two people, or later."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget
from sqlalchemy import select

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duplicates import answers, finder, merges, merging, pair_rows
from commgov_desktop.roster.duplicates.answers import Answer
from commgov_desktop.roster.duplicates.merged_card import MergedCard, part_again
from commgov_desktop.roster.duplicates.merges import Merged
from commgov_desktop.roster.duplicates.pair_card import PairCard
from commgov_desktop.roster.duplicates.rules import Likeness
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.store import Changes
from commgov_desktop.ui import ask, look, tasks
from commgov_desktop.ui.side_by_side import SideBySide
from commgov_desktop.ui.widgets import (
    Banner,
    Card,
    ChipLabel,
    EmptyState,
    Entry,
    PlainPage,
    RecordTable,
    SideList,
    empty_layout,
    primary,
    quiet,
    row,
    shortcut,
)

WAITING, LATER, TWO, MERGED = "waiting", "later", "two", "merged"
_TABLES = ("residents", "not_same", "merges", "households", "dwellings")


class DuplicatesPage(QWidget):
    """``closed`` when the clerk is through; ``open_person`` leads to somebody's card."""

    closed = Signal()

    def __init__(
        self,
        office: Office,
        names: Mapping[str, str],
        open_person: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._names, self._open_person = office, names, open_person
        self.found: Sequence[Likeness] | None = None
        self._ever: dict[tuple[int, int], Likeness] = {}
        self.later: set[tuple[int, int]] = set()
        self.card: PairCard | None = None
        self._people: dict[int, str] = {}
        self.page = PlainPage(_("Find people entered twice"), back=(_("Residents"), self.closed.emit))
        self.again = quiet(_("Search again"), self.search, icon="arrow-clockwise")
        self.page.head.add(self.again)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self._build()
        shortcut(self, "Escape", self.closed.emit)

    def _build(self) -> None:
        self.side = SideList(self._entries(), name=_("What to look at"))
        self.side.chosen.connect(self.show_part)
        self._rows = {
            WAITING: pair_rows.pairs(self._people),
            LATER: pair_rows.pairs(self._people),
            TWO: pair_rows.two_people(),
            MERGED: pair_rows.merged(),
        }
        self.tables = {key: self._table(key) for key in self._rows}
        self._lists = QStackedWidget()
        for table in self.tables.values():
            self._lists.addWidget(table)
        middle = Card(padding=1)
        middle.add(self._lists, 1)
        self.right = Card(padding=1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        for pane, least, wide in ((self.side, 130, 150), (middle, 200, 400)):
            split.addWidget(pane)
            pane.setMinimumWidth(look.px(least))
            split.setStretchFactor(split.indexOf(pane), wide)
        split.setSizes([look.px(150), look.px(400)])
        self.right.setMinimumWidth(look.px(504))
        both = SideBySide()
        both.add(split, 550)
        both.add(self.right, 720)
        self.page.body.addWidget(both, 1)

    def _table(self, key: str) -> RecordTable:
        sentence, hint = {
            WAITING: (
                _("Nobody seems to be entered twice."),
                _("New entries are compared as they are typed."),
            ),
            LATER: (_("Nothing was put off."), ""),
            TWO: (_("No pair has been found to be two people yet."), ""),
            MERGED: (_("Nothing has been merged yet."), ""),
        }[key]
        table = RecordTable(
            self._rows[key], empty=EmptyState(sentence, icon="people", hint=hint), name=_("Pairs")
        )
        table.current_changed.connect(lambda _place, key=key: self._show_current(key))
        return table

    def _entries(self) -> list[Entry]:
        waiting, later = self._split()
        count = "" if self.found is None else f"{len(waiting):,}"
        store = self._office.store
        return [
            Entry(_("To look at"), WAITING, count, "amber" if waiting else ""),
            Entry(_("Looked at later"), LATER, str(len(later)) if later else ""),
            Entry(_("Two people"), TWO, str(len(answers.answered(store)) or "")),
            Entry(_("Merges"), MERGED, str(len(merges.merges(store)) or "")),
        ]

    def _split(self) -> tuple[list[Likeness], list[Likeness]]:
        found = self.found or ()
        return [p for p in found if p[:2] not in self.later], [p for p in found if p[:2] in self.later]

    # ---- finding ------------------------------------------------------------------------------

    def search(self) -> None:
        """Search the whole roster in the background; cancel leaves what was found before."""
        tasks.run(
            self,
            _("Looking for people entered twice"),
            partial(finder.find_all, self._office.store),
            self.show_pairs,
        )

    def search_for(self, resident_id: int) -> None:
        """Who looks like this one person."""
        self.show_pairs(finder.around(self._office.store, resident_id))

    def show_pairs(self, pairs: Sequence[Likeness]) -> None:
        """Show these pairs."""
        self.found, self._ever = pairs, {}
        self._read_names()
        self.side.choose(WAITING)
        self._show_all()

    def _read_names(self) -> None:
        ids = sorted({i for pair in self.found or () for i in pair[:2]} - self._people.keys())
        with self._office.store.read() as session:
            for start in range(0, len(ids), 500):
                query = select(Resident.id, Resident.name).where(Resident.id.in_(ids[start : start + 500]))
                self._people.update(dict(session.execute(query).all()))

    def _show_all(self) -> None:
        waiting, later = self._split()
        store = self._office.store
        for key, things in (
            (WAITING, waiting), (LATER, later), (TWO, answers.answered(store)), (MERGED, merges.merges(store)),
        ):  # fmt: skip
            self._rows[key].things = things
            self.tables[key].refresh()
        self.side.show_entries(self._entries())
        words = ngettext("{n} pair to look at", "{n} pairs to look at", len(waiting))
        self.page.head.set_count(words.format(n=f"{len(waiting):,}") if self.found is not None else "")
        self._show_current(self.part)

    def refresh(self, changes: Changes | None = None) -> None:
        """Look again at the pairs that are shown; the whole roster is searched only when asked."""
        if changes is not None and not changes.touches(*_TABLES):
            return
        if self.found is not None:
            self._people.clear()
            self._ever |= {
                pair[:2]: pair for pair in self.found
            }  # an undo brings back what a merge took away
            self.found = finder.still(self._office.store, list(self._ever.values()))
            self._read_names()
        self._show_all()

    # ---- what is shown ------------------------------------------------------------------------

    @property
    def part(self) -> str:
        """Which of the four lists is shown."""
        return self.side.key or WAITING

    def show_part(self, key: str) -> None:
        """Show one of the lists."""
        self._lists.setCurrentWidget(self.tables[key])
        self._show_current(key)

    @property
    def current(self) -> Any:
        """The pair, answer or merge that is chosen; ``None`` when the list is empty."""
        place, things = self.tables[self.part].current_id, self._rows[self.part].things
        return things[place] if place is not None and place < len(things) else None

    def _show_current(self, key: str) -> None:
        if key != self.part:
            return
        self._clear()
        thing = self.current
        try:
            if isinstance(thing, Likeness):
                self._show_pair(thing)
            elif isinstance(thing, Answer):
                self._show_answer(thing)
            elif isinstance(thing, Merged):
                self._show_merge(thing)
            else:
                self.right.add(EmptyState(_("Choose a line to see both people."), icon="people"))
        except UserError as error:
            self.right.add(Banner("warn", str(error)))

    def _clear(self) -> None:
        empty_layout(self.right.body)
        self.card = None

    def _foot(self, *buttons: QWidget | None) -> None:
        line = row(*buttons, spacing=8)
        line.setContentsMargins(16, 8, 16, 10)
        self.right.add(line)

    # ---- a pair -------------------------------------------------------------------------------

    def _show_pair(self, pair: Likeness, order: tuple[int, int] | None = None) -> None:
        store = self._office.store
        one, other = order or pair[:2]
        plan = merging.plan(store, one, other, self._names, in_order=order is not None)
        chip = pair_rows.level(pair)
        self.card = PairCard(
            plan,
            pair.reasons,
            ChipLabel(chip.text, chip.tone),
            open_person=self._open_person,
            swap=partial(self._swap, pair, (plan.gone_id, plan.kept_id)),
            show_numbers=partial(self._whole_numbers, plan.kept_id, plan.gone_id),
        )
        self.card.changed.connect(self._say_notes)
        self.right.add(self.card, 1)
        self.merge_button = primary(_("Merge"), self.merge_now, icon="link")
        self.two_button = quiet(_("Two people…"), self.say_two)
        self.later_button = quiet(_("Later"), self.put_off)
        self._foot(self.merge_button, self.two_button, self.later_button, None)

    def _swap(self, pair: Likeness, order: tuple[int, int]) -> None:
        self._clear()
        self._show_pair(pair, order)

    def _say_notes(self, key: str) -> None:
        """Another household, another sentence about what happens there."""
        if self.card is None or key != "household_id":
            return
        plan = self.card.plan
        again = merging.plan(
            self._office.store, plan.kept_id, plan.gone_id, self._names, self.card.take, in_order=True
        )
        self.card.notes.say("\n".join(again.notes))

    def _whole_numbers(self, *people: int) -> dict[int, str]:
        query = select(Resident.id, Resident.name, Resident.id_number).where(Resident.id.in_(people))
        with self._office.store.read() as session:
            found = session.execute(query).all()
        for person, name, _number in found:
            label = _("Look at the whole number of {name}").format(name=name)
            self._office.store.note(label, f"residents:{person}")
        return {person: number for person, _name, number in found}

    def merge_now(self) -> None:
        """Make the two entries one as it is chosen; it can be undone, and parted any day."""
        if self.card is None:
            return
        plan, take = self.card.plan, self.card.take
        self._do(partial(merging.merge, self._office.store, plan.kept_id, plan.gone_id, take, self._names))

    def say_two(self) -> None:
        """Ask why they are two people, and remember it."""
        pair = self.current
        question = _("How do you know (asked them, other parents, born the same day by chance …)?")
        why = ask.words(self, _("Two different people"), question)
        if why is not None and isinstance(pair, Likeness):
            self._do(partial(answers.say_not_same, self._office.store, *pair[:2], why))

    def put_off(self) -> None:
        """Not now: the pair waits under “put off” until the page is opened again."""
        pair = self.current
        if isinstance(pair, Likeness):
            self.later ^= {pair[:2]}
            self._show_all()

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except UserError as error:
            ask.show_error(self, error)
            return
        self.refresh()

    # ---- answers and merges -------------------------------------------------------------------

    def _show_answer(self, answer: Answer) -> None:
        store = self._office.store
        said = _("{who} found on {day} that these are two people. {why}").format(
            who=answer.account_name, day=f"{answer.at:%Y-%m-%d}", why=answer.why
        )
        plan = merging.plan(store, answer.first_id, answer.second_id, self._names, in_order=True)
        self.card = PairCard(plan, said, None, open_person=self._open_person, swap=None)
        self.right.add(self.card, 1)
        self.forget_button = quiet(
            _("Take this answer back"),
            lambda: self._do(partial(answers.forget, store, answer.id)),
            icon="arrow-undo",
        )
        self._foot(self.forget_button, None)

    def _show_merge(self, merge: Merged) -> None:
        card = MergedCard(self._office, merge, self._names)
        self.right.add(card, 1)
        self.part_button = quiet(_("Part them again"), partial(self.part_merge, merge.id), icon="arrow-undo")
        self.part_button.setEnabled(card.may_part)
        open_ = quiet(_("Open the card"), partial(self._open_person, merge.kept_id))
        self._foot(self.part_button, open_, None)

    def part_merge(self, merge_id: int) -> None:
        """Make two people of them again, after saying what cannot be restored."""
        part_again(self, self._office, merge_id, self._names)
        self.refresh()
