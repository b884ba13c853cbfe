"""The facts a certificate may state of somebody: what they are called, and how they are written on paper."""

import re
from collections.abc import Mapping
from datetime import date
from string import Formatter

from commgov_desktop.i18n import N_
from commgov_desktop.people import Person

LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "sex": N_("Sex"),
    "birth": N_("Birth date"),
    "ethnic_group": N_("Ethnic group"),
    "id_kind": N_("Kind of document"),
    "id_number": N_("Document number"),
    "phone": N_("Phone"),
    "address": N_("Present dwelling"),
    "registered_address": N_("Registered address"),
    "since": N_("Lives here since"),
    "statement": N_("What is certified"),
    "purpose": N_("Purpose"),
    "required_by": N_("Required by"),
    "checked_how": N_("How it was checked"),
}
"""Every fact that a certificate's text may name, in the order in which the clerk is asked."""

ON_PAPER: Mapping[str, str] = {
    "name": "姓名", "sex": "性别", "birth": "出生日期", "ethnic_group": "民族", "id_kind": "证件种类",
    "id_number": "证件号码", "phone": "联系电话", "address": "现住址", "registered_address": "户籍地址",
    "since": "居住起始", "statement": "证明内容", "purpose": "用途", "required_by": "要求出具单位",
    "checked_how": "核实方式",
}  # fmt: skip
"""The same in the words of papers; a certificate's text names its facts by these, as {姓名}."""

COPIES = "copies"
MOST_COPIES = 99
ASKED_LABELS: Mapping[str, str] = {**LABELS, COPIES: N_("Copies")}
"""What the form at the desk asks: the facts, and how many copies are wanted."""

_KEYS = {words: key for key, words in ON_PAPER.items()}


OF_THE_PERSON = ("name", "sex", "birth", "ethnic_group", "id_kind", "id_number", "phone", "address",
                 "registered_address", "since")  # fmt: skip
ASKED = ("statement", "purpose", "required_by", "checked_how")
"""What no roster knows: asked at the desk each time."""

HINTS: Mapping[str, str] = {
    "since": N_("e.g. 2019-4"),
    "purpose": N_("e.g. 子女入学"),
    "required_by": N_("Who asks for this certificate"),
    "checked_how": N_("e.g. 与居民名册核对"),
    "statement": N_("In full sentences, only what the office can verify itself"),
    "birth": N_("e.g. 1985-1-1"),
    "copies": N_("1 to 99"),
}

_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?(?:\s*[-./]?\s*\d{1,2}\s*日?)?(?:起)?")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")


def copies_in(words: str) -> int | None:
    """How many copies the clerk typed: 1 where nothing stands, ``None`` for what is not a number from 1 to 99."""
    words = words.strip().removesuffix("份").strip()
    if not words:
        return 1
    return int(words) if words.isdecimal() and 1 <= int(words) <= MOST_COPIES else None


def of_person(person: Person) -> dict[str, str]:
    """What the roster knows, as a paper writes it; what it does not know is left out."""
    since = person.lives_here_since
    written = {
        "name": person.name,
        "sex": person.sex,
        "birth": day_words(person.birth),
        "ethnic_group": person.ethnic_group,
        "id_kind": person.id_kind if person.id_number else "",
        "id_number": person.id_number,
        "phone": person.phone,
        "address": room(person.address),
        "registered_address": person.registered_address,
        "since": f"{since.year}年{since.month}月" if since else "",
    }
    return {key: words for key, words in written.items() if words}


def day_words(day: date | None) -> str:
    """2026年3月5日, without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def room(address: str) -> str:
    """An address that ends in a bare room number gets its 室: 3号楼2单元501室."""
    return f"{address}室" if address[-1:].isdigit() else address


def neat(key: str, words: str) -> str:
    """What the clerk typed, as the paper writes it: 2019-4 becomes 2019年4月. Unreadable days give nothing."""
    words = " ".join(words.split())
    if key == "since":
        return _month(words)
    if key == "birth":
        return _day(words)
    return words.rstrip("。；;，,、") if key in ("statement", "purpose") else words


def from_number(number: str) -> dict[str, str]:
    """Birth date and sex as an 18-digit citizen's number holds them (GB 11643-1999); nothing of other numbers."""
    found = re.fullmatch(r"\d{6}(\d{8})\d\d(\d)[\dXx]", number)
    birth = _day(found[1]) if found else ""
    return {"birth": birth, "sex": "男" if int(found[2]) % 2 else "女"} if found and birth else {}


def _month(words: str) -> str:
    found = _MONTH.fullmatch(words)
    if not found or not 1 <= int(found[2]) <= 12:
        return ""
    return f"{int(found[1])}年{int(found[2])}月"


def _day(words: str) -> str:
    found = _DAY.fullmatch(words)
    if not found:
        return ""
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return day_words(date(year, month, day))
    except ValueError:
        return ""


def key_of(words: str) -> str:
    """The key of a fact that a text names as {姓名} (or by its key)."""
    return _KEYS.get(words.strip(), words)


def facts_named(template: str) -> list[str]:
    """The keys of the facts a text names, each once. Raises ``ValueError`` for brackets that do not match."""
    return list(dict.fromkeys(key_of(name) for name in names_in(template)))


def names_in(template: str) -> list[str]:
    """What stands in curly brackets, in order. Raises ``ValueError`` for brackets that do not match."""
    return [name for _text, name, _spec, _conversion in Formatter().parse(template) if name is not None]
