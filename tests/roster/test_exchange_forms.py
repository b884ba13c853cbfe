"""An empty form a superior sent is filled: headings known, layout untouched byte for byte, more rows made alike."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from commgov_desktop import catalog
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.sheets import read_table
from commgov_desktop.roster.exchange import forms, markup
from commgov_desktop.roster.exchange.columns import EMPTY, OutColumn
from commgov_desktop.roster.exchange.forms import Form
from commgov_desktop.roster.exchange.xlsx_form import letters
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Household, Resident

NUMBERS = ("999999194001011016", "999999195502022022", "999999198803033038")


@pytest.fixture
def people(office: Office) -> list[int]:
    with office.store.write("Practice") as session:
        session.add(Household(id=1))
        session.flush()
        for n, (name, number) in enumerate(
            zip(("张伟", "李<芳> & 子", "阿依古丽·买买提"), NUMBERS, strict=True), 1
        ):
            session.add(Resident(
                id=n, name=name, sort_key=f"{n}", sex="12"[n % 2], birth=date(int(number[6:10]), 1, 1),
                id_number=number, id_state="checked", id_kind="111", phone=f"1990000000{n}",
                household_id=1, relation="02" if n == 1 else "10",
            ))  # fmt: skip
    return [1, 2, 3]


@pytest.fixture
def facts(office: Office) -> Registry:
    return catalog.askable(office, RESIDENTS)


def _workbook(path: Path, empty_rows: int = 2, foot: bool = True) -> Path:
    """Merged title and headings, borders on the empty rows, a foot below, another sheet, a comment."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "高龄老人"
    sheet.append(["沙田街道高龄老人登记表"])
    sheet.merge_cells("A1:G1")
    sheet.append(["序号", "姓 名", "性别", "证件", None, "联系方式", "备注（银行卡号）"])
    sheet.append([None, None, None, "类型", "身份证号码", None, None])
    for place in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3"):
        sheet.merge_cells(place)
    line = Side(style="thin")
    for row in range(4, 4 + empty_rows):
        sheet.row_dimensions[row].height = 24
        for column in range(1, 8):
            cell = sheet.cell(row, column)
            cell.border = Border(line, line, line, line)
            cell.font = Font(name="仿宋", size=12)
            cell.alignment = Alignment(horizontal="center")
    if foot:
        sheet.cell(4 + empty_rows, 1, "填表人：")
        sheet.merge_cells(start_row=4 + empty_rows, end_row=4 + empty_rows, start_column=1, end_column=7)
    book.create_sheet("填表说明").append(["请勿改动本表格式"])
    book.save(path)
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _filled(
    office: Office, facts: Registry, path: Path, ids: list[int], full: bool = True
) -> tuple[Form, Path]:
    form = forms.open_form(office.store, path, facts)
    if full:
        columns = tuple(
            OutColumn(c.fact, c.heading, "full") if c.fact in ("id_number", "phone") else c
            for c in form.columns
        )
        form = Form(**{**vars(form), "columns": columns})
    target = forms.target_beside(path)
    assert forms.fill(office, form, facts, ids, target) == len(ids)
    return form, target


def test_headings_in_two_merged_rows_are_known(office: Office, facts: Registry, tmp_path: Path) -> None:
    form = forms.open_form(office.store, _workbook(tmp_path / "表.xlsx"), facts)
    assert [c.fact for c in form.columns] == ["#", "name", "sex", "id_kind", "id_number", "phone", "note"]
    assert form.title == "沙田街道高龄老人登记表"
    assert (form.first_row(), form.room()) == (3, 2)


