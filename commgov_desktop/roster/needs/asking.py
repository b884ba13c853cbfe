"""What can be asked of residents about their needs: an open need of a service, or a need in an area of the survey."""

from collections.abc import Sequence

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from commgov_desktop.i18n import N_
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.extra_facts import words
from commgov_desktop.ledger.ledger import own
from commgov_desktop.ledger.question_facts import Fact, Through
from commgov_desktop.roster.needs import services
from commgov_desktop.roster.needs.ledger import PENDING
from commgov_desktop.roster.needs.models import Need

SECTION = N_("What hangs on them")


def facts_of_people(session: Session) -> Sequence[Fact]:
    """Needs that still wait for something, by service; and every need, by area. Each with the day it was asked."""
    waiting = Through("id", lambda: select(Need.resident_id).where(Need.state.in_(PENDING)))
    any_need = Through("id", lambda: select(Need.resident_id))
    offered = words([(str(one.id), one.name) for one in services.read(session, retired=True)])
    return (
        Fact("open_need", N_("need not yet met"), SECTION, "related", own("asked_on", Need), offered, (waiting,),
             lambda: cast(Need.service_id, String)),
        Fact("need", N_("need, by area"), SECTION, "related", own("asked_on", Need), codes.choices("need_areas"),
             (any_need,), own("area", Need)),
    )  # fmt: skip
