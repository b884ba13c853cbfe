"""Makes the FangSong letters that papers are printed with out of the font its authors publish.

The authors' FandolFang-Regular.otf draws its characters with cubic curves (CFF), which the PDF maker cannot
embed; this script redraws them with quadratic curves (TrueType), to within one thousandth of the character's
size. The full-width yen sign is left out because Fandol draws a dollar there: the next font of the chain
takes over. The same input gives the same bytes. The OTF and this script are the source of
resources/fonts/FandolFang-Regular.ttf in the sense of the GPL.

    python installer/convert_fandol.py FandolFang-Regular.otf resources/fonts/FandolFang-Regular.ttf
"""

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

SOURCE_SHA256 = "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"
MAX_ERROR = 1.0  # font units; a character is 1000 units high
NOT_WANTED = (0xFFE5,)  # FULLWIDTH YEN SIGN: all four Fandol faces show a dollar
REMARK = "Modified: outlines converted from CFF to TrueType, U+FFE5 removed (installer/convert_fandol.py)."


def quadratic_outlines(font: TTFont) -> dict[str, Glyph]:
    """Every glyph of ``font`` redrawn with quadratic curves."""
    glyphs = font.getGlyphSet()
    drawn = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    return drawn


def replace_outlines(font: TTFont) -> None:
    """Swap the CFF outlines of ``font`` for TrueType ones."""
    drawn = quadratic_outlines(font)
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = font.getGlyphOrder(), drawn
    for name in ("CFF ", "VORG"):
        del font[name]
    lay_out_side_bearings(font)
    font["maxp"] = maximum_profile()
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


def lay_out_side_bearings(font: TTFont) -> None:
    """Set the left side bearings to the redrawn outlines, as TrueType asks."""
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    for name, glyph in glyf.glyphs.items():
        glyph.recalcBounds(glyf)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))


def maximum_profile() -> Any:
    """A TrueType ``maxp`` table; fontTools counts the points itself when it saves."""
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for name in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxComponentDepth",
        "numGlyphs",
    ):
        setattr(maxp, name, 0)
    return maxp


def drop_unwanted(font: TTFont) -> None:
    """Take the wrongly drawn characters out of every table that leads to a glyph."""
    for table in font["cmap"].tables:
        for code in NOT_WANTED:
            table.cmap.pop(code, None)


def mark_modified(font: TTFont) -> None:
    """Say in the font that it was modified, as section 5a of the GPL asks."""
    font["name"].setName(REMARK, 10, 3, 1, 0x409)


def convert(source: Path, target: Path) -> None:
    """Write ``source`` (Fandol's OTF) to ``target`` as TrueType.

    Raises ``ValueError`` when ``source`` is not the very file this conversion was checked with.
    """
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != SOURCE_SHA256:
        raise ValueError(f"{source} is not the FandolFang this conversion was checked with: SHA-256 {digest}")
    with TTFont(source, recalcTimestamp=False) as font:
        replace_outlines(font)
        drop_unwanted(font)
        mark_modified(font)
        font.save(target, reorderTables=True)


def main() -> int:
    """Convert the font named on the command line."""
    parser = argparse.ArgumentParser(description="Convert FandolFang-Regular.otf to TrueType.")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    wanted = parser.parse_args()
    convert(wanted.source, wanted.target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
