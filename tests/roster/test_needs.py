"""Needs of residents: written down, settled, found, asked, counted, printed; the office's list of services."""

from datetime import date

import pytest

from commgov_desktop import catalog
from commgov_desktop.documents.rendering import page_count, page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.questions import Asked, all_of
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.needs import ledger, papers, services, tally
from commgov_desktop.roster.needs.models import ARRANGED, CANNOT, MET, OPEN, Service
from tests.conftest import TODAY


def person(office: Office, name: str, **more: object) -> int:
    return office.book.save(RESIDENTS, None, {"name": name, "birth": date(1950, 1, 1), **more})


def service(office: Office, name: str) -> str:
    return str(next(one.id for one in services.services(office) if one.name == name))


def need(office: Office, who: int, **more: object) -> int:
    values: dict[str, object] = {
        "resident_id": who, "asked_on": date(2026, 3, 1), "area": None, "service_id": service(office, "老年助餐"),
        "words": "午饭送到家", "asked_by": "王敏", "state": OPEN, "state_on": None, "state_words": "",
    }  # fmt: skip
    return ledger.keep(office, None, values | more)


def shown(office: Office, need_id: int) -> dict[str, object]:
    listing = Listing(office.store, ledger.needs_of(office))
    return dict(zip((f.name for f in listing.columns), listing.page([need_id])[need_id], strict=True))


def test_a_need_is_kept_listed_found_and_undone(office: Office) -> None:
    who = person(office, "张伟")
    made = need(office, who)
    row = shown(office, made)
    assert (row["who"], row["area"], row["service"], str(row["state"])) == (
        "张伟",
        "日常生活方式",
        "老年助餐",
        "待办",
    )
    listing = Listing(office.store, ledger.needs_of(office))
    for words in ("张伟", "zw 送到家", "老年助餐 2026-03-01", "王敏"):
        assert list(listing.ids(find=words)) == [made], words
    assert not len(listing.ids(find="张伟 没有的词"))
    assert [line.words for line in ledger.of_person(office, who)] == ["老年助餐：午饭送到家"]
    assert office.store.undoable().label == "登记张伟的需求"  # type: ignore[union-attr]
    office.store.undo()
    assert not len(listing.ids())


@pytest.mark.parametrize(
    ("values", "box"),
    [
        ({"resident_id": None}, "resident_id"),
        ({"asked_on": date(2026, 3, 6)}, "asked_on"),
        ({"service_id": None, "words": "  ", "area": "1"}, "words"),
        ({"service_id": None, "area": None}, "area"),
        ({"area": "4"}, "area"),
        ({"state": MET, "state_on": date(2026, 2, 1)}, "state_on"),
        ({"state": MET, "state_on": date(2026, 3, 9)}, "state_on"),
        ({"state": CANNOT}, "state_words"),
        ({"state": None}, "state"),
    ],
)
def test_a_need_that_cannot_be_is_refused_at_its_box(
    office: Office, values: dict[str, object], box: str
) -> None:
    who = person(office, "张伟")
    with pytest.raises(Invalid) as wrong:
        need(office, who, **values)
    assert list(wrong.value.problems) == [box]
    assert Listing(office.store, ledger.NEEDS).count() == 0


def test_what_became_of_a_need_is_one_step_that_can_be_undone(office: Office) -> None:
    made = need(office, person(office, "张伟"))
    ledger.settle(office, made, ARRANGED, TODAY, "下周起送餐")
    row = shown(office, made)
    assert (str(row["state"]), row["state_on"], row["state_words"]) == ("已安排", TODAY, "下周起送餐")
    assert office.store.undoable().label == "张伟的需求：已安排"  # type: ignore[union-attr]
    with pytest.raises(Invalid) as wrong:
        ledger.settle(office, made, CANNOT, TODAY, " ")
    assert "state_words" in wrong.value.problems
    office.store.undo()
    assert str(shown(office, made)["state"]) == "待办"


def test_a_need_without_a_day_of_its_state_is_so_since_today(office: Office) -> None:
    made = need(office, person(office, "张伟"), state=MET)
    assert shown(office, made)["state_on"] == TODAY
    values = office.book.values(ledger.needs_of(office), made)
    ledger.keep(office, made, values | {"state": OPEN})
    assert shown(office, made)["state_on"] is None


def test_open_needs_stand_first_on_the_card(office: Office) -> None:
    who = person(office, "张伟")
    met = need(office, who, asked_on=date(2026, 3, 4), state=MET)
    waits = need(office, who, asked_on=date(2026, 1, 4))
    assert [line.id for line in ledger.of_person(office, who)] == [waits, met]


