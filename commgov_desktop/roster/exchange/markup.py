"""Finds where elements begin and end in the parts of a workbook or a document, so that only they are written anew."""

import zipfile
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from xml.sax.saxutils import escape

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _

LARGEST_PART = 200 * 1024 * 1024
"""Bytes of one part once unpacked; a form is far smaller, only a bomb is larger."""


@dataclass
class Node:
    """An element with its place in the bytes: from ``start`` up to ``end``; its contents lie inside."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    """Where its start tag ends; equal to ``end`` for an element without contents, ``<c/>``."""
    end: int = 0
    inner_end: int = 0
    words: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, *names: str) -> list["Node"]:
        """Its children of these names, in order."""
        return [child for child in self.children if child.name in names]

    def one(self, name: str) -> "Node | None":
        """Its first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def within(self, name: str) -> list["Node"]:
        """Every element of this name anywhere below."""
        found: list[Node] = []
        for child in self.children:
            if child.name == name:
                found.append(child)
            found += child.within(name)
        return found

    @property
    def is_bare(self) -> bool:
        """Whether it was written as ``<c/>``."""
        return self.inner == self.end


def read(part: bytes) -> Node:
    """The elements of a part, names without their prefix. Raises ``UserError`` when it is damaged."""
    root = Node("", {}, 0, 0, len(part), len(part))
    stack = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        close = _tag_end(part, at)
        node = Node(name.rpartition(":")[2], attributes, at, close)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_name: str) -> None:
        node = stack.pop()
        at = parser.CurrentByteIndex
        if part[node.inner - 2 : node.inner] == b"/>":
            node.end = node.inner_end = node.inner
        else:
            node.inner_end, node.end = at, part.index(b">", at) + 1

    def words(text: str) -> None:
        stack[-1].words += text

    def doctype(*_declared: object) -> None:
        raise expat.ExpatError("document types have no place in a form")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = words, doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise UserError(_("The form is damaged. Ask for it again, or open and save it once.")) from error
    return root


def _tag_end(part: bytes, at: int) -> int:
    """Where the start tag at ``at`` ends; a ``>`` inside an attribute's quotes does not end it."""
    quote = 0
    for place in range(at, len(part)):
        sign = part[place]
        if quote:
            quote = 0 if sign == quote else quote
        elif sign in (34, 39):
            quote = sign
        elif sign == 62:
            return place + 1
    raise ValueError("a tag without its end")


def text(words: str) -> bytes:
    """Words as they stand between tags; signs XML cannot hold are left out."""
    clean = "".join(c for c in words if c in "\t\n" or (ord(c) >= 32 and not 0xFFFE <= ord(c) <= 0xFFFF))
    return escape(clean).encode()


def spoken(prefix: bytes, words: str) -> bytes:
    """Words in their element, every blank of them kept: the same in workbooks and documents."""
    return b'<%st xml:space="preserve">%s</%st>' % (prefix, text(words), prefix)


def prefix_of(part: bytes, node: Node) -> bytes:
    """The prefix with its colon in which the file writes its elements: ``w:`` or nothing."""
    name = part[node.start + 1 : node.inner].split(b">")[0].split()[0].rstrip(b"/")
    return name.rpartition(b":")[0] + b":" if b":" in name else b""


def replaced(part: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The part with these stretches (from, up to, instead) written anew; everything else byte for byte."""
    out, at = [], 0
    for start, end, instead in sorted(changes, key=lambda change: (change[0], change[1])):
        out += [part[at:start], instead]
        at = end
    return b"".join([*out, part[at:]])


def open_parts(content: bytes, name: str) -> zipfile.ZipFile:
    """The parts of an xlsx or docx file. Raises ``UserError`` for anything else."""
    try:
        return zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile as error:
        raise UserError(
            _("{name} cannot be filled. Save it as xlsx or docx in Excel, Word or WPS and try again.").format(
                name=name
            )
        ) from error


def part_of(parts: zipfile.ZipFile, name: str) -> bytes:
    """One part, unpacked. Raises ``UserError`` when it is missing, damaged or too large."""
    try:
        if parts.getinfo(name).file_size > LARGEST_PART:
            raise UserError(_("The form is too large."))
        return parts.read(name)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UserError(_("The form is damaged. Ask for it again, or open and save it once.")) from error


def with_parts(parts: zipfile.ZipFile, anew: Mapping[str, bytes]) -> bytes:
    """The same file with some parts written anew; the others keep their bytes, order, dates and names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in parts.infolist():
            made.writestr(copy(info), anew.get(info.filename) or part_of(parts, info.filename))
    return out.getvalue()
