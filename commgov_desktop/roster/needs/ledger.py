"""居民需求: every need that was spoken of, with its state; kept by form, found by person or words."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, String, func, or_, select, type_coerce
from sqlalchemy.orm import Session, object_session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.book import refuse_problems
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import places
from commgov_desktop.roster.about_people import find_rows
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.needs import services
from commgov_desktop.roster.needs.models import ARRANGED, CANNOT, MET, OPEN, Need, Service

STATE_WORDS = {OPEN: N_("open"), ARRANGED: N_("arranged"), MET: N_("met"), CANNOT: N_("cannot be met")}
_TONES = {OPEN: "amber", ARRANGED: "blue", MET: "green", CANNOT: "grey"}
PENDING = (OPEN, ARRANGED)
"""The states in which something is still to be done."""


def _states() -> Sequence[tuple[str, str]]:
    return [(state, _(words)) for state, words in STATE_WORDS.items()]


WHO = Field("resident_id", N_("Who needs it"), "reference", required=True, to="residents", width=96)
DAY = Field("asked_on", N_("Day asked"), "day", required=True, width=104)
AREA = Field(
    "area", N_("Area of the survey"), "choice", choices=codes.choices("need_areas"), required=True, width=104
)
WORDS = Field("words", N_("What is needed"), "paragraph", wide=True, width=240)
BY = Field("asked_by", N_("Asked by"), width=90)
STATE = Field("state", N_("State"), "choice", choices=_states, required=True, width=96)
STATE_ON = Field("state_on", N_("In this state since"), "day", hint=N_("Left empty: today"), width=104)
STATE_SAID = Field("state_words", N_("What was arranged, or why not"), "paragraph", wide=True, width=200)


def _who() -> ColumnElement[Any]:
    return select(Resident.name).where(Resident.id == Need.resident_id).scalar_subquery()


def _dwelling() -> ColumnElement[Any]:
    home = select(Resident.dwelling_id).where(Resident.id == Need.resident_id).correlate(Need)
    return home.scalar_subquery()


def _service() -> ColumnElement[Any]:
    named = select(Service.name).where(Service.id == Need.service_id).scalar_subquery()
    return func.coalesce(named, "")


def chip(state: Any) -> Chip:
    """A state as a coloured word."""
    return Chip(_(STATE_WORDS.get(state, state or "")), _TONES.get(state, "grey"))


def _find(session: Session, words: str) -> Sequence[int]:
    """The needs of those who answer these words, or in which a word stands; the latest first."""

    def hit(people: Sequence[int], word: str) -> ColumnElement[bool]:
        said = Need.words + " " + Need.state_words + " " + Need.asked_by + " " + _service()
        whole = func.lower(said + " " + type_coerce(Need.asked_on, String))
        return or_(Need.resident_id.in_(people), func.instr(whole, word) > 0)

    return find_rows(session, words, Need, hit, Need.asked_on.desc())


def need_name(need: Need) -> str:
    """``张伟 2026-03-05`` while the record is in a session."""
    session = object_session(need)
    person = session.get(Resident, need.resident_id) if session else None
    return f"{person.name if person else ''} {need.asked_on}".strip()


def _in_area(code: str, _today: date) -> ColumnElement[bool]:
    return Need.area == code


def _in_state(state: str, _today: date) -> ColumnElement[bool]:
    return Need.state == state


AREAS = N_("Areas of the survey")

NEEDS = Ledger(
    key="needs",
    title=N_("Needs of residents"),
    one=N_("need"),
    model=Need,
    form=(
        section(N_("Need"), WHO, DAY, AREA, WORDS, BY),
        section(N_("What became of it"), STATE, STATE_ON, STATE_SAID),
    ),
    columns=(
        Column(DAY, own("asked_on", Need)),
        Column(Field("who", N_("Who needs it"), width=84), _who),
        Column(
            Field("address", N_("Address"), width=130), lambda: places.address_of(_dwelling()), shown=False
        ),
        Column(Field("grid", N_("Grid"), width=84), lambda: places.grid_of(_dwelling())),
        Column(AREA, own("area", Need), show=lambda code: codes.table("need_areas").text(code)),
        Column(Field("service", N_("Service"), width=108), _service),
        Column(WORDS, own("words", Need)),
        Column(dataclasses.replace(STATE, kind="chip"), own("state", Need), show=chip),
        Column(STATE_ON, own("state_on", Need), shown=False),
        Column(STATE_SAID, own("state_words", Need), shown=False),
        Column(BY, own("asked_by", Need), shown=False),
    ),
    name=need_name,
    order="-asked_on",
    find=_find,
    filters=(
        Filter(OPEN, N_("Still open"), partial(_in_state, OPEN), tone="amber"),
        Filter(ARRANGED, N_("Arranged"), partial(_in_state, ARRANGED)),
        Filter(MET, N_("Met"), partial(_in_state, MET)),
        Filter(CANNOT, N_("Cannot be met"), partial(_in_state, CANNOT)),
        Filter("year", N_("Asked this year"), lambda today: Need.asked_on >= today.replace(month=1, day=1)),
    ),
    empty=(N_("No need has been written down yet."), N_("Write down a need")),
    tables=frozenset(("residents", "need_services")),
)
"""Without the box of the service, whose list is the office's own, and the filters by area: see ``needs_of``."""


