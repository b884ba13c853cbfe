"""A newer version for this program: offered where a stick holds one, started from the menu, and told about afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from commgov_desktop import __version__, paths
from commgov_desktop.i18n import _
from commgov_desktop.ui import ask, tasks

if TYPE_CHECKING:  # at the start only ``tell_result`` is used, before the door is opened
    from PySide6.QtWidgets import QWidget

    from commgov_desktop.ledger.office import Office
    from commgov_desktop.main_window import MainWindow
    from commgov_desktop.updating.update_dialog import Here


def of_this_program(office: "Office") -> "Here | None":
    """What updating needs: where the program lies, the sticks, and how a backup is made first.

    ``None`` for the practice community, and for a checkout, which is updated by whoever keeps it.
    """
    program = paths.installed()
    if program is None or office.practice:
        return None
    from commgov_desktop import catalog
    from commgov_desktop.backup import record
    from commgov_desktop.backup.sticks import plugged_in
    from commgov_desktop.updating.setup_file import trusted_keys
    from commgov_desktop.updating.update_dialog import Here

    return Here(
        program=program,
        version=__version__,
        keys=trusted_keys(paths.update_keys()),
        data=office.places.data_dir,
        updates=office.places.updates,
        kept=office.places.kept_aside,
        sticks=lambda: [stick.path for stick in plugged_in()],
        back_up=lambda folder, progress: record.make_backup(office, folder, progress, catalog.table_names()),
    )


def look_for(window: "MainWindow", office: "Office") -> None:
    """Look at the sticks in the background; a newer version is said at the foot of the window."""
    here = of_this_program(office)
    if here is not None:
        from commgov_desktop.updating import offers

        tasks.fetch(window, lambda: offers.newest(here.sticks(), here.keys, here.version), window.offer)


def show(window: "QWidget", office: "Office", leave: Callable[[], object]) -> None:
    """从U盘更新. ``leave`` closes the program once the setup file runs."""
    here = of_this_program(office)
    if here is None:
        ask.tell(window, _("This program was not installed by its setup file, so it is not updated by one."))
        return
    from commgov_desktop.updating.update_dialog import UpdateDialog

    UpdateDialog(window, here, leave).open()


def tell_result(window: "QWidget | None", brought: Path) -> None:
    """Say once, after an update, what came of it; the setup file in ``brought`` has done its work."""
    from commgov_desktop.updating import exchange

    result = exchange.last_result(paths.installed(), __version__)
    if result is None:
        return
    exchange.clear(brought)
    if result.done:
        ask.tell(window, _("The program was updated; this is version {version}.").format(version=__version__))
    else:
        ask.warn(window, _("The program was not updated; everything is as before."), result.why)
