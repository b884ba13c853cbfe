"""What the list of visits shows of each: who was visited, where they live, for which group and line; as SQL."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from commgov_desktop.roster.duties.models import VisitDuty
from commgov_desktop.roster.groups.models import Group, Visit
from commgov_desktop.roster.models import HEAD, Household, Resident


def person() -> ColumnElement[Any]:
    """The name of the resident who was visited."""
    return select(Resident.name).where(Resident.id == Visit.resident_id).scalar_subquery()


def household() -> ColumnElement[Any]:
    """The head's name with 户, of a visit to a whole household."""
    head = aliased(Resident)
    return (
        select(head.name + "户")
        .where(head.household_id == Visit.household_id, head.relation == HEAD)
        .scalar_subquery()
    )


def who() -> ColumnElement[Any]:
    """Who was visited."""
    return func.coalesce(person(), household(), "")


def dwelling() -> ColumnElement[Any]:
    """Where they live now."""
    of_person = select(Resident.dwelling_id).where(Resident.id == Visit.resident_id).correlate(Visit)
    home = select(Household.dwelling_id).where(Household.id == Visit.household_id).correlate(Visit)
    return func.coalesce(of_person.scalar_subquery(), home.scalar_subquery())


def duty_name() -> ColumnElement[Any]:
    """The line of 五必查、五必访 it was made for."""
    return select(VisitDuty.name).where(VisitDuty.id == Visit.duty_id).scalar_subquery()


def group_name() -> ColumnElement[Any]:
    """The group for whose rule it counts."""
    return select(Group.name).where(Group.id == Visit.group_id).scalar_subquery()