def test_the_rows_are_filled_numbers_as_text_and_the_foot_moves_down(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    _form, target = _filled(office, facts, _workbook(tmp_path / "表.xlsx"), people)
    assert target.name == "表_已填.xlsx"
    sheet = openpyxl.load_workbook(target)["高龄老人"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(4, 7)]
    assert rows[0][:6] == [1, "张伟", "女", "居民身份证", NUMBERS[0], "19900000001"]
    assert rows[1][1] == "李<芳> & 子"
    assert rows[2][:3] == [3, "阿依古丽·买买提", "女"]
    assert rows[3][0] == "填表人："
    assert sheet.cell(4, 5).data_type == "s"


def test_further_rows_look_like_the_first_empty_one_and_merged_cells_move(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    _form, target = _filled(office, facts, _workbook(tmp_path / "表.xlsx"), people * 40)
    sheet = openpyxl.load_workbook(target)["高龄老人"]
    for row in (5, 6, 90, 123):
        assert sheet.row_dimensions[row].height == 24
        for column in (1, 2, 7):
            assert sheet.cell(row, column).border.left.style == "thin"
            assert sheet.cell(row, column).font.name == "仿宋"
    assert {"A1:G1", "D2:E2", "A124:G124"} <= {str(m) for m in sheet.merged_cells.ranges}
    assert sheet.cell(124, 1).value == "填表人："


def test_everything_else_in_the_file_stays_byte_for_byte(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _workbook(tmp_path / "表.xlsx")
    before = path.read_bytes()
    _form, target = _filled(office, facts, path, people)
    old, new = _parts(path), _parts(target)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet1.xml"]
    head = old["xl/worksheets/sheet1.xml"].split(b'<row r="4"')[0]
    assert new["xl/worksheets/sheet1.xml"].split(b'<row r="4"')[0][-900:] == head[-900:]
    assert path.read_bytes() == before


def test_a_form_in_the_manner_of_wps_is_filled(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "wps.xlsx"
    path.write_bytes(_wps())
    form, target = _filled(office, facts, path, people)
    assert [c.fact for c in form.columns] == ["#", "name", "id_number", "age"]
    table = read_table(target, fields={"name": ("姓名",), "id": ("公民身份号码",)})
    rows = [row for _number, row in table.rows()]
    assert [row[1] for row in rows] == ["张伟", "李<芳> & 子", "阿依古丽·买买提"]
    assert rows[0][2] == NUMBERS[0]
    assert rows[0][3] == 86
    sheet = _parts(target)["xl/worksheets/sheet1.xml"]
    assert b'<x:row r="5"' in sheet
    assert b'spans="1:4"' in sheet


def _wps() -> bytes:
    """Prefixed elements, cells without names, rich shared strings, rows that end with their headings."""
    rich = (
        "<x:r><x:t>姓</x:t></x:r><x:r><x:t xml:space='preserve'> 名</x:t></x:r><x:rPh><x:t>xing</x:t></x:rPh>"
    )
    ns = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{kind}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook {ns} {rel}><x:sheets><x:sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
        "</x:sheets></x:workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{kind}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<x:sst {ns}><x:si><x:t>人员名单</x:t></x:si><x:si>{rich}</x:si></x:sst>",
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><x:worksheet {ns}><x:dimension ref="A1:D2"/><x:sheetData>'
        '<x:row><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row spans="1:4"><x:c t="inlineStr"><x:is><x:t>序号</x:t>'
        '</x:is></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="str"><x:v>公民身份号码</x:v></x:c>'
        '<x:c t="str"><x:v>年龄</x:v></x:c></x:row>'
        '<x:row r="3" spans="1:4"><x:c r="A3"/><x:c r="D3"/></x:row></x:sheetData></x:worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, words in parts.items():
            made.writestr(name, words)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _document(path: Path, empty: int = 1) -> Path:
    def cell(words: str, more: str = "") -> str:
        run = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>" if words else ""
        mark = '<w:pPr><w:jc w:val="center"/><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:pPr>'
        return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p>{mark}{run}</w:p></w:tc>"

    def line(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    free = line(cell(""), cell(""), "<w:tc><w:p/></w:tc>", cell(""))
    rows = line(*(cell(words) for words in ("序号", "姓名", "性别", "身份证号"))) + free * empty
    foot = line(cell("经办人：", '<w:gridSpan w:val="4"/>'))
    body = f"<w:p><w:r><w:t>关于报送老人名单的通知</w:t></w:r></w:p><w:tbl><w:tblPr/>{rows}{foot}</w:tbl><w:sectPr/>"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "word/document.xml", f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
        )
        made.writestr("word/styles.xml", f"<w:styles {W}/>")
    return path


def test_a_table_in_a_document_is_filled_in_the_look_of_its_cells(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _document(tmp_path / "通知.docx")
    _form, target = _filled(office, facts, path, people)
    old, new = _parts(path), _parts(target)
    assert [name for name in old if old[name] != new[name]] == ["word/document.xml"]
    [table] = markup.read(new["word/document.xml"]).within("tbl")
    rows = [["".join(t.words for t in c.within("t")) for c in row.all("tc")] for row in table.all("tr")]
    assert rows[1] == ["1", "张伟", "女", NUMBERS[0]]
    assert rows[3] == ["3", "阿依古丽·买买提", "女", NUMBERS[2]]
    assert rows[4] == ["经办人："]
    run = table.all("tr")[3].all("tc")[1].within("r")[0]
    assert run.within("rFonts")[0].attributes["w:eastAsia"] == "仿宋"


def test_numbers_are_masked_unless_asked_for_whole_and_only_the_chair_may(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    from dataclasses import replace

    path = _workbook(tmp_path / "表.xlsx")
    _form, target = _filled(office, facts, path, people, full=False)
    sheet = openpyxl.load_workbook(target)["高龄老人"]
    assert sheet.cell(4, 5).value == "999999********1016"
    worker = replace(office, account=replace(office.account, role="worker"))
    with pytest.raises(UserError, match="主任"):
        _filled(worker, facts, path, people)


def test_what_goes_where_is_remembered_for_forms_with_these_headings(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _workbook(tmp_path / "表.xlsx")
    form = forms.open_form(office.store, path, facts)
    assert not form.remembered
    chosen = (*form.columns[:6], OutColumn("address", form.columns[6].heading))
    forms.fill(office, Form(**{**vars(form), "columns": chosen}), facts, people, tmp_path / "一.xlsx")
    again = forms.open_form(office.store, _workbook(tmp_path / "下月.xlsx"), facts)
    assert again.remembered
    assert again.columns[6].fact == "address"


def test_a_column_that_means_nothing_known_stays_empty(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["姓名", "身份证号", "开户行", "紧急联系人"])
    book.save(tmp_path / "a.xlsx")
    form = forms.open_form(office.store, tmp_path / "a.xlsx", facts)
    assert [c.fact for c in form.columns] == ["name", "id_number", EMPTY, EMPTY]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"name,age\n"])
def test_what_is_no_form_is_refused_with_a_sentence(
    office: Office, facts: Registry, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(UserError):
        forms.open_form(office.store, tmp_path / "a.xlsx", facts)


def test_a_form_with_sums_below_too_few_rows_is_not_broken(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _workbook(tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(path)
    book["高龄老人"]["A7"] = "合计"
    book["高龄老人"]["B7"] = "=COUNTA(B4:B5)"
    book.save(path)
    with pytest.raises(UserError, match="公式"):
        _filled(office, facts, path, people)
    _form, target = _filled(office, facts, path, people[:2])
    assert openpyxl.load_workbook(target)["高龄老人"]["B7"].value == "=COUNTA(B4:B5)"


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_a_spreadsheet_does(column: int, name: str) -> None:
    assert letters(column) == name
