"""Says how the title of a notice is parted into lines, and whether the clerk's own line breaks look right."""

from commgov_desktop.documents.title_lines import faults, title_lines
from commgov_desktop.i18n import N_, _

FAULTS = {
    "word": N_("A word is cut."),
    "long": N_("A line is too long and was parted again."),
    "shape": N_("The lines should get longer or shorter one by one, or be longest in the middle."),
}


def title_words(title: str) -> str:
    """The lines as they will be printed, and what to do about them; empty for a title of one line."""
    from commgov_desktop.documents.official_page import TITLE_COLUMNS

    lines = title_lines(title, TITLE_COLUMNS) if title.strip() else []
    if len(lines) < 2:
        return ""
    shown = _("Title in {n} lines: {lines}.").format(n=len(lines), lines=" ／ ".join(lines))
    wrong = [_(FAULTS[key]) for key in faults(title, TITLE_COLUMNS)]
    return " ".join(
        [shown, *(wrong or ([] if "\n" in title else [_("Enter in the title breaks it elsewhere.")]))]
    )
