"""六清五掌握: what is known of a person, a household and a grid, who lacks what, and the office's own list of facts."""

from datetime import date

import pytest

from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster.groups import completeness, known, papers, sheets, visits
from commgov_desktop.roster.groups.lists import residents_of
from commgov_desktop.roster.ledger import RESIDENTS
from tests.conftest import TODAY

WHOLE = {
    "birth": date(1980, 1, 1), "id_number": "", "registered_address": "本社区", "relation": "02", "phone": "13800000001",
    "residence_kind": "1", "occupation": "工人", "education": "70",
}  # fmt: skip


def facts(office: Office) -> list[completeness.Fact]:
    with office.store.read() as session:
        return completeness.facts(session)


def only(office: Office, *needs: str, about: str = "person") -> None:
    """Ask one fact and nothing else."""
    for fact in facts(office):
        completeness.retire_fact(office, fact.id, True)
    completeness.keep_fact(office, None, {"name": "一项", "needs": list(needs), "about": about})


def person(office: Office, name: str = "张伟", **more: object) -> int:
    return office.book.save(residents_of(office), None, {"name": name, **more})


def test_a_new_office_asks_six_and_five_facts(office: Office) -> None:
    blocks = [fact.block for fact in facts(office)]
    assert (blocks.count("clear"), blocks.count("grasp")) == (6, 5)


def test_the_meter_counts_what_is_known_and_names_what_is_missing(office: Office) -> None:
    who = person(office, **WHOLE)
    meter = completeness.of_person(office, who)
    assert (meter.known, meter.asked) == (7, 8)
    assert meter.lacking == ("身份清：证件号码",)
    assert meter.percent == 87


@pytest.mark.parametrize(
    ("needs", "values", "is_known"),
    [
        (("phone", "phone2"), {"phone2": "13800000001"}, True), (("phone",), {}, False),
        (("occupation", "under:16"), {"birth": date(2015, 1, 1)}, True), (("under:16",), {"birth": date(1980, 1, 1)}, False),
        (("over:60",), {"birth": date(1966, 3, 5)}, True), (("over:60",), {}, False), (("tags",), {"tags": ["党员"]}, True),
        (("tags",), {}, False), (("extra:x1",), {"x1": "A型"}, True), (("extra:x1",), {}, False),
        (("was_never_a_column",), {}, False),
    ],
)  # fmt: skip
def test_a_fact_is_known_when_any_of_its_needs_holds(
    office: Office, needs: tuple[str, ...], values: dict[str, object], is_known: bool
) -> None:
    extra_fields.keep(office.store, "residents", [OwnField("", "血型")], "添加")
    only(office, *needs)
    assert completeness.of_person(office, person(office, **values)).known == is_known


def test_a_visit_a_group_and_a_head_make_facts_known(office: Office) -> None:
    who = person(office, birth=date(1980, 1, 1), relation="02")
    home = office.people.person(who).household_id or 0
    only(office, "visit")
    assert not completeness.of_person(office, who).known
    visits.keep(office, None, {"household_id": home, "day": TODAY})
    assert completeness.of_person(office, who).known
    only(office, "group:volunteers")
    assert not completeness.of_person(office, who).known
    group = next(g for g in known.groups(office) if g.key == "volunteers")
    sheets.put_many(office, group.id, [who], TODAY)
    assert completeness.of_person(office, who).known
    only(office, "head", about="household")
    assert completeness.of_household(office, home).known == 1


def test_the_meter_of_a_household_names_who_lacks_what(office: Office) -> None:
    who = person(office, **WHOLE)
    home = office.people.person(who).household_id or 0
    person(office, "李梅", household_id=home, relation="12", birth=date(1982, 1, 1))
    meter = completeness.of_household(office, home)
    assert meter.asked == 3 + 2 * 8
    assert "李梅：掌握联系方式" in meter.lacking
    assert "掌握户情：一年内走访" in meter.lacking


def test_the_list_of_missing_facts_holds_who_lacks_one_and_finds_only_them(office: Office) -> None:
    only(office, "phone")
    without, _other = person(office, "张伟"), person(office, "李梅", phone="13800000001")
    listing = Listing(office.store, completeness.missing_ledger(office))
    assert list(listing.ids()) == [without]
    assert list(listing.ids(find="张伟")) == [without]
    assert not len(listing.ids(find="李梅"))
    assert [listing.count(f.key) for f in listing.ledger.filters] == [1]
    paper = page_text(papers.missing_paper(office))
    assert "张伟" in paper
    assert "李梅" not in paper
    assert "信息完整率 50.0%（已掌握 1 项 ÷ 应掌握 2 项）" in paper


def test_the_rate_of_a_grid_is_known_facts_of_facts_asked(practice_office: Office) -> None:
    grids = completeness.by_grid(practice_office)
    asked = len([f for f in facts(practice_office) if f.about == "person"])
    assert len(grids) > 2
    assert sum(g.people for g in grids) == Listing(practice_office.store, RESIDENTS).count()
    assert all(g.meter.asked == g.people * asked for g in grids)
    lacking = Listing(practice_office.store, completeness.missing_ledger(practice_office))
    missing = sum(lacking.count(f.key) for f in lacking.ledger.filters)
    assert sum(g.meter.asked - g.meter.known for g in grids) == missing


def test_the_office_words_orders_and_retires_its_own_list(office: Office) -> None:
    first, second, *_rest = facts(office)
    completeness.move_fact(office, second.id, -1)
    completeness.keep_fact(
        office, first.id, {"name": "家庭成员清", "block": "clear", "about": "person", "needs": ["birth"]}
    )
    assert [fact.name for fact in facts(office)][:2] == [second.name, "家庭成员清"]
    completeness.retire_fact(office, first.id, True)
    assert "家庭成员清" not in [fact.name for fact in facts(office)]
    for wrong in ({"name": " ", "needs": ["birth"]}, {"name": "空的", "needs": []}):
        with pytest.raises(Invalid):
            completeness.keep_fact(office, None, wrong)
    office.store.undo()
    assert "家庭成员清" in [fact.name for fact in facts(office)]


def test_where_nothing_is_asked_nobody_lacks_anything(office: Office) -> None:
    for fact in facts(office):
        completeness.retire_fact(office, fact.id, True)
    who = person(office)
    assert completeness.of_person(office, who).percent == 100
    assert Listing(office.store, completeness.missing_ledger(office)).count() == 0
    assert papers.missing_paper(office)
