"""Notices: masked lists, the official page, the life of a posting."""

from datetime import date
from pathlib import Path

import pytest
from desk_office import FOLK

from commgov_desktop import clock
from commgov_desktop.desk import masked_list, notices, registers
from commgov_desktop.desk.notice_paper import list_lines, period_words
from commgov_desktop.documents import rendering
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.attachments import attachments
from commgov_desktop.ledger.office import Office

TODAY = date(2026, 3, 5)
PASTED = """姓名\t身份证号\t住址\t补贴金额
张小明\t999999198501011234\t3号楼2单元501\t500元
欧阳修文\t999999195001011234\t12号楼1单元301\t500元
李雷\t999999201501011234\t3号楼2单元501\t500元
阿依古丽·买买提\t\t5号楼301\t500元
"""


def publicity(office: Office) -> int:
    values = notices.start(office, "公示") | {"title": "关于高龄津贴发放名单的公示"}
    return notices.save(office, None, values, masked_list.of_people(FOLK, TODAY))


def test_a_pasted_list_is_masked_and_minors_are_left_out() -> None:
    found = masked_list.pasted(PASTED, TODAY)
    assert found.rows[0] == ("姓名", "身份证号", "住址", "补贴金额")
    assert found.rows[1] == ("张*明", "999999************", "3号楼", "500元")
    assert found.rows[3][0] == "阿依古丽·***"
    assert (found.count, found.minors, found.age_unknown) == (3, 1, 1)


def test_a_list_without_headings_is_understood_by_what_stands_in_it() -> None:
    found = masked_list.pasted("张小明 ,999999198501011234,13800005678,3号楼2单元501\n", TODAY)
    assert found.rows == (
        ("姓名", "证件号码", "电话", "住址"),
        ("张*明", "999999************", "138****5678", "3号楼"),
    )


def test_numbers_in_unknown_columns_are_masked_too() -> None:
    found = masked_list.pasted("姓名\t备注\n张小明\t卡号6222020200011112222\n", TODAY)
    assert found.rows[1] == ("张*明", "卡号****2222")


def test_people_of_the_roster_are_masked_and_age_is_never_shown() -> None:
    found = masked_list.of_people(FOLK, TODAY)
    assert [row[0] for row in found.rows] == ["姓名", "张*", "欧阳**"]
    assert found.minors == 1


def test_the_columns_of_the_list_stand_under_each_other_on_the_grid() -> None:
    lines = list_lines(masked_list.pasted(PASTED, TODAY).rows)
    assert len(lines) == 4
    assert all(sum(2 if ord(c) > 127 else 1 for c in line) <= 52 for line in lines)


def test_names_alone_stand_several_in_a_line() -> None:
    assert len(list_lines([("姓名",), *[("欧阳**",)] * 10])) == 2


def test_the_period_counts_calendar_or_working_days() -> None:
    assert (
        period_words(TODAY, date(2026, 3, 11), "自然日")
        == "公示期：2026年3月5日至2026年3月11日（7个自然日）。"
    )
    assert "（5个工作日）" in period_words(TODAY, date(2026, 3, 11), "工作日")


def test_a_publicity_shows_masked_names_its_period_and_to_whom_to_object(desk: Office) -> None:
    words = rendering.page_text(notices.paper(desk, publicity(desk))).replace("\r\n", "")
    for part in ("张*", "欧阳**", "999999************", "另有未成年人1名", "公示期：2026年3月5日至2026年3月11日",
                 "0571-12345678", "沙田路18号", "沙田社区居民委员会"):  # fmt: skip
        assert part in words
    assert "李雷" not in words
    assert "19850101" not in words


def test_a_draft_says_so_until_it_is_final_and_then_stays_the_same(desk: Office) -> None:
    number = publicity(desk)
    assert "草" in rendering.page_text(notices.paper(desk, number))
    notices.make_final(desk, number)
    first = notices.paper(desk, number)
    clock.pretend(date(2026, 5, 1))
    assert notices.paper(desk, number) == first
    assert "草" not in rendering.page_text(first)
    with pytest.raises(UserError):
        notices.save(desk, number, {"title": "另一个标题"})
    copied = notices.facts(desk, notices.copy(desk, number))
    assert not copied.issued
    assert copied.values["day"] == date(2026, 5, 1)


def test_titles_numbers_and_periods_are_checked(desk: Office) -> None:
    values = notices.start(desk, "公示")
    wrong = {"title": "关于停水的通知。", "number": "沙居[2026]第03号", "shown_to": date(2026, 1, 1)}
    with pytest.raises(Invalid) as found:
        notices.save(desk, None, values | wrong)
    assert set(found.value.problems) == {"title", "number", "shown_to"}


def test_a_posting_is_put_up_falls_due_and_is_taken_down_with_its_photo(desk: Office, tmp_path: Path) -> None:
    posting = notices.put_up(desk, publicity(desk))
    (found,) = notices.due(desk)
    assert (found.day, found.tab, found.record_id) == (date(2026, 3, 11), "desk", posting)
    assert found.title == "取下《关于高龄津贴发放名单的公示》"
    photo = tmp_path / "board.jpg"
    photo.write_bytes(b"picture")
    clock.pretend(date(2026, 3, 12))
    notices.take_down(desk, posting, objections="无", photo=photo)
    assert notices.due(desk) == []
    assert notices.posting(desk, posting).taken_down_on == date(2026, 3, 12)
    assert [a.file_name for a in attachments(desk.store, "postings", posting)] == ["board.jpg"]
    with pytest.raises(UserError):
        notices.take_down(desk, posting)
    words = rendering.page_text(registers.posting_register(desk)).replace("\r\n", "")
    assert "2026.3.12" in words


def test_putting_up_can_be_undone(desk: Office) -> None:
    number = publicity(desk)
    notices.put_up(desk, number)
    assert desk.store.undo().label == "张贴《关于高龄津贴发放名单的公示》"
    assert not notices.facts(desk, number).issued
    assert notices.hanging(desk) == 0


def test_a_list_parted_by_single_blanks_hides_every_name() -> None:
    from datetime import date

    from commgov_desktop.desk.masked_list import pasted

    found = pasted("曾文华 999999194001010013\n解秀英 999999193905050027", date(2026, 3, 5))
    shown = "".join("".join(row) for row in found.rows)
    assert "文华" not in shown.replace("曾*华", "")
    assert "曾文华" not in shown
    assert "194001" not in shown
