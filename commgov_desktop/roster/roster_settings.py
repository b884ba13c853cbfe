"""What an office can set about its roster."""

from typing import Any

from commgov_desktop.settings import Setting

SETTINGS: tuple[Setting[Any], ...] = ()
"""Nothing yet: how headings are read is remembered by file, what a list shows by computer."""
