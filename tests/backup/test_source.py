"""The open office gives its copy all that a backup needs, and the book of copies knows what became of it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.backup import checking, record, restore
from commgov_desktop.backup.copies import BackupRow, where_is
from commgov_desktop.backup.manifest import DamagedBackup
from commgov_desktop.backup.source import OfficeSource
from commgov_desktop.errors import UserError
from commgov_desktop.ledger import drafts
from commgov_desktop.ledger.office import Office, SettingRow
from commgov_desktop.paths import Places
from commgov_desktop.store import journal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "stick"
    there.mkdir()
    return there


def _later(**span: float) -> None:
    clock.pretend(clock.now() + timedelta(**span))


def test_a_copy_of_the_open_office_is_proven_and_entered(office: Office, folder: Path) -> None:
    copy = record.make_backup(office, folder, stick="社区甲")
    assert copy.path.parent == folder
    assert copy.is_good
    assert copy.counts["accounts"] == 1
    assert record.last_good(office) == copy
    checked = checking.verify(copy.path, OfficeSource(office).secret)
    assert checked.manifest.office_name == "沙田社区"
    assert checked.manifest.made_by == "王敏"


def test_undo_never_offers_a_copy(office: Office, folder: Path) -> None:
    office.settings.save({"office.phone": "0571"}, "改电话")
    record.make_backup(office, folder)
    step = office.store.undoable()
    assert step is not None
    assert step.label == "改电话"


def test_a_copy_found_damaged_is_no_longer_the_last_good_one(office: Office, folder: Path) -> None:
    first = record.make_backup(office, folder)
    _later(hours=1)
    second = record.make_backup(office, folder)
    content = bytearray(second.path.read_bytes())
    content[len(content) // 2] ^= 1
    second.path.write_bytes(content)
    with pytest.raises(DamagedBackup):
        record.check_again(office, second.id)
    last = record.last_good(office)
    assert last is not None
    assert last.id == first.id
    assert [copy.result for copy in record.copies(office)] == ["damaged", "verified"]


def test_a_rehearsal_restores_elsewhere_and_touches_nothing(office: Office, folder: Path) -> None:
    copy = record.make_backup(office, folder)
    office.settings.save({"office.phone": "after the copy"})
    assert record.rehearse(office, copy.id).result == "rehearsed"
    assert list(office.places.scratch.iterdir()) == []
    with office.store.read() as session:
        assert (
            session.scalar(select(SettingRow.value).where(SettingRow.key == "office.phone"))
            == "after the copy"
        )


def test_a_stick_that_is_away_is_asked_for_by_name(office: Office, folder: Path) -> None:
    copy = record.make_backup(office, folder, stick="社区乙")
    copy.path.rename(folder / "elsewhere.age")
    with pytest.raises(UserError, match="社区乙"):
        where_is(copy)


def test_drafts_that_were_finished_raise_no_alarm(office: Office, folder: Path) -> None:
    for number in range(12):
        drafts.keep(office.store, 1, f"residents:{number}", {"name": "x"})
    record.make_backup(office, folder)
    for number in range(12):
        drafts.drop(office.store, 1, f"residents:{number}")
    _later(hours=1)
    assert record.make_backup(office, folder).alarms == ()


def test_a_ledger_that_shrank_raises_an_alarm_in_its_own_word(office: Office, folder: Path) -> None:
    office.settings.save({f"extra.{n}": n for n in range(40)})
    record.make_backup(office, folder)
    with office.store.write("清理") as session:
        for row in session.scalars(select(SettingRow).where(SettingRow.key.startswith("extra."))):
            session.delete(row)
    _later(hours=1)
    (alarm,) = record.make_backup(office, folder, table_names={"settings": "设置"}).alarms
    assert "“设置”" in alarm


def test_thinned_copies_leave_the_book(office: Office, folder: Path) -> None:
    for _round in range(4):
        record.make_backup(office, folder)
        _later(minutes=5)
    kept = {copy.path for copy in record.copies(office)}
    assert kept == set(folder.glob("*.age"))
    with office.store.read() as session:
        assert len(session.scalars(select(BackupRow)).all()) == 4


def test_today_reminds_when_the_last_copy_is_too_old(office: Office, folder: Path) -> None:
    assert [due.day for due in record.due(office)] == [clock.today()]
    assert record.state(office)[1] == "red"
    record.make_backup(office, folder, stick="社区甲")
    assert record.due(office) == []
    assert record.state(office)[1] == "green"
    _later(days=4)
    (due,) = record.due(office)
    assert due.days_left(clock.today()) == -1
    assert due.tab == "backup"
    assert record.state(office)[1] == "amber"
    office.settings.save({record.DAYS.key: 5})
    assert record.due(office) == []


def test_present_counts_are_counted_as_a_copy_counts(office: Office, folder: Path) -> None:
    before = record.present_counts(office.store)
    assert record.make_backup(office, folder).counts == before


def test_going_back_keeps_the_present_and_says_who_did_it(office: Office, folder: Path) -> None:
    copy = record.make_backup(office, folder)
    secret = OfficeSource(office).secret
    office.settings.save({"office.phone": "after the copy"})
    office.store.close()
    _later(hours=1)
    done = record.go_back(office, copy.path, secret)
    assert done.kept_aside is not None
    assert (done.kept_aside / "office.db").exists()
    with office.store.read() as session:
        assert session.scalar(select(SettingRow.id).where(SettingRow.key == "office.phone")) is None
        last = session.scalar(select(journal.Action).order_by(journal.Action.id.desc()).limit(1))
        assert last is not None
        assert (last.kind, last.account_name) == ("note", "王敏")
        assert journal.first_broken_link(session) is None


def test_the_copy_opens_in_an_empty_folder(office: Office, folder: Path, tmp_path: Path) -> None:
    copy = record.make_backup(office, folder)
    done = restore.restore(copy.path, OfficeSource(office).secret, Places(tmp_path / "new"))
    assert done.inside.manifest.counts == copy.counts
