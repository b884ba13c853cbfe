"""Everything behind the locked door: what the window of an unlocked office is put together from.

The door itself imports none of it. It is read while the clerk types the password.
"""

from collections.abc import Callable

from commgov_desktop import finding, tabs
from commgov_desktop.ledger.office import Office
from commgov_desktop.main_window import MainWindow
from commgov_desktop.today import page as _first_page  # noqa: F401 - every window opens on it


def window_of(office: Office, reopen: Callable[[], object]) -> MainWindow:
    """The window of this office; ``reopen`` is called after a restore, when the data are others."""
    return MainWindow(
        office,
        lambda window: tabs.all_tabs(office, window, reopen),
        finding.finder(office),
        lambda: tabs.backup_words(office),
    )
