"""One condition of a question as SQL: sub-queries that are answered once, not again for each record."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Numeric,
    String,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy import Date as SqlDate
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import Integer, TypeDecorator

from commgov_desktop import clock
from commgov_desktop.ledger import question_past
from commgov_desktop.ledger.episodes import Episode, covers
from commgov_desktop.ledger.question_days import Period, years_before
from commgov_desktop.ledger.question_facts import NEGATIVE, Fact

if TYPE_CHECKING:
    from commgov_desktop.ledger.questions import Asked

Sql = ColumnElement[Any]


def condition(asked: "Asked", fact: Fact, model: Any, today: date) -> ColumnElement[bool]:
    """The condition over the columns of ``model``. A negative one holds wherever its counterpart does not."""
    if asked.how in NEGATIVE:
        return _not(_held(asked, NEGATIVE[asked.how], fact, model, today))
    return _held(asked, asked.how, fact, model, today)


def _not(held: Sql) -> Sql:
    return not_(func.coalesce(held, 0))


def _held(asked: "Asked", how: str, fact: Fact, model: Any, today: date) -> Sql:
    if how == "within" or (how == "was" and fact.past):
        return question_past.held(asked, fact, model, today)
    if fact.tracked and how in ("was", "became"):
        return _in_history(asked, how, fact, model, today)
    inner = _inner(asked, how, fact, today)
    if not fact.through:
        return inner
    if how == "every":  # each word may stand in a record of its own
        words = [_in(fact.value(), (value,)) for value in asked.values]
        return and_(*(_somewhere(and_(word, _now(fact, today)), fact, model) for word in words))
    return _somewhere(inner, fact, model)


def _somewhere(inner: Sql, fact: Fact, model: Any) -> Sql:
    """Some record of another table of which ``inner`` holds hangs on the one that is asked."""
    return or_(*(still(getattr(model, way.link)).in_(way.rows().where(inner)) for way in fact.through))


def _inner(asked: "Asked", how: str, fact: Fact, today: date) -> Sql:
    if how == "has":
        return _related(asked, fact, today)
    if fact.spans:
        return _spanned(asked, how, fact, today)
    return _plain(asked, how, fact, today)


def still(value: Sql) -> Sql:
    """A column whose own index SQLite does not see.

    Without figures of how often each value occurs it takes that index even for half of all rows and fetches
    each out of place: 18 to 59 year olds of 100,000 took 1,200 ms so, one pass over the narrow index of
    everything that is asked often (``ix_residents_asked``) takes 30 ms, whatever is asked.
    """
    return func.coalesce(value, value) if isinstance(value, InstrumentedAttribute) else value


def _plain(asked: "Asked", how: str, fact: Fact, today: date) -> Sql:
    value = still(fact.value())
    if how == "filled":
        return filled(value, fact.kind)
    if fact.kind == "years":
        return _years(value, how, asked.values, today)
    if how == "in":
        assert asked.period is not None
        return in_period(value, asked.period, today)
    if fact.kind == "words":
        held = [_word(value, (word,)) for word in asked.values] if how == "every" else []
        return and_(*held) if held else _word(value, asked.values)
    return _OF_VALUES[how](value, asked.values)


_OF_VALUES: dict[str, Callable[[Sql, tuple[Any, ...]], Sql]] = {
    "is": lambda value, given: value == given[0],
    "least": lambda value, given: value >= given[0],
    "most": lambda value, given: value <= given[0],
    "between": lambda value, given: value.between(*given),
    "any": lambda value, given: _in(value, given),
    "holds": lambda value, given: func.instr(func.lower(value), str(given[0]).strip().lower()) > 0,
    "begins": lambda value, given: func.instr(func.lower(value), str(given[0]).strip().lower()) == 1,
    "yes": lambda value, _given: value,
}


def _in(value: Sql, given: tuple[Any, ...]) -> Sql:
    return value.in_(given) if len(given) > 1 else value == given[0]


def _years(birth: Sql, how: str, given: tuple[Any, ...], today: date) -> Sql:
    """An age asked of the birth date, so that its index answers."""
    youngest = {"least": given[0], "is": given[0], "between": given[0]}.get(how)
    oldest = {"most": given[0], "is": given[0], "between": given[-1]}.get(how)
    ends = []
    if youngest is not None:
        ends.append(birth <= years_before(int(youngest), today))
    if oldest is not None:
        ends.append(birth > years_before(int(oldest) + 1, today))
    return and_(*ends)


def _word(value: Sql, words: tuple[Any, ...]) -> Sql:
    each = func.json_each(func.coalesce(type_coerce(value, String), "[]")).table_valued("value").c.value
    # coalesce: with a bare word SQLite builds an index of each record's list, which took eight times as long.
    # Most lists are empty: the look at the text keeps them from being read as JSON.
    told = type_coerce(value, String) != "[]"
    return and_(told, exists(select(1).where(func.coalesce(each, "").in_(words))))


def filled(value: Sql, kind: str = "") -> Sql:
    """Whether something is filled in: a value, words, an entry in a list."""
    if kind == "words":
        return func.coalesce(type_coerce(value, String), "").not_in(("", "[]", "null"))
    if _kept_as(value, SqlDate, DateTime, Numeric, Integer):
        return value.is_not(None)
    return and_(value.is_not(None), value != "")


def in_period(value: Sql, period: Period, today: date) -> Sql:
    """Whether a day, or a moment in China's time, lies in the period."""
    first, last = period.span(today)
    moment = _kept_as(value, DateTime)
    ends: list[Sql] = [value.is_not(None)]
    if first is not None:
        ends.append(value >= (_midnight(first) if moment else _as_kept(value, first)))
    if last is not None and moment:
        ends.append(value < _midnight(last + timedelta(1)))
    elif last is not None:
        ends.append(value <= _as_kept(value, last))
    return and_(*ends)


