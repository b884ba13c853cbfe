"""Works out what a change of many people would do to each, and writes it in a few bulk statements."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger import episodes
from commgov_desktop.roster.bulk.wishes import EXTRA, Wish, after, look_over
from commgov_desktop.roster.import_saving import table_of
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.store import Store

CHANGED, SAME, REFUSED = "changed", "same", "refused"
_AT_ONCE = 500
_FEW_KINDS = 400
"""Up to so many different outcomes each is one statement over its people; above that, one row after the other."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Difference:
    """What happens to one person: by box what it was and what it becomes, or why it is refused."""

    resident_id: int
    name: str
    changes: tuple[tuple[Wish, Any, Any], ...] = ()
    refused: str = ""

    @property
    def status(self) -> str:
        """``changed``, ``same`` or ``refused``."""
        return REFUSED if self.refused else CHANGED if self.changes else SAME


@dataclass
class BulkPlan:
    """What would happen to everybody chosen."""

    ids: Sequence[int]
    wishes: Sequence[Wish]
    people: list[Difference] = field(default_factory=list)

    def count(self, status: str) -> int:
        """How many people are changed, already so, or refused."""
        return sum(one.status == status for one in self.people)

    def changed(self) -> dict[int, tuple[tuple[str, Any, Any], ...]]:
        """By person the changes, to compare two plans."""
        return {
            d.resident_id: tuple((w.key, b, a) for w, b, a in d.changes) for d in self.people if d.changes
        }


def plan(
    store: Store, ids: Sequence[int], wishes: Sequence[Wish], progress: Progress = lambda done, total: None
) -> BulkPlan:
    """What would happen. Writes nothing. Raises ``UserError`` when a wish cannot be fulfilled for anybody."""
    look_over(wishes, clock.today())
    with store.read() as session:
        return _plan(session, ids, wishes, progress)


def _plan(session: Session, ids: Sequence[int], wishes: Sequence[Wish], progress: Progress) -> BulkPlan:
    made = BulkPlan(list(ids), list(wishes))
    for done, part in enumerate(_parts(made.ids)):
        progress(done * _AT_ONCE, len(made.ids))
        known = dict(_read(session, part, wishes))
        made.people += [_difference(i, known.get(i), wishes) for i in part]
    progress(len(made.ids), len(made.ids))
    return made


