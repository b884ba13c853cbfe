"""The names of the sides as somebody types them: pinyin and initials, surnames read as surnames."""

import tomllib
from collections.abc import Iterable
from functools import cache

from commgov_desktop import paths


def keys(names: Iterable[str]) -> str:
    """Pinyin and initials of these names in one text, for the find box: ``shanwei sw``."""
    return " ".join(f"{''.join(read)} {''.join(s[:1] for s in read)}" for read in map(_read, names))


def initials(words: str) -> str:
    """First letters of some words (not a name): 漏水 · 邻里纠纷 is found by ``ls``, too."""
    from pypinyin import lazy_pinyin

    return "".join(syllable[:1] for syllable in lazy_pinyin(words) if syllable.isascii()).lower()


def _read(name: str) -> list[str]:
    from pypinyin import lazy_pinyin

    for length in (2, 1):
        surname = _surnames().get(name[:length])
        if surname and len(name) > length:
            return [*surname.split(), *lazy_pinyin(name[length:], v_to_u=False)]
    return list(lazy_pinyin(name, v_to_u=False))


@cache
def _surnames() -> dict[str, str]:
    with paths.resources("catalogues", "surnames.toml").open("rb") as file:
        read = tomllib.load(file)["surnames"]
    return {s["zh"]: "".join(c for c in s["py"] if not c.isdigit()) for s in read}
