"""Keeps the characters every paper of a kind has in one ready block, so that a thousand files are quick to make.

Most of the time a short file takes goes into cutting its letters out of the fonts. What is common to all papers
of a kind is cut out and packed once and then put into each file as it is.
"""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from commgov_desktop.documents.fonts import FACES, Face, chain, runs

Common = dict[Face, str]
"""Characters, face by face."""

_KEPT = 96  # packed blocks held ready, about 40 KB each
_BLOCK = 256  # glyphs in one embedded part of a font

_lock = Lock()
_ready: OrderedDict[tuple[int, tuple[int, ...]], tuple[bytes, int]] = OrderedDict()
_shared: "WeakKeyDictionary[Any, set[tuple[int, tuple[int, ...]]]]" = WeakKeyDictionary()
_plain: list[Callable[[Any, Any, Any, Any], Any]] = []


def embed_first(document: Any, common: Mapping[Face, str]) -> None:
    """Give the common characters of each font the first places of its embedded part, and only those."""
    _install()
    wanted: dict[Any, set[int]] = {}
    for face, text in common.items():
        for font, part in runs(text, face):
            wanted.setdefault(font.embedded, set()).update(map(ord, part))
    for font, codes in wanted.items():
        font.splitString("".join(map(chr, sorted(codes))), document)
        state = font.state[document]
        state.nextCode = (
            -(-state.nextCode // _BLOCK) * _BLOCK
        )  # what comes later goes into a block of its own
        blocks = {(id(font.face), tuple(subset)) for subset in state.subsets}
        _shared.setdefault(document, set()).update(blocks)


def learn(make: Callable[[Any], object], samples: list[Any]) -> Common:
    """The characters, face by face, that making each of the samples asks for."""
    used = [_used_by(make, sample) for sample in samples]
    return {face: "".join(sorted(frozenset.intersection(*(u[face] for u in used)))) for face in FACES if used}


def _used_by(make: Callable[[Any], object], sample: Any) -> dict[Face, frozenset[str]]:
    with _lock:
        kept = {face: chain(face).forget() for face in FACES}
        try:
            make(sample)
            return {face: frozenset(chain(face).known()) for face in FACES}
        finally:
            for face, glyphs in kept.items():
                chain(face).remember(glyphs)


def _install() -> None:
    from reportlab.pdfbase import ttfonts

    if not _plain:
        _plain.append(ttfonts.TTFontFace.addSubsetObjects)
        ttfonts.TTFontFace.addSubsetObjects = _add_subset


def _add_subset(face: Any, document: Any, name: str, subset: list[int]) -> Any:
    """Stands in for the PDF maker's own step: a shared block is taken ready packed."""
    key = (id(face), tuple(subset))
    if key not in _shared.get(document, ()):
        return _plain[0](face, document, name, subset)
    return _descriptor(face, document, name, *_packed(face, key))


def _packed(face: Any, key: tuple[int, tuple[int, ...]]) -> tuple[bytes, int]:
    if key not in _ready:
        cut = bytes(face.makeSubset(list(key[1])))
        _ready[key] = (zlib.compress(cut), len(cut))
        if len(_ready) > _KEPT:
            _ready.popitem(last=False)
    return _ready[key]


def _descriptor(face: Any, document: Any, name: str, packed: bytes, length: int) -> Any:
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC

    stream = pdfdoc.PDFStream(content=packed, filters=[])
    stream.dictionary["Length1"] = length
    stream.dictionary["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
    entries = {
        "Type": "/FontDescriptor",
        "Ascent": face.ascent,
        "CapHeight": face.capHeight,
        "Descent": face.descent,
        "Flags": face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
        "FontBBox": pdfdoc.PDFArray(face.bbox),
        "FontName": pdfdoc.PDFName(name),
        "ItalicAngle": face.italicAngle,
        "StemV": face.stemV,
        "FontFile2": document.Reference(stream, f"fontFile:{face.filename}({name})"),
        "MissingWidth": face.defaultWidth,
    }
    return document.Reference(pdfdoc.PDFDictionary(entries), f"fontDescriptor:{name}")
