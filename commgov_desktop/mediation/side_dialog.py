"""Who stands on a side: a resident picked from the roster, somebody from outside, an organisation, an agent."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Section
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import forms
from commgov_desktop.mediation.entry_dialog import EntryDialog
from commgov_desktop.mediation.people_facts import ROLE_OF, facts
from commgov_desktop.ui.field_boxes import Picker

Save = Callable[[dict[str, object]], object]


def resident_picker(office: Office) -> Picker:
    """Finds residents by name, pinyin, number or address."""
    return Picker(office.people.find, lambda resident_id: office.people.person(resident_id).name)


class SideDialog(EntryDialog):
    """``what`` is person, organisation or agent. Picking a resident fills in what the roster knows."""

    def __init__(
        self,
        parent: QWidget | None,
        office: Office,
        what: str,
        values: Mapping[str, object],
        save: Save,
        title: str,
        remove: Callable[[], object] | None = None,
    ) -> None:
        self._office, self._what = office, what
        pickers = {"residents": resident_picker(office)}
        super().__init__(
            parent,
            title,
            _sections(what),
            values,
            self._keep,
            pickers=pickers,
            size=(680, 640),
            remove=remove,
        )
        self._keep_side = save
        if "resident_id" in self.form.boxes:
            self.form.boxes["resident_id"].changed.connect(self._take_over)

    def _take_over(self) -> None:
        resident_id = self.form.boxes["resident_id"].value()
        if isinstance(resident_id, int):
            for name, value in facts(self._office.people.person(resident_id)).items():
                self.form.boxes[name].set_value(value)

    def _keep(self, values: dict[str, object]) -> None:
        self._keep_side(_completed(self._what, values))


def _completed(what: str, values: dict[str, object]) -> dict[str, object]:
    kind = (
        "organisation" if what == "organisation" else "resident" if values.get("resident_id") else "outsider"
    )
    role = "agent" if what == "agent" else ROLE_OF.get(str(values["side"]), "third")
    return values | {"kind": kind, "role": role}


def _sections(what: str) -> Sequence[Section]:
    if what == "organisation":
        return (forms.PARTY, *forms.ORGANISATION)
    if what == "agent":
        return (forms.LOOK_UP, forms.AGENT, *forms.PERSON)
    return (forms.LOOK_UP, forms.PARTY, *forms.PERSON)


def title_of(what: str, *, new: bool) -> str:
    """The heading of the window."""
    words = {
        "person": (_("Add a party"), _("Edit the party")),
        "organisation": (_("Add an organisation"), _("Edit the organisation")),
        "agent": (_("Add an agent"), _("Edit the agent")),
    }[what]
    return words[0] if new else words[1]
