"""The list of residents: its form in the order of 居民信息登记表, its columns, its saved filters."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from commgov_desktop import clock, masking
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own
from commgov_desktop.roster import id_number, places, register
from commgov_desktop.roster.models import ABROAD, HEAD, MIGRANT, REGISTERED, SETTLED, Resident, here
from commgov_desktop.store import search

SEARCH = "residents"
"""The name of the search index of people."""

OLD, VERY_OLD, OF_AGE = 60, 80, 18
"""老年人 from 60 (老年人权益保障法 art. 2); 80 for the allowance of the very old; of age at 18."""

PARTY = "01"


def relations() -> Sequence[tuple[str, str]]:
    """The relations a clerk chooses from: 本人 is left out, the head of a household is 户主."""
    return [(code, words) for code, words in codes.table("relation_to_head").options() if code != "01"]


NAME = Field("name", N_("Name"), required=True, width=108)
READING = Field("name_reading", N_("Reading"), hint=N_("Only if the pinyin is wrong, e.g. shan wei"))
SEX = Field("sex", N_("Sex"), "choice", choices=codes.choices("sex"), width=52)
BIRTH = Field("birth", N_("Birth date"), "day", width=104)
ID_KIND = Field(
    "id_kind", N_("Kind of document"), "choice", choices=codes.choices("document_kinds"), width=110
)
ID_NUMBER = Field("id_number", N_("Document number"), "id_number", width=188)
ID_REASON = Field("id_reason", N_("If there is none: why"), wide=True, width=200)
ETHNIC = Field("ethnic_group", N_("Ethnic group"), "choice", choices=codes.choices("ethnic_groups"), width=80)
EDUCATION = Field("education", N_("Education"), "choice", choices=codes.choices("education"), width=110)
MARITAL = Field(
    "marital_status", N_("Marital status"), "choice", choices=codes.choices("marital_status"), width=80
)
POLITICAL = Field(
    "political_status", N_("Political status"), "choice", choices=codes.choices("political_status"), width=90
)
PHONE = Field("phone", N_("Phone"), "phone", width=120)
PHONE2 = Field("phone2", N_("Second phone"), "phone", width=120)
OCCUPATION = Field("occupation", N_("Occupation"), width=110)
WORKPLACE = Field("workplace", N_("Place of work or school"), width=160)
KIND = Field(
    "residence_kind", N_("Kind of residence"), "choice", choices=codes.choices("residence_kinds"), width=80
)
DWELLING = Field("dwelling_id", N_("Present dwelling"), "reference", to="dwellings", width=150)
SINCE = Field("lives_here_since", N_("Lives here since"), "day", width=110)
REGISTERED_AT = Field("registered_address", N_("Registered address"), wide=True, width=220)
MATCH = Field(
    "house_match",
    N_("Registration and residence"),
    "choice",
    choices=codes.choices("person_house_match"),
    width=110,
)
CAME = Field("came_on", N_("In this community since"), "day", width=110)
HOUSEHOLD = Field("household_id", N_("Household"), "reference", to="households", width=120)
RELATION = Field("relation", N_("Relation to head"), "choice", choices=relations, width=90)
TAGS = Field("tags", N_("Tags"), "tags", wide=True, hint=N_("e.g. 党员, 志愿者, 独居"))
NOTE = Field("note", N_("Note"), "paragraph", wide=True)

FORM = (
    section(N_("Person"), NAME, READING, ID_KIND, ID_NUMBER, ID_REASON, SEX, BIRTH, ETHNIC, MARITAL),
    section(N_("Residence"), KIND, DWELLING, REGISTERED_AT, MATCH, SINCE, CAME),
    section(N_("Household"), HOUSEHOLD, RELATION),
    section(N_("Contact and work"), PHONE, PHONE2, POLITICAL, EDUCATION, OCCUPATION, WORKPLACE),
    section(N_("More"), TAGS, NOTE),
)


def words_of(table: str) -> Callable[[Any], object]:
    return lambda code: codes.table(table).text(code) if code else ""


def leaving(how: str) -> str:
    """已迁出, 已故, or what else became of somebody, in the language of the screen."""
    said = {"moved": _("moved away"), "died": _("deceased"), "merged": _("merged into another entry")}
    return said.get(how, "")


def left_words(cell: Any) -> str:
    """已迁出 2026-03-05; empty for who is here."""
    day, how = json.loads(cell) if isinstance(cell, str) else cell
    return _("{how} {day}").format(how=leaving(how), day=day) if day else ""


def _age(birth: Any) -> object:
    years = register.age(birth, clock.today())
    return "" if years is None else years


def years_on(day: date) -> ColumnElement[Any]:
    """The age in full years on a day, for filters; 29 February counts as 1 March, as in ``register.age``."""
    passed = func.strftime("%m%d", Resident.birth) <= f"{day:%m%d}"
    return day.year - cast(func.strftime("%Y", Resident.birth), Integer) - case((passed, 0), else_=1)


def _number_cell() -> ColumnElement[Any]:
    return func.json_array(Resident.id_number, Resident.id_state)


def _number_masked(cell: Any) -> object:
    number, state = json.loads(cell)
    if not number:
        return Chip(_("No number yet"), "amber")
    shown = masking.id_number(number)
    return shown if state != id_number.DOUBTFUL else _("{number} doubtful").format(number=shown)


def _number_full(cell: Any) -> object:
    return json.loads(cell)[0]


def _groups_cell() -> ColumnElement[Any]:
    """Tags, party membership and kind of residence in one read; the chips are made from them."""
    return func.json_array(
        func.json(Resident.tags), Resident.political_status, Resident.residence_kind, Resident.birth
    )


def _tone(tag: str) -> str:
    if "志愿" in tag:
        return "green"
    return "amber" if any(word in tag for word in ("独居", "低保", "残疾", "困难", "重点")) else "blue"


def chips(cell: Any, day: date | None = None) -> tuple[Chip, ...]:
    """The short words that mark a person in a list, by their age today or on ``day``."""
    tags, political, kind, birth = json.loads(cell) if isinstance(cell, str) else cell
    found = [Chip(tag, _tone(tag)) for tag in tags or ()]
    if political == PARTY and not any(c.text == "党员" for c in found):
        found.insert(0, Chip(_("Party member"), "blue"))
    if kind in (MIGRANT, ABROAD):
        found.append(Chip(codes.table("residence_kinds").text(kind), "grey"))
    if birth and (register.age(date.fromisoformat(birth), day or clock.today()) or 0) >= VERY_OLD:
        found.append(Chip(_("80 and older"), "amber"))
    return tuple(found)


def _derived() -> list[tuple[ColumnElement[bool], str]]:
    """The words that follow from other facts, each with whom it marks."""
    kinds = codes.table("residence_kinds")
    return [
        (Resident.political_status == PARTY, _("Party member")),
        (Resident.residence_kind == MIGRANT, kinds.text(MIGRANT)),
        (Resident.residence_kind == ABROAD, kinds.text(ABROAD)),
        (Resident.birth <= born_by(VERY_OLD, clock.today()), _("80 and older")),
    ]


def group_words(more: ColumnElement[Any] | None = None) -> ColumnElement[Any]:
    """The words of the same chips as a JSON list, so that a filter finds what the list shows.

    ``more`` is text with further words, each as JSON with a comma before it.
    """
    tags = func.coalesce(type_coerce(Resident.tags, String), "[]")
    each = func.json_each(tags).table_valued("value").c.value
    marked = exists(select(1).where(each == "党员"))
    listed: ColumnElement[str] = case(
        (tags.in_(("[]", "null")), ""), else_="," + func.substr(tags, 2, func.length(tags) - 2)
    )
    for place, (held, word) in enumerate(_derived()):
        listed = listed + case((held if place else and_(held, ~marked), "," + json.dumps(word)), else_="")
    if more is not None:
        listed = listed + more
    return "[" + func.substr(listed, 2) + "]"


def any_group_word(words: Sequence[Any]) -> ColumnElement[bool]:
    """Whether one of these words is among somebody's chips; reads the tags of those only who have any."""
    tags = type_coerce(Resident.tags, String)
    each = func.json_each(tags).table_valued("value").c.value
    tagged = and_(tags.not_in(("[]", "null")), exists(select(1).where(func.coalesce(each, "").in_(words))))
    return or_(*(held for held, word in _derived() if word in words), tagged)


