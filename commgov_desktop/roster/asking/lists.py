"""The lists an office has saved as questions: their names, who answers them now, and what keeps one from being asked."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import false

from commgov_desktop.errors import UserError
from commgov_desktop.ledger import questions, saved_filters
from commgov_desktop.ledger.ledger import Filter, Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.question_words import say
from commgov_desktop.ledger.questions import Question
from commgov_desktop.ledger.saved_filters import PREFIX, Saved

ASKED = "@asked"
"""The filter key of a question that is not saved."""


@dataclass
class AskedLists:
    """The saved questions of one ledger, and the one a clerk is asking; reads the file anew at ``forget``."""

    office: Office
    ledger: Ledger
    read_facts: Callable[[], Registry]
    current: Question | None = None
    _facts: Registry | None = None
    _saved: dict[str, Saved] | None = None

    def forget(self) -> None:
        """What can be asked, or what was saved, has changed."""
        self._facts = self._saved = None

    @property
    def facts(self) -> Registry:
        """What can be asked now."""
        if self._facts is None:
            self._facts = self.read_facts()
        return self._facts

    @property
    def saved(self) -> dict[str, Saved]:
        """The saved questions this clerk sees, by key."""
        if self._saved is None:
            office = self.office
            found = saved_filters.saved_of(office.store, self.ledger.key, office.account.id)
            self._saved = {one.key: one for one in found}
        return self._saved

    def question(self, key: str) -> Question | None:
        """The question behind a key; ``None`` for other filters. Raises ``UserError`` when it cannot be read."""
        if key == ASKED:
            return self.current
        return questions.from_plain(self.saved[key].kept) if key in self.saved else None

    def trouble(self, key: str) -> str:
        """What keeps a question from being asked, in words; empty when nothing does."""
        try:
            question = self.question(key)
        except UserError as error:
            return str(error)
        return "\n".join(questions.problems(question, self.facts)) if question else ""

    def filter(self, key: str) -> Filter | None:
        """The question as a filter of the list. Nobody answers one that cannot be asked: its trouble is shown."""
        if key != ASKED and not key.startswith(PREFIX):
            return None
        if self.trouble(key) or (question := self.question(key)) is None:
            return Filter(key, "", lambda _today: false())
        facts = self.facts
        return Filter(key, self.name(key), lambda today: questions.where(question, facts, today))

    def name(self, key: str) -> str:
        """Its name, or what it asks in words."""
        if key in self.saved:
            return self.saved[key].name
        return say(self.current, self.facts) if self.current else ""

    def count(self, question: Question) -> int:
        """How many answer."""
        answer = Filter(ASKED, "", lambda today: questions.where(question, self.facts, today))
        return Listing(self.office.store, self.ledger, more=lambda _key: answer).count(ASKED)

    def counts(self) -> dict[str, int]:
        """How many answer each question that can be asked."""
        keys = [*self.saved, *([ASKED] if self.current else [])]
        listing = Listing(self.office.store, self.ledger, more=self.filter)
        return {key: listing.count(key) for key in keys if not self.trouble(key)}

    def named_lists(
        self, but: Callable[[str], bool] = lambda _key: False
    ) -> list[tuple[str, "Callable[[], array[int]]"]]:
        """For letters, forms and postings: each saved list by its name, and how to get those who are on it now.

        ``but`` says of a list's key that it is left out.
        """
        listing = Listing(self.office.store, self.ledger, more=self.filter)

        def those(key: str) -> "Callable[[], array[int]]":
            return lambda: listing.ids(filter=key)

        keys = [key for key in self.saved if not self.trouble(key) and not but(key)]
        return [(self.saved[key].name, those(key)) for key in keys]

    def keep(self, name: str, question: Question, shared: bool, number: int | None = None) -> str:
        """Save a question, in place of an earlier one with ``number``. Gives its key."""
        account = None if shared else self.office.account.id
        kept = questions.plain(question)
        made = saved_filters.save(self.office.store, self.ledger.key, name, kept, account, number)
        self.forget()
        return f"{PREFIX}{made}"


def tables() -> Sequence[str]:
    """The tables whose change alters what can be asked or what is saved."""
    return ("saved_filters", "extra_fields", "groups", "grids", "buildings", "certificate_kinds")
