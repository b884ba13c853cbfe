"""From the stick to the setup file's start: proven here, nothing left when refused, and the outcome told once."""

from pathlib import Path

import pytest

from commgov_desktop.errors import Cancelled, StorageTrouble
from commgov_desktop.updating import exchange, offers
from commgov_desktop.updating.setup_file import DamagedSetupFile, SetupRefused
from tests.updating.test_setup_file import CONTENT, OURS, sealed


def _silent(_done: int, _total: int) -> None:
    return None


@pytest.fixture
def offer(tmp_path: Path) -> offers.Offer:
    """A newer version on a stick."""
    (tmp_path / "stick").mkdir()
    return offers.examine(sealed(tmp_path / "stick" / "n-setup.exe"), OURS, "0.1.0")


def test_the_setup_file_is_proven_on_this_computer(offer: offers.Offer, tmp_path: Path) -> None:
    brought = exchange.bring(offer, tmp_path / "updates", OURS, _silent)
    assert brought.parent == tmp_path / "updates"
    assert brought.read_bytes() == offer.path.read_bytes()


def test_a_file_exchanged_on_the_stick_meanwhile_is_not_used(offer: offers.Offer, tmp_path: Path) -> None:
    sealed(offer.path, "0.3.0", CONTENT + b"another")
    with pytest.raises(DamagedSetupFile):
        exchange.bring(offer, tmp_path / "updates", OURS, _silent)
    assert list((tmp_path / "updates").iterdir()) == []


def test_a_byte_lost_on_the_way_is_found_and_nothing_left(offer: offers.Offer, tmp_path: Path) -> None:
    content = bytearray(offer.path.read_bytes())
    content[100] ^= 4
    offer.path.write_bytes(content)
    with pytest.raises(SetupRefused):
        exchange.bring(offer, tmp_path / "updates", OURS, _silent)
    assert list((tmp_path / "updates").iterdir()) == []


def test_cancelled_nothing_is_left(offer: offers.Offer, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        exchange.bring(offer, tmp_path / "updates", OURS, stop)
    assert list((tmp_path / "updates").iterdir()) == []


def test_too_little_room_is_said_before_anything_is_copied(
    offer: offers.Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Room:
        free = 10

    monkeypatch.setattr(exchange.shutil, "disk_usage", lambda _folder: Room)
    with pytest.raises(StorageTrouble) as told:
        exchange.bring(offer, tmp_path / "updates", OURS, _silent)
    assert told.value.kind == "full"


def test_the_folder_comes_last_and_without_quotes_as_the_setup_file_wants_it() -> None:
    line = exchange.command(Path("C:/d d/s.exe"), Path("C:/Program Files/x"), Path("D:/数据 一"))
    assert (
        line
        == f'"{Path("C:/d d/s.exe")}" /UPDATE "/DATA={Path("D:/数据 一")}" /D={Path("C:/Program Files/x")}'
    )


def test_what_came_of_it_is_told_once(tmp_path: Path) -> None:
    note = tmp_path / exchange.RESULT
    note.write_text("updated 0.2.0\r\n", "utf-16", newline="")
    assert exchange.last_result(tmp_path, "0.2.0") == exchange.Result(True, "0.2.0")
    assert exchange.last_result(tmp_path, "0.2.0") is None
    note.write_text("stopped 3 0.2.0\r\n新版本没有通过自检。\r\n", "utf-16", newline="")
    (tmp_path / exchange.TESTED).write_text("ok  居民 200\nBAD 证明 找不到字体\n", "utf-8")
    told = exchange.last_result(tmp_path, "0.1.0")
    assert told == exchange.Result(False, "0.2.0", "新版本没有通过自检。\nBAD 证明 找不到字体")
    assert list(tmp_path.iterdir()) == []


def test_a_note_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / exchange.RESULT).write_bytes(b"\xff\xfe\x00")
    assert exchange.last_result(tmp_path, "0.1.0") is None
    assert exchange.last_result(None, "0.1.0") is None
