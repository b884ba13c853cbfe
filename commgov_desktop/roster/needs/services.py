"""The office's list of services for needs: shipped once, then added to, worded anew, put in order, retired."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import paths
from commgov_desktop.errors import Invalid
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.needs.models import Service
from commgov_desktop.store.store import Store


@dataclass(frozen=True)
class ServiceInfo:
    """One line of the list, in plain values. ``area`` is a code of ``need_areas.toml``."""

    id: int
    area: str
    name: str
    sure: bool
    retired: bool

    @property
    def area_words(self) -> str:
        """The area in the language of the screen."""
        return codes.table("need_areas").text(self.area)


def install(session: Session) -> None:
    """Give an office the shipped list; one that has a list keeps its own."""
    if session.scalar(select(Service.id).limit(1)) is not None:
        return
    with paths.resources("catalogues", "need_services.toml").open("rb") as file:
        lines = tomllib.load(file)["services"]
    session.add_all(Service(position=position, **line) for position, line in enumerate(lines))


def complete(store: Store) -> None:
    """An office of an earlier release gets the list when it is first opened with this one."""
    with store.read() as session:
        if session.scalar(select(Service.id).limit(1)) is not None:
            return
    with store.write(_("Take in the services that come with the program"), final=True) as session:
        install(session)


def read(session: Session, *, retired: bool = False) -> list[ServiceInfo]:
    """The list by area, in the office's order."""
    rows = session.scalars(select(Service).order_by(Service.area, Service.position, Service.id))
    return [ServiceInfo(r.id, r.area, r.name, r.sure, r.retired) for r in rows if retired or not r.retired]


def services(office: Office, *, retired: bool = False) -> list[ServiceInfo]:
    """The same, read for itself."""
    with office.store.read() as session:
        return read(session, retired=retired)


def offered(office: Office) -> list[tuple[str, str]]:
    """What the box of a need offers: those in use with their area, then retired ones, which old needs still name."""
    known = services(office, retired=True)
    used = [(str(one.id), f"{one.name}（{one.area_words}）") for one in known if not one.retired]
    gone = _("{name} (no longer used)")
    return used + [(str(one.id), gone.format(name=one.name)) for one in known if one.retired]


def keep(office: Office, service_id: int | None, values: Mapping[str, object]) -> int:
    """Keep one line, as a new one without an id. Whoever words it confirms it. Raises ``Invalid``."""
    name, area = str(values.get("name") or "").strip(), str(values.get("area") or "")
    with office.store.write(_("Change the list of services")) as session:
        taken = select(Service.id).where(Service.name == name, Service.id != (service_id or 0))
        problems = {} if name else {"name": _("Give the service a name.")}
        if not area:
            problems["area"] = _("Choose the area it belongs to.")
        if name and session.scalar(taken.limit(1)) is not None:
            problems["name"] = _("There is already a service of this name.")
        if problems:
            raise Invalid(problems)
        row = session.get(Service, service_id) if service_id is not None else None
        if row is None:
            row = Service(position=(session.scalar(select(func.max(Service.position))) or 0) + 1)
        row.name, row.area, row.sure = name, area, True
        session.add(row)
        session.flush()
        return row.id


def retire(office: Office, service_id: int, retired: bool) -> None:
    """Offer a service no longer, or again; needs put down under it stay."""
    with office.store.write(_("Change the list of services")) as session:
        session.get_one(Service, service_id).retired = retired


def move(office: Office, service_id: int, by: int) -> None:
    """Move a service up (-1) or down (1) among those of its area."""
    with office.store.write(_("Change the list of services")) as session:
        rows = list(session.scalars(select(Service).order_by(Service.area, Service.position, Service.id)))
        at = next(n for n, row in enumerate(rows) if row.id == service_id)
        to = min(max(0, at + by), len(rows) - 1)
        if rows[to].area != rows[at].area:
            return
        rows.insert(to, rows.pop(at))
        for position, row in enumerate(rows):
            row.position = position
