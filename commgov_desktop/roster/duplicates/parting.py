"""Parts two entries that were merged, any day later: every link goes back, and what cannot is named beforehand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import episodes
from commgov_desktop.roster import places, register
from commgov_desktop.roster.duplicates import comparison, hanging, steps
from commgov_desktop.roster.duplicates.models import Merge
from commgov_desktop.roster.duplicates.steps import Step
from commgov_desktop.roster.models import HEAD, Household, Resident
from commgov_desktop.store.store import Store

_HOME = ("household_id", "relation")


@dataclass
class Way:
    """How two entries are parted: the changes to make, and sentences about what stays as it is."""

    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    derive: bool = False
    """Whether what follows from the kept entry's facts has to be worked out anew."""
    inherited: list[tuple[int, str, Any]] = field(default_factory=list)
    """Later merges of the same person that took over a value: merge, column, what it was before both."""


def what_stays(store: Store, merge_id: int, names: Mapping[str, str] | None = None) -> list[str]:
    """What parting cannot restore, in sentences; empty when all goes back. Raises as ``part`` does."""
    with store.read() as session:
        return _way(session, _standing(session, merge_id), names or {}).notes


def part(store: Store, merge_id: int, names: Mapping[str, str] | None = None) -> list[str]:
    """Make two people of them again, as one action. Gives the sentences about what could not be restored.

    Raises ``UserError`` when they are parted already, or the kept entry was itself merged into another since.
    """
    with store.read() as session:
        name = session.get_one(Resident, _standing(session, merge_id).kept_id).name
    with store.write(_("Part the merged entries of {name}").format(name=name)) as session:
        episodes.mended(session)
        merge = _standing(session, merge_id)
        way = _way(session, merge, names or {})
        kept_id, gone_id = merge.kept_id, merge.gone_id
        merge.parted_at = clock.now()
        for later, column, before in way.inherited:
            standing = session.get_one(Merge, later)
            standing.fields = {**standing.fields, column: [before, standing.fields[column][1]]}
        steps.take(session, way.steps)
        for person in (kept_id, gone_id) if way.derive else ():
            register.put(session, session.get_one(Resident, person), {})
            session.flush()
        return way.notes


def _standing(session: Session, merge_id: int) -> Merge:
    merge = session.get(Merge, merge_id)
    if merge is None or merge.parted_at is not None:
        raise UserError(_("These entries have been parted already."))
    into = select(Resident.name).join(Merge, Merge.kept_id == Resident.id)
    later = session.scalar(into.where(Merge.gone_id == merge.kept_id, Merge.parted_at.is_(None)))
    if later is not None:
        sentence = _("The kept entry was later merged into that of {name}. Part those two first.")
        raise UserError(sentence.format(name=later))
    return merge


def _way(session: Session, merge: Merge, names: Mapping[str, str]) -> Way:
    way = Way()
    _links_back(session, merge, names, way)
    _kept_back(session, merge, way)
    _gone_back(session, merge, way)
    return way


# ---- what hung on the second entry -----------------------------------------------------------------------


def _links_back(session: Session, merge: Merge, names: Mapping[str, str], way: Way) -> None:
    """In the opposite order, each only where nobody has changed it since."""
    lost = Counter[tuple[str, bool]]()
    for written in reversed(merge.links):
        step = steps.read(written)
        there, value = steps.now(session, step)
        if there and value == step.after:
            way.steps.append(step.reverse)
        else:
            lost[(step.table, there)] += 1
    for (table, there), count in lost.items():
        what = hanging.title(steps.table_named(table), names)
        sentence = (
            _("{what}: {n} have been changed since and stay as they are.")
            if there
            else _("{what}: {n} are no longer there.")
        )
        way.notes.append(sentence.format(what=what, n=count))


# ---- the kept entry --------------------------------------------------------------------------------------