def test_it_can_be_asked_who_has_a_need_not_yet_met(office: Office) -> None:
    waits, met, none = (person(office, name) for name in ("甲一", "乙二", "丙三"))
    need(office, waits)
    need(office, met, state=MET)
    asked = catalog.askable(office, RESIDENTS)
    meals, care = service(office, "老年助餐"), service(office, "日间照料")

    def ids(fact: str, how: str, *values: str) -> set[int]:
        from sqlalchemy import select

        question = all_of(Asked(fact, how, values))
        with office.store.read() as session:
            return set(session.scalars(select(RESIDENTS.model.id).where(questions.where(question, asked))))

    assert ids("open_need", "has") == {waits}
    assert ids("open_need", "has", meals) == {waits}
    assert ids("open_need", "has", care) == set()
    assert ids("need", "has", "2") == {waits, met}
    assert ids("need", "has_not") == {none}


def test_the_summary_counts_by_service_area_and_state_and_names_nobody(office: Office) -> None:
    first, second = person(office, "张伟"), person(office, "李梅")
    need(office, first)
    need(office, first, service_id=service(office, "志愿服务"), state=MET)
    need(office, second, service_id=None, area="2", words="想晒被子")
    counted = tally.count(office)
    assert [(one.area, one.service, one.whole) for one in counted.lines] == [
        ("2", "老年助餐", 1), ("2", "", 1), ("4", "志愿服务", 1),
    ]  # fmt: skip
    assert counted.people == 2
    assert [(one.area, one.whole) for one in counted.areas()] == [("2", 2), ("4", 1)]
    assert counted.whole().by_state[MET] == 1
    assert tally.count(office, date(2026, 3, 2), TODAY).whole().whole == 0
    paper = papers.summary_paper(office)
    said = "".join("".join(page_text(paper, n).split()) for n in range(page_count(paper)))
    assert "老年助餐" in said
    assert "登记居民2人，需求3项" in said
    assert "张伟" not in said
    assert "晒被子" not in said


def test_many_grids_stand_in_tables_below_each_other(practice_office: Office) -> None:
    counted = tally.count(practice_office)
    assert sum(one.whole for one in counted.lines) == Listing(practice_office.store, ledger.NEEDS).count()
    assert set(counted.whole().by_grid) == set(counted.grids)


def test_the_register_holds_what_is_shown(office: Office) -> None:
    need(office, person(office, "张伟"), state=CANNOT, state_words="没有场地")
    said = "".join(page_text(papers.register_paper(office), 0).split())
    for words in ("居民需求登记表", "张伟", "老年助餐", "无法满足", "没有场地", "共1项"):
        assert words in said, words


def test_the_shipped_services_are_to_be_confirmed_and_belong_to_the_four_areas(office: Office) -> None:
    listed = services.services(office)
    assert {one.area for one in listed} == {"1", "2", "3", "4"}
    assert not [one for one in listed if one.sure]
    made = services.keep(office, None, {"name": "理发上门", "area": "2"})
    assert next(one for one in services.services(office) if one.id == made).sure
    with pytest.raises(Invalid) as wrong:
        services.keep(office, None, {"name": "理发上门", "area": ""})
    assert set(wrong.value.problems) == {"name", "area"}


def test_a_retired_service_is_still_named_by_old_needs(office: Office) -> None:
    made = need(office, person(office, "张伟"))
    meals = int(service(office, "老年助餐"))
    services.retire(office, meals, True)
    assert "老年助餐" not in [one.name for one in services.services(office)]
    assert shown(office, made)["service"] == "老年助餐"
    assert (str(meals), "老年助餐（停用）") in services.offered(office)


def test_services_move_within_their_area(office: Office) -> None:
    def daily() -> list[str]:
        return [one.name for one in services.services(office) if one.area == "2"]

    before = daily()
    first = int(service(office, before[0]))
    services.move(office, first, 1)
    assert daily() == [before[1], before[0], *before[2:]]
    services.move(office, first, -1)
    services.move(office, first, -1)
    assert daily() == before


def test_an_office_of_an_earlier_release_gets_the_list_once(office: Office) -> None:
    with office.store.write("旧版") as session:
        for row in session.query(Service).all():
            session.delete(row)
    services.complete(office.store)
    count = len(services.services(office))
    assert count
    services.complete(office.store)
    assert len(services.services(office)) == count
