"""A damaged copy is refused, wherever the damage is, and nothing of it is ever restored."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from backup_office import SmallOffice

from commgov_desktop.backup.archive import verify, write_backup
from commgov_desktop.backup.manifest import BackupRefused, ForeignBackup
from commgov_desktop.backup.restore import look, restore
from commgov_desktop.paths import Places

PAYLOAD_CHUNK = 65536 + 16
SAMPLES = 260


@pytest.fixture(scope="module")
def copy(template: SmallOffice, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup of several encryption chunks: some hundred kilobytes."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(template.places.data_dir, folder / "office")
    office = SmallOffice(Places(folder / "office"), template.data_key, template.secret)
    office.do("update residents set note = randomblob(1200)")
    return write_backup(office, folder).path.read_bytes()


def header_length(copy: bytes) -> int:
    """Up to the end of the line with the header's seal, then sixteen bytes of nonce."""
    return copy.index(b"\n", copy.index(b"\n---") + 1) + 1 + 16


def places_to_flip(copy: bytes) -> Iterator[int]:
    """Every byte of the header and the nonce, both ends of every chunk, its seal, and places by chance."""
    header = header_length(copy)
    yield from range(header)
    for start in range(header, len(copy), PAYLOAD_CHUNK):
        end = min(start + PAYLOAD_CHUNK, len(copy)) - 1
        yield from (start, start + 511, (start + end) // 2, end - 16, end - 15, end)
    yield from random.Random(7).sample(range(header, len(copy)), SAMPLES)


def refused(copy: bytes, path: Path, secret: str) -> bool:
    path.write_bytes(copy)
    try:
        verify(path, secret)
    except BackupRefused:
        return True
    return False


def test_every_flipped_bit_is_refused(copy: bytes, template: SmallOffice, tmp_path: Path) -> None:
    assert len(copy) > 3 * PAYLOAD_CHUNK
    chance, believed, tried = random.Random(8), [], 0
    for place in places_to_flip(copy):
        bad = bytearray(copy)
        bad[place] ^= 1 << chance.randrange(8)
        tried += 1
        if not refused(bytes(bad), tmp_path / "bad.age", template.secret):
            believed.append(place)
    assert tried > 500
    assert believed == []


def test_every_truncation_is_refused(copy: bytes, template: SmallOffice, tmp_path: Path) -> None:
    header = header_length(copy)
    ends = [*range(0, header + 40, 7), *range(header, len(copy), 9973), *range(len(copy) - 40, len(copy))]
    believed = [end for end in ends if not refused(copy[:end], tmp_path / "bad.age", template.secret)]
    assert believed == []


def rearranged(copy: bytes) -> dict[str, bytes]:
    header = header_length(copy)
    head, body = copy[:header], copy[header:]
    chunks = [body[start : start + PAYLOAD_CHUNK] for start in range(0, len(body), PAYLOAD_CHUNK)]
    return {
        "a byte after the end": copy + b"\0",
        "the file twice": copy + copy,
        "two chunks exchanged": head + b"".join([chunks[1], chunks[0], *chunks[2:]]),
        "a chunk left out": head + b"".join([chunks[0], *chunks[2:]]),
        "a chunk doubled": head + b"".join([chunks[0], chunks[0], *chunks[1:]]),
        "the last chunk left out": head + b"".join(chunks[:-1]),
        "four kilobytes of zeros": copy[:100_000] + bytes(4096) + copy[104_096:],
        "nothing at all": b"",
        "another kind of file": b"PK\x03\x04" + bytes(5000),
    }


def test_every_rearrangement_is_refused(copy: bytes, template: SmallOffice, tmp_path: Path) -> None:
    for what, bad in rearranged(copy).items():
        assert refused(bad, tmp_path / "bad.age", template.secret), what


def test_a_damaged_copy_is_never_restored(copy: bytes, small_office: SmallOffice, tmp_path: Path) -> None:
    path = tmp_path / "bad.age"
    before = {
        each.name: each.read_bytes() for each in small_office.places.data_dir.iterdir() if each.is_file()
    }
    chance = random.Random(9)
    for place in [10, 60, 200, 300, *(chance.randrange(len(copy)) for _ in range(30)), len(copy) - 1]:
        bad = bytearray(copy)
        bad[place] ^= 0x40
        path.write_bytes(bad)
        with pytest.raises(BackupRefused):
            restore(path, small_office.secret, small_office.places)
        with pytest.raises(BackupRefused):
            look(path, small_office.secret)
    assert {
        each.name: each.read_bytes() for each in small_office.places.data_dir.iterdir() if each.is_file()
    } == before


def test_another_offices_key_does_not_open_it(copy: bytes, tmp_path: Path) -> None:
    import pyrage

    path = tmp_path / "copy.age"
    path.write_bytes(copy)
    with pytest.raises(ForeignBackup):
        verify(path, str(pyrage.x25519.Identity.generate()))
