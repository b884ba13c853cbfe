"""What else hangs on the people of an event: open cases, fresh certificates, posts they hold, group sheets."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.roster.groups.models import Group, Sheet

_CASES = table("mediation_cases", column("id"), column("number"), column("dispute_kind"), column("outcome"))
_SIDES = table("mediation_sides", column("case_id"), column("resident_id"))
_PAPERS = table(
    "certificates",
    column("number"),
    column("kind_name"),
    column("resident_id"),
    column("day"),
    column("state"),
)
_POSTS = table("grid_posts", column("grid_id"), column("role"), column("resident_id"), column("until"))
_GRIDS = table("grids", column("id"), column("name"))
FRESH_DAYS = 30
"""Certificates issued within so many days are named: what they say of an address may no longer hold."""


def touched(session: Session, people: Sequence[int], day: date, *, restricted: bool) -> list[str]:
    """A line for each thing; restricted sheets only for those who may see them."""
    return [
        *_cases(session, people),
        *_papers(session, people, day),
        *_posts(session, people),
        *_sheets(session, people, restricted=restricted),
    ]


def _cases(session: Session, people: Sequence[int]) -> Iterator[str]:
    query = (
        select(_CASES.c.number, _CASES.c.dispute_kind)
        .join(_SIDES, _SIDES.c.case_id == _CASES.c.id)
        .where(_SIDES.c.resident_id.in_(people), _CASES.c.outcome == "")
        .distinct()
    )
    kinds = codes.table("dispute_kinds")
    for number, kind in session.execute(query):
        yield _("Mediation under way: {kind} {number}").format(kind=kinds.text(kind), number=number)


def _papers(session: Session, people: Sequence[int], day: date) -> Iterator[str]:
    paper = _PAPERS.c
    query = select(paper.kind_name, paper.number).where(
        paper.resident_id.in_(people), paper.state == "issued", paper.day >= day - timedelta(FRESH_DAYS)
    )
    for name, number in session.execute(query.order_by(paper.day)):
        yield _("Certificate issued lately: {name} {number}").format(name=name, number=number)


def _posts(session: Session, people: Sequence[int]) -> Iterator[str]:
    post = _POSTS.c
    query = (
        select(_GRIDS.c.name)
        .join(_POSTS, post.grid_id == _GRIDS.c.id)
        .where(post.resident_id.in_(people), post.until.is_(None))
    )
    for name in session.scalars(query):
        yield _("Holds a post in grid {name}").format(name=name)


def _sheets(session: Session, people: Sequence[int], *, restricted: bool) -> Iterator[str]:
    query = (
        select(Group.name)
        .join(Sheet, Sheet.group_id == Group.id)
        .where(Sheet.resident_id.in_(people), Sheet.until.is_(None))
    )
    if not restricted:
        query = query.where(Group.restricted.is_(False))
    for name in session.scalars(query.distinct()):
        yield _("Group sheet: {name}").format(name=name)
