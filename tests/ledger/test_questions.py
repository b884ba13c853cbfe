"""A question is a plain value: it is kept and read again, says itself in words, and names what cannot be asked."""

from datetime import date
from typing import Any

import pytest

from commgov_desktop.errors import UserError
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.ledger import own
from commgov_desktop.ledger.question_days import Period, years_before
from commgov_desktop.ledger.question_facts import Fact, Registry, registry
from commgov_desktop.ledger.question_words import say
from commgov_desktop.ledger.questions import Asked, Question, all_of, any_of, none_of
from commgov_desktop.roster.models import Resident

TODAY = date(2026, 3, 5)


@pytest.fixture
def facts() -> Registry:
    sexes = (("1", "男"), ("2", "女"))
    return registry(
        Resident,
        (
            Fact("age", "年龄", "基本", "years", own("birth", Resident)),
            Fact("sex", "性别", "基本", "choice", own("sex", Resident), lambda: sexes),
            Fact("old", "旧项目", "基本", "text", own("note", Resident), retired=True),
            Fact("visit", "走访", "记录", "related", own("came_on", Resident)),
            Fact("born", "出生日期", "基本", "day", own("birth", Resident)),
        ),
    )


EVERYTHING = all_of(
    Asked("age", "least", (80,)),
    any_of(Asked("sex", "any", ("2",)), none_of(Asked("visit", "has", (), Period("this", "quarter")))),
    Asked("born", "in", (), Period("between", first=date(1940, 1, 1), last=date(1949, 12, 31))),
    Asked("visit", "has_not", (), Period("last", days=30)),
)


def test_a_question_is_kept_as_json_and_read_again() -> None:
    import json

    kept = json.loads(json.dumps(questions.plain(EVERYTHING)))
    assert questions.from_plain(kept) == EVERYTHING


@pytest.mark.parametrize(
    "kept", [{}, {"some": []}, {"all": [{"fact": "age"}]}, {"all": 3}, {"all": [], "any": []}, {"all": [[1]]}]
)
def test_what_is_no_question_is_refused_with_a_sentence(kept: Any) -> None:
    with pytest.raises(UserError, match="无法读取"):
        questions.from_plain(kept)


def test_a_question_says_itself_in_plain_chinese(facts: Registry) -> None:
    assert say(EVERYTHING, facts) == (
        "年龄不小于 80，且（性别是女，或（以下都不符合：本季度有走访）），"
        "且出生日期在1940-01-01 至 1949-12-31，且最近 30 天没有走访"
    )


def test_a_fact_that_is_gone_is_named_and_the_question_not_asked(facts: Registry) -> None:
    asked = all_of(Asked("age", "least", (80,)), Asked("gone", "any", ("1",), label="残疾等级"))
    with pytest.raises(UserError, match="残疾等级"):
        questions.where(asked, facts)
    assert "残疾等级" in say(asked, facts)


def test_a_retired_fact_is_answered_and_marked(facts: Registry) -> None:
    asked = all_of(Asked("old", "holds", ("好",)))
    assert questions.problems(asked, facts) == []
    assert questions.retired(asked, facts) == ["旧项目"]
    assert "已停用" in say(asked, facts)


@pytest.mark.parametrize(
    "asked",
    [
        Asked("age", "least"), Asked("age", "between", (9, 3)), Asked("sex", "any"), Asked("age", "any", ("1",)),
        Asked("born", "in"), Asked("born", "in", (), Period("last", days=0)), Asked("", ""),
        Asked("born", "in", (), Period("between", first=date(2026, 2, 1), last=date(2026, 1, 1))),
    ],
)  # fmt: skip
def test_an_unfinished_condition_keeps_the_question_from_being_asked(asked: Asked, facts: Registry) -> None:
    assert len(questions.problems(all_of(asked), facts)) == 1


def test_an_empty_group_is_no_question(facts: Registry) -> None:
    assert questions.problems(Question(), facts)
    assert questions.problems(all_of(Asked("age", "filled"), any_of()), facts)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period("this", "day"), TODAY, TODAY),
        (Period("this", "month"), date(2026, 3, 1), date(2026, 3, 31)),
        (Period("this", "quarter"), date(2026, 1, 1), date(2026, 3, 31)),
        (Period("this", "year"), date(2026, 1, 1), date(2026, 12, 31)),
        (Period("previous", "day"), date(2026, 3, 4), date(2026, 3, 4)),
        (Period("previous", "month"), date(2026, 2, 1), date(2026, 2, 28)),
        (Period("previous", "quarter"), date(2025, 10, 1), date(2025, 12, 31)),
        (Period("previous", "year"), date(2025, 1, 1), date(2025, 12, 31)),
        (Period("last", days=1), TODAY, TODAY),
        (Period("last", days=30), date(2026, 2, 4), TODAY),
        (Period("next", days=30), TODAY, date(2026, 4, 3)),
        (Period("between", first=date(2026, 1, 5)), date(2026, 1, 5), None),
    ],
)
def test_relative_days_are_reckoned_from_today(period: Period, first: date, last: date | None) -> None:
    assert period.span(TODAY) == (first, last)


@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_ends_where_the_next_begins(month: int) -> None:
    for unit in ("month", "quarter", "year"):
        first, last = Period("this", unit).span(date(2024, month, 29))
        assert first is not None
        assert last is not None
        assert first <= date(2024, month, 29) <= last
        assert Period("previous", unit).span(date.fromordinal(last.toordinal() + 1)) == (first, last)


def test_who_was_born_on_a_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    assert years_before(18, date(2025, 2, 28)) == date(2007, 2, 28)
    assert years_before(1, date(2024, 2, 29)) == date(2023, 2, 28)
