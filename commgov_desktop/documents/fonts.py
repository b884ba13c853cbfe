"""The five faces of Chinese official papers, each from the office's own fonts or, glyph by glyph, from bundled ones.

Faces are named as GB/T 9704-2012 names them: 宋 ``song``, 小标宋 ``title``, 黑 ``hei``, 楷 ``kai``, 仿宋 ``fang``.
A character that no font of the chain can draw is an error with its name; nothing is ever printed blank.
"""

import os
import struct
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, Literal, NamedTuple

from commgov_desktop import paths
from commgov_desktop.documents.reportlab_repairs import repair
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _

Face = Literal["song", "title", "hei", "kai", "fang"]
FACES: tuple[Face, ...] = ("song", "title", "hei", "kai", "fang")

_SONG, _BOLD = "NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"
_HEI = "NotoSansSC-Regular.ttf"
_BUNDLED: dict[Face, tuple[str, ...]] = {
    "song": (_SONG, _HEI),
    "title": (_BOLD, _SONG, _HEI),
    "hei": (_HEI, _SONG),
    "kai": ("LXGWWenKai-Regular.ttf", _SONG, _HEI),
    "fang": ("FandolFang-Regular.ttf", _SONG, _HEI),
}
_OFFICE: dict[Face, tuple[str, ...]] = {
    "song": ("simsun.ttc", "simsun.ttf"),
    "title": ("fzxbsjw.ttf", "方正小标宋简体.ttf", "fzxbsk.ttf", "方正小标宋_gbk.ttf"),
    "hei": ("simhei.ttf",),
    "kai": ("simkai.ttf", "楷体_gb2312.ttf"),
    "fang": ("simfang.ttf", "仿宋_gb2312.ttf"),
}
_LAST_RESORT = ("simsunb.ttf", "simsunextg.ttf")  # rare characters on a Windows PC, after every bundled font

_LATIN = set(range(0x21, 0x7F))
_DENIED = {"FandolFang-Regular": {0xFFE5} | _LATIN}  # its ￥ is a dollar sign, its digits have no serifs
_SQUARE = frozenset("“”‘’…·")  # must fill a square; a Latin-width one is left to the next font
_BLANK = frozenset(" \u00a0\u2002\u2003\u3000")
_CENTRED = "国田回口品"  # as high as they are wide: their middle is the font's optical middle

_lock = RLock()
_bundled_only = False
_fonts: dict[tuple[Path, int], "Font"] = {}
_faces: dict[tuple[Face, bool], "FaceChain"] = {}
_skipped: dict[str, str] = {}


class MissingGlyph(UserError):
    """A character no font can draw. ``character`` is it, ``context`` the words around it."""

    def __init__(self, character: str, context: str) -> None:
        sentence = _(
            "No font of this computer can print “{character}” (U+{number:04X}) in “{context}”;"
            " write it otherwise, or install a font that has it."
        )
        super().__init__(sentence.format(character=character, number=ord(character), context=context))
        self.character = character
        self.context = context


class Glyph(NamedTuple):
    """How one character is drawn; lengths in parts of the type size."""

    font: "Font"
    full: bool  # occupies a whole square, as Chinese characters do
    width: float  # the glyph's own advance
    shift: float  # added before it
    stretch: float  # horizontal scale
    rise: float  # lifted above its own baseline

    @property
    def advance(self) -> float:
        """The room the character takes on a line that is set without a grid."""
        return 1.0 if self.full else self.width


