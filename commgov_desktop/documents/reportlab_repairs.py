"""Mends the PDF maker so that a printed name can also be found, copied and archived correctly.

ReportLab 5.1.0 has six faults that bear on Chinese official papers. Each is mended by one function here and
held by one test; the library is pinned, because the mending rests on its inner parts.
"""

from collections.abc import Sequence
from typing import Any

_CODES_A_BLOCK = 100  # a CMap block may list at most a hundred characters

_done = False


def repair() -> None:
    """Apply all repairs and settings, once for the life of the program."""
    global _done
    if _done:
        return
    _settings()
    _text_beyond_the_basic_plane()
    _line_end_before_endstream()
    _output_intents_in_catalogue()
    _no_empty_page_transition()
    _fonts_with_chinese_names_only()
    _glyphs_without_copying_the_table()
    _done = True


def _settings() -> None:
    from reportlab import rl_config

    rl_config.useA85 = 0  # binary streams: a fifth less time, a seventh smaller
    rl_config.ttfAsciiReadable = 0  # no ninety unused Latin glyphs in every font


def unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """The table by which a reader turns glyph codes back into text, right for characters beyond U+FFFF too."""
    entries = [f"<{code:02X}> <{_utf16(char)}>" for code, char in enumerate(subset)]
    blocks = [entries[i : i + _CODES_A_BLOCK] for i in range(0, len(entries), _CODES_A_BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(head + body + tail)


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be", "replace").hex().upper()


def _text_beyond_the_basic_plane() -> None:
    from reportlab.pdfbase import ttfonts

    ttfonts.makeToUnicodeCMap = unicode_map


def _line_end_before_endstream() -> None:
    from reportlab.pdfbase import pdfdoc

    plain = pdfdoc.PDFStream.format

    def with_line_end(self: Any, document: Any) -> bytes:
        written: bytes = plain(self, document)
        return written.removesuffix(b"endstream\n") + b"\nendstream\n"

    pdfdoc.PDFStream.format = with_line_end


def _output_intents_in_catalogue() -> None:
    from reportlab.pdfbase import pdfdoc

    pdfdoc.PDFCatalog.__NoDefault__.append("OutputIntents")


def _no_empty_page_transition() -> None:
    from reportlab.pdfbase import pdfdoc

    plain = pdfdoc.PDFPage.setPageTransition

    def only_if_any(self: Any, transition: Any) -> None:
        if transition:
            plain(self, transition)

    pdfdoc.PDFPage.setPageTransition = only_if_any


def _fonts_with_chinese_names_only() -> None:
    from reportlab import rl_config

    rl_config.autoGenerateTTFMissingTTFName = 1  # the library asks for it under a name it never sets


class GlyphTable:
    """The glyph table of a font, handing out single glyphs instead of a copy of all its megabytes."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


def _glyphs_without_copying_the_table() -> None:
    from reportlab.pdfbase import ttfonts

    plain = ttfonts.TTFontFile.get_table

    def table(self: Any, tag: str) -> Any:
        if tag == "glyf":
            return GlyphTable(self._ttf_data, self.get_table_pos(tag)[0])
        return plain(self, tag)

    ttfonts.TTFontFile.get_table = table
