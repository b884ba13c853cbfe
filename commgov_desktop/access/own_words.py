"""What the office's own tables are called in the list of what was done: settings, accounts, copies, attachments."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from commgov_desktop.access.accounts import ROLES
from commgov_desktop.access.trail import Words
from commgov_desktop.i18n import N_, _
from commgov_desktop.settings import Setting

TABLES = {
    "settings": N_("Setting"),
    "accounts": N_("Account"),
    "backups": N_("Copy of the data"),
    "attachments": N_("Attachment"),
    "extra_fields": N_("field of this office"),
}
COLUMNS = {
    ("settings", "value"): N_("Value"),
    ("accounts", "name"): N_("Name of the clerk"),
    ("accounts", "role"): N_("Role in the office"),
    ("accounts", "active"): N_("In use"),
    ("backups", "path"): N_("File of the copy"),
    ("backups", "stick"): N_("Stick"),
    ("backups", "made_at"): N_("Made at"),
    ("backups", "result"): N_("Found"),
    ("attachments", "title"): N_("Title of the attachment"),
    ("attachments", "file_name"): N_("File"),
    ("extra_fields", "label"): N_("Name of the field"),
    ("extra_fields", "choices"): N_("Words to choose from"),
    ("extra_fields", "retired"): N_("No longer asked"),
}
_RESULTS = {
    "verified": N_("all agree"),
    "rehearsed": N_("rehearsed"),
    "damaged": N_("damaged"),
    "removed": N_("removed, a newer one is good"),
}


def own_words(
    field_label: Callable[[str, str], str],
    table_names: Mapping[str, str],
    settings: Sequence[Setting[Any]],
    value_words: Callable[[str, str, object], str] | None,
) -> Words:
    """The ledgers' words, and for the office's own tables those of this module."""
    labels = {setting.key: setting.label for setting in settings}

    def label(table: str, column: str) -> str:
        return _(COLUMNS[table, column]) if (table, column) in COLUMNS else field_label(table, column)

    def name(table: str) -> str:
        return table_names.get(table) or (_(TABLES[table]) if table in TABLES else "")

    def value(table: str, column: str, shown: object) -> str:
        if (table, column) == ("accounts", "role"):
            return _(ROLES.get(str(shown), ""))
        if (table, column) == ("accounts", "active"):
            return _("in use") if shown else _("out of use")
        if (table, column) == ("extra_fields", "retired"):
            return _("yes") if shown else _("no")
        if (table, column) == ("backups", "result"):
            return _(_RESULTS.get(str(shown), ""))
        return value_words(table, column, shown) if value_words else ""

    def record(table: str, values: Mapping[str, Any]) -> str:
        if table == "extra_fields":
            return str(values.get("label") or "")
        return _(labels.get(str(values.get("key")), "")) if table == "settings" else ""

    return Words(label, name, value, record)
