"""The form of a resident: what the document number tells is filled in, and what is odd about it is said at once."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QLineEdit

from commgov_desktop import name_readings
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import id_number, register
from commgov_desktop.roster.duplicates.similar_card import SimilarHint
from commgov_desktop.roster.groups.lists import residents_of
from commgov_desktop.roster.lookups import Lookups
from commgov_desktop.roster.models import REGISTERED
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.record_form import RecordForm


def pickers(lookups: Lookups) -> dict[str, Picker]:
    """How the form finds dwellings and households."""
    return {
        "dwellings": Picker(lookups.dwellings, lookups.dwelling_name, lookups.make_dwelling),
        "households": Picker(lookups.households, lookups.household_name),
    }


class ResidentForm(RecordForm):
    """``resident_id`` is ``None`` for a new one; ``given`` are values a new one begins with."""

    def __init__(
        self,
        office: Office,
        lookups: Lookups,
        resident_id: int | None,
        given: Mapping[str, object] | None = None,
    ) -> None:
        self._office, self.resident_id = office, resident_id
        self.ledger = residents_of(office)
        values = (
            office.book.values(self.ledger, resident_id)
            if resident_id is not None
            else {"residence_kind": REGISTERED, **(given or {})}
        )
        title = (
            _("Edit {name}").format(name=values["name"])
            if resident_id is not None
            else _("Register a resident")
        )
        super().__init__(
            self.ledger.form, title=title, pickers=pickers(lookups), initials=name_readings.initials
        )
        self.set_values(values)
        number = self.boxes["id_number"].editor
        assert isinstance(number, QLineEdit)
        number.editingFinished.connect(self.look_at_number)
        self.boxes["household_id"].changed.connect(partial(self._household_chosen, lookups))
        self.similar = SimilarHint(self, office.store, resident_id)
        self.add_under("name", self.similar)
        name = f"residents:{resident_id or 'new'}"
        self.keeper = DraftKeeper(self, office, name) if given is None else None

    def look_at_number(self) -> None:
        """Fill in birth date, sex and kind from the number; say what is wrong with it or who has it already."""
        typed = str(self.boxes["id_number"].value() or "")
        number = id_number.parse(typed, str(self.boxes["id_kind"].value() or ""))
        if number.birth and self.boxes["birth"].value() is None:
            self.boxes["birth"].set_value(number.birth)
        if number.sex and not self.boxes["sex"].value():
            self.boxes["sex"].set_value(number.sex)
        if number.kind and typed and not self.boxes["id_kind"].value():
            self.boxes["id_kind"].set_value(number.kind)
        self.say_under("id_number", self._doubt(typed, number))

    def _doubt(self, typed: str, number: id_number.IdNumber) -> str:
        if not typed:
            return ""
        with self._office.store.read() as session:
            others = register.holders(session, number.text, self.resident_id)
        if others:
            return register.shared_with(others)
        said = [number.reason] if number.state == id_number.DOUBTFUL else []
        birth, sex = self.boxes["birth"].value(), str(self.boxes["sex"].value() or "")
        said += id_number.disagreements(number, birth, sex).values()  # type: ignore[arg-type]
        return "；".join(said)

    def _household_chosen(self, lookups: Lookups) -> None:
        """Who joins a household lives where it lives, unless the clerk says otherwise."""
        household = self.boxes["household_id"].value()
        if isinstance(household, int) and self.boxes["dwelling_id"].value() is None:
            dwelling = lookups.dwelling_of_household(household)
            if dwelling is not None:
                self.boxes["dwelling_id"].set_value(dwelling)

    def save(self) -> int:
        """Keep what stands in the form. Gives the id; raises ``Invalid`` or ``UserError``."""
        saved = self._office.book.save(self.ledger, self.resident_id, self.values())
        if self.keeper:
            self.keeper.saved()
        return saved