def needs_of(office: Office) -> Ledger:
    """The needs with the services that this office offers."""
    offered = services.offered(office)
    service = Field("service_id", N_("Service"), "choice", choices=lambda: offered, width=110)
    asked, became = NEEDS.form
    form = (section(asked.title, WHO, DAY, service, AREA, WORDS, BY), became)
    areas = tuple(
        Filter(f"area:{code}", words, partial(_in_area, code), AREAS)
        for code, words in codes.table("need_areas").options()
    )
    filters = (*NEEDS.filters, *areas)
    return dataclasses.replace(NEEDS, form=form, filters=filters, load=_load, store=_store)


def _load(_session: Session, need: Need) -> dict[str, object]:
    shown: dict[str, object] = {box.name: getattr(need, box.name) for box in NEEDS.fields()}
    return shown | {"service_id": str(need.service_id) if need.service_id else None}


def _store(session: Session, need: Need, values: Mapping[str, object]) -> None:
    """A service says its area where none was chosen; a need that is no longer open is so since today at the latest."""
    for name, value in values.items():
        setattr(need, name, value if value is not None or name in _MAY_BE_NONE else "")
    need.service_id = int(str(values["service_id"])) if values.get("service_id") else None
    with session.no_autoflush:
        service = session.get(Service, need.service_id) if need.service_id else None
    if service is not None and need.area and need.area != service.area:
        area = codes.table("need_areas").text(service.area)
        raise Invalid({"area": _("The service belongs to the area {area}.").format(area=area)})
    need.area = need.area or (service.area if service else "")
    if need.state == OPEN:
        need.state_on = None
    elif need.state_on is None:
        need.state_on = clock.today()


_MAY_BE_NONE = ("resident_id", "asked_on", "state_on", "service_id")


def keep(office: Office, need_id: int | None, values: Mapping[str, object]) -> int:
    """Keep a need. Gives its id. Raises ``Invalid`` with the problem of each box."""
    who = values.get("resident_id")
    name = office.people.person(who).name if isinstance(who, int) else ""
    label = _("Write down a need of {name}").format(name=name) if need_id is None else ""
    return office.book.save(needs_of(office), need_id, values, label)


def settle(office: Office, need_id: int, state: str, day: date | None, words: str) -> None:
    """Say what became of a need, from ``day`` on. Raises ``Invalid`` at ``state_on`` or ``state_words``."""
    with office.store.read() as session:
        name = need_name(session.get_one(Need, need_id)).rpartition(" ")[0]
    label = _("Need of {name}: {state}").format(name=name, state=_(STATE_WORDS[state]))
    with office.store.write(label) as session:
        need = session.get_one(Need, need_id)
        need.state, need.state_words = state, words.strip()
        need.state_on = None if state == OPEN else day
        refuse_problems(NEEDS, need)


def remove(office: Office, need_id: int) -> None:
    """Take a need away; it can be undone."""
    office.book.remove(NEEDS, need_id)


@dataclass(frozen=True)
class Line:
    """A need on its resident's card."""

    id: int
    day: date
    words: str
    state: Chip


def of_person(office: Office, resident_id: int, most: int = 20) -> list[Line]:
    """The needs of a resident: those that wait for something first, then the latest."""
    with office.store.read() as session:
        query = select(Need, _service()).where(Need.resident_id == resident_id)
        waits = Need.state.in_(PENDING)
        found = session.execute(
            query.order_by(waits.desc(), Need.asked_on.desc(), Need.id.desc()).limit(most)
        )
        return [Line(need.id, need.asked_on, _line(need, named), chip(need.state)) for need, named in found]


def _line(need: Need, service: str) -> str:
    first = need.words.strip().partition("\n")[0]
    said = first if len(first) <= 30 else first[:29] + "…"
    return "：".join(part for part in (service or codes.table("need_areas").text(need.area), said) if part)
