"""Saves what stands in a form, or says at its boxes what is wrong: every form is kept in this one way."""

from collections.abc import Callable
from typing import Any, TypeVar

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ui import ask
from commgov_desktop.ui.record_form import RecordForm

Kept = TypeVar("Kept")


def tried(form: RecordForm, act: Callable[[], Kept]) -> Kept | None:
    """What ``act`` gave, or ``None`` where it was refused.

    What is wrong (``Invalid``) then stands under its boxes, and a ``UserError`` is shown over the form.
    """
    try:
        return act()
    except Invalid as wrong:
        form.show_problems(wrong.problems)
    except UserError as error:
        ask.show_error(form, error)
    return None


def saved(form: RecordForm, keep: Callable[[dict[str, Any]], object]) -> bool:
    """Whether ``keep`` took the form's values.

    A box that cannot be read is said first, and nothing is kept; then what ``keep`` finds wrong, see ``tried``.
    """
    if unreadable := form.unreadable():
        form.show_problems(unreadable)
        return False
    return tried(form, lambda: (keep(form.values()),)) is not None
