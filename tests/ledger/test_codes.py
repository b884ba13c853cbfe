"""The official code tables and the words offices use for them."""

import pytest

from commgov_desktop import i18n, paths
from commgov_desktop.ledger import codes

TABLES = sorted(p.stem for p in paths.resources("catalogues").glob("*.toml"))
NAMED = (
    "sex", "ethnic_groups", "education", "marital_status", "political_status", "relation_to_head", "document_kinds",
    "residence_kinds", "household_kinds", "person_house_match", "inflow_reasons", "dwelling_kinds", "visit_purposes",
    "dispute_kinds", "mediation_outcomes", "case_sources", "provinces",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_every_table_names_its_source_and_reads_back_what_it_shows(name: str) -> None:
    table = codes.table(name)
    assert table.source
    assert table.title
    for code, words in table.options():
        assert table.code_of(code) == code
        assert table.code_of(words) == code
        assert table.zh(code)
        assert table.text(code) == words


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("ethnic_groups", "汉", "01"), ("ethnic_groups", "汉族", "01"), ("ethnic_groups", "维吾尔", "05"),
        ("ethnic_groups", "毛难族", "36"), ("ethnic_groups", 1.0, "01"), ("education", "大专", "30"),
        ("education", "专科", "30"), ("education", "本科", "20"), ("education", "初中", "70"),
        ("education", "本科（在读）", "20"), ("marital_status", "已婚", "20"), ("marital_status", "离异", "40"),
        ("political_status", "党员", "01"), ("political_status", "中共党员", "01"), ("political_status", "1", "01"),
        ("relation_to_head", "户主", "02"), ("relation_to_head", "本人", "01"), ("relation_to_head", "妻", "12"),
        ("relation_to_head", "妻子", "12"), ("relation_to_head", "长子", "22"), ("relation_to_head", "次女", "33"),
        ("relation_to_head", "儿子", "20"), ("relation_to_head", "女儿", "30"), ("relation_to_head", "外孙", "43"),
        ("relation_to_head", "儿媳妇", "38"), ("sex", " 男 ", "1"), ("residence_kinds", "流动人口", "3"),
        ("document_kinds", "身份证", "111"), ("sex", "外星人", None), ("sex", "", None), ("sex", None, None),
    ],
)  # fmt: skip
def test_the_words_of_offices_are_known(name: str, words: object, code: str | None) -> None:
    assert codes.table(name).code_of(words) == code


def test_a_code_nobody_knows_shows_as_itself() -> None:
    assert codes.table("sex").text("7") == "7"
    assert codes.table("sex").text(None) == ""


def test_the_screen_language_decides_the_words_and_papers_stay_chinese() -> None:
    i18n.use("en")
    try:
        assert codes.table("sex").text("1") == "Male"
        assert codes.table("sex").zh("1") == "男"
    finally:
        i18n.use("zh_CN")
    assert codes.table("sex").text("1") == "男"


def test_disputes_have_fifteen_reporting_lines_and_every_kind_lies_under_one() -> None:
    table = codes.table("dispute_kinds")
    lines = [code for code, _words in table.options(parent="")]
    assert lines == [f"{n:02}" for n in range(1, 16)]
    assert all(table.top(code) in lines for code, _words in table.options())


def test_no_wording_means_two_codes() -> None:
    for name in NAMED:
        meant: dict[str, str] = {}
        for entry in codes.table(name).codes:
            for words in (entry.zh, *entry.also):
                assert meant.setdefault(words, entry.code) == entry.code, f"{name}: {words}"
