"""A certificate's signature behind the seal changes nothing that is sealed; anything else does."""

import hashlib
import io
import struct
from pathlib import Path

import pytest

from commgov_desktop.updating import setup_file, windows_file
from commgov_desktop.updating.setup_file import DamagedSetupFile, NoSetupFile
from tests.updating.test_setup_file import KEY, OURS

_BEGIN = 0x80
_CHECKSUM = _BEGIN + 24 + 64
_ENTRY = _BEGIN + 24 + 112 + 32


def _program(extra: bytes = b"x" * 1003) -> bytes:
    """The head of a 64-bit Windows program, and something behind it."""
    head = bytearray(1024)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 0x3C, _BEGIN)
    head[_BEGIN : _BEGIN + 4] = b"PE\0\0"
    struct.pack_into("<H", head, _BEGIN + 24, 0x20B)
    return bytes(head) + extra


def _sealed(path: Path) -> Path:
    content = _program()
    path.write_bytes(content)
    digest = setup_file.digest_of(path, len(content))
    release = setup_file.Release("0.2.0", "2026-03-05", (), digest, len(content))
    words = setup_file.words_of(release)
    path.write_bytes(content + setup_file.seal_of(words, KEY.sign(setup_file.OPENING + words)))
    return path


def _with_certificate(path: Path, length: int = 640) -> None:
    """As a signing tool leaves it: checksum and entry written, the signature behind."""
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, _CHECKSUM, 0x12345678)
    struct.pack_into("<II", content, _ENTRY, len(content), length)
    path.write_bytes(bytes(content) + b"C" * length)


def test_the_seal_ends_where_a_certificate_can_follow(tmp_path: Path) -> None:
    assert _sealed(tmp_path / "setup.exe").stat().st_size % 8 == 0


def test_the_seal_holds_before_and_after_a_certificate_signs(tmp_path: Path) -> None:
    path = _sealed(tmp_path / "setup.exe")
    before = setup_file.prove(path, OURS)
    _with_certificate(path)
    assert setup_file.prove(path, OURS) == before


@pytest.mark.parametrize("place", [0x200, _CHECKSUM - 1, _CHECKSUM + 4, _ENTRY - 1, 1500])
def test_any_other_byte_still_counts(tmp_path: Path, place: int) -> None:
    path = _sealed(tmp_path / "setup.exe")
    _with_certificate(path)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedSetupFile):
        setup_file.prove(path, OURS)


def test_what_stands_behind_without_being_a_certificate_is_refused(tmp_path: Path) -> None:
    path = _sealed(tmp_path / "setup.exe")
    _with_certificate(path)
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(NoSetupFile):
        setup_file.read(path, OURS)


@pytest.mark.parametrize(
    "head", [b"", b"MZ", b"PK" + bytes(5000), b"MZ" + bytes(58) + b"\xff\xff\xff\xff" + bytes(5000)]
)
def test_a_file_that_is_no_windows_program_has_nothing_outside(head: bytes) -> None:
    found = windows_file.look(io.BytesIO(head), len(head))
    assert found == windows_file.Outside(len(head))
    assert hashlib.sha256(found.blanked(head, 0)).digest() == hashlib.sha256(head).digest()
