"""The office's figures at a glance, each with what it was counted from and where its names are."""

from datetime import date
from functools import partial

from sqlalchemy import func, select

from commgov_desktop import calendar_words, catalog, clock
from commgov_desktop.grids.figures import survey
from commgov_desktop.i18n import _
from commgov_desktop.ledger import filters_on_today, questions
from commgov_desktop.ledger.figure import Figure, Series
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_words import say
from commgov_desktop.mediation import figures as mediation
from commgov_desktop.roster.asking.lists import AskedLists
from commgov_desktop.roster.history import population_on
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import ABROAD, Household, Resident, here


def population(office: Office, day: date | None = None) -> Figure:
    """常住人口: everybody on the roster who lives here, with the number of households; today or on an earlier day."""
    if day is not None:
        return _population_on(office, day)
    with office.store.read() as session:
        living_here = select(func.count(Resident.id)).where(Resident.residence_kind != ABROAD, here())
        people = session.scalar(living_here) or 0
        standing = select(func.count(Household.id)).where(Household.ended_on.is_(None))
        homes = session.scalar(standing) or 0
        members = session.scalar(
            select(func.count(Resident.id)).where(Resident.household_id.is_not(None), here())
        )
    return Figure(_("Resident population"), people, formula=_homes(homes, members or 0), tab="roster")


def _homes(homes: int, members: int) -> str:
    """户数 and 户均人口: everybody in a household ÷ households that stand."""
    words = _("{n} households").format(n=f"{homes:,}")
    size = _("{n} people each").format(n=f"{members / homes:.2f}") if homes else ""
    return " · ".join(part for part in (words, size) if part)


def _population_on(office: Office, day: date) -> Figure:
    with office.store.read() as session:
        then = population_on(session, day)
    words = _("{n} households").format(n=f"{then.households:,}")
    return Figure(
        _("Resident population"), then.people - then.by_kind.get(ABROAD, 0), formula=words, tab="roster"
    )


def in_grids(office: Office, day: date | None = None) -> Figure:
    """入格率: residents who live in a building that belongs to a grid, of all residents; today or on a day."""
    with office.store.read() as session:
        found = survey(session, day)
    whole = found.figures.residents
    return Figure(_("In a grid"), whole - found.outside, whole, tab="roster", filter="no_grid")


def mediation_success(office: Office) -> Figure:
    """调解成功率 of the year, with its formula."""
    reached, ended = mediation.success_rate(office, clock.today().year)
    return Figure(_("Mediation success"), reached, ended, _("of ended"), tab="mediation")


def tasks_on_time(office: Office) -> Figure:
    """按时办结率 of the year's tasks that were due."""
    from commgov_desktop.checklists.tasks import on_time

    good, due = on_time(office)
    return Figure(_("Done on time"), good, due, tab="checklists")


def filters(office: Office) -> list[Figure]:
    """How many answer the saved filters that stand on the page of today; those this clerk cannot ask are left out."""
    wanted = filters_on_today.numbers(office)
    if not wanted:
        return []
    found: dict[int, Figure] = {}
    for ledger, tab in ((RESIDENTS, "roster"), (HOUSEHOLDS, "roster:households")):
        lists = AskedLists(office, ledger, partial(catalog.askable, office, ledger))
        listing = Listing(office.store, ledger, more=lists.filter)
        for one in lists.saved.values():
            if one.id in wanted and not lists.trouble(one.key):
                asked = say(questions.from_plain(one.kept), lists.facts)
                found[one.id] = Figure(one.name, listing.count(one.key), None, asked, tab, one.key)
    return [found[number] for number in wanted if number in found]


FIGURES = (population, in_grids, mediation_success, tasks_on_time)


def disputes(office: Office) -> Series:
    """Twelve months of disputes accepted and settled."""
    months = [(calendar_words.month_name(m.month), (m.accepted, m.settled)) for m in mediation.months(office)]
    names = (_("Accepted"), _("Settled"))
    return Series(_("Twelve months · disputes accepted and settled"), names, months, _("cases"))
