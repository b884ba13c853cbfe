"""What a clerk does with situation reports: write one down, report it, close it; and which of them they may see."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.errors import UserError
from commgov_desktop.grids.situations import ledger
from commgov_desktop.grids.situations.ledger import KINDS, REPORTS
from commgov_desktop.grids.situations.models import SituationKind, SituationReport
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.book import refuse_problems
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office


@dataclass(frozen=True)
class Kind:
    """A line of 六必报 in plain values."""

    id: int
    name: str
    hours: int | None
    report_to: str
    restricted: bool


def kinds(office: Office, also: int | None = None) -> list[Kind]:
    """The lines that are filled in and in use and that this clerk may see; ``also`` is one that stands anyway."""
    able = office.account.may_see_restricted
    with office.store.read() as session:
        rows = session.scalars(select(SituationKind).order_by(SituationKind.position, SituationKind.id))
        return [
            Kind(row.id, row.name, row.hours, row.report_to, row.restricted)
            for row in rows
            if row.id == also or (row.name and not row.retired and (able or not row.restricted))
        ]


def reports_of(office: Office, also: int | None = None) -> Ledger:
    """The reports this clerk may see, with the kinds to choose from."""
    able = office.account.may_see_restricted
    offered = [(str(kind.id), kind.name) for kind in kinds(office, also)]
    kind = Field(
        "kind_id", ledger.KIND.label, "choice", choices=lambda: offered, hint=N_("Empty: another situation")
    )

    def load(session: Session, report: SituationReport) -> dict[str, object]:
        shown = ledger.load(session, report)
        return shown | {"kind_id": str(report.kind_id) if report.kind_id else None}

    return dataclasses.replace(
        REPORTS,
        form=ledger.form(kind),
        load=load,
        scope=None if able else REPORTS.scope,
        find=ledger.find if able else REPORTS.find,
    )


def listing_of(office: Office) -> Listing:
    """The list with whole names for those with full rights, masked for everybody else."""
    return Listing(office.store, reports_of(office), full=office.account.may_see_restricted)


def keep(office: Office, report_id: int | None, values: Mapping[str, object], label: str = "") -> int:
    """Keep a report. Gives its id. Raises ``Invalid``, or ``UserError`` for those without the right to its kind."""
    with office.store.read() as session:
        before = session.get(SituationReport, report_id) if report_id is not None else None
        if report_id is not None and before is None:
            raise _gone()
        touched = {before.kind_id if before else None, _number(values.get("kind_id"))}
        restricted = True in [_restricted(session, office, number) for number in touched]
        name = before.number if before else ""
    words = label or (
        _("Edit the report {number}").format(number=name) if name else _("Write down a situation report")
    )
    with office.store.write(_("Work on a restricted report") if restricted else words) as session:
        report = session.get(SituationReport, report_id) if report_id is not None else SituationReport()
        if report is None:
            raise _gone()
        ledger.store(session, report, values)
        refuse_problems(REPORTS, report)
        session.add(report)
        session.flush()
        return report.id


def change(office: Office, report_id: int, values: Mapping[str, object], label: str) -> None:
    """Alter a few boxes of a report: it was reported, it is closed."""
    keep(office, report_id, values_of(office, report_id) | dict(values), label)


def values_of(office: Office, report_id: int) -> dict[str, object]:
    """What the form shows of a report. Raises ``UserError`` when it is gone or not for this clerk."""
    with office.store.read() as session:
        return ledger.load(session, allowed(session, office, report_id))


def remove(office: Office, report_id: int) -> None:
    """Take a report away; it can be undone. Raises ``UserError`` for those without the right to its kind."""
    with office.store.read() as session:
        report = allowed(session, office, report_id)
        restricted = _restricted(session, office, report.kind_id)
        name = report.number
    label = _("Work on a restricted report") if restricted else _("Remove {name}").format(name=name)
    with office.store.write(label) as session:
        session.delete(session.get_one(SituationReport, report_id))


def allowed(session: Session, office: Office, report_id: int) -> SituationReport:
    """A report inside an open read. Raises ``UserError`` when it is gone, or restricted and not for this clerk."""
    report = session.get(SituationReport, report_id)
    if report is None:
        raise _gone()
    _restricted(session, office, report.kind_id)
    return report


def _restricted(session: Session, office: Office, kind_id: int | None) -> bool:
    kind = session.get(SituationKind, kind_id) if kind_id is not None else None
    if kind is not None and kind.restricted and not office.account.may_see_restricted:
        raise UserError(_("Reports of this kind are restricted. Ask the chair."))
    return kind is not None and kind.restricted


def _gone() -> UserError:
    return UserError(_("This report is no longer there. It may have been removed or undone."))


def _number(value: Any) -> int | None:
    return int(str(value)) if value else None


def keep_kind(office: Office, kind_id: int | None, values: Mapping[str, object]) -> int:
    """Word a line of the list anew, or add one. Gives its id.

    Raises ``Invalid``, or ``UserError`` for those without the right who would open or make a restricted line.
    """
    _refuse_restricted_line(office, kind_id, bool(values.get("restricted")))
    if kind_id is None and not values.get("position"):
        with office.store.read() as session:
            last = max(session.scalars(select(SituationKind.position)), default=0)
        values = dict(values) | {"position": last + 1}
    return office.book.save(KINDS, kind_id, values)


def remove_kind(office: Office, kind_id: int) -> None:
    """Take a line away; refused while reports stand under it. Can be undone."""
    _refuse_restricted_line(office, kind_id, False)
    office.book.remove(KINDS, kind_id)


def _refuse_restricted_line(office: Office, kind_id: int | None, wanted: bool) -> None:
    with office.store.read() as session:
        known = session.get(SituationKind, kind_id) if kind_id is not None else None
        restricted = wanted or (known is not None and known.restricted)
    if restricted and not office.account.may_see_restricted:
        raise UserError(_("Only the chair may change a restricted kind of situation."))


def people_of(office: Office, report_id: int) -> Sequence[tuple[int, str]]:
    """The residents whom a report concerns: id and name."""
    with office.store.read() as session:
        ids = [person.resident_id for person in allowed(session, office, report_id).people]
        found = session.execute(
            select(ledger.PEOPLE.c.id, ledger.PEOPLE.c.name).where(ledger.PEOPLE.c.id.in_(ids))
        )
        names = {number: name for number, name in found}  # noqa: C416
    return [(number, names[number]) for number in ids if number in names]
