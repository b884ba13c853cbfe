"""The certificate with its stub, and the slip that says why none is issued and where to go instead."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from commgov_desktop.desk.facts import day_words
from commgov_desktop.documents.binding import bind
from commgov_desktop.documents.blocks import Fill, fill
from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.line_breaking import half_cells
from commgov_desktop.documents.paper import Margins
from commgov_desktop.documents.tables import Cell, cell

_MARGINS = Margins(22.0, 26.0, 14.0, 28.0)
_UNNUMBERED = "编号：（打印时编号）"
_TYPES = ((16.0, 30.0), (16.0, 26.0), (15.0, 24.0), (14.0, 22.0))
"""Type size and line pitch in points, the usual first."""
_SHORT = 28
"""Half characters of a fact that stands beside another on the stub; longer ones take the whole width."""

Common = dict[Face, str] | None


def certificate(
    printed: Mapping[str, Any], issued: datetime, *, draft: bool = False, common: Common = None
) -> bytes:
    """居住证明 and its like, from the words kept in the register, as many sheets as copies were asked for.

    ``issued`` dates the file.
    """
    sheet = _laid_out(printed, issued, draft, common)
    return _all_copies(sheet, printed, issued, draft, common)


def _laid_out(printed: Mapping[str, Any], issued: datetime, draft: bool, common: Common) -> FormSheet:
    """The certificate in the largest type with which it stands on one page together with its stub.

    With a text too long for that the stub has a page of its own.
    """
    for stub_apart in (False, True):
        for size, pitch in _TYPES:
            sheet = _certificate(printed, issued, draft, common, size, pitch)
            if stub_apart:
                sheet.new_page()
            else:
                number = str(printed.get("number") or "")
                sheet.cut_line(f"骑缝　{number}" if number else "骑缝")
            _stub(sheet, printed)
            if sheet.page_count() <= (2 if stub_apart else 1):
                return sheet
    return sheet


def _certificate(
    printed: Mapping[str, Any], issued: datetime, draft: bool, common: Common, size: float, pitch: float
) -> FormSheet:
    title, number = str(printed["title"]), str(printed.get("number") or "")
    sheet = FormSheet(
        title, issued, number=f"编号：{number}" if number else _UNNUMBERED, spread=_spread(title),
        title_size=26, margins=_MARGINS, draft=draft, author=str(printed["organ"]), common=common,
    )  # fmt: skip
    sheet.gap(10)
    for words in printed["paragraphs"]:
        sheet.paragraph(_filled(words), size=size, pitch=pitch)
    sheet.gap(4)
    day = date.fromisoformat(printed["day"])
    sheet.signing(str(printed["organ"]), day, size=size, note="（盖章）")
    sheet.sides(
        f"经办人：{printed['handled_by']}", f"联系电话：{printed['phone']}" if printed.get("phone") else ""
    )
    sheet.note(f"本证明{_in_copies(printed)}仅限所列用途使用，涂改、复印无效。")
    return sheet


def copies_of(printed: Mapping[str, Any]) -> int:
    """How many copies of a paper there are."""
    return int(printed.get("copies") or 1)


def _in_copies(printed: Mapping[str, Any]) -> str:
    number = copies_of(printed)
    return f"一式{copies_words(number)}份，" if number > 1 else ""


def copies_words(number: int) -> str:
    """两 and 三 to 十 in words, as papers write copies; larger numbers in digits."""
    return "零一两三四五六七八九十"[number] if number <= 10 else str(number)


def _all_copies(
    sheet: FormSheet, printed: Mapping[str, Any], issued: datetime, draft: bool, common: Common
) -> bytes:
    author, count = str(printed["organ"]), copies_of(printed)
    return bind([sheet] * count, sheet.title, issued, author=author, draft=draft, common=common)


def _filled(words: Sequence[str | None]) -> list[str | Fill]:
    return [fill("", characters=6) if piece is None else piece for piece in words]


def _spread(title: str) -> float:
    return {2: 40.0, 3: 26.0, 4: 22.0, 5: 12.0}.get(len(title), 6.0 if len(title) < 10 else 0.0)


def _stub(sheet: FormSheet, printed: Mapping[str, Any]) -> None:
    number, day = str(printed.get("number") or ""), date.fromisoformat(printed["day"])
    sheet.heading(f"{printed['title']}（存根）", size=16)
    sheet.line(f"编号：{number}" if number else _UNNUMBERED, size=11, align="right")
    facts = [*printed["stub"], ["经办人", printed["handled_by"]], ["审批人", printed.get("approved_by", "")],
             ["份数", str(copies_of(printed))], ["日期", day_words(day)], ["用印时间", ""], ["领取人签字", ""]]  # fmt: skip
    rows = list(_stub_rows(facts))
    sheet.table(rows, widths=(26, 50, 30, 50), row_height=8, size=10.5)


def _stub_rows(facts: Sequence[Sequence[str]]) -> Iterator[list[str | Cell]]:
    """Long facts over the whole width, short ones two a row below them, each in their order."""
    short = [fact for fact in facts if _is_short(fact[1])]
    for label, words in facts:
        if not _is_short(words):
            yield [_label(label), cell(words, align="left", span=3)]
    for left, right in zip(short[::2], [*short[1::2], ["", ""]], strict=False):
        yield [_label(left[0]), cell(left[1], align="left"), _label(right[0]), cell(right[1], align="left")]


def _is_short(words: str) -> bool:
    return sum(map(half_cells, words)) <= _SHORT


def _label(text: str) -> Cell:
    return cell(text, label=True)


def refusal(
    printed: Mapping[str, Any], issued: datetime, *, draft: bool = False, common: Common = None
) -> bytes:
    """不予出具证明告知书 (民发〔2020〕20号): what is not certified, why, and who does it instead."""
    number = str(printed.get("number") or "")
    sheet = FormSheet(
        "不予出具证明告知书", issued, number=f"编号：{number}" if number else _UNNUMBERED, spread=4,
        title_size=24, margins=_MARGINS, draft=draft, author=str(printed["organ"]), common=common,
    )  # fmt: skip
    sheet.gap(4)
    sheet.paragraph(f"{printed['name'] or '申请人'}：", indent=0, size=16, pitch=30)
    sheet.paragraph(
        f"您申请出具“{printed['kind']}”。经查，该事项列入{printed['basis']}，属于不应由基层群众性自治组织出具证明的"
        f"事项，本居民委员会依照规定不予出具。",
        size=16, pitch=30,
    )  # fmt: skip
    sheet.paragraph(f"您可以通过以下途径办理：{printed['go'].rstrip('。')}。", size=16, pitch=30)
    if printed.get("exception"):
        sheet.paragraph(f"说明：{printed['exception'].rstrip('。')}。", size=16, pitch=30)
    sheet.paragraph("特此告知。如需帮助，请与本居民委员会联系。", size=16, pitch=30)
    sheet.signing(str(printed["organ"]), date.fromisoformat(printed["day"]), size=16, note="（盖章）")
    sheet.sides(
        f"经办人：{printed['handled_by']}", f"联系电话：{printed['phone']}" if printed.get("phone") else ""
    )
    sheet.gap(6)
    sheet.signatures("申请人（签收）", dated=True)
    sheet.note("本告知书一式两份，申请人和居民委员会各存一份。")
    return _all_copies(sheet, printed, issued, draft, common)
