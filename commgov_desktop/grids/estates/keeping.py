"""What a clerk does to estates: write one down, rename it at all its buildings, take it away, take in those only named."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.grids.models import Building, Estate
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.store.store import Store


def know_estate(session: Session, name: str | None) -> str:
    """The estate's name without blanks around it; one that is new gets its entry in the same action."""
    plain = (name or "").strip()
    with session.no_autoflush:
        known = plain and session.scalar(select(Estate.id).where(Estate.name == plain))
        if plain and not known and not any(isinstance(o, Estate) and o.name == plain for o in session.new):
            session.add(Estate(name=plain))
    return plain


def put_estate(session: Session, estate: Estate, values: Mapping[str, object]) -> None:
    """Form values into an estate; a new name goes to all its buildings in the same action.

    Raises ``Invalid`` when another estate has this name.
    """
    before = estate.name if estate.id is not None else None
    for field, value in values.items():
        setattr(estate, field, value)
    estate.kind = estate.kind or ""
    estate.name = (estate.name or "").strip()
    with session.no_autoflush:
        twin = session.scalar(
            select(Estate.id).where(Estate.name == estate.name, Estate.id.is_not(estate.id))
        )
    if twin is not None:
        raise Invalid({"name": _("There is already an estate {name}.").format(name=estate.name)})
    if before and estate.name and before != estate.name:
        session.flush()
        _rename(session, before, estate.name)


def _rename(session: Session, before: str, after: str) -> None:
    session.execute(
        update(Building)
        .where(func.trim(Building.estate) == before, Building.estate != after)
        .values(estate=after)
        .execution_options(synchronize_session=False)
    )


def only_named(session: Session) -> Sequence[str]:
    """Estates that stand at buildings and have no entry: those of an earlier release."""
    known = select(Estate.name)
    query = select(func.trim(Building.estate)).where(Building.estate != "", Building.estate.not_in(known))
    return sorted({name for name in session.scalars(query) if name})


def take_in(store: Store) -> int:
    """Make an entry for every estate that is only named at buildings. Gives how many."""
    with store.read() as session:
        names = only_named(session)
    if names:
        words = ngettext(
            "Take in {n} estate named at buildings", "Take in {n} estates named at buildings", len(names)
        )
        with store.write(words.format(n=len(names))) as session:
            for name in names:
                know_estate(session, name)
                _rename(session, name, name)
    return len(names)


def remove(store: Store, estate_id: int) -> None:
    """Take an estate away; its buildings stay and are in none. Can be undone."""
    with store.read() as session:
        estate = session.get(Estate, estate_id)
        if estate is None:
            raise UserError(_("This estate is no longer there."))
        label = _("Remove {name}").format(name=estate.name)
    with store.write(label) as session:
        estate = session.get_one(Estate, estate_id)
        _rename(session, estate.name, "")
        session.delete(estate)


def buildings_of(store: Store, estate_id: int) -> list[tuple[int, str]]:
    """The buildings of an estate in the order of the plan: id and name."""
    with store.read() as session:
        name = select(Estate.name).where(Estate.id == estate_id).scalar_subquery()
        query = select(Building.id, Building.name).where(Building.estate == name).order_by(Building.position)
        return [(number, words) for number, words in session.execute(query)]
