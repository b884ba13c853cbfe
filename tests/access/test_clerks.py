"""Who may unlock: let in, given another password, made chair, taken out of use; never the last chair."""

import pytest

from commgov_desktop import opening
from commgov_desktop.access import clerks
from commgov_desktop.access.accounts import accounts
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.store import keyring
from commgov_desktop.store.keyring import WrongPassword

GOOD = "correct horse 42"
OTHER = "battery staple 7"


def _opens(office: Office, account_id: int, password: str) -> str:
    opened = opening.unlock(office.places, account_id, password)
    opened.store.close()
    return opened.account.role


def test_a_new_clerk_unlocks_with_the_first_password(office: Office) -> None:
    clerk = clerks.add_clerk(office, " 李海燕 ", "worker", GOOD)
    assert clerk.name == "李海燕"
    assert _opens(office, clerk.id, GOOD) == "worker"


def test_what_is_missing_is_said_at_its_field(office: Office) -> None:
    with pytest.raises(Invalid) as wrong:
        clerks.add_clerk(office, " ", "worker", "short")
    assert set(wrong.value.problems) == {"name", "password"}
    with pytest.raises(Invalid) as wrong:
        clerks.add_clerk(office, "王敏", "worker", GOOD)
    assert set(wrong.value.problems) == {"name"}
    assert len(accounts(office.store)) == 1


def test_adding_a_clerk_is_not_undone_by_ctrl_z(office: Office) -> None:
    clerks.add_clerk(office, "李海燕", "worker", GOOD)
    assert office.store.undoable() is None


def test_the_old_password_is_needed_for_another(office: Office) -> None:
    with pytest.raises(WrongPassword):
        clerks.change_own_password(office, "wrong one", OTHER)
    clerks.change_own_password(office, "practice", OTHER)
    assert _opens(office, 1, OTHER) == "chair"


def test_the_chair_resets_a_forgotten_password(office: Office) -> None:
    clerk = clerks.add_clerk(office, "李海燕", "worker", GOOD)
    clerks.reset_password(office, clerk.id, OTHER)
    assert _opens(office, clerk.id, OTHER) == "worker"
    with pytest.raises(WrongPassword):
        opening.unlock(office.places, clerk.id, GOOD)


def test_a_retired_account_opens_nothing_and_can_come_back(office: Office) -> None:
    clerk = clerks.add_clerk(office, "李海燕", "worker", GOOD)
    clerks.retire(office, clerk.id)
    assert [name for _id, name in keyring.accounts(office.places.keyring)] == ["王敏"]
    with pytest.raises(UserError):
        opening.unlock(office.places, clerk.id, GOOD)
    again = clerks.add_clerk(office, "李海燕", "worker", OTHER)
    assert again.id == clerk.id
    assert _opens(office, clerk.id, OTHER) == "worker"


def test_the_last_chair_stays(office: Office) -> None:
    other = clerks.add_clerk(office, "陈志强", "chair", GOOD)
    with pytest.raises(UserError):
        clerks.retire(office, 1)  # nobody shuts themselves out
    clerks.set_role(office, other.id, "worker")
    with pytest.raises(UserError, match="王敏"):
        clerks.set_role(office, 1, "worker")


def test_a_clerk_lets_nobody_in(office: Office) -> None:
    clerk = clerks.add_clerk(office, "李海燕", "worker", GOOD)
    desk = opening.unlock(office.places, clerk.id, GOOD)
    try:
        for act in (
            lambda: clerks.add_clerk(desk, "赵敏", "chair", GOOD),
            lambda: clerks.reset_password(desk, 1, GOOD),
            lambda: clerks.set_role(desk, clerk.id, "chair"),
            lambda: clerks.retire(desk, 1),
        ):
            with pytest.raises(UserError, match="主任"):
                act()
    finally:
        desk.store.close()