@dataclass
class Font:
    """One font file, loaded when first needed."""

    path: Path
    index: int = 0

    @cached_property
    def embedded(self) -> Any:
        """The PDF maker's own object for this font."""
        from reportlab.pdfbase import pdfmetrics, ttfonts

        repair()
        loaded = ttfonts.TTFont(f"{self.path.stem}#{self.index}", str(self.path), subfontIndex=self.index)
        pdfmetrics.registerFont(loaded)
        return loaded

    @cached_property
    def _parsed(self) -> Any:
        return self.embedded.face

    @cached_property
    def _denied(self) -> set[int]:
        return _DENIED.get(self.path.stem, set())

    def has(self, character: str) -> bool:
        """Whether the font really draws this character: a glyph, not denied, and not an empty outline."""
        code = ord(character)
        glyph = self._parsed.charToGlyph.get(code, 0)
        if not glyph or code in self._denied:
            return False
        if character in _SQUARE and self.width(character) < 0.9:
            return False
        places = self._parsed.glyphPos
        return character in _BLANK or places[glyph + 1] > places[glyph]

    def width(self, character: str) -> float:
        """Advance of the character in parts of the type size."""
        return float(self._parsed.getCharWidth(ord(character))) / 1000

    def box(self, character: str) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the ink, in parts of the type size."""
        glyph = self._parsed.charToGlyph[ord(character)]
        start = self._parsed.get_table_pos("glyf")[0] + self._parsed.glyphPos[glyph]
        edges = struct.unpack(">4h", self._parsed._ttf_data[start + 2 : start + 10])
        left, bottom, right, top = (edge / self._parsed.unitsPerEm for edge in edges)
        return left, bottom, right, top

    @cached_property
    def middle(self) -> float:
        """Height of the optical middle of Chinese characters above the baseline, in parts of the type size."""
        boxes = [self.box(c) for c in _CENTRED if self.has(c)]
        return sum(bottom + top for _, bottom, _, top in boxes) / 2 / len(boxes) if boxes else 0.38

    @cached_property
    def embedding(self) -> int:
        """The ``fsType`` of the font file: what its maker allows (OpenType OS/2 table)."""
        return int(struct.unpack(">H", self._parsed.get_table("OS/2")[8:10])[0])

    @property
    def may_be_embedded(self) -> bool:
        """False for fonts marked restricted, not to be subset, or bitmaps only."""
        return self.embedding & 0x000F != 0x0002 and not self.embedding & 0x0300


@dataclass
class FaceChain:
    """A face: the fonts to ask in order, and what each character asked for so far came to."""

    name: Face
    fonts: Sequence[Font]
    _known: dict[str, Glyph] = field(default_factory=dict)

    def glyph(self, character: str, context: str = "") -> Glyph:
        """How to draw one character. Raises ``MissingGlyph`` when no font of the chain has it."""
        found = self._known.get(character)
        if found is None:
            found = self._known[character] = self._look_up(character, context)
        return found

    def _look_up(self, character: str, context: str) -> Glyph:
        with _lock:
            for font in self.fonts:
                if font.has(character):
                    return _placed(character, font)
        raise MissingGlyph(character, context or character)

    def known(self) -> set[str]:
        """The characters asked for since the start, or since ``forget``."""
        return set(self._known)

    def forget(self) -> dict[str, Glyph]:
        """Start a new record of characters asked for; returns the old one."""
        old, self._known = self._known, {}
        return old

    def remember(self, glyphs: dict[str, Glyph]) -> None:
        """Take an old record back into the present one."""
        self._known.update(glyphs)

    @property
    def first(self) -> Font:
        """The font that draws most of this face."""
        return self.fonts[0]


def _placed(character: str, font: Font) -> Glyph:
    if character == "—":
        return _joined_dash(font)
    width = font.width(character)
    return Glyph(font, width > 0.9, width, 0.0, 1.0, 0.0)


def _joined_dash(font: Font) -> Glyph:
    """A dash as wide as its square and at the middle of the line, so that —— is one stroke (GB/T 15834)."""
    left, bottom, right, top = font.box("—")
    stretch = 1.0 / (right - left)
    return Glyph(font, True, 1.0, -left * stretch, stretch, font.middle - (bottom + top) / 2)


def chain(face: Face) -> FaceChain:
    """The fonts of a face in order. Files are opened as characters ask for them."""
    with _lock:
        key = (face, _bundled_only)
        if key not in _faces:
            _faces[key] = FaceChain(face, list(_fonts_of(face)))
        return _faces[key]


def glyph(character: str, face: Face, context: str = "") -> Glyph:
    """How one character is drawn in a face."""
    return chain(face).glyph(character, context)


def runs(text: str, face: Face) -> list[tuple[Font, str]]:
    """``text`` cut where the font changes. Raises ``MissingGlyph``."""
    asked = chain(face)
    result: list[tuple[Font, str]] = []
    for character in text:
        font = asked.glyph(character, text).font
        if result and result[-1][0] is font:
            result[-1] = (font, result[-1][1] + character)
        else:
            result.append((font, character))
    return result


def check(texts: Iterable[str], face: Face = "song") -> None:
    """Raise ``MissingGlyph`` for the first character of ``texts`` that the face cannot print."""
    for text in texts:
        runs(text.replace("\n", "").replace("\t", ""), face)


def use_bundled_only(switch: bool) -> None:
    """Print with the program's own fonts alone, the same on every computer (tests, comparisons)."""
    global _bundled_only
    _bundled_only = switch


def skipped_fonts() -> dict[str, str]:
    """Fonts of this computer that were passed over, by file name, with the reason in the clerk's language."""
    return dict(_skipped)


def _fonts_of(face: Face) -> Iterable[Font]:
    if not _bundled_only:
        yield from _usable(_OFFICE[face])
    for name in _BUNDLED[face]:
        yield _font(paths.resources("fonts", name))
    if not _bundled_only:
        yield from _usable(_LAST_RESORT)


def _font(path: Path, index: int = 0) -> Font:
    return _fonts.setdefault((path, index), Font(path, index))


def _usable(names: Sequence[str]) -> Iterable[Font]:
    installed = _installed_fonts()
    for name in names:
        if name in installed and _opens(font := _font(installed[name])):
            yield font


def _opens(font: Font) -> bool:
    """Open a font of the office's; one that is damaged or may not be embedded is passed over with a reason."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        allowed = font.may_be_embedded
    except (OSError, TTFError, struct.error, KeyError, ValueError, UnicodeError):
        _skipped[font.path.name] = _("The file cannot be read as a TrueType font.")
        return False
    if not allowed:
        _skipped[font.path.name] = _("Its maker does not allow it to be put into documents.")
    return allowed


def font_folders() -> list[Path]:
    """Where Windows keeps fonts: for everybody, and for this user alone. Elsewhere nothing."""
    if sys.platform != "win32":
        return []
    local = os.environ.get("LOCALAPPDATA", "")
    folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    return [*folders, Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else folders


def _installed_fonts() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in font_folders():
        if folder.is_dir():
            found.update({file.name.lower(): file for file in folder.iterdir()})
    return found
