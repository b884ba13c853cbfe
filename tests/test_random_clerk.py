"""A clerk who does anything in any order: undoing all of it brings the office back to where it was."""

import itertools
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from commgov_desktop import catalog, clock, opening, practice
from commgov_desktop.checklists import tasks
from commgov_desktop.errors import UserError
from commgov_desktop.grids import buildings
from commgov_desktop.grids.models import Building, Grid
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import casework
from commgov_desktop.paths import Places
from commgov_desktop.roster import household, importing
from commgov_desktop.roster.bulk import changing, wishes
from commgov_desktop.roster.duplicates import merging, parting
from commgov_desktop.roster.duplicates.models import Merge
from commgov_desktop.roster.events.carrying_out import carry_out
from commgov_desktop.roster.events.kinds import KINDS
from commgov_desktop.roster.events.plan import Answers
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.store import journal, tokens
from commgov_desktop.store.search import SearchSource

Rows = dict[str, list[tuple[Any, ...]]]

NAMES = ("单伟", "欧阳娜娜", "王芳", "曾小贤", "古丽·买买提", "解晓东", "㑇一", "李 雷")
ADDRESSES = ("1号楼1单元101", "2号楼1单元202", "9号楼301", "桂花苑12号楼3单元1201", "")
PEOPLE, MANY_STEPS = 40, 24
EXAMPLES = int(os.environ.get("COMMGOV_EXAMPLES", "30"))

which = st.integers(0, 10_000)
"""Stands for any record that is there: the n-th, counted round and round."""


def contents(office: Office) -> Rows:
    """Every row of every table that the journal watches."""
    with office.store.read() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in journal.journaled_tables()
        }


def wanted_pieces(session: Session, source: SearchSource) -> dict[tuple[str, str], set[int]]:
    """What an index made anew would hold: for every piece, the records it leads to."""
    found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in source.rows(session, None):
        number, phones = (row.digits[0] if row.digits else ""), row.digits[1:]
        grams = tokens.han_tokens(row.name, number, phones, row.address)
        for piece in grams.split():
            found["grams", piece].add(row.id)
        for piece in tokens.pinyin_tokens(row.readings).split():
            found["pinyin", piece].add(row.id)
    return dict(found)


def held_pieces(session: Session, source: SearchSource, asked: set[tuple[str, str]]) -> Iterator[Any]:
    """The same as the kept index answers it, and whom it knows at all."""
    for kind, piece in asked:
        table = f"search_{source.name}_{kind}"
        rows = session.execute(
            text(f"select rowid from {table} where {table} match :piece"), {"piece": f'"{piece}"'}
        )
        yield (kind, piece), set(rows.scalars())


