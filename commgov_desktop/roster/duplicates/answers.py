"""What clerks have answered about a pair: not the same person, with who, when and why; and how to take that back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.roster.duplicates.models import Merge, NotSame
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.store import Store


@dataclass(frozen=True)
class Answer:
    """A pair that was found to be two people."""

    id: int
    first_id: int
    second_id: int
    first_name: str
    second_name: str
    why: str
    account_name: str
    at: datetime


def say_not_same(store: Store, one: int, other: int, why: str) -> int:
    """Remember that these two are two people. Gives the number of the answer; the same answer twice is one.

    Raises ``UserError`` when one of them is no longer in the roster.
    """
    first, second = sorted((one, other))
    with store.read() as session:
        names = dict(
            session.execute(select(Resident.id, Resident.name).where(Resident.id.in_((first, second)))).all()
        )
        known = session.scalar(
            select(NotSame.id).where(NotSame.first_id == first, NotSame.second_id == second)
        )
    if len(names) != 2:
        raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
    if known is not None:
        return known
    label = _("{one} and {other} are two people").format(one=names[first], other=names[second])
    with store.write(label) as session:
        answer = NotSame(
            first_id=first, second_id=second, why=why.strip(), account_name=store.actor.name, at=clock.now()
        )
        session.add(answer)
        session.flush()
        return answer.id


def forget(store: Store, answer_id: int) -> None:
    """Take the answer back: the finder asks about this pair again. Raises ``UserError`` when it is gone."""
    found = next((a for a in answered(store) if a.id == answer_id), None)
    if found is None:
        raise UserError(_("This answer has already been taken back."))
    label = _("Ask again about {one} and {other}").format(one=found.first_name, other=found.second_name)
    with store.write(label) as session:
        session.delete(session.get_one(NotSame, answer_id))


def answered(store: Store) -> list[Answer]:
    """Every pair that was found to be two people, the latest first."""
    one, other = aliased(Resident), aliased(Resident)
    query = (
        select(NotSame, one.name, other.name)
        .join(one, one.id == NotSame.first_id)
        .join(other, other.id == NotSame.second_id)
        .order_by(NotSame.at.desc(), NotSame.id.desc())
    )
    with store.read() as session:
        return [
            Answer(n.id, n.first_id, n.second_id, first, second, n.why, n.account_name, n.at)
            for n, first, second in session.execute(query)
        ]


def apart(session: Session) -> frozenset[tuple[int, int]]:
    """The pairs that are two people, the smaller id first; what was said of a second entry holds for the kept one."""
    stands_for = dict(
        session.execute(select(Merge.gone_id, Merge.kept_id).where(Merge.parted_at.is_(None))).all()
    )

    def kept(person: int) -> int:
        while person in stands_for:
            person = stands_for[person]
        return person

    found: set[tuple[int, int]] = set()
    for first, second in session.execute(select(NotSame.first_id, NotSame.second_id)):
        one, other = sorted((kept(first), kept(second)))
        found.add((one, other))
    return frozenset(found)


def apart_from(session: Session, person: int) -> set[int]:
    """Everybody who was found to be somebody else than this person."""
    query = select(NotSame.first_id, NotSame.second_id)
    rows = session.execute(query.where(or_(NotSame.first_id == person, NotSame.second_id == person)))
    return {second if first == person else first for first, second in rows}
