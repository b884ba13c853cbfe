"""Fields of the office's own and its groups have a past too: on the time line, in lists of a day, in questions."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from commgov_desktop import catalog, clock
from commgov_desktop.ledger import extra_fields, questions
from commgov_desktop.ledger.exporting import rows_of
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.ledger.question_days import Period
from commgov_desktop.ledger.questions import Asked, all_of
from commgov_desktop.roster import importing
from commgov_desktop.roster.as_it_was import ledger_on
from commgov_desktop.roster.bulk import changing, wishes
from commgov_desktop.roster.bulk.wishes import SET, Wish
from commgov_desktop.roster.duplicates import merging, parting
from commgov_desktop.roster.events import mending
from commgov_desktop.roster.events.life import life
from commgov_desktop.roster.groups import known, sheets
from commgov_desktop.roster.groups.lists import households_of, residents_of
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Household, Resident
from commgov_desktop.roster.places import Homes

FIELDS = (
    OwnField("", "健康状况", "choice", (("1", "良好"), ("2", "慢性病"))),
    OwnField("", "特长", "text"),
    OwnField("", "月收入", "money"),
    OwnField("", "子女数", "number"),
    OwnField("", "独生子女户", "flag"),
    OwnField("", "体检日期", "day"),
)
FIRST, LATER, NOW = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 5)
BEFORE = {"x1": "1", "x2": "书法", "x3": 350000, "x4": 1, "x5": True, "x6": date(2025, 5, 1)}
AFTER = {"x1": "2", "x2": "", "x3": 120000, "x4": 2.5, "x5": False, "x6": date(2026, 2, 1)}


@pytest.fixture
def own(office: Office) -> Office:
    extra_fields.keep(office.store, "residents", FIELDS, "添加字段")
    return office


def save(office: Office, name: str, **more: object) -> int:
    return office.book.save(residents_of(office), None, {"name": name, "birth": date(1980, 1, 1), **more})


@pytest.fixture
def zhang(own: Office) -> int:
    """Everything filled in in January, everything other in February."""
    clock.pretend(FIRST)
    who = save(own, "张伟", **BEFORE)
    clock.pretend(LATER)
    own.book.save(residents_of(own), who, AFTER)
    clock.pretend(NOW)
    return who


def told(office: Office, who: int) -> list[str]:
    return [moment.words for moment in life(office.store, who)]


def on(office: Office, day: date, *names: str) -> list[list[str]]:
    listing = Listing(office.store, ledger_on(office.store, residents_of(office), day))
    _fields, rows = rows_of(listing, listing.ids(sort="name"), names)
    return list(rows)


OWN = ("x1", "x2", "x3", "x4", "x5", "x6")


def test_a_changed_box_is_on_the_time_line_in_words_and_first_filling_in_is_not(
    own: Office, zhang: int
) -> None:
    assert set(told(own, zhang)) == {
        "健康状况：良好 → 慢性病", "特长：书法 → —", "月收入：3,500.00 → 1,200.00", "子女数：1 → 2.5",
        "独生子女户：是 → —", "体检日期：2025-05-01 → 2026-02-01",
    }  # fmt: skip
    extra_fields.keep(
        own.store, "residents",
        [OwnField(f.key, "健康情况" if f.key == "x1" else f.label, f.kind, f.choices, retired=f.key == "x1")
         for f in extra_fields.fields_of(own.store, "residents")], "改名并停用",
    )  # fmt: skip
    assert "健康情况：良好 → 慢性病" in told(own, zhang)
    own.store.undo()
    own.store.undo()
    assert told(own, zhang) == []


def test_a_list_of_a_day_shows_sorts_and_asks_what_the_boxes_held_then(own: Office, zhang: int) -> None:
    assert on(own, FIRST, *OWN) == [["良好", "书法", "3,500.00", "1", "是", "2025-05-01"]]
    assert on(own, LATER, *OWN) == [["慢性病", "", "1,200.00", "2.5", "", "2026-02-01"]]
    clock.pretend(LATER)
    other = save(own, "李梅", x1="1", x4=3)
    clock.pretend(NOW)
    then = Listing(own.store, ledger_on(own.store, residents_of(own), FIRST))
    assert list(then.ids(sort="x4")) == [zhang, other]
    assert list(then.ids(where={"x1": ("1",)})) == [other, zhang]
    assert list(then.ids(where={"x1": ("2",)})) == []
    for column in OWN:
        assert len(then.ids(sort=column, descending=True)) == 2


def _who(office: Office, how: str, value: str, first: date, last: date | None = None) -> set[str]:
    facts = catalog.askable(office, RESIDENTS)
    asked = all_of(Asked("extra:x1", how, (value,), Period("between", first=first, last=last)))
    assert not questions.problems(asked, facts)
    with office.store.read() as session:
        return set(session.scalars(select(Resident.name).where(questions.where(asked, facts))))


def test_questions_ask_what_a_box_was_and_became(own: Office, zhang: int) -> None:
    save(own, "李梅", x1="2")
    assert _who(own, "was", "1", FIRST) == {"张伟"}
    assert _who(own, "was", "2", FIRST) == {"李梅"}
    assert _who(own, "became", "2", LATER, NOW) == {"张伟"}
    assert _who(own, "within", "1", FIRST, NOW) == {"张伟"}


def test_an_import_and_a_change_of_many_leave_the_same_past(
    own: Office, homes: Homes, csv_of: Callable[..., bytes]
) -> None:
    clock.pretend(FIRST)
    who = save(own, "李梅", x1="1", x4=1)
    clock.pretend(LATER)
    data = csv_of("姓名 出生日期 健康状况", "李梅 1980-01-01 慢性病")
    plan = importing.trial(own.store, importing.open_source(own.store, data, "名册.csv"), homes)
    importing.apply(own.store, plan, homes)
    assert told(own, who) == ["健康状况：良好 → 慢性病"]
    clock.pretend(NOW)
    box = next(field for field in wishes.fields(own.store) if field.name.endswith("x4"))
    changing.apply(own.store, changing.plan(own.store, [who], [Wish(box, SET, 2)]))
    assert told(own, who) == ["子女数：1 → 2", "健康状况：良好 → 慢性病"]


def test_a_change_that_never_was_is_struck_out_and_the_box_holds_the_old_value_again(
    own: Office, zhang: int
) -> None:
    for label, key in (("健康状况", "x1"), ("子女数", "x4"), ("月收入", "x3")):
        moment = next(m for m in life(own.store, zhang) if m.words.startswith(label))
        assert moment.span is not None
        mending.strike(own.store, moment.span)
        assert own.book.values(residents_of(own), zhang)[key] == BEFORE[key]
    assert not [words for words in told(own, zhang) if "健康状况" in words]


def test_a_merge_leads_the_past_of_a_box_and_parting_gives_it_back(own: Office, zhang: int) -> None:
    twin = save(own, "张玮", x1="2")
    take = merging.plan(own.store, twin, zhang, {}, in_order=True).proposal()
    done = merging.merge(own.store, twin, zhang, take)
    assert any("健康状况：良好 → 慢性病" in words for words in told(own, twin))
    parting.part(own.store, done)
    assert not [words for words in told(own, twin) if "健康状况" in words]
    assert "健康状况：良好 → 慢性病" in told(own, zhang)


def test_households_keep_the_past_of_their_boxes(office: Office) -> None:
    extra_fields.keep(office.store, "households", (OwnField("", "住房性质", "text"),), "添加字段")
    clock.pretend(FIRST)
    who = office.book.save(households_of(office), None, {"number": "H1", "x1": "公房"})
    clock.pretend(NOW)
    office.book.save(households_of(office), who, {"x1": "商品房"})
    column = next(c for c in households_of(office).columns if c.field.name == "x1")
    assert column.then is not None
    with office.store.read() as session:
        table = households_of(office).model.__table__
        assert session.scalar(select(column.then(LATER).value()).select_from(table)) == "公房"
    facts = catalog.askable(office, HOUSEHOLDS)
    for how, values in (("is", ("商品房",)), ("was", ("公房",)), ("missing", ())):
        period = Period("between", first=LATER) if how == "was" else None
        asked = all_of(Asked("extra:x1", how, values, period))
        assert not questions.problems(asked, facts)
        with office.store.read() as session:
            found = session.scalars(select(Household.id).where(questions.where(asked, facts))).all()
        assert list(found) == ([] if how == "missing" else [who])


def test_a_corrected_birth_date_was_never_another(own: Office, zhang: int) -> None:
    """Nobody is born twice: what stood there before was a mistake, on every day."""
    before = told(own, zhang)
    own.book.save(residents_of(own), zhang, {"birth": date(1981, 2, 3)})
    assert told(own, zhang) == before
    assert on(own, FIRST, "age") == [["44"]]


# ---- names and groups -----------------------------------------------------------------------------------


def test_a_list_of_a_day_stands_in_the_order_of_the_names_of_that_day(own: Office) -> None:
    clock.pretend(FIRST)
    people = [save(own, name) for name in ("安然", "王芳", "赵云")]
    clock.pretend(LATER)
    own.book.save(residents_of(own), people[0], {"name": "郑然"})
    clock.pretend(NOW)
    listing = Listing(own.store, residents_of(own))
    assert list(listing.ids()) == [people[1], people[2], people[0]]
    assert [row[0] for row in on(own, FIRST, "name")] == ["安然", "王芳", "赵云"]
    assert [row[0] for row in on(own, LATER, "name")] == ["王芳", "赵云", "郑然"]


def test_groups_of_a_day_are_chips_and_filters_of_its_list(own: Office) -> None:
    clock.pretend(FIRST)
    who, old = save(own, "李梅"), save(own, "王大爷", birth=date(1940, 1, 1))
    with own.store.read() as session:
        groups = {group.name: group for group in known.seen(session, own)}
    sheet = sheets.keep(own, groups["低保对象"].id, who, {"since": FIRST})
    clock.pretend(NOW)
    sheets.end(own, sheet, LATER, "保障终止")
    assert on(own, FIRST, "name", "groups")[0] == ["李梅", "低保"]
    assert on(own, LATER, "name", "groups")[0] == ["李梅", ""]

    def filtered(day: date, group: str) -> list[int]:
        listing = Listing(own.store, ledger_on(own.store, residents_of(own), day))
        return list(listing.ids(filter=f"group:{groups[group].id}"))

    assert filtered(FIRST, "低保对象") == [who]
    assert filtered(LATER, "低保对象") == []
    assert filtered(FIRST, "高龄老人") == [old]
    offered = {f.label for f in ledger_on(own.store, residents_of(own), FIRST).filters}
    assert "独居老人" not in offered, "who lived alone on a day is not kept"
