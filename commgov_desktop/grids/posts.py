"""Who is responsible for which grid on which day: one person for each role, changed in a single step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commgov_desktop.calendar_words import whole_day
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids.models import Grid, GridPost
from commgov_desktop.i18n import N_, _
from commgov_desktop.store.store import Store

ROLE_NAMES = {
    "worker": N_("Grid worker"),
    "leader": N_("Grid leader"),
    "police": N_("Community police officer"),
}


@dataclass(frozen=True)
class Post:
    """A dated assignment, in plain values. ``until`` is the last day, ``None`` while it lasts."""

    id: int
    grid_id: int
    role: str
    person_name: str
    phone: str
    resident_id: int | None
    since: date
    until: date | None


def _plain(row: GridPost) -> Post:
    return Post(
        row.id, row.grid_id, row.role, row.person_name, row.phone, row.resident_id, row.since, row.until
    )


def posts_on(session: Session, day: date) -> dict[tuple[int, str], Post]:
    """Who holds which role on ``day``, by grid and role."""
    query = select(GridPost).where(
        GridPost.since <= day, or_(GridPost.until.is_(None), GridPost.until >= day)
    )
    return {(row.grid_id, row.role): _plain(row) for row in session.scalars(query)}


def workers(store: Store, day: date) -> dict[str, str]:
    """The grid worker of each grid on ``day``, by the grid's name; a grid without one is left out."""
    with store.read() as session:
        names = {grid.id: grid.name for grid in session.scalars(select(Grid))}
        held = posts_on(session, day)
        return {names[grid]: post.person_name for (grid, role), post in held.items() if role == "worker"}


def history(session: Session, grid_id: int) -> Sequence[Post]:
    """Everybody who ever held a role in this grid, the latest first."""
    query = (
        select(GridPost)
        .where(GridPost.grid_id == grid_id)
        .order_by(GridPost.since.desc(), GridPost.id.desc())
    )
    return [_plain(row) for row in session.scalars(query)]


def assign(
    session: Session,
    grid_id: int,
    role: str,
    person_name: str,
    since: date,
    *,
    phone: str = "",
    resident_id: int | None = None,
) -> int:
    """Give the role to somebody from ``since`` on; whoever held it ends the day before. Gives the post's id.

    Raises ``Invalid`` without a name, or when somebody is already written down from a later day on.
    """
    post = GridPost(
        grid_id=grid_id, role=role, person_name=person_name.strip(), phone=phone.strip(),
        resident_id=resident_id, since=since, until=None,
    )  # fmt: skip
    problems = post.problems(since)
    if problems:
        raise Invalid(problems)
    _make_room(session, grid_id, role, since)
    refuse_overlap(session, post)
    session.add(post)
    session.flush()
    return post.id


def _make_room(session: Session, grid_id: int, role: str, since: date) -> None:
    """End the post that runs on this day; one that began that very day was a slip and gives way."""
    for old in _of(session, grid_id, role):
        if old.since == since:
            session.delete(old)
        elif old.since < since and (old.until is None or old.until >= since):
            old.until = since - timedelta(days=1)
    session.flush()


def _of(session: Session, grid_id: int, role: str) -> Sequence[GridPost]:
    return session.scalars(select(GridPost).where(GridPost.grid_id == grid_id, GridPost.role == role)).all()


def refuse_overlap(session: Session, post: GridPost) -> None:
    """Raise ``Invalid`` when another post of the same grid and role shares a day with this one."""
    for other in _of(session, post.grid_id, post.role):
        if other is not post and _share_a_day(other, post):
            sentence = _(
                "{name} already has this grid from {day} on. Choose a later day, or take that back first."
            )
            raise Invalid({"since": sentence.format(name=other.person_name, day=whole_day(other.since))})


def _share_a_day(one: GridPost, other: GridPost) -> bool:
    return (one.until is None or one.until >= other.since) and (
        other.until is None or other.until >= one.since
    )


def change(
    store: Store,
    grid_id: int,
    role: str,
    person_name: str,
    since: date,
    *,
    phone: str = "",
    resident_id: int | None = None,
) -> int:
    """A clerk's “change the grid worker”: the old post ends and the new one begins, in one action."""
    with store.read() as session:
        grid = session.get(Grid, grid_id)
        if grid is None:
            raise UserError(_("This grid is no longer there."))
        label = _LABELS[role]
        label = _(label).format(grid=grid.name, name=person_name.strip())
    with store.write(label) as session:
        return assign(session, grid_id, role, person_name, since, phone=phone, resident_id=resident_id)


_LABELS = {
    "worker": N_("Make {name} the grid worker of {grid}"),
    "leader": N_("Make {name} the grid leader of {grid}"),
    "police": N_("Make {name} the police officer of {grid}"),
}


def end(store: Store, post_id: int, until: date) -> None:
    """Let a post end with ``until`` as its last day, without a successor."""
    with store.read() as session:
        post = session.get(GridPost, post_id)
        if post is None:
            raise UserError(_("This entry is no longer there."))
        if until < post.since:
            raise Invalid({"until": _("The last day cannot lie before the first.")})
        label = _("End the post of {name}").format(name=post.person_name)
    with store.write(label) as session:
        session.get_one(GridPost, post_id).until = until
