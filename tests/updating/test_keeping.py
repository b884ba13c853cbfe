"""Before an update the encrypted data are copied without a password, proven, and only while nobody has them open."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from commgov_desktop import clock, opening
from commgov_desktop.__main__ import main
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.paths import Places
from commgov_desktop.updating import keeping


@pytest.fixture
def closed(make_office: Callable[[str], Office]) -> Places:
    """An office nobody has open."""
    office = make_office("closed")
    office.store.close()
    return office.places


def test_the_copy_opens_with_the_same_password(closed: Places, tmp_path: Path) -> None:
    kept = keeping.keep(closed)
    assert kept is not None
    again = opening.unlock(Places(kept), 1, "practice")
    assert again.name == "沙田社区居民委员会"
    again.store.close()


def test_without_an_office_there_is_nothing_to_keep(tmp_path: Path) -> None:
    assert keeping.keep(Places(tmp_path / "nowhere")) is None
    assert not (tmp_path / "nowhere").exists()


def test_an_open_office_is_not_copied(closed: Places) -> None:
    held = QLockFile(str(closed.lock))
    assert held.tryLock(0)
    with pytest.raises(UserError, match="正打开着"):
        keeping.keep(closed)
    held.unlock()
    assert keeping.keep(closed) is not None


def test_a_copy_that_differs_is_not_left_behind(closed: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_digest", lambda file: str(file).encode())
    with pytest.raises(StorageTrouble):
        keeping.keep(closed)
    assert list(closed.kept_aside.iterdir()) == []


def test_the_three_newest_copies_stay(closed: Places) -> None:
    made = []
    for day in range(5):
        clock.pretend(date(2026, 3, 5) + timedelta(day))
        made.append(keeping.keep(closed))
    assert sorted(closed.kept_aside.iterdir()) == made[-3:]


def test_the_setup_file_calls_it_by_the_command_line(
    closed: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data-dir", str(closed.data_dir), "keep"]) == 0
    assert "before-update-" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_the_copy_is_its_owners_alone(closed: Places) -> None:
    kept = keeping.keep(closed)
    assert kept is not None
    assert kept.stat().st_mode & 0o077 == 0
