"""The one door to the office file: short reads, named writes, undo and redo, and the news of what changed."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from commgov_desktop.errors import StorageTrouble, UserError
from commgov_desktop.i18n import _
from commgov_desktop.store import ballast, journal, search
from commgov_desktop.store import engine as engines
from commgov_desktop.store.journal import Action
from commgov_desktop.store.search import SearchSource


@dataclass(frozen=True)
class Actor:
    """Who acts: the unlocked account. Every action carries it."""

    account_id: int | None
    name: str


@dataclass(frozen=True)
class Changes:
    """The news of one committed action, in plain values."""

    label: str
    action_id: int
    rows: journal.Touched

    def touches(self, *tables: str) -> bool:
        """Whether one of these tables has changed, so that a page should read again."""
        return not self.rows.keys().isdisjoint(tables)


@dataclass(frozen=True)
class Step:
    """An action that can be taken back or done again."""

    action_id: int
    label: str


CLERK_WAITS, WORK_WAITS = 10.0, 600.0
"""Seconds a write waits for another one: of the window, which stands still meanwhile, and of work in the background."""


class UndoConflict(UserError):
    """An action that cannot be taken back because later work stands on it; ``records`` names that work."""

    def __init__(self, sentence: str, records: Sequence[str]) -> None:
        super().__init__(sentence)
        self.records = list(records)


class Store:
    """An open office file. Thread-safe: reads run side by side, writes one after the other."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        actor: Actor,
        *,
        searches: Sequence[SearchSource] = (),
        follow_ups: Sequence[Callable[[Session, int], None]] = (),
        name_of: Callable[["Store", str, int], str] | None = None,
    ) -> None:
        self.path = path
        self.actor = actor
        self._key = key
        self._searches = tuple(searches)
        self._follow_ups = tuple(follow_ups)
        """What follows from an action's changes, written as part of it; given its number."""
        self._name_of = name_of or (lambda _store, table, row: f"{table} {row}")
        self._writing = threading.RLock()
        self._listeners: list[Callable[[Changes], None]] = []
        self._reader = engines.reading_engine(path, key)
        self._passer = engines.passing_engine(path, key)
        self._passing = threading.Lock()
        self._writer = engines.writing_engine(path, key)
        self._open: Session | None = None
        event.listen(self._writer, "connect", self._note_changes)
        self._is_closed = False
        for engine in (self._reader, self._passer, self._writer):
            event.listen(engine, "checkin", self._close_late)
        try:
            self._make_indexes()
        except BaseException:
            self.close()
            raise

    @staticmethod
    def _note_changes(connection: Any, _record: object) -> None:
        for statement in journal.trigger_statements(journal.journaled_tables()):
            connection.execute(statement)

    def _make_indexes(self) -> None:
        """Make the search indexes that are missing or were made by an earlier program; they are derived."""
        with self.read() as session:
            missing = [source for source in self._searches if not search.is_ready(session, source)]
        if missing:
            with engines.in_plain_words(), Session(self._writer) as session, session.begin():
                for source in missing:
                    search.build(session, source)

    def close(self) -> None:
        """Let go of the file; a read that is still under way does so when it ends."""
        self._is_closed = True
        self._reader.dispose()
        self._passer.dispose()
        self._writer.dispose()

    def _close_late(self, _connection: object, record: ConnectionPoolEntry) -> None:
        """A connection that comes back after the closing is not kept: Windows would not let the file be exchanged."""
        if self._is_closed:
            record.invalidate()

    @contextmanager
    def read(self, *, whole: bool = False) -> Iterator[Session]:
        """A look at one moment of the file. Keep it short; take plain values out of it, no records.

        ``whole``: it passes over all of a table, and had best find its pages still in memory.
        """
        with (
            self._in_plain_words(),
            self._engine(whole) as engine,
            Session(engine) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def _engine(self, whole: bool) -> Iterator[Engine]:
        """Who passes over a table while another does reads beside it, with the little memory of everybody else."""
        if not (whole and self._passing.acquire(blocking=False)):
            yield self._reader
            return
        try:
            yield self._passer
        finally:
            self._passing.release()

    @contextmanager
    def write(self, label: str, *, final: bool = False, anyway: bool = False) -> Iterator[Session]:
        """One clerk's action: all of it is kept under ``label``, or nothing.

        ``label`` is what undo shows, in the clerk's language. ``final`` actions cannot be undone. ``anyway``: also
        while the disk is full, out of what is held in hand (that a copy was made must not be forgotten).
        Raises ``StorageTrouble`` when the machine cannot keep it; then nothing was saved.
        """
        if not anyway:
            ballast.refuse_while_full(self.path)
        action = self._action("do", label, final=final)
        with self._acting(action) as session:
            yield session

    @contextmanager
    def quietly(self) -> Iterator[Session]:
        """A write that is no clerk's action: half-typed forms, what can be derived. Only into tables that are
        not journaled; the journal's triggers refuse every other."""
        with self._one_writer():
            if self._open is not None:
                raise RuntimeError("a quiet write was begun inside an action")
            with self._in_plain_words(), Session(self._writer) as session, session.begin():
                yield session

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """Waits until the others have written, but not for ever: an import may take minutes, and an action
        whose question nobody answers never ends."""
        at_the_desk = threading.current_thread() is threading.main_thread()
        if not self._writing.acquire(timeout=CLERK_WAITS if at_the_desk else WORK_WAITS):
            raise StorageTrouble(
                "locked", _("Something else is still being saved. Wait until it is done, then try again.")
            )
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        """Storage errors as sentences; a full disk gets the room back that was held in hand for reading."""
        try:
            with engines.in_plain_words():
                yield
        except StorageTrouble as trouble:
            if trouble.kind == "full":
                ballast.release(self.path)
            raise

    def note(self, label: str, subject: str = "") -> None:
        """Write down that something was looked at, printed or carried out, though nothing changed."""
        action = self._action("note", label, subject=subject)
        with self._acting(action):
            pass

    def _action(self, kind: str, label: str, **more: Any) -> Action:
        return Action(
            kind=kind, label=label, account_id=self.actor.account_id, account_name=self.actor.name, **more
        )

    @contextmanager
    def _acting(self, action: Action) -> Iterator[Session]:
        with self._one_writer():
            if self._open is not None:
                raise RuntimeError("one action is one transaction: an action was begun inside another")
            with self._in_plain_words(), Session(self._writer, expire_on_commit=False) as session:
                self._open = session
                try:
                    with session.begin():
                        journal.begin_action(session, action)
                        yield session
                        rows = self._finish(session, action)
                finally:
                    self._open = None
            changes = Changes(action.label, action.id, rows)
            ballast.keep(self.path)
        if action.kind != "note":
            self._tell(changes)

    def _finish(self, session: Session, action: Action) -> journal.Touched:
        if action.kind == "do":  # an undo brings back what followed, too
            session.flush()
            for follow in self._follow_ups:
                follow(session, action.id)
        touched = journal.end_action(session, action)
        for source in self._searches:
            search.reindex(session, source, source.touched(session, touched))
        return touched

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Hear of every committed action, on the thread that made it. Gives the way to stop hearing."""
        self._listeners.append(listener)

        def hear_no_more() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return hear_no_more

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def undoable(self) -> Step | None:
        """The last action that stands and may be taken back."""
        with self.read() as session:
            action = session.scalar(_LAST_STANDING)
            return Step(action.id, action.label) if action else None

    def redoable(self) -> Step | None:
        """The undo that was made last, if nothing was done since but what cannot be undone (a paper that went out)."""
        with self.read() as session:
            action = session.scalar(_LAST_UNDO)
            newer = action and session.scalar(
                select(Action.id)
                .where(Action.id > action.id, Action.kind == "do", Action.final.is_(False))
                .limit(1)
            )
            return Step(action.id, action.label) if action and not newer else None

    def last_saved(self) -> datetime | None:
        """When something was changed last."""
        with self.read() as session:
            return session.scalar(
                select(Action.at).where(Action.kind != "note").order_by(Action.id.desc()).limit(1)
            )

    def undo(self) -> Step:
        """Take back the last action. Raises ``UserError`` when there is none, ``UndoConflict`` when it is built on."""
        step = self.undoable()
        if step is None:
            raise UserError(_("There is nothing to undo."))
        return self.take_back(step.action_id)

    def redo(self) -> Step:
        """Do again what was undone last."""
        step = self.redoable()
        if step is None:
            raise UserError(_("There is nothing to redo."))
        return self._reverse(step.action_id, "redo")

    def take_back(self, action_id: int) -> Step:
        """Take back any earlier action, by its number, if no later work stands on its records."""
        return self._reverse(action_id, "undo")

    def _reverse(self, action_id: int, kind: str) -> Step:
        with self.read() as session:
            target = session.get(Action, action_id)
            if target is None or target.undone_by_id is not None or target.kind not in ("do", "undo"):
                raise UserError(_("This action has already been taken back."))
            if target.final:
                raise UserError(
                    _("“{action}” cannot be undone. Void or correct the record instead.").format(
                        action=target.label
                    )
                )
            standing = journal.conflicts(session, target)
            label = target.label
        if standing:
            self._refuse(label, standing)
        try:
            self._carry_out(kind, label, action_id)
        except IntegrityError as error:
            sentence = _(
                "“{action}” cannot be undone: a later record has taken its place. Take that back first."
            )
            raise UndoConflict(sentence.format(action=label), []) from error
        return Step(action_id, label)

    def _carry_out(self, kind: str, label: str, action_id: int) -> None:
        ballast.refuse_while_full(self.path)
        with self._acting(self._action(kind, label, undoes_id=action_id)) as session:
            target = session.get_one(Action, action_id)
            journal.apply_inverse(session, target)
            self._refuse_dangling(session, label)
            me = session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1))
            target.undone_by_id = me
            if kind == "redo" and target.undoes_id is not None:
                session.get_one(Action, target.undoes_id).undone_by_id = None

    def _refuse_dangling(self, session: Session, label: str) -> None:
        broken = session.execute(text("pragma foreign_key_check")).all()
        if broken:
            self._refuse(label, [(row[0], row[1], "") for row in broken[:50]])

    def _refuse(self, label: str, standing: Sequence[tuple[str, int, str]]) -> None:
        names = [
            self._name_of(self, table, row) + (f"（{later}）" if later else "")
            for table, row, later in standing
        ]
        sentence = _("“{action}” cannot be undone: later work stands on it: {records}. Take that back first.")
        raise UndoConflict(sentence.format(action=label, records="、".join(names[:5])), names)

    def snapshot(self, to: Path) -> None:
        """A consistent copy of the whole encrypted file at ``to``, under the same key, while work goes on.

        One file, for some seconds: it is not flushed to the disk. Raises ``StorageTrouble``; then ``to`` is no copy.
        """
        with (
            closing(engines.connect(self.path, self._key)) as source,
            closing(engines.connect(to, self._key, fleeting=True)) as target,
            engines.in_plain_words(),
        ):
            engines.copy(source, target)
            target.execute("pragma journal_mode=delete")


_LAST_STANDING = (
    select(Action)
    .where(Action.kind == "do", Action.undone_by_id.is_(None), Action.final.is_(False), Action.row_count > 0)
    .order_by(Action.id.desc())
    .limit(1)
)
_LAST_UNDO = (
    select(Action)
    .where(Action.kind == "undo", Action.undone_by_id.is_(None))
    .order_by(Action.id.desc())
    .limit(1)
)
