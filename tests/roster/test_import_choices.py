"""What a clerk can say of an import: column by column what becomes of old values, which sheets, which number is meant."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import import_sheets, importing, number_repairs
from commgov_desktop.roster.id_number import check_character
from commgov_desktop.roster.import_page import ImportPage
from commgov_desktop.roster.models import ImportMapping, Resident
from commgov_desktop.roster.places import Homes
from commgov_desktop.ui import ask

FIRST17 = "99999919850305001"
NUMBER = FIRST17 + check_character(FIRST17)
BIRTH = date(1985, 3, 5)
Csv = Callable[..., bytes]


@pytest.fixture
def zhang(office: Office) -> Office:
    with office.store.write("Practice") as session:
        session.add(Resident(
            name="张伟", sort_key="zhang", id_number=NUMBER, id_state="checked", id_kind="111", birth=BIRTH, sex="1",
            phone="19900000001", occupation="", workplace="一厂", note="旧", tags=["党员"],
        ))  # fmt: skip
    return office


def _take_in(office: Office, homes: Homes, content: bytes, rules: dict[str, str]) -> Resident:
    source = importing.open_source(office.store, content, "a.csv")
    plan = importing.trial(office.store, source.mapped(source.columns, rules), homes)
    importing.apply(office.store, plan, homes)
    with office.store.read() as session:
        person = session.scalars(select(Resident)).one()
        session.expunge(person)
        return person


def _file(csv_of: Csv, cell: str) -> bytes:
    row = ["张伟", NUMBER, *[cell] * 4]
    return csv_of("姓名 公民身份号码 职业 工作单位 备注 标签", row)


BOXES = ("occupation", "workplace", "note", "tags")


@pytest.mark.parametrize(
    ("rule", "cell", "expected"),
    [
        ("overwrite", "新", ("新", "新", "新", ["党员", "新"])),
        ("fill", "新", ("新", "一厂", "旧", ["党员"])),
        ("keep", "新", ("", "一厂", "旧", ["党员"])),
        ("clear", "新", ("新", "新", "新", ["党员", "新"])),
        ("clear", "—", ("", "", "", [])),
        ("overwrite", "—", ("", "一厂", "旧", ["党员"])),
        ("clear", "", ("", "一厂", "旧", ["党员"])),
    ],
)
def test_each_column_has_its_own_rule(
    zhang: Office, homes: Homes, csv_of: Csv, rule: str, cell: str, expected: tuple[object, ...]
) -> None:
    person = _take_in(zhang, homes, _file(csv_of, cell), dict.fromkeys(BOXES, rule))
    assert tuple(getattr(person, box) for box in BOXES) == expected


def test_a_dash_never_empties_name_or_number(zhang: Office, homes: Homes, csv_of: Csv) -> None:
    content = csv_of(
        "姓名 公民身份号码 出生日期 职业",
        ["张伟", "—", "1985-03-05", "工人"],
    )
    source = importing.open_source(zhang.store, content, "a.csv")
    rules = {"name": "clear", "id_number": "clear"}
    plan = importing.trial(zhang.store, source.mapped(source.columns, rules), homes)
    importing.apply(zhang.store, plan, homes)
    with zhang.store.read() as session:
        assert session.scalar(select(Resident.id_number)) == NUMBER


def test_somebody_without_number_is_known_by_name_birth_and_address(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    headings = "姓名 出生日期 现住址 职业"
    for job in ("工人", "教师"):
        source = importing.open_source(
            office.store, csv_of(headings, ["李芳", "1950-01-02", "3号楼1单元101", job]), "a.csv"
        )
        importing.apply(office.store, importing.trial(office.store, source, homes), homes)
    with office.store.read() as session:
        assert session.scalars(select(Resident.occupation)).all() == ["教师"]


def test_the_rules_are_remembered_with_the_headings(zhang: Office, homes: Homes, csv_of: Csv) -> None:
    _take_in(zhang, homes, _file(csv_of, "新"), {"note": "keep"})
    again = importing.open_source(zhang.store, _file(csv_of, "另"), "b.csv")
    assert again.rules == {"note": "keep"}
    with zhang.store.read() as session:
        assert session.scalars(select(ImportMapping.rules)).all() == [{"note": "keep"}]


def _workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    for number, title in enumerate(("1号楼", "2号楼", "统计"), 1):
        sheet = book.create_sheet(title)
        if title == "统计":
            sheet.append(["楼栋", "户数", "人数"])
            sheet.append(["1号楼", 2, 3])
            continue
        sheet.append([f"{title}住户名册"])
        sheet.append(["姓名", "出生日期", "现住址"])
        for n in range(number + 1):
            sheet.append([f"张{title[0]}{n}", "1950-01-02", f"{title}1单元10{n + 1}"])
    del book["Sheet"]
    book.save(path)
    return path


def test_all_sheets_with_the_same_headings_are_taken_in_together(
    office: Office, homes: Homes, tmp_path: Path
) -> None:
    path = _workbook(tmp_path / "全社区.xlsx")
    joined = import_sheets.read_all(path)
    assert set(joined.sheets) == {"1号楼", "2号楼"}
    assert joined.left_out == ("统计",)
    source = importing.open_source(office.store, path, sheet=import_sheets.ALL)
    plan = importing.apply(office.store, importing.trial(office.store, source, homes), homes)
    assert dict(plan.counts) == {"read": 5, "new": 5, "changed": 0, "same": 0, "refused": 0}
    assert len({row.number for row in plan.rows}) == 5
    importing.write_result(tmp_path / "结果.xlsx", plan)
    one = importing.open_source(office.store, path, sheet="1号楼")
    assert importing.trial(office.store, one, homes).counts["read"] == 2


# ---- ruined numbers -------------------------------------------------------------------------------------


def _repair(office: Office, written: object, name: str = "张伟", birth: date | None = BIRTH) -> list[str]:
    with office.store.read() as session:
        return [one.number for one in number_repairs.candidates(session, written, name, birth, "1")]


@pytest.mark.parametrize(
    "written",
    [
        9.99999198503050e17, "9.9999919850305E+17", NUMBER[:15] + "000", NUMBER[:17], NUMBER[:17] + "*",
        NUMBER[:3] + NUMBER[4] + NUMBER[3] + NUMBER[5:], NUMBER[:5] + "5" + NUMBER[5:], NUMBER.replace("0", "O"),
        NUMBER[:10] + NUMBER[11] + NUMBER[10] + NUMBER[12:],
    ],
)  # fmt: skip
def test_a_ruined_number_has_the_right_one_among_its_candidates(zhang: Office, written: object) -> None:
    assert NUMBER in _repair(zhang, written)


def test_every_candidate_is_whole_checked_and_agrees_with_the_birth_date(zhang: Office) -> None:
    from commgov_desktop.roster import id_number

    for written in (NUMBER[:17], NUMBER[:8] + "66" + NUMBER[10:], "12345", ""):
        for number in _repair(zhang, written, "别人"):
            read = id_number.parse(number)
            assert read.state == id_number.CHECKED
            assert read.birth == BIRTH


def test_nothing_is_offered_where_nothing_can_be_known(office: Office) -> None:
    assert _repair(office, "123", "王五", None) == []


def test_the_clerk_chooses_the_number_in_the_trial(
    qtbot: QtBot, zhang: Office, homes: Homes, tmp_path: Path, csv_of: Csv, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        csv_of(
            "姓名 公民身份号码 出生日期 住址",
            ["王五", NUMBER[:6] + "19900101001", "1990-01-01", "3号楼1单元101"],
        )
    )
    page = ImportPage(zhang, homes)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.open_file(path)
    qtbot.waitUntil(lambda: page.plan is not None)
    page.show_rows("")
    assert page.mend_button.isEnabled()
    asked: list[str] = []
    monkeypatch.setattr(ask, "choose", lambda _parent, _question, answers: asked.extend(answers) or 0)
    before = page.plan
    page.mend_number()
    qtbot.waitUntil(lambda: page.plan is not before)
    assert page.plan is not None
    [row] = page.plan.rows
    assert row.values["id_number"] == asked[0].partition("　")[0]
    assert not row.remarks
    page.import_now()
    qtbot.waitUntil(lambda: hasattr(page, "done_button"))
    with zhang.store.read() as session:
        assert session.scalar(select(Resident.id_state).where(Resident.name == "王五")) == "checked"


def test_rules_are_chosen_beside_the_headings(
    qtbot: QtBot, zhang: Office, homes: Homes, tmp_path: Path, csv_of: Csv
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(_file(csv_of, "新"))
    page = ImportPage(zhang, homes)
    qtbot.addWidget(page)
    page.open_file(path)
    qtbot.waitUntil(lambda: page.plan is not None)
    before = page.plan
    for box in page.headings.rule_boxes:
        box.setCurrentIndex(box.findData("keep"))
    page.try_again()
    qtbot.waitUntil(lambda: page.plan is not before)
    assert page.plan is not None
    assert page.plan.counts["same"] == 1
