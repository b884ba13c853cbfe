"""What lies in the office's folder before anybody unlocks it: is there an office, and who may open it.

The locked door is drawn from this alone, so that it stands there at once; it knows nothing of records.
"""

import os
import shutil
from pathlib import Path

from commgov_desktop.paths import Places
from commgov_desktop.store import keyring


def is_there(places: Places) -> bool:
    """Whether an office lies in this folder (an interrupted creation or restore is finished first)."""
    if places.restoring.exists():
        from commgov_desktop.backup.restore import recover_interrupted

        recover_interrupted(places)
    finish_creation(places)
    return places.keyring.exists() or places.database.exists()


def creating(places: Places) -> Places:
    """Where a new office is made, until it is whole."""
    return Places(places.data_dir / "creating")


def finish_creation(places: Places) -> None:
    """Move a completely made office into its place; throw away one that was interrupted in the making."""
    staging = creating(places)
    if not staging.data_dir.exists():
        return
    made = staging.keyring.exists() and (staging.database.exists() or places.database.exists())
    whole = not Path(f"{staging.database}-wal").exists()
    if made and whole and not places.keyring.exists():
        if staging.database.exists():
            os.replace(staging.database, places.database)
        os.replace(staging.keyring, places.keyring)
    shutil.rmtree(staging.data_dir, ignore_errors=True)


def account_names(places: Places) -> list[tuple[int, str]]:
    """Who can be chosen on the unlock screen."""
    return keyring.accounts(places.keyring)
