"""Reads facts of chosen records as the cells of a table: in words, as codes, days in a superior's pattern, masked."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock, masking
from commgov_desktop.i18n import N_
from commgov_desktop.ledger.question_facts import Fact, Registry

AT_ONCE = 500

WORDS, CODE, MASKED, FULL = "text", "code", "masked", "full"
PATTERNS = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYYMMDD": "%Y%m%d",
    "YYYY.MM.DD": "%Y.%m.%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "YYYY年M月D日": "",
    "YYYYMM": "%Y%m",
    "YYYY.MM": "%Y.%m",
}
"""How a day may be written, as superiors ask for it."""

FORM_WORDS = {WORDS: N_("in words"), CODE: N_("as code"), MASKED: N_("masked"), FULL: N_("whole numbers")}


def forms_of(fact: Fact) -> tuple[str, ...]:
    """The ways in which a fact can stand in a table, the first as it is when nothing is said."""
    if fact.masked:
        return (MASKED, FULL)
    if fact.kind == "day":
        return tuple(PATTERNS)
    return (WORDS, CODE) if fact.choices and fact.kind == "choice" else (WORDS,)


def may_stand(fact: Fact) -> bool:
    """Whether it has one value for each record; visits and cases have none."""
    return fact.kind != "related" and fact.key != "member_age"


def rows(
    session: Session, facts: Registry, keys: Sequence[str], ids: Sequence[int]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(id, the raw values of these facts) of each record that is still there, in the order of ``ids``."""
    model = facts.model
    columns = [reading(facts[key], model).label(f"c{at}") for at, key in enumerate(keys)]
    for start in range(0, len(ids), AT_ONCE):
        part = list(ids[start : start + AT_ONCE])
        query = select(model.id, *columns).where(model.id.in_(part))
        found = {row[0]: tuple(row[1:]) for row in session.execute(query)}
        yield from ((i, found[i]) for i in part if i in found)


def reading(fact: Fact, model: Any) -> ColumnElement[Any]:
    """A fact as an expression for each record; of several, such as groups, all in one text."""
    value = (fact.read or fact.value)()
    if not fact.through:
        return value
    way = fact.through[0]
    query = way.rows()
    link = query.selected_columns[0]
    if fact.spans:
        from commgov_desktop.ledger.question_sql import covering

        query = query.where(covering(*fact.spans(), clock.today()))
    wanted = func.group_concat(value, "、") if fact.kind == "words" else value
    query = query.with_only_columns(wanted, maintain_column_froms=True).where(
        link == getattr(model, way.link)
    )
    return query.limit(1).correlate(model).scalar_subquery()


def cell(fact: Fact, form: str, raw: Any, today: date) -> str | int:
    """A raw value as it stands in the table; numbers stay numbers, everything else is text."""
    if raw in (None, ""):
        return ""
    if fact.masked:
        return str(raw) if form == FULL else _MASKS[fact.masked](str(raw))
    if fact.kind == "years":
        return _age(raw, today)
    if fact.kind == "day":
        return _day(raw, form)
    if fact.kind == "flag":
        return "是" if raw else "否"
    if fact.kind == "money" and isinstance(raw, int):
        return f"{raw / 100:.2f}".removesuffix(".00")
    if fact.kind == "words":
        words = raw if isinstance(raw, (list, tuple)) else str(raw).split("、")
        return "、".join(_word(fact, form, word) for word in words)
    if fact.kind == "number":
        return int(raw) if isinstance(raw, (int, float)) and float(raw).is_integer() else str(raw)
    return _word(fact, form, raw)


_MASKS: dict[str, Callable[[str], str]] = {"id_number": masking.id_number, "phone": masking.phone}


def _word(fact: Fact, form: str, raw: Any) -> str:
    if form == CODE or not fact.choices:
        return str(raw)
    return dict(fact.choices()).get(str(raw), str(raw))


def _age(raw: Any, today: date) -> int | str:
    born = raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _day(raw: Any, form: str) -> str:
    try:
        day = raw if isinstance(raw, date) else date.fromisoformat(str(raw)[:10])
    except ValueError:
        return str(raw)
    pattern = PATTERNS.get(form, "%Y-%m-%d")
    return f"{day:{pattern}}" if pattern else f"{day.year}年{day.month}月{day.day}日"
