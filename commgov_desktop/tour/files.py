"""The files a clerk has at hand on the day of the tour: a roster from the street office, a photo."""

import random
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from commgov_desktop import clock
from commgov_desktop.roster import id_number
from commgov_desktop.roster.practice_names import Names

ROWS = 2000
BUILDINGS = 24
HEADINGS = (
    "序号",
    "户编号",
    "住户姓名",
    "性 别",
    "公民身份号码",
    "联系方式",
    "现住地址",
    "与户主关系",
    "户籍所在地",
)


def roster(path: Path, rows: int = ROWS) -> Path:
    """A roster as offices send it: title rows, headings in their own words, some rows that cannot be right."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet, bold = book.add_worksheet("人口信息"), book.add_format({"bold": True, "align": "center"})
        sheet.merge_range(0, 0, 0, 8, "沙田街道人口信息采集表", bold)
        sheet.merge_range(1, 0, 1, 8, f"填报单位：沙田社区　　填报日期：{clock.today():%Y年%m月%d日}")
        sheet.write_row(2, 0, HEADINGS, bold)
        for n, row in enumerate(rows_of_people(rows)):
            sheet.write_row(3 + n, 0, [str(cell) for cell in row])
    return path


def rows_of_people(count: int) -> Iterator[list[object]]:
    """Made-up people under ``HEADINGS``, the same each time."""
    rng = random.Random(11)
    names = Names(rng)
    return (_row(n, rng, names) for n in range(count))


def _row(n: int, rng: random.Random, names: Names) -> list[object]:
    """Couples in homes of the practice community's own buildings; some rows are as they should not be."""
    home, man = n // 2, n % 2 == 0
    year, month, day = rng.randint(1940, 1998), rng.randint(1, 12), rng.randint(1, 28)
    first = f"999999{year}{month:02}{day:02}{500 + home % 240 * 2 + man:03}"
    number = first + id_number.check_character(first)
    stairs = home // BUILDINGS
    where = f"{1 + home % BUILDINGS}号楼{1 + stairs % 2}单元{12 + stairs // 4}0{1 + stairs // 2 % 2}"
    name, relation = names.surname() + names.given(man, year > 1990), "户主" if man else "妻"
    origin = "本社区" if home % 3 else "北川省白桦县（练习）"
    row: list[object] = [
        n + 1, f"X{home + 1:05}", name, "男" if man else "女", number, f"1000000{n:04}", where, relation, origin,
    ]  # fmt: skip
    return _spoilt(n % 97, row)


def _spoilt(kind: int, row: list[object]) -> list[object]:
    """What such files are full of: a number ruined by Excel, one with a wrong digit, no name, a sex of neither kind."""
    if kind == 5:
        row[4] = "9.99999E+17"
    elif kind == 23:
        row[4] = f"{row[4]}"[:-1] + ("1" if f"{row[4]}"[-1] != "1" else "2")
    elif kind == 40:
        row[2] = ""
    elif kind == 61:
        row[3] = "男/女"
    return row


def photo(path: Path) -> Path:
    """A small picture, as a telephone would have taken it."""
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(QColor("#b8c7d6"))
    painter = QPainter(picture)
    painter.fillRect(60, 200, 520, 230, QColor("#8d99a6"))
    painter.fillRect(250, 260, 140, 170, QColor("#c0392b"))
    painter.end()
    picture.save(str(path))
    return path


def empty_form(path: Path) -> Path:
    """What the street office wants by five: a title, headings in two rows, lines to fill, who filled it in."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("高龄老人")
        look = {"font_name": "宋体", "align": "center", "valign": "vcenter", "border": 1}
        title, cell = (
            book.add_format({"bold": True, "font_size": 16, "align": "center"}),
            book.add_format(look),
        )
        sheet.merge_range(0, 0, 0, 6, "沙田街道80岁以上老年人登记表", title)
        for column, words in ((0, "序号"), (1, "姓名"), (2, "性别"), (3, "年龄"), (6, "备注")):
            sheet.merge_range(1, column, 2, column, words, cell)
        sheet.merge_range(1, 4, 1, 5, "联系信息", cell)
        sheet.write_row(2, 4, ["现住址", "联系电话"], cell)
        for row in range(3, 13):
            sheet.write_row(row, 0, [""] * 7, cell)
        sheet.merge_range(13, 0, 13, 6, "填表人：　　　　　　审核人：", None)
        sheet.set_column(4, 4, 24)
    return path