def _address() -> ColumnElement[Any]:
    return places.address_of(Resident.dwelling_id)


def _grid() -> ColumnElement[Any]:
    return places.grid_of(Resident.dwelling_id)


def _head_name() -> ColumnElement[Any]:
    head = aliased(Resident)
    return (
        select(head.name)
        .where(head.household_id == Resident.household_id, head.relation == HEAD)
        .correlate(Resident)
        .scalar_subquery()
    )


COLUMNS = (
    Column(NAME, own("name", Resident), sort=own("sort_key", Resident)),
    Column(SEX, own("sex", Resident), show=words_of("sex")),
    Column(
        Field("age", N_("Age"), "number", width=52),
        own("birth", Resident),
        sort=lambda: -func.coalesce(func.julianday(Resident.birth), 9e9),
        show=_age,
        filter_by=lambda: years_on(clock.today()),
    ),
    Column(
        ID_NUMBER,
        _number_cell,
        sort=own("id_number", Resident),
        show=_number_masked,
        full=_number_full,
        filter_by=own("id_number", Resident),
    ),
    Column(Field("address", N_("Address"), width=150), _address),
    Column(Field("grid", N_("Grid"), width=76), _grid),
    Column(
        Field("groups", N_("Groups"), "chip", width=150),
        _groups_cell,
        show=chips,
        filter_by=group_words,
        listed=True,
        any_of=any_group_word,
    ),
    Column(
        PHONE, own("phone", Resident), show=lambda v: masking.phone(v or ""), full=lambda v: v, shown=False
    ),
    Column(
        PHONE2, own("phone2", Resident), show=lambda v: masking.phone(v or ""), full=lambda v: v, shown=False
    ),
    Column(BIRTH, own("birth", Resident), shown=False),
    Column(KIND, own("residence_kind", Resident), show=words_of("residence_kinds"), shown=False),
    Column(Field("head", N_("Head of household"), width=96), _head_name, shown=False),
    Column(RELATION, own("relation", Resident), show=words_of("relation_to_head"), shown=False),
    Column(ETHNIC, own("ethnic_group", Resident), show=words_of("ethnic_groups"), shown=False),
    Column(POLITICAL, own("political_status", Resident), show=words_of("political_status"), shown=False),
    Column(MARITAL, own("marital_status", Resident), show=words_of("marital_status"), shown=False),
    Column(EDUCATION, own("education", Resident), show=words_of("education"), shown=False),
    Column(REGISTERED_AT, own("registered_address", Resident), shown=False),
    Column(SINCE, own("lives_here_since", Resident), shown=False),
    Column(MATCH, own("house_match", Resident), show=words_of("person_house_match"), shown=False),
    Column(CAME, own("came_on", Resident), shown=False),
    Column(
        Field("left", N_("Left"), width=130),
        lambda: func.json_array(Resident.left_on, Resident.left_how),
        sort=own("left_on", Resident),
        show=left_words,
        shown=False,
    ),
    Column(OCCUPATION, own("occupation", Resident), shown=False),
    Column(WORKPLACE, own("workplace", Resident), shown=False),
    Column(ID_KIND, own("id_kind", Resident), show=words_of("document_kinds"), shown=False),
    Column(
        Field("id_reason", N_("Remark on the number"), width=220), own("id_reason", Resident), shown=False
    ),
    Column(NOTE, own("note", Resident), shown=False),
)


