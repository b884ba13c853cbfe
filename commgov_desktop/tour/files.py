"""The files a clerk has at hand on the day of the tour: a roster from the street office, a photo."""

import random
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from commgov_desktop import clock
from commgov_desktop.roster import id_number
from commgov_desktop.roster.practice_names import Names

ROWS = 2000
HEADINGS = (
    "序号",
    "住户姓名",
    "性 别",
    "公民身份号码",
    "联系方式",
    "现住地址",
    "与户主关系",
    "户籍所在地",
    "备注",
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
    man = rng.random() < 0.5
    year, month, day = rng.randint(1940, 2022), rng.randint(1, 12), rng.randint(1, 28)
    first = f"999999{year}{month:02}{day:02}{500 + (n // 2) % 480:03}"
    first = first[:-1] + str(int(first[-1]) // 2 * 2 + man)
    number = first + id_number.check_character(first)
    home = f"{60 + n // 400}号楼{1 + n % 4}单元{1 + (n // 16) % 20}0{1 + n % 3}"
    name = names.surname() + names.given(man, year > 1990)
    row: list[object] = [n + 1, name, "男" if man else "女", number, f"1000000{n:04}", home, "", "外地", ""]
    if n % 97 == 5:
        row[3] = "9.99999E+17"
    if n % 97 == 40:
        row[1] = ""
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
