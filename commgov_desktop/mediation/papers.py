"""The papers of a mediation file, in the order of the folder."""

from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.mediation import agreement_papers, folder_papers, opening_papers, session_papers
from commgov_desktop.mediation.paper_parts import ABOUT

PAPERS: tuple[PaperKind, ...] = (
    PaperKind("mediation-cover", folder_papers.COVER, ABOUT, folder_papers.cover),
    PaperKind("mediation-contents", folder_papers.CONTENTS, ABOUT, folder_papers.contents),
    PaperKind("mediation-application", opening_papers.APPLICATION, ABOUT, opening_papers.application),
    PaperKind("mediation-acceptance", opening_papers.ACCEPTANCE, ABOUT, opening_papers.acceptance),
    PaperKind("mediation-rights", opening_papers.RIGHTS, ABOUT, opening_papers.rights),
    PaperKind(
        "mediation-investigation",
        session_papers.INVESTIGATION,
        "mediation_investigations",
        session_papers.investigation_record,
    ),
    PaperKind(
        "mediation-session", session_papers.SESSION, "mediation_sessions", session_papers.session_record
    ),
    PaperKind("mediation-agreement", agreement_papers.WRITTEN, ABOUT, agreement_papers.written),
    PaperKind("mediation-oral", agreement_papers.ORAL, ABOUT, agreement_papers.oral),
    PaperKind(
        "mediation-follow-up",
        session_papers.FOLLOW_UP,
        "mediation_follow_ups",
        session_papers.follow_up_record,
    ),
    PaperKind("mediation-confirmation", agreement_papers.CONFIRMATION, ABOUT, agreement_papers.confirmation),
    PaperKind("mediation-remarks", folder_papers.REMARKS, ABOUT, folder_papers.remarks),
)


def paper(key: str) -> PaperKind:
    """The kind of paper with this key."""
    return next(kind for kind in PAPERS if kind.key == key)
