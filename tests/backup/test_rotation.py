"""Which copies stay: a pure matter of dates."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from commgov_desktop import clock
from commgov_desktop.backup.rotation import file_name, found_in, free_name, safe, to_drop

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 5000 * 24).map(lambda hours: NOON + timedelta(hours=hours))


def daily(days: int) -> list[datetime]:
    return [NOON - timedelta(days=n) for n in range(days)]


def kept(made: list[datetime]) -> list[datetime]:
    return sorted(set(made) - to_drop(made), reverse=True)


def test_seven_days_four_weeks_and_twelve_months_stay() -> None:
    left = kept(daily(500))
    assert left[:7] == daily(7)
    assert len({clock.local(each).isocalendar()[:2] for each in left[:10]}) >= 4
    months = {(clock.local(each).year, clock.local(each).month) for each in left}
    assert len(months) == 12
    assert len(left) <= 7 + 4 + 12


def test_of_one_day_the_newest_two_stay() -> None:
    made = [NOON + timedelta(minutes=n) for n in range(10)]
    assert kept(made) == [made[9], made[8]]


def test_a_long_holiday_costs_no_generation() -> None:
    made = [NOON - timedelta(days=90 + n) for n in range(7)]
    assert set(made) - to_drop(made) == set(made)


def test_thinning_day_by_day_ends_where_thinning_at_once_would() -> None:
    left: list[datetime] = []
    for moment in reversed(daily(400)):
        left = kept([*left, moment])
    assert left[:7] == daily(7)
    assert len({(clock.local(each).year, clock.local(each).month) for each in left}) == 12


@settings(deadline=None, max_examples=60)
@given(st.lists(MOMENTS, min_size=1))
def test_the_newest_two_are_never_dropped_and_nothing_is_dropped_twice(made: list[datetime]) -> None:
    left = kept(made)
    assert left[:2] == sorted(set(made), reverse=True)[:2]
    assert to_drop(left) == set()


def test_a_file_name_has_only_letters_that_every_medium_takes() -> None:
    assert file_name("红星社区", NOON) == "红星社区_备份_20260305-120000.age"
    assert safe('红星/社区 "A"：第一*') == "红星_社区_A_：第一"
    assert safe(" . ") == "社区"
    assert len(safe("很" * 200)) == 40


def test_finished_copies_are_found_by_their_names(tmp_path: Path) -> None:
    for name in (
        "甲_备份_20260305-120000.age",
        "甲_备份_20260304-120000-2.age",
        "乙_备份_20260301-000000.age",
    ):
        (tmp_path / name).touch()
    for name in ("甲_备份_20260305-120000.age.part", "甲_备份_20269999-120000.age", "照片.jpg"):
        (tmp_path / name).touch()
    found = found_in(tmp_path)
    assert [each.office for each in found] == ["乙", "甲", "甲"]
    assert found[-1].made_at == NOON
    assert free_name(tmp_path, "甲", NOON).name == "甲_备份_20260305-120000-2.age"
