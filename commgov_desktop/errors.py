"""What can go wrong, sorted by who can mend it: the clerk, the machine, or nobody but us."""

from collections.abc import Mapping


class UserError(Exception):
    """Something the clerk can mend. The message is one sentence saying what is wrong and what to do."""


class Invalid(UserError):
    """A record that may not be saved as it is; the form shows each problem at its field.

    ``problems`` maps a field's name to a sentence, already in the clerk's language. Nothing was saved.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("；".join(problems.values()))
        self.problems = dict(problems)


class StorageTrouble(UserError):
    """The machine could not keep the data: a full disk, a locked, damaged or read-only file.

    ``kind`` is one of ``full``, ``locked``, ``damaged``, ``read-only``, ``newer``, ``missing``, ``wrong-key``.
    """

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


class Cancelled(Exception):
    """The clerk pressed cancel; whatever was under way is rolled back and leaves nothing behind."""
