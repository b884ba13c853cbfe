"""The roster on paper: the sheet of a person (居民信息登记表), of a household (户情况登记表), and any list as a register.

The sheets carry whole document numbers, for that is what they are for; printing one is put on record. Registers
show what the list shows, numbers masked.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from commgov_desktop import clock
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.exporting import rows_of
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.roster import facts
from commgov_desktop.roster.events import monthly_paper, slip
from commgov_desktop.roster.groups.lists import own_words
from commgov_desktop.roster.household import Home, Member, home
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS

if TYPE_CHECKING:
    from commgov_desktop.documents.tables import Cell

Line = list["Cell | str"]
_MEMBER_LINES = 5
_HOUSEHOLD_LINES = 8
_REGISTER_COLUMNS = ("name", "sex", "age", "id_number", "address", "grid", "relation", "phone")
_LANDSCAPE_FROM = 7
"""Columns from which a register lies on its side."""


def resident_sheet(office: Office, resident_id: int) -> bytes:
    """居民信息登记表 of one person, in the order offices use (fields of GB/T 31000's common block)."""
    from commgov_desktop.documents.blocks import chinese_date
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.tables import cell

    person = facts.read(office.store, resident_id)
    family = home(office.store, person.household_id) if person.household_id else None
    others = [m for m in family.members if m.id != resident_id] if family else []
    sheet = FormSheet("居民信息登记表", issued=clock.now(), spread=4, author=office.name)
    sheet.sides(f"填表单位：{office.heading}", f"编号：{person.id:06d}")
    table: list[Line] = [
        [_label("姓名"), person.name, _label("性别"), person.sex, _label("民族"), person.ethnic_group],
        [_label("出生日期"), _day(person.birth), _label("年龄"), _years(person.age), _label("婚姻状况"), person.marital_status],
        [_label("证件类型"), cell(person.id_kind, span=2), _label("证件号码"), cell(person.id_number or person.id_reason, span=2)],
        [_label("政治面貌"), person.political_status, _label("文化程度"), person.education, _label("职业"), person.occupation],
        [_label("联系电话"), cell(person.phone, span=2), _label("其他电话"), cell(person.phone2, span=2)],
        [_label("工作单位\n或学校"), cell(person.workplace, span=5, align="left")],
        [_label("户籍地址"), cell(person.registered_address, span=5, align="left")],
        [_label("现住址"), cell(person.address, span=3, align="left"), _label("所属网格"), person.grid],
        [_label("居住类别"), person.residence_kind, _label("入住日期"), _day(person.lives_here_since), _label("户号"), family.number if family else ""],
        [_label("户主姓名"), cell(family.head.name if family and family.head else "", span=2), _label("与户主关系"), cell(person.relation, span=2)],
        [_label("人员标签"), cell("、".join(person.tags), span=5, align="left")],
        *_own_lines(own_words(office, RESIDENTS.table, resident_id, whole=True)),
    ]  # fmt: skip
    sheet.table(table, widths=(26, 30, 22, 30, 26, 29), row_height=10.5)
    sheet.gap(0)
    sheet.table(_family_rows(others), widths=(14, 26, 26, 14, 14, 44, 25), row_height=8.5, size=11)
    sheet.table(
        [[_label("备注"), cell(person.note, align="left", valign="top", height=24)]], widths=(26, 137)
    )
    sheet.gap(3)
    sheet.sides("填表人（签名）：", f"填表日期：{chinese_date(clock.today())}")
    return sheet.finish()


def _own_lines(own: Sequence[tuple[str, str]]) -> list[Line]:
    """The office's own fields that are filled in, two a line."""
    from commgov_desktop.documents.tables import cell

    lines: list[Line] = []
    for at in range(0, len(own), 2):
        pair = own[at : at + 2]
        if len(pair) == 1:
            lines.append([_label(pair[0][0]), cell(pair[0][1], span=5, align="left")])
        else:
            lines.append(
                [part for words, value in pair for part in (_label(words), cell(value, span=2, align="left"))]
            )
    return lines


def _family_rows(others: Sequence[Member]) -> list[Line]:
    """The other members of the household; at least as many lines as the printed form has."""
    lines = max(_MEMBER_LINES, len(others))
    heads = ("姓名", "与户主关系", "性别", "年龄", "证件号码", "联系电话")
    rows: list[Line] = [[_label("家庭成员", rows=lines + 1, vertical=True), *map(_label, heads)]]
    for at in range(lines):
        rows.append(_member_cells(others[at]) if at < len(others) else [""] * len(heads))
    return rows


def _member_cells(member: Member) -> Line:
    return [
        member.name,
        codes.table("relation_to_head").zh(member.relation),
        _sex(member.sex),
        _years(member.age()),
        member.id_number,
        member.phone,
    ]


def household_sheet(office: Office, household_id: int) -> bytes:
    """户情况登记表 of one household: head, dwelling, every member."""
    from commgov_desktop.documents.blocks import chinese_date
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.tables import cell

    family = home(office.store, household_id)
    head = family.head
    sheet = FormSheet("户情况登记表", issued=clock.now(), spread=4, author=office.name)
    sheet.sides(f"填表单位：{office.heading}", f"户号：{family.number or '—'}")
    sheet.table(
        [
            [_label("户主姓名"), head.name if head else "", _label("户主电话"), head.phone if head else "", _label("户口类别"), codes.table("household_kinds").zh(family.kind)],
            [_label("现住址"), cell(family.address, span=3, align="left"), _label("所属网格"), family.grid],
            *_own_lines(own_words(office, HOUSEHOLDS.table, household_id, whole=True)),
            [_label("本户人数"), f"{len(family.members)}人", _label("其中60岁以上"), f"{_older(family)}人", _label("未成年人"), f"{_minors(family)}人"],
        ],
        widths=(24, 30, 30, 30, 24, 25),
        row_height=11,
    )  # fmt: skip
    sheet.table(_household_rows(family), widths=(12, 26, 26, 14, 14, 46, 25), row_height=10, size=11, head=1)
    sheet.table(
        [[_label("户情况\n说明"), cell(family.note, align="left", valign="top", height=34)]], widths=(24, 139)
    )
    sheet.gap(3)
    sheet.sides("户主（签名）：", "")
    sheet.gap(2)
    sheet.sides("填表人（签名）：", f"填表日期：{chinese_date(clock.today())}")
    return sheet.finish()


def _household_rows(family: Home) -> list[Line]:
    heads = ("序号", "姓名", "与户主关系", "性别", "年龄", "证件号码", "联系电话")
    rows: list[Line] = [[_label(words) for words in heads]]
    for at in range(max(_HOUSEHOLD_LINES, len(family.members))):
        if at < len(family.members):
            rows.append([str(at + 1), *_member_cells(family.members[at])])
        else:
            rows.append([""] * len(heads))
    return rows


def _older(family: Home) -> int:
    return sum(1 for m in family.members if (m.age() or 0) >= 60)


def _minors(family: Home) -> int:
    return sum(1 for m in family.members if (age := m.age()) is not None and age < 18)


def register_of(
    office: Office,
    ledger: Ledger,
    ids: Sequence[int],
    *,
    title: str = "",
    columns: Sequence[str] = (),
    day: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """A list as a printed register, in the list's order and with its columns, numbers masked.

    ``day`` says of which day the list is, where that is not today.
    """
    from commgov_desktop.documents.blocks import chinese_date
    from commgov_desktop.documents.register import Column, register

    listing = Listing(office.store, ledger)
    names = list(columns or listing.first_shown)
    fields, rows = rows_of(listing, ids, names)
    heads = [Column("序号", 34, "centre")] + [
        Column(_HEADINGS.get(f.name, f.label), f.width, _ALIGN.get(f.name, "left")) for f in fields
    ]
    of_people = ledger.table == RESIDENTS.table
    title = title or ("居民花名册" if of_people else "住户花名册")
    unit = "人" if of_people else "户"
    on = f"{chinese_date(day)}在册情况" if day else chinese_date(clock.today())
    return register(
        title,
        f"{office.heading}　共{len(ids)}{unit}　{on}",
        heads,
        [[str(n), *row] for n, row in enumerate(rows, 1)],
        issued=clock.now(),
        landscape=len(names) >= _LANDSCAPE_FROM,
        footer=office.name,
        progress=progress,
    )


def roster_register(office: Office, _id: int = 0) -> bytes:
    """居民花名册 of everybody, by name."""
    return register_of(office, RESIDENTS, Listing(office.store, RESIDENTS).ids(), columns=_REGISTER_COLUMNS)


def household_register(office: Office, _id: int = 0) -> bytes:
    """住户花名册 of every household, by its head."""
    return register_of(office, HOUSEHOLDS, Listing(office.store, HOUSEHOLDS).ids())


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("resident-sheet", "居民信息登记表", "residents", resident_sheet),
    PaperKind("household-sheet", "户情况登记表", "households", household_sheet),
    PaperKind("resident-register", "居民花名册", "", roster_register),
    PaperKind("household-register", "住户花名册", "", household_register),
    PaperKind("event-slip", slip.TITLE, "episodes", slip.slip_paper),
    PaperKind("population-monthly", monthly_paper.TITLE, "", monthly_paper.monthly_paper),
)

_HEADINGS = {
    "name": "姓名", "sex": "性别", "age": "年龄", "id_number": "证件号码", "address": "现住址", "grid": "网格",
    "groups": "分组", "phone": "联系电话", "phone2": "其他电话", "birth": "出生日期", "residence_kind": "居住类别",
    "head": "户主", "relation": "与户主关系", "ethnic_group": "民族", "political_status": "政治面貌",
    "marital_status": "婚姻状况", "education": "文化程度", "registered_address": "户籍地址",
    "lives_here_since": "入住日期", "occupation": "职业", "workplace": "工作单位或学校", "id_kind": "证件类型",
    "house_match": "人户情况", "came_on": "来本社区日期", "left": "离开",
    "id_reason": "证件说明", "note": "备注", "members": "人数", "number": "户号", "kind": "户口类别",
}  # fmt: skip
_ALIGN: dict[str, Literal["left", "centre", "right"]] = dict.fromkeys(
    ("sex", "age", "grid", "members"), "centre"
)


def _label(text: str, **more: Any) -> "Cell":
    from commgov_desktop.documents.tables import cell

    return cell(text, label=True, **more)


def _day(day: date | None) -> str:
    from commgov_desktop.documents.blocks import chinese_date

    return chinese_date(day) if day else ""


def _years(age: int | None) -> str:
    return "" if age is None else f"{age}岁"


def _sex(code: str) -> str:
    return codes.table("sex").zh(code) if code in ("1", "2") else ""
