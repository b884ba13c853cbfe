"""What can be asked of the people who came to the desk: who was given which paper, and when."""

from collections.abc import Sequence

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from commgov_desktop.desk.models import ISSUED, Certificate, CertificateKind
from commgov_desktop.i18n import N_
from commgov_desktop.ledger.extra_facts import words
from commgov_desktop.ledger.ledger import own
from commgov_desktop.ledger.question_facts import Fact, Through

SECTION = N_("What hangs on them")


def facts_of_people(session: Session) -> Sequence[Fact]:
    """Certificates issued, by kind; voided and refused ones do not count."""
    kinds = session.execute(
        select(CertificateKind.id, CertificateKind.name).order_by(CertificateKind.id)
    ).all()
    issued = Through(
        "id",
        lambda: select(Certificate.resident_id).where(
            Certificate.resident_id.is_not(None), Certificate.state == ISSUED
        ),
    )
    offered = words([(str(number), name) for number, name in kinds])
    return (
        Fact("certificate", N_("certificate"), SECTION, "related", own("day", Certificate), offered, (issued,),
             lambda: cast(Certificate.kind_id, String)),
    )  # fmt: skip
