"""Who is in charge of a grid."""

from datetime import date

import pytest

from commgov_desktop.errors import Invalid
from commgov_desktop.grids import posts
from tests.grids.conftest import Divided

SPRING = date(2026, 3, 5)


def test_changing_the_worker_ends_the_old_post_the_day_before(divided: Divided) -> None:
    posts.change(divided.office.store, divided.first, "worker", "王芳", SPRING)
    with divided.office.store.read() as session:
        new, old = posts.history(session, divided.first)
    assert (new.person_name, new.since, new.until) == ("王芳", SPRING, None)
    assert (old.person_name, old.until) == ("孙丽", date(2026, 3, 4))


def test_on_every_day_one_person_at_most_is_responsible(divided: Divided) -> None:
    posts.change(divided.office.store, divided.first, "worker", "王芳", SPRING)
    for day, name in ((date(2026, 3, 4), "孙丽"), (SPRING, "王芳"), (date(2030, 1, 1), "王芳")):
        with divided.office.store.read() as session:
            assert posts.posts_on(session, day)[divided.first, "worker"].person_name == name
    with divided.office.store.read() as session:
        assert (divided.first, "worker") not in posts.posts_on(session, date(2024, 5, 31))


def test_a_change_of_the_same_day_replaces_the_slip(divided: Divided) -> None:
    posts.change(divided.office.store, divided.first, "worker", "王方", SPRING)
    posts.change(divided.office.store, divided.first, "worker", "王芳", SPRING)
    with divided.office.store.read() as session:
        assert [p.person_name for p in posts.history(session, divided.first)] == ["王芳", "孙丽"]


def test_a_post_that_would_overlap_a_later_one_is_refused(divided: Divided) -> None:
    with pytest.raises(Invalid) as caught:
        posts.change(divided.office.store, divided.first, "worker", "王芳", date(2023, 1, 1))
    assert "since" in caught.value.problems
    with divided.office.store.read() as session:
        assert len(posts.history(session, divided.first)) == 1


def test_undo_brings_the_former_worker_back(divided: Divided) -> None:
    posts.change(divided.office.store, divided.first, "worker", "王芳", SPRING)
    assert divided.office.store.undo().label == "由王芳担任 01 网格 网格员"
    with divided.office.store.read() as session:
        (only,) = posts.history(session, divided.first)
    assert (only.person_name, only.until) == ("孙丽", None)


def test_leader_and_worker_do_not_stand_in_each_others_way(divided: Divided) -> None:
    posts.change(divided.office.store, divided.first, "leader", "陈国华", SPRING)
    with divided.office.store.read() as session:
        assert len(posts.posts_on(session, SPRING)) == 2
