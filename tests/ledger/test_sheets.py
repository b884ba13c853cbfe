"""Tables as offices have them are read whole, and what is written is read again."""

import csv
import io
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from commgov_desktop.errors import UserError
from commgov_desktop.ledger import sheet_cells, sheets
from commgov_desktop.ledger.sheets import Table
from commgov_desktop.roster import id_number

FILES = Path(__file__).resolve().parent.parent / "files"
ROSTERS = [
    "roster_libreoffice.xlsx",
    "roster_libreoffice.xls",
    "roster_libreoffice.ods",
    "roster_gb18030.csv",
    "roster_utf8_bom.csv",
]
FIELDS = sheets.synonyms("residents")
FAULTS = tomllib.loads((FILES / "roster_faults.toml").read_text("utf-8"))


def read_table(source: Path | bytes, name: str = "") -> Table:
    return sheets.read_table(source, name, FIELDS)


@pytest.mark.parametrize("file", ROSTERS)
def test_the_office_roster_is_read_in_every_format(file: str) -> None:
    table = read_table(FILES / file)
    assert table.heading_rows == (3, 4)
    assert table.title[0][0] == "幸福里社区居民信息登记表"
    matches = sheets.match_headings(table.headings, FIELDS)
    wanted = {
        "sequence": 0, "household_number": 1, "head_name": 2, "relation": 3, "name": 4, "id_kind": 5, "id_number": 6,
        "birth": 7, "sex": 8, "ethnic_group": 9, "phone": 10, "phone2": 11, "registered_address": 12, "building": 13,
        "dwelling": 14, "tags": 15,
    }  # fmt: skip
    assert {field: match.column for field, match in matches.items()} == wanted
    assert all(match.confidence > 0.8 for match in matches.values())
    rows = dict(table.by_field(matches))
    assert list(rows) == list(range(5, 125))
    assert len(rows) == 120


@pytest.mark.parametrize("file", ROSTERS)
def test_every_ruined_number_is_found_in_its_row_and_no_other(file: str) -> None:
    table = read_table(FILES / file)
    rows = dict(table.by_field(sheets.match_headings(table.headings, FIELDS)))
    numbers = {n: id_number.parse(row["id_number"]) for n, row in rows.items()}
    damaged = {n for n, number in numbers.items() if number.damaged}
    doubtful = {n for n, number in numbers.items() if number.state == "doubtful"} - damaged
    assert damaged == {*FAULTS["cut"], *FAULTS["sci"]}
    assert doubtful == {*FAULTS["digit"], *FAULTS["short"], *FAULTS["noday"]}
    assert {n for n, number in numbers.items() if number.state == "none"} == set(FAULTS["twoyear"])
    differing = {
        n for n, number in numbers.items()
        if id_number.disagreements(number, None, "1" if rows[n]["sex"] == "男" else "2")
    }  # fmt: skip
    assert differing == set(FAULTS["badsex"])


@pytest.mark.parametrize("file", ROSTERS)
def test_dates_in_eight_forms_agree_with_the_numbers(file: str) -> None:
    table = read_table(FILES / file)
    kinds: Counter[str] = Counter()
    for n, row in table.by_field(sheets.match_headings(table.headings, FIELDS)):
        read = sheet_cells.day(row["birth"])
        kinds["problem" if read.problem else "doubt" if read.doubt else "good"] += 1
        number = id_number.parse(row["id_number"])
        if number.birth:
            assert read.value == number.birth, n
    assert kinds == {"good": 115, "problem": 3, "doubt": 2}


def test_rare_characters_come_through_gb18030() -> None:
    table = read_table(FILES / "roster_gb18030.csv")
    names = {str(row[4]) for _n, row in table.rows()}
    assert {"龙䶮", "𠮷田堃", "阿依古丽•买买提"} <= names


def test_a_table_is_read_as_often_as_asked() -> None:
    table = read_table(FILES / "roster_libreoffice.xlsx")
    assert list(table.rows()) == list(table.rows())


def test_the_name_of_a_file_says_nothing_about_its_contents() -> None:
    content = (FILES / "roster_libreoffice.xlsx").read_bytes()
    assert len(list(read_table(content, "花名册.xls").rows())) == 120


def test_the_same_headings_have_the_same_signature() -> None:
    one, other = (read_table(FILES / f"roster_libreoffice.{kind}") for kind in ("xlsx", "xls"))
    assert one.signature == other.signature


