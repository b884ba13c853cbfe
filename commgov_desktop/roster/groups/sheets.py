"""The sheets of people in groups: kept, ended with a reason, put into a group many at once; restricted ones guarded.

What happens to a restricted sheet is written down without the name of the person and of the group, for the list of
what was done, the undo at the foot of the window and its news are seen by everybody in the office.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import pack, unpack
from commgov_desktop.roster.groups import known, rules
from commgov_desktop.roster.groups.known import GroupInfo
from commgov_desktop.roster.groups.models import Sheet
from commgov_desktop.roster.models import Resident

_PER_QUERY = 500


@dataclass(frozen=True)
class SheetInfo:
    """One sheet in plain values. ``until`` is ``None`` while it is open."""

    id: int
    group: GroupInfo
    resident_id: int
    since: date | None
    until: date | None
    why_ended: str
    entries: dict[str, Any]
    note: str


@dataclass(frozen=True)
class Belonging:
    """A group that somebody belongs to now, with the open sheet if one was made."""

    group: GroupInfo
    sheet: SheetInfo | None


def _plain(row: Sheet, group: GroupInfo) -> SheetInfo:
    return SheetInfo(
        row.id, group, row.resident_id, row.since, row.until, row.why_ended, dict(row.entries), row.note
    )


def belongings(office: Office, resident_id: int) -> list[Belonging]:
    """The groups of a resident that this clerk may see, in the office's order."""
    today = clock.today()
    with office.store.read() as session:
        everybody = known.read(session)
        mine = {s.group.id: s for s in _of_person(session, office, resident_id) if s.until is None}
        seen = known.seen(session, office)
        ruled = [group for group in seen if group.rule is not None]
        named = _named(session, ruled, everybody, resident_id, today)
        return [Belonging(g, mine.get(g.id)) for g in seen if g.id in mine or g.id in named]


def _named(
    session: Session,
    ruled: Sequence[GroupInfo],
    everybody: Sequence[GroupInfo],
    resident_id: int,
    today: date,
) -> set[int]:
    """The groups whose rule names this resident, all asked at once."""
    asked = [rules.answers(group.rule or {"all": []}, everybody, today, resident_id) for group in ruled]
    if not asked:
        return set()
    row = session.execute(select(*asked).where(Resident.id == resident_id)).one_or_none()
    return {group.id for group, holds in zip(ruled, row or (), strict=False) if holds}


def history(office: Office, resident_id: int) -> list[SheetInfo]:
    """The ended sheets of a resident that this clerk may see, the latest first."""
    with office.store.read() as session:
        ended = [sheet for sheet in _of_person(session, office, resident_id) if sheet.until is not None]
    return sorted(ended, key=lambda sheet: sheet.until or date.min, reverse=True)


def turns(office: Office, resident_id: int) -> list[tuple[date, str]]:
    """When a resident came into the groups this clerk may see, and when and why they left them."""
    with office.store.read() as session:
        found = _of_person(session, office, resident_id)
    came = [(s.since, _("Into the group {group}").format(group=s.group.name)) for s in found if s.since]
    left = [
        (s.until, _("Out of the group {group}: {why}").format(group=s.group.name, why=s.why_ended))
        for s in found
        if s.until
    ]
    return [*came, *left]


def _of_person(session: Session, office: Office, resident_id: int) -> list[SheetInfo]:
    seen = {group.id: group for group in known.seen(session, office, retired=True)}
    rows = session.scalars(select(Sheet).where(Sheet.resident_id == resident_id).order_by(Sheet.id))
    return [_plain(row, seen[row.group_id]) for row in rows if row.group_id in seen]


def read(office: Office, sheet_id: int) -> SheetInfo:
    """One sheet. Raises ``UserError`` when it is gone, or restricted and not for this clerk."""
    with office.store.read() as session:
        row = _present(session, sheet_id)
        return _plain(row, known.allowed(session, office, row.group_id))


def _present(session: Session, sheet_id: int) -> Sheet:
    row = session.get(Sheet, sheet_id)
    if row is None:
        raise UserError(_("This sheet is no longer there. It may have been removed or undone."))
    return row


def open_sheet(office: Office, group_id: int, resident_id: int) -> SheetInfo | None:
    """The open sheet of a resident in a group. Raises ``UserError`` for those without the right."""
    with office.store.read() as session:
        group = known.allowed(session, office, group_id)
        row = session.scalar(_open(group_id, resident_id))
        return _plain(row, group) if row else None


def _open(group_id: int, resident_id: int) -> Any:
    return select(Sheet).where(
        Sheet.group_id == group_id, Sheet.resident_id == resident_id, Sheet.until.is_(None)
    )


