"""What can be asked of the people who had a dispute: who stood on a side of a case, of which kind, and when."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop.i18n import N_
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.ledger import own
from commgov_desktop.ledger.question_facts import Fact, Through
from commgov_desktop.mediation.models import MediationCase, MediationSide

SECTION = N_("What hangs on them")


def facts_of_people(_session: Session) -> Sequence[Fact]:
    """Cases in which they are a party or somebody's agent, by the reporting line of the dispute."""
    sides = Through(
        "id",
        lambda: (
            select(MediationSide.resident_id)
            .join(MediationCase, MediationCase.id == MediationSide.case_id)
            .where(MediationSide.resident_id.is_not(None))
        ),
    )
    kinds = codes.table("dispute_kinds")
    return (
        Fact("mediation_case", N_("dispute"), SECTION, "related", own("accepted_on", MediationCase),
             lambda: kinds.options(""), (sides,), own("dispute_kind", MediationCase)),
    )  # fmt: skip
