"""A list of the groups as it goes out: looked at and printed as a paper, or carried out as a workbook; both on record."""

from collections.abc import Sequence
from functools import partial

from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import export_list
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.ui import ask, print_dialog, tasks
from commgov_desktop.ui.list_page import ListPage


def show_paper(page: ListPage, office: Office, title: str, pdf: bytes, said: str, subject: str = "") -> None:
    """The paper before it goes out; ``said`` is put on record when it was printed."""
    note = partial(office.store.note, said, subject)
    print_dialog.PaperDialog(page, title, pdf, suggested=f"{title}.pdf", printed=note).open()


def show_group_paper(page: ListPage, office: Office, group: GroupInfo, title: str, pdf: bytes) -> None:
    """The list of one group; of a restricted one neither name nor size is put on record."""
    plain = _("Print {paper}").format(paper=title)
    said = _("Print a restricted list") if group.restricted else plain
    show_paper(page, office, title, pdf, said)


def export_group(
    page: ListPage, office: Office, group: GroupInfo, ledger: Ledger, columns: Sequence[str]
) -> None:
    """The same as a workbook, under the title of ``ledger``."""
    said = _("Export a restricted list") if group.restricted else ""
    export(page, office, ledger, ledger.title, columns, said)


def export(
    page: ListPage, office: Office, ledger: Ledger, title: str, columns: Sequence[str], said: str = ""
) -> None:
    """What is chosen in the list, or all that is shown, as a workbook; ``said`` replaces what is put on record."""
    path = ask.save_file(page, _("Export the list"), f"{title}.xlsx", _("Workbooks"), (".xlsx",))
    if path is None:
        return
    ids = page.ids_to_take()
    tasks.run(
        page,
        _("Exporting {n} rows").format(n=len(ids)),
        lambda progress: export_list(office, ledger, ids, path, columns, progress=progress, note=said),
        lambda count: ask.tell(
            page, _("Exported {n} rows to {file}.").format(n=f"{count:,}", file=path.name)
        ),
    )
