"""One clerk's action is one transaction, one undo step, one piece of news."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from commgov_desktop import office_folder, opening
from commgov_desktop.access.accounts import AccountRow
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.ledger.office import NAME, PHONE, Office, SettingRow
from commgov_desktop.paths import Places
from commgov_desktop.store import journal
from commgov_desktop.store.store import Changes, UndoConflict


def _add(office: Office, name: str) -> int:
    with office.store.write(f"登记{name}") as session:
        row = AccountRow(name=name, role="worker")
        session.add(row)
        session.flush()
        return row.id


def _names(office: Office) -> list[str]:
    with office.store.read() as session:
        return list(session.scalars(select(AccountRow.name).order_by(AccountRow.id)))


def _rename(office: Office, row_id: int, name: str) -> None:
    with office.store.write(f"改名{name}") as session:
        session.get_one(AccountRow, row_id).name = name


def test_an_action_that_fails_leaves_nothing_and_tells_nobody(office: Office) -> None:
    heard: list[Changes] = []
    office.store.subscribe(heard.append)
    with pytest.raises(RuntimeError), office.store.write("登记") as session:  # noqa: PT012
        session.add(AccountRow(name="李红", role="worker"))
        session.flush()
        raise RuntimeError
    assert _names(office) == ["王敏"]
    assert heard == []
    assert office.store.undoable() is None


def test_undo_takes_back_addition_edit_and_removal_in_turn_and_redo_brings_them_again(office: Office) -> None:
    row = _add(office, "李红")
    _rename(office, row, "李宏")
    with office.store.write("删除李宏") as session:
        session.delete(session.get_one(AccountRow, row))
    assert _names(office) == ["王敏"]
    seen = []
    for _step in range(3):
        office.store.undo()
        seen.append(_names(office))
    assert seen == [["王敏", "李宏"], ["王敏", "李红"], ["王敏"]]
    for _step in range(3):
        office.store.redo()
    assert _names(office) == ["王敏"]
    with pytest.raises(UserError):
        office.store.redo()


def test_undo_survives_closing_the_program(office: Office) -> None:
    _add(office, "李红")
    places = office.places
    office.store.close()
    again = opening.unlock(places, 1, "practice")
    try:
        assert again.store.undo().label == "登记李红"
        assert _names(again) == ["王敏"]
        assert again.store.redoable() is not None
    finally:
        again.store.close()


def test_a_new_action_after_an_undo_ends_redo(office: Office) -> None:
    _add(office, "李红")
    office.store.undo()
    _add(office, "赵强")
    assert office.store.redoable() is None
    assert _names(office) == ["王敏", "赵强"]


def test_an_earlier_action_is_refused_when_later_work_stands_on_it_and_the_work_is_named(
    office: Office,
) -> None:
    row = _add(office, "李红")
    with office.store.read() as session:
        first = session.scalar(select(journal.Action.id).order_by(journal.Action.id.desc()).limit(1))
    _rename(office, row, "李宏")
    with pytest.raises(UndoConflict) as refused:
        office.store.take_back(first or 0)
    assert "改名李宏" in refused.value.records[0]
    assert _names(office) == ["王敏", "李宏"]


def test_news_names_what_was_written_and_not_what_was_meant(office: Office) -> None:
    heard: list[Changes] = []
    stop = office.store.subscribe(heard.append)
    row = _add(office, "李红")
    stop()
    _rename(office, row, "李宏")
    assert len(heard) == 1
    assert {table: list(rows) for table, rows in heard[0].rows.items()} == {"accounts": [row]}
    assert heard[0].touches("accounts")
    assert not heard[0].touches("settings")


def test_a_final_action_cannot_be_undone(office: Office) -> None:
    with office.store.write("编号", final=True) as session:
        session.add(SettingRow(key="x", value=1))
    assert office.store.undoable() is None
    with office.store.read() as session:
        last = session.scalar(select(journal.Action.id).order_by(journal.Action.id.desc()).limit(1))
    with pytest.raises(UserError, match="编号"):
        office.store.take_back(last or 0)


def test_a_change_outside_a_named_action_is_refused_by_the_file_itself(office: Office) -> None:
    with pytest.raises(Exception, match="NOT NULL"), office.store._writer.begin() as connection:
        connection.execute(text("update settings set value = '1'"))


def test_an_altered_line_of_the_journal_shows(office: Office) -> None:
    _add(office, "李红")
    _add(office, "赵强")
    with office.store.read() as session:
        assert journal.first_broken_link(session) is None
    with office.store._writer.begin() as connection:
        connection.execute(text("update changes set after = replace(after, '李红', '李黑')"))
    with office.store.read() as session:
        assert journal.first_broken_link(session) is not None


def test_every_action_carries_who_did_it(office: Office) -> None:
    _add(office, "李红")
    with office.store.read() as session:
        last = session.scalars(select(journal.Action).order_by(journal.Action.id.desc())).first()
        assert last is not None
        assert (last.account_id, last.account_name) == (1, "王敏")


def test_no_byte_of_the_file_gives_a_name_or_a_table_away(office: Office) -> None:
    _add(office, "欧阳惠敏")
    office.store.close()
    for path in office.places.data_dir.glob("office.db*"):
        data = path.read_bytes()
        for word in ("欧阳惠敏".encode(), b"accounts", b"CREATE TABLE", b"SQLite format"):
            assert word not in data


def test_the_file_cannot_be_opened_without_its_key(office: Office) -> None:
    office.store.close()
    with closing(sqlite3.connect(office.places.database)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("select * from accounts").fetchall()


def test_settings_of_the_connection_hold(office: Office) -> None:
    for engine in (office.store._reader, office.store._writer):
        with engine.connect() as connection:
            facts = [
                connection.exec_driver_sql(f"pragma {name}").scalar()
                for name in ("foreign_keys", "journal_mode", "synchronous")
            ]
        assert facts == [1, "wal", 2]


def _damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[0 : len(data) : 100] = bytes(len(range(0, len(data), 100)))
    path.write_bytes(data)


def test_a_damaged_file_is_named_as_damaged_and_kept(office: Office) -> None:
    office.store.close()
    _damage(office.places.database)
    with pytest.raises(StorageTrouble) as told:
        opening.unlock(office.places, 1, "practice")
    assert told.value.kind == "damaged"
    assert office.places.database.exists()


def test_a_file_locked_by_another_program_says_so(make_office: Callable[[str], Office]) -> None:
    office = make_office("locked")
    from commgov_desktop.store.engine import connect

    other = connect(office.places.database, office.key)
    other.execute("begin immediate")
    try:
        with pytest.raises(StorageTrouble) as told:
            _add(office, "李红")
        assert told.value.kind == "locked"
    finally:
        other.execute("rollback")
        other.close()
    _add(office, "李红")


def test_a_file_from_a_newer_program_is_refused_untouched(office: Office) -> None:
    from commgov_desktop.store.engine import connect

    office.store.close()
    connection = connect(office.places.database, office.key)
    connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    with pytest.raises(StorageTrouble) as told:
        opening.unlock(office.places, 1, "practice")
    assert told.value.kind == "newer"


def test_an_interrupted_creation_leaves_no_half_office(tmp_path: Path) -> None:
    places = Places(tmp_path / "new")
    staging = places.make().data_dir / "creating"
    staging.mkdir()
    (staging / "office.db").write_bytes(b"half")
    assert not office_folder.is_there(places)
    assert not staging.exists()


def test_settings_are_an_action_that_can_be_undone(office: Office) -> None:
    office.settings.save({PHONE.key: "0755-12345678"})
    assert office.settings[PHONE] == "0755-12345678"
    office.store.undo()
    assert office.settings[PHONE] == ""
    assert office.settings[NAME] == "沙田社区居民委员会"
