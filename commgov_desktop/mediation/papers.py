"""The papers of a mediation file: the whole folder, and each sheet of it by itself."""

from dataclasses import replace
from functools import partial

from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.mediation import folder
from commgov_desktop.mediation.paper_parts import ABOUT
from commgov_desktop.mediation.sheets import SHEETS, Sheet


def _kind(sheet: Sheet) -> PaperKind:
    return PaperKind(
        sheet.key, sheet.title, sheet.about, lambda office, record: sheet.lay_out(office, record).finish()
    )


FOLDER = PaperKind("mediation-folder", folder.TITLE, ABOUT, folder.whole)
FOLDER_SO_FAR = replace(FOLDER, make=partial(folder.whole, incomplete=True))
"""The same with whatever is in it yet."""
PAPERS: tuple[PaperKind, ...] = (FOLDER, *map(_kind, SHEETS))


def paper(key: str) -> PaperKind:
    """The kind of paper with this key."""
    return next(kind for kind in PAPERS if kind.key == key)
