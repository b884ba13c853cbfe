"""Puts the facts into a certificate's text, and says which facts are still missing."""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from commgov_desktop import masking
from commgov_desktop.desk.facts import LABELS, ON_PAPER, key_of
from commgov_desktop.desk.kinds import Kind

Words = Sequence[str | None]
"""A paragraph in pieces; ``None`` is a blank for a fact that is not known yet."""

STUB = ("name", "sex", "id_number", "address", "since", "purpose", "required_by", "checked_how")


def missing(kind: Kind, facts: Mapping[str, str]) -> list[str]:
    """The keys of the facts this kind needs and nobody has given yet."""
    return [key for key in kind.required if not facts.get(key)]


def paragraphs(kind: Kind, facts: Mapping[str, str]) -> list[Words]:
    """The text with what is known filled in."""
    shown = dict(facts)
    if not kind.whole_number and shown.get("id_number"):
        shown["id_number"] = masking.id_number(shown["id_number"])
    for field in kind.own:
        if field.kind == "document" and not kind.whole_number and shown.get(field.key):
            shown[field.key] = masking.id_number(shown[field.key])
    return [list(_pieces(line, shown)) for line in kind.paragraphs]


def _pieces(template: str, facts: Mapping[str, str]) -> list[str | None]:
    pieces: list[str | None] = []
    for text, name, _spec, _conversion in Formatter().parse(template):
        pieces.append(text)
        if name is not None:
            pieces.append(facts.get(key_of(name)) or None)
    return _joined(pieces)


def _joined(pieces: Sequence[str | None]) -> list[str | None]:
    """Neighbouring words as one piece, so that lines break as in one text."""
    joined: list[str | None] = []
    for piece in pieces:
        if piece is not None and joined and joined[-1] is not None:
            joined[-1] += piece
        elif piece != "":
            joined.append(piece)
    return joined


def stub(kind: Kind, facts: Mapping[str, str]) -> list[list[str]]:
    """What the stub (存根) repeats, label by label; the document number masked."""
    lines = []
    for key in STUB:
        if key not in LABELS or not (facts.get(key) or key in kind.required):
            continue
        words = facts.get(key, "")
        lines.append([ON_PAPER[key], masking.id_number(words) if key == "id_number" else words])
    return lines


def as_kept(lines: Sequence[Words]) -> list[Any]:
    """Paragraphs as the register keeps them."""
    return [list(line) for line in lines]
