"""The lists of official codes (sex, ethnic group, relation to the head of household ...) and their words."""

import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from commgov_desktop import i18n, paths

_LEFT_OUT = str.maketrans("", "", " \t\n\u3000\u00a0\u200b\ufeff'\"“”")


@dataclass(frozen=True)
class Code:
    """One line of a code table. ``sure`` is false where no printed source was found for it."""

    code: str
    zh: str
    en: str = ""
    also: tuple[str, ...] = ()
    parent: str = ""
    sure: bool = True

    def text(self) -> str:
        """The words in the language of the screen."""
        return self.en if self.en and i18n.language() == "en" else self.zh


@dataclass(frozen=True)
class CodeTable:
    """One official code table, in the order in which it is offered. ``source`` names the standard."""

    name: str
    title: str
    source: str
    codes: tuple[Code, ...]
    suffix: str = ""
    _by_code: dict[str, Code] = field(default_factory=dict, repr=False)
    _by_words: dict[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for entry in self.codes:
            self._by_code[entry.code] = entry
        for spell in (_codes, _names, _synonyms):
            for entry in self.codes:
                for words in spell(entry, self.suffix):
                    self._by_words.setdefault(_squeeze(words), entry.code)

    def options(self, parent: str | None = None) -> list[tuple[str, str]]:
        """(code, words on the screen) in order; with ``parent`` only what lies under that code."""
        return [(c.code, c.text()) for c in self.codes if parent is None or c.parent == parent]

    def text(self, code: str | None) -> str:
        """The words on the screen; a code the table does not know shows as itself."""
        entry = self._by_code.get(code or "")
        return entry.text() if entry else code or ""

    def zh(self, code: str | None) -> str:
        """The Chinese words, for printed papers; a code the table does not know stands as itself."""
        entry = self._by_code.get(code or "")
        return entry.zh if entry else code or ""

    def code_of(self, words: object) -> str | None:
        """The code meant by a code, its name or another wording of it (``汉``, ``大专``, ``党员``).

        Spaces, width and case do not matter; a number such as ``1.0`` is read as the code ``1`` (or ``01``).
        None means that the words are empty or not known: the caller decides what to tell the clerk.
        """
        text = _squeeze(_whole(words))
        if not text:
            return None
        found = self._by_words.get(text)
        if found is None and text.isdecimal():
            found = self._by_words.get(text.zfill(2))
        if found is None and "(" in text:
            found = self._by_words.get(text.partition("(")[0])
        return found

    def top(self, code: str | None) -> str:
        """The reporting line a code belongs to: its topmost parent, or itself."""
        entry = self._by_code.get(code or "")
        while entry and entry.parent:
            entry = self._by_code.get(entry.parent)
        return entry.code if entry else code or ""

    def __contains__(self, code: object) -> bool:
        return code in self._by_code


def _codes(entry: Code, suffix: str) -> Sequence[str]:
    return (entry.code,)


def _names(entry: Code, suffix: str) -> Sequence[str]:
    return (entry.zh, entry.en, entry.zh.removesuffix(suffix)) if suffix else (entry.zh, entry.en)


def _synonyms(entry: Code, suffix: str) -> Sequence[str]:
    return (*entry.also, *(word + suffix for word in entry.also if suffix))


def _whole(words: object) -> str:
    if isinstance(words, float) and words.is_integer():
        return str(int(words))
    return "" if words is None else str(words)


def _squeeze(words: str) -> str:
    if words.isascii():
        return words.translate(_LEFT_OUT).lower()
    return unicodedata.normalize("NFKC", words).translate(_LEFT_OUT).lower()


@cache
def table(name: str) -> CodeTable:
    """The code table ``resources/catalogues/<name>.toml``, read once. Raises FileNotFoundError."""
    with paths.resources("catalogues", f"{name}.toml").open("rb") as file:
        read = tomllib.load(file)
    codes = tuple(Code(**{**entry, "also": tuple(entry.get("also", ()))}) for entry in read["entries"])
    return CodeTable(name, read["title"], read["source"], codes, read.get("suffix", ""))


def choices(name: str, parent: str | None = None) -> Callable[[], list[tuple[str, str]]]:
    """What a choice field asks for its options: the table is read when the list is first opened."""
    return lambda: table(name).options(parent)
