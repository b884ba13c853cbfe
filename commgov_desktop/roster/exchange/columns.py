"""The columns of a table for a superior: which fact stands under which heading, and how it is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import fact_values
from commgov_desktop.ledger.fact_values import FULL, MASKED, forms_of
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.sheet_headings import SURE, match_headings, squeeze, synonyms

SERIAL, COMMUNITY, EMPTY = "#", "@community", ""
"""Columns that are no facts: 序号, the name of the community, and a column that is left empty."""

NO_FACTS = {SERIAL: N_("Serial number"), COMMUNITY: N_("Name of the community"), EMPTY: N_("(left empty)")}

_OF_HEADINGS = {"sequence": SERIAL, "community": COMMUNITY}
"""Boxes of ``headings.toml`` that are called otherwise among the facts."""


@dataclass(frozen=True)
class OutColumn:
    """One column of the table."""

    fact: str
    heading: str
    form: str = ""
    """One of ``fact_values.forms_of``; empty for the usual one."""

    def plain(self) -> dict[str, str]:
        """As it is kept."""
        return {"fact": self.fact, "heading": self.heading, "as": self.form}


def from_plain(kept: Sequence[Any]) -> tuple[OutColumn, ...]:
    """Columns as they were kept; ``None`` is one that is left empty."""
    return tuple(
        OutColumn(str(c["fact"]), str(c.get("heading", "")), str(c.get("as", "")))
        if c
        else OutColumn(EMPTY, "")
        for c in kept
    )


def recognise(headings: Sequence[str], facts: Registry) -> tuple[OutColumn, ...]:
    """For each heading of a superior's table the fact it means; one that is not known is left empty."""
    wordings: dict[str, Sequence[str]] = {
        _OF_HEADINGS.get(box, box): words
        for box, words in synonyms("residents").items()
        if _OF_HEADINGS.get(box, box) in NO_FACTS or box in facts
    }
    for fact in facts.facts.values():
        if fact_values.may_stand(fact) and not fact.retired:
            wordings[fact.key] = (*wordings.get(fact.key, ()), _(fact.label))
    found = {match.column: key for key, match in match_headings(headings, wordings).items()
             if match.confidence >= SURE or _is_part(match.heading, wordings[key])}  # fmt: skip
    return tuple(OutColumn(found.get(at, EMPTY), heading) for at, heading in enumerate(headings))


def _is_part(heading: str, words: Sequence[str]) -> bool:
    """A longer heading that holds a wording of some length: 联系人手机号码."""
    return any(len(word) >= 3 and squeeze(word) in squeeze(heading) for word in words)


def names(facts: Registry) -> list[tuple[str, str]]:
    """What can be put under a heading, for the box that chooses it."""
    from commgov_desktop.ledger.question_facts import offered

    found = [(key, words) for key, words in offered(facts) if fact_values.may_stand(facts[key])]
    return [(key, _(words)) for key, words in NO_FACTS.items() if key] + found


def unknown(columns: Sequence[OutColumn], facts: Registry) -> list[str]:
    """The headings whose fact is no longer there or not open to the clerk."""
    return [c.heading or c.fact for c in columns if c.fact not in NO_FACTS and c.fact not in facts]


def check(office: Office, columns: Sequence[OutColumn], facts: Registry, *, full: bool) -> None:
    """Raise ``UserError`` for columns that cannot be filled, and for whole numbers where the clerk may not."""
    gone = unknown(columns, facts)
    if gone:
        raise UserError(
            _("These columns cannot be filled any more: {columns}. Choose something else for them.").format(
                columns="、".join(gone)
            )
        )
    if full and not office.account.may_see_restricted:
        raise UserError(_("Only the chair may export full numbers. Export masked ones, or ask the chair."))


def has_full(columns: Sequence[OutColumn], facts: Registry) -> bool:
    """Whether whole document or phone numbers stand in it."""
    return any(c.form == FULL and c.fact in facts and facts[c.fact].masked for c in columns)


def table(
    office: Office,
    facts: Registry,
    columns: Sequence[OutColumn],
    ids: Sequence[int],
    progress: Any = lambda _done, _total: None,
) -> Iterator[list[str | int]]:
    """The rows of the table in the order of ``ids``."""
    keys = list(dict.fromkeys(c.fact for c in columns if c.fact in facts))
    place = {key: at for at, key in enumerate(keys)}
    today = clock.today()
    fixed: Mapping[str, str] = {COMMUNITY: office.community, EMPTY: ""}
    with office.store.read() as session:
        for number, (_id, raw) in enumerate(fact_values.rows(session, facts, keys, ids), 1):
            if number % 500 == 1:
                progress(number - 1, len(ids))
            yield [
                number
                if c.fact == SERIAL
                else fixed[c.fact]
                if c.fact in fixed
                else fact_values.cell(
                    facts[c.fact], c.form or forms_of(facts[c.fact])[0], raw[place[c.fact]], today
                )
                for c in columns
            ]


def masked(columns: Sequence[OutColumn], facts: Registry) -> tuple[OutColumn, ...]:
    """The same columns with every number masked."""
    return tuple(
        OutColumn(c.fact, c.heading, MASKED) if c.fact in facts and facts[c.fact].masked else c
        for c in columns
    )
