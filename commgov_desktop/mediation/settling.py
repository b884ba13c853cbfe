"""Keeps what happens on the way: inquiries, sessions, the agreement, its performance, follow-ups, the court."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import forms
from commgov_desktop.mediation.agreements import Agreement, Confirmation, FollowUp, Performance
from commgov_desktop.mediation.keeping import Values, after_acceptance, case_of, keep, label_of, put, refuse
from commgov_desktop.mediation.models import FOLLOW_UP_DAYS, REACHED, MediationCase
from commgov_desktop.mediation.sittings import Investigation, MediationSession


def save_session(office: Office, case_id: int, session_id: int | None, values: Values) -> int:
    """Keep the record of a session. Refused once a side has refused mediation (人民调解法 Art. 17)."""
    with office.store.write(label_of(_("Record a session"), office, case_id)) as session:
        case = case_of(session, case_id)
        if session_id is None and case.outcome and case.outcome not in REACHED:
            raise UserError(
                _("This mediation has ended. Take the ending back first if the sides want to go on.")
            )
        return keep(session, MediationSession, session_id, case, values, forms.SESSION, "held_on")


def save_investigation(office: Office, case_id: int, investigation_id: int | None, values: Values) -> int:
    """Keep the record of an inquiry. Gives its id."""
    with office.store.write(label_of(_("Record an inquiry"), office, case_id)) as session:
        return keep(
            session,
            Investigation,
            investigation_id,
            case_of(session, case_id),
            values,
            forms.INVESTIGATION,
            "",
        )


def save_agreement(office: Office, case_id: int, values: Values) -> int:
    """Draft or correct the case's agreement; with ``perform_by`` what was agreed is to be done by that day.

    An oral one is in force the day it is reached (人民调解法 Art. 30), a written one when ``signed_on`` is
    given (Art. 29). Gives its id.
    """
    days = office.settings[FOLLOW_UP_DAYS]
    with office.store.write(label_of(_("Draft the agreement"), office, case_id)) as session:
        case = case_of(session, case_id)
        query = select(Agreement).where(Agreement.case_id == case_id)
        row = session.scalar(query) or Agreement(case_id=case_id)
        put(row, {k: v for k, v in values.items() if k != "perform_by"}, forms.AGREEMENT)
        after_acceptance("agreed_on", row.agreed_on, case)
        if row.form == "oral":
            row.signed_on = row.agreed_on
        session.add(row)
        session.flush()
        _plan_performance(session, row, values)
        _take_effect(case, row, days)
        return row.id


def agreement_values(office: Office, case_id: int) -> dict[str, object]:
    """The values of the agreement's form; empty when there is none."""
    with office.store.read() as session:
        row = session.scalar(select(Agreement).where(Agreement.case_id == case_id))
        if row is None:
            return {}
        kept = {b.name: getattr(row, b.name) for b in forms.boxes(forms.AGREEMENT) if b.name != "perform_by"}
        return kept | {
            "perform_by": session.scalar(_first_duty(case_id).with_only_columns(Performance.due_on))
        }


def sign_agreement(office: Office, case_id: int, day: date) -> None:
    """The parties and the mediator have signed and the committee has sealed: it is in force (Art. 29)."""
    days = office.settings[FOLLOW_UP_DAYS]
    with office.store.write(label_of(_("Agreement signed"), office, case_id)) as session:
        row = session.scalar(select(Agreement).where(Agreement.case_id == case_id))
        if row is None:
            raise UserError(_("Draft the agreement first."))
        row.signed_on = day
        refuse(row, ())
        _take_effect(case_of(session, case_id), row, days)


def _take_effect(case: MediationCase, row: Agreement, days: int) -> None:
    if row.signed_on is None:
        if case.outcome in REACHED:
            case.outcome, case.ended_on = "", None
        return
    case.outcome = "1" if row.form == "written" else "2"
    case.ended_on = row.signed_on
    case.end_reason = ""
    row.follow_up_on = row.follow_up_on or row.signed_on + timedelta(days=days)


def _first_duty(case_id: int) -> Any:
    return select(Performance).where(Performance.case_id == case_id).order_by(Performance.id).limit(1)


def _plan_performance(session: Session, row: Agreement, values: Values) -> None:
    day = values.get("perform_by")
    if not isinstance(day, date):
        return
    first: Performance | None = session.scalar(_first_duty(row.case_id))
    if first is None:
        what = row.way or row.time_limit or row.terms.splitlines()[0]
        session.add(Performance(case_id=row.case_id, due_on=day, what=what, amount=row.amount))
    elif first.done_on is None:
        first.due_on = day


def save_performance(office: Office, case_id: int, performance_id: int | None, values: Values) -> int:
    """Plan something that is to be done, or register that it was. Gives its id."""
    words = _("Record the performance") if values.get("done_on") else _("Plan a performance")
    with office.store.write(label_of(words, office, case_id)) as session:
        case = case_of(session, case_id)
        return keep(session, Performance, performance_id, case, values, forms.PERFORMANCE, "")


def save_follow_up(office: Office, case_id: int, follow_up_id: int | None, values: Values) -> int:
    """Keep the record of a follow-up. Gives its id."""
    with office.store.write(label_of(_("Record the follow-up"), office, case_id)) as session:
        case = case_of(session, case_id)
        return keep(session, FollowUp, follow_up_id, case, values, forms.FOLLOW_UP, "visited_on")


def save_confirmation(office: Office, case_id: int, confirmation_id: int | None, values: Values) -> int:
    """Keep the request for court confirmation and its ruling.

    Refused after 30 days from the agreement's taking effect (人民调解法 Art. 33) and for divorce, which the
    court does not confirm (民诉法解释 2022 Art. 355).
    """
    with office.store.write(label_of(_("Court confirmation"), office, case_id)) as session:
        case = case_of(session, case_id)
        row = session.scalar(select(Agreement).where(Agreement.case_id == case_id))
        if row is None or row.confirm_by is None:
            raise UserError(_("There is no agreement in force that a court could confirm."))
        if case.sub_kind == "0101":
            raise UserError(_("A court does not confirm agreements on marriage or parentage itself."))
        asked = values.get("applied_on")
        if isinstance(asked, date) and asked > row.confirm_by:
            words = _("The last day to ask the court was {day}.").format(day=row.confirm_by.isoformat())
            raise Invalid({"applied_on": words})
        return keep(session, Confirmation, confirmation_id, case, values, forms.CONFIRMATION, "")
