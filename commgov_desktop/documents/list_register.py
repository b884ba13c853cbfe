"""Any list on the screen as a printed register: its columns, its order, its count."""

from collections.abc import Sequence

from commgov_desktop import clock
from commgov_desktop.documents.register import Column, register
from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import Progress, rows_of
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office

MANY_COLUMNS = 7
"""From so many columns on the sheet lies on its side."""


def list_register(
    office: Office,
    ledger: Ledger,
    ids: Sequence[int],
    columns: Sequence[str],
    title: str = "",
    progress: Progress = lambda _d, _t: None,
) -> bytes:
    """The register of these records as PDF. Numbers are masked as on the screen."""
    fields, rows = rows_of(Listing(office.store, ledger), ids, columns, progress)
    heads = [Column("序号", 0.8, "centre")]
    heads += [
        Column(_(f.label), max(1.0, f.width / 60), "right" if f.align == "right" else "left") for f in fields
    ]
    day = clock.today()
    return register(
        title or f"{office.community}{_(ledger.title)}名册",
        f"{office.heading}　{day.year}年{day.month}月{day.day}日　共 {len(ids)} 条",
        heads,
        ([str(n), *row] for n, row in enumerate(rows, 1)),
        issued=clock.now(),
        landscape=len(fields) >= MANY_COLUMNS,
    )
