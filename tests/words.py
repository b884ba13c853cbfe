"""What counts as an English word left over on a Chinese screen."""

import re

_WORD = re.compile(r"[A-Za-z]{3,}")

_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/][\w\\/.\-]+|\w+\.(?:xlsx|pdf|csv|age)\b")
_PLACE = re.compile(r"\{(?:year|mark|serial|community)(?::\d+)?\}")
"""What an office writes into the form of a number, as the hint beside the box explains."""

_NAMES = """
    PDF Excel Word Ctrl Shift Alt Esc Enter Tab Del Delete Insert Home End Space PgUp PgDn xlsx xls csv age USB
    Windows SHA SQLCipher GB QR ID A4 A3 UTF GBK English Noto Apache commgov office desktop toml json png jpg
    jpeg docx pdf txt zip exe com www http https WAL Argon FAT NTFS exFAT THIRD PARTY NOTICES
"""

KNOWN = frozenset(_NAMES.split())
"""Names of keys, formats and programs that a clerk reads in Latin letters in Chinese too."""


def english_in(text: str) -> list[str]:
    """The English words of ``text`` that are no known names; a path on the disk is a name too."""
    return [
        word
        for word in _WORD.findall(_PLACE.sub("", _PATH.sub("", text)))
        if word not in KNOWN and word.upper() not in KNOWN
    ]
