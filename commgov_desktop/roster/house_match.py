"""人户一致, 人在户不在 or 户在人不在: proposed where the registered and the present address plainly tell."""

import re
import unicodedata

from commgov_desktop.roster.models import ABROAD, REGISTERED

TOGETHER, LIVES_ONLY, REGISTERED_ONLY = "01", "0201", "0202"
"""Codes of ``person_house_match.toml``: 人户一致, 人在户不在, 户在人不在."""

TONES = {"01": "green", "0101": "green", "02": "amber", "0201": "blue", "0202": "amber", "0203": "red"}


def proposed(residence_kind: str, registered_address: str, address: str) -> str:
    """The code the two addresses plainly speak for; empty where they do not, for the clerk to say."""
    written, home = _plain(registered_address), _plain(address)
    if not written or not home or residence_kind == ABROAD:
        return ""
    same = re.search(rf"(?<!\d){re.escape(home)}(?!\d)", written) is not None
    if residence_kind == REGISTERED:
        return TOGETHER if same else ""
    return "" if same else LIVES_ONLY


def _plain(address: str) -> str:
    folded = unicodedata.normalize("NFKC", address or "").lower()
    return re.sub(r"[\s,，、·\-]|(?<=\d)[室号]$", "", folded).replace("栋", "号楼").replace("幢", "号楼")
