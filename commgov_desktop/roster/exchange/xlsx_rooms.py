"""Writes values into the room that a label has behind it in its own cell of a workbook; the words around it stay."""

import zipfile
from collections.abc import Mapping, Sequence

from commgov_desktop.roster.exchange import inner_blanks, markup, xlsx_form
from commgov_desktop.roster.exchange.markup import Node, prefix_of, replaced, spoken


def fill(parts: zipfile.ZipFile, part: bytes, rooms: inner_blanks.Rooms) -> bytes:
    """The sheet with these values in it, each run of words in its own look.

    Words that several cells share stay as they are for the others: the cell gets its own.
    """
    if not rooms:
        return part
    shared = xlsx_form.shared_part(parts)
    items = markup.read(shared).within("si") if shared else []
    changes: list[tuple[int, int, bytes]] = []
    for row in xlsx_form.rows_of(markup.read(part)):
        for cell in row.all("c"):
            values = rooms.get(xlsx_form.place_of(cell.attributes["r"]))
            if values and (found := _words_of(part, cell, shared, items)):
                changes.append((cell.start, cell.end, _cell(cell, prefix_of(part, cell), *found, values)))
    return replaced(part, changes)


def _words_of(part: bytes, cell: Node, shared: bytes, items: Sequence[Node]) -> tuple[bytes, Node] | None:
    """Where the words of a cell stand: the part, and the element within it. What a formula says is left to it."""
    number, inline = cell.one("v"), cell.one("is")
    if cell.attributes.get("t") == "s" and number is not None:
        return shared, items[int(number.words)]
    return (part, inline) if inline is not None else None


def _cell(cell: Node, prefix: bytes, source: bytes, item: Node, values: Mapping[int, str]) -> bytes:
    """The cell with words of its own."""
    nodes = list(xlsx_form.spoken(item))
    texts = [node.words for node in nodes]
    new = inner_blanks.spread(texts, inner_blanks.changes("".join(texts), values))
    if prefix_of(source, item) == prefix:
        words = _runs(source, item, list(zip(nodes, new, strict=True)), prefix)
    else:
        words = spoken(prefix, "".join(new))
    return xlsx_form.with_own_words(cell.attributes["r"], cell.attributes.get("s", ""), words, prefix)


def _runs(source: bytes, item: Node, new: list[tuple[Node, str]], prefix: bytes) -> bytes:
    """The contents of a text; the readings that Japanese workbooks keep beside it do not fit any more."""
    changes = [(node.start, node.end, spoken(prefix, words)) for node, words in new]
    changes += [(reading.start, reading.end, b"") for reading in item.all("rPh", "phoneticPr")]
    moved = [(start - item.inner, end - item.inner, words) for start, end, words in changes]
    return replaced(source[item.inner : item.inner_end], moved)
