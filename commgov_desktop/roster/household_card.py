"""The card of a household: its head and members, where it lives, what hangs on it, and what a clerk does to it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commgov_desktop import masking
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.household import Home, Member, home
from commgov_desktop.ui.cards import Shown
from commgov_desktop.ui.widgets import (
    Act,
    Banner,
    ChipLabel,
    KeyValues,
    LinkButton,
    menu_button,
    primary,
    quiet,
    row,
    rule,
    text,
)

Hanging = Callable[[int], Sequence[tuple[str, Act | None]]]
"""What other ledgers keep of a household's members: words such as 纠纷 2 件, and what opens it."""


class HouseholdCard(QWidget):
    """Made anew for each household. The verbs are the page's; ``happen`` opens its events."""

    def __init__(
        self,
        office: Office,
        household_id: int,
        *,
        open_person: Callable[[int], object],
        add: Sequence[tuple[str, Act] | None],
        happen: Callable[..., object],
        edit: Callable[[int], object],
        print_: Callable[[int], object],
        member_acts: Callable[[Home, Member], Sequence[tuple[str, Act] | None]],
        visit: Act,
        hanging: Hanging | None = None,
        parts: Sequence[QWidget] = (),
        own: Sequence[tuple[str, str]] = (),
    ) -> None:
        """``parts`` stand before the members; ``own`` are facts of the office's own fields."""
        super().__init__()
        self.home = found = home(office.store, household_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        column.addWidget(text(found.name, "head", copyable=True))
        people = ngettext("{n} person", "{n} people", len(found.members)).format(n=len(found.members))
        kind = codes.table("household_kinds").text(found.kind)
        column.addWidget(text(" · ".join(p for p in (people, kind) if p), "dim"))
        if found.head is None and found.members:
            column.addWidget(_headless(partial(happen, "head", household=found.id)))
        column.addWidget(rule())
        column.addWidget(KeyValues([*_facts(found), *own]))
        for part in parts:
            column.addWidget(part)
        column.addWidget(rule())
        column.addWidget(text(_("Members"), "section"))
        for member in found.members:
            column.addLayout(_line(member, open_person, member_acts(found, member)))
        _add_hanging(column, list(hanging(household_id)) if hanging else [])
        column.addStretch(1)
        head = found.head.id if found.head else None
        events = quiet(
            _("Household events"), partial(happen, household=found.id, head=head), icon="people-team"
        )
        adding = menu_button(_("Add member"), list(add), icon="person-add")
        column.addLayout(row(adding, events, None, spacing=6))
        print_sheet = primary(_("Print sheet"), lambda: print_(household_id), icon="print")
        change = quiet(_("Edit"), lambda: edit(household_id), keys="F2")
        column.addLayout(row(print_sheet, change, _more_menu(found, happen, visit), None, spacing=6))


def _headless(choose: Act) -> Banner:
    return Banner("warn", _("Nobody is head of this household."), (_("Choose the head"), choose))


def _add_hanging(column: QVBoxLayout, hangs: Sequence[tuple[str, Act | None]]) -> None:
    """What else hangs on the household: cases, needs; each leads to where it is kept."""
    if not hangs:
        return
    column.addWidget(rule())
    column.addWidget(text(_("Also on record"), "section"))
    for words, act in hangs:
        column.addWidget(LinkButton(words, act) if act else text(words))


def _more_menu(found: Home, happen: Callable[..., object], visit: Act) -> QWidget:
    last = menu_button("⋯", [*_more(found, happen), (_("Record a visit"), visit)])
    last.setAccessibleName(_("More"))
    return last


def _more(found: Home, happen: Callable[..., object]) -> list[tuple[str, Act]]:
    head = found.head.id if found.head else None
    return [
        (_("Change head"), partial(happen, "head", household=found.id)),
        (_("Split off a household…"), partial(happen, "split", head=head)),
    ]


def _facts(found: Home) -> list[tuple[str, Shown]]:
    return [
        (_("Address"), found.address or ChipLabel(_("No dwelling"), "amber")),
        (_("Grid"), found.grid or ChipLabel(_("In no grid"), "amber")),
        (_("Household number"), found.number),
        (_("Phone"), masking.phone(found.head.phone) if found.head else ""),
        (_("Note"), found.note),
    ]


def _line(
    member: Member, open_person: Callable[[int], object], acts: Sequence[tuple[str, Act] | None]
) -> QHBoxLayout:
    name = LinkButton(member.name, partial(open_person, member.id))
    relation = member.relation_text() or _("relation not known")
    tone = "blue" if member.is_head else "grey" if member.relation else "amber"
    age = member.age()
    words = [codes.table("sex").text(member.sex) if member.sex in ("1", "2") else ""]
    words.append("" if age is None else _("{n} years").format(n=age))
    button = menu_button("⋯", list(acts))
    button.setProperty("role", "flat")
    button.setAccessibleName(_("What can be done with {name}").format(name=member.name))
    return row(name, ChipLabel(relation, tone), text(" · ".join(w for w in words if w), "dim"), None, button)
