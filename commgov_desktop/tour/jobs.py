"""The jobs of the day in their order, each with the most steps that a clerk should need."""

from collections.abc import Callable
from functools import partial

from commgov_desktop.i18n import _
from commgov_desktop.tour import beginning, counter, dispute, evening, morning
from commgov_desktop.tour.day import Day

Play = Callable[[], object]


def jobs_of(day: Day) -> list[tuple[str, int, Play]]:
    """Every job: its name, the most steps it may take (0: none is set), and how it is played."""
    return [
        (_("First start of a new office"), 0, partial(beginning.first_start, day)),
        (_("Unlock"), 0, day.unlock),
        (_("Take in an unknown roster of 2,000 rows"), 8, partial(morning.take_in, day)),
        (_("Undo the import and do it again"), 0, partial(morning.take_back, day)),
        (_("Find a resident of building 3 from anywhere"), 4, partial(morning.find, day)),
        (_("Move a building to another grid"), 0, partial(morning.move_building, day)),
        (_("Another grid worker from today on"), 0, partial(morning.change_worker, day)),
        (_("Open a mediation case between two residents"), 12, partial(dispute.open_case, day)),
        (_("Record the mediation"), 0, partial(dispute.record_session, day)),
        (_("The agreement of that case, printed"), 10, partial(dispute.agree, day)),
        (_("Tick a task with a photo as proof"), 5, partial(counter.tick, day)),
        (_("Certificate of residence, numbered and printed"), 9, partial(counter.certify, day)),
        (_("Refuse what the community does not certify, with the slip"), 0, partial(counter.refuse, day)),
        (_("Public posting of a list of names, masked"), 10, partial(counter.post, day)),
        (_("A superior's empty table filled from a filter"), 9, partial(morning.fill_form, day)),
        (_("New resident of an existing household"), 12, partial(counter.add_resident, day)),
        (_("Verified copy on the stick"), 3, partial(evening.back_up, day)),
        (_("The other screens"), 0, partial(evening.look_around, day)),
        (_("Every paper the program knows"), 0, partial(evening.print_all, day)),
        (_("Lock and unlock"), 0, day.lock),
    ]
