"""What a clerk does to a record: open it in a form, save it, remove it. One action, one transaction."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store


class Book:
    """Every ledger's records through one door, as plain values."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def values(self, ledger: Ledger, record_id: int) -> dict[str, object]:
        """The form values of a record. Raises ``UserError`` when it is no longer there."""
        with self._store.read() as session:
            return _load(ledger, session, _present(ledger, session, record_id))

    def name(self, ledger: Ledger, record_id: int) -> str:
        """What the record is called in sentences; empty when it is gone."""
        with self._store.read() as session:
            record = session.get(ledger.model, record_id)
            return ledger.name(record) if record else ""

    def save(
        self, ledger: Ledger, record_id: int | None, values: Mapping[str, object], label: str = ""
    ) -> int:
        """Keep the form's values, as a new record when ``record_id`` is ``None``. Gives its id.

        Raises ``Invalid`` with the problem of each field; then nothing was saved.
        """
        label = label or self._label(ledger, record_id, values)
        with self._store.write(label) as session:
            record = ledger.model() if record_id is None else _present(ledger, session, record_id)
            _put(ledger, session, record, values)
            refuse_problems(ledger, record)
            session.add(record)
            session.flush()
            return record.id

    def remove(self, ledger: Ledger, record_id: int, why: str = "") -> None:
        """Move a record to the bin (the journal keeps it whole). Refused while others refer to it."""
        label = _("Remove {name}").format(name=self.name(ledger, record_id))
        with self._store.write(f"{label}（{why}）" if why else label) as session:
            session.delete(_present(ledger, session, record_id))

    def _label(self, ledger: Ledger, record_id: int | None, values: Mapping[str, object]) -> str:
        if record_id is not None:
            return _("Edit {one} {name}").format(one=_(ledger.one), name=self.name(ledger, record_id))
        return _("Add {one} {name}").format(one=_(ledger.one), name=values.get("name") or "").strip()


def refuse_problems(ledger: Ledger, record: Record) -> None:
    """Raise ``Invalid`` for what is missing or wrong in ``record``."""
    problems = {
        box.name: _("Please fill in “{field}”.").format(field=_(box.label))
        for box in ledger.fields()
        if box.required and hasattr(record, box.name) and getattr(record, box.name) in (None, "", [])
    }
    problems |= {k: v for k, v in record.problems(clock.today()).items() if k not in problems}
    if problems:
        raise Invalid(problems)


def _present(ledger: Ledger, session: Session, record_id: int) -> Record:
    record = session.get(ledger.model, record_id)
    if record is None:
        raise UserError(_("This record is no longer there. It may have been removed or undone."))
    return record


def _load(ledger: Ledger, session: Session, record: Record) -> dict[str, object]:
    if ledger.load:
        return ledger.load(session, record)
    return {box.name: getattr(record, box.name) for box in ledger.fields()}


def _put(ledger: Ledger, session: Session, record: Record, values: Mapping[str, object]) -> None:
    if ledger.store:
        ledger.store(session, record, values)
        return
    for name, value in values.items():
        setattr(record, name, value)
