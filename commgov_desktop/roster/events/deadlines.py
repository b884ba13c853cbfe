"""What the law asks of a family after an event, and by when: said to the clerk and printed on the slip."""

from datetime import date, timedelta

from commgov_desktop import clock
from commgov_desktop.i18n import _

ARRIVAL_DAYS = 3
"""户口登记条例 (1958) art. 13 and 15: within three days of arriving, in a city."""


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(1)).day))


def birth(day: date) -> str:
    """户口登记条例 art. 7: a birth is registered within one month."""
    last = months_after(day, 1)
    if last < clock.today():
        return _(
            "The birth had to be registered with the police by {day}: remind the family at once."
        ).format(day=last)
    return _("To be registered with the police by {day} (within one month).").format(day=last)


def death() -> str:
    """户口登记条例 art. 8: in a city a death is registered before the burial."""
    return _("In a city the death is registered with the police before the burial; bring the family's book.")


def arrival(day: date) -> str:
    """户口登记条例 art. 13: arrival is registered within three days in a city."""
    last = day + timedelta(ARRIVAL_DAYS)
    if last < clock.today():
        return _("The arrival had to be reported to the police by {day}: remind the family at once.").format(
            day=last
        )
    return _("To be reported to the police by {day} (within three days of arriving).").format(day=last)


def changed_book() -> str:
    """户口登记条例 art. 19: marriage, divorce, adoption, splitting and joining are reported as a change."""
    return _("The family has its register book changed at the police station.")
