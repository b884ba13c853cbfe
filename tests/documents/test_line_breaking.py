"""Lines of Chinese text never start with a comma, end with an open bracket, or lose a character."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from commgov_desktop.documents.line_breaking import NEVER_FIRST, NEVER_LAST, break_lines, half_cells

PROSE = st.lists(
    st.one_of(
        st.text("社区居民委员会通知消防安全检查", min_size=1, max_size=6),
        st.sampled_from(["，", "。", "、", "；", "：", "？", "！", "……", "——", "·", "％", "）"]),
        st.sampled_from(["（", "《", "“", "〔", "￥"]).map(lambda mark: mark + "甲"),
        st.from_regex(r"[0-9]{1,6}(\.[0-9]{2})?", fullmatch=True),
        st.sampled_from(["GB", "ID", "App", " "]),
    ),
    max_size=60,
).map("".join)


def _width(line: str) -> int:
    return sum(map(half_cells, line.rstrip(" ")))


@settings(max_examples=300, deadline=None)
@given(PROSE, st.integers(20, 60))
@example("甲" * 14 + "，乙", 28)
def test_lines_keep_every_character_and_the_width(text: str, capacity: int) -> None:
    lines = break_lines(text, capacity)
    assert "".join(lines) == text
    assert all(_width(line) <= capacity for line in lines)


@settings(max_examples=300, deadline=None)
@given(PROSE)
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str) -> None:
    lines = break_lines(text, 56, first=52)
    starts = [line for line in lines[1:] if line[0] in NEVER_FIRST and not _all_marks(text)]
    ends = [line for line in lines[:-1] if line.rstrip(" ")[-1:] in NEVER_LAST and line.strip()]
    assert not [s for s in starts if not _unbreakable_before(lines, s)]
    assert not ends


def _all_marks(text: str) -> bool:
    return all(c in NEVER_FIRST or c == " " for c in text)


def _unbreakable_before(lines: list[str], line: str) -> bool:
    """A whole line of marks leaves nothing to carry down."""
    before = lines[lines.index(line) - 1]
    return all(c in NEVER_FIRST or c == " " for c in before[1:])


def test_numbers_and_words_stay_whole() -> None:
    lines = break_lines("共收取物业维修资金" + "1,280.00元", 20)
    assert lines == ["共收取物业维修资金", "1,280.00元"]


def test_dots_and_dashes_are_never_parted() -> None:
    lines = break_lines("甲乙丙丁……戊己——庚", 10)
    assert all(line.count("…") in (0, 2) and line.count("—") in (0, 2) for line in lines)


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert break_lines("A" * 25, 10) == ["A" * 10, "A" * 10, "A" * 5]


def test_an_empty_paragraph_is_one_empty_line() -> None:
    assert break_lines("", 56) == [""]
