"""Cuts what a clerk may search for into small pieces, and the words of the find box into the same pieces.

Two full-text tables hold the pieces of every record: one of grams, one of pinyin. A piece begins with the
letter of its class: ``n`` name, ``m`` and ``k`` a character of the name with the first letter of the one
after or before it, ``d`` digits of numbers and phones, ``e`` end of a number, ``a`` address; ``p`` pinyin and ``i`` initials from each syllable on. A hit on pieces is a candidate; ``verify`` decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

VERSION = 3
"""Stored with the index; another number means that the index must be built anew."""

Reading = Sequence[str]
_TONES = dict.fromkeys(map(ord, "\u0304\u0301\u030c\u0300"))
_DASHES = str.maketrans(dict.fromkeys("－—–−―﹣~～", "-"))
_DROPPED = re.compile(
    r"[\x00-\x22\x24-\x2c\x2e\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f\u3000-\u3004\u3008-\u3020"
    r"\u3030-\u303f\u30fb\ufe10-\ufe6f\ufeff\uff5f-\uff65]"
)
"""Spaces and punctuation, by name: whatever else there is may be a rare character, even a private one."""
_COMMON = re.compile(r"[\u4e00-\u9fff0-9a-z]+")
_SPELLED = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u036f]+")
_UNSAFE = re.compile(r"[^a-z0-9\u4e00-\u9fa5]")
_PARTED = re.compile(r"[^\w-]+")
_LETTERS = re.compile(r"[a-z]+")
_NUMBER_LIKE = re.compile(r"[a-z0-9]*[0-9][a-z0-9]*")
_SOUND = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng|n|r)?"
_SURNAME_AND_INITIALS = re.compile(rf"({_SOUND})({_SOUND})?([bpmfdtnlgkhjqxrzcsyw]{{2,3}})")
"""``zhangxm``, ``ouyangxm``; with one initial only it is the beginning of the whole spelling anyway."""
_MIXED = re.compile(r"([^\x00-\x7f]+)([a-z]+)|([a-z]+)([^\x00-\x7f]+)")


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched of one record, as stored; ``readings`` are those of the name."""

    name: str
    id_number: str = ""
    phones: str = ""
    address: str = ""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the find box and the ways it may be meant; an empty way is not to be tried.

    ``name``, ``address`` and ``digits`` are MATCH expressions for the table of grams, ``pinyin`` for that
    of pinyin; ``like`` is a LIKE pattern over ID number and phones, for one to three digits. The ways are
    alternatives, save in a ``mixed`` term (``张wei``): its ``name`` must match, and ``pinyin`` too if it has any.
    ``exact`` says that every hit is a true one and ``verify`` need not be asked.
    """

    text: str
    name: str = ""
    address: str = ""
    digits: str = ""
    pinyin: str = ""
    like: str = ""
    mixed: bool = False
    exact: bool = False

    @property
    def grams(self) -> str:
        """All ways through the table of grams as one MATCH expression."""
        return " OR ".join(f"({way})" for way in (self.name, self.digits, self.address) if way)


@dataclass(frozen=True, slots=True)
class Query:
    """What stands in the find box: every term must be met. ``text`` is the whole of it, squeezed."""

    text: str
    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def squeeze(text: str) -> str:
    """Text as it is compared: half width, lower case, no spaces, dots or punctuation; dashes are alike."""
    if text.isalnum() and text.isascii():
        return text.lower()
    if _COMMON.fullmatch(text):
        return text  # nearly every name and address of a roster
    return _DROPPED.sub("", _narrow(text).lower().translate(_DASHES))


def han_tokens(
    name: str,
    id_number: str = "",
    phones: str | Sequence[str] = "",
    address: str = "",
    readings: Iterable[Reading] = (),
) -> str:
    """The pieces of one record for the table of grams. ``phones`` may be several, parted by any sign."""
    bare = squeeze(name)
    parts = (
        " ".join(dict.fromkeys((*_grams("n", bare, 2), *_beside(bare, readings)))),
        _digit_tokens(id_number, phones),
        _address_tokens(address),
    )
    return " ".join(filter(None, parts))


def _beside(name: str, readings: Iterable[Reading]) -> list[str]:
    """Each character with the first letter of the next one and of the one before: ``张w``, ``z伟``."""
    pieces: list[str] = []
    safe = [_safe(c) for c in name] if _UNSAFE.search(name) else name
    for reading in readings:
        if len(reading) != len(safe):
            continue
        sounds = [_first(syllable) for syllable in reading]
        for at in range(len(safe) - 1):
            pieces.append(f"m{safe[at]}{sounds[at + 1]}")
            pieces.append(f"k{sounds[at]}{safe[at + 1]}")
    return pieces


@lru_cache(maxsize=4096)
def _address_tokens(address: str) -> str:
    """A family's rows, and often a file's neighbours, have the same."""
    return " ".join(dict.fromkeys(_grams("a", squeeze(address), 3)))


def pinyin_tokens(readings: Iterable[Reading]) -> str:
    """The pieces of one record for the table of pinyin: from each syllable to the end, in every reading."""
    pieces: dict[str, None] = {}
    for reading in readings:
        whole = initials = ""
        for syllable in reversed(reading):
            if letters := _latin(syllable):
                whole, initials = letters + whole, letters[0] + initials
                pieces["p" + whole] = pieces["i" + initials] = None
    return " ".join(pieces)


def parse(words: str) -> Query:
    """Read the find box: words parted by spaces; each one is letters, digits, Chinese, or a mixture."""
    terms = tuple(_term(word) for raw in _spread(words) if (word := squeeze(raw)))
    return Query(squeeze(words), terms)


def verify(term: Term, row: Searched) -> bool:
    """Whether the record truly holds the word; grams alone may stand apart in it."""
    text = term.text
    if term.address and text in squeeze(row.address):
        return True
    if term.mixed:
        return _reads_mixed(text, row)
    if term.name and text in squeeze(row.name):
        return True
    if (term.digits or term.like) and any(
        _bare(text) in part for part in _numbers(row.id_number, row.phones)
    ):
        return True
    return bool(term.pinyin) and any(_reads(text, reading) for reading in row.readings)


def meets(query: Query, row: Searched) -> bool:
    """Whether the record holds every word of the find box."""
    return all(verify(term, row) for term in query.terms)


def _spread(words: str) -> list[str]:
    return re.split(r"[\s\u3000,，、;；]+", _SPELLED.sub(_without_tones, words))


def _without_tones(found: re.Match[str]) -> str:
    """A clerk may paste pinyin with its tone marks; ü is typed v."""
    if found[0].isascii():
        return found[0]
    parted = unicodedata.normalize("NFD", found[0].lower()).translate(_TONES)
    return parted.replace("u\u0308", "v")


def _term(word: str) -> Term:
    if _LETTERS.fullmatch(word):
        return _letters(word)
    if _NUMBER_LIKE.fullmatch(word):
        return _digits(word)
    mixed = _MIXED.fullmatch(word)
    if mixed:
        letters = mixed[2] or mixed[3]
        pinyin = _prefixes(letters) if len(letters) > 1 else ""
        return Term(word, name=_all_mixed(mixed), pinyin=pinyin, address=_all("a", word, 3), mixed=True)
    if re.fullmatch(r"[0-9#-]+", word):
        bare = _bare(word)
        return Term(word, address=_all("a", word, 3), digits=_four(bare) if len(bare) > 3 else "")
    return Term(word, name=_all("n", word, 2), address=_all("a", word, 3), exact=len(word) <= 2)


def _all_mixed(word: re.Match[str]) -> str:
    """The characters, and the one beside the letters with a letter that may begin the syllable next to it."""
    if word[1]:
        beside = f'"m{_safe(word[1][-1])}{word[2][0]}"'
    else:  # typed zhangwei or zw before 强: any of these letters may be the one before it
        beside = " OR ".join(f'"k{letter}{_safe(word[4][0])}"' for letter in dict.fromkeys(word[3]))
    han = word[1] or word[4]
    return f"{_all('n', han, 2)} AND ({beside})" if len(han) > 1 else beside


def _letters(word: str) -> Term:
    spellings = " OR ".join(map(_prefixes, _spellings(word)))
    parted = _SURNAME_AND_INITIALS.fullmatch(word)
    if not parted:
        return Term(word, pinyin=spellings, exact=True)
    surname, second, initials = parted[1], parted[2] or "", parted[3]
    return Term(word, pinyin=f'{spellings} OR "i{surname[0]}{second[:1]}{initials}" *')


@lru_cache(maxsize=256)
def _spellings(letters: str) -> tuple[str, ...]:
    """Passports write 吕 as LYU, the keyboard as lv; the index knows the keyboard's way."""
    keyboard = re.sub(r"([ln])yu", r"\1v", letters)
    return tuple(dict.fromkeys((letters, keyboard)))


