"""Many people changed at once: seen beforehand, one action, one undo, nothing left behind when it is stopped."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from commgov_desktop import clock
from commgov_desktop.errors import Cancelled, UserError
from commgov_desktop.ledger import episodes
from commgov_desktop.ledger.extra_fields import ExtraField
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.bulk import changing, wishes
from commgov_desktop.roster.bulk.changing import CHANGED, REFUSED, SAME
from commgov_desktop.roster.bulk.wishes import ADD, APPEND, CLEAR, REMOVE, SET, Wish
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident, here
from commgov_desktop.store import journal


@pytest.fixture
def enter(office: Office) -> Callable[..., int]:
    """Registers somebody and gives their id."""
    return lambda name, **facts: office.book.save(RESIDENTS, None, {"name": name, **facts})


def box(office: Office, name: str) -> Field:
    return next(field for field in wishes.fields(office.store) if field.name == name)


def column(office: Office, name: str) -> list[Any]:
    with office.store.read() as session:
        return list(session.scalars(select(getattr(Resident, name)).order_by(Resident.id)))


def test_the_preview_tells_changed_same_and_refused_with_the_reason(
    office: Office, enter: Callable[..., int]
) -> None:
    ids = [
        enter("张伟", residence_kind="1", birth=date(1980, 1, 1)),
        enter("李梅", residence_kind="3", birth=date(1980, 1, 1), lives_here_since=date(2020, 1, 1)),
        enter("王芳", residence_kind="3", birth=date(2022, 1, 1)),
        enter("赵云", residence_kind="3", lives_here_since=date(2020, 1, 1)),
        9999,
    ]
    asked = [
        Wish(box(office, "residence_kind"), SET, "3"),
        Wish(box(office, "lives_here_since"), SET, date(2020, 1, 1)),
    ]
    plan = changing.plan(office.store, ids, asked)
    assert [one.status for one in plan.people] == [CHANGED, SAME, REFUSED, SAME, REFUSED]
    assert [plan.count(kind) for kind in (CHANGED, SAME, REFUSED)] == [1, 2, 2]
    assert "出生日期" in plan.people[2].refused
    assert [(w.key, before, now) for w, before, now in plan.people[0].changes] == [
        ("residence_kind", "1", "3"),
        ("lives_here_since", None, date(2020, 1, 1)),
    ]
    assert changing.apply(office.store, plan) == 1
    assert column(office, "lives_here_since")[2] is None


def test_tags_notes_and_emptying(office: Office, enter: Callable[..., int]) -> None:
    ids = [
        enter("张伟", tags=["党员", "独居"], note="甲", phone="1"),
        enter("李梅", tags=[], note="", phone="2"),
    ]
    asked = [
        Wish(box(office, "tags"), ADD, ["志愿者", "党员"]),
        Wish(box(office, "tags"), REMOVE, ["独居"]),
        Wish(box(office, "note"), APPEND, "已核对"),
        Wish(box(office, "phone"), CLEAR),
    ]
    changing.apply(office.store, changing.plan(office.store, ids, asked))
    assert column(office, "tags") == [["党员", "志愿者"], ["志愿者", "党员"]]
    assert column(office, "note") == ["甲\n已核对", "已核对"]
    assert column(office, "phone") == ["", ""]
    again = changing.plan(office.store, ids, asked)
    assert again.count(SAME) == 2
    with pytest.raises(UserError):
        changing.apply(office.store, again)


def test_the_offices_own_boxes_are_changed_without_touching_the_others(
    office: Office, enter: Callable[..., int]
) -> None:
    with office.store.write("自定义") as session:
        session.add(ExtraField(table_name="residents", key="x1", label="接种日期", kind="day", choices=[]))
        session.add(ExtraField(table_name="residents", key="x2", label="旧项", retired=True, choices=[]))
    person = enter("张伟")
    with office.store.write("填") as session:
        session.get_one(Resident, person).extra = {"x2": "甲"}
    assert [f.name for f in wishes.fields(office.store)][-1] == "extra:x1"
    asked = [Wish(box(office, "extra:x1"), SET, date(2026, 1, 2))]
    changing.apply(office.store, changing.plan(office.store, [person], asked))
    assert column(office, "extra") == [{"x1": "2026-01-02", "x2": "甲"}]
    assert changing.plan(office.store, [person], asked).count(SAME) == 1
    emptied = [Wish(box(office, "extra:x1"), CLEAR)]
    changing.apply(office.store, changing.plan(office.store, [person], emptied))
    assert column(office, "extra") == [{"x2": "甲"}]


@pytest.mark.parametrize("way", [SET, CLEAR])
def test_wishes_that_say_nothing_or_too_much_are_refused(office: Office, way: str) -> None:
    kind = box(office, "residence_kind")
    with pytest.raises(UserError):
        changing.plan(office.store, [1], [])
    with pytest.raises(UserError):
        changing.plan(office.store, [1], [Wish(kind, SET, "")])
    with pytest.raises(UserError):
        changing.plan(office.store, [1], [Wish(kind, way, "1"), Wish(kind, SET, "3")])
    future = Wish(box(office, "lives_here_since"), SET, date(2027, 1, 1))
    with pytest.raises(UserError):
        changing.plan(office.store, [1], [future])


def test_it_is_one_action_with_one_undo_and_finds_as_before(practice_office: Office) -> None:
    office = practice_office
    with office.store.read() as session:
        ids = list(session.scalars(select(Resident.id).where(here())))
        before = session.execute(select(Resident.__table__)).all()
        actions = session.scalar(select(func.count(journal.Action.id)))
    asked = [
        Wish(box(office, "ethnic_group"), SET, "02"),
        Wish(box(office, "note"), APPEND, "2026 年核对"),
        Wish(box(office, "tags"), ADD, ["已核对"]),
    ]
    plan = changing.plan(office.store, ids, asked)
    assert changing.apply(office.store, plan) == 300
    with office.store.read() as session:
        assert session.scalar(select(func.count(journal.Action.id))) == (actions or 0) + 1
        assert set(session.scalars(select(Resident.ethnic_group).where(here()))) == {"02"}
    office.store.undo()
    with office.store.read() as session:
        assert session.execute(select(Resident.__table__)).all() == before


def test_notes_that_differ_for_everybody_are_written_row_by_row(
    practice_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changing, "_FEW_KINDS", 1)
    office = practice_office
    with office.store.read() as session:
        ids = list(session.scalars(select(Resident.id).where(here())))
    asked = [Wish(box(office, "tags"), ADD, ["已核对"]), Wish(box(office, "phone"), CLEAR)]
    changing.apply(office.store, changing.plan(office.store, ids, asked))
    with office.store.read() as session:
        now = session.execute(select(Resident.tags, Resident.phone).where(here())).all()
    assert all(tags[-1] == "已核对" and phone == "" for tags, phone in now)


def test_cancelling_leaves_nothing_behind(practice_office: Office) -> None:
    office = practice_office
    with office.store.read() as session:
        ids = list(session.scalars(select(Resident.id)))
    plan = changing.plan(office.store, ids, [Wish(box(office, "tags"), ADD, ["已核对"])])
    before = column(office, "tags")

    def stop(done: int, total: int) -> None:
        if done > total // 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        changing.apply(office.store, plan, stop)
    assert column(office, "tags") == before


def test_what_was_changed_after_the_preview_is_not_overwritten(
    office: Office, enter: Callable[..., int]
) -> None:
    person = enter("张伟", phone="1")
    plan = changing.plan(office.store, [person], [Wish(box(office, "phone"), SET, "2")])
    office.book.save(RESIDENTS, person, {**office.book.values(RESIDENTS, person), "phone": "3"})
    with pytest.raises(UserError):
        changing.apply(office.store, plan)
    assert column(office, "phone") == ["3"]


@pytest.mark.parametrize("mended", [False, True])
def test_the_past_is_kept_from_the_day_named_unless_it_was_a_mistake(
    office: Office, enter: Callable[..., int], mended: bool
) -> None:
    person = enter("张伟", residence_kind="3")
    plan = changing.plan(office.store, [person], [Wish(box(office, "residence_kind"), SET, "1")])
    changing.apply(office.store, plan, since=date(2025, 6, 1), mended=mended)
    with office.store.read() as session:
        past = select(episodes.as_of(Resident.residence_kind, date(2025, 1, 1)))
        assert session.scalar(past) == ("1" if mended else "3")
        assert session.scalar(select(episodes.as_of(Resident.residence_kind, clock.today()))) == "1"
