"""A condition about earlier days: what held on a day, or at some time between two days."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, or_, select, true

from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.ledger.question_facts import Fact

if TYPE_CHECKING:
    from commgov_desktop.ledger.questions import Asked

Sql = ColumnElement[Any]
Ends = tuple[date | None, date | None]
"""The first and the last day asked about, both counted in; ``None`` leaves that end open."""


def held(asked: "Asked", fact: Fact, model: Any, today: date) -> Sql:
    """The condition ``was`` of a fact that knows its own past, or ``within`` of any that has one."""
    assert asked.period is not None
    ends = (asked.period.first, asked.period.first) if asked.how == "was" else asked.period.span(today)
    if fact.past is not None:
        return fact.past(asked.values, ends)
    if fact.spans is not None:
        return _spanned(asked, fact, model, ends)
    return _tracked(asked, fact, model, ends)


def overlapping(since: Sql, until: Sql, ends: Ends) -> Sql:
    """Whether a span up to, but not including, ``until`` has a day in common with the days asked about."""
    first, last = ends
    begun = or_(since.is_(None), since <= last) if last is not None else true()
    on = or_(until.is_(None), until > first) if first is not None else true()
    return and_(begun, on)


def _spanned(asked: "Asked", fact: Fact, model: Any, ends: Ends) -> Sql:
    from commgov_desktop.ledger.question_sql import still

    assert fact.spans is not None
    meant = and_(fact.value().in_(asked.values), overlapping(*fact.spans(), ends))
    if not fact.through:
        return meant
    return or_(*(still(getattr(model, way.link)).in_(way.rows().where(meant)) for way in fact.through))


def _tracked(asked: "Asked", fact: Fact, model: Any, ends: Ends) -> Sql:
    from commgov_desktop.ledger.question_sql import still

    mine = and_(Episode.table_name == model.__tablename__, Episode.kind == fact.tracked)
    rows = select(Episode.row_id).where(mine)
    then = rows.where(
        Episode.value.in_([str(value) for value in asked.values]),
        overlapping(Episode.since.expression, Episode.until.expression, ends),
    )
    return or_(still(model.id).in_(then), _always(asked.values, fact, model, rows))


def _always(values: Sequence[Any], fact: Fact, model: Any, rows: Any) -> Sql:
    """What has no history held always; of a list of words each word has its own."""
    from commgov_desktop.ledger.question_sql import always_word, still

    if fact.kind == "words":
        return or_(*(always_word(value, fact, model, rows) for value in values))
    return and_(fact.value().in_(values), still(model.id).not_in(rows))
