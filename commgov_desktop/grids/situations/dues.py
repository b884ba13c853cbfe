"""What the situation reports tell the page of today: what must still be reported, by when, and what is late."""

from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.grids.situations import state
from commgov_desktop.grids.situations.ledger import where
from commgov_desktop.grids.situations.models import SituationKind, SituationReport
from commgov_desktop.i18n import _
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import Office

TAB = "grids:reports"


def due(office: Office) -> list[Due]:
    """Every report that is still to be made and that this clerk may see; one without a set time is due today."""
    report, kind = SituationReport, SituationKind
    query = (
        select(report.id, report.year, report.serial, report.due_at, kind.name, where())
        .outerjoin(kind, kind.id == report.kind_id)
        .where(state.unreported(), report.closed_on.is_(None))
    )
    if not office.account.may_see_restricted:
        query = query.where(kind.restricted.is_not(True))
    with office.store.read() as session:
        rows = session.execute(query).all()
    found = []
    for number, year, serial, moment, name, place in rows:
        said = name or _("another situation")
        late = moment is not None and moment < clock.now()
        title = (_("Not reported in time: {kind}") if late else _("To be reported: {kind}")).format(kind=said)
        if moment is not None:
            title += " · " + _("by {time}").format(time=f"{clock.local(moment):%m-%d %H:%M}")
        day = clock.local(moment).date() if moment is not None else clock.today()
        found.append(Due(day, title, place or f"{year}年第{serial}号", TAB, number, _("Report it")))
    return found
