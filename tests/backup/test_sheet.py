"""The two pages of paper: the envelope's sheet and the slip of a copy."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyrage
import pytest
import zxingcpp

from commgov_desktop.backup.archive import Backup
from commgov_desktop.backup.sheet import backup_certificate, recovery_sheet, words_of
from commgov_desktop.documents import fonts, rendering
from commgov_desktop.store.keyring import normal_recovery_key

OFFICE = "春晖路街道红星社区居民委员会"
NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _bundled_fonts() -> None:
    fonts.use_bundled_only(True)


def test_the_groups_on_the_sheet_are_the_key() -> None:
    secret = str(pyrage.x25519.Identity.generate())
    words = words_of(secret)
    typed = words.prefix + " ".join(group for row in words.rows for group in row)
    assert normal_recovery_key(typed) == secret == words.qr


def test_the_recovery_sheet_is_one_page_with_the_key_in_words_and_in_a_code(tmp_path: Path) -> None:
    secret = str(pyrage.x25519.Identity.generate())
    sheet = recovery_sheet(OFFICE, secret, date(2026, 3, 5))
    assert rendering.page_count(sheet) == 1
    text = rendering.page_text(sheet, 0)
    assert OFFICE in text
    assert "2026年3月5日" in text
    for row in words_of(secret).rows:
        for group in row:
            assert group in text
    page = rendering.render_page(sheet, 0, dpi=150, grey=True)
    pixels = memoryview(page.data).cast("B", (page.height, page.stride))
    assert [found.text for found in zxingcpp.read_barcodes(pixels)] == [secret]
    assert recovery_sheet(OFFICE, secret, date(2026, 3, 5)) == sheet


def test_the_slip_names_the_copy_its_records_and_how_it_was_proven() -> None:
    path = Path("stick") / "红星社区_备份_20260305-120000.age"
    counts = {"residents": 2013, "households": 801, "actions": 5}
    backup = Backup(path, NOON, 48_211_044, "a3f1" * 16, counts, True, "红星备份1", None, ("居民少了。",), ())
    slip = backup_certificate(OFFICE, backup, "王敏", {"residents": "居民", "households": "户"})
    assert rendering.page_count(slip) == 1
    text = rendering.page_text(slip, 0)
    for words in (
        OFFICE,
        path.name,
        "48.2 MB",
        "2013",
        "801",
        "2819",
        "红星备份1",
        "合格",
        "居民少了。",
        "12:00",
    ):
        assert words in text
    assert "actions" not in text
