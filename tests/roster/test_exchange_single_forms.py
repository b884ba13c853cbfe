"""A form for one person: labels with their cells are found, dates and boxes filled as printed, one copy for each."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side
from pytestqt.qtbot import QtBot

from commgov_desktop import catalog
from commgov_desktop.errors import Cancelled, UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.roster.exchange import blanks, forms, markup, single_forms
from commgov_desktop.roster.exchange.columns import OutColumn
from commgov_desktop.roster.exchange.fill_page import FillPage
from commgov_desktop.roster.exchange.forms import Form
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Household, Resident

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


@pytest.fixture
def people(office: Office) -> list[int]:
    with office.store.write("Practice") as session:
        session.add(Household(id=1))
        session.flush()
        for n, (name, education) in enumerate((("张伟", "10"), ("李<芳> & 子", "20"), ("张伟", "")), 1):
            session.add(Resident(
                id=n, name=name, sort_key=f"{n}", sex="12"[n % 2], birth=date(1940 + n, 3, n), education=education,
                id_number=f"99999919400101101{n}", id_state="doubtful", id_kind="111", phone=f"1990000000{n}",
                household_id=1, relation="02" if n == 1 else "10", ethnic_group="01",
            ))  # fmt: skip
    return [1, 2, 3]


@pytest.fixture
def facts(office: Office) -> Registry:
    return catalog.askable(office, RESIDENTS)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


# ---- documents ------------------------------------------------------------------------------------------


def _cell(words: str | Sequence[str], span: int = 1, down: str = "") -> str:
    """A cell of one paragraph; several words are several runs, the second one bold."""
    runs = [words] if isinstance(words, str) else words
    text = "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if n else ''}<w:t>{one}</w:t></w:r>"
        for n, one in enumerate(runs)
        if one
    )
    more = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    more += f'<w:vMerge w:val="{down}"/>' if down else ""
    mark = '<w:pPr><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:pPr>'
    return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p>{mark}{text}</w:p></w:tc>"


def _checkbox(words: str) -> str:
    control = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )
    inside = "".join(f"{control}<w:r><w:t>{one}</w:t></w:r>" for one in words.split())
    return f"<w:tc><w:p>{inside}</w:p></w:tc>"


def _document(path: Path, *rows: Sequence[str]) -> Path:
    lines = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    body = (
        f"<w:p><w:r><w:t>沙田街道居民信息登记表</w:t></w:r></w:p><w:tbl><w:tblPr/>{lines}</w:tbl><w:sectPr/>"
    )
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document {W} {W14}><w:body>{body}</w:body></w:document>',
        )
        made.writestr("word/styles.xml", f"<w:styles {W}/>")
    return path


def _card(path: Path) -> Path:
    """What a street office sends: labels beside their cells, a photo, boxes, 年 月 日, a family list, a signature."""
    return _document(
        path,
        (_cell("姓  名"), _cell(""), _cell("性别"), _cell(["□男", " □女"]), _cell("照片", down="restart")),
        (
            _cell("出生日期"),
            _cell(["    年  月", "  日"]),
            _cell("民族"),
            _cell(""),
            _cell("", down="continue"),
        ),
        (_cell("公民身份号码"), _cell("", span=3), _cell("", down="continue")),
        (_cell("文化程度"), _checkbox("研究生 小学 其他：____"), _cell("联系电话"), _cell(""), _cell("")),
        (_cell("称谓"), _cell("姓名"), _cell("出生年月"), _cell("工作单位", span=2)),
        (_cell(""), _cell(""), _cell(""), _cell("", span=2)),
        (_cell(""), _cell(""), _cell(""), _cell("", span=2)),
        (_cell("社区意见"), _cell("（盖章）　　年　月　日", span=4)),
    )


def _grid(path: Path) -> list[list[str]]:
    [table] = markup.read(_parts(path)["word/document.xml"]).within("tbl")
    return [["".join(t.words for t in c.within("t")) for c in row.all("tc")] for row in table.all("tr")]


def _full(form: Form) -> Form:
    return replace(form, columns=tuple(
        OutColumn(c.fact, c.heading, "full") if c.fact in ("id_number", "phone") else c for c in form.columns
    ))  # fmt: skip


def test_labels_are_known_with_the_cell_beside_them_and_a_list_inside_is_left_alone(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    form = forms.open_form(office.store, _card(tmp_path / "登记表.docx"), facts)
    assert form.is_single
    found = {slot.label: (slot.place, c.fact) for slot, c in zip(form.slots, form.columns, strict=True)}
    assert found["姓名"] == ((0, 1), "name")
    assert found["性别"] == ((0, 3), "sex")
    assert found["公民身份号码"] == ((2, 1), "id_number")
    assert found["联系电话"] == ((3, 3), "phone")
    assert not {slot.row for slot in form.slots} & {4, 5, 6, 7}


def test_the_form_of_one_resident_is_filled_as_it_is_printed(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _card(tmp_path / "登记表.docx")
    form = _full(forms.open_form(office.store, path, facts))
    target = single_forms.file_beside(form, "李<芳> & 子")
    assert target.name == "登记表_李芳&子.docx"
    filled = single_forms.fill_one(office, form, facts, 2, target)
    grid = _grid(target)
    assert grid[0] == ["姓  名", "李<芳> & 子", "性别", "☑男 □女", "照片"]
    assert grid[1][:4] == ["出生日期", "1942年3月2日", "民族", "汉族"]
    assert grid[2][1] == "999999194001011012"
    assert grid[3][3] == "19900000002"
    assert grid[5] == ["", "", "", ""]
    assert grid[7][1] == "（盖章）　　年　月　日"
    assert filled.left == {"文化程度": 1}
    old, new = _parts(path), _parts(target)
    assert [name for name in old if old[name] != new[name]] == ["word/document.xml"]


def test_a_box_that_is_a_control_of_word_is_ticked_and_told_so_and_the_look_of_the_runs_stays(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _card(tmp_path / "登记表.docx")
    form = forms.open_form(office.store, path, facts)
    target = tmp_path / "a.docx"
    assert single_forms.fill_one(office, form, facts, 1, target).left == {}
    part = _parts(target)["word/document.xml"].decode()
    assert _grid(target)[3][1] == "☑研究生☐小学☐其他：____"
    assert part.count('w14:val="1"') == 1
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> ☑女</w:t>' in part


def test_everything_but_the_filled_cells_stays_byte_for_byte(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _document(tmp_path / "a.docx", (_cell("姓名"), _cell(""), _cell("电话"), _cell("")))
    form = forms.open_form(office.store, path, facts)
    single_forms.fill_one(office, form, facts, 1, tmp_path / "b.docx")
    old, new = _parts(path)["word/document.xml"], _parts(tmp_path / "b.docx")["word/document.xml"]
    for words in ("张伟", "199****0001"):
        mark = '<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr>'
        new = new.replace(f'<w:r>{mark}<w:t xml:space="preserve">{words}</w:t></w:r>'.encode(), b"")
    assert new == old


# ---- workbooks ------------------------------------------------------------------------------------------


def _workbook(path: Path) -> Path:
    """Merged cells, borders on empty ones, a formula, another sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "居民基本情况表"
    sheet.merge_cells("A1:F1")
    for place, words in {
        "A2": "姓名", "C2": "性别", "E2": "出生年月", "A3": "现住址", "A4": "民族", "C4": "政治面貌", "E4": "婚姻状况",
        "F4": "□未婚 □已婚 □离婚 □丧偶", "A5": "备注", "E6": "=COUNTA(B2:F4)",
    }.items():  # fmt: skip
        sheet[place] = words
    sheet.merge_cells("B3:F3")
    line = Side(style="thin")
    for row in range(2, 6):
        for column in range(1, 7):
            sheet.cell(row, column).border = Border(line, line, line, line)
            sheet.cell(row, column).font = Font(name="仿宋", size=12)
    book.create_sheet("填表说明").append(["请勿改动本表格式"])
    book.save(path)
    return path


