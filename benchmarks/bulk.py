"""The long jobs: a whole roster taken in, a copy written and read back, a restore."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from benchmarks import workbooks
from benchmarks.figures import Figure, limit, seconds
from commgov_desktop import catalog, opening, practice
from commgov_desktop.backup import record
from commgov_desktop.backup.restore import restore
from commgov_desktop.ledger.office import Office
from commgov_desktop.opening import NewOffice
from commgov_desktop.paths import Places
from commgov_desktop.roster import importing
from commgov_desktop.store import keyring

SCALE = 100_000
"""Residents for which the targets hold."""


def make(folder: Path, residents: int) -> tuple[Office, Figure]:
    """The practice office that the rest is measured on."""
    made: list[Office] = []
    spent = seconds(lambda: made.append(practice.make(Places(folder / "office"), residents=residents)))
    return made[0], Figure(f"practice community of {residents:,} made", spent, "s")


def take_in(folder: Path, rows: int) -> Figure:
    """A whole workbook into an empty office: read, checked, saved, journalled, indexed."""
    source = workbooks.write(folder / "roster.xlsx", rows)
    new = NewOffice("测试居委会", "", "王敏", "practice")
    office, _key = opening.create(Places(folder / "import"), new, quick=True)
    counts: dict[str, int] = {}
    spent = seconds(lambda: counts.update(_import(office, source)))
    office.store.close()
    if counts["new"] != rows:
        raise RuntimeError(f"not every row was taken in: {counts}")
    plain = _libreoffice(source, folder) if rows <= SCALE else None  # of more it takes all memory there is
    return Figure(
        f"import of {rows:,} rows x 20 columns", spent, "s", limit(20, rows, SCALE),
        spent / plain if plain else None, "LibreOffice opening it (to CSV)" if plain else "",
        f"{rows / spent:,.0f} rows/s",
    )  # fmt: skip


def _import(office: Office, source: Path) -> Mapping[str, int]:
    homes = catalog.homes()
    plan = importing.trial(office.store, importing.open_source(office.store, source), homes)
    return importing.apply(office.store, plan, homes).counts


def _libreoffice(source: Path, folder: Path) -> float | None:
    """Seconds LibreOffice takes for the same file, in a profile of its own that is made before."""
    found = shutil.which("soffice")
    if found is None:
        return None
    alone = [found, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run([*alone, "--terminate_after_init"], check=False, capture_output=True)
    command = [*alone, "--convert-to", "csv", "--outdir", str(folder), str(source)]
    spent = seconds(lambda: subprocess.run(command, check=False, capture_output=True))
    return spent if source.with_suffix(".csv").exists() else None


def copies(office: Office, folder: Path, residents: int) -> list[Figure]:
    """A copy with read-back, and its restore, against a plain copy of the office file with fsync."""
    stick = folder / "stick"
    stick.mkdir(exist_ok=True)
    plain = min(seconds(lambda: _plain_copy(office.places.database, folder / "plain.db")) for _ in range(3))
    written = seconds(lambda: record.make_backup(office, stick))
    secret = keyring.recovery_secret(office.places.keyring, office.key)
    back = seconds(lambda: restore(next(stick.glob("*.age")), secret, Places(folder / "restored")))
    size = f"{office.places.database.stat().st_size / 2**20:.0f} MiB"
    target, base = limit(10, residents, SCALE), "plain copy with fsync"
    return [
        Figure("backup with read-back", written, "s", target, written / plain, base, size),
        Figure("restore", back, "s", target, back / plain, base, size),
    ]


def _plain_copy(source: Path, target: Path) -> None:
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())
