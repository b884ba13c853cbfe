"""What a case copies of a resident when one is picked: the facts its papers print."""

from commgov_desktop.ledger.office import Office
from commgov_desktop.people import Person

ROLE_OF = {"A": "applicant", "B": "respondent"}


def facts(person: Person) -> dict[str, object]:
    """The boxes of the person's form, filled from the roster."""
    return {
        "name": person.name, "sex": person.sex, "birth": person.birth, "age": None,
        "ethnic_group": person.ethnic_group, "occupation": person.occupation, "phone": person.phone,
        "id_number": person.id_number, "address": person.address or person.registered_address,
    }  # fmt: skip


def side_of(office: Office, resident_id: int, letter: str) -> dict[str, object]:
    """A resident as a party on this side. Raises ``UserError`` when there is no such resident."""
    return facts(office.people.person(resident_id)) | {
        "kind": "resident", "resident_id": resident_id, "side": letter, "role": ROLE_OF.get(letter, "third"),
    }  # fmt: skip
