"""When somebody should look up: a shrunken table, a copy of long ago."""

from datetime import UTC, datetime, timedelta

from commgov_desktop.backup.alarms import ageing, compare

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)


def test_one_resident_in_fifty_less_is_asked_about() -> None:
    assert compare({"residents": 980}, {"residents": 1000}) == []
    (sentence,) = compare({"residents": 979}, {"residents": 1000}, {"residents": "居民"})
    assert "居民" in sentence
    assert "1000" in sentence
    assert "979" in sentence


def test_other_tables_may_lose_a_fifth_or_five_records() -> None:
    assert compare({"visits": 80, "few": 0}, {"visits": 100, "few": 5}) == []
    assert len(compare({"visits": 79, "few": 0}, {"visits": 100, "few": 6})) == 2


def test_a_table_that_is_gone_altogether_is_asked_about_and_a_new_one_is_not() -> None:
    assert len(compare({"new": 9}, {"gone": 9})) == 1


def test_a_copy_of_over_a_week_ago_is_told(noon: datetime) -> None:
    assert ageing(noon - timedelta(days=7)) is None
    assert ageing(noon + timedelta(days=3)) is None
    assert "8" in (ageing(noon - timedelta(days=8)) or "")
    assert ageing(None)
