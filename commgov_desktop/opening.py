"""Opens the office: makes a new one, unlocks it by password, or lets it in again with the recovery key."""

import shutil
from dataclasses import dataclass

from commgov_desktop import catalog
from commgov_desktop.access import accounts
from commgov_desktop.access.accounts import AccountRow
from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import office as facts
from commgov_desktop.ledger.book import Book
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.ledger.office import Office, OfficeSettings, SettingRow
from commgov_desktop.office_folder import creating, finish_creation, is_there
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings, Setting
from commgov_desktop.store import keyring, migrate
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Actor, Store


@dataclass(frozen=True)
class NewOffice:
    """What the first start asks: the office and the clerk who will be its chair."""

    name: str
    community: str
    clerk: str
    password: str
    code: str = ""
    mark: str = ""
    practice: bool = False


def create(places: Places, new: NewOffice, *, quick: bool = False) -> tuple[Office, str]:
    """Make a new office and unlock it. Gives it with its recovery key, which is to be printed now.

    Nothing is left behind when it fails. Raises ``UserError`` when an office is there already.
    """
    if is_there(places):
        raise UserError(_("There is already an office in this folder. Choose an empty folder."))
    if not new.name.strip() or not new.clerk.strip() or not new.password:
        raise UserError(_("Fill in the name of the office, your name and a password."))
    staging = creating(places.make()).make()
    try:
        recovery_key = _create_in(staging, new, quick)
        finish_creation(places)
    except BaseException:
        shutil.rmtree(staging.data_dir, ignore_errors=True)
        raise
    return unlock(places, 1, new.password), recovery_key


def _create_in(staging: Places, new: NewOffice, quick: bool) -> str:
    office_id = keyring.new_office_id()
    opened = keyring.create(staging.keyring, office_id, 1, new.clerk, new.password, quick)
    migrate.create(staging.database, opened.data_key)
    store = _store(staging, opened.data_key, Actor(1, new.clerk))
    try:
        with store.write(_("Set up the office {name}").format(name=new.name), final=True) as session:
            session.add(AccountRow(name=new.clerk, role="chair"))
            for setting, value in _facts(new).items():
                session.add(SettingRow(key=setting.key, value=value))
            for install in catalog.INSTALLS:
                install(session)
    finally:
        store.close()
    return opened.recovery_key


def _facts(new: NewOffice) -> dict[Setting[str] | Setting[bool], object]:
    community = new.community or new.name.removesuffix("居民委员会")
    return {
        facts.NAME: new.name,
        facts.COMMUNITY: community,
        facts.CODE: new.code,
        facts.MARK: new.mark or community[:1],
        facts.MEDIATION_COMMITTEE: f"{community}人民调解委员会",
        facts.PRACTICE: new.practice,
    }


def unlock(places: Places, account_id: int, password: str) -> Office:
    """Open the office by a clerk's password. Raises ``keyring.WrongPassword`` or ``StorageTrouble``."""
    return _open(
        places, keyring.open_with_password(places.keyring, account_id, password).data_key, account_id
    )


def unlock_with_recovery_key(places: Places, text: str, account_id: int, new_password: str) -> Office:
    """Open the office with the key from the sealed envelope and give this account a new password."""
    opened = keyring.open_with_recovery_key(places.keyring, text)
    office = _open(places, opened.data_key, account_id)
    keyring.set_password(places.keyring, opened.data_key, account_id, office.account.name, new_password)
    office.store.note(_("Set a new password with the recovery key"))
    return office


def read_ahead() -> None:
    """Work out what the first reading would otherwise have to: how every kind of record lies in the file."""
    Record.registry.configure()


def _open(places: Places, key: bytes, account_id: int) -> Office:
    if not places.database.exists():
        raise StorageTrouble(
            "missing", _("The office file is not in its folder. Put it back or restore the last backup.")
        )
    migrate.upgrade(places.database, key, places.kept_aside)
    store = _store(places, key, Actor(account_id, ""))
    try:
        account = accounts.account(store, account_id)
        store.actor = Actor(account.id, account.name)
        catalog.complete(store)
    except BaseException:
        store.close()
        raise
    return Office(
        places=places,
        key=key,
        store=store,
        book=Book(store),
        account=account,
        people=catalog.people(store),
        settings=OfficeSettings(store),
        machine=MachineSettings(places.machine_settings),
    )


def _store(places: Places, key: bytes, actor: Actor) -> Store:
    return Store(
        places.database,
        key,
        actor,
        searches=catalog.SEARCHES,
        follow_ups=catalog.FOLLOW_UPS,
        name_of=_name_of,
    )


def _name_of(store: Store, table: str, row: int) -> str:
    """What a row of any table is called in a sentence about it; a line of history by whose history it is."""
    if table == Episode.__tablename__:
        with store.read() as session:
            known = session.get(Episode, row)
            table, row = (known.table_name, known.row_id) if known else (table, row)
    ledger = catalog.ledger_of(table)
    one = ledger.one if ledger else catalog.ONE_OF.get(table, table)
    return (ledger and Book(store).name(ledger, row)) or f"{_(one)} {row}"