def _read(
    session: Session, ids: Sequence[int], wishes: Sequence[Wish]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    names = dict.fromkeys(
        ["name", "birth", "lives_here_since", "left_on", *(_column(wish.key) for wish in wishes)]
    )
    query = select(Resident.id, *(getattr(Resident, name) for name in names)).where(Resident.id.in_(ids))
    for row in session.execute(query):
        yield row[0], dict(zip(names, row[1:], strict=True))


def _difference(person: int, known: Mapping[str, Any] | None, wishes: Sequence[Wish]) -> Difference:
    if known is None or known["left_on"] is not None:
        name = known["name"] if known else ""
        return Difference(person, name, refused=_("no longer in the roster"))
    changes: dict[str, tuple[Wish, Any, Any]] = {}
    for wish in wishes:
        before = changes[wish.key][2] if wish.key in changes else value_of(known, wish.key)
        now = after(wish, before)
        first = changes[wish.key][1] if wish.key in changes else before
        if _bare(now) != _bare(first):
            changes[wish.key] = (wish, first, now)
        else:
            changes.pop(wish.key, None)
    problem = _problem(known, {key: now for key, (_wish, _before, now) in changes.items()})
    return Difference(person, known["name"], () if problem else tuple(changes.values()), problem)


def _bare(value: Any) -> Any:
    """Empty text, an empty list and nothing are the same; nought and “no” are not."""
    return None if value in ("", []) else value


def value_of(known: Mapping[str, Any], key: str) -> Any:
    """What a person has in a box."""
    if key.startswith(EXTRA):
        return (known["extra"] or {}).get(key.removeprefix(EXTRA))
    return known[key]


def _problem(known: Mapping[str, Any], changes: Mapping[str, Any]) -> str:
    since: date | None = changes.get("lives_here_since")
    if since is not None and known["birth"] is not None and since < known["birth"]:
        return _("This day lies before the birth date.")
    return ""


def _column(key: str) -> str:
    return "extra" if key.startswith(EXTRA) else key


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


# ---- writing -------------------------------------------------------------------------------------------


def apply(
    store: Store, planned: BulkPlan, progress: Progress = lambda done, total: None, *,
    since: date | None = None, mended: bool = False,
) -> int:  # fmt: skip
    """Change everybody as planned, as one action. Gives how many were changed.

    ``since`` is the day from which it is so (today without it); ``mended`` says that the old values were a
    mistake and never true, so that no history of them is kept. Raises ``UserError`` when somebody was changed
    after the preview, and whatever ``progress`` raises; then nothing was written.
    """
    count = planned.count(CHANGED)
    if not count:
        raise UserError(_("There is nothing to change: everybody is so already."))
    with store.write(label_of(planned)) as session:
        if mended:
            episodes.mended(session)
        else:
            episodes.happened(session, since)
        now = _plan(session, planned.ids, planned.wishes, lambda done, _total: progress(done // 4, count))
        if now.changed() != planned.changed():
            raise UserError(_("Somebody was changed since the preview. Look at it again, then change them."))
        _write(session, now, progress)
    return count


def label_of(planned: BulkPlan) -> str:
    """What the action is called in the undo line."""
    what = "、".join(dict.fromkeys(_(wish.field.label) for wish in planned.wishes))
    count = planned.count(CHANGED)
    words = ngettext("Change {n} person: {what}", "Change {n} people: {what}", count)
    return words.format(n=f"{count:,}", what=what)


def _write(session: Session, planned: BulkPlan, progress: Progress) -> None:
    """People with the same outcome in one statement for 500 of them; the journal's triggers see every row."""
    table, total = table_of(Resident), planned.count(CHANGED)
    rows = _outcomes(session, planned)
    kinds: defaultdict[str, list[int]] = defaultdict(list)
    for person, values in rows:
        kinds[json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)].append(person)
    done = total // 4
    if len(kinds) <= _FEW_KINDS:
        outcome = {people[0]: people for people in kinds.values()}
        for person, values in rows:
            for part in _parts(outcome.get(person, ())):
                progress(min(done, total), total)
                session.execute(update(table).where(table.c.id.in_(part)).values(values))
                done += len(part)
    else:
        _one_by_one(session, table, rows, lambda part: progress(min(done + part, total), total))
    progress(total, total)


def _one_by_one(
    session: Session, table: Table, rows: Sequence[tuple[int, dict[str, Any]]], told: Callable[[int], object]
) -> None:
    columns = sorted({name for _person, values in rows for name in values})
    for start in range(0, len(rows), _AT_ONCE):
        told(start)
        by_columns: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for person, values in rows[start : start + _AT_ONCE]:
            by_columns[tuple(c for c in columns if c in values)].append(
                {f"new_{name}": value for name, value in values.items()} | {"this_id": person}
            )
        for names, part in by_columns.items():
            statement = update(table).where(table.c.id == bindparam("this_id"))
            session.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), part)


def _outcomes(session: Session, planned: BulkPlan) -> list[tuple[int, dict[str, Any]]]:
    """By person the columns with their new values; the office's own boxes lie together in one column."""
    own = any(wish.key.startswith(EXTRA) for wish in planned.wishes)
    changed = [one for one in planned.people if one.changes]
    extras: dict[int, Any] = {}
    for part in _parts([one.resident_id for one in changed]) if own else ():
        query = select(Resident.id, Resident.extra).where(Resident.id.in_(part))
        extras.update(session.execute(query).all())
    return [(one.resident_id, _values(one, extras.get(one.resident_id))) for one in changed]


def _values(one: Difference, extra: dict[str, Any] | None) -> dict[str, Any]:
    values = {wish.key: now for wish, _before, now in one.changes if not wish.key.startswith(EXTRA)}
    own = {
        wish.key.removeprefix(EXTRA): now for wish, _before, now in one.changes if wish.key.startswith(EXTRA)
    }
    if own:
        kept = {**(extra or {}), **own}
        values["extra"] = {key: value for key, value in kept.items() if value is not None}
    return values
