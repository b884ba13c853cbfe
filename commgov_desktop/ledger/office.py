"""The open office as every page and paper knows it: its name and numbers, who sits there, where its records are."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, mapped_column

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.book import Book
from commgov_desktop.paths import Places
from commgov_desktop.people import People
from commgov_desktop.settings import MachineSettings, Setting
from commgov_desktop.store.record import Record
from commgov_desktop.store.store import Store

T = TypeVar("T", str, int, bool)

NAME = Setting(
    "office.name", "", N_("Name of the community committee"), N_("Office"), N_("e.g. 沙田社区居民委员会")
)
COMMUNITY = Setting("office.community", "", N_("Name of the community"), N_("Office"), N_("e.g. 沙田社区"))
MARK = Setting("office.mark", "", N_("Short mark in document numbers"), N_("Office"), N_("e.g. 沙"))
CODE = Setting(
    "office.code", "", N_("12-digit community code"), N_("Office"), N_("6 digits of the county, 3 of the street, 3 of the community")
)  # fmt: skip
PROVINCE = Setting(
    "office.province",
    "",
    N_("Province"),
    N_("Office"),
    N_("e.g. 江苏省; a municipality stands here and the next box stays empty"),
)
CITY = Setting("office.city", "", N_("City"), N_("Office"), N_("e.g. 南京市"))
COUNTY = Setting("office.county", "", N_("District or county"), N_("Office"), N_("e.g. 建邺区"))
STREET = Setting("office.street", "", N_("Street or town"), N_("Office"), N_("e.g. 沙洲街道"))
DISTRICT = Setting(
    "office.district", "", N_("City, district and street"), N_("Office"), N_("As entered before; used while the boxes above are empty")
)  # fmt: skip
"""One free text in the first release; what offices wrote there stays valid."""
PHONE = Setting("office.phone", "", N_("Telephone of the office"), N_("Office"))
ADDRESS = Setting("office.address", "", N_("Address of the office"), N_("Office"))
HOURS = Setting(
    "office.hours", "", N_("Office hours"), N_("Office"), N_("e.g. 工作日 9:00—12:00，14:00—17:30")
)
MEDIATION_COMMITTEE = Setting(
    "office.mediation_committee", "", N_("Name of the mediation committee"), N_("Office")
)
PRACTICE = Setting("office.practice", False, N_("Practice community"), "")

LEVELS = (PROVINCE, CITY, COUNTY, STREET)
"""From the top down; the community itself comes below."""

OFFICE_SETTINGS: tuple[Setting[Any], ...] = (
    NAME, COMMUNITY, MARK, CODE, PROVINCE, CITY, COUNTY, STREET, DISTRICT, PHONE, ADDRESS, HOURS, MEDIATION_COMMITTEE,
)  # fmt: skip


_CODE_DIGITS = 12


def code_problem(code: str) -> str:
    """What is wrong with a code of the community; empty when nothing is, or while it is not filled in.

    6 digits of the county (GB/T 2260), 3 of the street or town (GB/T 10114), 3 of the community: 统计用区划代码.
    """
    if not code:
        return ""
    if not (code.isascii() and code.isdecimal() and len(code) == _CODE_DIGITS):
        return _("The code has 12 digits; here are {n}.").format(n=len(code))
    if "000" in (code[6:9], code[9:]):
        return _("A community's code has no 000 for the street (digits 7 to 9) or the community (10 to 12).")
    return ""


class SettingRow(Record):
    """A thing the office has set."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Any] = mapped_column(JSON)


class OfficeSettings:
    """The office's settings: read from its ledger, written as a clerk's action that can be undone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, setting: Setting[T]) -> T:
        with self._store.read() as session:
            row = session.scalar(select(SettingRow).where(SettingRow.key == setting.key))
            value = row.value if row else setting.default
        return value if isinstance(value, type(setting.default)) else setting.default

    def save(self, values: dict[str, object], label: str = "") -> None:
        """Keep these settings by key, as one action."""
        with self._store.write(label or _("Change the settings")) as session:
            for key, value in values.items():
                row = session.scalar(select(SettingRow).where(SettingRow.key == key))
                if row is None:
                    session.add(SettingRow(key=key, value=value))
                else:
                    row.value = value


@dataclass(frozen=True)
class Account:
    """The clerk at the desk."""

    id: int
    name: str
    role: str
    """``chair`` (主任: everything) or ``worker`` (工作人员: no restricted data, no full-number export, no restore)."""

    @property
    def may_see_restricted(self) -> bool:
        """Whether restricted sheets, full-number exports and restores are open to them."""
        return self.role == "chair"


@dataclass
class Office:
    """An unlocked office, put together once at the start and handed to every page."""

    places: Places
    key: bytes = field(repr=False)
    store: Store
    book: Book
    account: Account
    people: People
    settings: OfficeSettings
    machine: MachineSettings

    @property
    def name(self) -> str:
        """Full name of the committee, as it stands under papers."""
        return self.settings[NAME]

    @property
    def community(self) -> str:
        """Name of the community, as it stands on screens and lists."""
        return self.settings[COMMUNITY] or self.settings[NAME]

    @property
    def hierarchy(self) -> tuple[str, ...]:
        """区—街道—社区: from the province down to the street, what is filled in (行政区划层级); else the text of old."""
        parts = tuple(part for level in LEVELS if (part := self.settings[level].strip()))
        old = self.settings[DISTRICT].strip()
        return parts or ((old,) if old else ())

    @property
    def heading(self) -> str:
        """The committee with its place in the hierarchy, as it stands at the head of registers and reports.

        What the committee's own name says already is not said twice.
        """
        return self.placed(self.name)

    def placed(self, name: str) -> str:
        """The same for another body of this community, such as its mediation committee."""
        levels = self.hierarchy
        for place in range(len(levels)):
            if name.startswith("".join(levels[place:])):
                return "".join(levels[:place]) + name
        return "".join(levels) + name

    @property
    def practice(self) -> bool:
        """Whether these are made-up people."""
        return self.settings[PRACTICE]