def test_a_web_page_saved_as_xls_is_read() -> None:
    page = (
        "<html><table><tr><td colspan=3>花名册</td></tr><tr><th>姓名</th><th>性别</th><th>身份证号</th></tr>"
        "<tr><td>张伟</td><td>男</td><td>999999200002290019</td></tr></table></html>"
    )
    table = read_table(page.encode("gb18030"), "导出.xls")
    assert [list(row) for _n, row in table.rows()] == [["张伟", "男", "999999200002290019"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b"\x00\x01\x02\xff\x00" * 50, "无法读取"),
        (b"PK\x03\x04broken", "无法读取"),
        ("你好".encode(), "没有找到表头"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_table(content, "文件")


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"没有\.xlsx"):
        read_table(tmp_path / "没有.xlsx")


def test_headings_without_any_known_wording_are_still_found() -> None:
    table = read_table("甲,乙,丙\n1,2,3\n".encode(), "t.csv")
    assert table.headings == ("甲", "乙", "丙")


def test_separators_and_quoted_line_ends_of_csv_are_understood() -> None:
    text = '姓名;性别;"备注\n（可空）"\n张伟;男;"一\n二"\n'
    table = read_table(text.encode("gb18030"), "t.csv")
    assert table.headings == ("姓名", "性别", "备注（可空）")
    assert [list(row) for _n, row in table.rows()] == [["张伟", "男", "一\n二"]]


def test_what_the_clerk_chose_before_wins_over_every_wording() -> None:
    headings = ("姓名", "联系方式", "户主", "备注")
    matches = sheets.match_headings(headings, FIELDS, {"户主": "name", "备注": "", "联系方式": "phone2"})
    assert {f: m.column for f, m in matches.items()} == {"name": 2, "phone2": 1}


def test_guesses_are_less_sure_than_wordings() -> None:
    matches = sheets.match_headings(
        ("居民姓名（必填）", "公民身份号码*", "家庭现住址信息", "出生日期\n(年月日)"), FIELDS
    )
    assert matches["name"].confidence > 0.9
    assert matches["id_number"].confidence == 1.0
    assert matches["birth"].confidence > 0.9
    assert matches["address"].confidence < 0.8


def test_empty_rows_and_sums_are_left_out_and_short_rows_filled() -> None:
    table = read_table("姓名,性别,备注\n张伟\n,,\n合计,1,\n填表人：王敏,,\n李明,男,x\n".encode(), "t.csv")
    assert [(n, list(row)) for n, row in table.rows()] == [(2, ["张伟", "", ""]), (6, ["李明", "男", "x"])]


def test_a_written_list_is_read_again_with_its_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "导出.xlsx"
    rows = [
        ["张伟", "999999200002290019", 13800001111.0, date(2000, 2, 29), 3],
        ["=1+1", "", None, None, 4.5],
    ]
    columns = ["姓名", "身份证号", "联系电话", "出生日期", "人数"]
    assert (
        sheets.write_workbook(path, "居民花名册", columns, rows, text_columns={"身份证号", "联系电话"}) == 2
    )
    table = read_table(path)
    assert table.title[0][0] == "居民花名册"
    assert [list(row) for _n, row in table.rows()] == [
        ["张伟", "999999200002290019", "13800001111", date(2000, 2, 29), 3.0],
        ["=1+1", "", "", "", 4.5],
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["导出.xlsx"]


def test_the_result_is_the_file_with_reasons_and_coloured_cells(tmp_path: Path) -> None:
    import openpyxl

    table = read_table(FILES / "roster_libreoffice.xlsx")
    heading = table.headings[6]
    row = FAULTS["cut"][0]
    path = tmp_path / "结果.xlsx"
    said = {row: ("末三位被截去", {heading}), row + 1: ("新增", ())}
    sheets.write_result(path, table, lambda number: said.get(number, ("", ())))
    again = read_table(path)
    assert again.headings[:-1] == table.headings
    assert again.headings[-1] == "导入结果"
    assert len(list(again.rows())) == 120
    sheet = openpyxl.load_workbook(path).active
    reasons = {line[0].row: line[-1].value for line in sheet.iter_rows() if line[-1].value}
    assert list(reasons.values()) == ["导入结果", "末三位被截去", "新增"]
    at = next(n for n, words in reasons.items() if words == "末三位被截去")
    assert sheet.cell(at, 7).fill.fgColor.rgb == "FFFDE7E9"
    assert sheet.cell(at, 6).fill.fill_type is None


def test_an_export_that_is_cancelled_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "导出.xlsx"
    path.write_bytes(b"old")

    def rows() -> "object":
        yield ["张伟"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sheets.write_workbook(path, "t", ["姓名"], rows())  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["导出.xlsx"]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="无法写入"):
        sheets.write_workbook(tmp_path / "没有" / "x.xlsx", "t", ["姓名"], [])
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(UserError, match="无法写入"):
        sheets.write_workbook(tmp_path / "x.xlsx", "t", ["姓名"], [["张伟"]])


def test_a_workbook_with_a_password_says_so() -> None:
    content = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with pytest.raises(UserError, match="密码"):
        read_table(content, "密.xlsx")


def test_the_sheet_with_the_known_headings_is_taken() -> None:
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content) as book:
        book.add_worksheet("说明").write_column(0, 0, ["填写说明", "请勿改动"])
        sheet = book.add_worksheet("数据")
        sheet.write_row(2, 1, ["姓名", "性别", "身份证号码"])
        sheet.write_row(3, 1, ["张伟", "男", "999999200002290019"])
    table = read_table(content.getvalue(), "t.xlsx")
    assert table.sheet.name == "数据"
    assert table.sheet_names == ("说明", "数据")
    assert list(table.rows()) == [(4, ["张伟", "男", "999999200002290019"])]


def test_a_long_cell_of_a_csv_is_read_and_pythons_limit_stays_as_it_was() -> None:
    before = csv.field_size_limit()
    table = read_table(f'姓名,性别,备注\n张伟,男,"{"长" * 200_000}"\n'.encode(), "t.csv")
    rows = table.rows()
    _number, cells = next(rows)
    assert len(str(cells[2])) == 200_000
    assert csv.field_size_limit() == before, "lifted while nobody reads"
    assert list(rows) == []
