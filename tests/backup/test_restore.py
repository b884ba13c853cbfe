"""Going back to a copy: what is shown before, what is kept, and what a power cut in the middle leaves."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from backup_office import SmallOffice, connect

from commgov_desktop.backup import manifest, medium
from commgov_desktop.backup import restore as restoring
from commgov_desktop.backup.archive import write_backup
from commgov_desktop.backup.manifest import NewerBackup
from commgov_desktop.backup.restore import Difference, look, recover_interrupted, restore
from commgov_desktop.errors import Cancelled, UserError
from commgov_desktop.paths import Places
from commgov_desktop.store import keyring


@pytest.fixture
def copy(small_office: SmallOffice, stick: Path) -> Path:
    """A backup of 200 residents; afterwards the office goes on to 150."""
    path = write_backup(small_office, stick).path
    small_office.do("delete from residents where id > 150")
    return path


def people_in(folder: Path, key: bytes) -> int:
    connection = connect(folder / "office.db", key)
    count = int(connection.execute("select count(*) from residents").fetchone()[0])
    connection.close()
    return count


def test_the_look_shows_what_would_change(small_office: SmallOffice, copy: Path) -> None:
    seen = look(copy, small_office.secret, {"residents": 150, "households": 50, "visits": 4})
    assert seen.differences == (Difference("residents", 150, 200), Difference("visits", 4, 0))
    assert seen.inside.manifest.office_name == "红星社区"
    assert seen.same_office
    assert not look(copy, small_office.secret, {}, "another").same_office


def test_a_restore_brings_back_the_copy_and_keeps_the_present(small_office: SmallOffice, copy: Path) -> None:
    places = small_office.places
    places.drafts.mkdir()
    (places.drafts / "1").write_text("half typed")
    done = restore(copy, small_office.secret, places)
    assert small_office.residents() == 200
    assert done.kept_aside is not None
    assert done.kept_aside.parent == places.kept_aside
    assert people_in(done.kept_aside, small_office.data_key) == 150
    assert (done.kept_aside / "keyring.json").exists()
    assert (done.kept_aside / "drafts" / "1").read_text() == "half typed"
    assert not places.restoring.exists()
    assert keyring.open_with_password(places.keyring, 1, "practice").data_key == small_office.data_key


def test_a_write_ahead_file_goes_aside_with_its_database(small_office: SmallOffice, copy: Path) -> None:
    places = small_office.places
    open_still = connect(places.database, small_office.data_key)
    open_still.execute("delete from residents where id > 100")
    raw = {end: Path(f"{places.database}{end}").read_bytes() for end in ("", "-wal")}
    open_still.close()
    for end, content in raw.items():
        Path(f"{places.database}{end}").write_bytes(content)
    done = restore(copy, small_office.secret, places)
    assert done.kept_aside is not None
    assert small_office.residents() == 200
    assert people_in(done.kept_aside, small_office.data_key) == 100


def test_a_restore_into_an_empty_folder(small_office: SmallOffice, copy: Path, tmp_path: Path) -> None:
    places = Places(tmp_path / "new computer" / "data")
    done = restore(copy, small_office.secret, places)
    assert done.kept_aside is None
    assert people_in(places.data_dir, small_office.data_key) == 200
    assert sorted(each.name for each in places.data_dir.iterdir()) == ["keyring.json", "office.db"]


def test_two_restores_keep_both_earlier_states(small_office: SmallOffice, copy: Path) -> None:
    first = restore(copy, small_office.secret, small_office.places).kept_aside
    small_office.do("delete from residents where id > 10")
    second = restore(copy, small_office.secret, small_office.places).kept_aside
    assert first is not None
    assert second is not None
    assert people_in(first, small_office.data_key) == 150
    assert people_in(second, small_office.data_key) == 10


def test_cancel_leaves_the_present_as_it_was(small_office: SmallOffice, copy: Path) -> None:
    def cancel(done: int, _total: int) -> None:
        if done >= 700:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore(copy, small_office.secret, small_office.places, cancel)
    assert small_office.residents() == 150
    assert not small_office.places.restoring.exists()
    assert not small_office.places.kept_aside.exists()


def test_a_copy_of_a_newer_program_is_refused_with_its_version(
    small_office: SmallOffice, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "__version__", "0.0.9")
    with pytest.raises(NewerBackup, match=r"0\.1\.0"):
        restore(copy, small_office.secret, small_office.places)


class _PowerCut(BaseException):
    """Everything stops here, as when the plug is pulled: nothing is tidied up any more."""


def _cut_at(nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop at the n-th thing the exchange does to the disk, before it is done."""
    left = [nth]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*all_: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise _PowerCut
            return real(*all_, **more)

        return call

    monkeypatch.setattr(restoring.os, "replace", counted(os.replace))
    monkeypatch.setattr(restoring, "write_whole", counted(restoring.write_whole))
    monkeypatch.setattr(restoring, "sync_folder", counted(restoring.sync_folder))
    monkeypatch.setattr(restoring.shutil, "rmtree", counted(restoring.shutil.rmtree))


