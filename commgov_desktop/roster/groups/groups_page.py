"""The groups of the office: a clerk adds one, renames it, says who belongs and how often to visit, and keeps its boxes."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import KINDS
from commgov_desktop.roster.groups import groups_ledger, known, levels, rule_boxes
from commgov_desktop.roster.groups.fields_card import FieldsCard
from commgov_desktop.roster.groups.groups_ledger import GROUPS
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.shipped_dialog import offer_shipped
from commgov_desktop.ui import ask
from commgov_desktop.ui.buttons import Act, LinkButton, primary, quiet, shortcut
from commgov_desktop.ui.cards import EmptyState, KeyValues, empty_layout, row
from commgov_desktop.ui.form_saving import tried
from commgov_desktop.ui.labels import ChipLabel, rule, text
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.record_form import RecordForm
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.side_list import SideList, saved_filters


class GroupsPage(ListPage):
    """The list with the card of the chosen group; its boxes stand on the card, its other facts in the form."""

    def __init__(self, office: Office, back: Act) -> None:
        self._office = office
        self.listing = Listing(office.store, GROUPS)
        remember = office.machine.part("groups")
        self._card = QWidget()
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)
        empty = EmptyState(_(GROUPS.empty[0]), (_(GROUPS.empty[1]), self.new), icon="people-team")
        super().__init__(
            _("Groups of people"),
            RecordTable(self.listing, remember=remember, empty=empty, name=_("Groups of people")),
            side=SideList(saved_filters(GROUPS.filters, self._counts()), name=_("Saved filters")),
            card=self._card,
            remember=remember,
            new=(_("Add a group"), self.new),
            edit=self.edit,
            find_hint=_("Name of the group"),
        )
        self.head.put_first(LinkButton(f"‹ {_('Residents')}", back))
        offer_shipped(self, office)
        shortcut(self, "Alt+Left", back)
        self.table.current_changed.connect(self.show_group)
        self.show_group(self.table.current_id)

    def _counts(self) -> dict[str, int]:
        return {key: self.listing.count(key) for key in ("", *(f.key for f in GROUPS.filters))}

    # ---- the card -------------------------------------------------------------------------------

    def show_group(self, group_id: object) -> None:
        """What is said of this group, and its boxes."""
        empty_layout(self._column)
        if not isinstance(group_id, int):
            self._column.addWidget(EmptyState(_("Choose a group."), icon="people-team"))
            return
        found = next((g for g in self._all() if g.id == group_id), None)
        if found is None:
            return
        able = self._office.account.may_see_restricted or not found.restricted
        chips = [ChipLabel(found.short, found.tone)]
        if found.restricted:
            chips.append(ChipLabel(_("Restricted"), "red"))
        self._column.addWidget(text(found.name, "head", wrap=True))
        self._column.addLayout(row(*chips, None, spacing=4))
        self._column.addWidget(KeyValues(_facts(found)))
        if able:
            self._column.addLayout(self._buttons(found))
        else:
            self._column.addWidget(
                text(_("Only the chair may change a restricted group."), "small", wrap=True)
            )
        self._column.addWidget(rule())
        keep = partial(groups_ledger.keep_fields, self._office, found.id) if able else None
        self.fields = FieldsCard(_("Boxes of its sheet"), KINDS, keep)
        self.fields.show_fields(found.fields)
        self._column.addWidget(self.fields)
        self._column.addStretch(1)

    def _all(self) -> list[GroupInfo]:
        with self._office.store.read() as session:
            return known.read(session)

    def _buttons(self, found: GroupInfo):  # type: ignore[no-untyped-def]
        words = _("Use again") if found.retired else _("Use no longer")
        return row(
            primary(_("Edit"), partial(self.edit, found.id), icon="edit"),
            quiet(words, partial(self._retire, found)),
            None,
            spacing=6,
        )

    def _retire(self, found: GroupInfo) -> None:
        try:
            groups_ledger.retire(self._office, found.id, not found.retired)
        except UserError as error:
            ask.show_error(self, error)

    # ---- the form -------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty form."""
        self._open(None, {"tone": "blue"}, _("Add a group"))

    def edit(self, group_id: int) -> None:
        """The form of a group. A restricted one is the chair's."""
        values = self._office.book.values(GROUPS, group_id)
        if values["restricted"] and not self._office.account.may_see_restricted:
            ask.tell(self, _("Only the chair may change a restricted group."))
            return
        self._open(group_id, values, _("Edit {name}").format(name=values["name"]))

    def _open(self, group_id: int | None, values: dict[str, object], title: str) -> None:
        fields = next((g.fields for g in self._all() if g.id == group_id), ())
        form = RecordForm(groups_ledger.form_for(fields), title=title)
        form.set_values(values | (levels.values_of(fields) if levels.boxes(fields) else {}))
        form.leave_asked.connect(self.close_edit)
        form.save_asked.connect(lambda: self._save(form, group_id))
        self.show_edit(form)
        form.focus_first()

    def _save(self, form: RecordForm, group_id: int | None) -> None:
        kept = tried(form, lambda: groups_ledger.keep(self._office, group_id, form.values()))
        if kept is not None:
            self.close_edit()
            self.read_again()
            self.table.select_id(kept)

    def read_again(self) -> None:
        """After news: the list, the counts, the card."""
        self.refresh()
        if self.side is not None:
            self.side.show_counts(self._counts())
        self.show_group(self.table.current_id)


def _facts(found: GroupInfo) -> list[tuple[str, str]]:
    words = rule_boxes.words(found.rule)
    return [
        (_("Who belongs"), _("{rule}; others by hand").format(rule=words) if words else _("by hand")),
        (_("Visits"), "　".join(part for part in (levels.words(found), found.visit_words) if part)),
        (_("Basis"), found.basis),
        (_("State"), _("no longer used") if found.retired else _("in use")),
    ]
