"""Makes two entries one: what would happen said beforehand, then done as one action that can be undone or parted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import episodes
from commgov_desktop.ledger.book import refuse_problems
from commgov_desktop.roster import register
from commgov_desktop.roster.duplicates import comparison, hanging, homes, steps
from commgov_desktop.roster.duplicates.comparison import GONE, Line
from commgov_desktop.roster.duplicates.hanging import Hanging
from commgov_desktop.roster.duplicates.leading import BLANKED, Led, lead
from commgov_desktop.roster.duplicates.models import Merge
from commgov_desktop.roster.duplicates.plain_values import plain
from commgov_desktop.roster.duplicates.steps import Step
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.store import Store

MERGED = "merged"

_TAKEN: Mapping[str, Any] = {**BLANKED, "left_how": MERGED}


@dataclass(frozen=True)
class Plan:
    """What a clerk looks at before two entries are made one. ``notes`` say what changes besides."""

    kept_id: int
    gone_id: int
    kept_name: str
    gone_name: str
    lines: tuple[Line, ...]
    kept_hanging: tuple[Hanging, ...]
    gone_hanging: tuple[Hanging, ...]
    notes: tuple[str, ...]

    def proposal(self) -> dict[str, str]:
        """What is taken of each line unless the clerk says otherwise."""
        return {line.key: line.take for line in self.lines}


def plan(
    store: Store, one: int, other: int, names: Mapping[str, str], take: Mapping[str, str] | None = None,
    *, in_order: bool = False,
) -> Plan:  # fmt: skip
    """What would happen. The better entry is kept unless ``in_order`` says that it is to be ``one``.

    ``names`` are the titles of the ledgers by table. Raises ``UserError`` where the two cannot be merged.
    """
    with store.read() as session:
        kept_id, gone_id = (one, other)
        hangs = {i: hanging.hanging_on(session, i, names) for i in (one, other)}
        _both(session, one, other)
        if not in_order:
            counts = [sum(h.count for h in hangs[i]) for i in (one, other)]
            kept_id, gone_id = comparison.better(session, one, other, counts)
        kept, gone = _both(session, kept_id, gone_id)
        found = comparison.lines(session, kept, gone)
        notes = _Work(session, kept, gone, take or {line.key: line.take for line in found}, names).notes()
        return Plan(
            kept_id, gone_id, kept.name, gone.name, tuple(found), tuple(hangs[kept_id]), tuple(hangs[gone_id]),
            tuple(notes),
        )  # fmt: skip


def merge(
    store: Store, kept_id: int, gone_id: int, take: Mapping[str, str], names: Mapping[str, str] | None = None
) -> int:
    """Make two entries one, as one action. Gives the number of the merge.

    ``take`` says for each line of the comparison whose value stays (``kept``, ``gone``, ``both``); what is not
    named stays as the kept entry has it. Raises ``UserError`` where the two cannot be merged, ``Invalid``
    where the chosen facts contradict each other; then nothing was changed.
    """
    with store.read() as session:
        kept, _gone = _both(session, kept_id, gone_id)
        label = _("Merge the two entries of {name}").format(name=kept.name)
    with store.write(label) as session:
        kept, gone = _both(session, kept_id, gone_id)
        episodes.mended(session)
        return _Work(session, kept, gone, take, names or {}).do(store.actor.name)


def _both(session: Session, kept_id: int, gone_id: int) -> tuple[Resident, Resident]:
    if kept_id == gone_id:
        raise UserError(_("Choose two different people."))
    kept, gone = session.get(Resident, kept_id), session.get(Resident, gone_id)
    if kept is None or gone is None:
        raise UserError(_("This resident is no longer in the roster. The entry may have been undone."))
    for person in (kept, gone):
        if person.left_how == MERGED:
            raise UserError(_("{name} has been merged into another entry already.").format(name=person.name))
    return kept, gone


class _Work:
    """One merge. The same questions are asked for the plan and for the deed."""

    def __init__(
        self,
        session: Session,
        kept: Resident,
        gone: Resident,
        take: Mapping[str, str],
        names: Mapping[str, str],
    ) -> None:
        self._session, self._kept, self._gone = session, kept, gone
        self._home = homes.settle(session, kept, gone, of_gone=take.get("household_id") == GONE)
        values = comparison.chosen(kept, gone, take)
        values |= {"household_id": self._home.household, "relation": self._home.relation}
        if gone.left_on is None and kept.left_on is not None:
            values |= {"left_on": None, "left_how": ""}  # whoever is here in one entry is here
        self._values = values
        self._led: Led = lead(session, kept, gone, {**_columns(kept), **values}, names)

    def notes(self) -> Sequence[str]:
        """What changes besides the kept entry, in sentences."""
        return [*self._home.notes, *self._led.notes]

    def do(self, account_name: str) -> int:
        """Write it all down."""
        session, kept, gone = self._session, self._kept, self._gone
        kept_id, gone_id = kept.id, gone.id
        before, of_gone = _columns(kept), _columns(gone)
        made = [*self._home.steps, *self._led.steps]
        today = clock.today().isoformat()
        moves = [Step("residents", gone_id, name, of_gone[name], value) for name, value in _TAKEN.items()]
        moves.append(Step("residents", gone_id, "left_on", of_gone["left_on"], today))
        for name in ("household_id", "relation"):
            moves.append(Step("residents", kept_id, name, before[name], self._values[name]))
        steps.take(session, [*made, *moves])
        kept = session.get_one(Resident, kept_id)
        self._put(kept)
        after = _columns(kept)
        merge = Merge(
            kept_id=kept_id,
            gone_id=gone_id,
            account_name=account_name,
            at=clock.now(),
            fields={name: [before[name], after[name]] for name in after if before[name] != after[name]},
            gone_state={name: of_gone[name] for name in (*_TAKEN, "left_on")},
            links=[step.written() for step in made],
            parted_at=None,
        )
        session.add(merge)
        session.flush()
        return merge.id

    def _put(self, kept: Resident) -> None:
        """The chosen facts through the same door as the form, so that what follows from them follows here too."""
        entered = {name: value for name, value in self._values.items() if name in register.BOXES}
        for name, value in self._values.items():
            if name not in entered:
                setattr(kept, name, value)
        register.put(self._session, kept, entered)
        refuse_problems(RESIDENTS, kept)
        self._session.flush()


def _columns(person: Resident) -> dict[str, Any]:
    """Everything that is kept of a person but who they are in the file, as plain values."""
    names = [c.key for c in inspect(Resident).columns if c.key not in ("id", "uid")]
    return {name: plain(getattr(person, name)) for name in names}
