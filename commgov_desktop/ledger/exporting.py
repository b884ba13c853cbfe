"""Carries a list out of the program as a workbook: what is on the screen, in its order, numbers masked."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office

Progress = Callable[[int, int], object]
AT_ONCE = 500


def shown_text(field: Field, value: object) -> str:
    """A value of a list as words on paper or in a workbook."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, (tuple, list)):
        return "、".join(str(part) for part in value)
    if field.kind == "choice" and field.choices:
        return dict(field.choices()).get(str(value), str(value))
    return str(value)


def rows_of(
    listing: Listing,
    ids: Sequence[int],
    columns: Sequence[str] = (),
    progress: Progress = lambda _d, _t: None,
) -> tuple[list[Field], Iterator[list[str]]]:
    """The chosen columns (all, if none is named) and the rows as words, a page at a time."""
    names = [field.name for field in listing.columns]
    places = [names.index(name) for name in columns] if columns else list(range(len(names)))
    fields = [listing.columns[place] for place in places]

    def rows() -> Iterator[list[str]]:
        for start in range(0, len(ids), AT_ONCE):
            progress(start, len(ids))
            part = list(ids[start : start + AT_ONCE])
            page = listing.page(part)
            for i in part:
                if i in page:
                    yield [shown_text(f, page[i][place]) for f, place in zip(fields, places, strict=True)]
        progress(len(ids), len(ids))

    return fields, rows()


def export_list(
    office: Office,
    ledger: Ledger,
    ids: Sequence[int],
    path: Path,
    columns: Sequence[str] = (),
    *,
    full: bool = False,
    progress: Progress = lambda _d, _t: None,
    note: str = "",
) -> int:
    """Write these records as xlsx, ID and phone numbers as text. Gives the number of rows; it is put on record.

    ``full`` writes whole numbers instead of masked ones. Raises ``UserError`` for those who may not. ``note`` is
    what is put on record where title and number of rows are not for everybody.
    """
    from commgov_desktop.ledger import sheets

    if full and not office.account.may_see_restricted:
        raise UserError(_("Only the chair may export full numbers. Export masked ones, or ask the chair."))
    fields, rows = rows_of(Listing(office.store, ledger, full=full), ids, columns, progress)
    title = _(ledger.title)
    written = sheets.write_workbook(
        path, title, [_(f.label) for f in fields], rows, [_(f.label) for f in fields]
    )
    how = _("with full numbers") if full else _("masked")
    words = note or _("Export {title}, {n} rows, {how}").format(title=title, n=written, how=how)
    office.store.note(words, ledger.table)
    return written
