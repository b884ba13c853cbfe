"""Pieces of records and pieces of questions meet: what the find box finds is what is truly there."""

import random
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from commgov_desktop import name_readings
from commgov_desktop.store import tokens
from commgov_desktop.store.tokens import Searched, Term

SURNAMES = ["张", "单", "尉迟", "欧阳", "吕", "王", "𠮷", "\ue123", "\U00031350", "买买提·吐"]
GIVEN = "伟芳明乐长重䶮㛃强"


def _people(count: int) -> list[Searched]:
    chance = random.Random(2)
    found = []
    for _ in range(count):
        name = chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2))))
        number = (
            f"999999{chance.randint(1930, 2020)}0305{chance.randint(1, 999):03}{chance.choice('0123456789X')}"
        )
        phones = f"1{chance.randint(3 * 10**9, 4 * 10**9 - 1)}" + chance.choice(["", "|0571-88881234"])
        building = f"{chance.randint(1, 20)}{chance.choice(['栋', '号楼', 'A座'])}"
        address = f"玉林{chance.choice('东西')}路{chance.randint(1, 30)}号{building}{chance.randint(1, 3)}-{chance.randint(101, 906)}"
        found.append(Searched(name, number, phones, address, name_readings.readings(name)))
    return found


class Index:
    """The two full-text tables as the store makes them, with every person in them."""

    def __init__(self, people: list[Searched]) -> None:
        self.people = people
        self._db = dbapi2.connect(":memory:")
        for table, more in (("gr", ""), ("pyt", "prefix='2 3 4 5 6',")):
            self._db.execute(
                f"create virtual table {table} using fts5(t, content='', contentless_delete=1, detail=none, "
                f"{more} tokenize='unicode61')"
            )
        for at, p in enumerate(people):
            grams = tokens.han_tokens(p.name, p.id_number, p.phones, p.address, p.readings)
            self._db.execute("insert into gr(rowid, t) values (?, ?)", (at, grams))
            self._db.execute(
                "insert into pyt(rowid, t) values (?, ?)", (at, tokens.pinyin_tokens(p.readings))
            )

    def _match(self, table: str, expression: str) -> set[int]:
        if not expression:
            return set()
        found = self._db.execute(f"select rowid from {table} where {table} match ?", (expression,))
        return {row[0] for row in found}

    def find(self, words: str) -> set[int]:
        query = tokens.parse(words)
        found = [self._term(term) for term in query.terms]
        return set.intersection(*found) if found else set()

    def _term(self, term: Term) -> set[int]:
        found = self._match("pyt", term.pinyin)
        if term.mixed:
            named = self._match("gr", term.name)
            found = self._match("gr", term.address) | (named & found if term.pinyin else named)
        else:
            found |= self._match("gr", term.grams)
        if term.like:
            piece = term.like.strip("%")
            found |= {
                at
                for at, p in enumerate(self.people)
                if piece in p.id_number or piece in p.phones.replace("-", "")
            }
        if term.exact:
            return found
        return {at for at in found if tokens.verify(term, self.people[at])}

    def close(self) -> None:
        self._db.close()


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with closing(Index(_people(1500))) as made:
        yield made


QUESTIONS = [
    "张", "张伟", "尉迟", "欧阳明", "zw", "zhangwei", "zhang w", "shan", "dan", "yuchi", "weichi", "lv", "lyu", "lǚ",
    "吕wei", "zhang伟", "张w", "张伟q", "w伟", "zw强", "吕j", "o阳", "张w 3号楼", "张zw", "单x", "d单", "玉林东路", "玉林 王", "3号楼", "zw 3号楼", "1985", "19850305", "999999", "05712", "0571-8888",
    "16X", "6x", "12", "138", "13912", "3-501", "2-10", "a座", "𠮷", "\ue123", "\U00031350伟", "买买提·吐", "买买提•吐伟",
    "㛃", "䶮", "玉林西路1号", "zhang wei 12", "ZW", "ｚｗ", "１２号", "zhāngwěi", "ou yang", "oym", "qiang", "-",
    "zhangwf", "wangml", "lyuqc", "ouyangmf", "weichifm", "danfm", "zhanwf", "hangwf",
]  # fmt: skip


@pytest.mark.parametrize("words", QUESTIONS)
def test_the_index_finds_exactly_what_reading_every_record_finds(index: Index, words: str) -> None:
    query = tokens.parse(words)
    everyone = {at for at, person in enumerate(index.people) if tokens.meets(query, person)}
    assert index.find(words) == everyone


def test_both_readings_of_a_surname_find_it(index: Index) -> None:
    named = {at for at, person in enumerate(index.people) if person.name.startswith("单")}
    assert named
    assert named <= index.find("shan") & index.find("dan")


def test_a_whole_surname_and_the_initials_of_the_given_name_find_a_person() -> None:
    people = [
        Searched(name, readings=name_readings.readings(name)) for name in ("张晓明", "周小满", "欧阳晓明")
    ]
    with closing(Index(people)) as index:
        assert index.find("zhangxm") == {0}
        assert index.find("zhouxm") == {1}
        assert index.find("ouyangxm") == {2}
        assert index.find("xm") == {0, 1, 2}


@pytest.mark.parametrize("words", ["", "  ", "，", '"', "'", "()"])
def test_signs_alone_ask_for_nothing(words: str) -> None:
    assert not tokens.parse(words)


@pytest.mark.parametrize("words", ['a" OR "b', "NEAR(张 伟)", "张*", "col:张", "^张", "王 AND 李", "{a b}"])
def test_no_words_can_break_the_search(index: Index, words: str) -> None:
    index.find(words)


def test_words_are_parted_at_spaces_and_each_must_be_met() -> None:
    assert [term.text for term in tokens.parse("zw 3号楼　1985").terms] == ["zw", "3号楼", "1985"]


def test_one_to_three_digits_are_looked_for_in_the_numbers_and_in_addresses() -> None:
    term = tokens.parse("501").terms[0]
    assert term.like == "%501%"
    assert term.address == '"a501"'


def test_a_mixed_word_needs_its_parts_side_by_side() -> None:
    term = tokens.parse("张wei").terms[0]
    readings = (("zhang", "xiao", "wei"),)
    assert not tokens.verify(term, Searched("张小伟", readings=readings))
    assert tokens.verify(term, Searched("张伟", readings=(("zhang", "wei"),)))


def test_a_record_without_numbers_has_pieces_of_its_title_only() -> None:
    assert tokens.han_tokens("通知") == "n通 n知 n通知"
    assert tokens.pinyin_tokens(()) == ""
