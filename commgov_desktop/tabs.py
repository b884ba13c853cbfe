"""The tabs in their order, each with how its page is made and what it is handed of the other ledgers."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commgov_desktop import catalog, clock, figures, happenings
from commgov_desktop.backup import record as backups
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.exporting import Progress, export_list
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.saved_filters import PREFIX
from commgov_desktop.main_window import Tab
from commgov_desktop.people import Named

if TYPE_CHECKING:
    from commgov_desktop.main_window import MainWindow
    from commgov_desktop.roster.list_tasks import Assigning

ROSTER_VIEWS: dict[str, Callable[[Any, int], object]] = {
    "households": lambda page, number: page.show_household(number),
    "group": lambda page, number: page.groups.show_group(number),
    "visits-due": lambda page, number: page.groups.show_group(number, "overdue"),
    "expiring": lambda page, number: page.groups.show_group(number, "expiring"),
    "visits": lambda page, number: page.groups.show_visits(number),
    "needs": lambda page, number: page.needs.show_needs(number),
    "saved": lambda page, number: page.show_saved("residents", number),
    "saved-households": lambda page, number: page.show_saved("households", number),
    "duty-due": lambda page, number: page.needs.show_duty(number),
}
GRID_VIEWS: dict[str, Callable[[Any, int], object]] = {
    "buildings": lambda page, number: page.show_building(number),
    "dwellings": lambda page, number: page.show_dwelling(number),
    "reports": lambda page, number: page.show_reports(number),
    "estates": lambda page, number: page.show_estates(number),
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
        Tab("desk", N_("Desk"), lambda: _desk(office, window), views=DESK_VIEWS),
        Tab("backup", N_("Backup and restore"), lambda: _backup(office, window, reopen), hidden=True),
        Tab("settings", N_("Settings"), lambda: _settings(office, window), hidden=True),
        Tab("audit", N_("What was done"), lambda: _audit(office), hidden=True),
    )


def _today(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.today.page import BackupState, Sources, TodayPage

    sources = Sources(
        catalog.DUES,
        figures.FIGURES,
        figures.disputes,
        lambda office: BackupState(*backups.state(office)),
        figures.filters,
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
    view = tab.partition(":")[2]
    page = window.show_tab(tab.partition(":")[0])
    if key.startswith(PREFIX):
        page.show_saved(view or "residents", int(key.removeprefix(PREFIX)))
    elif key and hasattr(page, "show_filter"):
        page.show_filter(key)


def _roster(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.roster.page import RosterPage

    return RosterPage(
        office,
        homes=catalog.homes(),
        facts=lambda ledger: catalog.askable(office, ledger),
        serve=lambda number: window.show_tab("desk").serve(number),
        events=happenings.events_of(office, window.open_record),
        hanging=happenings.hanging_on(office, window.open_record),
        table_names=catalog.table_names(),
        everything=lambda folder, progress: _carry_out(office, folder, progress),
        assigning=_assigning(office),
    )


def _assigning(office: Office) -> "Assigning":
    from commgov_desktop.checklists import tasks
    from commgov_desktop.grids import posts
    from commgov_desktop.roster.list_tasks import Assigning, Work

    def keep(works: Sequence[Work], label: str) -> None:
        tasks.add_many(office, [(w.title, w.due_on, w.owner, w.note) for w in works], label)

    return Assigning(keep, lambda: posts.workers(office.store, clock.today()))


def _carry_out(office: Office, folder: Path, progress: Progress) -> Path:
    from commgov_desktop.ledger.all_data import export_all

    return export_all(office, folder, catalog.all_names(), progress).folder


def _grids(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.grids.tab_page import GridsTab

    return GridsTab(office, see_residents=lambda name, ids: window.show_tab("roster").show_people(name, ids))


def _mediation(office: Office) -> QWidget:
    from commgov_desktop.mediation.ledger import CASES
    from commgov_desktop.mediation.page import MediationPage

    return MediationPage(office, export=_exporter(office, CASES))


def _exporter(office: Office, ledger: Ledger) -> Callable[[Path, list[int]], object]:
    return lambda path, ids: export_list(office, ledger, ids, path)


def _checklists(office: Office) -> QWidget:
    from commgov_desktop.checklists.page import ChecklistsPage

    return ChecklistsPage(office)


def _desk(office: Office, window: "MainWindow") -> QWidget:
    from commgov_desktop.desk.page import DeskPage

    def lists() -> Sequence[Named]:
        from commgov_desktop.roster.asking.named_lists import named_lists
        from commgov_desktop.roster.ledger import RESIDENTS

        return named_lists(office, lambda: catalog.askable(office, RESIDENTS))

    return DeskPage(office, happenings.under_way_for(office, window.open_record), lists)


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
        hidden=catalog.hidden_rows(office),
        told=catalog.told_row,
    )


def backup_words(office: Office) -> tuple[str, str]:
    """The last good copy, for the top of the window."""
    last = backups.last_good(office)
    return backup_age(last.made_at if last else None)


def backup_age(moment: Any) -> tuple[str, str]:
    """The last good copy for the top bar: words and the tone of their colour."""
    if moment is None:
        return _("No backup yet"), "red"
    days = (clock.today() - clock.local(moment).date()).days
    if days == 0:
        return _("Backup today {time} ✓").format(time=f"{clock.local(moment):%H:%M}"), "green"
    return _("Backup {n} days ago").format(n=days), "green" if days <= 3 else "amber" if days <= 7 else "red"
