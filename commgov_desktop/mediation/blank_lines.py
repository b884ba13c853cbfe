"""Lines of a form with underlined blanks, as 姓名＿＿ 性别＿＿; what is too long for its blank gets a line of its own."""

from collections.abc import Iterator, Sequence

from commgov_desktop.documents.blocks import fill
from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.paper import MM, Align, Paper
from commgov_desktop.documents.typesetting import measure

Part = tuple[str, str, float]
"""Label, value, and its share of the room that is left on the line."""

FACE: Face = "fang"
SIZE, LEAST_SIZE = 14.0, 12.0
STRIP = 9.5
"""Height of a line, in millimetres."""
_GUTTER, _AIR = 2.0, 2.0  # between two parts; beside a value in its blank
_SHORTEST = 12.0  # of a blank that something is still to be written into


def blanks(form: FormSheet, *parts: Part) -> None:
    """Labels with underlined blanks up to the margin.

    The blanks share the line out; a longer value takes what the others can spare. Parts that do not fit begin a
    new line, and a value too long for a whole line, even set a little smaller, becomes a paragraph.
    """
    for line in _lines(parts, form.width):
        label, value, _share = line[0]
        if len(line) == 1 and _least(line[0], LEAST_SIZE) > form.width:
            form.paragraph([label, fill(value)], indent=0)
        else:
            _line(form, line)


def _wide(text: str, size: float = SIZE) -> float:
    return measure(text, FACE, size) / MM if text else 0.0


def _least(part: Part, size: float = SIZE) -> float:
    """The room a part needs to stand on one line."""
    label, value, _share = part
    return _wide(label) + 1.0 + (_wide(value, size) + _AIR if value else _SHORTEST)


def _lines(parts: Sequence[Part], width: float) -> Iterator[list[Part]]:
    line: list[Part] = []
    for part in parts:
        taken = sum(map(_least, line)) + _GUTTER * len(line)
        if line and taken + _least(part) > width:
            yield line
            line = []
        line.append(part)
    yield line


def _rooms(parts: Sequence[Part], width: float) -> list[float]:
    """How wide each blank is: by its share, or what its value needs and a share of the rest."""
    labels = sum(_wide(label) + 1.0 for label, _value, _share in parts)
    spare = width - labels - _GUTTER * (len(parts) - 1)
    shares = sum(share for _label, _value, share in parts)
    fair = [spare * share / shares for _label, _value, share in parts]
    needs = [_wide(value) + _AIR if value else 0.0 for _label, value, _share in parts]
    if len(parts) == 1 or all(need <= room for need, room in zip(needs, fair, strict=True)):
        return fair
    rest = spare - sum(needs)
    return [need + rest * part[2] / shares for need, part in zip(needs, parts, strict=True)]


def _line(form: FormSheet, parts: Sequence[Part]) -> None:
    rooms = _rooms(parts, form.width)

    def paint(paper: Paper, x: float, y: float, width: float) -> None:
        for (label, value, _share), room in zip(parts, rooms, strict=True):
            paper.text(x, y + STRIP / 2, label, FACE, SIZE, anchor="middle")
            x += paper.width_of(label, FACE, SIZE) + 1.0
            align: Align = "centre" if len(parts) > 1 else "left"
            paper.text_box(x, y, room, STRIP, value, FACE, SIZE, align, shrink_to=LEAST_SIZE)
            paper.line(x, y + STRIP - 1.2, x + room, y + STRIP - 1.2, 0.5)
            x += room + _GUTTER

    form.draw(STRIP, paint)
