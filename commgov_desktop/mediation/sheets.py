"""Every sheet of a mediation folder by its key: what it is called, what it is about, and how it is laid out."""

from collections.abc import Callable
from dataclasses import dataclass

from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import (
    agreement_papers,
    closing_papers,
    folder_papers,
    opening_papers,
    session_papers,
)
from commgov_desktop.mediation.paper_parts import ABOUT

INQUIRIES, SESSIONS, VISITS = "mediation_investigations", "mediation_sessions", "mediation_follow_ups"


@dataclass(frozen=True)
class Sheet:
    """``lay_out(office, id)`` raises ``UserError`` naming the facts that are missing."""

    key: str
    title: str
    lay_out: Callable[[Office, int], FormSheet]
    about: str = ABOUT


SHEETS: tuple[Sheet, ...] = (
    Sheet("mediation-cover", folder_papers.COVER, folder_papers.cover),
    Sheet("mediation-contents", folder_papers.CONTENTS, folder_papers.contents),
    Sheet("mediation-application", opening_papers.APPLICATION, opening_papers.application),
    Sheet("mediation-acceptance", opening_papers.ACCEPTANCE, opening_papers.acceptance),
    Sheet("mediation-rights", opening_papers.RIGHTS, opening_papers.rights),
    Sheet(
        "mediation-investigation",
        session_papers.INVESTIGATION,
        session_papers.investigation_record,
        INQUIRIES,
    ),
    Sheet("mediation-session", session_papers.SESSION, session_papers.session_record, SESSIONS),
    Sheet("mediation-agreement", agreement_papers.WRITTEN, agreement_papers.written),
    Sheet("mediation-oral", agreement_papers.ORAL, agreement_papers.oral),
    Sheet("mediation-follow-up", session_papers.FOLLOW_UP, session_papers.follow_up_record, VISITS),
    Sheet("mediation-confirmation", agreement_papers.CONFIRMATION, agreement_papers.confirmation),
    Sheet("mediation-report", closing_papers.REPORT, closing_papers.report),
    Sheet("mediation-remarks", folder_papers.REMARKS, folder_papers.remarks),
    Sheet("mediation-back", folder_papers.BACK_COVER, folder_papers.back_cover),
)
"""In the order of the folder."""


def sheet(key: str) -> Sheet:
    """The sheet with this key."""
    return next(found for found in SHEETS if found.key == key)
