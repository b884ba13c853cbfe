"""Whom an event is about: read from the form, with what is missing or impossible said in words."""

from commgov_desktop.i18n import _
from commgov_desktop.roster.events.plan import HomeAfter, Plan
from commgov_desktop.roster.events.situation import Someone


def one(plan: Plan, field: str = "person") -> Someone | None:
    """The person in a box, who must be here; ``None`` with a problem where they are not."""
    number = plan.answers.person if field == "person" else plan.answers.number(field)
    if number is None:
        plan.problems[field] = _("Say who it is.")
        return None
    person = plan.person(number)
    if person.left_on is not None:
        plan.problems[field] = _("{name} is no longer here (since {day}). Use “return” first.").format(
            name=person.name, day=person.left_on
        )
        return None
    plan.home_of(person)
    return person


def household(plan: Plan, field: str = "household") -> HomeAfter | None:
    """The household in a box; ``None`` with a problem where there is none."""
    number = plan.answers.household if field == "household" else plan.answers.number(field)
    if number is None:
        plan.problems[field] = _("Say which household it is.")
        return None
    return plan.home(number)


def chosen_people(plan: Plan) -> list[Someone]:
    """Who was ticked among the members of the person's household; somebody without a household alone."""
    person = one(plan)
    if person is None:
        return []
    home = plan.home_of(person)
    if home is None:
        return [person]
    found = [m for m in home.before if m.id in plan.answers.chosen]
    if not found:
        plan.problems["chosen"] = _("Tick at least one member.")
    return found
