"""打印全卷: the whole folder of a case as one file, with cover, list of contents, page numbers and back cover.

The order is that of 卷内目录. Cover, list and back cover have no page number; the papers between are counted from 1.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from commgov_desktop import clock
from commgov_desktop.documents.binding import bind
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import dossier, folder_papers, scan_sheets
from commgov_desktop.mediation.casefile import CaseFile, read
from commgov_desktop.mediation.dossier import Item
from commgov_desktop.mediation.paper_parts import committee
from commgov_desktop.mediation.sheets import sheet

TITLE = "调解卷宗（全卷）"


@dataclass(frozen=True)
class Part:
    """One line of the list of contents with its sheets; ``lacking`` says why a paper cannot be printed yet."""

    title: str
    sheets: Sequence[FormSheet] = ()
    lacking: str = ""

    def pages(self) -> int:
        """How many pages it takes."""
        return sum(form.page_count() for form in self.sheets)


def lacking(office: Office, case_id: int) -> list[str]:
    """What the folder still lacks: papers that must be there and are not, and papers whose facts are missing."""
    file = read(office, case_id)
    absent = [item.label for item in dossier.lacking(file)]
    return [*absent, *(part.lacking for part in _parts(office, file) if part.lacking)]


def whole(office: Office, case_id: int, *, incomplete: bool = False) -> bytes:
    """The folder as one PDF. Raises ``UserError`` naming what is missing, unless it may be ``incomplete``."""
    file = read(office, case_id)
    parts = list(_parts(office, file))
    if not incomplete:
        _refuse_incomplete(file, parts)
    inside = [part for part in parts if part.sheets]
    starts = _starts(part.pages() for part in inside)
    papers = [form for part in inside for form in part.sheets]
    folios = _starts(form.page_count() for form in papers)
    total = sum(part.pages() for part in inside)
    sheets = [
        folder_papers.cover(office, case_id),
        folder_papers.contents_of(file, [(p.title, _span(n, p.pages())) for p, n in zip(inside, starts, strict=True)]),
        *papers,
        folder_papers.back_cover_of(file, str(len(inside)), str(total)),
    ]  # fmt: skip
    title = f"{file.head.number}{TITLE}"
    return bind(sheets, title, clock.now(), numbers=[0, 0, *folios, 0], author=committee(office))


def _refuse_incomplete(file: CaseFile, parts: Sequence[Part]) -> None:
    names = [item.zh for item in dossier.lacking(file)]
    if names:
        sentence = _("The folder is not complete. Missing: {papers}.")
        raise UserError(sentence.format(papers="、".join(names)))
    for part in parts:
        if part.lacking:
            raise UserError(part.lacking)


def _starts(counts: Iterable[int]) -> list[int]:
    """The number of the first page of each, when they lie one behind the other."""
    return [1 + before for before in accumulate(counts, initial=0)][:-1]


def _span(first: int, pages: int) -> str:
    return str(first) if pages < 2 else f"{first}—{first + pages - 1}"


# ---- the papers in their order -----------------------------------------------------------------------------


def _parts(office: Office, file: CaseFile) -> Iterator[Part]:
    for item in dossier.items(file):
        if item.key != dossier.BACK and (item.done or _explains(file, item)):
            yield from _printed(office, item)
            yield from _on_paper(office, file, item)


def _explains(file: CaseFile, item: Item) -> bool:
    """The remarks come along by themselves when there is something to say."""
    return item.key == "explanation" and bool(dossier.lacking(file) or file.head.note)


def _printed(office: Office, item: Item) -> Iterator[Part]:
    titles = item.titles if len(item.titles) == len(item.entries) else [item.zh] * len(item.entries)
    for title, entry in zip(titles, item.entries, strict=True):
        try:
            yield Part(title, [sheet(entry.paper).lay_out(office, entry.record_id)])
        except UserError as error:
            yield Part(title, lacking=str(error))


def _on_paper(office: Office, file: CaseFile, item: Item) -> Iterator[Part]:
    """Its scans; for what was only ticked a sheet to glue it on."""
    title = item.titles[0] if len(item.titles) == 1 else item.zh
    if item.scans:
        name = f"{title}（扫描件）" if item.entries else title
        yield Part(name, scan_sheets.scanned(office, file.head.id, item.key, title))
    elif item.ticked and not item.entries:
        yield Part(title, [scan_sheets.glued(title)])
