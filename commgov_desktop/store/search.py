"""Finds people while the clerk types: by name, pinyin, initials, digits of a number, piece of an address.

Two contentless FTS5 tables over tokens that the program writes itself, and a narrow table beside them
against which every hit is verified. All three are derived: they can be thrown away and made again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from commgov_desktop.store import bulk, tokens

FIRST = 100
"""Hits that are ranked before the rest is merely listed."""


@dataclass(frozen=True)
class SearchRow:
    """What one record can be found by. ``readings`` are all readings of the name as syllables."""

    id: int
    name: str
    readings: Sequence[Sequence[str]] = ()
    digits: Sequence[str] = ()
    """ID number first, then phones."""
    address: str = ""


@dataclass(frozen=True)
class SearchSource:
    """A kind of record that can be found. ``rows`` gives its search rows (all, or those ids)."""

    name: str
    rows: Callable[[Session, Sequence[int] | None], Iterable[SearchRow]]
    touched: Callable[[Session, Mapping[str, Sequence[int]]], Sequence[int]]
    """Which of its ids must be indexed again after changes of these tables and rows: in order, each once."""


def is_ready(session: Session, source: SearchSource) -> bool:
    """Whether the index of this source is there and was made by the present way of cutting words."""
    known = session.execute(
        text("select count(*) from sqlite_master where name = 'search_versions'")
    ).scalar()
    if not known:
        return False
    version = text("select version from search_versions where name = :name")
    return session.execute(version, {"name": source.name}).scalar() == tokens.VERSION


def build(session: Session, source: SearchSource) -> None:
    """Throw the index of this source away and make it anew from the records."""
    name = source.name
    for statement in (
        "create table if not exists search_versions (name text primary key, version integer not null)",
        *(f"drop table if exists {table}" for table in _tables(name)),
        f"create table search_{name} (id integer primary key, name text not null, id_number text not null, "
        "phones text not null, numbers text not null, address text not null, readings text not null)",
        f"create index ix_search_{name}_name on search_{name} (name)",
        f"create index ix_search_{name}_address on search_{name} (address)",
        f"create virtual table search_{name}_grams using fts5(t, content='', contentless_delete=1, "
        "detail=none, tokenize='unicode61')",
        f"create virtual table search_{name}_pinyin using fts5(t, content='', contentless_delete=1, "
        "detail=none, prefix='2 3 4 5 6', tokenize='unicode61')",
        f"insert into search_{name}_grams(search_{name}_grams, rank) values('automerge', 16)",
        f"insert into search_{name}_pinyin(search_{name}_pinyin, rank) values('automerge', 16)",
    ):
        session.execute(text(statement))
    _insert(session, name, _chunks(source.rows(session, None)))
    session.execute(
        text("insert or replace into search_versions values (:name, :version)"),
        {"name": name, "version": tokens.VERSION},
    )


def reindex(session: Session, source: SearchSource, ids: Sequence[int]) -> None:
    """Index these records anew, in the transaction that changed them; those that are gone are taken out."""
    if ids:
        _insert(session, source.name, _changed(session, source, ids))


def _changed(session: Session, source: SearchSource, ids: Sequence[int]) -> Iterator[list[SearchRow]]:
    """What is to be written of these records; what the index holds of them otherwise is taken out on the way."""
    connection = session.connection()
    newest = connection.exec_driver_sql(f"select max(id) from search_{source.name}").scalar() or 0
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        rows = {row.id: row for row in source.rows(session, part)}
        known = _known(connection, source.name, [i for i in part if i <= newest])  # an import's are new
        same = {i for i, kept in known.items() if i in rows and _plain(rows[i]) == kept}
        old = [(i,) for i in known if i not in same]
        for table, key in zip(_tables(source.name), ("id", "rowid", "rowid"), strict=True) if old else ():
            connection.exec_driver_sql(f"delete from {table} where {key} = ?", old)
        yield [row for i, row in rows.items() if i not in same]


def _known(connection: Connection, name: str, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    """What the index holds of these records; whatever is found by the same words need not be written again."""
    found: dict[int, tuple[object, ...]] = {}
    for start in range(0, len(ids), 500):
        part = tuple(ids[start : start + 500])
        asked = f"select * from search_{name} where id in ({','.join('?' * len(part))})"
        found |= {row[0]: tuple(row) for row in connection.exec_driver_sql(asked, part)}
    return found


def _tables(name: str) -> tuple[str, str, str]:
    return f"search_{name}", f"search_{name}_grams", f"search_{name}_pinyin"


_AT_ONCE = 2000


def _insert(session: Session, name: str, chunks: Iterator[list[SearchRow]]) -> None:
    """Cut one chunk into pieces while the one before is written; the file is asked for the next in between."""
    with bulk.Behind(session) as behind:
        cut: list[bulk.Helping] = []
        while True:
            behind.wait()
            chunk = next(chunks, None)
            behind.write(cut)
            if chunk is None:
                return
            cut = _cut(name, chunk)


def _cut(name: str, chunk: Sequence[SearchRow]) -> list[bulk.Helping]:
    plain, grams, pinyin = _tables(name)
    return [
        (f"insert into {plain}", [_plain(row) for row in chunk]),
        (f"insert into {grams}(rowid, t)", [_grams(row) for row in chunk]),
        (f"insert into {pinyin}(rowid, t)", [(r.id, tokens.pinyin_tokens(r.readings)) for r in chunk]),
    ]


def _chunks(rows: Iterable[SearchRow]) -> Iterator[list[SearchRow]]:
    chunk: list[SearchRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _plain(row: SearchRow) -> tuple[object, ...]:
    number, phones = (row.digits[0] if row.digits else ""), "|".join(row.digits[1:])
    readings = "|".join(" ".join(reading) for reading in row.readings)
    return (row.id, tokens.squeeze(row.name), number, phones, f"{number}|{phones}", row.address, readings)


def _grams(row: SearchRow) -> tuple[int, str]:
    number, phones = (row.digits[0] if row.digits else ""), row.digits[1:]
    return row.id, tokens.han_tokens(row.name, number, phones, row.address, row.readings)


# ---- asking ------------------------------------------------------------------------------------------


def find(session: Session, name: str, words: str, limit: int | None = None) -> list[int]:
    """The ids that answer ``words`` in the source ``name``, best first; every word must be met.

    Exact names come first, then names that begin so, names that hold it, pinyin, numbers, addresses (3号楼 before 23号楼). With
    ``limit`` the search stops there.
    """
    query = tokens.parse(words)
    if not query:
        return []
    best = _ranked(session, name, query, limit or FIRST)
    if limit is not None or len(best) < FIRST:
        return best
    rest = _all(session, name, query)
    seen = set(best)
    return best + [i for i in rest if i not in seen]


def _ranked(session: Session, name: str, query: tokens.Query, limit: int) -> list[int]:
    if len(query.terms) > 1:
        return _together(session, name, query, limit)[:limit]
    found: dict[int, None] = {}
    for way in _ways(name, query.terms[0]):
        more = _run(session, name, way, query.terms[:1], limit)
        found.update(dict.fromkeys(more))
        if len(found) >= limit:
            break
    return list(found)[:limit]


@dataclass(frozen=True)
class _Way:
    """One way a word may be meant: a query for ids, and whether its hits need no second look."""

    sql: str
    values: tuple[str, ...]
    exact: bool


def _ways(name: str, term: tokens.Term) -> list[_Way]:
    """The ways of one word, the best first."""
    plain, grams, pinyin = _tables(name)
    word, ways = term.text, []
    by_grams = f"select rowid from {grams} where {grams} match ?"
    by_pinyin = f"select rowid from {pinyin} where {pinyin} match ?"
    if term.mixed and term.pinyin:
        # Not "rowid in (...)": that looks every row of the one up in the other by itself and took a second.
        ways.append(_Way(f"{by_grams} intersect {by_pinyin}", (term.name, term.pinyin), False))
    elif term.mixed:
        ways.append(_Way(by_grams, (term.name,), False))
    elif term.name:
        ways.append(_Way(f"select id from {plain} where name = ?", (word,), True))
        ways.append(
            _Way(f"select id from {plain} where name > ? and name < ?", (word, word + "\U0010ffff"), True)
        )
        ways.append(_Way(by_grams, (term.name,), len(word) <= 2))
    if term.pinyin and not term.mixed:
        ways.append(_Way(by_pinyin, (term.pinyin,), True))
    if term.digits:
        ways.append(_Way(by_grams, (term.digits,), len(word) == 4 or term.exact))
    if term.like:
        ways.append(_Way(f"select id from {plain} where numbers like ?", (term.like,), True))
    if term.address:
        begins = f"select id from {plain} where address >= ? and address < ?"
        ways.append(_Way(begins, (word, word + "\U0010ffff"), True))
        ways.append(_Way(by_grams, (term.address,), len(word) <= 3))
    return ways


def _run(
    session: Session,
    name: str,
    way: _Way,
    terms: Sequence[tokens.Term],
    limit: int | None,
    known: Collection[int] = (),
) -> list[int]:
    """The ids of one way, without those ``known``. Candidates that need a second look are read in growing
    helpings until enough hold."""
    connection = session.connection()
    helping = -1 if limit is None else limit + len(known)
    while True:
        rows = connection.exec_driver_sql(f"{way.sql} limit ?", (*way.values, helping)).fetchall()
        found = [row[0] for row in rows if row[0] not in known]
        held = found if way.exact else _held(session, name, found, terms, limit)
        if limit is None or len(rows) < helping or len(held) >= limit:
            return held
        helping *= 8


def _held(
    session: Session, name: str, ids: Sequence[int], terms: Sequence[tokens.Term], limit: int | None
) -> list[int]:
    """Those of the candidates that truly hold the words; with ``limit`` no more are looked at than it takes."""
    held: list[int] = []
    connection = session.connection()
    at_once = 500 if limit is None else limit
    for start in range(0, len(ids), at_once):
        part = ids[start : start + at_once]
        marks = ",".join("?" * len(part))
        columns = "id, name, id_number, phones, address, readings"
        asked = f"select {columns} from search_{name} where id in ({marks})"
        rows: dict[int, tokens.Searched] = {}
        for i, title, number, phones, address, readings in connection.exec_driver_sql(asked, tuple(part)):
            spoken = tuple(tuple(r.split(" ")) for r in readings.split("|") if r)
            rows[i] = tokens.Searched(title, number, phones, address, spoken)
        held += [i for i in part if i in rows and all(tokens.verify(term, rows[i]) for term in terms)]
        if limit is not None and len(held) >= limit:
            break
    return held


def _together(session: Session, name: str, query: tokens.Query, limit: int | None) -> list[int]:
    """Ids that meet several words at once, those whose name is meant first."""
    plain, values = _question(name, query.terms)
    looked_at = [term for term in query.terms if not term.exact]
    every = _Way(plain, tuple(values), not looked_at)
    homes = [t for t in query.terms if t.address]
    if limit is None or not homes:
        return _run(session, name, every, looked_at, limit)
    # Two questions and no sorting: the homes that begin so are soon enough found, the others seldom asked for.
    begins = " or ".join("(address >= ? and address < ?)" for _term in homes)
    edges = [edge for term in homes for edge in (term.text, term.text + "\U0010ffff")]
    first = _Way(f"{plain} and ({begins})", (*values, *edges), not looked_at)
    found = dict.fromkeys(_run(session, name, first, looked_at, limit))
    if len(found) < limit:
        more = _run(session, name, every, looked_at, limit, found)
        found.update(dict.fromkeys(more))
    return list(found)


def _question(name: str, terms: Sequence[tokens.Term]) -> tuple[str, list[str]]:
    """Several words as one question that ends in a condition.

    The indexes walk side by side through the ids that all of them know; whoever reads the answer may stop early.
    """
    plain, grams, pinyin = _tables(name)
    by_grams = [t for t in terms if t.grams and not (t.pinyin or t.like)]
    by_pinyin = [t for t in terms if t.pinyin and not (t.grams or t.like)]
    indexes: list[str] = []
    conditions: list[str] = []
    values: list[str] = []
    if by_grams:
        indexes.append(f"select rowid from {grams} where {grams} match ?")
        values.append(" AND ".join(f"({term.grams})" for term in by_grams))
    for term in by_pinyin:
        indexes.append(f"select rowid from {pinyin} where {pinyin} match ?")
        values.append(term.pinyin)
    rows = plain
    if indexes:
        # Not "id in (...)": that puts the whole list together first. The limit keeps SQLite from leaving out the
        # order, without which it does the same; the cross join keeps it from starting at the other end.
        hits = f"{' intersect '.join(indexes)} order by 1 limit -1"
        rows = f"({hits}) hit cross join {plain} on {plain}.id = hit.rowid"
    for term in terms:
        if term not in by_grams and term not in by_pinyin:
            condition, asked = _condition(name, term)
            conditions.append(condition)
            values += asked
    return f"select id from {rows} where {' and '.join(conditions) or '1'}", values


def _condition(name: str, term: tokens.Term) -> tuple[str, list[str]]:
    """One word as a condition. Its LIKE, which reads every row, is asked only of rows the other words left."""
    ways = _ways(name, term)
    by_index = [way for way in ways if " like " not in way.sql]
    condition = f"id in ({' union '.join(f'select * from ({way.sql})' for way in by_index)})"
    values = [value for way in by_index for value in way.values]
    if not term.like:
        return condition, values
    return f"(numbers like ? or {condition})", [term.like, *values]


def _all(session: Session, name: str, query: tokens.Query) -> list[int]:
    """Every id that answers, in no order of merit."""
    if len(query.terms) > 1:
        return _together(session, name, query, None)
    found: dict[int, None] = {}
    for way in _ways(name, query.terms[0]):
        found.update(dict.fromkeys(_run(session, name, way, query.terms, None)))
    return list(found)
