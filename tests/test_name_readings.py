"""How names are read: surnames as surnames, both readings searchable, the order of the telephone book."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commgov_desktop import name_readings
from commgov_desktop.name_readings import initials, pinyin, readings, sort_key, tidy


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("单伟", "shan"), ("仇和", "qiu"), ("解放", "xie"), ("曾国藩", "zeng"), ("区明", "ou"), ("朴实", "piao"),
        ("查良", "zha"), ("盖明", "ge"), ("翟明", "zhai"), ("覃明", "qin"), ("缪明", "miao"), ("员明", "yun"),
        ("种明", "chong"), ("折明", "she"), ("秘明", "bi"), ("繁明", "po"), ("黑明", "he"), ("洗明", "xian"),
        ("冼明", "xian"), ("都明", "du"), ("卜明", "bu"), ("乜明", "nie"), ("任明", "ren"), ("尉迟恭", "yu chi"),
        ("万俟雪", "mo qi"), ("单于明", "chan yu"), ("长孙明", "zhang sun"), ("令狐冲", "ling hu"),
        ("尉明", "wei"), ("宿明", "su"), ("祭明", "zhai"), ("那英", "na"), ("乐明", "yue"), ("吕明", "lv"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name: str, read: str) -> None:
    assert pinyin(name).startswith(read + " ")


@pytest.mark.parametrize(
    ("name", "other"), [("单伟", "dan"), ("仇和", "chou"), ("翟明", "di"), ("尉迟恭", "wei")]
)
def test_the_plain_reading_of_a_surname_is_kept_too(name: str, other: str) -> None:
    assert other in {reading[0] for reading in readings(name)}


def test_the_clerks_own_reading_comes_first() -> None:
    assert readings("单伟", "dan wei")[0] == ("dan", "wei")
    assert ("shan", "wei") in readings("单伟", "dan wei")
    assert initials("单伟", "dan4 wei3") == "dw"
    assert sort_key("单伟", "dan wei") < sort_key("单伟")


def test_zhang_of_one_character_stays_apart_from_zhang_of_another() -> None:
    names = ["章伟", "张明", "张伟", "章明", "李明", "阿明"]
    ordered = sorted(names, key=lambda n: sort_key(n).encode())
    assert ordered[:2] == ["阿明", "李明"]
    assert [n[0] for n in ordered[2:]] in (["张", "张", "章", "章"], ["章", "章", "张", "张"])


@pytest.mark.parametrize(
    "typed", ["阿依古丽•买买提", "阿依古丽.买买提", "阿依古丽 · 买买提", "阿依古丽．买买提"]
)
def test_every_middle_dot_becomes_the_same(typed: str) -> None:
    assert tidy(typed) == "阿依古丽·买买提"
    assert readings(typed)[0] == ("a", "yi", "gu", "li", "mai", "mai", "ti")


def test_rare_characters_stay_as_typed() -> None:
    assert tidy("\u3000𠮷 䶮\u00a0") == "𠮷䶮"
    assert readings("\ue123伟")[0] == ("\ue123", "wei")
    assert sort_key("\ue123伟") == "\ue123 wei3伟"


def test_latin_names_are_read_word_by_word() -> None:
    assert readings("John  Smith") == (("john", "smith"),)
    assert tidy("  John   Smith ") == "John Smith"


@settings(deadline=None)
@given(st.text(max_size=12))
def test_every_text_has_a_reading_and_a_key(name: str) -> None:
    assert 1 <= len(readings(name)) <= name_readings.MOST
    assert isinstance(sort_key(name), str)
    assert tidy(tidy(name)) == tidy(name)


def test_names_of_many_two_way_characters_keep_every_reading_of_the_surname() -> None:
    firsts = {reading[0] for reading in readings("单乐茜晟重行长")}
    assert firsts == {"shan", "dan"}
