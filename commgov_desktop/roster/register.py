"""How a person is entered: what the document number tells, who else has it, how the name is read, who leads."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import _
from commgov_desktop.roster import id_number, places
from commgov_desktop.roster.id_number import IdNumber
from commgov_desktop.roster.models import HEAD, SELF, Household, Resident
from commgov_desktop.roster.name_sounds import sounds

BOXES = (
    "name", "name_reading", "sex", "birth", "id_kind", "id_number", "id_reason", "ethnic_group", "education",
    "marital_status", "political_status", "phone", "phone2", "occupation", "workplace", "registered_address",
    "dwelling_id", "lives_here_since", "residence_kind", "household_id", "relation", "tags", "note",
    "house_match", "came_on",
)  # fmt: skip
"""What a clerk enters; the rest is derived from it."""


def derive(values: Mapping[str, Any], number: IdNumber | None = None) -> dict[str, Any]:
    """Everything that follows from what was entered: birth date and sex, state of the number, sounds of the name.

    ``values`` holds the boxes by name; what is missing counts as empty. A birth date or sex that was entered
    stays; where it disagrees with the number, the number is marked doubtful (never refused).
    """
    number = number or id_number.parse(values.get("id_number"), values.get("id_kind") or "")
    birth, sex = values.get("birth"), values.get("sex") or ""
    state, reason = number.state, number.reason
    differs = id_number.disagreements(number, birth, sex)
    if differs and state != id_number.NONE:
        state, reason = id_number.DOUBTFUL, "；".join(filter(None, (reason, *differs.values())))
    if state == id_number.NONE:
        reason = str(values.get("id_reason") or "").strip() or reason
    name, pinyin, initials, sort_key = sounds(str(values.get("name") or ""), values.get("name_reading") or "")
    return {
        "name": name,
        "pinyin": pinyin,
        "initials": initials,
        "sort_key": sort_key,
        "birth": birth or number.birth,
        "sex": sex or number.sex,
        "id_kind": number.kind or values.get("id_kind") or "",
        "id_number": number.text if state != id_number.NONE else "",
        "id_state": state,
        "id_reason": reason,
        "relation": HEAD if values.get("relation") == SELF else values.get("relation") or "",
    }


def holders(session: Session, number: str, other_than: int | None = None) -> Sequence[tuple[int, str, str]]:
    """Who has this document number: id, name, address."""
    if not number:
        return []
    query = select(Resident.id, Resident.name, places.address_of(Resident.dwelling_id)).where(
        Resident.id_number == number
    )
    with session.no_autoflush:
        rows = session.execute(query.where(Resident.id != other_than) if other_than else query)
        return [(row[0], row[1], row[2] or "") for row in rows]


def put(session: Session, person: Resident, values: Mapping[str, object]) -> None:
    """Set what was entered and what follows from it. Raises ``Invalid`` where a household would have no or two heads.

    A number that somebody else has is kept but marked doubtful, naming that person. A head without a
    household founds one in the same dwelling.
    """
    before = (person.household_id, person.relation, person.id_number, person.id_state)
    with session.no_autoflush:
        for name, value in values.items():
            setattr(person, name, _clean(name, value))
        _derive_into(session, person, stale_reason=before[3] not in (None, id_number.NONE))
        _found_household(session, person)
        _refuse_head_trouble(session, person, before[0], before[1])
        if before[2] and before[2] != person.id_number:
            _look_again(session, before[2], person.id)


def load(_session: Session, person: Resident) -> dict[str, object]:
    """What the form shows. The reason of a doubt is not the clerk's to edit, so it is left out."""
    shown: dict[str, object] = {name: getattr(person, name) for name in BOXES}
    if person.id_state != id_number.NONE:
        shown["id_reason"] = ""
    return shown


_MAY_BE_NONE = ("birth", "lives_here_since", "came_on", "dwelling_id", "household_id")


def _clean(name: str, value: object) -> object:
    if isinstance(value, str):
        return value.strip()
    if value is None and name not in _MAY_BE_NONE:
        return [] if name == "tags" else ""
    return value


def _derive_into(session: Session, person: Resident, *, stale_reason: bool = False) -> None:
    entered = {name: getattr(person, name) for name in BOXES}
    if stale_reason and entered["id_number"] != "":
        entered["id_reason"] = ""
    for name, value in derive(entered).items():
        setattr(person, name, value)
    others = holders(session, person.id_number, person.id)
    if others:
        person.id_state = id_number.DOUBTFUL
        person.id_reason = shared_with(others)


def shared_with(others: Sequence[tuple[int, str, str]]) -> str:
    """The sentence that names who has the number already."""
    who = "、".join(f"{name}（{address}）" if address else name for _id, name, address in others[:3])
    return _("The same document number is already held by {who}").format(who=who)


def _look_again(session: Session, number: str, other_than: int | None) -> None:
    """A number was corrected: who was doubted only for sharing it is judged anew."""
    session.flush()
    query = select(Resident).where(Resident.id_number == number, Resident.id_state == id_number.DOUBTFUL)
    for person in session.scalars(query):
        if person.id != other_than:
            _derive_into(session, person, stale_reason=True)


def _found_household(session: Session, person: Resident) -> None:
    if person.relation == HEAD and person.household_id is None:
        founded = insert(Household).values(dwelling_id=person.dwelling_id).returning(Household.id)
        person.household_id = session.scalar(founded)


def _refuse_head_trouble(
    session: Session, person: Resident, old_household: int | None, old_relation: str | None
) -> None:
    problems = {}
    rivals = _head_of(session, person.household_id, person.id)
    if person.relation == HEAD and rivals:
        problems["relation"] = _(
            "This household already has the head {name}. Open the household to change its head."
        ).format(name=rivals)
    left = old_relation == HEAD and (person.household_id, person.relation) != (old_household, HEAD)
    if left and old_household and _others(session, old_household, person.id):
        problems["relation"] = _(
            "{name} is the head of the household. Open the household and choose another head first."
        ).format(name=person.name)
    if problems:
        raise Invalid(person.problems(clock.today()) | problems)


def _head_of(session: Session, household: int | None, other_than: int | None) -> str:
    query = select(Resident.name).where(Resident.household_id == household, Resident.relation == HEAD)
    return session.scalar(query.where(Resident.id != other_than) if other_than else query) or ""


def _others(session: Session, household: int, than: int | None) -> bool:
    query = select(Resident.id).where(Resident.household_id == household, Resident.id != than).limit(1)
    return session.scalar(query) is not None


def age(birth: date | None, today: date) -> int | None:
    """Full years on ``today``; ``None`` without a birth date."""
    if birth is None:
        return None
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
