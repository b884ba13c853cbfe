"""Births, deaths, coming and going of a month, counted from the dated roster, so that the sum always adds up."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.ledger.episodes import Episode, as_of
from commgov_desktop.roster.history import HERE, Population, population_on
from commgov_desktop.roster.models import Resident

BORN, CAME, DIED, LEFT = "born", "came", "died", "left"


@dataclass(frozen=True)
class Month:
    """A month's change. ``moves`` counts by residence kind and by what happened."""

    first: date
    last: date
    """The last day counted: the end of the month, or today while it goes on."""
    before: Population
    after: Population
    moves: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, what: str, kind: str | None = None) -> int:
        """How many were born, came, died or left, of one residence kind or of all."""
        kinds = self.moves if kind is None else (kind,)
        return sum(self.moves.get(code, Counter())[what] for code in kinds)

    def net(self, kind: str | None = None) -> int:
        """Births and arrivals less deaths and departures."""
        gained = self.count(BORN, kind) + self.count(CAME, kind)
        return gained - self.count(DIED, kind) - self.count(LEFT, kind)

    def changed_kind(self, kind: str) -> int:
        """How many more became of this kind than ceased to be (落户 and the like)."""
        return self.after.by_kind.get(kind, 0) - self.before.by_kind.get(kind, 0) - self.net(kind)


def month(session: Session, year: int, number: int, counted: dict[date, Population] | None = None) -> Month:
    """The change of a calendar month. A month that has not ended is counted up to today.

    ``counted`` keeps the populations that were counted, for months that follow each other.
    """
    counted = {} if counted is None else counted
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    last = min(following - timedelta(1), clock.today())
    moves: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kind, day, what in _moves(session, first, last):
        if first <= day <= last:
            moves[kind][what] += 1
    for day in (first - timedelta(1), last):
        if day not in counted:
            counted[day] = population_on(session, day)
    return Month(first, last, counted[first - timedelta(1)], counted[last], dict(moves))


def _moves(session: Session, first: date, last: date) -> Iterator[tuple[str, date, str]]:
    """Kind of residence, day and what happened, of everybody with a day in the month (and some days outside)."""
    r = Resident
    stays = select(Episode.row_id).where(
        Episode.table_name == "residents",
        Episode.kind == HERE,
        or_(Episode.since.between(first, last), Episode.until.between(first, last)),
    )
    within = or_(
        r.birth.between(first, last), r.came_on.between(first, last), r.left_on.between(first, last),
        r.id.in_(stays),
    )  # fmt: skip
    kind = as_of(r.residence_kind, last)
    query = select(r.id, kind, r.birth, r.came_on, r.left_on, r.left_how)
    for number, code, birth, came, left, how in session.execute(query.where(within, r.left_how != "merged")):
        earlier = list(session.execute(_earlier(number)))
        for since, until in earlier:
            yield from _stay(code or "", birth, since, until, LEFT)
        yield from _stay(code or "", birth, came, left, DIED if how == "died" else LEFT)


def _earlier(number: int) -> Select[date | None, date | None]:
    return select(Episode.since, Episode.until).where(
        and_(Episode.table_name == "residents", Episode.row_id == number, Episode.kind == HERE)
    )


def _stay(
    kind: str, birth: date | None, came: date | None, left: date | None, how: str
) -> Iterator[tuple[str, date, str]]:
    """Coming and leaving of one stay. Who has no day of coming was here since birth, as far as is known."""
    arrival = max(filter(None, (came, birth)), default=None)
    if arrival is not None:
        yield kind, arrival, BORN if arrival == birth else CAME
    if left is not None:
        yield kind, left, how


def year(session: Session, of: int, until: int) -> list[Month]:
    """The months of a year, up to and including month ``until``."""
    counted: dict[date, Population] = {}
    return [month(session, of, number, counted) for number in range(1, until + 1)]