def test_a_sheet_for_one_person_is_filled_and_its_formulas_and_borders_stay(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    path = _workbook(tmp_path / "表.xlsx")
    form = forms.open_form(office.store, path, facts)
    assert form.is_single
    single_forms.fill_one(office, form, facts, 1, tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [sheet[place].value for place in ("B2", "D2", "F2", "B4")] == ["张伟", "女", "1941.03", "汉族"]
    assert sheet["F4"].value == "□未婚 □已婚 □离婚 □丧偶"
    assert sheet["E6"].value == "=COUNTA(B2:F4)"
    assert sheet["B2"].border.left.style == "thin"
    old, new = _parts(path), _parts(tmp_path / "b.xlsx")
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet1.xml"]


def test_labels_above_their_cells_are_filled_below(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["姓名", "性别", "联系电话"],
        [None] * 3,
        ["民族", "现住址", "备注"],
        [None] * 3,
        ["经办人：李四"],
    ):
        sheet.append(row)
    for row in (2, 4):
        for column in (1, 2, 3):
            sheet.cell(row, column).border = Border(bottom=Side(style="thin"))
    book.save(tmp_path / "a.xlsx")
    form = forms.open_form(office.store, tmp_path / "a.xlsx", facts)
    assert form.is_single
    single_forms.fill_one(office, form, facts, 1, tmp_path / "b.xlsx")
    made = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [cell.value for cell in made[2]] == ["张伟", "女", "199****0001"]
    assert made["A4"].value == "汉族"


def test_a_list_with_labels_at_its_foot_stays_a_list_but_can_be_turned(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "姓名", "性别", "身份证号", "联系电话", "现住址"])
    for _line in range(3):
        sheet.append([None] * 6)
    sheet.append(["工作单位", None, "联系电话", None, "填表人", None])
    for row in range(2, 6):
        for column in range(1, 7):
            sheet.cell(row, column).border = Border(bottom=Side(style="thin"))
    book.save(tmp_path / "a.xlsx")
    as_list, single = forms.readings(office.store, tmp_path / "a.xlsx", facts)
    assert not as_list.is_single
    assert single.is_single


# ---- many -----------------------------------------------------------------------------------------------


def test_each_of_many_gets_a_copy_named_after_them_and_it_is_put_on_record(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    form = forms.open_form(office.store, _card(tmp_path / "登记表.docx"), facts)
    folder = single_forms.folder_beside(tmp_path, form)
    filled = single_forms.fill_each(office, form, facts, people, folder)
    assert (filled.count, dict(filled.left)) == (3, {"文化程度": 1})
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["登记表_张伟.docx", "登记表_张伟2.docx", "登记表_李芳&子.docx"]
    assert _grid(folder / "登记表_张伟2.docx")[1][1] == "1943年3月3日"
    assert single_forms.folder_beside(tmp_path, form).name == "登记表_已填2"
    again = forms.open_form(office.store, _card(tmp_path / "下月.docx"), facts)
    assert again.is_single
    assert again.remembered


def test_cancelling_leaves_no_folder_behind(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    form = forms.open_form(office.store, _card(tmp_path / "登记表.docx"), facts)

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        single_forms.fill_each(office, form, facts, people, tmp_path / "新", stop)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir() and "新" in path.name] == []


def test_whole_numbers_are_for_the_chair_only(
    office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    form = _full(forms.open_form(office.store, _card(tmp_path / "登记表.docx"), facts))
    worker = replace(office, account=replace(office.account, role="worker"))
    with pytest.raises(UserError, match="主任"):
        single_forms.fill_one(worker, form, facts, 1, tmp_path / "b.docx")
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.parametrize(
    ("words", "value", "filled"),
    [
        ("", "张伟", "张伟"),
        ("______", "张伟", "张伟"),
        ("  年  月  日", "1985年3月5日", "1985年3月5日"),
        ("____年____月", "1985年3月5日", "1985年3月"),
        ("年 月 日", "不详", None),
        ("□男 □女", "女", "□男 ☑女"),
        ("男□ 女□", "女", "男□ 女☑"),
        ("□ 是　　□ 否", "是", "☑ 是　　□ 否"),
        ("□党员、□低保、□其他____", "低保、党员", "☑党员、☑低保、□其他____"),
        ("□党员 □低保", "低保、残疾", None),
        ("□是 □是", "是", None),
        ("性别：□男 □女（打√）", "女", None),
    ],
)
def test_a_value_stands_in_what_is_printed_or_not_at_all(words: str, value: str, filled: str | None) -> None:
    assert blanks.filled(words, value) == filled


def test_the_page_shows_the_person_at_hand_and_turns_to_the_other_reading(
    qtbot: QtBot, office: Office, facts: Registry, people: list[int], tmp_path: Path
) -> None:
    form = forms.open_form(office.store, _card(tmp_path / "登记表.docx"), facts)
    sources = [("张伟", lambda: [1]), ("全部", lambda: people)]
    page = FillPage(office, facts, form, sources, may_turn=True)
    qtbot.addWidget(page)
    shown = [page.table.item(line, 0).text() for line in range(4)]
    assert shown == ["张伟", "□男 ☑女", "1941年3月1日", "汉族"]
    with qtbot.waitSignal(page.turned):
        page.turn_button.click()
    page.fill()
    qtbot.waitUntil(lambda: page.made is not None)
    assert page.made == tmp_path / "登记表_张伟.docx"
    page.source_box.setCurrentIndex(1)
    page.fill()
    qtbot.waitUntil(lambda: page.made == tmp_path / "登记表_已填")
    assert "文化程度 1" in page.done.sentence.text()
