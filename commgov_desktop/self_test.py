"""Tries every part of an installation on an office made for it: open, save, find, print, back up, verify, restore."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from commgov_desktop import catalog, opening, practice
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.paths import Places


@dataclass(frozen=True)
class Line:
    """One thing that was tried. ``detail`` says what was seen, or what went wrong."""

    what: str
    good: bool
    detail: str = ""


Test = Callable[[Office, Path], str]


def run() -> list[Line]:
    """Try everything in a folder of its own that is thrown away. Never touches the office's data."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        lines: list[Line] = []
        with _practice(root, lines) as office:
            if office is not None:
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


def _save_everywhere(office: Office, _root: Path) -> str:
    """Change a record of every ledger that has one, and take it back."""
    tried = 0
    for ledger in catalog.LEDGERS:
        text = next((b.name for b in ledger.fields() if b.name == "note"), None)
        with office.store.read() as session:
            first = session.scalar(select(ledger.model.id).limit(1))
        if first is None or text is None or not hasattr(ledger.model, text):
            continue
        with office.store.write("自检") as session:
            setattr(session.get_one(ledger.model, first), text, "自检")
        office.store.undo()
        tried += 1
    return f"{tried} / {len(catalog.LEDGERS)}"


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
    ("保存与撤销", _save_everywhere),
    ("查找", _find),
    ("导出", _export),
    ("操作记录链", _journal),
    ("备份并核对", _backup),
    ("恢复", _restore),
)
