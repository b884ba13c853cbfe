"""Asks into which group the chosen people are put, and since when."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import known, sheets
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.ui import ask

SINCE = Field("since", N_("Since"), "day", required=True)


def ask_many(parent: QWidget, office: Office, resident_ids: Sequence[int]) -> FormDialog:
    """The window that puts these residents into a group as one action, to be undone as one."""
    offered = [(str(group.id), group.name) for group in known.groups(office) if group.fields]
    group = Field("group", N_("Group"), "choice", choices=lambda: offered, required=True)

    def save(values: dict[str, object]) -> None:
        since = values["since"]
        if not values["group"]:
            raise UserError(_("Choose the group first."))
        put = sheets.put_many(office, int(str(values["group"])), resident_ids, since or clock.today())  # type: ignore[arg-type]
        ask.tell(
            parent,
            _("{n} of {all} people were put into the group; the others were in it already.").format(
                n=put, all=len(resident_ids)
            ),
        )

    count = len(resident_ids)
    title = ngettext("Put {n} person into a group", "Put {n} people into a group", count).format(n=count)
    return FormDialog(
        parent,
        title,
        (section("", group, SINCE),),
        {"since": clock.today()},
        save,
        save_words=_("Put into it"),
    )


def ask_who(parent: QWidget, office: Office, group_id: int) -> FormDialog:
    """The window that asks for one resident to put into this group."""
    from commgov_desktop.ui.field_boxes import Picker

    who = Field("who", N_("Resident"), "reference", to="residents", required=True)

    def save(values: dict[str, object]) -> None:
        if not isinstance(values["who"], int):
            raise UserError(_("Choose somebody first."))
        since = values["since"]
        sheets.put_many(office, group_id, [values["who"]], since or clock.today())  # type: ignore[arg-type]

    title = _("Put somebody into {group}").format(group=known.group(office, group_id).name)
    find = {"residents": Picker(office.people.find, lambda number: office.people.person(number).name)}
    return FormDialog(
        parent, title, (section("", who, SINCE),), {"since": clock.today()}, save, save_words=_("Put into it"),
        pickers=dict(find),
    )  # fmt: skip
