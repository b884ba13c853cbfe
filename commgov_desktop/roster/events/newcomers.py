"""People the roster does not know yet: entered with the event that brings them, their number looked at before."""

from collections.abc import Mapping
from typing import Any

from commgov_desktop.i18n import _
from commgov_desktop.roster import id_number, register
from commgov_desktop.roster.events.plan import Plan
from commgov_desktop.roster.events.situation import Someone


def enter(plan: Plan, name: str, line: Mapping[str, Any], **values: Any) -> Someone:
    """A new person with document number and phone from their line; what is odd about the number is said."""
    number = str(line.get("id_number") or "").strip()
    typed = {"id_number": number, "phone": str(line.get("phone") or "").strip()}
    made = plan.newcomer(name, **values, **{k: v for k, v in typed.items() if v})
    if values.get("birth") and values["birth"] > plan.day:
        plan.problems["birth"] = _("The birth date lies after the day of the event.")
    if number:
        _look_at_number(plan, name, number)
    return made


def _look_at_number(plan: Plan, name: str, number: str) -> None:
    read = id_number.parse(number, "")
    if read.state == id_number.DOUBTFUL:
        plan.warnings.append(f"{name}：{read.reason}")
    for holder, who, _place in register.holders(plan.session, read.text):
        known = plan.person(holder)
        if known.left_on is None:
            words = _("The number of {name} is already held by {who}, who is here.")
        else:
            words = _("The number of {name} belongs to {who}, who was here before. Use “return” instead.")
        plan.warnings.append(words.format(name=name, who=who))
