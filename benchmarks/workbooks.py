"""A roster workbook as a community office has it: made-up people in households, 20 columns, as many rows as wanted."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from commgov_desktop.roster import id_number
from commgov_desktop.roster.practice_names import Names

HEADINGS = (
    "序号", "姓名", "性别", "出生日期", "公民身份号码", "民族", "文化程度", "婚姻状况", "政治面貌", "联系电话",
    "备用电话", "职业", "工作单位", "户籍地址", "现住址", "人员类别", "入住日期", "户号", "与户主关系", "备注",
)  # fmt: skip
RELATIONS = (("户主", "男"), ("妻", "女"), ("子", "男"))
TOWNS = ("海州市临湖区新村", "江北县石桥镇", "本社区")


def write(path: Path, rows: int) -> Path:
    """Write the workbook; every row is a new person with a right number, so that all of them must be taken in."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("人口信息")
        sheet.write_row(0, 0, HEADINGS)
        for n, row in enumerate(_people(rows), 1):
            sheet.write_row(n, 0, row)
    return path


def _people(count: int) -> Iterator[tuple[object, ...]]:
    rng = random.Random(11)
    names = Names(rng)
    for n in range(count):
        yield _person(n, rng, names)


def _person(n: int, rng: random.Random, names: Names) -> tuple[object, ...]:
    home, place = divmod(n, len(RELATIONS))
    relation, sex = RELATIONS[place]
    # A day for every person in turn, and another serial when the days are used up: no number comes twice.
    serial, day = divmod(n, 9000)
    birth = date(1990 if relation == "子" else 1962, 1, 1) + timedelta(days=day)
    first = f"{id_number.MADE_UP}{birth:%Y%m%d}{2 * serial + (sex == '男'):03d}"
    flats = f"{1 + home // 240}号楼{1 + home // 60 % 4}单元{1 + home % 60 // 4}0{1 + home % 4}"
    return (
        n + 1, names.surname() + names.given(sex == "男", birth.year > 1990), sex, f"{birth:%Y-%m-%d}",
        first + id_number.check_character(first), "汉族", rng.choice(("大专", "高中", "初中")),
        "未婚" if relation == "子" else "已婚", rng.choice(("群众", "中共党员")), f"100{n:08d}",
        "", rng.choice(("职员", "教师", "工人")), "临湖公司", rng.choice(TOWNS), flats, "常住",
        f"20{rng.randint(10, 24)}-03-05", f"H{home:06d}", relation, "",
    )  # fmt: skip