def _kept_back(session: Session, merge: Merge, way: Way) -> None:
    kept = merge.kept_id
    back: dict[str, Step] = {}
    stayed: list[str] = []
    for column, (before, after) in merge.fields.items():
        step = Step("residents", kept, column, after, before)
        if steps.now(session, step)[1] == after:
            back[column] = step
        else:
            stayed.append(column)
            way.inherited += _taken_over(session, merge, column, before, after)
    if set(_HOME) & set(stayed) or not _home_stands(session, back, way, kept):
        stayed += [column for column in _HOME if back.pop(column, None) is not None]
    way.steps += back.values()
    way.derive = way.derive or bool(stayed)
    told = comparison.labels_of(dict.fromkeys(stayed))
    if told:
        sentence = _("Changed since the merge, so they stay with the kept entry: {fields}.")
        way.notes.append(sentence.format(fields="、".join(told)))


def _taken_over(
    session: Session, merge: Merge, column: str, before: Any, after: Any
) -> list[tuple[int, str, Any]]:
    """A later merge found the value that goes now; when it is parted, the value from before both comes back."""
    query = select(Merge).where(
        Merge.kept_id == merge.kept_id, Merge.id > merge.id, Merge.parted_at.is_(None)
    )
    later = [m for m in session.scalars(query.order_by(Merge.id)) if m.fields.get(column, [None])[0] == after]
    return [(later[0].id, column, before)] if later else []


def _home_stands(session: Session, back: Mapping[str, Step], way: Way, person: int) -> bool:
    """Whether the household to go back to is still there and has no other head."""
    home = back["household_id"].after if "household_id" in back else None
    relation = back["relation"].after if "relation" in back else None
    if home is None and relation != HEAD:
        return True
    if home is None:
        home = session.scalar(select(Resident.household_id).where(Resident.id == person))
    return _is_open(session, home, way) and not (relation == HEAD and _has_head(session, home, way, person))


def _is_open(session: Session, home: int | None, way: Way) -> bool:
    if home is None:
        return True
    found = session.get(Household, home)
    if found is None:
        return False
    opened = any(s.table == "households" and s.row == home and s.column == "ended_on" for s in way.steps)
    return found.ended_on is None or opened


def _has_head(session: Session, home: int | None, way: Way, person: int) -> bool:
    """Whether somebody else will lead this household when the steps so far are made."""
    after = {s.row: s.after for s in way.steps if (s.table, s.column) == ("residents", "relation")}
    moved = {s.row: s.after for s in way.steps if (s.table, s.column) == ("residents", "household_id")}
    query = select(Resident.id, Resident.household_id, Resident.relation)
    rows = session.execute(query.where((Resident.household_id == home) | Resident.id.in_(after.keys())))
    return any(
        row != person and moved.get(row, household) == home and after.get(row, relation) == HEAD
        for row, household, relation in rows
    )


# ---- the second entry ------------------------------------------------------------------------------------


def _gone_back(session: Session, merge: Merge, way: Way) -> None:
    """It comes back as it was; a household or dwelling that is no longer there is left empty and named."""
    gone, state = merge.gone_id, dict(merge.gone_state)
    if not _is_open(session, state["household_id"], way):
        state |= {"household_id": None, "relation": ""}
        way.notes.append(
            _("The household of the second entry is no longer there; it comes back without one.")
        )
    if state["relation"] == HEAD and _has_head(session, state["household_id"], way, gone):
        state["relation"] = ""
        way.notes.append(_("Its household has another head now; the second entry comes back as a member."))
    dwelling = select(places.DWELLINGS.c.id).where(places.DWELLINGS.c.id == state["dwelling_id"])
    if state["dwelling_id"] is not None and session.scalar(dwelling) is None:
        state["dwelling_id"] = None
        way.notes.append(_("The dwelling of the second entry is no longer there; it comes back without one."))
    if state["id_number"] and _held_by_others(session, state["id_number"], merge):
        way.derive = True
        way.notes.append(
            _("The number of the second entry is held by somebody else now; both are marked doubtful.")
        )
    for column, value in state.items():
        now = steps.now(session, Step("residents", gone, column, None, value))[1]
        way.steps.append(Step("residents", gone, column, now, value))


def _held_by_others(session: Session, number: str, merge: Merge) -> bool:
    query = select(Resident.id).where(
        Resident.id_number == number, Resident.id.not_in((merge.kept_id, merge.gone_id))
    )
    return session.scalar(query.limit(1)) is not None
