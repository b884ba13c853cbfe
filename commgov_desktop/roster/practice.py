"""Made-up people for the practice community: families as they are met, numbers that cannot belong to anybody."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.roster import id_number, places, practice_history, practice_lives, register
from commgov_desktop.roster.import_saving import table_of
from commgov_desktop.roster.models import ABROAD, HEAD, MIGRANT, REGISTERED, SETTLED, Household, Resident
from commgov_desktop.roster.name_sounds import sounds, sounds_of
from commgov_desktop.roster.practice_names import Names

_AT_ONCE = 5000
_MAN, _WOMAN = "1", "2"
_HAN = "01"
_TOWNS = ("东山省临湖市", "西岭省云溪县", "南江省青石市", "北川省白桦县", "中原省河湾市")
"""Places that do not exist."""

Row = dict[str, Any]


def fill(session: Session, rng: random.Random, count: int, dwellings: Sequence[int]) -> list[int]:
    """Put ``count`` made-up residents with their households into the open action. Gives their ids.

    ``dwellings`` are filled in order, about one in twenty stays empty while there are enough. The same
    ``rng`` gives the same people.
    """
    first = (session.scalar(select(func.max(Resident.id))) or 0) + 1
    household = (session.scalar(select(func.max(Household.id))) or 0) + 1
    people: list[Row] = []
    households: list[Row] = []
    done = 0
    maker = Maker(rng, household, dwellings, max(1, round(count / 2.5)), _addresses(session))
    twice = len(SECOND_ENTRIES) if count >= LARGE else 0  # for whoever practises to find
    while done < count - twice:
        home, members = maker.family(count - twice - done)
        households.append(home)
        for member in members:
            member["id"] = first + done
            done += 1
        people += members
        if len(people) >= _AT_ONCE:
            _write(session, households, people)
            households, people = [], []
    _write(session, households, people)
    _write(session, [], maker.second_entries(first + count - twice, twice))
    ids = list(range(first, first + count))
    formers = max(4, count * 3 // 100)
    past = random.Random(count)
    practice_history.give_a_past(session, past, ids, maker.formers(formers, past))
    return ids


def _addresses(session: Session) -> dict[int, str]:
    home = places.DWELLINGS.c
    return {number: address for number, address in session.execute(select(home.id, home.address))}  # noqa: C416


def _write(session: Session, households: list[Row], people: list[Row]) -> None:
    if households:
        session.execute(insert(table_of(Household)), households)
    if people:
        session.execute(insert(table_of(Resident)), people)


class Maker:
    """Makes one family after the other."""

    def __init__(
        self,
        rng: random.Random,
        first_household: int,
        dwellings: Sequence[int],
        expected: int,
        addresses: Mapping[int, str],
    ) -> None:
        self._rng = rng
        self._past = random.Random(expected)
        """Numbers of its own for what was added later, so that the same seed still gives the same people."""
        self._addresses = addresses
        self._first = first_household
        self._next = first_household
        self._homes = _homes(rng, dwellings, expected)
        self._names = Names(rng)
        self._today = clock.today()
        self._serials: dict[int, int] = {}
        self._heads: list[Row] = []
        """Who may be entered a second time."""
        self._stamp = int(clock.now().timestamp() * 1000)

    def family(self, most: int) -> tuple[Row, list[Row]]:
        """A household and its members, at most ``most`` of them. The head comes first."""
        rng = self._rng
        kind = rng.choices((REGISTERED, SETTLED, MIGRANT, ABROAD), cum_weights=(66, 75, 99, 100))[0]
        home = {
            "id": self._next,
            "uid": self._uid(),
            "number": f"{self._next:06d}",
            "kind": "91" if rng.random() < 0.96 else "92",
            "dwelling_id": next(self._homes, None),
            "note": "",
        }
        self._next += 1
        since = self._today - timedelta(days=int(rng.random() * (9000 if kind == REGISTERED else 2500)) + 20)
        shape = rng.choices(_SHAPES, cum_weights=_SHAPE_WEIGHTS)[0]
        members = shape(self)[:most]
        if len(members) == 1 and members[0]["marital_status"] == "20":
            members[0]["marital_status"] = "30" if self._age(members[0]) > 60 else "40"
        for member in members:
            self._settle(member, home, kind, since)
        if members[0]["id_state"] == id_number.CHECKED and kind == REGISTERED:
            self._heads.append(members[0])
        return home, members

    def second_entries(self, first: int, count: int) -> list[Row]:
        """People who stand in the roster already, entered once more by somebody who did not look."""
        found = []
        for place, change in enumerate(SECOND_ENTRIES[:count]):
            known = self._heads[place * len(self._heads) // max(1, count)]
            again = {**known, "id": first + place, "uid": self._uid(), "household_id": None, "relation": ""}
            again |= change(known)
            found.append(again | register.derive(again))
        return found

    def formers(self, number: int, rng: random.Random) -> list[Row]:
        """People who were here once, each as of one of the households made before."""
        self._rng, self._names = rng, Names(rng)
        made = []
        for _n in range(number):
            home = {"id": rng.randrange(self._first, self._next), "dwelling_id": None}
            if self._addresses:
                home["dwelling_id"] = rng.choice(list(self._addresses))
            person = self.person(rng.randint(25, 88), "97", married=True)
            kind = rng.choice((REGISTERED, MIGRANT))
            self._settle(person, home, kind, self._today - timedelta(rng.randint(900, 3000)))
            made.append(person)
        return made

    # ---- shapes of families -------------------------------------------------------------------

    def single(self) -> list[Row]:
        """Somebody alone: young in lodgings or old."""
        old = self._rng.random() < 0.45
        head = self.person(self._rng.randint(62, 93) if old else self._rng.randint(20, 58), HEAD)
        head["marital_status"] = "30" if old else "10"
        if old:
            head["tags"] = ["独居老人"]
        return [head]

    def couple(self) -> list[Row]:
        """Two who are married, at any age."""
        age = self._rng.randint(24, 84)
        head = self.person(age, HEAD, male=self._rng.random() < 0.75, married=True)
        return [head, self.spouse(head, age)]

    def parents(self) -> list[Row]:
        """A couple with one to three children."""
        age = self._rng.randint(26, 58)
        head = self.person(age, HEAD, male=self._rng.random() < 0.75, married=True)
        return [head, self.spouse(head, age), *self.children(head, age)]

    def alone_with_child(self) -> list[Row]:
        """A father or mother alone with a child."""
        age = self._rng.randint(28, 50)
        head = self.person(age, HEAD, male=self._rng.random() < 0.3)
        head["marital_status"] = "40"
        return [head, *self.children(head, age)[:1]]

    def three_generations(self) -> list[Row]:
        """Parents, children, and the head's mother or father or both."""
        age = self._rng.randint(30, 52)
        head = self.person(age, HEAD, male=True, married=True)
        found = [head, self.spouse(head, age), *self.children(head, age)]
        surname = head["surname"]
        both = self._rng.random() < 0.5
        if both:
            father = self.person(
                age + self._rng.randint(23, 32), "51", male=True, surname=surname, married=True
            )
            found.append(father)
        mother = self.person(age + self._rng.randint(22, 30), "52", male=False, married=both)
        if not both:
            mother["marital_status"] = "30"
        return [*found, mother]

    def lodgers(self) -> list[Row]:
        """People who share a rented flat."""
        head = self.person(self._rng.randint(20, 40), HEAD)
        return [
            head,
            *(self.person(self._rng.randint(19, 45), "99") for _n in range(self._rng.randint(1, 3))),
        ]

    def spouse(self, head: Row, age: int) -> Row:
        """The head's husband or wife."""
        male = head["sex"] == _WOMAN
        other = max(21, age + self._rng.randint(-5, 5))
        return self.person(other, "11" if male else "12", male=male, married=True)

    def children(self, head: Row, age: int) -> list[Row]:
        """One to three, of the ages they can have."""
        rng = self._rng
        number = rng.choices((1, 2, 3), cum_weights=(68, 96, 100))[0]
        oldest = min(max(0, age - rng.randint(23, 30)), 27)
        ages = [a for a in (oldest - 4 * i for i in range(number)) if a >= 0] or [0]
        found, boys, girls = [], 0, 0
        for years in ages:
            male = rng.random() < 0.52
            boys, girls = boys + male, girls + (not male)
            relation = (
                ("21" if male else "31") if len(ages) == 1 else (f"2{1 + boys}" if male else f"3{1 + girls}")
            )
            found.append(self.person(years, relation, male=male, surname=head["surname"]))
        return found

    # ---- one person ---------------------------------------------------------------------------

    def person(
        self, years: int, relation: str, *, male: bool | None = None, surname: str = "", married: bool = False
    ) -> Row:
        """Somebody of that age, with everything but the household."""
        rng = self._rng
        if male is None:
            male = rng.random() < 0.5
        birth = self._today - timedelta(days=int(365.2425 * years) + int(rng.random() * 364))
        surname = surname or self._names.surname()
        name, pinyin, initials, sort_key = sounds_of(surname, self._names.given(male, years < 35))
        return {
            "surname": surname, "name": name, "pinyin": pinyin, "initials": initials, "sort_key": sort_key,
            "uid": self._uid(), "name_reading": "", "sex": _MAN if male else _WOMAN, "birth": birth,
            "id_kind": id_number.RESIDENT_CARD, "id_number": self._number(birth, male),
            "id_state": id_number.CHECKED, "id_reason": "", "relation": relation, "ethnic_group": _HAN,
            "marital_status": "20" if married else "10",
            "political_status": practice_lives.politics(rng, years), "education": practice_lives.education(rng, years),
            "occupation": practice_lives.work(rng, years), "workplace": "",
            "phone": self._phone() if years >= 12 else "", "phone2": "", "tags": practice_lives.tags(rng, years), "note": "",
        }  # fmt: skip

    def _settle(self, person: Row, home: Row, kind: str, since: date) -> None:
        rng = self._rng
        del person["surname"]
        person["household_id"], person["dwelling_id"] = home["id"], home["dwelling_id"]
        person["residence_kind"] = kind
        person["lives_here_since"] = max(since, person["birth"])
        person["registered_address"] = (
            "本社区" if kind == REGISTERED else "" if kind == ABROAD else f"{rng.choice(_TOWNS)}（练习）"
        )
        practice_history.date_a_life(person, self._addresses.get(home["dwelling_id"], ""), self._past)
        chance = rng.random()
        if kind == ABROAD:
            person["id_kind"], person["id_number"] = (
                id_number.HONG_KONG_MACAO_PERMIT,
                f"H{rng.randint(0, 99999999):08d}",
            )
        elif chance < 0.007:
            self._without_number(person)
        elif chance < 0.010:
            self._doubtful(person)
        elif chance < 0.016:
            self._minority(person)

    def _without_number(self, person: Row) -> None:
        young = self._age(person) < 2
        person["id_number"] = person["id_kind"] = ""
        person["id_state"] = id_number.NONE
        person["id_reason"] = "新生儿，尚未落户" if young else "证件遗失，补办中"

    def _doubtful(self, person: Row) -> None:
        number = person["id_number"]
        person["id_number"] = number[:16] + str((int(number[16]) + 2) % 10) + number[17]
        person.update({k: v for k, v in register.derive(person).items() if k in ("id_state", "id_reason")})

    def _minority(self, person: Row) -> None:
        person["ethnic_group"] = self._rng.choice(("02", "03", "05", "08", "11", "15"))
        if person["ethnic_group"] == "05":
            name = self._names.uyghur(person["sex"] == _MAN)
            person["name"], person["pinyin"], person["initials"], person["sort_key"] = sounds(name)

    def _number(self, birth: date, male: bool) -> str:
        """A number of its own for everybody, under the address code that cannot exist."""
        at = birth.toordinal() * 2 + male
        serial = self._serials.get(at, 0)
        self._serials[at] = serial + 1
        first17 = f"{id_number.MADE_UP}{birth:%Y%m%d}{(serial * 2 + male) % 1000:03d}"
        return first17 + id_number.check_character(first17)

    def _phone(self) -> str:
        """Eleven digits beginning with 100, which no telephone has."""
        return f"100{int(self._rng.random() * 1e8):08d}"

    def _age(self, person: Row) -> int:
        return register.age(person["birth"], self._today) or 0

    def _uid(self) -> bytes:
        """A UUIDv7 out of the community's own random numbers, so that the same seed gives the same file."""
        value = (self._stamp << 80) | self._rng.getrandbits(80)
        value = (value & ~(0xF << 76)) | (0x7 << 76)
        return ((value & ~(0x3 << 62)) | (0x2 << 62)).to_bytes(16, "big")


