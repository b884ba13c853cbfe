"""Works an event out without saving: its rule is asked, heads and relations are settled, days are checked."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.roster.events.kinds import kind_of
from commgov_desktop.roster.events.plan import Answers, Plan
from commgov_desktop.roster.history import TRACKED

_TRACKED = next(t for t in TRACKED if t.table == "residents")


def work_out(session: Session, event: str, answers: Answers) -> Plan:
    """The plan of an event as far as the answers go; what is missing or impossible stands in ``problems``."""
    kind = kind_of(event)
    plan = Plan(session, event, answers, answers.day or clock.today())
    plan.label, plan.why = _(kind.title), kind.zh
    kind.rule(plan)
    if remark := answers.words("remark"):
        plan.why += f"（{remark}）"
    plan.settle()
    _check_days(plan)
    return plan


def _check_days(plan: Plan) -> None:
    if plan.answers.day is None:
        plan.problems.setdefault("day", _("Say on which day it was."))
    elif plan.day > clock.today():
        plan.problems.setdefault("day", _("This day lies in the future."))
    for number, columns in plan.changes().items():
        person = plan.people[number]
        if person.birth and plan.day < person.birth:
            words = _("{name} was born only on {day}.").format(name=person.name, day=person.birth)
            plan.problems.setdefault("day", words)
        elif person.came_on and plan.day < person.came_on and person.left_on is None:
            words = _("{name} came only on {day}.").format(name=person.name, day=person.came_on)
            plan.problems.setdefault("day", words)
        else:
            _refuse_before_later_work(plan, number, [c for c in columns if c in _TRACKED.single])


def _refuse_before_later_work(plan: Plan, number: int, columns: list[str]) -> None:
    """A fact that changed after the day is not changed beneath that: history would say two things at once."""
    query = select(Episode.since, Episode.until, Episode.why).where(
        Episode.table_name == "residents",
        Episode.row_id == number,
        Episode.kind.in_(columns),
        or_(Episode.since > plan.day, Episode.until > plan.day),
    )
    later = plan.session.execute(query.order_by(Episode.id.desc()).limit(1)).first()
    if later is not None:
        since, until, why = later
        words = _("{name} has a later change, on {day} {why}. Take that back first, or choose a later day.")
        day = until or since
        plan.problems.setdefault(
            "day", words.format(name=plan.people[number].name, day=day, why=f"（{why}）" if why else "")
        )
