"""Holds very many like things in little memory: the first as they are, the others pickled and compressed, by the chunk.

Nothing of it is ever written to a disk: what is held may be personal data.
"""

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")

EACH = 64
"""Things of a chunk. Few, so that one of them is soon got; 256 together would take a seventh less room."""

PLAIN = 102_400
"""Things that are kept as they are: most files are no larger, and lose no time."""

_AT_HAND = 64
"""Chunks that stay unpacked for a while, as whoever wants one thing mostly wants its neighbours too."""


class Packed(Generic[T]):
    """A list that only grows. What is taken out and altered is put back (``held[at] = thing``), or it stays as it was.

    ``thin`` makes a thing a tuple of plain values, ``full`` makes it again. Several threads may read
    when it is complete.
    """

    def __init__(
        self, thin: Callable[[T], object], full: Callable[[Any], T], *, plain: int | None = None
    ) -> None:
        self._thin, self._full = thin, full
        self._last: list[T] = []
        self._chunks: list[list[T] | bytes] = [self._last]
        self._plain = (PLAIN if plain is None else plain) // EACH
        self._at_hand: OrderedDict[int, list[T]] = OrderedDict()
        self._altered: set[int] = set()
        self._one_at_a_time = Lock()

    def __len__(self) -> int:
        return EACH * (len(self._chunks) - 1) + len(self._last)

    def append(self, thing: T) -> None:
        """Add one at the end."""
        if len(self._last) == EACH:
            self._close_last()
            self._last = []
            self._chunks.append(self._last)
        self._last.append(thing)

    def _close_last(self) -> None:
        last = len(self._chunks) - 1
        if last >= self._plain:
            self._chunks[last] = self._packed(self._last)

    def __getitem__(self, at: int) -> T:
        if at < 0:
            at += len(self)
        found = self._chunks[at // EACH]
        return (found if type(found) is list else self._chunk(at // EACH))[at % EACH]

    def __setitem__(self, at: int, thing: T) -> None:
        number = at // EACH
        with self._one_at_a_time:
            self._unpacked(number)[at % EACH] = thing
            if number in self._at_hand:
                self._altered.add(number)

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._chunks)):
            yield from self._chunk(number)

    def _chunk(self, number: int) -> list[T]:
        found = self._chunks[number]
        if type(found) is list:
            return found
        with self._one_at_a_time:
            return self._unpacked(number)

    def _unpacked(self, number: int) -> list[T]:
        kept = self._chunks[number]
        if not isinstance(kept, bytes):
            return kept
        found = self._at_hand.get(number)
        if found is None:
            found = [self._full(thin) for thin in pickle.loads(zlib.decompress(kept))]
            self._at_hand[number] = found
            if len(self._at_hand) > _AT_HAND:
                self._put_away()
        return found

    def _put_away(self) -> None:
        """The chunk that was got first goes, its alterations packed."""
        number, things = self._at_hand.popitem(last=False)
        if number in self._altered:
            self._altered.discard(number)
            self._chunks[number] = self._packed(things)

    def _packed(self, things: list[T]) -> bytes:
        return zlib.compress(pickle.dumps([self._thin(thing) for thing in things], 5), 1)
