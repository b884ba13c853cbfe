"""Where the one person lives when two entries become one, and who leads the household the other entry leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.roster import household, relations
from commgov_desktop.roster.duplicates.steps import Step
from commgov_desktop.roster.household import Home, Member
from commgov_desktop.roster.models import HEAD, Resident


@dataclass
class Settled:
    """The household and relation of the kept entry, what changes for others, and the sentences that say so."""

    household: int | None
    relation: str
    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def settle(session: Session, kept: Resident, gone: Resident, *, of_gone: bool) -> Settled:
    """``of_gone``: the household of the second entry is the right one. Changes nothing yet."""
    chosen = gone if of_gone else kept
    found = Settled(chosen.household_id, chosen.relation)
    if kept.household_id is not None and kept.household_id == gone.household_id:
        if HEAD in (kept.relation, gone.relation):
            found.relation = HEAD
        if gone.relation == HEAD:
            found.notes.append(_("{name} stays the head of the household.").format(name=kept.name))
        return found
    for person in (kept, gone):
        if person.household_id is not None and person.household_id != found.household:
            _leave(session, person, found)
    return found


def _leave(session: Session, person: Resident, found: Settled) -> None:
    home = household.read_home(session, person.household_id or 0)
    others = [member for member in home.members if member.id != person.id]
    if not others:
        today = clock.today().isoformat()
        found.steps.append(Step("households", home.id, "ended_on", None, today))
        found.notes.append(_("The {household} has nobody left and ends.").format(household=home.name))
    elif person.relation == HEAD:
        _succeed(home, others, found)


def _succeed(home: Home, others: Sequence[Member], found: Settled) -> None:
    """Husband or wife follows, otherwise the eldest; everybody's relation to them is worked out."""
    new = next((m for m in others if m.relation in relations.SPOUSES), None)
    new = new or min(others, key=lambda m: (m.birth or date.max, m.id))
    related = {**relations.suggested(home.members, new.id), new.id: HEAD}
    found.steps += [
        Step("residents", member.id, "relation", member.relation, related[member.id])
        for member in others
        if related[member.id] != member.relation
    ]
    sentence = _("{new} becomes the head of the {household}.")
    found.notes.append(sentence.format(new=new.name, household=home.name))