def born_by(years: int, today: date) -> date:
    """The last birth date of those who are ``years`` old on ``today``; 29 February counts as 1 March."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 2, 28)


def living_alone() -> Any:
    """The households of one person, as a sub-query."""
    alone = select(Resident.household_id).where(Resident.household_id.is_not(None))
    return alone.group_by(Resident.household_id).having(func.count() == 1)


def _of_kind(kind: str) -> Callable[[date], ColumnElement[bool]]:
    return lambda today: Resident.residence_kind == kind


def _older(years: int) -> Callable[[date], ColumnElement[bool]]:
    return lambda today: Resident.birth <= born_by(years, today)


def _old_and_alone(today: date) -> ColumnElement[bool]:
    return and_(Resident.birth <= born_by(OLD, today), Resident.household_id.in_(living_alone()))


def _minor(today: date) -> ColumnElement[bool]:
    return Resident.birth > born_by(OF_AGE, today)


def _in_no_grid(today: date) -> ColumnElement[bool]:
    return or_(Resident.dwelling_id.is_(None), Resident.dwelling_id.not_in(places.in_a_grid()))


def _shared_number(today: date) -> ColumnElement[bool]:
    twice = select(Resident.id_number).where(Resident.id_number != "")
    return Resident.id_number.in_(twice.group_by(Resident.id_number).having(func.count() > 1))


def _matching(*matches: str) -> Callable[[date], ColumnElement[bool]]:
    return lambda today: Resident.house_match.in_(matches)


def _left(how: str) -> Callable[[date], ColumnElement[bool]]:
    return lambda today: Resident.left_how == how


COMMON, TO_MEND = N_("Often used"), N_("To complete")
REGISTRATION, FORMER = N_("Registration and residence"), N_("Former residents")

FILTERS = (
    Filter("registered", N_("Registered here"), _of_kind(REGISTERED), COMMON),
    Filter("settled", N_("Settled here"), _of_kind(SETTLED), COMMON),
    Filter("migrant", N_("Migrants"), _of_kind(MIGRANT), COMMON),
    Filter("abroad", N_("From abroad"), _of_kind(ABROAD), COMMON),
    Filter("old", N_("60 and older"), _older(OLD), COMMON),
    Filter("very_old", N_("80 and older"), _older(VERY_OLD), COMMON),
    Filter("old_alone", N_("Old people living alone"), _old_and_alone, COMMON),
    Filter("minors", N_("Minors"), _minor, COMMON),
    Filter("party", N_("Party members"), lambda today: Resident.political_status == PARTY, COMMON),
    Filter(
        "no_number",
        N_("Without document number"),
        lambda today: Resident.id_state == "none",
        TO_MEND,
        "amber",
    ),
    Filter(
        "doubtful", N_("Doubtful number"), lambda today: Resident.id_state == "doubtful", TO_MEND, "amber"
    ),
    Filter("shared", N_("Number held twice"), _shared_number, TO_MEND, "red"),
    Filter("no_grid", N_("In no grid"), _in_no_grid, TO_MEND, "amber"),
    Filter(
        "no_household",
        N_("In no household"),
        lambda today: Resident.household_id.is_(None),
        TO_MEND,
        "amber",
    ),
    Filter("together", N_("Lives where registered"), _matching("01", "0101"), REGISTRATION),
    Filter("lives_only", N_("Registered elsewhere"), _matching("0201"), REGISTRATION),
    Filter("registered_only", N_("Registered, living elsewhere"), _matching("0202"), REGISTRATION),
    Filter("moved_away", N_("Moved away"), _left("moved"), FORMER, beyond=True),
    Filter("died", N_("Deceased"), _left("died"), FORMER, beyond=True),
)


def find(session: Session, words: str) -> Sequence[int]:
    """The residents that answer these words, best first; who moved away or died is found among the former ones."""
    gone = set(session.scalars(select(Resident.id).where(Resident.left_on.is_not(None))))
    return [i for i in search.find(session, SEARCH, words) if i not in gone]


RESIDENTS = Ledger(
    key="residents",
    title=N_("Residents"),
    one=N_("resident"),
    model=Resident,
    form=FORM,
    columns=COLUMNS,
    name=lambda person: str(person.name),
    order="name",
    find=find,
    filters=FILTERS,
    empty=(
        N_("No residents yet. Take in the roster file you have, or enter the first person."),
        N_("Import roster"),
    ),
    scope=here,
    find_beyond=lambda session, words: search.find(session, SEARCH, words),
    load=register.load,
    store=register.put,
    tables=frozenset(("dwellings", "buildings", "grids", "households", "attachments")),
)