def form_values(group: GroupInfo, sheet: SheetInfo | None) -> dict[str, object]:
    """What the form of a sheet shows; a new one begins today."""
    if sheet is None:
        return unpack(group.asked, {}) | {"since": clock.today(), "note": ""}
    return unpack(group.asked, sheet.entries) | {"since": sheet.since, "note": sheet.note}


def keep(office: Office, group_id: int, resident_id: int, values: Mapping[str, object]) -> int:
    """Keep the open sheet of a resident in a group, making it if there is none. Gives its id.

    ``values`` are the boxes of the group by key, ``since`` and ``note``. Raises ``Invalid`` or ``UserError``.
    """
    group = known.group(office, group_id)
    name = office.people.person(resident_id).name
    with office.store.write(_label(group, _("Sheet {group} of {name}"), name)) as session:
        row = session.scalar(_open(group_id, resident_id))
        row = row or Sheet(group_id=group_id, resident_id=resident_id, entries={})
        row.since = _day(values.get("since"))
        row.note = str(values.get("note") or "")
        row.entries = pack(group.fields, values, row.entries)
        _refuse(row)
        session.add(row)
        session.flush()
        return row.id


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _refuse(row: Sheet) -> None:
    if row.since and row.since > clock.today():
        raise Invalid({"since": _("This day lies in the future.")})


def end(office: Office, sheet_id: int, until: date | None, why: str) -> None:
    """Close a sheet from ``until`` on; it stays in the history. Raises ``Invalid`` at ``until`` or ``why``."""
    sheet = read(office, sheet_id)
    _refuse_end(sheet.since, until, why)
    name = office.people.person(sheet.resident_id).name
    with office.store.write(_label(sheet.group, _("End {group} of {name}"), name)) as session:
        row = _present(session, sheet_id)
        row.until, row.why_ended = until, why.strip()


def _refuse_end(since: date | None, until: date | None, why: str) -> None:
    problems = {}
    if until is None:
        problems["until"] = _("Say from which day on.")
    elif until > clock.today():
        problems["until"] = _("This day lies in the future.")
    elif since and until < since:
        problems["until"] = _("This day lies before the beginning.")
    if not why.strip():
        problems["why"] = _("Say why.")
    if problems:
        raise Invalid(problems)


def correct_end(
    office: Office,
    sheet_id: int,
    since: date | None,
    until: date | None,
    why: str,
    *,
    open_again: bool = False,
) -> None:
    """Put the days and the reason of an ended sheet right; ``open_again`` takes the end back.

    Raises ``Invalid`` at ``since``, ``until``, ``why`` or ``open_again``, where there is a new sheet already.
    """
    sheet = read(office, sheet_id)
    if not open_again:
        _refuse_end(since, until, why)
    elif open_sheet(office, sheet.group.id, sheet.resident_id) is not None:
        raise Invalid({"open_again": _("There is a newer sheet already: they are in the group again.")})
    name = office.people.person(sheet.resident_id).name
    label = _label(sheet.group, _("Correct the end of {group} of {name}"), name)
    with office.store.write(label) as session:
        row = _present(session, sheet_id)
        row.since = since
        row.until, row.why_ended = (None, "") if open_again else (until, why.strip())
        _refuse(row)


def put_many(office: Office, group_id: int, resident_ids: Sequence[int], since: date) -> int:
    """Put these residents into a group as one action. Gives how many were not in it before; they need no more."""
    if since > clock.today():
        raise Invalid({"since": _("This day lies in the future.")})
    group = known.group(office, group_id)
    with office.store.read() as session:
        there: set[int] = set()
        for start in range(0, len(resident_ids), _PER_QUERY):
            part = list(resident_ids[start : start + _PER_QUERY])
            query = select(Sheet.resident_id).where(Sheet.group_id == group_id, Sheet.until.is_(None))
            there.update(session.scalars(query.where(Sheet.resident_id.in_(part))))
    new = [number for number in dict.fromkeys(resident_ids) if number not in there]
    if not new:
        return 0
    with office.store.write(
        _label(group, _("Put {name} into {group}"), _("{n} people").format(n=len(new)))
    ) as session:
        rows = [{"group_id": group_id, "resident_id": i, "since": since, "entries": {}} for i in new]
        session.execute(insert(Sheet), rows)
    return len(new)


def _label(group: GroupInfo, words: str, name: str) -> str:
    if group.restricted:
        return _("Work on a restricted sheet")
    return words.format(group=group.name, name=name)
