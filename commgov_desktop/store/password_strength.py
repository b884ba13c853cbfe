"""How long a password would hold if somebody carried the office's files away: an honest guess, not a rule.

Counted in guesses, as an attacker would try them: well-known words, dates, phone numbers, runs on the
keyboard and the office's own names first. One guess costs 64 MiB and about a tenth of a second on an office computer;
an attacker with a rack of graphics cards is taken at 2,000 guesses a second.
"""

import re
import unicodedata
from collections.abc import Iterable
from math import log2

from commgov_desktop.i18n import N_, _

_STEPS = (22.0, 33.0, 44.0, 56.0)
"""Bits at which the next score begins: about half an hour, seven weeks, 280 years, a million years."""

_SENTENCES = (
    N_("Very weak: guessed within the hour. Put together three or four words foreign to you and your work."),
    N_("Weak: guessed within hours or weeks. Add another word or two."),
    N_("Fair: holds for some time against a determined guesser. One more word makes it good."),
    N_("Good: holds for a lifetime, unless it is a well-known verse, saying or song."),
    N_("Very good, unless it is a well-known verse, saying or song."),
)
_PERSONAL = N_("Names of the office or of people here are guessed first. {rest}")

_WELL_KNOWN = """
password passw0rd qwerty admin administrator welcome letmein abc123 a123456 iloveyou woaini
woaini1314 wang zhang liu chen yang huang zhao wu zhou shequ juweihui mima 5201314 1314520 520 1314
888 666 168 aini qq wx love test user root shequbangongshi jiedao minzheng 社区 密码 办公室 居委会 街道 中国 china
"""
_COMMON = _WELL_KNOWN.split()
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv")
_DATE = re.compile(r"(19|20)\d\d([-./年]?(0?[1-9]|1[0-2])([-./月]?(0?[1-9]|[12]\d|3[01])日?)?)?")
_PHONE = re.compile(r"1[3-9]\d{9}")


def password_strength(text: str, personal: Iterable[str] = ()) -> tuple[int, str]:
    """A score from 0 (very weak) to 4 (very good) and a sentence saying what it means and what would help.

    ``personal``: names a guesser would try first (the clerk's, the office's, their pinyin).
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    rest, named = _without_personal(plain, personal)
    bits = _bits(rest) + named * 3.0
    score = sum(bits >= step for step in _STEPS)
    sentence = _(_SENTENCES[score])
    if named and score < 3:
        sentence = _(_PERSONAL).format(rest=sentence)
    return score, sentence


def _without_personal(plain: str, personal: Iterable[str]) -> tuple[str, int]:
    named = 0
    for word in sorted({w.lower() for w in personal if len(w) >= 2}, key=len, reverse=True):
        named += plain.count(word)
        plain = plain.replace(word, "\0")
    return plain, named


def _bits(plain: str) -> float:
    """log2 of the guesses: each known pattern counts little, only what is left counts by its letters."""
    bits, rest = 0.0, plain.replace("\0", "")
    for pattern, worth in ((_PHONE, 26.0), (_DATE, 14.0)):
        rest, found = pattern.subn("", rest)
        bits += worth * min(found, 1)
    for word in sorted(_COMMON, key=len, reverse=True):
        if word in rest:
            rest, bits = rest.replace(word, ""), bits + 6.0
    rest, runs = _without_runs(rest)
    return bits + runs * 5.0 + _letters(rest)


def _without_runs(text: str) -> tuple[str, int]:
    """Repeats (aaaa) and runs of a keyboard row (3456, 4321, qwe) of three characters and more, taken out."""
    kept, runs, start = "", 0, 0
    while start < len(text):
        length = _run_length(text[start:])
        if length >= 3:
            runs += 1
        else:
            length = 1
            kept += text[start]
        start += length
    return kept, runs


def _run_length(text: str) -> int:
    same = len(text) - len(text.lstrip(text[0]))
    along = 1
    for row in _ROWS:
        for line in (row, row[::-1]):
            n = 1
            while n < len(text) and text[: n + 1] in line:
                n += 1
            along = max(along, n)
    return max(same, along)


def _letters(rest: str) -> float:
    """Bits of unpatterned characters; letters in a row are parts of words and count for less."""
    bits = 0.0
    for position, char in enumerate(rest):
        if char.isdigit():
            bits += log2(10)
        elif "a" <= char <= "z":
            # Pinyin or English: a letter after letters adds about as much as in a list of words.
            bits += 3.0 if position and rest[position - 1].isalpha() else log2(26)
        elif char.isspace():
            bits += 1.0
        else:
            bits += 8.0 if ord(char) > 0x2E7F else 5.0
    # Twelve different letters at random are worth more than twelve of two kinds.
    return bits * min(1.0, len(set(rest)) / max(1.0, min(len(rest), 8)))
