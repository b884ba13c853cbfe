"""Puts a list of an earlier day in the order of the names that people had on that day."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from commgov_desktop import name_readings
from commgov_desktop.ledger.episodes import held_on
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.store import Store

_AT_ONCE = 500


@dataclass
class PastNames:
    """Who was called otherwise on a day, read once when first asked: few of many, so that their keys are few."""

    store: Store
    day: date
    _keys: dict[int, str] | None = field(default=None)

    def order(self) -> ColumnElement[Any]:
        """What residents are ordered by: the key of the present name, or of the one of that day."""
        keys = self._known()
        if not keys:
            return Resident.sort_key.expression
        numbers = select(func.json_each(json.dumps(list(keys))).table_valued("value").c.value)
        then = func.json_extract(json.dumps(keys), func.printf('$."%d"', Resident.id))
        return case((Resident.id.in_(numbers), then), else_=Resident.sort_key)

    def _known(self) -> dict[int, str]:
        if self._keys is None:
            with self.store.read() as session:
                self._keys = _keys_on(session, self.day)
        return self._keys


def _keys_on(session: Session, day: date) -> dict[int, str]:
    then = held_on(session, Resident.__tablename__, ("name",), day)
    names = {number: name for (number, _kind), name in then.items() if name}
    found: dict[int, str] = {}
    ids = sorted(names)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        for number, now in session.execute(select(Resident.id, Resident.name).where(Resident.id.in_(part))):
            if names[number] != now:
                found[number] = name_readings.sort_key(names[number])
    return found
