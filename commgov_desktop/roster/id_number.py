"""Reads the number of an identity document, says what it tells, and says when it cannot be right."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import mul

from commgov_desktop import clock
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes

RESIDENT_CARD, RESIDENCE_PERMIT, PERMANENT_RESIDENCE = "111", "810", "553"
PASSPORT, HONG_KONG_MACAO_PERMIT, TAIWAN_PERMIT, OFFICER_CARD = "414", "516", "511", "114"
"""Codes of ``document_kinds.toml``."""

CHECKED, DOUBTFUL, NONE = "checked", "doubtful", "none"
STATES = {CHECKED: N_("Checked"), DOUBTFUL: N_("Doubtful"), NONE: N_("No number")}

MADE_UP = "999999"
"""An address code that cannot exist (GB/T 2260): only the people of the practice community have it."""

OLDEST = 130
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SPACES = re.compile(r"[\s\u200b\ufeff'‘’`·.。\-－—]+")
_ZERO_WEIGHT = ord("0") * sum(_WEIGHTS)
_CITIZEN = re.compile(r"\d{17}[\dX]")
_ORDINARY = re.compile(r"(?:[1-7]\d{5}|999999)\d{11}[\dX]", re.ASCII)
"""Nearly every number of an import: a citizen's as it is stored. (A residence permit begins with 8.)"""
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+")
_NO_NUMBER = re.compile(r"无|没有|不详|未知|暂无|未办理?|(无|没有|未办)身份证|未(登记|提供|上户|落户)")
_CENTENARIANS = frozenset(("996", "997", "998", "999"))


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a document number says. ``kind`` is a code of ``document_kinds``, ``sex`` one of ``sex``.

    ``state`` is ``checked``, ``doubtful`` or ``none``; ``reason`` is the sentence for the clerk, empty when all
    is well. ``old`` is the 15-digit number the text was converted from. ``damaged`` means that a
    spreadsheet has destroyed digits: nobody can tell the number from what is left.
    """

    text: str = ""
    kind: str = ""
    birth: date | None = None
    sex: str = ""
    state: str = NONE
    reason: str = ""
    old: str = ""
    damaged: bool = False

    @property
    def made_up(self) -> bool:
        """Whether this is a number of the practice community."""
        return self.kind == RESIDENT_CARD and self.text.startswith(MADE_UP)

    def doubt(self, reason: str) -> "IdNumber":
        """The same number, marked doubtful for ``reason``."""
        return replace(self, state=DOUBTFUL, reason=reason)


def parse(value: object, kind: str = "") -> IdNumber:
    """Read a document number as typed, pasted or taken from a spreadsheet cell. Never raises.

    ``kind`` is what the form says the document is; without it the shape of the number decides. Rules:
    GB 11643-1999 (citizens' numbers, residence permits 81/82/83), the rules of the permanent-residence
    card of 2023, and the shapes of travel permits and passports, which carry no check digit.
    """
    if type(value) is str and kind in ("", RESIDENT_CARD) and _ORDINARY.fullmatch(value):
        return _read_18(value, RESIDENT_CARD)
    damaged = _eaten_by_excel(value)
    if damaged:
        return damaged
    raw = _as_text(value)
    text = tidy(raw)
    plain = text.isascii() and text.isalnum()
    if not plain and (not text or _NO_NUMBER.fullmatch(text) or not any(c.isalnum() for c in text)):
        reason = _("No number: {words}").format(words=raw.strip()) if text else _("No number is given")
        return IdNumber(kind=kind, reason=reason)
    kind = kind or guess_kind(text)
    return _READERS.get(kind, _read_other)(text, kind)


def tidy(text: str) -> str:
    """The number as it is stored: half width, upper case, without spaces, dashes and apostrophes."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_character(first17: str) -> str:
    """The check character of 17 digits (ISO 7064 MOD 11-2, GB 11643-1999)."""
    if first17.isascii():
        return _CHECKS[(sum(map(mul, first17.encode(), _WEIGHTS)) - _ZERO_WEIGHT) % 11]
    return _CHECKS[sum(map(mul, map(int, first17), _WEIGHTS)) % 11]


def from_15(old: str) -> str:
    """The 18-character form of a 15-digit number: 19 before the year, the check character at the end."""
    longer = f"{old[:6]}19{old[6:]}"
    return longer + check_character(longer)


def guess_kind(text: str) -> str:
    """The document kind the shape of a tidied number speaks for, or an empty text."""
    if _CITIZEN.fullmatch(text) and text[0] in "1234567":
        return RESIDENT_CARD  # nearly every number there is
    if re.fullmatch(r"8[123]0000\d{11}[\dX]", text):
        return RESIDENCE_PERMIT
    if _CITIZEN.fullmatch(text) and text[0] == "9":
        foreign = text[1:3] in codes.table("provinces")
        return PERMANENT_RESIDENCE if foreign else RESIDENT_CARD
    if re.fullmatch(r"[A-Z]{3}\d{12}", text):
        return PERMANENT_RESIDENCE
    if re.fullmatch(r"[HM](\d{8}|\d{10})", text):
        return HONG_KONG_MACAO_PERMIT
    if re.fullmatch(r"\d{8}", text):
        return TAIWAN_PERMIT
    if re.fullmatch(r"[A-Z]{1,2}\d{6,9}", text):
        return PASSPORT
    if re.fullmatch(r"\D{1,3}字第?\d+号?", text):
        return OFFICER_CARD
    return RESIDENT_CARD if re.fullmatch(r"\d{9,}[\dX]*", text) else ""


def disagreements(number: IdNumber, birth: date | None, sex: str) -> dict[str, str]:
    """Where the form says something else than the number: ``{"birth": sentence, "sex": sentence}``."""
    found = {}
    if number.birth and birth and number.birth != birth:
        found["birth"] = _("The document number says born on {day}").format(day=number.birth.isoformat())
    if number.sex and sex in ("1", "2") and number.sex != sex:
        found["sex"] = _("The document number says {sex}").format(sex=codes.table("sex").text(number.sex))
    return found


def _as_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _eaten_by_excel(value: object) -> IdNumber | None:
    """A spreadsheet keeps 15 digits of a number; what was longer ends in zeros or shows as 1.1E+17."""
    if isinstance(value, float) and 1e15 <= abs(value) < 1e30:
        return _damaged(str(int(Decimal(f"{value:.14E}"))))
    if (
        isinstance(value, str)
        and not value.isdecimal()
        and _SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", value).strip().upper())
    ):
        return _damaged(value.strip())
    return None


def _damaged(text: str) -> IdNumber:
    reason = _("A spreadsheet has cut off the last three digits; take the number from the document again")
    return IdNumber(text, RESIDENT_CARD, state=DOUBTFUL, reason=reason, damaged=True)


def _read_citizen(text: str, kind: str) -> IdNumber:
    if len(text) == 15 and text.isdecimal():
        return _read_15(text, kind)
    if _CITIZEN.fullmatch(text) and text.isascii():
        return _read_18(text, kind)
    number = IdNumber(text, kind, state=CHECKED)
    if len(text) != 18:
        return number.doubt(_("The number has {n} characters; it must have 18").format(n=len(text)))
    return number.doubt(_("The number may hold digits only, and X at the end"))


def _read_18(text: str, kind: str, old: str = "") -> IdNumber:
    """Calendar, check character, age, address: the order in which a clerk can mend them."""
    good_check = check_character(text[:17]) == text[17]
    if not good_check and text.endswith("000"):
        return _damaged(text)
    birth = _day(text[6:14])
    if birth is None or not good_check:
        reason = _("The check digit is wrong: at least one digit is mistyped")
        if birth is None:
            reason = _("The birth date in the number, {day}, does not exist").format(day=text[6:14])
        return IdNumber(text, kind, state=DOUBTFUL, reason=reason, old=old)
    sex = "1" if int(text[16]) % 2 else "2"
    return _plausible(IdNumber(text, kind, birth, sex, CHECKED, old=old), birth)


def _plausible(number: IdNumber, birth: date) -> IdNumber:
    today = clock.today()
    if birth > today:
        return replace(number, birth=None).doubt(_("The birth date in the number lies in the future"))
    if today.year - birth.year > OLDEST:
        return number.doubt(_("By the number this person is more than {n} years old").format(n=OLDEST))
    if number.text[:6] != MADE_UP and number.text[:2] not in codes.table("provinces"):
        return number.doubt(
            _("No province has the code {code}; compare the number with the card").format(
                code=number.text[:2]
            )
        )
    return number


def _read_15(text: str, kind: str) -> IdNumber:
    """Old numbers, void since 2013. Serials 996 to 999 were kept for people born before 1900."""
    if text[12:] in _CENTENARIANS:
        reason = _("An old 15-digit number of a person born before 1900; it cannot be converted")
        return IdNumber(text, kind, state=DOUBTFUL, reason=reason, old=text)
    number = _read_18(from_15(text), kind, old=text)
    if number.state != CHECKED:
        return replace(number, text=text)
    return number.doubt(_("Converted from an old 15-digit number; compare it with the card"))


def _read_permit(text: str, kind: str) -> IdNumber:
    number = _read_citizen(text, kind)
    if number.state == CHECKED and text[:6] not in ("810000", "820000", "830000"):
        return number.doubt(_("The number of a residence permit begins with 810000, 820000 or 830000"))
    return number


def _read_permanent(text: str, kind: str) -> IdNumber:
    """Cards since 2023-12-01: 9, province, country, birth date, serial, check. Old: 3 letters, 12 digits."""
    if re.fullmatch(r"[A-Z]{3}\d{12}", text):
        return IdNumber(text, kind, state=CHECKED)
    if not re.fullmatch(r"9\d{16}[\dX]", text):
        reason = _(
            "A permanent-residence card has 18 characters beginning with 9, or 3 letters and 12 digits"
        )
        return IdNumber(text, kind, state=DOUBTFUL, reason=reason)
    number = IdNumber(text, kind, state=CHECKED)
    birth = _day(text[6:14])
    if birth is None or birth > clock.today():
        return number.doubt(_("The birth date in the number, {day}, does not exist").format(day=text[6:14]))
    if check_character(text[:17]) != text[17]:
        return number.doubt(_("The check digit is wrong: at least one digit is mistyped"))
    return replace(number, birth=birth)


_SHAPES = {
    HONG_KONG_MACAO_PERMIT: (
        re.compile(r"[HM](\d{8}|\d{10})"),
        N_("This permit has H or M and 8 digits (older ones 10)"),
    ),
    TAIWAN_PERMIT: (re.compile(r"\d{8}|\d{10}[A-Z]?"), N_("This permit has 8 digits")),
    PASSPORT: (re.compile(r"(?=.*\d)[A-Z0-9]{5,12}"), N_("A passport number has 5 to 12 letters and digits")),
}


def _read_shape(text: str, kind: str) -> IdNumber:
    shape, sentence = _SHAPES[kind]
    number = IdNumber(text, kind, state=CHECKED)
    return number if shape.fullmatch(text) else number.doubt(_(sentence))


def _read_other(text: str, kind: str) -> IdNumber:
    """Officers' cards and the like: any sensible row of characters; without a kind nothing is certain."""
    number = IdNumber(text, kind, state=CHECKED)
    if not kind:
        return number.doubt(_("This is no document number the program knows; check it and its kind"))
    if not 4 <= len(text) <= 30 or not any(c.isdigit() for c in text):
        return number.doubt(_("This does not look like a document number"))
    return number


@lru_cache(maxsize=16384)
def _day(eight: str) -> date | None:
    try:
        return date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return None


_READERS = {
    RESIDENT_CARD: _read_citizen,
    RESIDENCE_PERMIT: _read_permit,
    PERMANENT_RESIDENCE: _read_permanent,
    HONG_KONG_MACAO_PERMIT: _read_shape,
    TAIWAN_PERMIT: _read_shape,
    PASSPORT: _read_shape,
}
