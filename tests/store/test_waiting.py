"""Nothing of the store waits for ever: for another writer, for a file that is held, for a reader, at the end."""

import gc
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from commgov_desktop import opening
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.ledger.office import Office, SettingRow
from commgov_desktop.store import engine as engines
from commgov_desktop.store import store as stores
from tests.words import english_in

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60


class Held:
    """An action in another thread that stays open until it is told to end."""

    def __init__(self, office: Office) -> None:
        self._go, begun = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._act, args=(office, begun), daemon=True)
        self._thread.start()
        assert begun.wait(PATIENCE)

    def _act(self, office: Office, begun: threading.Event) -> None:
        with office.store.write("长") as session:
            session.add(SettingRow(key="held", value=1))
            begun.set()
            assert self._go.wait(PATIENCE)

    def end(self) -> None:
        self._go.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


def test_a_write_does_not_wait_for_ever_for_one_that_does_not_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "CLERK_WAITS", 0.05)
    held = Held(office)
    for verb in (lambda: office.store.write("短"), office.store.quietly):
        with pytest.raises(StorageTrouble) as waiting, verb():
            pytest.fail("two wrote at once")
        assert waiting.value.kind == "locked"
        assert not english_in(str(waiting.value))
    with pytest.raises(StorageTrouble):
        office.store.note("看")
    with office.store.read() as session:  # reading goes on meanwhile
        assert session.execute(text("select count(*) from settings where key = 'held'")).scalar() == 0
    held.end()
    with office.store.write("短"):
        pass
    assert office.store.undo().label == "长"


def test_a_write_of_another_thread_waits_its_turn(office: Office) -> None:
    held, done = Held(office), threading.Event()

    def act() -> None:
        with office.store.write("后"):
            done.set()

    second = threading.Thread(target=act, daemon=True)
    second.start()
    held.end()
    assert done.wait(PATIENCE)
    second.join(PATIENCE)


def test_a_write_inside_a_write_is_a_fault_and_not_a_wait(office: Office) -> None:
    for verb in (lambda: office.store.write("内"), office.store.quietly):
        with pytest.raises(RuntimeError), office.store.write("外"), verb():
            pytest.fail("an action was begun inside another")
    with office.store.write("后"):
        pass  # the first one has let go of everything


def test_a_listener_may_write_and_one_that_fails_holds_nothing(office: Office) -> None:
    def answer(changes: stores.Changes) -> None:
        if changes.label == "问":
            with office.store.write("答"):
                pass
            raise RuntimeError("a page that fails")

    stop = office.store.subscribe(answer)
    with pytest.raises(RuntimeError, match="a page that fails"), office.store.write("问"):
        pass
    stop()
    done = threading.Event()

    def act() -> None:
        with office.store.write("别人"):
            done.set()

    threading.Thread(target=act, daemon=True).start()
    assert done.wait(PATIENCE)


def test_many_readers_at_once_all_come_to_their_turn(office: Office) -> None:
    seen: list[int] = []
    together = threading.Barrier(8)

    def look() -> None:
        with office.store.read() as session:
            together.wait(PATIENCE)
            seen.append(session.execute(text("select 1")).scalar_one())

    threads = [threading.Thread(target=look, daemon=True) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert seen == [1] * 8


def test_a_copy_into_a_file_that_another_program_holds_ends_with_a_sentence(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "COPY_WAITS", 0.0)
    target, other = tmp_path / "copy.db", tmp_path / "copy.db"
    copy = engines.connect(target, office.key, wait_seconds=0)
    holder = engines.connect(other, office.key)
    holder.execute("create table held (id integer)")
    holder.execute("begin immediate")
    source = engines.connect(office.places.database, office.key)
    with pytest.raises(StorageTrouble) as held:
        engines.copy(source, copy)
    assert held.value.kind == "locked"
    holder.execute("rollback")
    engines.copy(source, copy)
    assert copy.execute("select count(*) from accounts").fetchone() == (1,)
    for connection in (copy, holder, source):
        connection.close()


_CLOSED_AT_WORK = """
import sys, threading
from pathlib import Path
from commgov_desktop import catalog, i18n, opening
from commgov_desktop.paths import Places
i18n.use("zh_CN")
office = opening.unlock(Places(Path(sys.argv[1])), 1, "practice")
begun, go = threading.Event(), threading.Event()
def act():
    with office.store.write("未完") as session:
        begun.set()
        go.wait(60)
threading.Thread(target=act).start()
begun.wait(60)
office.store.close()
go.set()
print("closed")
"""


def test_the_program_ends_though_work_was_under_way_when_the_office_was_closed(office: Office) -> None:
    office.store.close()
    done = subprocess.run(
        [sys.executable, "-c", _CLOSED_AT_WORK, str(office.places.data_dir)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE * 2,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "closed"), done.stderr


def _holders(path: Path) -> list[int]:
    """The open handles of this process on the office file. Windows says it otherwise: it refuses to rename the file."""
    if sys.platform == "win32":
        try:
            path.replace(path.with_suffix(".moved")).replace(path)
        except OSError:
            return [1]
        return []
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            if handle.readlink() == path:
                found.append(int(handle.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("whole", [False, True])
def test_a_read_that_ends_after_the_office_was_closed_holds_the_file_no_longer(
    office: Office, whole: bool
) -> None:
    gc.disable()
    try:
        with office.store.read(whole=whole) as session:
            session.execute(text("select 1"))
            office.store.close()
            assert _holders(office.store.path)
        assert not _holders(office.store.path)
    finally:
        gc.enable()


def test_an_office_that_could_not_be_opened_holds_the_file_no_longer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.store.close()

    def fails(*_words: object) -> bool:
        raise UserError("no")

    monkeypatch.setattr(stores.search, "is_ready", fails)
    gc.disable()
    try:
        with pytest.raises(UserError):
            opening.unlock(office.places, 1, "practice")
        assert not _holders(office.places.database)
    finally:
        gc.enable()