def _prefixes(letters: str) -> str:
    return f'"p{letters}" * OR "i{letters}" *'


def _digits(word: str) -> Term:
    """Digits, or a document number with letters. What ends in X may be the end of a citizen's number."""
    address = _all("a", word, 3) if len(word) <= 4 else ""
    if len(word) >= 4:
        return Term(word, digits=_four(word), address=address, name=_all("n", word, 2))
    if word.endswith("x") and len(word) >= 2:
        return Term(word, digits=f'"e{word}"', address=address, exact=True)
    return Term(word, like=f"%{word.upper()}%", address=address, name=_all("n", word, 2))


def _four(word: str) -> str:
    """Every fourth gram and the last: enough to leave few candidates, few enough to be quick."""
    starts = sorted({*range(0, len(word) - 3, 4), len(word) - 4})
    return " AND ".join(f'"d{word[at : at + 4]}"' for at in starts)


def _all(kind: str, word: str, longest: int) -> str:
    """The grams of the greatest length that cover the word, all to be met."""
    size = min(len(word), longest)
    starts = dict.fromkeys((*range(0, len(word) - size + 1, max(size - 1, 1)), len(word) - size))
    return " AND ".join(f'"{kind}{_safe(word[at : at + size])}"' for at in starts)


def _grams(kind: str, text: str, sizes: int) -> list[str]:
    """Every piece of one to ``sizes`` characters, marked with its class."""
    safe = [_safe(c) for c in text] if _UNSAFE.search(text) else list(text)
    pieces = [kind + c for c in safe]
    if sizes > 1:
        pieces += [kind + a + b for a, b in pairwise(safe)]
    if sizes > 2:
        pieces += [kind + a + b + c for a, b, c in zip(safe, safe[1:], safe[2:], strict=False)]
    return pieces


