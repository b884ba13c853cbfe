"""Whether a list tells of a closed group: then its names go into nothing that everybody reads."""

from sqlalchemy import select

from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.questions import Asked, Question
from commgov_desktop.roster.asking.lists import AskedLists
from commgov_desktop.roster.groups.lists import PREFIX
from commgov_desktop.roster.groups.models import Group


class Closed:
    """The closed groups of an office, read once."""

    def __init__(self, office: Office) -> None:
        with office.store.read() as session:
            rows = session.execute(select(Group.id, Group.key).where(Group.restricted)).all()
        self._filters = {f"{PREFIX}{number}" for number, _key in rows}
        self._keys = {key for _number, key in rows}

    def is_filter(self, key: str, lists: AskedLists) -> bool:
        """Whether a filter of the list of residents, by its key, is a closed group or asks about one."""
        if key in self._filters:
            return True
        try:
            question = lists.question(key)
        except UserError:
            return False
        return question is not None and self.is_question(question)

    def is_question(self, question: Question) -> bool:
        """Whether some condition asks about a closed group or a box of its sheet."""
        return any(self._is_about(asked) for asked in question.conditions())

    def _is_about(self, asked: Asked) -> bool:
        first, _colon, rest = asked.fact.partition(":")
        if first == "groups":
            return bool(self._keys.intersection(map(str, asked.values)))
        return first == "group" and rest.partition(":")[0] in self._keys
