"""When duties are due."""

from datetime import date

from commgov_desktop.checklists.rules import Rule, dates, occurrences

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_a_monthly_day_that_a_short_month_lacks_falls_on_its_last_day() -> None:
    found = dates(Rule("monthly", by_day=31), date(2026, 2, 1), date(2026, 4, 30))
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_the_last_day_of_february_is_the_29th_in_a_leap_year() -> None:
    assert dates(Rule("monthly"), date(2028, 2, 1), date(2028, 2, 29)) == [date(2028, 2, 29)]


def test_every_week_means_its_weekday_even_across_the_new_year() -> None:
    found = occurrences(Rule("weekly", weekday=5), date(2026, 12, 28), date(2027, 1, 10))
    assert [(o.day, o.period) for o in found] == [
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 8), "2027-W01"),
    ]


def test_half_a_month_is_the_fifteenth_and_the_last_day_unless_the_office_says_otherwise() -> None:
    assert dates(Rule("half_monthly"), date(2026, 2, 1), date(2026, 2, 28)) == [
        date(2026, 2, 15),
        date(2026, 2, 28),
    ]
    assert dates(Rule("half_monthly", by_day=5), date(2026, 3, 1), date(2026, 3, 31)) == [
        date(2026, 3, 5),
        date(2026, 3, 20),
    ]


def test_quarters_half_years_and_years_fall_into_the_month_that_is_named() -> None:
    assert dates(Rule("quarterly", by_day=20, month=1), *YEAR) == [
        date(2026, 1, 20), date(2026, 4, 20), date(2026, 7, 20), date(2026, 10, 20),
    ]  # fmt: skip
    assert dates(Rule("half_yearly"), *YEAR) == [date(2026, 6, 30), date(2026, 12, 31)]
    assert dates(Rule("yearly", by_day=30, month=6), *YEAR) == [date(2026, 6, 30)]


def test_periods_are_named_after_the_span_they_stand_for() -> None:
    periods = {
        r: [o.period for o in occurrences(Rule(r), *YEAR)] for r in ("quarterly", "half_yearly", "yearly")
    }
    assert periods == {
        "quarterly": ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"],
        "half_yearly": ["2026-H1", "2026-H2"],
        "yearly": ["2026"],
    }


def test_once_is_its_day_and_what_happens_on_event_has_none() -> None:
    assert dates(Rule("once", on=date(2026, 5, 4)), *YEAR) == [date(2026, 5, 4)]
    assert dates(Rule("once", on=date(2025, 5, 4)), *YEAR) == []
    assert dates(Rule("event"), *YEAR) == []
    assert dates(Rule(""), *YEAR) == []


def test_every_span_of_days_gives_the_same_days_as_the_year_it_lies_in() -> None:
    for rhythm in ("weekly", "half_monthly", "monthly", "quarterly", "half_yearly", "yearly"):
        rule = Rule(rhythm)
        by_month = [d for m in range(1, 13) for d in dates(rule, date(2026, m, 1), _end(m))]
        assert by_month == dates(rule, *YEAR), rhythm


def _end(month: int) -> date:
    from commgov_desktop.checklists.rules import month_end

    return month_end(date(2026, month, 1))
