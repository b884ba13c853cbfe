"""More time, an end without an agreement, papers ticked into the folder, and the folder put away."""

from datetime import date

from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import forms
from commgov_desktop.mediation.agreements import FiledPaper
from commgov_desktop.mediation.keeping import (
    Values,
    after_acceptance,
    case_of,
    label_of,
    present,
    put,
    refuse,
)
from commgov_desktop.mediation.models import REACHED
from commgov_desktop.store.record import Record


def extend(office: Office, case_id: int, values: Values) -> None:
    """Give the mediation more time, if every side agrees (Ningbo Art. 27)."""
    with office.store.write(label_of(_("Extend the time"), office, case_id)) as session:
        put(case_of(session, case_id), values, forms.EXTENSION)


def end(office: Office, case_id: int, values: Values) -> None:
    """End without an agreement; the parties were told their other routes (人民调解法 Art. 26)."""
    with office.store.write(label_of(_("End the mediation"), office, case_id)) as session:
        case = case_of(session, case_id)
        put(case, values, forms.ENDING)
        if case.outcome in REACHED:
            raise Invalid({"outcome": _("Register the agreement instead.")})
        after_acceptance("ended_on", case.ended_on, case)


def close(office: Office, case_id: int, day: date | None = None) -> None:
    """Bind the file and put it away. Raises ``UserError`` while the mediation still goes on."""
    with office.store.write(label_of(_("File the case"), office, case_id)) as session:
        case = case_of(session, case_id)
        if not case.outcome:
            raise UserError(_("Register the agreement or the end of the mediation before filing."))
        case.closed_on = day or clock.today()
        case.filed_by = case.filed_by or office.account.name
        refuse(case, ())


def reopen(office: Office, case_id: int) -> None:
    """Take a filed case out again, or go on with a mediation that had ended without an agreement."""
    with office.store.write(label_of(_("Reopen the case"), office, case_id)) as session:
        case = case_of(session, case_id)
        if case.closed_on is None and case.outcome not in REACHED:
            case.outcome, case.ended_on, case.end_reason = "", None, ""
        case.closed_on = None


def tick(office: Office, case_id: int, item: str, title: str, on: bool) -> None:
    """Note that a paper lies in the folder, or that it does not."""
    words = _("In the folder: {paper}") if on else _("Not in the folder: {paper}")
    with office.store.write(label_of(words.format(paper=title), office, case_id)) as session:
        query = select(FiledPaper).where(FiledPaper.case_id == case_id, FiledPaper.item == item)
        row = session.scalar(query)
        if on and row is None:
            session.add(FiledPaper(case_id=case_id, item=item, filed_on=clock.today()))
        elif row is not None and not on:
            session.delete(row)


def remove_entry(office: Office, model: type[Record], record_id: int, label: str, case_id: int) -> None:
    """Take a session, an inquiry, a performance, a follow-up or a court request out of the file."""
    with office.store.write(label_of(label, office, case_id)) as session:
        session.delete(present(session, model, record_id))
