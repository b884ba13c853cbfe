"""A list of people becomes tasks: one for all or one for each grid, for its worker, as one action."""

from collections.abc import Sequence
from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from commgov_desktop import catalog, clock
from commgov_desktop.checklists import tasks
from commgov_desktop.checklists.models import Task
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids import posts
from commgov_desktop.grids.ledgers import GRIDS
from commgov_desktop.grids.models import Building
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import offers_page
from commgov_desktop.roster.groups import known, sheets
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.list_tasks import MOST_NAMED, Assigning, Work, plan
from commgov_desktop.roster.list_tasks_dialog import ask_tasks
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.ui import ask

DUE = date(2026, 3, 12)


@pytest.fixture
def people(office: Office) -> list[int]:
    """Two in grid 01, one in grid 02, one in none; grid 01 has a worker."""
    grids = [office.book.save(GRIDS, None, {"name": name}) for name in ("01 网格", "02 网格")]
    ids = [office.book.save(RESIDENTS, None, {"name": name}) for name in ("张伟", "王芳", "赵云", "钱多")]
    homes = catalog.homes()
    with office.store.write("房屋") as session:
        from commgov_desktop.roster.models import Resident

        for number, words in zip(ids, ("1号楼1单元101", "1号楼1单元102", "2号楼1单元101"), strict=False):
            place = homes.split(words)
            session.get_one(Resident, number).dwelling_id = homes.dwellings_for(session, [place])[place]
        posts.assign(session, grids[0], "worker", "李静", date(2025, 1, 1))
        for building in session.scalars(select(Building)):
            building.grid_id = grids[0] if building.name == "1号楼" else grids[1]
    return ids


def _workers(office: Office) -> dict[str, str]:
    return posts.workers(office.store, clock.today())


def test_each_grid_gets_its_task_with_its_worker_and_the_names(office: Office, people: list[int]) -> None:
    works = plan(office, people, " 入户走访 ", DUE, _workers(office))
    assert works == [
        Work("入户走访（01 网格，2 人）", DUE, "李静", "张伟 1号楼1单元101；王芳 1号楼1单元102"),
        Work("入户走访（02 网格，1 人）", DUE, "", "赵云 2号楼1单元101"),
        Work("入户走访（未入格，1 人）", DUE, "", "钱多"),
    ]
    (one,) = plan(office, people, "入户走访", DUE, None)
    assert (one.title, one.owner) == ("入户走访（4 人）", "")
    assert one.note.count("；") == 3


def test_a_long_list_is_named_in_part_and_what_cannot_be_is_refused(office: Office) -> None:
    ids = [office.book.save(RESIDENTS, None, {"name": f"居民{n}"}) for n in range(MOST_NAMED + 5)]
    (one,) = plan(office, ids, "核对", DUE, None)
    assert one.note.endswith(f"；等 {MOST_NAMED + 5} 人")
    with pytest.raises(Invalid):
        plan(office, ids, " ", DUE, None)
    with pytest.raises(UserError, match="没有人"):
        plan(office, [], "核对", DUE, None)


def test_the_window_makes_them_as_one_action_and_says_who_is_missing(
    office: Office, people: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, *words: told.append(" ".join(words)))

    def keep(works: object, label: str) -> None:
        tasks.add_many(office, [(w.title, w.due_on, w.owner, w.note) for w in works], label)  # type: ignore[attr-defined]

    dialog = ask_tasks(None, office, "80岁以上", people, Assigning(keep, lambda: _workers(office)))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.save()
    with office.store.read() as session:
        made = [(t.title, t.due_on, t.owner) for t in session.scalars(select(Task).order_by(Task.id))]
    assert made[0] == ("80岁以上（01 网格，2 人）", DUE, "李静")
    assert len(made) == 3
    assert "已布置 3 项任务" in told[0]
    assert "80岁以上（02 网格，1 人）" in told[0]
    office.store.undo()
    with office.store.read() as session:
        assert session.scalars(select(Task)).all() == []


def test_no_task_tells_who_is_in_a_closed_group(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = office.book.save(RESIDENTS, None, {"name": "张伟"})
    with office.store.read() as session:
        closed, opened = (
            next(
                group
                for group in known.seen(session, office)
                if group.restricted == wanted and group.rule is None
            )
            for wanted in (True, False)
        )
    for group in (closed, opened):
        sheets.put_many(office, group.id, [who], clock.today())
    page = RosterPage(office, homes=catalog.homes(), assigning=Assigning(lambda *_made: None, dict))
    qtbot.addWidget(page)
    warned: list[str] = []
    asked: list[list[int]] = []
    monkeypatch.setattr(ask, "warn", lambda _parent, *words: warned.append(words[0]))
    monkeypatch.setattr(offers_page, "ask_tasks", lambda _page, _office, _name, ids, _how: _Asked(asked, ids))
    page.show_filter(f"group:{closed.id}")
    page.offers.assign()
    assert "不对所有人开放" in warned[0]
    assert asked == []
    page.show_filter(f"group:{opened.id}")
    page.offers.assign()
    assert asked == [[who]]


class _Asked:
    """Stands for the window that asks."""

    def __init__(self, asked: list[list[int]], ids: Sequence[int]) -> None:
        asked.append(list(ids))

    def open(self) -> None:
        """Nothing is seen."""
