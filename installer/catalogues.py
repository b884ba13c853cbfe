"""Puts the translated texts of the screen together: many part files of one language become one compiled catalogue.

Each part of the program keeps its translations in a file of its own, ``i18n/<language>/<part>.po``; the program
reads ``i18n/<language>/LC_MESSAGES/commgov.mo``. The file formats are those of the GNU gettext manual, sections
"The Format of PO Files" and "The Format of GNU MO Files". Standard library only: this runs before anything is
installed. The same parts give the same bytes.
"""

import ast
import hashlib
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MO_NAME = "commgov.mo"
_MAGIC = 0x950412DE
_STAMP = "X-Parts-SHA256"
_STAMP_LINE = re.compile(rf"{_STAMP}: ([0-9a-f]{{64}})".encode())
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s*(".*")$')
_PLACEHOLDER = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)[^{}]*\}")


class CatalogueError(ValueError):
    """A catalogue file that cannot be used; the text names the file and the line."""


@dataclass
class Entry:
    """One text with its translation, or with one translation for each plural form."""

    where: str
    fuzzy: bool = False
    context: str | None = None
    text: str | None = None
    plural: str | None = None
    translations: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the compiled catalogue is searched by (context and plural as GNU writes them)."""
        key = self.text or ""
        if self.context is not None:
            key = f"{self.context}\x04{key}"
        return key if self.plural is None else f"{key}\x00{self.plural}"

    @property
    def value(self) -> str:
        """The translation, its plural forms one after the other; empty when any form is missing."""
        forms = [self.translations[n] for n in sorted(self.translations)]
        return "\x00".join(forms) if forms and all(forms) else ""


class _Reader:
    """Reads the lines of one part; holds the entry that is being put together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.entry = Entry("")
        self.slot: tuple[str, int] | None = None
        self.line = 0

    def read(self) -> list[Entry]:
        lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        for self.line, line in enumerate(lines, start=1):
            self.take(line.strip())
        self.finish()
        return self.entries

    def take(self, line: str) -> None:
        if not line or line.startswith("#"):
            self.take_comment(line)
        elif line.startswith('"'):
            self.append(self.unquote(line))
        elif found := _KEYWORD.match(line):
            self.start(found[1], int(found[2] or 0), self.unquote(found[3]))
        else:
            raise CatalogueError(f"{self.here}: neither a comment nor a text: {line}")

    def take_comment(self, line: str) -> None:
        if self.entry.translations:
            self.finish()
        if line.startswith("#,") and "fuzzy" in line:
            self.entry.fuzzy = True

    def start(self, keyword: str, number: int, value: str) -> None:
        if keyword in ("msgctxt", "msgid") and self.entry.translations:
            self.finish()
        if keyword == "msgid" and self.entry.text is not None:
            raise CatalogueError(f"{self.here}: the text before has no translation line")
        if keyword == "msgid":
            self.entry.where = self.here
        if keyword == "msgstr" and self.entry.text is None:
            raise CatalogueError(f"{self.here}: a translation without its text")
        self.slot = (keyword, number)
        self.put(value)

    def append(self, value: str) -> None:
        if self.slot is None:
            raise CatalogueError(f"{self.here}: a text that continues nothing")
        self.put(value)

    def put(self, value: str) -> None:
        keyword, number = self.slot or ("", 0)
        entry = self.entry
        if keyword == "msgctxt":
            entry.context = (entry.context or "") + value
        elif keyword == "msgid":
            entry.text = (entry.text or "") + value
        elif keyword == "msgid_plural":
            entry.plural = (entry.plural or "") + value
        else:
            entry.translations[number] = entry.translations.get(number, "") + value

    def finish(self) -> None:
        if self.entry.text is not None:
            self.entries.append(self.entry)
        self.entry, self.slot = Entry(""), None

    def unquote(self, quoted: str) -> str:
        try:
            return str(ast.literal_eval(quoted))
        except (SyntaxError, ValueError) as error:
            raise CatalogueError(f"{self.here}: not a quoted text: {quoted}") from error

    @property
    def here(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}:{self.line}"


