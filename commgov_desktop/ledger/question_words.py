"""Says a question in plain words: 年龄不小于 80，且网格是 03，且本季度没有走访."""

from collections.abc import Callable, Sequence
from typing import Any

from commgov_desktop.i18n import _
from commgov_desktop.ledger.question_facts import Fact, Registry
from commgov_desktop.ledger.questions import Asked, Question

NAMED = 4
"""Of more words only the first ones are named, then their number."""


def say(question: Question, facts: Registry) -> str:
    """The whole question as one sentence without its full stop."""
    said = [_part(part, facts) for part in question.parts]
    if not said:
        return _("everybody")
    if question.way == "any":
        return _(", or ").join(said)
    if question.way == "none":
        return _("none of these: {conditions}").format(conditions=_("; ").join(said))
    return _(", and ").join(said)


def _part(part: Asked | Question, facts: Registry) -> str:
    if isinstance(part, Asked):
        return say_condition(part, facts)
    inner = say(part, facts)
    return (
        _("({conditions})").format(conditions=inner) if len(part.parts) > 1 or part.way == "none" else inner
    )


def say_condition(asked: Asked, facts: Registry) -> str:
    """One condition in words; a fact that is gone is named as it was called."""
    if asked.fact not in facts:
        name = asked.label or asked.fact
        return _("“{fact}” (no longer there)").format(fact=name) if name else "…"
    fact = facts[asked.fact]
    name = _(fact.label)
    if fact.retired:
        name = _("{fact} (retired)").format(fact=name)
    return _SAYINGS[asked.how]().format(
        fact=name,
        value=_words(fact, asked.values),
        first=_value(fact, asked.values[0]) if asked.values else "…",
        last=_value(fact, asked.values[-1]) if asked.values else "…",
        day=(asked.period and asked.period.first) or "…",
        period=_when(asked),
        kind=_("{words}: ").format(words=_words(fact, asked.values)) if asked.values else "",
    )


_SAYINGS: dict[str, Callable[[], str]] = {
    "is": lambda: _("{fact} is {value}"),
    "least": lambda: _("{fact} is at least {value}"),
    "most": lambda: _("{fact} is at most {value}"),
    "between": lambda: _("{fact} lies between {first} and {last}"),
    "in": lambda: _("{fact} lies {period}"),
    "any": lambda: _("{fact} is {value}"),
    "every": lambda: _("{fact} holds all of {value}"),
    "none": lambda: _("{fact} is not {value}"),
    "holds": lambda: _("{fact} holds “{value}”"),
    "holds_not": lambda: _("{fact} does not hold “{value}”"),
    "begins": lambda: _("{fact} begins with “{value}”"),
    "yes": lambda: "{fact}",
    "no": lambda: _("not {fact}"),
    "missing": lambda: _("{fact} is not filled in"),
    "filled": lambda: _("{fact} is filled in"),
    "has": lambda: _("{period}has {kind}{fact}"),
    "has_not": lambda: _("{period}has no {kind}{fact}"),
    "was": lambda: _("on {day} {fact} was {value}"),
    "within": lambda: _("{fact} at some time {period} was {value}"),
    "became": lambda: _("{fact} became {value} {period}"),
}


def _when(asked: Asked) -> str:
    """The period; before 有 and 没有 it stands without a gap."""
    return asked.period.words() if asked.period else ""


def _words(fact: Fact, values: Sequence[Any]) -> str:
    if not values:
        return "…"
    names = [_value(fact, value) for value in values]
    if len(names) > NAMED:
        shown = _(" or ").join(names[:NAMED])
        return _("{first} and {n} more").format(first=shown, n=len(names) - NAMED)
    return _(" or ").join(names)


def _value(fact: Fact, value: Any) -> str:
    if fact.choices:
        return dict(fact.choices()).get(str(value), str(value))
    if fact.kind == "money" and isinstance(value, int):
        return _("{yuan} yuan").format(yuan=f"{value / 100:,.2f}".removesuffix(".00"))
    unit = f" {_(fact.unit)}" if fact.unit else ""
    return f"{value}{unit}"
