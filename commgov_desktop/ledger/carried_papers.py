"""Writes the papers about single records as PDF files: what an office takes along beside its tables."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import select

from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.paths import safe_name
from commgov_desktop.store.record import Record

NameOf = Callable[[Office, str, int], str]
"""What a record is called, by its table and id."""

_LONGEST = 60
"""Characters of a record's name in the name of its file; Windows counts those of the whole path."""


def write(
    office: Office, folder: Path, kinds: Sequence[PaperKind], named: NameOf, written: Callable[[], object]
) -> tuple[int, list[str]]:
    """One file for each record of these papers, in a folder for each kind.

    Calls ``written`` after each. Gives the number of files, and a line for each record that has no paper, with
    the reason: a voided certificate is not printed any more.
    """
    files, without = 0, []
    for kind in kinds:
        inner = folder / kind.title.split("（")[0]
        inner.mkdir(parents=True)
        for number in _ids(office, kind.about):
            name = f"{number:05}_{safe_name(named(office, kind.about, number))[:_LONGEST]}".rstrip("_ .")
            try:
                (inner / f"{name}.pdf").write_bytes(kind.make(office, number))
                files += 1
            except UserError as error:
                without.append(f"{inner.name} {name}：{' '.join(str(error).split())}")
            written()
    return files, without


def count(office: Office, kinds: Sequence[PaperKind]) -> int:
    """How many records these papers are about."""
    return sum(len(_ids(office, kind.about)) for kind in kinds)


def _ids(office: Office, table: str) -> Sequence[int]:
    ids = Record.metadata.tables[table].c.id
    with office.store.read() as session:
        return session.scalars(select(ids).order_by(ids)).all()
