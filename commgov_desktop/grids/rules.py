"""What an office can set about its grids: how codes are made, how large a grid should be, what the board says."""

import re
import tomllib
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import paths
from commgov_desktop.errors import UserError
from commgov_desktop.grids.models import Grid
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.office import CODE, PHONE, Office
from commgov_desktop.settings import Setting

_GROUP = N_("Grids")

CODE_PATTERN = Setting(
    "grids.code_pattern",
    "{community}{serial:3}",
    N_("Pattern of grid codes"),
    _GROUP,
    N_("{community} is the 12-digit code, {serial:3} a serial number of 3 digits"),
)
"""No national rule was found; 12 + 3 digits is the common form (CJ/T 349-2010 covers digital communities)."""

LEAST = Setting(
    "grids.least_households",
    300,
    N_("A grid should have at least (households)"),
    _GROUP,
    N_("A rule of thumb quoted everywhere; no rule in force was found (unverified)"),
)
MOST = Setting(
    "grids.most_households",
    500,
    N_("A grid should have at most (households)"),
    _GROUP,
    N_("A rule of thumb quoted everywhere; no rule in force was found (unverified)"),
)
COMPLAINTS = Setting(
    "grids.complaint_phone",
    "",
    N_("Complaint phone on grid boards"),
    _GROUP,
    N_("Empty: the telephone of the office"),
)
DUTIES = Setting(
    "grids.duties",
    "",
    N_("Duties on grid boards, parted by ；"),
    _GROUP,
    N_("Empty: the list that comes with the program"),
)

SETTINGS: tuple[Setting[Any], ...] = (CODE_PATTERN, LEAST, MOST, COMPLAINTS, DUTIES)

_SERIAL = re.compile(r"\{serial(?::(\d))?\}")


def next_code(session: Session, pattern: str, community: str) -> str:
    """The next free grid code under ``pattern``. Raises ``UserError`` when the pattern has no serial number."""
    if not _SERIAL.search(pattern):
        raise UserError(_("The pattern of grid codes needs {serial:3} in it. Change it in the settings."))
    taken = set(session.scalars(select(Grid.code)))
    serial = 1
    while (code := _code(pattern, community, serial)) in taken:
        serial += 1
    return code


def next_name(session: Session) -> str:
    """``07 网格`` after ``06 网格``."""
    numbers = [
        int(found[1]) for name in session.scalars(select(Grid.name)) if (found := re.match(r"(\d+)", name))
    ]
    return f"{max(numbers, default=0) + 1:02} 网格"


def proposed(office: Office) -> dict[str, object]:
    """Name and code for a new grid of this office."""
    pattern, community = office.settings[CODE_PATTERN], office.settings[CODE]
    with office.store.read() as session:
        return {"name": next_name(session), "code": next_code(session, pattern, community), "kind": "general"}


def _code(pattern: str, community: str, serial: int) -> str:
    text = pattern.replace("{community}", community)
    return _SERIAL.sub(lambda found: f"{serial:0{found[1] or 1}}", text)


def complaint_phone(office: Office) -> str:
    """Where residents complain about a grid's work: a published number is a duty in local rules (滨州市条例, 2021)."""
    return office.settings[COMPLAINTS] or office.settings[PHONE]


def duties(office: Office) -> tuple[str, ...]:
    """What the board says that a grid worker does: the office's own words, or the shipped ones."""
    own = [part.strip() for part in re.split(r"[；;\n]", office.settings[DUTIES]) if part.strip()]
    return tuple(own) or _shipped_duties()


@cache
def _shipped_duties() -> tuple[str, ...]:
    with paths.resources("catalogues", "grid_duties.toml").open("rb") as file:
        return tuple(entry["zh"] for entry in tomllib.load(file)["duties"])
