"""What can be asked: each fact with its words, its kind, and where in the file it stands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Options

Expression = Callable[[], ColumnElement[Any]]

HOWS: dict[str, tuple[str, ...]] = {
    "number": ("is", "least", "most", "between", "missing", "filled"),
    "money": ("is", "least", "most", "between", "missing", "filled"),
    "years": ("least", "most", "is", "between", "missing", "filled"),
    "day": ("in", "missing", "filled"),
    "choice": ("any", "none", "missing", "filled"),
    "words": ("any", "every", "none", "missing", "filled"),
    "text": ("holds", "holds_not", "is", "begins", "missing", "filled"),
    "flag": ("yes", "no"),
    "presence": ("missing", "filled"),
    "related": ("has", "has_not"),
}
"""The ways in which each kind of fact can be asked, the commonest first.

``years`` is a day asked in full years since (an age); ``words`` a list of several; ``related`` records
that hang on the one that is asked, each with its day.
"""

PAST = ("was", "within", "became")
"""Further ways where a fact's history is kept: what it was on a day, at some time in a period, what it became in one."""

IN_A_PERIOD = frozenset(("in", "within", "became", "has", "has_not"))
MAY_HAVE_NO_PERIOD = frozenset(("has", "has_not"))
NEGATIVE = {"none": "any", "missing": "filled", "holds_not": "holds", "has_not": "has", "no": "yes"}
"""Each negative way is true exactly where its counterpart is not, for what is not filled in as well."""


@dataclass(frozen=True)
class Through:
    """A fact of other records, which hang on the one that is asked.

    ``rows`` selects one column: what stands in the column ``link`` of the one that is asked.
    """

    link: str
    rows: Callable[[], Select[Any]]


@dataclass(frozen=True)
class Fact:
    """Something that can be asked of a record; a feature hands in a tuple of them.

    ``label`` and ``section`` are English message ids, or the office's own words. ``value`` is an expression
    over the ledger's own table or, with ``through``, over the selected rows.
    """

    key: str
    label: str
    section: str
    kind: str
    value: Expression
    choices: Options | None = None
    through: tuple[Through, ...] = ()
    which: Expression | None = None
    """For ``related``: its kind, whose words ``choices`` gives."""
    tracked: str = ""
    """The column whose earlier values ``episodes`` holds."""
    spans: Callable[[], tuple[ColumnElement[Any], ColumnElement[Any]]] | None = None
    """For rows with a beginning and an end: their ``since`` and ``until``."""
    past: Callable[[Sequence[Any], tuple[date | None, date | None]], ColumnElement[bool]] | None = None
    """For a fact whose history hangs on several records: of whom it held on one of these days, both counted in."""
    retired: bool = False
    """The office no longer asks it, what was entered stays."""
    unit: str = ""
    read: Expression | None = None
    """What is put into a table where that is not ``value``."""
    masked: str = ""
    """How it is masked in tables and on paper: id_number, phone; empty for what is not private."""

    @property
    def hows(self) -> tuple[str, ...]:
        """The ways in which it can be asked."""
        if self.tracked or self.spans:
            return (*HOWS[self.kind], *PAST)
        return (*HOWS[self.kind], "was", "within") if self.past else HOWS[self.kind]


@dataclass(frozen=True)
class Registry:
    """The facts that can be asked of one ledger by this clerk."""

    table: str
    model: Any = field(repr=False)
    facts: Mapping[str, Fact]

    def __contains__(self, key: object) -> bool:
        return key in self.facts

    def __getitem__(self, key: str) -> Fact:
        return self.facts[key]

    def sections(self) -> list[tuple[str, list[Fact]]]:
        """The facts under their headings, in the order they were handed in; retired ones left out."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts.values():
            if not fact.retired:
                found.setdefault(fact.section, []).append(fact)
        return list(found.items())


def registry(model: Any, facts: Iterable[Fact]) -> Registry:
    """The facts of a model by their keys; two with the same key are a fault of the program."""
    by_key: dict[str, Fact] = {}
    for fact in facts:
        if fact.key in by_key:
            raise ValueError(f"two facts are called {fact.key}")
        by_key[fact.key] = fact
    return Registry(str(model.__tablename__), model, by_key)


def offered(facts: Registry) -> list[tuple[str, str]]:
    """The facts by key in the words of the box: those of a group's sheet with the group's name."""
    named: dict[str, int] = {}
    for fact in facts.facts.values():
        named[_(fact.label)] = named.get(_(fact.label), 0) + 1
    found = []
    for section, inside in facts.sections():
        for fact in inside:
            label = _(fact.label)
            twice = named[label] > 1 or fact.key.count(":") > 1
            found.append((fact.key, f"{label}（{_(section)}）" if twice else label))
    return found


HOW_WORDS = {
    "is": N_("is"),
    "least": N_("is at least"),
    "most": N_("is at most"),
    "between": N_("lies between"),
    "in": N_("lies in"),
    "any": N_("is one of"),
    "every": N_("holds all of"),
    "none": N_("is none of"),
    "holds": N_("holds the words"),
    "holds_not": N_("does not hold the words"),
    "begins": N_("begins with"),
    "yes": N_("yes"),
    "no": N_("no"),
    "missing": N_("is not filled in"),
    "filled": N_("is filled in"),
    "has": N_("there is"),
    "has_not": N_("there is none"),
    "was": N_("on a day was"),
    "within": N_("at some time was"),
    "became": N_("has become"),
}
"""The ways in the box of a condition, as English message ids."""