def _as_kept(value: Sql, day: date) -> object:
    """Days inside a JSON column are text."""
    return day if _kept_as(value, SqlDate) else day.isoformat()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.CHINA)


def _related(asked: "Asked", fact: Fact, today: date) -> Sql:
    ends: list[Sql] = [in_period(fact.value(), asked.period, today)] if asked.period else []
    if asked.values and fact.which:
        ends.append(_in(fact.which(), asked.values))
    return and_(*ends) if ends else fact.value().is_(fact.value())


def _spanned(asked: "Asked", how: str, fact: Fact, today: date) -> Sql:
    """Of rows with a beginning and an end those that hold now, held on a day, or began in a period."""
    assert fact.spans is not None
    since, until = fact.spans()
    if how == "became":
        assert asked.period is not None
        return and_(_in(fact.value(), asked.values), in_period(since, asked.period, today))
    if how == "was":
        assert asked.period is not None
        assert asked.period.first is not None
        return and_(_in(fact.value(), asked.values), covering(since, until, asked.period.first))
    if how == "any" or fact.kind == "words":
        held = _in(fact.value(), asked.values) if how != "filled" else fact.value().is_not(None)
        return and_(held, _now(fact, today))
    return and_(_plain(asked, how, fact, today), _now(fact, today))


def _now(fact: Fact, today: date) -> Sql:
    if fact.spans is None:
        return fact.value().is_(fact.value())
    return covering(*fact.spans(), today)


def covering(since: Sql, until: Sql, day: date) -> Sql:
    """Whether a row with these ends held on ``day``."""
    return and_(or_(since.is_(None), since <= day), or_(until.is_(None), until > day))


def _in_history(asked: "Asked", how: str, fact: Fact, model: Any, today: date) -> Sql:
    """What a tracked column held on a day, or became in a period; what has no history held always."""
    assert asked.period is not None
    mine = and_(Episode.table_name == model.__tablename__, Episode.kind == fact.tracked)
    meant = Episode.value.in_([str(value) for value in asked.values])
    rows = select(Episode.row_id).where(mine)
    if how == "became":
        since: Sql = Episode.since.expression
        began: Sql = still(model.id).in_(rows.where(meant, in_period(since, asked.period, today)))
        return began
    assert asked.period.first is not None
    then = still(model.id).in_(rows.where(meant, covers(asked.period.first)))
    if fact.kind == "words":
        return or_(then, *(always_word(word, fact, model, rows) for word in asked.values))
    return or_(then, and_(_in(fact.value(), asked.values), still(model.id).not_in(rows)))


def always_word(word: Any, fact: Fact, model: Any, rows: Any) -> Sql:
    """Whether a list holds a word that has no history in ``rows``."""
    dated = rows.where(Episode.value == str(word))
    return and_(_word(fact.value(), (word,)), still(model.id).not_in(dated))


def _kept_as(value: Sql, *kinds: type) -> bool:
    kind: object = value.type
    return isinstance(kind.impl if isinstance(kind, TypeDecorator) else kind, kinds)
