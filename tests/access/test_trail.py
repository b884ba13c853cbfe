"""The list of what was done: found by words and days, narrowed by kind and clerk, old and new values in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commgov_desktop import catalog, clock
from commgov_desktop.access.accounts import AccountRow
from commgov_desktop.access.own_words import own_words
from commgov_desktop.access.trail import RowChange, Trail, Words, deed
from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger import office as facts
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster import household
from commgov_desktop.roster.groups import known, sheets
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.store import Actor


@pytest.fixture
def words() -> Words:
    return own_words(lambda _table, column: column, {}, facts.OFFICE_SETTINGS, None)


@pytest.fixture
def busy(office: Office) -> Office:
    office.settings.save({"office.phone": "0571-88881234"}, "登记电话")
    office.store.note("打印 居住证明", "certificates:3")
    clock.pretend(clock.now() + timedelta(days=1))
    office.store.actor = Actor(2, "李海燕")
    office.settings.save({"office.phone": "13812345678"}, "修改电话")
    office.store.undo()
    return office


def _labels(trail: Trail, **asked: str) -> list[str]:
    ids = trail.ids(**asked)  # type: ignore[arg-type]
    page = trail.page(ids)
    return [str(page[number][2]) for number in ids]


def test_the_last_step_stands_first(busy: Office) -> None:
    assert _labels(Trail(busy.store))[:4] == ["撤销：修改电话", "修改电话", "打印 居住证明", "登记电话"]


def test_steps_are_found_by_words_names_and_days(busy: Office) -> None:
    trail = Trail(busy.store)
    assert _labels(trail, find="证明") == ["打印 居住证明"]
    assert _labels(trail, find="海燕 修改") == ["撤销：修改电话", "修改电话"]
    assert "登记电话" in _labels(trail, find="2026-03-05")
    assert _labels(trail, find="2026-03-06") == ["撤销：修改电话", "修改电话"]
    assert _labels(trail, find="2026-13-40") == []


def test_steps_are_narrowed_by_kind_and_clerk(busy: Office) -> None:
    trail = Trail(busy.store)
    assert _labels(trail, filter="note") == ["打印 居住证明"]
    assert _labels(trail, filter="undo") == ["撤销：修改电话"]
    assert _labels(trail, filter="taken") == ["修改电话"]
    assert _labels(trail, filter="today") == ["撤销：修改电话", "修改电话"]
    trail.clerk = "李海燕"
    assert trail.counts() == {"": 2, "today": 2, "do": 1, "undo": 1, "note": 0, "taken": 1, "removed": 0}
    assert trail.clerks() == ["李海燕", "王敏"]


def test_the_bin_holds_what_was_taken_out_with_why_until_it_is_brought_back(office: Office) -> None:
    store, name = office.store, "张小伟"
    with store.write("新增") as session:
        entered = Resident(name=name, sort_key="zhang")
        session.add(entered)
        session.flush()
        someone = entered.id
    trail = Trail(store, ["residents"])
    before = _labels(trail, filter="removed")
    household.remove_resident(store, someone, "登记错误")
    assert trail.counts()["removed"] == len(before) + 1
    label, *older = _labels(trail, filter="removed")
    assert name in label
    assert "登记错误" in label
    assert older == before
    step = trail.ids(filter="removed")[0]
    named = own_words(lambda _table, column: column, {"residents": "居民"}, facts.OFFICE_SETTINGS, None)
    seen = deed(store, step, named)
    assert seen is not None
    assert seen.can_be_taken_back
    assert any(row.way == "removed" and name in row.name for row in seen.rows)
    store.take_back(step)
    assert office.people.person(someone).name == name
    assert _labels(trail, filter="removed") == before


def test_the_list_is_ordered_by_any_column(busy: Office) -> None:
    trail = Trail(busy.store)
    for column in trail.columns:
        assert sorted(trail.ids(sort=column.name)) == sorted(trail.ids())


def test_a_step_shows_old_and_new_values_with_numbers_masked(busy: Office, words: Words) -> None:
    number = next(iter(Trail(busy.store).ids(find="李海燕 修改", filter="do")))
    found = deed(busy.store, number, words)
    assert found is not None
    assert found.taken_back
    assert not found.can_be_taken_back
    (row,) = found.rows
    assert row.name == "设置 办公电话"
    assert [(f.before, f.after) for f in row.fields] == [("0571-88881234", "138****5678")]


def test_roles_are_said_in_words(office: Office, words: Words) -> None:
    with office.store.write("改角色") as session:
        session.add(AccountRow(name="李海燕", role="worker"))
    (row,) = _rows(office, words)
    assert row.way == "added"
    assert [(f.label, f.after) for f in row.fields] == [
        ("姓名", "李海燕"),
        ("角色", "工作人员"),
        ("是否在用", "在用"),
    ]
    with office.store.write("删除账号") as session:
        session.delete(session.scalars(select(AccountRow).where(AccountRow.name == "李海燕")).one())
    (row,) = _rows(office, words)
    assert row.way == "removed"


def _rows(office: Office, words: Words) -> tuple[RowChange, ...]:
    found = deed(office.store, Trail(office.store).ids()[0], words)
    assert found is not None
    return found.rows


def test_a_step_names_the_own_field_that_changed_with_old_and_new_words_numbers_masked(
    office: Office, words: Words
) -> None:
    fields = [OwnField("", "车牌号"), OwnField("", "入党日期", "day"), OwnField("", "紧急电话", "phone")]
    extra_fields.keep(office.store, "residents", fields, "添加字段")
    added = {row.name: row.way for row in _rows(office, words)}
    assert added == {
        "自定义字段 车牌号": "added",
        "自定义字段 入党日期": "added",
        "自定义字段 紧急电话": "added",
    }
    with office.store.write("登记") as session:
        session.add(Resident(name="张伟", extra={"x1": "练A1", "x2": "2001-07-01"}))
    with office.store.write("修改") as session:
        session.scalars(select(Resident)).one().extra = {
            "x1": "练A2",
            "x2": "2001-07-01",
            "x3": "13800001111",
        }
    (row,) = _rows(office, words)
    assert "张伟" in row.name
    found = [(f.label, f.before, f.after) for f in row.fields]
    assert found == [("车牌号", "练A1", "练A2"), ("紧急电话", "", "138****1111")]
    assert row.hidden == 0
    renamed = [OwnField("x1", "车牌", retired=True), *extra_fields.fields_of(office.store, "residents")[1:]]
    extra_fields.keep(office.store, "residents", renamed, "改名")
    (row,) = _rows(office, words)
    assert [(f.label, f.before, f.after) for f in row.fields] == [
        ("字段名称", "车牌号", "车牌"),
        ("已停用", "否", "是"),
    ]
    office.store.undo()
    office.store.undo()
    (row,) = _rows(office, words)
    assert ("车牌号", "练A2", "练A1") in [(f.label, f.before, f.after) for f in row.fields]


def test_a_step_on_a_sheet_of_a_group_names_person_group_and_each_box_and_hides_the_restricted(
    office: Office, words: Words
) -> None:
    who, helper = (office.book.save(RESIDENTS, None, {"name": name}) for name in ("张伟", "李海燕"))
    with office.store.read() as session:
        groups = {group.name: group for group in known.seen(session, office)}
    told = replace(words, told=catalog.told_row, hidden=catalog.hidden_rows(office))
    group = groups["低保对象"]
    box = next(field for field in group.asked if field.kind == "choice")
    money = next(field for field in group.asked if field.kind == "money")
    first, second = box.choices[0], box.choices[1]
    sheet = sheets.keep(
        office, group.id, who, {"since": date(2025, 1, 1), box.key: first[0], money.key: 65000}
    )
    (row,) = _rows(office, told)
    assert (row.name, row.way) == ("张伟的低保对象登记", "added")
    assert ("入组日期", "", "2025-01-01") in [(f.label, f.before, f.after) for f in row.fields]
    sheets.keep(office, group.id, who, {"since": date(2025, 1, 1), box.key: second[0], money.key: 70000})
    (row,) = _rows(office, told)
    assert [(f.label, f.before, f.after) for f in row.fields] == [
        (box.label, first[1], second[1]),
        (money.label, "650.00", "700.00"),
    ]
    sheets.end(office, sheet, date(2026, 3, 1), "收入超标")
    (row,) = _rows(office, told)
    assert [(f.label, f.before, f.after) for f in row.fields] == [
        ("退出日期", "", "2026-03-01"),
        ("退出原因", "", "收入超标"),
    ]
    closed = next(group for group in groups.values() if group.restricted)
    sheets.keep(office, closed.id, helper, {"since": date(2026, 1, 1)})
    assert [row.name for row in _rows(office, told)] == [f"李海燕的{closed.name}登记"]
    worker = replace(office, account=replace(office.account, role="worker"))
    assert _rows(office, replace(told, hidden=catalog.hidden_rows(worker))) == ()