@pytest.mark.parametrize("nth", range(1, 25))
def test_a_power_cut_at_any_step_leaves_the_old_or_the_new_state(
    small_office: SmallOffice, copy: Path, nth: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, suppress(_PowerCut):
        _cut_at(nth, patch)
        restore(copy, small_office.secret, small_office.places)
    recover_interrupted(small_office.places)
    assert not small_office.places.restoring.exists()
    people = small_office.residents()
    assert people in (150, 200)
    if people == 200:
        (kept,) = small_office.places.kept_aside.iterdir()
        assert people_in(kept, small_office.data_key) == 150
    assert keyring.accounts(small_office.places.keyring) == [(1, "王敏")]


def test_a_second_power_cut_during_the_recovery_loses_nothing(small_office: SmallOffice, copy: Path) -> None:
    for first, second in ((5, 1), (6, 2), (8, 1), (9, 3), (10, 2), (11, 1), (13, 2)):
        for nth in (first, second):
            with pytest.MonkeyPatch.context() as patch, suppress(_PowerCut):
                _cut_at(nth, patch)
                if nth == first:
                    restore(copy, small_office.secret, small_office.places)
                else:
                    recover_interrupted(small_office.places)
        recover_interrupted(small_office.places)
        assert small_office.residents() in (150, 200)
        small_office.do("delete from residents where id > 150")


@pytest.mark.parametrize("held", range(1, 6))
def test_a_file_another_program_holds_brings_everything_back(
    small_office: SmallOffice, copy: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    left = [held]
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise PermissionError(13, "held")
        real(source, target)

    monkeypatch.setattr(restoring.os, "replace", replace)
    try:
        restore(copy, small_office.secret, small_office.places)
    except UserError:
        assert small_office.residents() == 150
        assert not small_office.places.restoring.exists()
        assert not list(small_office.places.kept_aside.glob("*"))
    else:
        pytest.fail("nothing was held")


def test_a_stick_pulled_out_while_restoring_changes_nothing(
    small_office: SmallOffice, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing(path: Path) -> Iterator[bytes]:
        yield path.read_bytes()[:9000]
        raise OSError(107, "Transport endpoint is not connected")

    monkeypatch.setattr(medium, "pieces_of", vanishing)
    with pytest.raises(UserError, match=copy.name):
        restore(copy, small_office.secret, small_office.places)
    assert small_office.residents() == 150
    assert not small_office.places.restoring.exists()


def test_a_file_that_is_not_there_is_said(small_office: SmallOffice, stick: Path) -> None:
    with pytest.raises(UserError, match="nowhere"):
        restore(stick / "nowhere.age", small_office.secret, small_office.places)
    assert small_office.residents() == 200
