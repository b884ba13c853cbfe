"""Saves what stands in a form, or says at its boxes what is wrong: every form is kept in this one way."""

from collections.abc import Callable
from typing import Any

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ui import ask
from commgov_desktop.ui.record_form import RecordForm


def saved(form: RecordForm, keep: Callable[[dict[str, Any]], object]) -> bool:
    """Whether ``keep`` took the form's values.

    A box that cannot be read is said first, and nothing is kept; then what ``keep`` finds wrong (``Invalid``)
    stands under its boxes, and a ``UserError`` is shown over the form.
    """
    if unreadable := form.unreadable():
        form.show_problems(unreadable)
        return False
    try:
        keep(form.values())
    except Invalid as wrong:
        form.show_problems(wrong.problems)
    except UserError as error:
        ask.show_error(form, error)
    else:
        return True
    return False