class RandomClerk(RuleBasedStateMachine):
    """One office, one clerk, no plan."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="clerk-"))
        shutil.copytree(self.template, self.folder / "office")
        self.office = opening.unlock(Places(self.folder / "office"), 1, practice.PASSWORD)
        self.start = contents(self.office)
        self.pieces: set[tuple[str, str]] = set()
        self.serial = itertools.count(1)

    # ---- helps ----------------------------------------------------------------------------------

    def nth(self, model: Any, number: int, *where: Any) -> int | None:
        """The id of some record, ``None`` where there is none."""
        with self.office.store.read() as session:
            ids = session.scalars(select(model.id).where(*where).order_by(model.id)).all()
        return ids[number % len(ids)] if ids else None

    def attempt(self, act: Callable[[], object]) -> None:
        """Do it; a refusal must leave everything as it was."""
        before = self.last_action()
        try:
            act()
        except UserError:
            assert self.last_action() == before, "a refused action left something behind"

    def last_action(self) -> int:
        with self.office.store.read() as session:
            return session.scalar(select(journal.Action.id).order_by(journal.Action.id.desc()).limit(1)) or 0

    def edit(self, key: str, number: int | None, **values: object) -> None:
        ledger = next(one for one in catalog.LEDGERS if one.key == key)
        if number is not None:
            self.attempt(
                lambda: self.office.book.save(
                    ledger, number, self.office.book.values(ledger, number) | values
                )
            )

    # ---- the roster -----------------------------------------------------------------------------

    @initialize()
    def look_at_the_index(self) -> None:
        with self.office.store.read() as session:
            self.pieces |= wanted_pieces(session, catalog.SEARCHES[0]).keys()

    @rule(name=st.sampled_from(NAMES), home=which, head=st.booleans())
    def register_somebody(self, name: str, home: int, head: bool) -> None:
        residents = catalog.LEDGERS[0]
        values: dict[str, object] = {box.name: None for box in residents.fields()}
        values |= {"name": name, "phone": f"1390000{next(self.serial):04}", "residence_kind": "1"}
        if home % 3:
            values["dwelling_id"] = self.nth(Resident.__table__.metadata.tables["dwellings"].c, home)
        if head:
            values["relation"] = HEAD
        elif home % 2:
            values |= {"household_id": self.nth(Household, home), "relation": "20"}
        self.attempt(lambda: self.office.book.save(residents, None, values))

    @rule(person=which, name=st.sampled_from(NAMES), tag=st.sampled_from(["独居", "志愿者"]))
    def correct_somebody(self, person: int, name: str, tag: str) -> None:
        self.edit("residents", self.nth(Resident, person), name=name, tags=[tag])

    @rule(person=which)
    def remove_somebody(self, person: int) -> None:
        if (number := self.nth(Resident, person)) is not None:
            self.attempt(lambda: household.remove_resident(self.office.store, number, "搬离"))

    @rule(person=which)
    def leave_a_household(self, person: int) -> None:
        if number := self.nth(Resident, person, Resident.household_id.is_not(None)):
            self.attempt(lambda: household.take_out(self.office.store, number))

    @rule(
        event=st.sampled_from([kind.key for kind in KINDS]),
        person=which,
        other=which,
        flat=which,
        days=st.integers(0, 40),
        back=st.booleans(),
    )
    def something_happens(
        self, event: str, person: int, other: int, flat: int, days: int, back: bool
    ) -> None:
        gone = Resident.left_on.is_not(None) if back and event == "return" else Resident.left_on.is_(None)
        first, second = self.nth(Resident, person, gone), self.nth(Resident, other)
        home = self.nth(Household, other, Household.ended_on.is_(None))
        dwelling = self.nth(Resident.__table__.metadata.tables["dwellings"].c, flat)
        facts = {"name": NAMES[other % len(NAMES)], "sex": "12"[other % 2], "into": home, "relation": "97"}
        facts |= {"dwelling_id": dwelling} if flat % 2 else {}
        facts |= {"spouse": second, "home": "join"} if flat % 3 else {"home": "own"}
        with self.office.store.read() as session:
            mine = session.get(Resident, first or 0)
            members = select(Resident.id).where(Resident.household_id == (mine.household_id if mine else -1))
            chosen = frozenset(i for i in session.scalars(members) if (i + flat) % 2 or i == first)
        answers = Answers(
            clock.today() - timedelta(days), first, home, chosen, {}, {}, facts, ({"name": NAMES[other % 8]},)
        )
        self.attempt(lambda: carry_out(self.office.store, event, answers))

    @rule(
        rows=st.lists(
            st.tuples(st.sampled_from(NAMES), st.integers(1, 28), st.sampled_from(ADDRESSES)),
            min_size=1,
            max_size=6,
        )
    )
    def import_a_sheet(self, rows: list[tuple[str, int, str]]) -> None:
        lines = [f"{name},1980-01-{day:02},{address},13900009{day:03}" for name, day, address in rows]
        sheet = "\n".join(["姓名,出生日期,现住址,联系电话", *lines]).encode("utf-8-sig")
        store = self.office.store
        source = importing.open_source(store, sheet, "名单.csv")
        plan = importing.apply(store, importing.trial(store, source, catalog.homes()), catalog.homes())
        counts = plan.counts
        assert counts["read"] == len(rows)
        assert counts["read"] == sum(counts[k] for k in ("new", "changed", "same", "refused"))

    @rule(one=which, other=which, side=st.sampled_from(["kept", "gone", "both"]), home=st.booleans())
    def merge_two_entries(self, one: int, other: int, side: str, home: bool) -> None:
        kept, gone = self.nth(Resident, one), self.nth(Resident, other)
        if kept is None or gone is None:
            return
        take = dict.fromkeys(("phone", "tags", "note"), side)
        take |= dict.fromkeys(("name", "household_id"), "gone" if home else "kept")
        self.attempt(lambda: merging.merge(self.office.store, kept, gone, take))

    @rule(one=which)
    def part_merged_entries(self, one: int) -> None:
        if number := self.nth(Merge, one, Merge.parted_at.is_(None)):
            self.attempt(lambda: parting.part(self.office.store, number))

    @rule(some=st.lists(which, min_size=1, max_size=5), tag=st.sampled_from(["独居", "志愿者"]))
    def change_several_at_once(self, some: list[int], tag: str) -> None:
        ids = list(dict.fromkeys(n for one in some if (n := self.nth(Resident, one)) is not None))
        boxes = {box.name: box for box in wishes.fields(self.office.store)}
        asked = [wishes.Wish(boxes["tags"], wishes.ADD, [tag]), wishes.Wish(boxes["phone"], wishes.CLEAR)]
        store = self.office.store
        self.attempt(lambda: changing.apply(store, changing.plan(store, ids, asked)))

    # ---- places ---------------------------------------------------------------------------------

    @rule(some=st.lists(which, min_size=1, max_size=3), grid=which)
    def move_buildings(self, some: list[int], grid: int) -> None:
        ids = [number for one in some if (number := self.nth(Building, one)) is not None]
        to = self.nth(Grid, grid) if grid % 4 else None
        self.attempt(lambda: buildings.move_buildings(self.office.store, ids, to))

    @rule(building=which, number=st.integers(1, 12))
    def rename_a_building(self, building: int, number: int) -> None:
        self.edit("buildings", self.nth(Building, building), name=f"{number}号楼")

    @rule(names=st.lists(st.integers(30, 34), min_size=1, max_size=2, unique=True))
    def add_buildings(self, names: list[int]) -> None:
        values = [f"{n}号楼" for n in names]
        self.attempt(lambda: buildings.add_buildings(self.office.store, values, None))

    @rule(building=which)
    def remove_a_building(self, building: int) -> None:
        if number := self.nth(Building, building):
            self.attempt(lambda: buildings.remove_building(self.office.store, number))

    @rule(grid=which)
    def remove_a_grid(self, grid: int) -> None:
        if number := self.nth(Grid, grid):
            self.attempt(lambda: buildings.remove_grid(self.office.store, number))

    # ---- cases, tasks, notices ------------------------------------------------------------------

    @rule(person=which)
    def open_a_case(self, person: int) -> None:
        resident = self.nth(Resident, person)
        values = {"kind": "01", "source": "1", "accepted_on": clock.today(), "facts": "楼上漏水"}
        sides = [
            {"side": "A", "role": "applicant", "kind": "resident", "name": "甲", "resident_id": resident},
            {"side": "B", "role": "respondent", "kind": "outsider", "name": "乙"},
        ]
        self.attempt(lambda: casework.open_case(self.office, values, sides))

    @rule(task=which, done=st.booleans())
    def tick_a_task(self, task: int, done: bool) -> None:
        if number := self.nth(tasks.Task, task):
            self.attempt(lambda: (tasks.finish if done else tasks.reopen)(self.office, number))

    @rule(task=which, day=st.integers(6, 30))
    def put_a_task_off(self, task: int, day: int) -> None:
        if number := self.nth(tasks.Task, task):
            self.attempt(lambda: tasks.put_off(self.office, number, date(2026, 3, day), "街道改期"))

    @rule(title=st.sampled_from(["关于停水的通知", "关于停电的通知。"]))
    def write_a_notice(self, title: str) -> None:
        notices = next(one for one in catalog.LEDGERS if one.key == "notices")
        values = {"kind": "通知", "title": title, "day": clock.today(), "body": "明天停水。"}
        self.attempt(lambda: self.office.book.save(notices, None, values))

    # ---- back and forth -------------------------------------------------------------------------

    @rule(back=st.integers(1, 4), forth=st.integers(0, 4))
    def undo_some_and_redo_some(self, back: int, forth: int) -> None:
        for _turn in range(back):
            self.attempt(self.office.store.undo)
        for _turn in range(forth):
            self.attempt(self.office.store.redo)

    @rule(back=st.integers(1, 6))
    def take_back_an_earlier_action(self, back: int) -> None:
        with self.office.store.read() as session:
            standing = select(journal.Action.id).where(
                journal.Action.kind == "do",
                journal.Action.final.is_(False),
                journal.Action.undone_by_id.is_(None),
                journal.Action.row_count > 0,
            )
            ids = session.scalars(standing.order_by(journal.Action.id.desc()).limit(back)).all()
        if ids:
            self.attempt(lambda: self.office.store.take_back(ids[-1]))

    # ---- what always holds ----------------------------------------------------------------------

    @invariant()
    def who_has_left_is_in_no_household_and_no_home(self) -> None:
        with self.office.store.read() as session:
            left = select(Resident.id).where(
                Resident.left_on.is_not(None),
                or_(
                    Resident.household_id.is_not(None),
                    Resident.dwelling_id.is_not(None),
                    Resident.relation != "",
                ),
            )
            assert session.scalars(left).all() == []
            ended = select(Resident.id).join(Household).where(Household.ended_on.is_not(None))
            assert session.scalars(ended).all() == []

    @invariant()
    def a_household_has_at_most_one_head(self) -> None:
        with self.office.store.read() as session:
            heads = session.scalars(select(Resident.household_id).where(Resident.relation == HEAD)).all()
        assert len(heads) == len(set(heads))

    def teardown(self) -> None:
        try:
            self.check_index()
            while self.office.store.undoable() is not None:
                self.office.store.undo()
            assert contents(self.office) == self.start
            self.check_index()
            with self.office.store.read() as session:
                assert journal.first_broken_link(session) is None
                assert session.execute(text("pragma foreign_key_check")).all() == []
                assert session.execute(text("pragma quick_check")).scalar() == "ok"
            assert Listing(self.office.store, catalog.LEDGERS[0]).count() == PEOPLE
        finally:
            self.office.store.close()
            shutil.rmtree(self.folder)

    def check_index(self) -> None:
        """The search index answers every piece as one made anew would, those of gone names among them."""
        source = catalog.SEARCHES[0]
        with self.office.store.read() as session:
            wanted = wanted_pieces(session, source)
            self.pieces |= wanted.keys()
            for key, ids in held_pieces(session, source, self.pieces):
                assert ids == wanted.get(key, set()), key


@pytest.fixture(scope="module")
def small_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice community of forty people."""
    clock.pretend(date(2026, 3, 5))
    folder = tmp_path_factory.mktemp("small") / "office"
    practice.make(Places(folder), residents=PEOPLE, seed=3).store.close()
    return folder


def test_undoing_everything_brings_back_the_start(small_office: Path) -> None:
    machine = type("Clerk", (RandomClerk,), {"template": small_office})
    run_state_machine_as_test(
        machine,
        settings=settings(
            derandomize=True,
            max_examples=EXAMPLES,
            stateful_step_count=MANY_STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink) if os.environ.get("COMMGOV_SHRINK") else (Phase.generate,),
            report_multiple_bugs=False,
        ),
    )
