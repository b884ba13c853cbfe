"""The only place that reads the time, so that a test or a rehearsal can say what day it is."""

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")
"""Official time of the whole country (GB/T 7408); an office never works in another zone."""

_fixed: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _fixed or datetime.now(UTC)


def today() -> date:
    """The office's calendar day."""
    return now().astimezone(CHINA).date()


def local(moment: datetime) -> datetime:
    """A stored UTC moment as the clerk's wall clock shows it. Naive values count as UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(CHINA)


def pretend(moment: datetime | date | None) -> None:
    """Stop the clock at ``moment`` (a day means ten in the morning); ``None`` lets it run again."""
    global _fixed
    if moment is not None and not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 10, tzinfo=CHINA)
    _fixed = moment.astimezone(UTC) if moment else None
