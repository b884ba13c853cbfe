"""The made-up papers of the practice community."""

import random

from commgov_desktop.desk import certificates, kinds, notices, practice
from commgov_desktop.desk.ledger import CERTIFICATES
from commgov_desktop.documents import rendering
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office


def test_practice_papers_print_and_number_on_without_a_gap(desk: Office) -> None:
    with desk.store.write("practice") as session:
        ids = practice.fill(session, random.Random(7), [1, 2, 3], 30)
    assert len(ids) == Listing(desk.store, CERTIFICATES).count() == 30
    for number in ids:
        if certificates.line(desk, number).state != "voided":
            assert (
                rendering.page_count(certificates.paper(desk, number))
                == certificates.line(desk, number).copies
            )
    residence = next(kind for kind in kinds.kinds(desk) if kind.name == "居住证明")
    done = sum(certificates.line(desk, i).kind == "居住证明" for i in ids)
    assert certificates.number_ahead(desk, residence.id) == f"沙居证〔2026〕第{done + 1}号"
    assert notices.due(desk)
