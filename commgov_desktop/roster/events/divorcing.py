"""What a divorce changes: both are divorced, one of them may go with children, and nobody stays an in-law."""

from commgov_desktop.i18n import _
from commgov_desktop.roster import relations
from commgov_desktop.roster.events import deadlines
from commgov_desktop.roster.events.chosen import household, one
from commgov_desktop.roster.events.leaving import go_away
from commgov_desktop.roster.events.plan import HomeAfter, Plan
from commgov_desktop.roster.events.situation import Someone

DIVORCED = "40"
"""离婚 of GB/T 2261.2."""

OWN, INTO, AWAY, STAY = "own", "into", "away", "stay"
"""Where who goes lives: a household of their own, another one here, away from the community; or nobody goes."""


def divorce(plan: Plan) -> None:
    """离婚: both are noted as divorced; who is ticked goes where the clerk says, the others stay."""
    first = one(plan)
    if first is None:
        return
    second = _other(plan, first)
    couple = [first] if second is None else [first, second]
    if first.marital_status == DIVORCED:
        plan.warnings.append(_("{name} is noted as divorced already.").format(name=first.name))
    for person in couple:
        plan.set(person, marital_status=DIVORCED)
    plan.label = _("Divorce of {names}").format(names="、".join(p.name for p in couple))
    plan.concerned = [p.id for p in couple]
    if second is not None:
        plan.why += f"，{first.name}与{second.name}"
    _go(plan, first, couple)
    for home in plan.homes.values():
        home.parted = frozenset(p.id for p in couple)
    plan.warnings.append(deadlines.changed_book())


def _other(plan: Plan, first: Someone) -> Someone | None:
    """The other one: whom the clerk names, else whom the relations plainly tell, or somebody not in the roster."""
    number = plan.answers.number("spouse")
    if plan.answers.facts.get("elsewhere"):
        return None
    if number is None:
        home = plan.home_of(first)
        found = relations.partner(home.before, first.id) if home else None
        if found is None:
            plan.problems["spouse"] = _("Choose the other one, or tick that they are not in this roster.")
            return None
        return plan.person(found)
    other = plan.person(number)
    if other.id == first.id:
        plan.problems["spouse"] = _("These are one and the same person.")
    elif other.left_on is not None:
        words = _("{name} is no longer here (since {day}). Tick that they are not in this roster.")
        plan.problems["spouse"] = words.format(name=other.name, day=other.left_on)
    else:
        plan.home_of(other)
        return other
    return None


def _go(plan: Plan, first: Someone, couple: list[Someone]) -> None:
    where = plan.answers.words("home")
    if not where:
        plan.problems["home"] = _("Say where they live from now on.")
    if where not in (OWN, INTO, AWAY):
        return
    home = plan.home_of(first)
    people = [m for m in home.before if m.id in plan.answers.chosen] if home else [first]
    going = [p for p in couple if any(p.id == m.id for m in people)]
    if len(going) != 1:
        plan.problems["chosen"] = _("Tick the one of the two who goes, and the children who go along.")
        return
    who = going[0]
    people.sort(key=lambda p: p.id != who.id)
    if where == AWAY:
        go_away(plan, people)
    elif where == OWN:
        _to_a_home_of_their_own(plan, people, home)
    else:
        _into_another(plan, people)


def _to_a_home_of_their_own(plan: Plan, people: list[Someone], home: HomeAfter | None) -> None:
    """The first founds it; in another flat, or where they live already."""
    dwelling = plan.answers.number("dwelling_id")
    if home is not None and len(home.before) == len(people):
        plan.problems["chosen"] = _("Somebody must stay: all members are ticked.")
        return
    who = people[0]
    new = plan.found(dwelling or who.dwelling_id, who, home.kind if home else "")
    for person in people[1:]:
        plan.join(person, new, _childs_relation(person))
    if dwelling is not None:
        plan.live(people, dwelling)


def _childs_relation(child: Someone) -> str | None:
    """A grandchild of the head they leave is the child of the parent they go with."""
    return relations.child_of(child.sex) if child.relation in relations.GRANDCHILDREN else None


def _into_another(plan: Plan, people: list[Someone]) -> None:
    """Back to the parents, or to whoever takes them in."""
    target = household(plan, "into")
    if target is None:
        return
    if any(p.household_id == target.key for p in people):
        plan.problems["into"] = _("They are in this household already. Choose the other one.")
        return
    relation = plan.answers.words("relation")
    for person in people:
        given = relation if person is people[0] else relations.child_of_child(relation, person.sex)
        plan.join(person, target, given)
    if target.dwelling_id is not None:
        plan.live(people, target.dwelling_id)
