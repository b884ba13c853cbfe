"""A new office, the locked door, and the way back in with the sealed envelope."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commgov_desktop import office_folder, opening
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.opening import NewOffice
from commgov_desktop.paths import Places
from commgov_desktop.store.keyring import WrongPassword, WrongRecoveryKey


def _new(folder: Path) -> tuple[Office, str]:
    new = NewOffice("沙田社区居民委员会", "", "王敏", "一二三四 five", code="")
    return opening.create(Places(folder), new, quick=True)


def test_a_new_office_opens_and_knows_its_name(tmp_path: Path) -> None:
    office, key = _new(tmp_path / "office")
    assert (office.name, office.community, office.account.name) == ("沙田社区居民委员会", "沙田社区", "王敏")
    assert office.account.may_see_restricted
    assert key.startswith("AGE-SECRET-KEY-1")
    office.store.close()


def test_nothing_is_made_over_an_office_that_is_there(office: Office) -> None:
    with pytest.raises(UserError):
        opening.create(office.places, NewOffice("别的居委会", "", "李红", "pass word"))
    assert office.name == "沙田社区居民委员会"


def test_a_new_office_needs_a_name_a_clerk_and_a_password(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        opening.create(Places(tmp_path / "office"), NewOffice("沙田社区居民委员会", "", "王敏", ""))
    assert not office_folder.is_there(Places(tmp_path / "office"))


def test_a_wrong_password_is_told_and_the_right_one_opens(office: Office) -> None:
    office.store.close()
    with pytest.raises(WrongPassword):
        opening.unlock(office.places, 1, "wrong")
    opening.unlock(office.places, 1, "practice").store.close()


def test_the_recovery_key_opens_without_any_password_and_sets_a_new_one(tmp_path: Path) -> None:
    office, key = _new(tmp_path / "office")
    office.store.close()
    again = opening.unlock_with_recovery_key(office.places, key.lower(), 1, "新的密码 2026")
    again.store.close()
    opening.unlock(office.places, 1, "新的密码 2026").store.close()
    with pytest.raises(WrongPassword):
        opening.unlock(office.places, 1, "一二三四 five")


def test_another_offices_recovery_key_is_refused(
    make_office: Callable[[str], Office], tmp_path: Path
) -> None:
    office = make_office("mine")
    office.store.close()
    other, key = _new(tmp_path / "other")
    other.store.close()
    with pytest.raises(WrongRecoveryKey):
        opening.unlock_with_recovery_key(office.places, key, 1, "x y z")


def test_a_missing_database_is_named_and_nothing_new_is_made_in_its_place(office: Office) -> None:
    office.store.close()
    office.places.database.unlink()
    assert office_folder.is_there(office.places)
    with pytest.raises(StorageTrouble) as told:
        opening.unlock(office.places, 1, "practice")
    assert told.value.kind == "missing"
    assert not office.places.database.exists()
