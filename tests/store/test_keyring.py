"""Who gets into the office, who does not, and what they are told."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from commgov_desktop import clock
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.store import keyring, unlock_delay
from commgov_desktop.store.keyring import Opened, WrongPassword, WrongRecoveryKey
from commgov_desktop.store.password_strength import password_strength

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)


@dataclass
class Ring:
    path: Path
    opened: Opened


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Ring]:
    clock.pretend(NOON)
    path = tmp_path / "keyring.json"
    yield Ring(path, keyring.create(path, "office-1", 1, "王敏", "春风 2026 lamp", quick=True))
    clock.pretend(None)


def wait(**span: float) -> None:
    clock.pretend(clock.now() + timedelta(**span))


def test_the_password_opens_the_office(ring: Ring) -> None:
    opened = keyring.open_with_password(ring.path, 1, "春风 2026 lamp")
    assert opened.data_key == ring.opened.data_key
    assert (opened.office_id, opened.account_id, opened.name) == ("office-1", 1, "王敏")
    assert len(opened.data_key) == 32


def test_full_width_letters_of_the_input_method_are_the_same_password(ring: Ring) -> None:
    assert keyring.open_with_password(ring.path, 1, "春风 ２０２６ ｌａｍｐ").data_key == ring.opened.data_key


def test_the_real_cost_is_64_mib_three_passes_four_lanes(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    opened = keyring.create(path, "office-1", 1, "王敏", "x")
    stored = json.loads(path.read_text())["kdf"]
    assert stored == {"name": "argon2id", "memory_kib": 65536, "iterations": 3, "lanes": 4}
    assert keyring.open_with_password(path, 1, "x").data_key == opened.data_key


def test_no_key_lies_in_the_file(ring: Ring) -> None:
    raw = ring.path.read_bytes()
    assert ring.opened.data_key not in raw
    assert ring.opened.data_key.hex().encode() not in raw
    assert ring.opened.recovery_key.encode() not in raw
    assert repr(ring.opened).count(ring.opened.recovery_key) == 0
    if os.name == "posix":
        assert ring.path.stat().st_mode & 0o077 == 0


def test_a_new_office_never_overwrites_a_keyring(ring: Ring) -> None:
    with pytest.raises(UserError):
        keyring.create(ring.path, "office-2", 1, "李强", "y", quick=True)
    assert keyring.office_id(ring.path) == "office-1"


# ---- recovery key ----


def test_the_recovery_key_alone_opens_the_office_and_sets_a_new_password(ring: Ring) -> None:
    opened = keyring.open_with_recovery_key(ring.path, ring.opened.recovery_key)
    assert opened.data_key == ring.opened.data_key
    keyring.set_password(ring.path, opened.data_key, 1, "王敏", "new")
    assert keyring.open_with_password(ring.path, 1, "new").data_key == ring.opened.data_key
    with pytest.raises(WrongPassword):
        keyring.open_with_password(ring.path, 1, "春风 2026 lamp")


def test_the_recovery_key_may_be_typed_as_one_types(ring: Ring) -> None:
    key = ring.opened.recovery_key
    body = key.removeprefix("AGE-SECRET-KEY-1")
    grouped = " ".join(body[n : n + 4] for n in range(0, len(body), 4))
    wide = "".join(chr(ord(c) + 0xFEE0) for c in key)
    for typed in (
        key.lower(),
        f"  {key}\r\n",
        f"AGE-SECRET-KEY-1 {grouped}",
        grouped.lower().replace(" ", "\n"),
        grouped.replace(" ", "—"),
        wide,
        key.replace("0", "O").replace("8", "B"),
        body.replace("0", "o").lower().replace("l", "1"),
    ):
        assert keyring.open_with_recovery_key(ring.path, typed).data_key == ring.opened.data_key


def test_a_wrong_character_in_the_recovery_key_is_noticed(ring: Ring) -> None:
    key = ring.opened.recovery_key
    for place in range(16, len(key), 5):
        typed = key[:place] + ("Q" if key[place] != "Q" else "P") + key[place + 1 :]
        with pytest.raises(WrongRecoveryKey):
            keyring.open_with_recovery_key(ring.path, typed)
    for typed in ("", "你好", key[:-1], key + "Q"):
        with pytest.raises(WrongRecoveryKey):
            keyring.open_with_recovery_key(ring.path, typed)


def test_another_offices_recovery_key_is_told_apart(ring: Ring) -> None:
    other = str(pyrage.x25519.Identity.generate())
    with pytest.raises(WrongRecoveryKey) as told:
        keyring.open_with_recovery_key(ring.path, other)
    with pytest.raises(WrongRecoveryKey) as incomplete:
        keyring.open_with_recovery_key(ring.path, other[:-1])
    assert str(told.value) != str(incomplete.value)


def test_an_open_office_knows_its_recovery_key_and_its_public_half(ring: Ring) -> None:
    secret = keyring.recovery_secret(ring.path, ring.opened.data_key)
    assert secret == ring.opened.recovery_key
    assert keyring.recipient(ring.path) == str(pyrage.x25519.Identity.from_str(secret).to_public())


def test_the_age_tool_alone_gets_the_data_key_out(ring: Ring) -> None:
    import base64

    box = base64.b64decode(json.loads(ring.path.read_text())["recovery"])
    identity = pyrage.x25519.Identity.from_str(ring.opened.recovery_key)
    assert pyrage.decrypt(box, [identity]) == ring.opened.data_key


# ---- accounts ----


def test_every_clerk_has_a_password_of_their_own(ring: Ring) -> None:
    keyring.set_password(ring.path, ring.opened.data_key, 2, "李强", "second")
    assert keyring.accounts(ring.path) == [(1, "王敏"), (2, "李强")]
    assert keyring.open_with_password(ring.path, 2, "second").name == "李强"
    keyring.remove_account(ring.path, 1)
    assert keyring.accounts(ring.path) == [(2, "李强")]
    with pytest.raises(UserError):
        keyring.open_with_password(ring.path, 1, "春风 2026 lamp")
    with pytest.raises(UserError):
        keyring.remove_account(ring.path, 2)


def test_a_password_is_not_set_with_a_wrong_data_key(ring: Ring) -> None:
    before = ring.path.read_bytes()
    with pytest.raises(StorageTrouble):
        keyring.set_password(ring.path, bytes(32), 2, "李强", "second")
    assert ring.path.read_bytes() == before


def test_a_wrap_does_not_open_under_another_account(ring: Ring) -> None:
    keyring.set_password(ring.path, ring.opened.data_key, 2, "李强", "second")
    plain = json.loads(ring.path.read_text())
    first, second = plain["accounts"]
    plain["accounts"] = [{**second, "id": 1, "name": first["name"]}, {**first, "id": 2}]
    ring.path.write_text(json.dumps(plain))
    with pytest.raises(WrongPassword):
        keyring.open_with_password(ring.path, 1, "second")


# ---- the wait ----


def test_the_wait_grows_and_survives_a_restart(ring: Ring) -> None:
    waits = []
    for _try in range(6):
        with pytest.raises(WrongPassword) as told:
            keyring.open_with_password(ring.path, 1, "wrong")
        waits.append(told.value.wait_seconds)
        wait(seconds=told.value.wait_seconds)
    assert waits == [0, 0, 5, 10, 20, 40]
    assert unlock_delay.delay_after(50) == 900


def test_before_the_wait_is_over_even_the_right_password_is_not_tried(ring: Ring) -> None:
    for _try in range(3):
        with pytest.raises(WrongPassword):
            keyring.open_with_password(ring.path, 1, "wrong")
    wait(seconds=3)
    assert keyring.wait_seconds(ring.path, 1) == 2
    with pytest.raises(WrongPassword, match="2"):
        keyring.open_with_password(ring.path, 1, "春风 2026 lamp")
    wait(seconds=2)
    assert keyring.open_with_password(ring.path, 1, "春风 2026 lamp").account_id == 1
    assert keyring.wait_seconds(ring.path, 1) == 0
    with pytest.raises(WrongPassword) as told:
        keyring.open_with_password(ring.path, 1, "wrong")
    assert told.value.wait_seconds == 0


def test_one_clerks_wait_does_not_stop_another(ring: Ring) -> None:
    keyring.set_password(ring.path, ring.opened.data_key, 2, "李强", "second")
    for _try in range(4):
        with pytest.raises(WrongPassword):
            keyring.open_with_password(ring.path, 1, "wrong")
    assert keyring.open_with_password(ring.path, 2, "second").account_id == 2


def test_a_clock_set_back_locks_nobody_out_for_long(ring: Ring) -> None:
    for _try in range(3):
        with pytest.raises(WrongPassword):
            keyring.open_with_password(ring.path, 1, "wrong")
    wait(days=-400)
    assert keyring.wait_seconds(ring.path, 1) == 5
    with pytest.raises(WrongPassword):
        keyring.open_with_password(ring.path, 1, "春风 2026 lamp")
    wait(seconds=5)
    assert keyring.open_with_password(ring.path, 1, "春风 2026 lamp").account_id == 1


def test_a_damaged_note_of_attempts_does_not_lock_the_office(ring: Ring) -> None:
    for content in ("", "[]", '{"1": 7}', '{"1": {"failed": "x", "last": 3}}'):
        ring.path.with_name("keyring-attempts.json").write_text(content)
        assert keyring.open_with_password(ring.path, 1, "春风 2026 lamp").account_id == 1


# ---- the file ----


def test_a_missing_a_damaged_and_a_newer_keyring_are_told_apart(ring: Ring) -> None:
    good = ring.path.read_bytes()
    ring.path.unlink()
    with pytest.raises(StorageTrouble) as told:
        keyring.accounts(ring.path)
    assert told.value.kind == "missing"
    for content in (b"", b"{", b"[]", b"null", good[:-20], good.replace(b'"kdf"', b'"kdx"'), b"\xff" * 50):
        ring.path.write_bytes(content)
        with pytest.raises(StorageTrouble) as told:
            keyring.accounts(ring.path)
        assert told.value.kind == "damaged"
    ring.path.write_bytes(good.replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(StorageTrouble) as told:
        keyring.accounts(ring.path)
    assert told.value.kind == "newer"


def test_an_absurd_cost_is_not_believed(ring: Ring) -> None:
    plain = json.loads(ring.path.read_text())
    for name, value in (("memory_kib", 1 << 40), ("memory_kib", 7), ("iterations", 0), ("lanes", "4")):
        ring.path.write_text(json.dumps({**plain, "kdf": {**plain["kdf"], name: value}}))
        with pytest.raises(StorageTrouble):
            keyring.open_with_password(ring.path, 1, "x")


def test_an_exchanged_public_key_is_noticed(ring: Ring) -> None:
    plain = json.loads(ring.path.read_text())
    plain["recipient"] = str(pyrage.x25519.Identity.generate().to_public())
    ring.path.write_text(json.dumps(plain))
    with pytest.raises(StorageTrouble):
        keyring.recovery_secret(ring.path, ring.opened.data_key)


def test_a_power_cut_while_writing_leaves_the_earlier_keyring(
    ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ring.path.read_bytes()

    def fail(*_all: object) -> None:
        raise OSError(28, "full")

    for name in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, fail)
            with pytest.raises(StorageTrouble):
                keyring.set_password(ring.path, ring.opened.data_key, 2, "李强", "second")
        assert ring.path.read_bytes() == before
        assert not ring.path.with_name("keyring.json.new").exists()


# ---- password strength ----


@pytest.mark.parametrize(
    ("text", "most"),
    [("", 0), ("123456", 0), ("woaini1314", 0), ("qwer1234", 0), ("Wang1985", 1), ("13812345678", 1),
     ("红星社区2026", 1), ("aaaaaaaaaaaaaaaaaaaa", 0), ("abcabcabcabc", 1), ("practice", 1), ("19850312", 0)],
)  # fmt: skip
def test_what_a_guesser_tries_first_is_called_weak(text: str, most: int) -> None:
    assert password_strength(text, ["红星社区", "王敏"])[0] <= most


@pytest.mark.parametrize(
    "text", ["tulip rain hammer", "kX9#mQ2$vL7p", "correct horse battery staple", "灯塔 7 青蛙 邮票 陶罐"]
)
def test_several_words_or_many_random_letters_are_called_good(text: str) -> None:
    assert password_strength(text)[0] >= 3


def test_a_name_in_the_password_is_said() -> None:
    plain = password_strength("王敏王敏")[1]
    assert password_strength("王敏王敏", ["王敏"])[1] != plain