def _without_papers(known: Row) -> Row:
    return {
        "id_number": "",
        "id_kind": "",
        "id_reason": "未带证件",
        "note": "社区义诊名单录入",
        "tags": ["志愿者"],
    }


def _mistyped(known: Row) -> Row:
    number = known["id_number"]
    return {
        "id_number": number[:14] + str((int(number[14]) + 1) % 10) + number[15:],
        "phone2": known["phone"],
    }


def _from_an_old_list(known: Row) -> Row:
    """A list of the nineties: traditional characters as the old secretary wrote them, no phone yet."""
    return {
        "name": known["name"].translate(_OLD_WAY),
        "id_number": "",
        "id_kind": "",
        "phone": "",
        "note": "旧户册",
    }


_OLD_WAY = str.maketrans(
    "张刘陈杨赵黄吴孙马罗郑谢许韩邓冯萧叶蒋苏吕卢钟谭陆贾韦邹龙贺顾",
    "張劉陳楊趙黃吳孫馬羅鄭謝許韓鄧馮蕭葉蔣蘇呂盧鍾譚陸賈韋鄒龍賀顧",
)
LARGE = 250
"""From so many people on some are entered twice, as in life."""
SECOND_ENTRIES: tuple[Callable[[Row], Row], ...] = (_without_papers, _mistyped, _from_an_old_list)

_SHAPES: tuple[Callable[[Maker], list[Row]], ...] = (
    Maker.single, Maker.couple, Maker.parents, Maker.alone_with_child, Maker.three_generations, Maker.lodgers,
)  # fmt: skip
_SHAPE_WEIGHTS = (24, 47, 80, 85, 95, 100)


def _homes(rng: random.Random, dwellings: Sequence[int], expected: int) -> Iterator[int]:
    """Dwellings one after the other; some stay empty where there are more than households, none is left out twice."""
    spare = max(0.0, 1 - expected / len(dwellings)) if dwellings else 0.0
    while dwellings:
        for dwelling in dwellings:
            if rng.random() >= spare * 0.9:
                yield dwelling
        spare = 0.0
