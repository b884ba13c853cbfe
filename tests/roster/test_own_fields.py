"""Fields that an office adds to residents and households: in form, list, filter, import, export and on paper at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.conditions import Between, Contains, Filled, Missing, OneOf
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster import exporting, importing, papers
from commgov_desktop.roster.groups.lists import households_of, own_words, residents_of
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.places import Homes

FIELDS = (
    OwnField("", "血型", "choice", (("A型", "A型"), ("B型", "B型"), ("O型", "O型"))),
    OwnField("", "入党申请日期", "day"),
    OwnField("", "月收入", "money"),
    OwnField("", "子女数", "number"),
    OwnField("", "独生子女户", "flag"),
    OwnField("", "紧急联系电话", "phone"),
    OwnField("", "特长", "text", hint="如书法"),
)
VALUES = {
    "x1": "B型", "x2": date(2024, 5, 1), "x3": 350000, "x4": 2, "x5": True, "x6": "13800000001", "x7": "书法",
}  # fmt: skip


@pytest.fixture
def own(office: Office) -> Office:
    """An office with a field of each kind on its residents."""
    extra_fields.keep(office.store, "residents", FIELDS, "添加字段")
    return office


def save(office: Office, name: str, **more: object) -> int:
    values: dict[str, object] = {"name": name, "birth": date(1980, 1, 1), "note": "", **more}
    return office.book.save(residents_of(office), None, values)


def test_what_is_entered_in_an_own_field_comes_back(own: Office) -> None:
    ledger = residents_of(own)
    assert [box.label for box in ledger.form[-1].fields] == [field.label for field in FIELDS]
    who = save(own, "张伟", **VALUES)
    assert VALUES.items() <= own.book.values(ledger, who).items()
    own.book.save(ledger, who, {"x7": "", "phone": "13900000000"})
    assert own.book.values(ledger, who)["x7"] == ""
    assert own.book.values(ledger, who)["x4"] == 2
    own.store.undo()
    assert own.book.values(ledger, who)["x7"] == "书法"


def test_the_plain_form_leaves_own_values_alone(own: Office) -> None:
    who = save(own, "张伟", **VALUES)
    own.book.save(RESIDENTS, who, own.book.values(RESIDENTS, who) | {"note": "改过"})
    assert own.book.values(residents_of(own), who)["x1"] == "B型"


def test_an_own_field_is_a_column_that_sorts_and_filters(own: Office) -> None:
    first = save(own, "张伟", **VALUES)
    second = save(own, "李梅", x1="A型", x2=date(2020, 1, 1), x3=100000, x4=1, x7="篮球")
    third = save(own, "王芳")
    listing = Listing(own.store, residents_of(own))
    shown = dict(zip((f.label for f in listing.columns), listing.page([first])[first], strict=True))
    assert shown["血型"] == "B型"
    assert shown["月收入"] == "3,500.00"
    assert shown["入党申请日期"] == date(2024, 5, 1)
    assert shown["紧急联系电话"] == "138****0001"
    assert "x1" not in listing.first_shown
    asked = {
        ("x1", OneOf(("B型",))): [first], ("x2", Between(date(2024, 1, 1), None)): [first],
        ("x3", Between(None, 100000)): [second], ("x4", Between(1, 2)): [second, first],
        ("x7", Contains("书")): [first], ("x6", Filled()): [first], ("x1", Missing()): [third],
        ("x5", OneOf((True,))): [first],
    }  # fmt: skip
    for (name, condition), found in asked.items():
        assert list(listing.ids(where={name: condition})) == found, name
    assert list(listing.ids(sort="x4", descending=True))[:2] == [first, second]
    ways = {one.field.name: one.way for one in listing.filterable()}
    assert ways["x2"] == "days"
    assert ways["x3"] == ways["x4"] == "numbers"
    assert ways["x6"] == "presence"


def test_a_renamed_and_reordered_field_keeps_its_values_and_a_retired_one_is_asked_no_more(
    own: Office,
) -> None:
    who = save(own, "张伟", **VALUES)
    kept = extra_fields.fields_of(own.store, "residents")
    renamed = OwnField("x7", "爱好", "text")
    retired = OwnField("x1", "血型", "choice", FIELDS[0].choices, retired=True)
    extra_fields.keep(own.store, "residents", [renamed, *kept[1:6], retired], "修改字段")
    ledger = residents_of(own)
    labels = [box.label for box in ledger.form[-1].fields]
    assert labels[0] == "爱好"
    assert "血型" not in labels
    assert own.book.values(ledger, who)["x7"] == "书法"
    assert ("血型", "B型") in own_words(own, "residents", who)
    own.book.save(ledger, who, own.book.values(ledger, who))
    assert ("血型", "B型") in own_words(own, "residents", who)
    own.store.undo()
    own.store.undo()
    assert [f.label for f in extra_fields.fields_of(own.store, "residents")] == [f.label for f in FIELDS]


@pytest.mark.parametrize(
    ("field", "box"),
    [
        (OwnField("", " "), "label"), (OwnField("", "血型"), "label"),
        (OwnField("", "等级", "choice", (("一", "一"),)), "choices"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_is_refused_and_nothing_is_kept(
    own: Office, field: OwnField, box: str
) -> None:
    kept = extra_fields.fields_of(own.store, "residents")
    with pytest.raises(Invalid) as wrong:
        extra_fields.keep(own.store, "residents", [*kept, field], "添加字段")
    assert set(wrong.value.problems) == {box}
    assert extra_fields.fields_of(own.store, "residents") == kept


def test_a_file_whose_headings_have_the_names_fills_the_fields(
    own: Office, homes: Homes, csv_of: Callable[..., bytes]
) -> None:
    known = save(own, "李梅", x7="篮球", x4=1)
    data = csv_of(
        "姓名 出生日期 血型 月收入 子女数 独生子女户 入党申请日期 紧急联系电话",
        "张伟 1975-05-05 B型 3500 2 是 2024-05-01 13800000001",
        "李梅 1980-01-01 O型 1000元 3 否 2023-01-01 138****0002",
        "王芳 1990-01-01 熊猫型 多 1 是 昨天 13800000003",
    )
    source = importing.open_source(own.store, data, "名册.csv")
    assert source.heading("x1") == "血型"
    plan = importing.trial(own.store, source, homes)
    assert dict(plan.counts) == {"read": 3, "new": 1, "changed": 1, "same": 0, "refused": 1}
    refused = plan.rows[2].sentence
    assert "熊猫型" in refused
    assert "多" in refused
    importing.apply(own.store, plan, homes)
    ledger = residents_of(own)
    new = own.people.find("张伟")[0][0]
    assert own.book.values(ledger, new) | {"x7": "书法"} == own.book.values(ledger, new) | VALUES
    changed = own.book.values(ledger, known)
    assert (changed["x1"], changed["x3"], changed["x4"], changed["x7"]) == ("O型", 100000, 3, "篮球")
    assert changed["x6"] == "", "a masked number is no number"
    again = importing.trial(own.store, importing.open_source(own.store, data, "名册.csv"), homes)
    assert again.counts["same"] == 2
    own.store.undo()
    assert own.book.values(ledger, known)["x4"] == 1


def test_the_workbook_and_the_printed_sheet_hold_them(own: Office, tmp_path: Path) -> None:
    who = save(own, "张伟", **VALUES)
    exporting.export(own, tmp_path / "册.xlsx")
    cells = [c for row in load_workbook(tmp_path / "册.xlsx").active.iter_rows(values_only=True) for c in row]  # type: ignore[union-attr]
    assert {"血型", "B型", "3,500.00", "138****0001", "是"} <= {str(cell) for cell in cells}
    paper = page_text(papers.resident_sheet(own, who))
    assert all(word in paper for word in ("血型", "B型", "紧急联系电话", "13800000001", "书法"))


def test_households_have_fields_of_their_own(office: Office) -> None:
    extra_fields.keep(
        office.store, "households", [OwnField("", "车位号"), OwnField("", "车辆数", "number")], "添加"
    )
    who = office.book.save(RESIDENTS, None, {"name": "张伟", "relation": "02"})
    home = office.people.person(who).household_id or 0
    ledger = households_of(office)
    office.book.save(ledger, home, office.book.values(ledger, home) | {"x1": "A-12", "x2": 1})
    assert own_words(office, "households", home) == [("车位号", "A-12"), ("车辆数", "1")]
    assert own_words(office, "residents", who) == []
    assert "A-12" in page_text(papers.household_sheet(office, home))
    assert list(Listing(office.store, ledger).ids(where={"x2": Between(1, 1)})) == [home]


def test_an_office_without_own_fields_has_the_plain_form(office: Office) -> None:
    assert residents_of(office).form == RESIDENTS.form
