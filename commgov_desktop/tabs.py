"""The tabs in their order, each with how its page is made and what it is handed of the other ledgers."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commgov_desktop import catalog, figures, happenings
from commgov_desktop.backup import record as backups
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.exporting import export_list
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.main_window import Tab, backup_age
from commgov_desktop.ui.find_anything import Hit

if TYPE_CHECKING:
    from commgov_desktop.main_window import MainWindow

HITS_OF_A_KIND = 5

TAB_OF = {
    "residents": "roster",
    "households": "roster:households",
    "grids": "grids",
    "buildings": "grids:buildings",
    "dwellings": "grids:dwellings",
    "mediation_cases": "mediation",
    "checklist_items": "checklists:items",
    "tasks": "checklists",
    "certificates": "desk:certificates",
    "notices": "desk:notices",
}
"""Which tab, and which view of it, shows the records of a table."""

ROSTER_VIEWS: dict[str, Callable[[Any, int], object]] = {
    "households": lambda page, number: page.show_household(number),
}
GRID_VIEWS: dict[str, Callable[[Any, int], object]] = {
    "buildings": lambda page, number: page.show_building(number),
    "dwellings": lambda page, number: page.show_dwelling(number),
}
DESK_VIEWS: dict[str, Callable[[Any, int], object]] = {
    "certificates": lambda page, number: page.show_certificate(number),
    "notices": lambda page, number: page.show_notice(number),
}


def all_tabs(office: Office, window: "MainWindow", reopen: Callable[[], object]) -> Sequence[Tab]:
    """今日 居民 网格 调解 清单 窗口, and the pages behind the clerk's menu."""
    return (
        Tab("today", N_("Today"), lambda: _today(office, window)),
        Tab("roster", N_("Residents"), lambda: _roster(office, window), views=ROSTER_VIEWS),
        Tab("grids", N_("Grids"), lambda: _grids(office, window), views=GRID_VIEWS),
        Tab("mediation", N_("Mediation"), lambda: _mediation(office)),
        Tab("checklists", N_("Checklists"), lambda: _checklists(office)),
        Tab("desk", N_("Desk"), lambda: _desk(office), views=DESK_VIEWS),
        Tab("backup", N_("Backup and restore"), lambda: _backup(office, window, reopen), hidden=True),
        Tab("settings", N_("Settings"), lambda: _settings(office, window), hidden=True),
        Tab("audit", N_("What was done"), lambda: _audit(office), hidden=True),
    )


def _today(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.today.page import BackupState, Sources, TodayPage

    sources = Sources(
        catalog.DUES, figures.FIGURES, figures.disputes, lambda office: BackupState(*backups.state(office))
    )
    page = TodayPage(office, sources)
    page.start.connect(lambda key: _start(window, key))
    page.open_filter.connect(lambda tab, key: _open_filter(window, tab, key))
    return page


def _start(window: "MainWindow", key: str) -> None:
    page = window.show_tab(key)
    if key in ("roster", "mediation"):
        page.new()


def _open_filter(window: "MainWindow", tab: str, key: str) -> None:
    page = window.show_tab(tab)
    if key and hasattr(page, "show_filter"):
        page.show_filter(key)


def _roster(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.roster.page import RosterPage

    return RosterPage(
        office,
        homes=catalog.homes(),
        serve=lambda number: window.show_tab("desk").serve(number),
        events=happenings.events_of(office, window.open_record),
        hanging=happenings.hanging_on(office, window.open_record),
    )


def _grids(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.grids.page import GridsPage

    return GridsPage(office, see_residents=lambda name, ids: window.show_tab("roster").show_people(name, ids))


def _mediation(office: Office) -> QWidget:
    from commgov_desktop.mediation.ledger import CASES
    from commgov_desktop.mediation.page import MediationPage

    return MediationPage(office, export=_exporter(office, CASES))


def _exporter(office: Office, ledger: Ledger) -> Callable[[Path, list[int]], object]:
    return lambda path, ids: export_list(office, ledger, ids, path)


def _checklists(office: Office) -> QWidget:
    from commgov_desktop.checklists.page import ChecklistsPage

    return ChecklistsPage(office)


def _desk(office: Office) -> QWidget:
    from commgov_desktop.desk.page import DeskPage

    return DeskPage(office)


def _backup(office: Office, window: "MainWindow", reopen: Callable[[], object]) -> QWidget:
    from commgov_desktop.backup.page import BackupPage

    return BackupPage(office, closing=window.let_go, restored=reopen, table_names=catalog.table_names())


def _settings(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.access.settings_page import SettingsPage

    def sheet(name: str, secret: str, day: date) -> bytes:
        from commgov_desktop.backup.sheet import recovery_sheet

        return recovery_sheet(name, secret, day)

    return SettingsPage(
        office,
        catalog.SETTINGS,
        recovery_sheet=sheet,
        speak=window.language_chosen.emit,
        watch_idle=window.watch_idle,
    )


def _audit(office: Office) -> QWidget:
    from commgov_desktop.access.audit_page import AuditPage

    return AuditPage(
        office,
        catalog.field_label,
        table_names=catalog.table_names(),
        settings=catalog.SETTINGS,
        value_words=catalog.value_words,
    )


def backup_words(office: Office) -> tuple[str, str]:
    """The last good copy, for the top of the window."""
    last = backups.last_good(office)
    return backup_age(last.made_at if last else None)


def finder(office: Office) -> Callable[[str], Sequence[Hit]]:
    """Find anything: people first, then every other ledger that a tab shows."""

    def find(words: str) -> list[Hit]:
        people = [
            Hit("roster", number, _("Residents"), name, hint)
            for number, name, hint in office.people.find(words, 8)
        ]
        return people + [hit for ledger in catalog.LEDGERS for hit in _hits(office, ledger, words)]

    return find


def _hits(office: Office, ledger: Ledger, words: str) -> list[Hit]:
    tab = TAB_OF.get(ledger.table)
    if tab is None or ledger.table == "residents":
        return []
    with office.store.read() as session:
        ids = list(ledger.find(session, words))[:HITS_OF_A_KIND]
        records = [(i, session.get(ledger.model, i)) for i in ids]
        return [Hit(tab, i, _(ledger.title), ledger.name(r)) for i, r in records if r is not None]
