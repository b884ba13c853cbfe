"""Groups that came with a newer release are offered on the page of groups: the office takes those it wants, or none."""

from functools import partial

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import shipped
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import quiet
from commgov_desktop.ui.list_page import ListPage


def offer_shipped(page: ListPage, office: Office) -> None:
    """A button in the page's head as long as there is something to take."""
    with office.store.read() as session:
        there = shipped.not_taken(session)
    if there:
        page.head.add(quiet(_("Shipped groups"), partial(_ask, page, office), icon="add"))


def _ask(page: ListPage, office: Office) -> None:
    with office.store.read() as session:
        there = shipped.not_taken(session)
    if not there:
        ask.tell(page, _("This office has every group that comes with the program."))
        return
    names = {name: key for key, name in there}
    box = Field("names", N_("Groups to take in"), "tags", wide=True, choices=lambda: [(n, n) for n in names])

    def save(values: dict[str, object]) -> None:
        chosen = [names[name] for name in values["names"] if name in names]  # type: ignore[attr-defined]
        shipped.take(office.store, chosen)

    start: dict[str, object] = {"names": list(names)}
    title = _("Take in groups that come with the program")
    FormDialog(page, title, (section("", box),), start, save, save_words=_("Take in")).exec()
