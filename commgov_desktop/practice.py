"""The practice community: made-up people with cases, tasks and papers, to learn on and to measure with.

Their ID numbers stand under an address code that cannot exist (999999), the name of the place does not
exist, and every screen is coloured. The same seed gives the same people.
"""

import random
from collections.abc import Callable

from commgov_desktop import opening
from commgov_desktop.checklists import practice as checklists
from commgov_desktop.desk import practice as desk
from commgov_desktop.grids import practice as grids
from commgov_desktop.grids.estates import practice as estates
from commgov_desktop.grids.situations import practice as situations
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import ADDRESS, HOURS, LEVELS, PHONE, Office, SettingRow
from commgov_desktop.mediation import practice as mediation
from commgov_desktop.opening import NewOffice
from commgov_desktop.paths import Places
from commgov_desktop.roster import practice as roster
from commgov_desktop.roster.duties import practice as duties
from commgov_desktop.roster.groups import practice as groups
from commgov_desktop.roster.needs import practice as needs
from commgov_desktop.roster.people import persons

PASSWORD = "practice"
CLERK = "王敏"
RESIDENTS = 2000
PEOPLE_IN_A_HOME = 2.3

Progress = Callable[[int, int], object]


def make(
    places: Places,
    residents: int = RESIDENTS,
    seed: int = 1,
    progress: Progress = lambda _done, _total: None,
) -> Office:
    """Make the practice office in an empty data folder and unlock it. Writes its password and recovery key beside.

    Raises ``UserError`` when an office is there already.
    """
    new = NewOffice(
        "沙田社区居民委员会", "沙田社区", CLERK, PASSWORD, code="999999001001", mark="沙", practice=True
    )
    office, recovery_key = opening.create(places, new, quick=True)
    (places.data_dir / "password.txt").write_text(PASSWORD + "\n", "utf-8")
    (places.data_dir / "recovery-key.txt").write_text(recovery_key + "\n", "utf-8")
    try:
        _fill(office, residents, seed, progress)
    except BaseException:
        office.store.close()
        raise
    return office


def _fill(office: Office, residents: int, seed: int, progress: Progress) -> None:
    rng = random.Random(seed)
    progress(1, 10)
    with office.store.write(_("Make the practice community"), final=True) as session:
        for setting, value in ((PHONE, "000-00000000"), (ADDRESS, "沙田路1号"), (HOURS, "工作日 9:00—17:30")):
            session.add(SettingRow(key=setting.key, value=value))
        for level, name in zip(LEVELS, ("示例省", "示例市", "示例区", "沙田街道"), strict=True):
            session.add(SettingRow(key=level.key, value=name))
        homes = grids.fill(session, rng, max(6, round(residents / PEOPLE_IN_A_HOME)))
        progress(2, 10)
        people = roster.fill(session, rng, residents, homes)
        progress(6, 10)
        groups.fill(session, random.Random(rng.random()), CLERK)
        needs.fill(session, random.Random(residents), CLERK)
        duties.fill(session, random.Random(residents), CLERK)
        known = persons(session, rng.sample(people, min(len(people), 400)))
        mediation.fill(session, rng, [p for p in known if p.phone], count=min(40, max(6, residents // 50)))
        checklists.fill(session, rng)
        estates.fill(session, random.Random(seed))
        situations.fill(session, random.Random(seed), CLERK)
        desk.fill(session, rng, [p.id for p in known if p.id], count=min(40, max(6, residents // 50)))
    progress(10, 10)
