"""Scans of a folder as sheets to be printed with it, and a sheet to glue on what lies there on paper alone."""

from collections.abc import Iterator
from pathlib import PurePath

from commgov_desktop import clock
from commgov_desktop.documents import rendering
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.measures import GREY, Margins
from commgov_desktop.documents.paper import Paper
from commgov_desktop.documents.pdf_operators import readable_picture
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.attachments import attachments, content
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.paper_parts import ABOUT

DOTS = 150
"""Dots per inch of a scanned PDF's pages: letters of 五号 stay readable, a folder stays small."""
_MARGINS = Margins(20.0, 20.0, 15.0, 25.0)
_CAPTION = 8.0


def scanned(office: Office, case_id: int, item: str, title: str) -> list[FormSheet]:
    """One sheet for each page of the scans of this item; a file that cannot be shown says so on its sheet."""
    found = [a for a in attachments(office.store, ABOUT, case_id) if a.title == item]
    sheets = []
    for scan in found:
        try:
            pictures = list(_pictures(content(office.store, scan.id), scan.file_name))
        except (UserError, OSError, ValueError, RuntimeError):  # what a damaged scan makes the readers raise
            pictures = []
        sheets += [_picture_sheet(title, picture) for picture in pictures]
        if not pictures:
            sheets.append(glued(title, f"扫描件“{scan.file_name}”不能显示，请在此附上原件或复印件。"))
    return sheets


def _pictures(data: bytes, name: str) -> Iterator[bytes]:
    if PurePath(name).suffix.lower() != ".pdf":
        readable_picture(data)
        yield data
        return
    for page in range(rendering.page_count(data)):
        yield rendering.page_jpeg(data, page, DOTS)


def _picture_sheet(title: str, picture: bytes) -> FormSheet:
    form = FormSheet("", clock.now(), margins=_MARGINS)
    room = form.size.height - _MARGINS.top - _MARGINS.bottom

    def paint(paper: Paper, x: float, y: float, width: float) -> None:
        paper.text(x, y, f"{title}（扫描件）", "song", 9, "left", "top", GREY)
        paper.image(x, y + _CAPTION, width, room - _CAPTION, picture)

    form.draw(room, paint)
    return form


def glued(title: str, words: str = "此处附原件或复印件。") -> FormSheet:
    """An empty sheet for a paper that lies in the folder and that the program does not have."""
    form = FormSheet(title, clock.now())
    form.line(f"（{words}）", face="song", size=12, align="centre")
    return form
