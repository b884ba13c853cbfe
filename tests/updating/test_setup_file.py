"""A setup file is used only if it is ours, newer and whole; the made-up ones here are a few bytes with a real seal."""

import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commgov_desktop.updating import offers, setup_file
from commgov_desktop.updating.setup_file import DamagedSetupFile, NoSetupFile, Release, UntrustedSetupFile

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OURS = [KEY.public_key().public_bytes_raw()]
CONTENT = b"MZ" + bytes(5000)

Make = Callable[..., Path]


def sealed(
    path: Path, version: str = "0.2.0", content: bytes = CONTENT, key: Ed25519PrivateKey = KEY
) -> Path:
    """A made-up setup file."""
    release = Release(version, "2026-03-05", ("更快了",), hashlib.sha256(content).hexdigest(), len(content))
    words = setup_file.words_of(release)
    path.write_bytes(content + setup_file.seal_of(words, key.sign(setup_file.OPENING + words)))
    return path


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A whole setup file of version 0.2.0."""
    return sealed(tmp_path / "commgov-desktop-0.2.0-setup.exe")


def test_a_whole_file_says_its_version_and_what_is_new(ours: Path) -> None:
    release = setup_file.prove(ours, OURS)
    assert (release.version, release.made_on, release.news) == ("0.2.0", "2026-03-05", ("更快了",))
    assert release.size == len(CONTENT)


def test_proving_tells_how_far_it_is(ours: Path) -> None:
    seen: list[tuple[int, int]] = []
    setup_file.prove(ours, OURS, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_another_makers_seal_is_not_trusted(tmp_path: Path) -> None:
    foreign = sealed(tmp_path / "a-setup.exe", key=Ed25519PrivateKey.generate())
    with pytest.raises(UntrustedSetupFile):
        setup_file.read(foreign, OURS)


def test_a_program_without_keys_trusts_nobody(ours: Path, tmp_path: Path) -> None:
    assert setup_file.trusted_keys(tmp_path / "none.txt") == []
    with pytest.raises(UntrustedSetupFile):
        setup_file.read(ours, [])


def test_an_older_key_stays_good_beside_a_newer_one(ours: Path, tmp_path: Path) -> None:
    file = tmp_path / "keys.txt"
    newer = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    file.write_text(f"{newer.hex()}\n{OURS[0].hex()}\n", "ascii")
    assert setup_file.read(ours, setup_file.trusted_keys(file)).version == "0.2.0"


@pytest.mark.parametrize("place", [0, 2500, len(CONTENT) - 1])
def test_one_altered_byte_of_the_program_is_found(ours: Path, place: int) -> None:
    content = bytearray(ours.read_bytes())
    content[place] ^= 1
    ours.write_bytes(content)
    with pytest.raises(DamagedSetupFile):
        setup_file.prove(ours, OURS)


@pytest.mark.parametrize("back", range(1, 320, 7))
def test_no_altered_byte_of_the_seal_is_taken(ours: Path, back: int) -> None:
    content = bytearray(ours.read_bytes())
    content[-back] ^= 1
    ours.write_bytes(content)
    with pytest.raises((NoSetupFile, UntrustedSetupFile, DamagedSetupFile)):
        setup_file.prove(ours, OURS)


@pytest.mark.parametrize("kept", [0, 1, 50, 100, 4000])
def test_a_file_cut_short_is_no_setup_file(ours: Path, kept: int) -> None:
    ours.write_bytes(ours.read_bytes()[:kept])
    with pytest.raises(NoSetupFile):
        setup_file.read(ours, OURS)


def test_a_seal_carried_over_to_another_program_is_found(ours: Path) -> None:
    seal = ours.read_bytes()[len(CONTENT) :]
    ours.write_bytes(CONTENT + b"something else" + seal)
    with pytest.raises(DamagedSetupFile):
        setup_file.read(ours, OURS)
    ours.write_bytes(b"X" * len(CONTENT) + seal)
    with pytest.raises(DamagedSetupFile):
        setup_file.prove(ours, OURS)


def test_a_length_that_cannot_be_is_no_seal(tmp_path: Path) -> None:
    path = tmp_path / "setup.exe"
    for length in (setup_file.MOST_WORDS + 1, 2**32 - 1):
        path.write_bytes(bytes(200_000) + bytes(64) + struct.pack("<I", length) + setup_file.CLOSING)
        with pytest.raises(NoSetupFile):
            setup_file.read(path, OURS)


def test_words_that_are_signed_but_make_no_sense_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "setup.exe"
    for words in (b"[]", b"{}", b'{"version": "x.y", "made_on": "", "news": [], "sha256": "", "size": 1}'):
        path.write_bytes(setup_file.seal_of(words, KEY.sign(setup_file.OPENING + words)))
        with pytest.raises(NoSetupFile):
            setup_file.read(path, OURS)


@pytest.mark.parametrize(
    ("one", "other"), [("0.2.0", "0.1.9"), ("0.10.0", "0.9.9"), ("1.0", "0.99.99"), ("1.0.1", "1.0")]
)
def test_versions_are_compared_as_numbers(one: str, other: str) -> None:
    assert setup_file.numbers(one) > setup_file.numbers(other)
    assert setup_file.numbers(f"{one}.0") == setup_file.numbers(one)


# ---- what is offered --------------------------------------------------------------------------------


def test_the_newest_of_all_sticks_is_offered(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    (two / "软件").mkdir(parents=True)
    one.mkdir()
    sealed(one / "commgov-desktop-0.2.0-setup.exe")
    newest = sealed(two / "软件" / "commgov-desktop-0.10.0-setup.exe", "0.10.0")
    sealed(two / "old-setup.exe", "0.1.0")
    found = offers.newest([one, two, tmp_path / "gone"], OURS, "0.1.0")
    assert found is not None
    assert (found.path, found.release.version) == (newest, "0.10.0")


def test_nothing_is_offered_that_is_foreign_damaged_the_same_or_older(tmp_path: Path) -> None:
    sealed(tmp_path / "same-setup.exe", "0.1.0")
    sealed(tmp_path / "older-setup.exe", "0.0.9")
    sealed(tmp_path / "foreign-setup.exe", "9.0.0", key=Ed25519PrivateKey.generate())
    (tmp_path / "other-setup.exe").write_bytes(b"MZ" + bytes(10_000))
    (tmp_path / "empty-setup.exe").touch()
    cut = sealed(tmp_path / "cut-setup.exe", "0.3.0")
    cut.write_bytes(cut.read_bytes()[:-1])
    assert offers.newest([tmp_path], OURS, "0.1.0") is None


def test_a_file_the_clerk_chose_says_why_it_is_not_used(tmp_path: Path) -> None:
    with pytest.raises(offers.NotNewer, match=r"0\.1\.0"):
        offers.examine(sealed(tmp_path / "x.exe", "0.1.0"), OURS, "0.1.0")
    with pytest.raises(UntrustedSetupFile):
        offers.examine(sealed(tmp_path / "y.exe", "0.2.0", key=Ed25519PrivateKey.generate()), OURS, "0.1.0")


def test_every_refusal_is_one_sentence_in_chinese() -> None:
    for refusal in (NoSetupFile(), UntrustedSetupFile(), DamagedSetupFile(), offers.NotNewer("1.0", "1.0")):
        assert str(refusal).endswith("。")
