"""The ten lines of 五必查、五必访 as this clerk sees them: shipped empty, filled in, put in order, used or not."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock, paths
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties.models import CHECK, VisitDuty
from commgov_desktop.roster.groups import known
from commgov_desktop.roster.groups.models import Group
from commgov_desktop.store.store import Store

KINDS = {CHECK: N_("Must-check"), "visit": N_("Must-visit")}
PARTS = {CHECK: N_("Five checks"), "visit": N_("Five visits")}
ALL = N_("Five checks, five visits")


@dataclass(frozen=True)
class DutyInfo:
    """One line in plain values. ``number`` counts within its kind, from 1; ``group`` is the name, empty for none."""

    id: int
    kind: str
    number: int
    name: str
    group_id: int | None
    group: str
    every_days: int | None
    since: date | None
    active: bool
    basis: str
    verified: bool

    @property
    def words(self) -> str:
        """What it is called; an empty slot says that it waits."""
        return self.name or _("{kind} {n}, not filled in yet").format(kind=_(KINDS[self.kind]), n=self.number)


def install(session: Session) -> None:
    """Give an office the ten slots; one that has them keeps its own."""
    if session.scalar(select(VisitDuty.id).limit(1)) is not None:
        return
    with paths.resources("catalogues", "visit_duties.toml").open("rb") as file:
        lines: list[dict[str, Any]] = tomllib.load(file)["duties"]
    session.add_all(VisitDuty(position=position, **line) for position, line in enumerate(lines))


def complete(store: Store) -> None:
    """An office of an earlier release gets the slots when it is first opened with this one."""
    with store.read() as session:
        if session.scalar(select(VisitDuty.id).limit(1)) is not None:
            return
    with store.write(_("Make room for the five checks and five visits"), final=True) as session:
        install(session)


def seen(session: Session, office: Office) -> list[DutyInfo]:
    """The lines, without those about a group whose people this clerk may not see."""
    hidden = set(known.hidden_ids(session, office))
    query = select(VisitDuty, Group.name).outerjoin(Group, Group.id == VisitDuty.group_id)
    found: list[DutyInfo] = []
    counted = dict.fromkeys(KINDS, 0)
    for row, group in session.execute(query.order_by(VisitDuty.kind, VisitDuty.position, VisitDuty.id)):
        counted[row.kind] += 1
        if row.group_id not in hidden:
            found.append(_plain(row, counted[row.kind], group or ""))
    return found


def _plain(row: VisitDuty, number: int, group: str) -> DutyInfo:
    return DutyInfo(
        row.id, row.kind, number, row.name, row.group_id, group, row.every_days, row.since, row.active, row.basis,
        row.verified,
    )  # fmt: skip


def working(session: Session, office: Office) -> list[DutyInfo]:
    """The lines that are asked now."""
    used = {group.id for group in known.seen(session, office)}
    return [duty for duty in seen(session, office) if duty.active and duty.group_id in used]


def duties(office: Office, *, all_: bool = False) -> list[DutyInfo]:
    """The lines that are asked now; with ``all_`` empty and unused ones too."""
    with office.store.read() as session:
        return seen(session, office) if all_ else working(session, office)


def one(office: Office, duty_id: int) -> DutyInfo:
    """One line. Raises ``UserError`` when it is gone or not for this clerk."""
    with office.store.read() as session:
        found = next((duty for duty in seen(session, office) if duty.id == duty_id), None)
    if found is None:
        raise UserError(_("This line is no longer there, or not for you."))
    return found


def keep(office: Office, duty_id: int | None, values: Mapping[str, object]) -> int:
    """Keep a line, as a new one without an id. Gives its id. Raises ``Invalid`` at its boxes."""
    group = values.get("group_id")
    if group:
        known.group(office, int(str(group)))
    with office.store.write(_("Change the five checks and five visits")) as session:
        row = session.get(VisitDuty, duty_id) if duty_id is not None else None
        if row is None:
            row = VisitDuty(position=(session.scalar(select(func.max(VisitDuty.position))) or 0) + 1)
        row.kind = str(values.get("kind") or row.kind or CHECK)
        row.name, row.basis = (str(values.get(name) or "").strip() for name in ("name", "basis"))
        row.group_id = int(str(group)) if group else None
        row.every_days = values.get("every_days")  # type: ignore[assignment]
        row.active, row.verified = bool(values.get("active")), bool(values.get("verified"))
        since = values.get("since")
        row.since = since if isinstance(since, date) else clock.today() if row.active else None
        if problems := row.problems(clock.today()):
            raise Invalid(problems)
        session.add(row)
        session.flush()
        return row.id


def use(office: Office, duty_id: int, active: bool) -> None:
    """Ask a line no longer, or again. Raises ``Invalid`` when it is not filled in."""
    with office.store.write(_("Change the five checks and five visits")) as session:
        row = session.get_one(VisitDuty, duty_id)
        row.active = active
        if active and row.since is None:
            row.since = clock.today()
        if problems := row.problems(clock.today()):
            raise Invalid(problems)


def move(office: Office, duty_id: int, by: int) -> None:
    """Move a line up (-1) or down (1) among those of its kind."""
    with office.store.write(_("Change the five checks and five visits")) as session:
        kind = session.get_one(VisitDuty, duty_id).kind
        mine = select(VisitDuty).where(VisitDuty.kind == kind)
        rows = list(session.scalars(mine.order_by(VisitDuty.position, VisitDuty.id)))
        at = next(n for n, row in enumerate(rows) if row.id == duty_id)
        rows.insert(min(max(0, at + by), len(rows) - 1), rows.pop(at))
        for position, row in enumerate(rows):
            row.position = position


def with_group(session: Session, values: Mapping[str, object]) -> dict[str, object]:
    """The values of a visit; one for a line about a restricted group counts for that group, and is hidden with it."""
    duty = session.get(VisitDuty, int(str(values["duty_id"]))) if values.get("duty_id") else None
    group = session.get(Group, duty.group_id) if duty is not None and duty.group_id else None
    more = {"group_id": str(group.id)} if group is not None and group.restricted else {}
    return {**values, **more}
