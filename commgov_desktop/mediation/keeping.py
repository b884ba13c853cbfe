"""How a filled-in form becomes a kept record of a case: checked, dated, named in the list of actions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Section
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import forms
from commgov_desktop.mediation.models import MediationCase
from commgov_desktop.store.record import Record

Values = Mapping[str, object]
"""What a form holds, by the names of its boxes."""
R = TypeVar("R", bound=Record)


def keep(
    session: Session,
    model: type[R],
    record_id: int | None,
    case: MediationCase,
    values: Values,
    form: Sequence[Section],
    day: str,
) -> int:
    """Keep one entry of a case: a new one without ``record_id``. ``day`` names the box that may not lie before acceptance."""
    row = present(session, model, record_id) if record_id else model(case_id=case.id)
    put(row, values, form)
    if day:
        after_acceptance(day, getattr(row, day), case)
    session.add(row)
    session.flush()
    return row.id


def put(row: Record, values: Values, form: Sequence[Section]) -> None:
    """Put a form's values into a record and refuse what is missing or wrong. Raises ``Invalid``."""
    for name, value in values.items():
        setattr(row, name, value)
    refuse(row, form)


def refuse(row: Record, form: Sequence[Section]) -> None:
    """Raise ``Invalid`` with what the form requires and what the record itself says."""
    found = {
        box.name: _("Please fill in “{field}”.").format(field=_(box.label))
        for box in forms.boxes(form)
        if box.required and _empty(row, box.name)
    }
    if not found:
        found = row.problems(clock.today())
    if found:
        raise Invalid(found)


def _empty(row: Record, name: str) -> bool:
    value = getattr(row, name)
    return value in (None, "") or (isinstance(value, str) and not value.strip())


def after_acceptance(name: str, day: date | None, case: MediationCase) -> None:
    """Refuse a day before the case was accepted."""
    if day and day < case.accepted_on:
        words = _("This is before the case was accepted on {day}.").format(day=case.accepted_on.isoformat())
        raise Invalid({name: words})


def case_of(session: Session, case_id: int) -> MediationCase:
    """The case with this id. Raises ``UserError`` when it is gone."""
    return present(session, MediationCase, case_id)


def present(session: Session, model: type[R], record_id: int) -> R:
    """The record with this id. Raises ``UserError`` when it is gone."""
    row = session.get(model, record_id)
    if row is None:
        raise UserError(_("This record is no longer there. It may have been removed or undone."))
    return row


def label_of(words: str, office: Office, case_id: int) -> str:
    """What undo calls the action: its words and the number of the case."""
    with office.store.read() as session:
        number = session.scalar(select(MediationCase.number).where(MediationCase.id == case_id))
    return f"{words} · {number}" if number else words
