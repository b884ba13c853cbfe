"""Tries every part of an installation on an office made for it: open, save, find, print, back up, verify, restore."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from commgov_desktop import catalog, opening, paths, practice
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.paths import Places


@dataclass(frozen=True)
class Line:
    """One thing that was tried. ``detail`` says what was seen, or what went wrong."""

    what: str
    good: bool
    detail: str = ""


Test = Callable[[Office, Path], str]

MOST_TRIED = 20
"""Records of a ledger that are tried until one can be saved."""


def run() -> list[Line]:
    """Try everything in a folder of its own that is thrown away. Never touches the office's data."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        lines = [_program_files(folder) for folder in [paths.installed()] if folder]
        with _practice(root, lines) as office:
            if office is not None:
                lines += [_try(_(ledger.title), _save(ledger), office, root) for ledger in catalog.LEDGERS]
                lines += [_try(name, test, office, root) for name, test in TESTS]
                lines += [_try(kind.title, _paper(kind.key), office, root) for kind in catalog.papers()]
        return lines


@contextmanager
def _practice(root: Path, lines: list[Line]) -> Iterator[Office | None]:
    try:
        office = practice.make(Places(root / "office"), residents=200, seed=1)
    except (UserError, OSError) as error:
        lines.append(Line(_("Make an office"), False, str(error)))
        yield None
        return
    lines.append(Line(_("Make an office"), True))
    try:
        yield office
    finally:
        office.store.close()


def _try(what: str, test: Test, office: Office, root: Path) -> Line:
    try:
        return Line(what, True, test(office, root))
    except Exception as error:
        return Line(what, False, f"{type(error).__name__}: {error}")


def _program_files(folder: Path) -> Line:
    """Every installed file is as it was packed."""
    from commgov_desktop.updating import file_list

    try:
        count, altered = file_list.altered(folder)
    except (OSError, ValueError) as error:
        return Line(_("Files of the program"), False, str(error))
    return Line(_("Files of the program"), not altered, "；".join(altered[:5]) or str(count))


def _save(ledger: Ledger) -> Test:
    """A record of this ledger goes through its form, is read again, and is taken back."""

    def test(office: Office, _root: Path) -> str:
        from commgov_desktop.ledger.listing import Listing

        ids = Listing(office.store, ledger).ids()
        boxes = [box.name for box in ledger.fields() if box.kind in ("paragraph", "text")]
        if boxes and not any(_saved_and_undone(office, ledger, number, boxes) for number in ids[:MOST_TRIED]):
            raise UserError(_("No record of this ledger could be saved."))
        return str(len(ids))

    return test


def _saved_and_undone(office: Office, ledger: Ledger, number: int, boxes: list[str]) -> bool:
    """Whether one of the record's boxes could be changed; some are fixed by rules, and some records are final."""
    before = office.book.values(ledger, number)
    for box in reversed(boxes):
        changed = before | {box: f"{before[box] or ''}自检"}
        try:
            office.book.save(ledger, number, changed)
        except UserError:
            continue
        found = office.book.values(ledger, number)
        office.store.undo()
        if found[box] != changed[box] or office.book.values(ledger, number) != before:
            raise UserError(_("A record came back otherwise than it was saved."))
        return True
    return False


def _find(office: Office, _root: Path) -> str:
    with office.store.read() as session:
        name = session.scalar(select(catalog.LEDGERS[0].model.name).limit(1))  # type: ignore[attr-defined]
    hits = office.people.find(str(name))
    if not hits:
        raise UserError(_("A resident that is there was not found."))
    return f"{len(hits)}"


def _export(office: Office, root: Path) -> str:
    from commgov_desktop.ledger.exporting import export_list
    from commgov_desktop.ledger.listing import Listing

    ledger = catalog.LEDGERS[0]
    ids = Listing(office.store, ledger).ids()
    return str(export_list(office, ledger, ids, root / "roster.xlsx"))


def _journal(office: Office, _root: Path) -> str:
    from commgov_desktop.store import journal

    with office.store.read() as session:
        broken = journal.first_broken_link(session)
    if broken is not None:
        raise UserError(_("The record of actions is broken at number {n}.").format(n=broken))
    return ""


def _upgrade(office: Office, root: Path) -> str:
    """The scripts that bring an old office file up to this version run through."""
    from commgov_desktop.store import migrate

    file = root / "oldest.db"
    migrate.rehearse(file, office.key)
    return migrate.version(file, office.key)


def _backup(office: Office, root: Path) -> str:
    from commgov_desktop.backup import record

    (root / "stick").mkdir(exist_ok=True)
    return record.make_backup(office, root / "stick").path.name


def _restore(office: Office, root: Path) -> str:
    from commgov_desktop.backup.restore import restore
    from commgov_desktop.store import keyring

    secret = keyring.recovery_secret(office.places.keyring, office.key)
    copy = next((root / "stick").glob("*.age"))
    places = Places(root / "restored")
    done = restore(copy, secret, places)
    again = opening.unlock(places, office.account.id, practice.PASSWORD)
    again.store.close()
    return str(sum(done.inside.manifest.counts.values()))


def _paper(key: str) -> Test:
    def make(office: Office, _root: Path) -> str:
        kind = next(k for k in catalog.papers() if k.key == key)
        for record_id in records_of(office, kind.about):
            try:
                return f"{len(kind.make(office, record_id)):,} B"
            except UserError:
                continue  # this record lacks what the paper needs; another one will have it
        raise UserError(_("No record of the practice community has all that this paper needs."))

    return make


def records_of(office: Office, about: str) -> list[int]:
    """Ids of the records a paper of this kind could be about; ``[0]`` for a paper about the office."""
    if not about:
        return [0]
    from commgov_desktop.store.record import Record

    table = Record.metadata.tables[about]
    with office.store.read() as session:
        return list(session.scalars(select(table.c.id).limit(200)))


TESTS: tuple[tuple[str, Test], ...] = (
    ("查找", _find),
    ("导出", _export),
    ("操作记录链", _journal),
    ("旧版本数据升级", _upgrade),
    ("备份并核对", _backup),
    ("恢复", _restore),
)
