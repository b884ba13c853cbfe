"""Who comes into the community: born, adopted, moved in, or back again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from commgov_desktop.i18n import _
from commgov_desktop.roster import id_number, register, relations
from commgov_desktop.roster.events import deadlines
from commgov_desktop.roster.events.chosen import household
from commgov_desktop.roster.events.newcomers import enter
from commgov_desktop.roster.events.plan import DIED, MOVED, HomeAfter, Plan
from commgov_desktop.roster.events.situation import Someone, names
from commgov_desktop.roster.models import HEAD, REGISTERED, SETTLED

LIVES_WHERE_REGISTERED, REGISTERED_ELSEWHERE = "01", "0201"
"""人户一致 and 人在户不在 of ``person_house_match.toml``."""

_GRANDPARENT_FROM = 42
"""Years by which a head is older than a child who is then more likely a grandchild."""


def birth(plan: Plan) -> None:
    """出生 into a household: lives there, has its kind of residence, has no number yet."""
    home = household(plan)
    name = plan.answers.words("name")
    if not name:
        plan.problems["name"] = _("Please fill in the name.")
    if home is None or not name:
        return
    head = home.old_head
    sex = plan.answers.words("sex")
    baby = enter(
        plan, name, plan.answers.facts, sex=sex, birth=plan.day, dwelling_id=home.dwelling_id,
        residence_kind=head.residence_kind if head else REGISTERED, lives_here_since=plan.day,
        registered_address=head.registered_address if head else "",
        house_match=head.house_match if head else "", marital_status="10",
    )  # fmt: skip
    if not plan.answers.words("id_number"):
        plan.set(baby, id_reason="新生儿，尚未落户")
    plan.join(baby, home, _childs_relation(home, sex, plan.day))
    plan.label = _("Birth of {name}").format(name=name)
    plan.concerned = [baby.id]
    plan.warnings.append(deadlines.birth(plan.day))


def _childs_relation(home: HomeAfter, sex: str, born: date) -> str:
    head = home.old_head
    if head and head.birth and register.age(head.birth, born) is not None:
        grown_up = any(m.relation in relations.CHILDREN for m in home.before)
        if grown_up and (register.age(head.birth, born) or 0) >= _GRANDPARENT_FROM:
            return {"1": "41", "2": "42"}.get(sex, "40")
    return relations.child_of(sex)


def adoption(plan: Plan) -> None:
    """收养: a child of the roster, or one from outside, becomes a member of the household."""
    home = household(plan)
    number, name = plan.answers.number("child"), plan.answers.words("name")
    if number is None and not name:
        plan.problems["child"] = _("Choose the child, or write its name below if it is new here.")
    if home is None or (number is None and not name):
        return
    if number is not None:
        child = plan.person(number)
        if child.left_on is not None:
            plan.problems["child"] = _("{name} is no longer here (since {day}). Use “return” first.").format(
                name=child.name, day=child.left_on
            )
            return
        plan.set(child, dwelling_id=home.dwelling_id)
    else:
        head = home.old_head
        child = enter(
            plan, name, plan.answers.facts, sex=plan.answers.words("sex"),
            birth=plan.answers.facts.get("birth"), dwelling_id=home.dwelling_id,
            residence_kind=head.residence_kind if head else REGISTERED, lives_here_since=plan.day,
            marital_status="10",
        )  # fmt: skip
    plan.join(child, home, relations.child_of(child.sex, adopted=True))
    plan.label = _("Adoption of {name}").format(name=child.name)
    plan.concerned = [child.id]
    plan.warnings.append(deadlines.changed_book())


def move_in(plan: Plan) -> None:
    """迁入 of one or several new people, into a household there is or one of their own."""
    lines = [line for line in plan.answers.newcomers if str(line.get("name") or "").strip()]
    if not lines:
        plan.problems["newcomers"] = _("Write down at least one person who comes.")
        return
    into = plan.answers.number("into")
    home = plan.home(into) if into is not None else None
    dwelling = plan.answers.number("dwelling_id") or (home.dwelling_id if home else None)
    kind = plan.answers.words("residence_kind") or SETTLED
    came = [_comer(plan, line, dwelling, kind) for line in lines]
    for place, person in enumerate(came):
        relation = str(lines[place].get("relation") or "")
        if home is None:
            home = plan.found(dwelling, person)
        else:
            plan.join(person, home, "" if relation == HEAD else relation)
    plan.label = _("{names} move in").format(names=names(came))
    plan.concerned = [p.id for p in came]
    if origin := plan.answers.words("from"):
        plan.why += f"，来自{origin}"
    if dwelling is None:
        plan.warnings.append(_("Without a dwelling they are in no grid. Write down where they live."))
    plan.warnings.append(deadlines.arrival(plan.day))


def _comer(plan: Plan, line: Mapping[str, Any], dwelling: int | None, kind: str) -> Someone:
    known = id_number.parse(line.get("id_number"), "")
    return enter(
        plan, str(line["name"]).strip(), line, sex=line.get("sex") or known.sex,
        birth=line.get("birth") or known.birth, dwelling_id=dwelling, residence_kind=kind,
        registered_address=plan.answers.words("from") if kind != REGISTERED else "",
        lives_here_since=plan.day,
        house_match=LIVES_WHERE_REGISTERED if kind == REGISTERED else REGISTERED_ELSEWHERE,
    )  # fmt: skip


def come_back(plan: Plan) -> None:
    """返回 of somebody who moved away; or, where leaving was noted by mistake, that is put right."""
    number = plan.answers.person
    if number is None:
        plan.problems["person"] = _("Say who it is.")
        return
    person = plan.person(number)
    if person.left_on is None or person.left_how == "merged":
        plan.problems["person"] = _("{name} is here already.").format(name=person.name)
        return
    mistake = bool(plan.answers.facts.get("mistake"))
    if person.left_how == DIED and not mistake:
        plan.problems["person"] = _(
            "{name} is noted as deceased. Tick “noted by mistake” if that is wrong."
        ).format(name=person.name)
        return
    if not mistake and plan.day < person.left_on:
        plan.problems["day"] = _("{name} left only on {day}.").format(name=person.name, day=person.left_on)
        return
    _take_back(plan, person, mistake)


def _take_back(plan: Plan, person: Someone, mistake: bool) -> None:
    into = plan.answers.number("into")
    home = plan.home(into) if into is not None else None
    dwelling = plan.answers.number("dwelling_id") or (home.dwelling_id if home else None)
    assert person.left_on is not None
    plan.set(person, left_on=None, left_how="", dwelling_id=dwelling)
    if kind := plan.answers.words("residence_kind"):
        plan.set(person, residence_kind=kind)
    if mistake:
        plan.day = person.left_on
        plan.why = f"更正：{_left_zh(person.left_how)}系误登"
    else:
        plan.set(person, came_on=plan.day)
        plan.earlier_stays[person.id] = (person.came_on, person.left_on)
        plan.warnings.append(deadlines.arrival(plan.day))
    if home is not None:
        plan.join(person, home, plan.answers.words("relation") if home.old_head else None)
    else:
        plan.found(dwelling, person)
    plan.label = _("Return of {name}").format(name=person.name)
    plan.concerned = [person.id]


def _left_zh(how: str) -> str:
    """迁出 or 死亡 on official papers."""
    return {MOVED: "迁出", DIED: "死亡"}.get(how, "离开")
