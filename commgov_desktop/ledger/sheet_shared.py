"""The texts a workbook keeps apart from its cells (``sharedStrings.xml``), compressed: a large one has millions."""

import re
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import IO

_EACH = 1024
_AT_HAND = 256
_READ_AT_ONCE = 1 << 20


class Unusual(Exception):
    """XML that is right but not written as spreadsheet programs write it."""


class SharedTexts:
    """The texts by their number, each as the XML it is written in: nothing of its form is lost."""

    def __init__(self, file: IO[bytes]) -> None:
        self._blocks: list[bytes] = []
        self._at_hand: OrderedDict[int, list[bytes]] = OrderedDict()
        self._head, self._open, self._end, self._close = b"", b"", b"", b""
        waiting: list[bytes] = []
        for text in self._read(file):
            waiting.append(text)
            if len(waiting) == _EACH:
                self._blocks.append(zlib.compress(self._end.join(waiting), 1))
                waiting = []
        self._blocks.append(zlib.compress(self._end.join(waiting), 1))

    def _read(self, file: IO[bytes]) -> Iterator[bytes]:
        left = b""
        while piece := file.read(_READ_AT_ONCE):
            left += piece
            if not self._end:
                left = self._begin(left)
            if not self._end:
                continue
            *texts, left = left.replace(self._empty, self._full).split(self._end)
            for text in texts:
                if text.count(self._open) != 1 or b"<!" in text:
                    raise Unusual
                yield text
        if not self._end:
            raise Unusual

    def _begin(self, read: bytes) -> bytes:
        """Take the beginning off, as soon as the first text has begun."""
        found = re.search(rb"<((?:[A-Za-z_][\w.-]*:)?)si[\s/>]", read)
        if found is None:
            return read
        prefix = found[1]
        self._head, self._end = read[: found.start()], b"</%ssi>" % prefix
        self._open = b"<%ssi" % prefix
        self._empty, self._full = self._open + b"/>", self._open + b">" + self._end
        self._close = b"</%ssst>" % prefix
        return read[found.start() :]

    def only(self, numbers: Iterable[int]) -> bytes:
        """A ``sharedStrings.xml`` with these texts alone, in this order."""
        return b"".join((self._head, *(self._text(n) + self._end for n in numbers), self._close))

    def _text(self, number: int) -> bytes:
        block, within = divmod(number, _EACH)
        texts = self._at_hand.get(block)
        if texts is None:
            if block >= len(self._blocks):
                raise Unusual
            texts = self._at_hand[block] = zlib.decompress(self._blocks[block]).split(self._end)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        if within >= len(texts):
            raise Unusual
        return texts[within]
