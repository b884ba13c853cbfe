"""Tasks: how they come, how they are done, put off and proved, and that all of it can be undone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.checklists import lists, making, month, starting_lists, tasks
from commgov_desktop.checklists.ledger import ITEMS, TASKS
from commgov_desktop.checklists.models import Task
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.attachments import attachments
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office

MARCH = date(2026, 3, 1)


@pytest.fixture
def list_id(office: Office) -> int:
    """An own list in the empty office."""
    return lists.add_list(office, "消防月检")


def _item(office: Office, list_id: int, **values: object) -> int:
    return office.book.save(
        ITEMS, None, {"checklist_id": list_id, "name": "通道检查", "rhythm": "monthly", **values}
    )


def _titles(office: Office, group: str, day: date = MARCH) -> list[str]:
    return [line.title for g in month.month_groups(office, day) if g.key == group for line in g.lines]


def _tasks_of(office: Office, item_id: int) -> list[tuple[int, date]]:
    with office.store.read() as session:
        rows = session.execute(select(Task.id, Task.due_on).where(Task.item_id == item_id))
        return sorted(((number, day) for number, day in rows), key=lambda row: row[1])


def _snapshot(office: Office) -> list[object]:
    listing = Listing(office.store, TASKS)
    ids = listing.ids()
    return sorted((i, *map(str, row)) for i, row in listing.page(list(ids)).items())


def test_a_new_office_has_the_frames_with_their_slots_and_only_the_wording_sources_give(
    office: Office,
) -> None:
    found = {line.short: (line.slots, line.filled) for line in lists.lists(office)}
    assert found["党建工作"] == (28, 0)
    assert found["社区服务"] == (52, 0)
    assert found["社区政务"] == (61, 0)
    assert found["依法履职"] == (23, 20)
    assert found["协助办理"] == (43, 20)
    assert found["负面清单"] == (7, 7)
    assert found["全年工作"] == (31, 31)


def test_installing_the_lists_again_adds_nothing(office: Office) -> None:
    before = lists.lists(office)
    with office.store.write("再来一次") as session:
        starting_lists.install(session)
    assert lists.lists(office) == before


def test_the_tasks_of_a_month_are_made_once_and_what_was_removed_does_not_come_back(office: Office) -> None:
    assert making.ensure_month(office, MARCH)
    first = _snapshot(office)
    assert not making.ensure_month(office, MARCH)
    assert _snapshot(office) == first
    gone = month.month_groups(office, MARCH)[-1].lines[-1].id
    tasks.remove(office, gone)
    assert not making.ensure_month(office, MARCH)
    assert len(_snapshot(office)) == len(first) - 1


def test_an_office_that_begins_today_is_not_late_with_what_was_due_before(office: Office) -> None:
    making.ensure_month(office, MARCH)
    assert _titles(office, "overdue") == []


def test_months_nobody_opened_are_made_when_the_program_is_opened_again(office: Office) -> None:
    tasks.due(office)
    clock.pretend(date(2026, 5, 20))
    late = {d.title for d in tasks.due(office) if d.day < date(2026, 5, 20) and d.day.month == 4}
    assert "低保名单变动核对" in late


def test_undo_passes_by_the_making_of_a_month(office: Office, list_id: int) -> None:
    tasks.due(office)
    assert office.store.undo().label == "新建清单：消防月检"


def test_a_new_rule_makes_tasks_in_the_months_already_made_in_one_action(
    office: Office, list_id: int
) -> None:
    making.ensure_month(office, MARCH)
    before = _snapshot(office)
    item = _item(office, list_id, by_day=20, owner="赵强")
    assert [day for _id, day in _tasks_of(office, item)] == [date(2026, 3, 20)]
    office.store.undo()
    assert _snapshot(office) == before


def test_open_tasks_follow_a_changed_rule_and_finished_ones_stay(office: Office, list_id: int) -> None:
    making.ensure_month(office, MARCH)
    item = _item(office, list_id, rhythm="weekly", weekday="5")
    first = _tasks_of(office, item)[0][0]
    tasks.finish(office, first)
    office.book.save(ITEMS, item, office.book.values(ITEMS, item) | {"weekday": "1", "owner": "李静"})
    days = [day for _id, day in _tasks_of(office, item)]
    assert days == [date(2026, 3, 6), *(date(2026, 3, d) for d in (9, 16, 23, 30))]
    assert month.task_facts(office, first).line.owner == ""


def test_a_task_is_ticked_with_result_and_proof_in_one_action_and_undo_takes_both_back(
    office: Office, list_id: int, tmp_path: Path
) -> None:
    making.ensure_month(office, MARCH)
    item = _item(office, list_id, proof_needed=True)
    number = _tasks_of(office, item)[0][0]
    with pytest.raises(Invalid) as refused:
        tasks.finish(office, number, "查了")
    assert refused.value.problems == {"proof": "这项任务办结须附佐证，请添加照片或材料。"}
    photo = tmp_path / "照片.png"
    photo.write_bytes(b"\x89PNG made up")
    tasks.finish(office, number, " 通道畅通 ", [photo])
    facts = month.task_facts(office, number)
    assert (facts.result, facts.done_by, facts.line.done_on) == ("通道畅通", "王敏", date(2026, 3, 5))
    assert [a.file_name for a in attachments(office.store, "tasks", number)] == ["照片.png"]
    assert office.store.undo().label == "办结：通道检查"
    assert month.task_facts(office, number).line.state == "due"
    assert not attachments(office.store, "tasks", number)


@pytest.mark.parametrize(
    "change",
    [
        lambda office, n: tasks.finish(office, n, "好"),
        lambda office, n: tasks.put_off(office, n, date(2026, 3, 30), "开会"),
        lambda office, n: tasks.put_aside(office, n, "本月没有"),
        lambda office, n: tasks.save_result(office, n, "一半"),
        lambda office, n: tasks.remove(office, n),
    ],
)
def test_everything_done_to_a_task_can_be_undone_and_done_again(
    office: Office, change: Callable[[Office, int], None]
) -> None:
    number = tasks.add(office, "慰问", date(2026, 3, 10), "李静")
    before = _snapshot(office)
    change(office, number)
    after = _snapshot(office)
    office.store.undo()
    assert _snapshot(office) == before
    office.store.redo()
    assert _snapshot(office) == after


def test_putting_off_keeps_the_first_day_and_needs_a_reason(office: Office) -> None:
    number = tasks.add(office, "慰问", date(2026, 3, 10))
    with pytest.raises(Invalid) as refused:
        tasks.put_off(office, number, None, " ")
    assert set(refused.value.problems) == {"due_on", "why"}
    tasks.put_off(office, number, date(2026, 3, 12), "开会")
    tasks.put_off(office, number, date(2026, 3, 15), "又开会")
    facts = month.task_facts(office, number)
    assert (facts.line.due_on, facts.moved_from, facts.moved_why) == (
        date(2026, 3, 15), date(2026, 3, 10), "又开会",
    )  # fmt: skip


def test_states_are_read_from_what_a_task_holds(office: Office) -> None:
    late = tasks.add(office, "迟", date(2026, 3, 4))
    today = tasks.add(office, "今", date(2026, 3, 5))
    aside = tasks.add(office, "免", date(2026, 3, 4))
    tasks.put_aside(office, aside, "没有对象")
    states = [month.task_facts(office, n).line for n in (late, today, aside)]
    assert [line.state for line in states] == ["overdue", "due", "not_needed"]
    assert [line.chip.text for line in states] == ["逾期 1 天", "今天", "不需办理"]
    tasks.reopen(office, aside)
    assert month.task_facts(office, aside).line.state == "overdue"


def test_the_rate_counts_what_was_done_by_its_day_and_leaves_out_what_was_not_needed(office: Office) -> None:
    days = (date(2026, 2, 1), date(2026, 2, 2), date(2026, 2, 3), date(2026, 3, 5), date(2025, 12, 1))
    good, late, aside, _waiting, _last_year = (tasks.add(office, str(day), day) for day in days)
    tasks.finish(office, good, on=date(2026, 2, 1))
    tasks.finish(office, late)
    tasks.put_aside(office, aside, "没有对象")
    assert tasks.on_time(office) == (1, 2)
    assert tasks.figure(office).shown == "50.0%"


def test_an_item_with_finished_tasks_is_not_removed_but_one_with_open_tasks_is(
    office: Office, list_id: int
) -> None:
    making.ensure_month(office, MARCH)
    item, other = _item(office, list_id), _item(office, list_id, name="器材清点")
    tasks.finish(office, _tasks_of(office, item)[0][0])
    with pytest.raises(UserError, match="遇事即办"):
        lists.remove_item(office, item)
    lists.remove_item(office, other)
    assert "器材清点" not in _titles(office, "rest")
    office.store.undo()
    assert "器材清点" in _titles(office, "rest")


def test_an_empty_slot_makes_no_tasks_and_needs_its_wording_first(office: Office, list_id: int) -> None:
    with pytest.raises(Invalid) as refused:
        _item(office, list_id, name="")
    assert set(refused.value.problems) == {"name"}
    slot = _item(office, list_id, name="", rhythm="")
    with pytest.raises(UserError, match="空位"):
        tasks.begin(office, slot, MARCH)


def test_what_happens_on_event_becomes_a_task_by_hand(office: Office) -> None:
    ids = Listing(office.store, ITEMS).ids(find="重大纠纷")
    number = tasks.begin(office, ids[0], date(2026, 3, 5))
    assert [d.title for d in tasks.due(office) if d.record_id == number] == ["重大纠纷、群体性事件报告"]


def test_today_hears_of_every_open_task_with_its_person(office: Office) -> None:
    number = tasks.add(office, "慰问", date(2026, 3, 10), "李静")
    due = next(d for d in tasks.due(office) if d.record_id == number)
    assert (due.day, due.title, due.who, due.tab, due.verb) == (
        date(2026, 3, 10), "慰问", "李静", "checklists", "办理",
    )  # fmt: skip
