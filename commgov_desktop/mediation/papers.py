"""The papers of a mediation file: the whole folder, and each sheet of it by itself."""

from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.mediation import folder
from commgov_desktop.mediation.paper_parts import ABOUT
from commgov_desktop.mediation.sheets import SHEETS, Sheet


def _kind(sheet: Sheet) -> PaperKind:
    return PaperKind(
        sheet.key, sheet.title, sheet.about, lambda office, record: sheet.lay_out(office, record).finish()
    )


FOLDER = PaperKind("mediation-folder", folder.TITLE, ABOUT, folder.whole)
PAPERS: tuple[PaperKind, ...] = (FOLDER, *map(_kind, SHEETS))


def paper(key: str) -> PaperKind:
    """The kind of paper with this key."""
    return next(kind for kind in PAPERS if kind.key == key)