def read(part: Path) -> list[Entry]:
    """The entries of one part file, the header (the entry of the empty text) among them.

    Raises ``CatalogueError`` for a line that is no catalogue line.
    """
    return _Reader(part).read()


def merge(parts: Iterable[Path]) -> dict[str, Entry]:
    """The finished translations of all ``parts`` by key; fuzzy and empty ones are left out.

    Raises ``CatalogueError`` when two parts translate one text differently or count differently, or when a
    translation asks for a value that its text does not have.
    """
    merged: dict[str, Entry] = {}
    for part in sorted(parts):
        for entry in _usable(read(part)):
            _check_placeholders(entry)
            first = merged.setdefault(entry.key, entry)
            if _meaning(first) != _meaning(entry):
                raise CatalogueError(
                    f"{first.where} and {entry.where} translate {entry.text!r} differently:"
                    f" {_meaning(first)!r}, {_meaning(entry)!r}"
                )
    return merged


def _usable(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.value and (entry.text == "" or not entry.fuzzy))


def _meaning(entry: Entry) -> str:
    """The translation, or of a header (the entry of the empty text) only the rule of its plural forms."""
    return entry.value if entry.text else _plural_rule(entry.value)


def _plural_rule(header: str) -> str:
    written = re.search(r"^Plural-Forms:(.*)$", header, re.MULTILINE)
    return re.sub(r"\s+", "", written[1]) if written else "nplurals=1;plural=0;"


def _check_placeholders(entry: Entry) -> None:
    known = set(_PLACEHOLDER.findall(f"{entry.text}{entry.plural or ''}"))
    unknown = set(_PLACEHOLDER.findall(entry.value)) - known
    if entry.text and unknown:
        raise CatalogueError(
            f"{entry.where}: {entry.text!r} has no value {{{min(unknown)}}} for its translation"
        )


def compile_mo(entries: dict[str, Entry], stamp: str) -> bytes:
    """The compiled catalogue with ``stamp`` in its header."""
    texts = {key: entry.value for key, entry in entries.items()}
    texts[""] = _header(texts.get("", ""), stamp)
    rows = sorted((key.encode(), value.encode()) for key, value in texts.items())
    return _pack([key for key, _ in rows], [value for _, value in rows])


def _header(written: str, stamp: str) -> str:
    rule = _plural_rule(written)
    return f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {rule}\n{_STAMP}: {stamp}\n"


def _pack(keys: list[bytes], values: list[bytes]) -> bytes:
    keys_at, values_at = 28, 28 + 8 * len(keys)
    position = values_at + 8 * len(values)
    index = bytearray()
    for text in keys + values:
        index += struct.pack("<II", len(text), position)
        position += len(text) + 1
    head = struct.pack("<7I", _MAGIC, 0, len(keys), keys_at, values_at, 0, 28 + len(index))
    return head + bytes(index) + b"".join(text + b"\x00" for text in keys + values)


def stamp_of(parts: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of ``parts`` and over this compiler."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for part in sorted(parts):
        digest.update(f"\x00{part.name}\x00".encode() + part.read_bytes())
    return digest.hexdigest()


def compile_language(folder: Path) -> Path | None:
    """Compile the parts in ``folder`` (``i18n/<language>``) if they have changed; the file written, or None."""
    parts = sorted(folder.glob("*.po"))
    target = folder / "LC_MESSAGES" / MO_NAME
    stamp = stamp_of(parts)
    found = _STAMP_LINE.search(target.read_bytes()) if target.exists() else None
    if found and found[1].decode() == stamp:
        return None
    target.parent.mkdir(exist_ok=True)
    fresh = target.with_suffix(".part")
    fresh.write_bytes(compile_mo(merge(parts), stamp))
    fresh.replace(target)
    return target


def compile_all(folder: Path) -> list[Path]:
    """Compile every language below ``folder`` (``i18n``) whose parts have changed; the files written."""
    languages = sorted(child for child in folder.iterdir() if child.is_dir())
    return [made for made in map(compile_language, languages) if made]
