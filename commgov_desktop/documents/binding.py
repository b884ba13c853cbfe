"""Several papers bound into one file: the copies of a certificate, or a whole folder with its page numbers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.paper import Paper

FOLIO_TOP, FOLIO_RIGHT = 12.0, 18.0
"""Middle of a folder's page number, in millimetres from the top and the right edge of the sheet."""


def bind(
    sheets: Sequence[FormSheet],
    title: str,
    issued: datetime,
    *,
    numbers: Sequence[int] = (),
    author: str = "",
    draft: bool = False,
    common: Mapping[Face, str] | None = None,
) -> bytes:
    """The sheets one behind the other as one PDF. Raises ``MissingGlyph``.

    ``numbers`` gives for each sheet the folder's number of its first page, written in the upper right corner;
    0 leaves a sheet without (covers and lists of contents are not counted).
    """
    paper = Paper(
        title, issued, size=sheets[0].size, author=author, draft=draft, common=dict(common or {}) or None
    )
    for place, sheet in enumerate(sheets):
        if place:
            paper.new_page(sheet.size)
        first = numbers[place] if numbers else 0
        sheet.draw_on(paper, partial(_write_folio, first) if first else None)
    return paper.finish()


def _write_folio(first: int, paper: Paper, page: int) -> None:
    """The number where an archivist's stamp puts it: upper right on the front of the sheet."""
    words = str(first + page - 1)
    paper.text(paper.width - FOLIO_RIGHT, FOLIO_TOP, words, "song", 12, "right", "middle")
