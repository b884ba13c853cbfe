"""What happens among those who stay: marriage, splitting and joining households, another head, another flat."""

from commgov_desktop.i18n import _
from commgov_desktop.roster import relations
from commgov_desktop.roster.events import deadlines
from commgov_desktop.roster.events.chosen import chosen_people, household, one
from commgov_desktop.roster.events.newcomers import enter
from commgov_desktop.roster.events.plan import Plan
from commgov_desktop.roster.events.situation import Someone, names
from commgov_desktop.roster.models import HEAD

MARRIED = "20"
"""已婚 of GB/T 2261.2."""

JOIN, OWN, STAY = "join", "own", "stay"
"""Where a couple lives: in the household of the first, in one of their own, or everybody where they were."""


def marriage(plan: Plan) -> None:
    """结婚: both are married; the second joins the first, both found a household, or each stays."""
    first = one(plan)
    second = _second(plan)
    if first is None or second is None:
        return
    if first.id == second.id:
        plan.problems["spouse"] = _("These are one and the same person.")
        return
    for person in (first, second):
        plan.set(person, marital_status=MARRIED)
    where = plan.answers.words("home") or JOIN
    if where == OWN:
        home = plan.found(plan.answers.number("dwelling_id") or first.dwelling_id, first)
        plan.join(second, home, _spouse(second))
        plan.live([first, second], home.dwelling_id)
    elif where == JOIN:
        _join_the_first(plan, first, second)
    plan.label = _("Marriage of {first} and {second}").format(first=first.name, second=second.name)
    plan.concerned = [first.id, second.id]
    plan.why += f"，{first.name}与{second.name}"
    plan.warnings.append(deadlines.changed_book())
    if second.is_new:
        plan.warnings.append(deadlines.arrival(plan.day))


def _second(plan: Plan) -> Someone | None:
    if plan.answers.number("spouse") is not None:
        return one(plan, "spouse")
    name = plan.answers.words("name")
    if not name:
        plan.problems["spouse"] = _("Choose the spouse, or write the name below if they are new here.")
        return None
    kind = plan.answers.words("residence_kind")
    return enter(
        plan, name, plan.answers.facts, sex=plan.answers.words("sex"),
        residence_kind=kind, lives_here_since=plan.day, registered_address=plan.answers.words("from"),
    )  # fmt: skip


def _join_the_first(plan: Plan, first: Someone, second: Someone) -> None:
    home = plan.home_of(first) or plan.found(first.dwelling_id, first)
    relation = relations.spouse_of(first.relation or HEAD, second.sex)
    plan.join(second, home, relation)
    plan.live([second], first.dwelling_id)


def _spouse(person: Someone) -> str:
    return relations.spouse_of(HEAD, person.sex)


def split(plan: Plan) -> None:
    """分户: the ticked members found a household, in another flat or where they live."""
    people = chosen_people(plan)
    if not people:
        return
    home = plan.home_of(people[0])
    if home is None:
        plan.problems["person"] = _("{name} is in no household that could be split.").format(
            name=people[0].name
        )
        return
    if len(people) == len(home.before):
        plan.problems["chosen"] = _("Somebody must stay: all members are ticked.")
        return
    dwelling = plan.answers.number("dwelling_id")
    founder = next((p for p in people if p.is_head), None) or _founder(people)
    new = plan.found(dwelling or founder.dwelling_id, founder, home.kind)
    for person in people:
        plan.join(person, new)
    if dwelling:
        plan.live(people, dwelling)
    plan.label = _("Split off a household for {name}").format(name=names(people))
    plan.concerned = [p.id for p in people]
    plan.warnings.append(deadlines.changed_book())


def _founder(people: list[Someone]) -> Someone:
    found = relations.heir(people)
    return next(p for p in people if p.id == found)


def join(plan: Plan) -> None:
    """并户: the ticked members, or somebody without a household, go into another household."""
    people = chosen_people(plan)
    target = household(plan, "into")
    if not people or target is None:
        return
    if any(p.household_id == target.key for p in people):
        plan.problems["into"] = _("They are in this household already. Choose the other one.")
        return
    relation = plan.answers.words("relation")
    for person in people:
        plan.join(person, target, relation if len(people) == 1 else "")
    if target.dwelling_id is not None:
        plan.live(people, target.dwelling_id)
    plan.label = _("Take {name} into the {household}").format(name=names(people), household=target.name)
    plan.concerned = [p.id for p in people]
    plan.warnings.append(deadlines.changed_book())


def change_head(plan: Plan) -> None:
    """换户主: another member leads; everybody's relation is seen from them."""
    home = household(plan)
    if home is None:
        return
    if len(home.members) < 2 and home.old_head:
        plan.problems["household"] = _("There is nobody else in this household. Add a member first.")
        return
    home.preferred = relations.heir([m for m in home.members if not m.is_head])
    home.settle(plan.answers)
    if home.old_head and home.head_id == home.old_head.id:
        plan.problems["heads"] = _("Choose at the right who leads the household from now on.")
    if home.head_id is None:
        return
    head = plan.person(home.head_id)
    plan.label = _("Make {name} the head of the household").format(name=head.name)
    plan.concerned = [head.id]
    plan.warnings.append(deadlines.changed_book())


def move_within(plan: Plan) -> None:
    """社区内搬家: to another flat; the household moves where nobody stays behind."""
    people = chosen_people(plan)
    dwelling = plan.answers.number("dwelling_id")
    if dwelling is None:
        plan.problems["dwelling_id"] = _("Say where they move to.")
    if not people or dwelling is None:
        return
    if all(p.dwelling_id == dwelling for p in people):
        plan.problems["dwelling_id"] = _("They live there already.")
        return
    plan.live(people, dwelling)
    for key in {p.household_id for p in people if p.household_id is not None}:
        home = plan.home(key)
        if {m.id for m in home.members} <= {p.id for p in people}:
            home.dwelling_id = dwelling
    plan.label = _("{names} move to another flat").format(names=names(people))
    plan.concerned = [p.id for p in people]
