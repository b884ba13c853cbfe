"""The columns of a ledger's list as facts that can be asked, for ledgers that hand in none of their own."""

from collections.abc import Iterator

from commgov_desktop.i18n import N_
from commgov_desktop.ledger import conditions
from commgov_desktop.ledger.ledger import Column, Ledger
from commgov_desktop.ledger.question_facts import Fact, Registry, registry

SECTION = N_("Columns of the list")
_KINDS = {"presence": "presence", "days": "day", "numbers": "number", "text": "text"}


def registry_of(ledger: Ledger) -> Registry:
    """What can be asked of a ledger by its own columns."""
    return registry(ledger.model, facts_of(ledger))


def facts_of(ledger: Ledger) -> Iterator[Fact]:
    """Each column that holds something to be asked; those that only show something well are left out."""
    for column in ledger.columns:
        kind = _kind(column)
        if kind:
            field = column.field
            yield Fact(field.name, field.label, SECTION, kind, column.asked, field.choices)


def _kind(column: Column) -> str:
    way = conditions.way_of(column)
    if way != "words":
        return "money" if column.field.kind == "money" else _KINDS[way]
    if column.field.kind == "flag":
        return "flag"
    if conditions.is_list(column):
        return "words"
    return "choice" if column.field.choices else ""
