"""What is overdue, due today, this week and later this month, in that order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commgov_desktop import clock
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import Office

Report = Callable[[Office], list[Due]]


@dataclass(frozen=True)
class Agenda:
    """The lines of the page, each group by day."""

    overdue: Sequence[Due]
    today: Sequence[Due]
    week: Sequence[Due]
    later: Sequence[Due]
    """From next Monday on, for the next thirty days."""

    @property
    def count(self) -> int:
        """How many things are to be done up to the end of this week."""
        return len(self.overdue) + len(self.today) + len(self.week)

    def groups(self) -> list[tuple[str, Sequence[Due]]]:
        """Headings with their lines, empty groups left out."""
        named = (
            (_("Overdue"), self.overdue),
            (_("Today"), self.today),
            (_("This week"), self.week),
            (_("Next thirty days"), self.later),
        )
        return [(name, lines) for name, lines in named if lines]


def agenda(office: Office, reports: Iterable[Report]) -> Agenda:
    """Ask every ledger what is due and put it in order."""
    today = clock.today()
    sunday = today + timedelta(days=6 - today.weekday())
    lines = sorted(line for report in reports for line in report(office))
    return Agenda(
        [line for line in lines if line.day < today],
        [line for line in lines if line.day == today],
        [line for line in lines if today < line.day <= sunday],
        [line for line in lines if sunday < line.day <= today + timedelta(days=30)],
    )


def words_and_tone(day: date) -> tuple[str, str]:
    """How near a day is, in words, with the tone of its chip: 逾期 2 天, 今天, 还有 3 天."""
    left = (day - clock.today()).days
    if left < 0:
        return ngettext("{n} day overdue", "{n} days overdue", -left).format(n=-left), "red"
    if left == 0:
        return _("Due today"), "amber"
    return ngettext("{n} day left", "{n} days left", left).format(n=left), "grey"
