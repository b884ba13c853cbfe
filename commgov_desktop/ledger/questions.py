"""A question over a ledger as a plain value: conditions joined by 全部, 任一 or 都不, kept under a name and asked again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, true

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.question_days import Period, period_of
from commgov_desktop.ledger.question_facts import IN_A_PERIOD, MAY_HAVE_NO_PERIOD, Registry

WAYS = ("all", "any", "none")
DEEPEST = 5
"""Groups within groups; more than that no clerk has asked, and no sentence can say."""


@dataclass(frozen=True)
class Asked:
    """One condition: what, how, which values or words, in which days.

    ``values``: numbers (money in whole fen), codes, words; for ``was`` the codes, and the day in ``period``.
    ``label`` is what the fact was called when it was asked, so that it can be named when it is gone.
    """

    fact: str
    how: str
    values: tuple[Any, ...] = ()
    period: Period | None = None
    label: str = ""


@dataclass(frozen=True)
class Question:
    """Conditions and further groups of them, of which all, any or none must hold."""

    way: str = "all"
    parts: tuple["Asked | Question", ...] = ()

    def conditions(self) -> Iterator[Asked]:
        """Every condition in it, in order."""
        for part in self.parts:
            if isinstance(part, Asked):
                yield part
            else:
                yield from part.conditions()


class CannotAsk(UserError):
    """A question of which something is missing or no longer known; the sentence names it."""


def all_of(*parts: Asked | Question) -> Question:
    """All of these must hold."""
    return Question("all", parts)


def any_of(*parts: Asked | Question) -> Question:
    """At least one of these must hold."""
    return Question("any", parts)


def none_of(*parts: Asked | Question) -> Question:
    """None of these may hold."""
    return Question("none", parts)


# ---- as it is kept -------------------------------------------------------------------------------------


def plain(question: Question) -> dict[str, Any]:
    """The question as JSON can hold it."""
    return {question.way: [_plain_part(part) for part in question.parts]}


def _plain_part(part: Asked | Question) -> dict[str, Any]:
    if isinstance(part, Question):
        return plain(part)
    made: dict[str, Any] = {"fact": part.fact, "how": part.how, "label": part.label}
    if part.values:
        made["values"] = [v.isoformat() if isinstance(v, date) else v for v in part.values]
    if part.period:
        made["period"] = part.period.plain()
    return made


def from_plain(kept: Mapping[str, Any]) -> Question:
    """A question as it was kept. Raises ``UserError`` for anything that is none."""
    try:
        return _question(kept, 1)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise UserError(_("This saved filter cannot be read. Make it anew.")) from error


def _question(kept: Mapping[str, Any], depth: int) -> Question:
    [(way, parts)] = kept.items()
    if way not in WAYS or depth > DEEPEST:
        raise ValueError(way)
    return Question(way, tuple(_part(part, depth) for part in parts))


def _part(kept: Mapping[str, Any], depth: int) -> Asked | Question:
    if "fact" not in kept:
        return _question(kept, depth + 1)
    period = period_of(kept["period"]) if kept.get("period") else None
    values = tuple(kept.get("values", ()))
    if any(isinstance(value, (dict, list)) for value in values):
        raise TypeError(values)
    return Asked(str(kept["fact"]), str(kept["how"]), values, period, str(kept.get("label", "")))


def named(question: Question, facts: Registry) -> Question:
    """The same question with every fact's present name put down, for keeping."""
    return Question(question.way, tuple(_named(part, facts) for part in question.parts))


def _named(part: Asked | Question, facts: Registry) -> Asked | Question:
    if isinstance(part, Question):
        return named(part, facts)
    return replace(part, label=_(facts[part.fact].label)) if part.fact in facts else part


# ---- whether it can be asked ---------------------------------------------------------------------------


def problems(question: Question, facts: Registry) -> list[str]:
    """What keeps it from being asked, as sentences that name the condition."""
    found = [problem for asked in question.conditions() if (problem := problem_of(asked, facts))]
    if _has_empty(question):
        found.append(_("Add at least one condition, or take the empty group away."))
    return found


def _has_empty(question: Question) -> bool:
    return not question.parts or any(isinstance(p, Question) and _has_empty(p) for p in question.parts)


def problem_of(asked: Asked, facts: Registry) -> str:
    """What is wrong with one condition; empty when it can be asked."""
    if asked.fact not in facts:
        name = asked.label or asked.fact
        if not asked.fact:
            return _("Choose what is asked.")
        return _("“{fact}” is no longer there or not open to you.").format(fact=name)
    fact = facts[asked.fact]
    name = _(fact.label)
    if asked.how not in fact.hows:
        return _("“{fact}” cannot be asked in this way any more.").format(fact=name)
    if not _says_enough(asked, fact.kind):
        return _("Say what is asked of “{fact}”.").format(fact=name)
    return ""


def _says_enough(asked: Asked, kind: str) -> bool:
    how, values, period = asked.how, asked.values, asked.period
    if how in IN_A_PERIOD and not (period.is_whole if period else how in MAY_HAVE_NO_PERIOD):
        return False
    if how == "was" and (period is None or period.first is None):
        return False
    if how in ("any", "every", "none", "was", "within", "became"):
        return bool(values)
    if how == "between":
        return len(values) == 2 and all(map(_is_number, values)) and values[0] <= values[1]
    if how in ("least", "most") or (how == "is" and kind != "text"):
        return len(values) == 1 and _is_number(values[0])
    if how in ("holds", "holds_not", "is", "begins"):
        return len(values) == 1 and bool(str(values[0]).strip())
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def retired(question: Question, facts: Registry) -> list[str]:
    """The names of facts in it that the office no longer asks; they are answered from what was entered."""
    keys = [asked.fact for asked in question.conditions()]
    return [_(facts[key].label) for key in dict.fromkeys(keys) if key in facts and facts[key].retired]


# ---- as SQL --------------------------------------------------------------------------------------------


def where(question: Question, facts: Registry, today: date | None = None) -> ColumnElement[bool]:
    """The question as a condition over the ledger's table. Raises ``CannotAsk`` naming what cannot be asked."""
    found = problems(question, facts)
    if found:
        raise CannotAsk("\n".join(found))
    return _where(question, facts, today or clock.today())


def _where(question: Question, facts: Registry, today: date) -> ColumnElement[bool]:
    from commgov_desktop.ledger.question_sql import condition

    parts = [
        _where(part, facts, today)
        if isinstance(part, Question)
        else condition(part, facts[part.fact], facts.model, today)
        for part in question.parts
    ]
    if question.way == "all":
        return and_(true(), *parts)
    some = or_(*parts)
    return not_(func.coalesce(some, 0)) if question.way == "none" else some
