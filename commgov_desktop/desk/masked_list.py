"""The list of names of a publicity: names, numbers, phones and addresses masked, minors left out altogether."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commgov_desktop import masking
from commgov_desktop.people import Person

OF_AGE = 18
"""Civil Code art. 17: under 18 is a minor; a minor's name is not published."""

NAME, NUMBER, PHONE, ADDRESS, BIRTH, AGE, OTHER = (
    "name",
    "number",
    "phone",
    "address",
    "birth",
    "age",
    "other",
)
HEADINGS = {NAME: "姓名", NUMBER: "证件号码", PHONE: "电话", ADDRESS: "住址"}
_WORDS = (
    (NAME, ("姓名", "名字", "户主", "申请人")),
    (NUMBER, ("证件", "身份证", "证号")),
    (PHONE, ("电话", "手机", "联系")),
    (BIRTH, ("出生", "生日")),
    (AGE, ("年龄", "周岁")),
    (ADDRESS, ("住址", "地址", "住处", "楼栋", "房号", "房屋")),
)
_NUMBER = re.compile(r"[1-9]\d{5}(?:\d{9}|\d{11}[\dXx])")
_NUMBER_WITHIN = re.compile(rf"(?<!\d){_NUMBER.pattern}(?![\dXx])")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]{2,4}|[\u3400-\u9fff]+(?:[·•‧・][\u3400-\u9fff]+)+")
_ADDRESS = re.compile(r"\d+(?:号楼|栋|幢|座|单元|室|号)")
_LONG = re.compile(r"\d[\d -]{10,}\d")
_SPLIT = re.compile(r"\t|,|，|;|；|[^\S\n]{2,}")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class MaskedList:
    """What hangs on the board. ``rows`` are masked and begin with the headings; the counts say what was left out."""

    rows: tuple[tuple[str, ...], ...]
    minors: int = 0
    age_unknown: int = 0
    """People of whom nothing tells their age; the clerk has to look."""

    @property
    def count(self) -> int:
        """People who are shown."""
        return max(0, len(self.rows) - 1)


def board_number(text: str) -> str:
    """999999************: the first 6 of a citizen's number and nothing of the birth date (usual on boards)."""
    return text[:6] + masking.STAR * 12 if len(text) >= 15 else masking.id_number(text)


USUAL = (NAME, NUMBER, ADDRESS)
"""What a list of residents shows when nothing else is said; the name always stands first."""

Own = tuple[str, Mapping[int, str]]
"""One of the office's own fields: its name, and by resident what stands there, masked where it is a number."""


def of_people(
    people: Sequence[Person], today: date, *, columns: Sequence[str] = USUAL, own: Sequence[Own] = ()
) -> MaskedList:
    """The list of these residents, own fields behind the columns. ``today`` decides who is of age."""
    grown = [p for p in people if not _is_minor(p.age(today))]
    rows = tuple(
        (*(_of_person(p, column) for column in columns), *(_own(p, words) for _head, words in own))
        for p in grown
    )
    unknown = sum(p.birth is None for p in grown)
    heads = (*(HEADINGS[column] for column in columns), *(head for head, _words in own))
    return MaskedList((heads, *rows) if rows else (), len(people) - len(grown), unknown)


def _own(person: Person, words: Mapping[int, str]) -> str:
    return _masked(words.get(person.id or 0, ""), OTHER)


def _of_person(person: Person, column: str) -> str:
    words = {NAME: person.name, NUMBER: person.id_number, PHONE: person.phone, ADDRESS: person.address}[
        column
    ]
    return _masked(words, column)


def pasted(text: str, today: date) -> MaskedList:
    """A list as it comes out of Excel or Word: one person a line, with or without headings.

    Columns are known by their heading or by what stands in them. Birth and age are used and never shown.
    """
    split = _SPLIT if _SPLIT.search(text.strip()) else _BLANKS  # never leave a name hidden in a longer cell
    lines = [
        [part.strip() for part in split.split(line.strip())] for line in text.splitlines() if line.strip()
    ]
    if not lines:
        return MaskedList(())
    width = max(map(len, lines))
    table = [line + [""] * (width - len(line)) for line in lines]
    headings = table.pop(0) if _is_heading(table[0]) else [""] * width
    kinds = [_kind(headings[i], [line[i] for line in table]) for i in range(width)]
    return _mask(table, headings, kinds, today)


def _mask(
    table: Sequence[Sequence[str]], headings: Sequence[str], kinds: Sequence[str], today: date
) -> MaskedList:
    ages = [_age(line, kinds, today) for line in table]
    grown = [line for line, years in zip(table, ages, strict=True) if not _is_minor(years)]
    shown = [i for i, kind in enumerate(kinds) if kind not in (BIRTH, AGE)]
    heads = tuple(headings[i] or HEADINGS.get(kinds[i], "") for i in shown)
    rows = tuple(tuple(_masked(line[i], kinds[i]) for i in shown) for line in grown)
    unknown = sum(years is None for years in ages)
    return MaskedList((heads, *rows) if rows else (), len(table) - len(grown), unknown)


def _is_heading(cells: Sequence[str]) -> bool:
    return any(word in cell for cell in cells for _kind, words in _WORDS for word in words)


def _kind(heading: str, cells: Sequence[str]) -> str:
    for kind, words in _WORDS:
        if any(word in heading for word in words):
            return kind
    if heading:
        return OTHER
    filled = [cell for cell in cells if cell]
    for kind, pattern in ((NUMBER, _NUMBER), (PHONE, _PHONE), (NAME, _NAME)):
        if filled and sum(bool(pattern.fullmatch(cell)) for cell in filled) * 2 > len(filled):
            return kind
    return ADDRESS if filled and sum(bool(_ADDRESS.search(c)) for c in filled) * 2 > len(filled) else OTHER


def _masked(words: str, kind: str) -> str:
    if kind == NAME:
        return masking.name(words)
    if kind == NUMBER:
        return board_number(words)
    if kind == PHONE:
        return masking.phone(words)
    if kind == ADDRESS:
        return masking.address(words)
    return _LONG.sub(
        lambda found: masking.STAR * 4 + found[0][-4:],
        _NUMBER_WITHIN.sub(lambda f: board_number(f[0]), words),
    )


def _age(line: Sequence[str], kinds: Sequence[str], today: date) -> int | None:
    for cell, kind in zip(line, kinds, strict=True):
        if kind == AGE and (found := re.match(r"\d+", cell)):
            return int(found[0])
        born = _born(cell, kind)
        if born:
            return Person(None, "", birth=born).age(today)
    return None


def _born(cell: str, kind: str) -> date | None:
    digits = ""
    if kind == NUMBER and _NUMBER.fullmatch(cell):
        digits = cell[6:14] if len(cell) == 18 else f"19{cell[6:12]}"
    elif kind == BIRTH:
        parts = re.findall(r"\d+", cell)
        digits = parts[0] if len(parts) == 1 else "".join(part.zfill(2) for part in parts[:3])
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) >= 8 else None
    except ValueError:
        return None


def _is_minor(years: int | None) -> bool:
    return years is not None and years < OF_AGE
