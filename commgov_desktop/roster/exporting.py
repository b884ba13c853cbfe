"""Carries the roster out as a workbook: every column of the list, numbers masked unless the chair asks for whole ones."""

from collections.abc import Callable, Sequence
from pathlib import Path

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import export_list
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups.lists import residents_of


def export(
    office: Office,
    path: Path,
    *,
    full: bool = False,
    ids: Sequence[int] | None = None,
    columns: Sequence[str] = (),
    ledger: Ledger | None = None,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> int:
    """Write these residents (all, if none are named) as xlsx. Gives the number of rows; it is put on record.

    Document and phone numbers are text cells, so that no spreadsheet eats their ends. Raises ``UserError``
    for ``full`` numbers when the account may not, or when the file cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UserError(_("The workbook's name must end in .xlsx."))
    ledger = ledger or residents_of(office)
    wanted = Listing(office.store, ledger).ids() if ids is None else ids
    return export_list(office, ledger, wanted, path, columns, full=full, progress=progress)
