"""An office with a small roster, for the tests of the desk."""

from collections.abc import Sequence
from datetime import date

from commgov_desktop.desk import kinds
from commgov_desktop.desk.kinds import Kind
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import ADDRESS, HOURS, PHONE, Office
from commgov_desktop.people import Person
from commgov_desktop.roster.models import Resident

FOLK = (
    Person(1, "张伟", "男", date(1985, 1, 1), "汉族", "居民身份证", "999999198501011234", "13800005678",
           "3号楼2单元501", lives_here_since=date(2019, 4, 1)),
    Person(2, "欧阳修文", "女", date(1950, 7, 8), "汉族", "居民身份证", "999999195007081225", "", "12号楼1单元301"),
    Person(3, "李雷", "男", date(2015, 1, 1), "汉族", "居民身份证", "99999920150101123X", "", "3号楼2单元501"),
)  # fmt: skip


class Folk:
    """Three people, found by name."""

    def find(self, words: str, limit: int = 20) -> Sequence[tuple[int, str, str]]:
        return [(p.id, p.name, p.address) for p in FOLK if p.id and words in (p.name, "zw")][:limit]

    def person(self, resident_id: int) -> Person:
        found = next((p for p in FOLK if p.id == resident_id), None)
        if found is None:
            raise UserError("gone")
        return found


def furnish(office: Office) -> Office:
    """Put the three people and the office's phone into an empty office."""
    office.people = Folk()
    office.settings.save(
        {PHONE.key: "0571-12345678", ADDRESS.key: "沙田路18号", HOURS.key: "工作日9:00—17:00"}
    )
    with office.store.write("roster") as session:
        session.add_all(Resident(id=p.id, name=p.name) for p in FOLK)
        kinds.install(session)
    return office


def kind_named(office: Office, name: str, answer: str = "") -> Kind:
    """The kind with this name."""
    return next(k for k in kinds.kinds(office, answer) if k.name == name)
