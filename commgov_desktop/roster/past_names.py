"""Puts a list of an earlier day in the order of the names that people had on that day."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from commgov_desktop import name_readings
from commgov_desktop.ledger.episodes import held_on
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.record import among
from commgov_desktop.store.store import Store


@dataclass
class PastNames:
    """Who was called otherwise on a day, read once when first asked: few of many, so that their keys are few."""

    store: Store
    day: date

    def order(self) -> ColumnElement[Any]:
        """What residents are ordered by: the key of the present name, or of the one of that day."""
        if not self._keys:
            return Resident.sort_key.expression
        then = func.json_extract(json.dumps(self._keys), func.printf('$."%d"', Resident.id))
        otherwise = among(Resident.id.expression, list(self._keys))
        return case((otherwise, then), else_=Resident.sort_key)

    @cached_property
    def _keys(self) -> dict[int, str]:
        with self.store.read() as session:
            then = held_on(session, Resident.__tablename__, ("name",), self.day)
            names = {number: name for (number, _kind), name in then.items() if name}
            query = select(Resident.id, Resident.name).where(among(Resident.id.expression, list(names)))
            changed = [number for number, now in session.execute(query) if names[number] != now]
        return {number: name_readings.sort_key(names[number]) for number in changed}