def _digit_tokens(id_number: str, phones: str | Sequence[str]) -> str:
    pieces: list[str] = []
    for number in _numbers(id_number, phones):
        grams = [f"d{number[at : at + 4]}" for at in range(len(number) - 3)]
        pieces += grams if number.isascii() and number.isalnum() else map(_safe, grams)
    own = squeeze(id_number)
    if len(own) > 3:
        ends = (f"e{own[-2:]}", f"e{own[-3:]}")
        pieces += ends if own.isascii() and own.isalnum() else map(_safe, ends)
    return " ".join(pieces)


def _numbers(id_number: str, phones: str | Sequence[str]) -> list[str]:
    several = _PARTED.split(_narrow(phones)) if isinstance(phones, str) else phones
    plain = [
        n.lower() if n.isascii() and n.isalnum() else _bare(squeeze(n)) for n in (id_number, *several) if n
    ]
    return [number for number in plain if number]


def _bare(word: str) -> str:
    return word.replace("-", "").replace("#", "")


@lru_cache(maxsize=4096)
def _safe(gram: str) -> str:
    """Signs the tokeniser of SQLite may take for a gap (rare characters, dashes) as letters and digits."""
    return _UNSAFE.sub(lambda found: f"u{ord(found[0]):x}u", gram)


def _narrow(text: str) -> str:
    """Half-width letters, digits and signs. Not NFKC: that would replace rare characters by common ones."""
    if text.isascii():
        return text
    return "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text)


@lru_cache(maxsize=4096)
def _first(syllable: str) -> str:
    return _latin(syllable)[:1]


@lru_cache(maxsize=4096)
def _latin(syllable: str) -> str:
    if syllable.isascii() and syllable.isalnum():
        return syllable.lower()
    return "".join(c for c in syllable.lower() if c.isascii() and c.isalnum())


def _reads(text: str, reading: Reading) -> bool:
    syllables = [_latin(s) for s in reading]
    for start in range(len(syllables)):
        rest = syllables[start:]
        forms = ["".join((*rest[:whole], *(s[:1] for s in rest[whole:]))) for whole in range(len(rest) + 1)]
        if any(form.startswith(said) for form in forms for said in _spellings(text)):
            return True
    return False


def _reads_mixed(text: str, row: Searched) -> bool:
    """``张wei`` or ``zhang伟``: each part stands in the name where the other one ends."""
    found = _MIXED.fullmatch(text)
    name = squeeze(row.name)
    if not found:
        return False
    han, letters = found[1] or found[4], found[2] or found[3]
    whole = [reading for reading in row.readings if len(reading) == len(name)]
    if found[1]:
        return any(_begins(letters, r[at + len(han) :]) for at in _places(name, han) for r in whole)
    return any(_ends(letters, r[:at]) for at in _places(name, han) for r in whole)


def _places(name: str, han: str) -> Iterator[int]:
    at = name.find(han)
    while at >= 0:
        yield at
        at = name.find(han, at + 1)


def _begins(letters: str, rest: Reading) -> bool:
    return "".join(rest).startswith(letters) or "".join(s[:1] for s in rest).startswith(letters)


def _ends(letters: str, before: Reading) -> bool:
    return any(
        letters in ("".join(before[start:]), "".join(s[:1] for s in before[start:]))
        for start in range(len(before))
    )
