"""Many papers of one kind: ten thousand notices in one file, or a thousand certificates each in its own."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from commgov_desktop.documents.paper import A4, Paper, Size
from commgov_desktop.documents.subsets import Common, learn

T = TypeVar("T")

Progress = Callable[[int, int], None]

_STATIC = "same-on-all-pages"
_SAMPLES = 3
_EVERY = 50


def one_file(
    title: str,
    issued: datetime,
    items: Sequence[T],
    draw: Callable[[Paper, T], None],
    *,
    static: Callable[[Paper], None] | None = None,
    size: Size = A4,
    progress: Progress | None = None,
) -> bytes:
    """One PDF with a page for every item. ``static`` draws what is the same on all; it is stored once.

    ``draw`` may begin further pages of its own. ``progress(done, total)`` may raise to stop.
    """
    paper = Paper(title, issued, size=size)
    if static:
        paper.define_part(_STATIC, static)
    for done, item in enumerate(items):
        if done:
            paper.new_page()
        if static:
            paper.place_part(_STATIC)
        draw(paper, item)
        if progress and done % _EVERY == 0:
            progress(done, len(items))
    if progress:
        progress(len(items), len(items))
    return paper.finish()


def separate_files(
    items: Sequence[T],
    make: Callable[[T, Common | None], bytes],
    *,
    progress: Progress | None = None,
) -> Iterator[bytes]:
    """The file of every item in order. ``make`` hands the second value on as ``common`` of its paper or sheet.

    What the first few have in common is learnt from them and embedded ready-made in all.
    """
    common = learn(lambda item: make(item, None), list(items[:_SAMPLES])) if len(items) > _SAMPLES else None
    for done, item in enumerate(items):
        yield make(item, common)
        if progress:
            progress(done + 1, len(items))
