"""Who dies and who moves away: they stay on record, their household goes on under a head."""

from commgov_desktop.i18n import _
from commgov_desktop.roster import relations
from commgov_desktop.roster.events import deadlines
from commgov_desktop.roster.events.chosen import chosen_people, one
from commgov_desktop.roster.events.plan import DIED, MOVED, Plan
from commgov_desktop.roster.events.situation import Someone, names
from commgov_desktop.roster.models import REGISTERED

MARRIED, WIDOWED = ("20", "21", "22", "23"), "30"
"""GB/T 2261.2: 已婚 and its kinds, 丧偶."""

REGISTERED_ELSEWHERE_NOW = "0202"
"""户在人不在 of ``person_house_match.toml``."""

RELIEF = ("低保", "特困", "高龄", "残疾", "优抚", "救助")


def death(plan: Plan) -> None:
    """死亡. The widow is noted as such; a household that loses its head gets a new one."""
    person = one(plan)
    if person is None:
        return
    plan.label = _("Death of {name}").format(name=person.name)
    plan.concerned = [person.id]
    home = plan.home_of(person)
    widowed = relations.heads_spouse(home.before, person.id) if home else None
    plan.leave(person, DIED)
    if widowed is not None and plan.person(widowed).marital_status in ("", *MARRIED):
        plan.set(plan.person(widowed), marital_status=WIDOWED)
    plan.warnings.append(deadlines.death())
    _say_benefits(plan, [person])


def move_out(plan: Plan) -> None:
    """迁出 of some members or of all; with the registration left here they stay in the roster as 户在人不在."""
    people = chosen_people(plan)
    if not people:
        return
    plan.label = _("{names} move away").format(names=names(people))
    plan.concerned = [p.id for p in people]
    go_away(plan, people)


def go_away(plan: Plan, people: list[Someone]) -> None:
    """Away from the community, with or without their registration, as the form says."""
    if where := plan.answers.words("to"):
        plan.why += f"，迁往{where}"
    if plan.answers.facts.get("stays_registered"):
        for person in people:
            plan.set(person, dwelling_id=None, house_match=REGISTERED_ELSEWHERE_NOW)
        plan.warnings.append(_("They stay in the roster: registered here, living elsewhere."))
        _home_follows(plan, people)
        return
    for person in people:
        plan.leave(person, MOVED)
    if any(p.residence_kind == REGISTERED for p in people):
        plan.warnings.append(
            _("Their registration is here: they sign out with the police before they move away.")
        )
    _say_benefits(plan, people)


def _home_follows(plan: Plan, people: list[Someone]) -> None:
    """A household of which nobody lives here any more has no dwelling here either."""
    for key in {p.household_id for p in people if p.household_id is not None}:
        home = plan.home(key)
        if {m.id for m in home.members} <= {p.id for p in people}:
            home.dwelling_id = None


def _say_benefits(plan: Plan, people: list[Someone]) -> None:
    for person in people:
        paid = [tag for tag in person.tags if any(word in tag for word in RELIEF)]
        if paid:
            words = _("{name} has {tags}: report it, so that what is paid is stopped or passed on.")
            plan.warnings.append(words.format(name=person.name, tags="、".join(paid)))
