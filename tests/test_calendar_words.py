"""Days are said in the language of the screen, and a box understands what it shows."""

from datetime import date, timedelta

import pytest

from commgov_desktop import calendar_words, i18n
from commgov_desktop.ui.day_words import read_day, show_day

DAY = date(2026, 3, 5)


def test_a_day_is_said_as_chinese_clerks_say_it() -> None:
    assert calendar_words.whole_day(DAY) == "2026年3月5日"
    assert calendar_words.short_day(DAY) == "3月5日"
    assert calendar_words.day_and_weekday(DAY) == "3月5日 星期四"
    assert calendar_words.month_and_year(DAY) == "2026年3月"
    assert calendar_words.month_name(12) == "12月"


def test_a_day_is_said_in_english_on_an_english_screen() -> None:
    i18n.use("en")
    assert calendar_words.whole_day(DAY) == "5 March 2026"
    assert calendar_words.short_day(DAY) == "5 Mar"
    assert calendar_words.day_and_weekday(DAY) == "Thursday 5 March"
    assert calendar_words.month_and_year(DAY) == "March 2026"
    assert calendar_words.month_name(12) == "Dec"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_box_reads_every_day_it_shows(language: str) -> None:
    i18n.use(language)
    for number in range(366):
        day = date(2024, 1, 1) + timedelta(number)
        assert read_day(show_day(day)) == day


@pytest.mark.parametrize("words", ["5 Mar 2026", "5 March", "5mar", "2026-03-05", "3-5", "today"])
def test_days_may_be_typed_in_english_too(words: str) -> None:
    assert read_day(words) == DAY


@pytest.mark.parametrize("words", ["31 June 2026", "5 ma", "5 Marchy", "Thursday"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(words)
