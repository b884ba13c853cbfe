"""Labels with the room for their value in the same cell or line: found, filled in their look, all else untouched."""

import itertools
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from commgov_desktop import catalog
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.roster.exchange import forms, inner_blanks, single_forms
from commgov_desktop.roster.exchange.columns import OutColumn
from commgov_desktop.roster.exchange.forms import Form
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Household, Resident

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def facts(office: Office) -> Registry:
    with office.store.write("Practice") as session:
        session.add(Household(id=1))
        session.flush()
        session.add(
            Resident(
                id=1, name="张伟", sort_key="1", sex="1", birth=date(1985, 3, 5), id_number="999999198503051234",
                id_state="doubtful", id_kind="111", phone="19900000001", household_id=1, relation="02",
                ethnic_group="01",
            )
        )  # fmt: skip
    return catalog.askable(office, RESIDENTS)


def _found(words: str) -> list[tuple[str, str]]:
    return [(room.label, room.of(words)) for room in inner_blanks.rooms(words)]


def _with(words: str, *values: str) -> str:
    for start, end, said in sorted(inner_blanks.changes(words, dict(enumerate(values))), reverse=True):
        words = words[:start] + said + words[end:]
    return words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("姓名：____", [("姓名", "____")]),
        ("姓名：", [("姓名", "")]),
        ("姓名：李四", []),
        ("姓名： 李四  电话：", [("电话", "")]),
        (
            "姓    名：____ 性  别：□男 □女  民  族：__",
            [("姓名", "____ "), ("性别", "□男 □女  "), ("民族", "__")],
        ),
        ("户主姓名______联系电话______", [("户主姓名", "______"), ("联系电话", "______")]),
        ("出生日期：  年  月  日  电话：___", [("出生日期", "  年  月  日  "), ("电话", "___")]),
        ("兹有居民______，身份证号：______，", [("兹有居民", "______"), ("身份证号", "______")]),
        ("电话:\n现住址:________", [("电话", ""), ("现住址", "________")]),
        ("□党员 □其他____", []),
        ("____年__月__日", []),
        ("（盖章）　　年　月　日", []),
        ("本表由社区居民委员会工作人员入户核实后填写：", []),
    ],
)
def test_labels_and_their_rooms_are_told_apart(words: str, found: list[tuple[str, str]]) -> None:
    if words.startswith("兹有"):
        assert [label for label, _room in _found(words)] == [label for label, _room in found]
    else:
        assert _found(words) == found


@pytest.mark.parametrize(
    ("words", "values", "filled"),
    [
        ("姓名：__________", ["张伟"], "姓名：张伟______"),
        ("姓名：__性别：__", ["欧阳建国", "男"], "姓名：欧阳建国 性别：男"),
        ("姓名：        性别：", ["张伟", "男"], "姓名：张伟    性别：男"),
        ("性别： □男 □女  民族：____", ["☑男 □女", "汉族"], "性别： ☑男 □女  民族：汉族"),
        ("出生日期：    年  月  日  电话：", ["1985年3月5日", "1"], "出生日期：1985年3月5日  电话：1"),
        ("兹有居民____，", ["张伟"], "兹有居民张伟，"),
    ],
)
def test_a_value_takes_the_place_of_its_line_and_leaves_the_rest(
    words: str, values: list[str], filled: str
) -> None:
    assert _with(words, *values) == filled


