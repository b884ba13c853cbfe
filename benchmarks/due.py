"""What the page of today asks of every ledger when a clerk opens it."""

from statistics import median

from benchmarks.figures import Figure, seconds
from commgov_desktop import catalog
from commgov_desktop.ledger.office import Office

ROUNDS = 3


def measure(office: Office) -> list[Figure]:
    """How long all ledgers together take to say what is due, and the one that takes longest."""
    found = []
    for due in catalog.DUES:
        spent = median(seconds(lambda: due(office)) for _round in range(ROUNDS))  # noqa: B023 - called at once
        found.append((spent, due.__module__.removeprefix("commgov_desktop.")))
    most, who = max(found)
    whole = sum(spent for spent, _who in found)
    return [Figure("what is due today, of all ledgers", whole, "s", detail=f"{most:.2f} s of it {who}")]
