"""What is held packed is what was put there; nothing of it depends on how much is held."""

from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commgov_desktop.store import firsts, packed
from commgov_desktop.store.firsts import Firsts
from commgov_desktop.store.packed import EACH, Packed

_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(), st.text(max_size=5)),
        st.tuples(st.just("put"), st.integers(0), st.text(max_size=5)),
        st.tuples(st.just("get"), st.integers(0), st.just("")),
    ),
    max_size=60,
)


def _filled(count: int, plain: int) -> Packed[list[int]]:
    held: Packed[list[int]] = Packed(tuple, list, plain=plain)
    for number in range(count):
        held.append([number])
    return held


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=_STEPS, begun=st.integers(0, 5 * EACH), plain=st.sampled_from((0, EACH, 10_000)))
def test_it_holds_what_a_list_would_hold(steps: list[tuple[str, int, str]], begun: int, plain: int) -> None:
    held: Packed[str] = Packed(str, str, plain=plain)
    known = [str(number) for number in range(begun)]
    for word in known:
        held.append(word)
    for step, at, word in steps:
        if step == "append":
            held.append(word)
            known.append(word)
        elif known and step == "put":
            held[at % len(known)] = known[at % len(known)] = word
        elif known:
            assert held[at % len(known)] == known[at % len(known)]
    assert list(held) == known
    assert len(held) == len(known)


def test_what_is_put_back_stays_however_many_others_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_AT_HAND", 2)
    held = _filled(10 * EACH, plain=0)
    for at in range(len(held)):
        taken = held[at]
        assert [one[0] for one in (held[0], held[5 * EACH], held[9 * EACH])]  # others take its room meanwhile
        taken.append(-at)
        held[at] = taken
    assert list(held) == [[at, -at] for at in range(10 * EACH)]


def test_most_of_it_is_packed() -> None:
    held = _filled(100 * EACH, plain=3 * EACH)
    assert sum(isinstance(chunk, bytes) for chunk in held._chunks) == 96
    with pytest.raises(IndexError):
        held[100 * EACH]


def test_several_threads_read_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_AT_HAND", 1)
    held, found = _filled(20 * EACH, plain=0), []
    threads = [Thread(target=lambda: found.append(list(held))) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[[number] for number in range(20 * EACH)]] * 4


@given(keys=st.lists(st.one_of(st.integers(-3, 3), st.sampled_from(("", "1", "甲\0", "甲")))))
def test_who_came_first_is_the_same_beyond_what_is_kept_plainly(keys: list[str | int]) -> None:
    known: dict[str | int, int] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(firsts, "PLAIN", 2)
        first = Firsts()
        for number, key in enumerate(keys):
            assert first.of(key, number) == known.setdefault(key, number)
