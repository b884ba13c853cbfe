"""The forms of the grid page: who takes a grid, a grid, a building, several new buildings at once."""

import re
from collections.abc import Mapping
from typing import cast

from commgov_desktop import clock
from commgov_desktop.errors import Invalid
from commgov_desktop.grids.buildings import add_buildings
from commgov_desktop.grids.posts import change
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.field_boxes import Picker
from commgov_desktop.ui.record_form import RecordForm

_PERSON = Field("resident_id", N_("One of our residents"), "reference", to="residents", wide=True, hint=N_("Optional: name, pinyin or number"))  # fmt: skip
POST_FORM = (
    section(
        N_("Who takes it"),
        _PERSON,
        Field("person_name", N_("Name"), required=True),
        Field("phone", N_("Phone"), "phone"),
        Field("since", N_("From this day on"), "day", required=True),
    ),
)
BUILDINGS_FORM = (
    section(
        N_("Buildings"),
        Field(
            "names", N_("Names"), required=True, wide=True, hint=N_("e.g. 7号楼, or 7-12号楼 for six alike")
        ),
        Field("estate", N_("Estate"), hint=N_("e.g. 阳光花园")),
        Field("grid_id", N_("Grid"), "reference", to="grids"),
    ),
    section(
        N_("Homes (leave empty if they come with the roster)"),
        Field("entrances", N_("Entrances"), "number"),
        Field("floors", N_("Floors"), "number"),
        Field("rooms", N_("Homes per floor and entrance"), "number"),
    ),
)
_MOST_AT_ONCE = 200


def people_picker(office: Office) -> Picker:
    """Residents, found by name, pinyin or number."""
    return Picker(office.people.find, lambda number: office.people.person(number).name)


def post_form(office: Office, title: str) -> RecordForm:
    """The form for changing who is in charge; choosing a resident fills in name and phone."""
    form = RecordForm(
        POST_FORM, title=title, pickers={"residents": people_picker(office)}, save_words=_("Change over")
    )
    form.set_values({"since": clock.today()})

    def fill() -> None:
        number = form.boxes["resident_id"].value()
        if isinstance(number, int):
            person = office.people.person(number)
            form.boxes["person_name"].set_value(person.name)
            form.boxes["phone"].set_value(person.phone)

    form.boxes["resident_id"].changed.connect(fill)
    return form


def save_post(office: Office, grid_id: int, role: str, values: Mapping[str, object]) -> None:
    """Keep what the form says. Raises ``Invalid``."""
    since = values.get("since")
    if since is None:
        raise Invalid({"since": _("Write down from which day on.")})
    change(
        office.store,
        grid_id,
        role,
        str(values.get("person_name") or ""),
        since,  # type: ignore[arg-type]
        phone=str(values.get("phone") or ""),
        resident_id=cast("int | None", values.get("resident_id")),
    )


def names_meant(words: str) -> list[str]:
    """The buildings that are meant: ``7-9号楼`` and ``7号楼、8号楼、9号楼`` are three. Raises ``Invalid``."""
    names: list[str] = []
    for part in re.split(r"[,，、;；\s]+", words.strip()):
        span = re.fullmatch(r"(\D*)(\d+)\D{0,3}[-—–~至到](\d+)(\D*)", part)
        if span:
            first, last = int(span[2]), int(span[3])
            if not first <= last < first + _MOST_AT_ONCE:
                raise Invalid({"names": _("Write the span as 7-12号楼, at most 200 buildings.")})
            names += [f"{span[1]}{n}{span[4] or '号楼'}" for n in range(first, last + 1)]
        elif part:
            names.append(part)
    if not names:
        raise Invalid({"names": _("Give the building a name, such as 3号楼.")})
    return names


def save_buildings(office: Office, values: Mapping[str, object]) -> list[int]:
    """Add the buildings of the form. Raises ``Invalid`` with the form's own box names."""

    def number(name: str) -> int:
        value = values.get(name)
        return int(value) if isinstance(value, (int, float)) else 0

    try:
        return add_buildings(
            office.store,
            names_meant(str(values.get("names") or "")),
            cast("int | None", values.get("grid_id")),
            entrances=number("entrances"),
            floors=number("floors"),
            rooms_per_floor=number("rooms"),
            estate=str(values.get("estate") or "").strip(),
        )
    except Invalid as wrong:
        problems = {"names" if name == "name" else name: words for name, words in wrong.problems.items()}
        raise Invalid(problems) from wrong