@given(st.text("姓名性别电话：:_ \u3000\n年月日□男女，（）ab", max_size=40), st.data())
def test_whatever_stands_there_only_rooms_change_also_when_it_lies_in_several_runs(
    words: str, data: st.DataObject
) -> None:
    found = inner_blanks.rooms(words)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    made = inner_blanks.changes(words, dict.fromkeys(range(len(found)), "值"))
    assert [(start, end) for start, end, _said in made] == [(room.start, room.end) for room in found]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), max_size=4)))
    runs = [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    whole = words
    for start, end, said in sorted(made, reverse=True):
        whole = whole[:start] + said + whole[end:]
    assert "".join(inner_blanks.spread(runs, made)) == whole


# ---- whole forms ----------------------------------------------------------------------------------------


def _workbook(path: Path) -> Path:
    """Two cells that share their words, one of several runs with its line underlined, boxes, a label beside its cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        line, bold = book.add_format({"underline": 1}), book.add_format({"bold": True})
        sheet = book.add_worksheet("登记表")
        sheet.write(0, 0, "居民情况登记表")
        sheet.write(1, 0, "姓名：________ 性别：□男 □女")
        sheet.write_rich_string(2, 0, bold, "出生日期：", line, "            ", "民族：", line, "        ")
        sheet.write(3, 0, "联系电话")
        sheet.write_blank(3, 1, None, line)
        sheet.write(4, 0, "身份证号：____")
        sheet.write(5, 3, "身份证号：____")
        book.add_worksheet("留存").write(0, 0, "姓名：________ 性别：□男 □女")
    return path


def _paragraph(*runs: str) -> str:
    made = "".join(
        f'<w:r><w:rPr>{"<w:u/>" if not run.strip() else ""}</w:rPr><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    )
    return f"<w:p>{made}</w:p>"


def _document(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        made.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        made.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>',
        )
    return path


def _letter(path: Path) -> Path:
    """No table at all: lines to write on in the text."""
    return _document(
        path,
        _paragraph("居民信息采集表")
        + _paragraph("姓    名：", "          ", "性别：□男 □女")
        + _paragraph("身份证号：____________________ 联系电话：______________")
        + _paragraph("以上信息仅用于社区服务。"),
    )


def _table(path: Path) -> Path:
    def cell(words: str) -> str:
        return f"<w:tc><w:tcPr/>{_paragraph(words)}</w:tc>"

    rows = (
        ("姓名：______", "性别：____"),
        ("出生日期：   年  月  日", "民族：____"),
        ("联系电话：____________", ""),
    )
    inside = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return _document(path, f"<w:tbl><w:tblPr/><w:tblGrid/>{inside}</w:tbl>{_paragraph('')}")


def _full(form: Form) -> Form:
    return replace(form, columns=tuple(
        OutColumn(c.fact, c.heading, "full") if c.fact in ("id_number", "phone") else c for c in form.columns
    ))  # fmt: skip


def _fill(office: Office, facts: Registry, path: Path) -> Path:
    form = _full(forms.open_form(office.store, path, facts))
    assert form.is_single
    target = path.with_name(f"filled_{path.name}")
    single_forms.fill_one(office, form, facts, 1, target)
    return target


def _lines(path: Path) -> list[str]:
    from commgov_desktop.roster.exchange import docx_form, markup

    root = markup.read(zipfile.ZipFile(path).read(docx_form.PART))
    return ["".join(t.words for t in p.within("t")) for p in root.within("p")]


def test_a_workbook_keeps_its_looks_and_the_cells_that_share_the_words(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    path = _workbook(tmp_path / "表.xlsx")
    target = _fill(office, facts, path)
    book = openpyxl.load_workbook(target, rich_text=True)
    sheet = book.worksheets[0]
    assert str(sheet["A2"].value) == "姓名：张伟____ 性别：☑男 □女"
    assert str(sheet["A3"].value) == "出生日期：1985-03-05  民族：汉族    "
    assert [run.font.b or run.font.u for run in sheet["A3"].value if hasattr(run, "font")][:2] == [
        True,
        "single",
    ]
    assert sheet["B4"].value == "19900000001"
    assert str(sheet["A5"].value) == "身份证号：999999198503051234"
    assert book.worksheets[1]["A1"].value == "姓名：________ 性别：□男 □女"
    old, new = zipfile.ZipFile(path), zipfile.ZipFile(target)
    changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]


def test_lines_of_a_document_without_a_table_are_filled_in_their_runs(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    path = _letter(tmp_path / "信.docx")
    target = _fill(office, facts, path)
    lines = _lines(target)
    assert lines[1] == "姓    名：张伟      性别：☑男 □女"
    assert lines[2] == "身份证号：999999198503051234__ 联系电话：19900000001___"
    part = zipfile.ZipFile(target).read("word/document.xml").decode()
    assert '<w:u/></w:rPr><w:t xml:space="preserve">张伟      </w:t>' in part
    again = forms.open_form(office.store, _letter(tmp_path / "下月.docx"), facts)
    assert again.remembered


def test_cells_of_a_table_that_hold_label_and_line(office: Office, facts: Registry, tmp_path: Path) -> None:
    lines = _lines(_fill(office, facts, _table(tmp_path / "卡.docx")))
    assert lines[:5] == [
        "姓名：张伟__",
        "性别：男__",
        "出生日期：1985年3月5日",
        "民族：汉族",
        "联系电话：19900000001_",
    ]


def _filled_list(office: Office, facts: Registry, path: Path) -> Path:
    """A list with a line for each person."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名册")
        sheet.merge_range(0, 0, 0, 3, "居民名册")
        sheet.write_row(1, 0, ("序号", "姓名", "身份证号", "联系电话"))
        sheet.write_row(4, 0, ("填表人：", None))
    form = _full(forms.open_form(office.store, path, facts))
    assert not form.is_single
    target = forms.target_beside(path)
    assert forms.fill(office, form, facts, [1], target) == 1
    return target


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_opens_what_was_filled(office: Office, facts: Registry, tmp_path: Path) -> None:
    filled = [
        _fill(office, facts, path)
        for path in (
            _workbook(tmp_path / "a.xlsx"),
            _letter(tmp_path / "b.docx"),
            _table(tmp_path / "c.docx"),
        )
    ]
    filled.append(_filled_list(office, facts, tmp_path / "d.xlsx"))
    out = tmp_path / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(out), *map(str, filled)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    import pypdfium2

    for path in filled:
        with pypdfium2.PdfDocument(out / f"{path.stem}.pdf") as pdf:
            words = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert "张伟" in words
        assert "19900000001" in words


def test_lines_to_write_on_around_a_list_leave_it_a_list(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, cell = book.add_worksheet("名册"), book.add_format({"border": 1})
        sheet.merge_range(0, 0, 0, 4, "填报单位：__________ 填报日期：    年  月  日")
        sheet.write_row(1, 0, ("序号", "姓名", "性别", "身份证号", "联系电话"), cell)
        for row in (2, 3):
            sheet.write_row(row, 0, ("",) * 5, cell)
        sheet.merge_range(4, 0, 4, 4, "填表人：________ 联系电话：____________")
    first, *others = forms.readings(office.store, path, facts)
    assert not first.is_single
    assert [form.is_single for form in others] == []
