"""Takes up a case and keeps its facts, its sides and its mediators; each step is one action."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import _
from commgov_desktop.ledger.numbering import next_serial
from commgov_desktop.ledger.office import MARK, Office, SettingRow
from commgov_desktop.mediation import forms, spelling
from commgov_desktop.mediation.keeping import Values, case_of, label_of, present, put, refuse
from commgov_desktop.mediation.mediators import CaseMediator, Mediator
from commgov_desktop.mediation.models import DAYS, NUMBER_FORM, MediationCase, MediationSide
from commgov_desktop.settings import Setting

T = TypeVar("T", str, int, bool)


def open_case(
    office: Office,
    values: Values,
    sides: Sequence[Values],
    mediators: Sequence[int] = (),
    recorder: int | None = None,
) -> int:
    """Take up a dispute: the next number of the year, its sides and its mediators. Gives the case's id.

    ``values`` are those of ``forms.CASE``; each side has ``side``, ``role`` and the facts of its form.
    Raises ``Invalid`` with what is missing; then no number was used.
    """
    with office.store.write(_("Open the case of {names}").format(names=_parties(sides))) as session:
        case = MediationCase()
        fill_in(session, case, values)
        refuse(case, forms.CASE)
        session.add(case)
        session.flush()
        for position, side in enumerate(sides):
            _put_side(session, case.id, MediationSide(position=position), side)
        _name_parties(session, case)
        _assign(session, case.id, mediators, recorder)
        return case.id


def save_case(office: Office, case_id: int, values: Values) -> None:
    """Correct the facts of a case. Its number and year stay."""
    with office.store.write(label_of(_("Edit the case"), office, case_id)) as session:
        case = case_of(session, case_id)
        fill_in(session, case, values)
        refuse(case, forms.CASE)
        if case.accepted_on.year != case.year:
            raise Invalid({"accepted_on": _("The number belongs to {year}.").format(year=case.year)})


def case_values(office: Office, case_id: int) -> dict[str, object]:
    """The values of the acceptance form."""
    with office.store.read() as session:
        case = case_of(session, case_id)
        return {box.name: getattr(case, box.name) for box in forms.boxes(forms.CASE)}


def fill_in(session: Session, case: MediationCase, values: Values) -> None:
    """Put the acceptance form into a case; a new one gets the next number of its year (setting: mark, form)."""
    before = case.accepted_on
    for name, value in values.items():
        setattr(case, name, value)
    case.accepted_on = case.accepted_on or clock.today()
    if case.accepted_on != before:
        case.count_days(_set(session, DAYS))
    if case.serial is None:
        case.year = case.accepted_on.year
        case.serial = next_serial(session, MediationCase.serial, year=(MediationCase.year, case.year))
        case.number = _number(session, case)


def _number(session: Session, case: MediationCase) -> str:
    parts = {"{year}": case.year, "{mark}": _set(session, MARK), "{serial}": case.serial}
    number = _set(session, NUMBER_FORM)
    for place, value in parts.items():
        number = number.replace(place, str(value))
    return number


def _set(session: Session, setting: Setting[T]) -> T:
    kept = session.scalar(select(SettingRow.value).where(SettingRow.key == setting.key))
    return kept if isinstance(kept, type(setting.default)) else setting.default


def save_side(office: Office, case_id: int, side_id: int | None, values: Values) -> int:
    """Add a party or an agent, or correct one. Gives its id."""
    name = str(values.get("name") or "")
    words = _("Add {name}") if side_id is None else _("Edit {name}")
    with office.store.write(label_of(words.format(name=name), office, case_id)) as session:
        case = case_of(session, case_id)
        row = session.get(MediationSide, side_id) if side_id else None
        row = row or MediationSide(position=_next_position(session, case_id))
        _put_side(session, case_id, row, values)
        _name_parties(session, case)
        return row.id


def remove_side(office: Office, side_id: int) -> None:
    """Take a party or an agent out of its case."""
    with office.store.read() as session:
        row = session.get(MediationSide, side_id)
        name, case_id = (row.name, row.case_id) if row else ("", 0)
    with office.store.write(label_of(_("Take out {name}").format(name=name), office, case_id)) as session:
        session.delete(present(session, MediationSide, side_id))
        session.flush()
        _name_parties(session, case_of(session, case_id))


def _put_side(session: Session, case_id: int, row: MediationSide, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.case_id = case_id
    refuse(row, ())
    session.add(row)
    session.flush()


def _next_position(session: Session, case_id: int) -> int:
    query = select(MediationSide.position).where(MediationSide.case_id == case_id)
    return max(session.scalars(query), default=-1) + 1


def _parties(sides: Sequence[Values]) -> str:
    by_letter: dict[str, list[str]] = {}
    for side in sides:
        if side.get("role") != "agent":
            by_letter.setdefault(str(side.get("side") or "A"), []).append(str(side.get("name") or ""))
    return " — ".join("、".join(names) for _letter, names in sorted(by_letter.items()))


def _name_parties(session: Session, case: MediationCase) -> None:
    query = select(MediationSide.side, MediationSide.role, MediationSide.name)
    rows = session.execute(query.where(MediationSide.case_id == case.id).order_by(MediationSide.position))
    plain = [{"side": side, "role": role, "name": name} for side, role, name in rows]
    case.parties = _parties(plain)
    case.parties_keys = spelling.keys(str(p["name"]) for p in plain)


def assign(office: Office, case_id: int, mediators: Sequence[int], recorder: int | None) -> None:
    """Choose who mediates and who writes the record (人民调解法 Art. 19)."""
    with office.store.write(label_of(_("Choose the mediators"), office, case_id)) as session:
        _assign(session, case_id, mediators, recorder)


def _assign(session: Session, case_id: int, mediators: Sequence[int], recorder: int | None) -> None:
    for row in session.scalars(select(CaseMediator).where(CaseMediator.case_id == case_id)):
        session.delete(row)
    staff = [(m, "mediator") for m in mediators] + ([(recorder, "recorder")] if recorder else [])
    for position, (mediator_id, duty) in enumerate(staff):
        session.add(CaseMediator(case_id=case_id, mediator_id=mediator_id, duty=duty, position=position))


def save_mediator(office: Office, mediator_id: int | None, values: Values) -> int:
    """Add somebody to the committee's list, or correct them. Gives the id."""
    words = _("Add {name}") if mediator_id is None else _("Edit {name}")
    with office.store.write(words.format(name=values.get("name") or "")) as session:
        row = present(session, Mediator, mediator_id) if mediator_id else Mediator()
        put(row, values, forms.MEDIATOR)
        session.add(row)
        session.flush()
        return row.id


def mediators(office: Office, *, all_of_them: bool = False) -> list[tuple[int, str]]:
    """The committee's mediators in office today (or all ever), as (id, name), the chair first."""
    today = clock.today()
    with office.store.read() as session:
        rows = session.scalars(select(Mediator).order_by(Mediator.post != "chair", Mediator.id))
        return [(m.id, m.name) for m in rows if all_of_them or m.until is None or m.until >= today]


def last_staff(office: Office) -> tuple[int | None, int | None]:
    """Who mediated and who wrote in the newest case, if they are still in office: offered for the next one."""
    sitting = dict(mediators(office))
    newest = select(func.max(MediationCase.id)).scalar_subquery()
    query = select(CaseMediator.duty, CaseMediator.mediator_id).where(CaseMediator.case_id == newest)
    with office.store.read() as session:
        found = {duty: i for duty, i in reversed(session.execute(query).all()) if i in sitting}
    first = next(iter(sitting), None)
    own = next((i for i, name in sitting.items() if name == office.account.name), None)
    return found.get("mediator", first), found.get("recorder", own)
