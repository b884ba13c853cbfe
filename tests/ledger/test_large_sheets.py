"""A very large table is read by parts from its place, and every cell of it is what it would be read whole."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commgov_desktop.errors import UserError
from commgov_desktop.ledger import sheet_files, sheet_parts, sheet_sources
from commgov_desktop.ledger.sheet_files import Content
from commgov_desktop.ledger.sheet_sources import Sheet

FILES = Path(__file__).resolve().parent.parent / "files"
SPREADSHEETML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture
def by_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every workbook counts as large, and a part is a few rows."""
    monkeypatch.setattr(sheet_parts, "LARGE", -1)
    monkeypatch.setattr(sheet_parts, "PART", 700)


@pytest.fixture
def no_whole_sheets(by_parts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """And none may be read whole after all."""

    def refuse(_content: bytes, _name: str) -> list[Sheet]:
        raise AssertionError("the sheet was read whole")

    monkeypatch.setattr(sheet_sources, "_open_workbook", refuse)


Cells = list[tuple[str, int, tuple[Any, ...], list[str]]]
WHOLE = sheet_sources._open_workbook


def cells_of(sheets: list[Sheet]) -> Cells:
    """By ``repr``: 1 is not True, and 1.0 not 1."""
    return [(s.name, s.height, s.merged, [repr(list(row)) for row in s.rows()]) for s in sheets]


def parted(content: bytes) -> Cells:
    return cells_of(sheet_sources.open_sheets(Content(content, "名册.xlsx")))


def whole(content: bytes) -> Cells:
    return cells_of(WHOLE(content, "名册.xlsx"))


@pytest.mark.usefixtures("no_whole_sheets")
def test_a_workbook_of_libreoffice_gives_the_same_cells() -> None:
    content = (FILES / "roster_libreoffice.xlsx").read_bytes()
    assert len(whole(content)[0][3]) == 125
    assert parted(content) == whole(content)


# ---- as other programs write it -------------------------------------------------------------------


def workbook(rows: str, *texts: str, foot: str = "", prefix: str = "") -> bytes:
    """A workbook of one sheet, its XML given as it stands; styles 1 and 2 are a day and a day with an hour."""
    p = f"{prefix}:" if prefix else ""
    named = f"xmlns:{prefix}" if prefix else "xmlns"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEETML}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{DOCUMENT}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{DOCUMENT}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SPREADSHEETML}"><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{p}worksheet '
        f'{named}="{SPREADSHEETML}"><{p}dimension ref="A1:C3"/><{p}sheetData>{rows}</{p}sheetData>{foot}'
        f"</{p}worksheet>",
    }
    if texts:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SPREADSHEETML}">{"".join(texts)}</sst>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file.getvalue()


def row(number: int, *cells: str) -> str:
    """A row as WPS and Excel write it; ``@`` in a cell stands for its row."""
    inside = "".join(cells).replace("@", str(number))
    return f'<row r="{number}" spans="1:3" ht="15" customHeight="1">{inside}</row>'


WPS_TEXTS = (
    "<si><t>姓名</t></si>",
    '<si><t xml:space="preserve"> 张 伟 </t><phoneticPr fontId="1" type="noConversion"/></si>',
    "<si><r><t>李</t></r><r><rPr><b/><sz val='9'/></rPr><t>红&amp;&lt;梅&gt;</t></r></si>",
    "<si><t>田</t><rPh sb='0' eb='1'><t>デン</t></rPh></si>",
    "<si/>",
    "<si><t/></si>",
)
WPS_ROWS = "".join(
    row(
        number,
        f'<c r="B@" s="0" t="s"><v>{number * 7 % 6}</v></c>',
        '<c r="C@" s="1"><v>31117</v></c><c r="D@" s="2"><v>31117.75</v></c><c r="E@" t="b"><v>1</v></c>',
        '<c r="F@" t="e"><v>#N/A</v></c>' if number % 3 else '<c r="F@" s="1"/>',
        '<c r="G@" t="str"><f>B@&amp;"t"</f><v>和</v></c><c r="H@"><f>1+1</f><v>2</v></c>',
        '<c r="I@" t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r></is></c>',
        '<c r="J@"><v>1.1010119850101E+17</v></c>' if number == 41 else "",
        '<c r="A@" t="s"><v>0</v></c>' if number == 51 else "",
    )
    for number in range(3, 60)
    if number % 5
)


@pytest.mark.usefixtures("no_whole_sheets")
def test_a_workbook_of_wps_gives_the_same_cells() -> None:
    foot = '<mergeCells count="1"><mergeCell ref="B3:C4"/></mergeCells><pageMargins left="0.7"/>'
    content = workbook(WPS_ROWS, *WPS_TEXTS, foot=foot)
    [(_name, height, merged, rows)] = whole(content)
    assert (height, len(rows), len(merged)) == (59, 59, 1)
    assert parted(content) == whole(content)


@pytest.mark.usefixtures("no_whole_sheets")
def test_a_workbook_whose_tags_have_a_prefix_gives_the_same_cells() -> None:
    rows = "".join(
        f'<x:row r="{n}"><x:c r="A{n}" t="inlineStr"><x:is><x:t>张{n}</x:t></x:is></x:c><x:c r="C{n}"><x:v>{n}</x:v></x:c></x:row>'
        for n in range(2, 90)
    )
    content = workbook(rows, prefix="x")
    assert len(whole(content)[0][3]) == 89
    assert parted(content) == whole(content)


