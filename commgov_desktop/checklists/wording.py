"""The words for rhythms, kinds and months, as they stand on the screen and on the papers."""

from collections.abc import Sequence

from commgov_desktop.calendar_words import month_name
from commgov_desktop.checklists import rules
from commgov_desktop.checklists.models import ASSIST, DUTIES, OWN, OWN_LIST, REFUSED, RHYTHM, THREE_LISTS
from commgov_desktop.i18n import _

Choices = Sequence[tuple[str, str]]


def rhythms() -> Choices:
    """Code and words of every rhythm."""
    return (
        (rules.WEEKLY, _("Every week")),
        (rules.HALF_MONTHLY, _("Every half-month")),
        (rules.MONTHLY, _("Every month")),
        (rules.QUARTERLY, _("Every quarter")),
        (rules.HALF_YEARLY, _("Every half-year")),
        (rules.YEARLY, _("Every year")),
        (rules.ONCE, _("Once")),
        (rules.EVENT, _("When it happens")),
    )


def item_kinds() -> Choices:
    """Whose duty an item is."""
    return ((OWN, _("Own duty")), (ASSIST, _("To assist")), (REFUSED, _("Not the community's")))


def list_kinds() -> Choices:
    """The groups of lists, in the order of the side list."""
    return (
        (THREE_LISTS, _("The three lists")),
        (DUTIES, _("Duties")),
        (RHYTHM, _("Work of the year")),
        (OWN_LIST, _("Own lists")),
    )


def weekdays() -> Choices:
    """1 for Monday to 7 for Sunday."""
    return (
        ("1", _("Monday")),
        ("2", _("Tuesday")),
        ("3", _("Wednesday")),
        ("4", _("Thursday")),
        ("5", _("Friday")),
        ("6", _("Saturday")),
        ("7", _("Sunday")),
    )


def kind_words(kind: str) -> str:
    """The words of a kind; empty while the office has not said."""
    return dict(item_kinds()).get(kind, "")


def rhythm_words(
    rhythm: str, by_day: int | None = None, weekday: int | None = None, month: int | None = None
) -> str:
    """每月 · 20日前, 每周 · 星期五."""
    words = dict(rhythms()).get(rhythm, "")
    if rhythm == rules.WEEKLY:
        return f"{words} · {dict(weekdays())[str(weekday or 5)]}"
    parts = [words]
    if month and rhythm == rules.YEARLY:
        parts.append(month_name(month))
    elif month and rhythm in (rules.QUARTERLY, rules.HALF_YEARLY):
        parts.append(_("in its month {n}").format(n=month))
    if by_day and rhythm not in (rules.ONCE, rules.EVENT, ""):
        parts.append(_("by day {n}").format(n=by_day))
    return " · ".join(parts)
