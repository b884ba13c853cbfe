"""How long it takes to find everybody who was entered twice, and to change everybody at once and take it back."""

from benchmarks.figures import Figure, limit, seconds
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.bulk import changing, wishes
from commgov_desktop.roster.bulk.wishes import ADD, SET, Wish
from commgov_desktop.roster.duplicates import entry, finder
from commgov_desktop.roster.duplicates.rules import Likeness
from commgov_desktop.roster.ledger import RESIDENTS

SCALE = 100_000
"""Residents for which the targets hold."""


def measure(office: Office, residents: int) -> list[Figure]:
    """The finder against reading the same people once, and a change of everybody with its undo."""
    read = seconds(lambda: _read(office))
    found: list[Likeness] = []
    spent = seconds(lambda: found.extend(finder.find_all(office.store)))
    return [
        Figure(
            f"duplicates among {residents:,} residents", spent, "s", limit(60, residents, SCALE), spent / read,
            "reading the same people once", f"{len(found)} pairs",
        ),
        *_bulk(office, residents),
    ]  # fmt: skip


def _read(office: Office) -> None:
    with office.store.read() as session:
        for _one in entry.everybody(session):
            pass


def _bulk(office: Office, residents: int) -> list[Figure]:
    ids = Listing(office.store, RESIDENTS).ids()
    boxes = {box.name: box for box in wishes.fields(office.store)}
    asked = [Wish(boxes["tags"], ADD, ["已核对"]), Wish(boxes["residence_kind"], SET, "2")]
    plans: list[changing.BulkPlan] = []
    planned = seconds(lambda: plans.append(changing.plan(office.store, ids, asked)))
    changed = seconds(lambda: changing.apply(office.store, plans[0]))
    undone = seconds(office.store.undo)
    return [
        Figure(f"preview of a change of {residents:,} people", planned, "s", limit(20, residents, SCALE)),
        Figure("that change", changed, "s", limit(60, residents, SCALE)),
        Figure("its undo", undone, "s", limit(60, residents, SCALE)),
    ]