@pytest.mark.usefixtures("by_parts")
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("<!-- </row> -->" + WPS_ROWS, id="a comment"),
        pytest.param(WPS_ROWS.replace("<f>1+1</f>", "<f><![CDATA[1+1</row>]]></f>"), id="CDATA"),
        pytest.param(WPS_ROWS.replace('t="s"', "t='s'"), id="other quotes"),
        pytest.param(WPS_ROWS.replace('t="s"><v>', 't="s"><f>B1</f><v>'), id="a formula with a shared text"),
        pytest.param(
            "".join(f"<row><c><v>{n}</v></c><c><v>2</v></c></row>" for n in range(90)), id="no places"
        ),
        pytest.param("".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 90)), id="no columns"),
    ],
)
def test_what_is_written_in_an_unusual_way_is_read_whole(rows: str) -> None:
    content = workbook(rows, *WPS_TEXTS)
    assert parted(content) == whole(content)


@pytest.mark.usefixtures("by_parts")
def test_an_unusual_place_far_down_is_met_when_its_rows_are_read() -> None:
    content = workbook(WPS_ROWS[:-6].replace('r="B48" s="0" t="s"', "r=\"B48\" t='s'") + "</row>", *WPS_TEXTS)
    assert parted(content) == whole(content)


@pytest.mark.usefixtures("by_parts")
@pytest.mark.parametrize(
    "rows", ["", '<row r="3"/><row r="4" ht="15"></row>', '<row r="2"><c r="B2" s="1"/></row>']
)
def test_a_sheet_without_anything_is_one_without_rows(rows: str) -> None:
    assert parted(workbook(rows)) == whole(workbook(rows))


@pytest.mark.usefixtures("by_parts")
def test_a_damaged_workbook_is_a_sentence() -> None:
    content = bytearray((FILES / "roster_libreoffice.xlsx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        at = parts.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[at + 400 : at + 900] = bytes(500)
    with pytest.raises(UserError, match="无法读取"):
        sheet_sources.open_sheets(Content(bytes(content), "名册.xlsx"))


# ---- every kind of cell ---------------------------------------------------------------------------

_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=6
)
_DAYS = st.dates(date(1900, 3, 1), date(2100, 1, 1))
_CELLS = st.one_of(
    st.none(), _WORDS, st.sampled_from(("张伟", '<c r="A1" t="s"><v>3</v>', "</row>", "&amp;", " a ")),
    st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9, allow_nan=False), _DAYS,
    st.builds(datetime.combine, _DAYS, st.times().map(lambda at: at.replace(microsecond=0))),
    st.times().map(lambda at: at.replace(microsecond=0)), st.just("=#N/A"),
)  # fmt: skip
_ROWS = st.dictionaries(
    st.integers(0, 60), st.dictionaries(st.integers(0, 30), _CELLS, max_size=6), min_size=1, max_size=25
)


def _written(rows: dict[int, dict[int, Any]], inline: bool) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": inline, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("名册")
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            time: book.add_format({"num_format": "hh:mm:ss"}),
        }
        bold = book.add_format({"bold": True})
        for number, cells in sorted(rows.items()):
            for column, cell in sorted(cells.items()):
                _put(sheet, number, column, cell, formats, bold)
    return file.getvalue()


def _put(sheet: Any, number: int, column: int, cell: Any, formats: dict[type, Any], bold: Any) -> None:
    if cell is None:
        sheet.write_blank(number, column, None, bold)
    elif cell == "=#N/A":
        sheet.write_formula(number, column, "=NA()", None, "#N/A")
    elif type(cell) in formats:
        sheet.write_datetime(number, column, cell, formats[type(cell)])
    elif isinstance(cell, str) and len(cell) == 3:
        sheet.write_rich_string(number, column, cell[0], bold, cell[1:])
    elif isinstance(cell, str):
        sheet.write_string(number, column, cell)
    else:
        sheet.write(number, column, cell)


@pytest.mark.usefixtures("by_parts")
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=_ROWS, inline=st.booleans())
def test_every_kind_of_cell_is_the_same(rows: dict[int, dict[int, Any]], inline: bool) -> None:
    content = _written(rows, inline)
    assert parted(content) == whole(content)


# ---- from its place -------------------------------------------------------------------------------


@pytest.fixture
def nothing_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_files, "HELD", -1)


def _texts() -> Iterator[tuple[str, bytes]]:
    text = '姓名;性别;"备注\n（可空）"\r\n张伟;男;"一\n二"\n𠮷田;女;龙䶮\n' * 40
    yield from ((code, text.encode(code)) for code in ("utf-8", "utf-8-sig", "gb18030", "utf-16"))


@pytest.mark.usefixtures("nothing_held")
@pytest.mark.parametrize(("code", "content"), list(_texts()))
def test_a_large_csv_is_read_from_its_place(
    code: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_files, "_AT_ONCE", 7)  # every character comes in pieces
    path = tmp_path / f"{code}.csv"
    path.write_bytes(content)
    found, held = (sheet_sources.open_sheets(Content(one, "名册.csv")) for one in (path, content))
    assert cells_of(found) == cells_of(held)
    assert found[0].height == 40 * 5
    assert list(found[0].rows())[1] == ["张伟", "男", "一\n二"]


@pytest.mark.usefixtures("nothing_held")
@pytest.mark.parametrize("change", [lambda path: os.utime(path, (1, 1)), Path.unlink])
def test_a_large_file_that_is_changed_or_gone_meanwhile_is_a_sentence(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes("姓名,性别\n张伟,男\n".encode())
    [sheet] = sheet_sources.open_sheets(Content(path, path.name))
    change(path)
    with pytest.raises(UserError, match=r"名册\.csv"):
        list(sheet.rows())
