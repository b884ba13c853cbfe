"""New people of a file who look like somebody who is there: named in the trial, answered by the clerk, remembered."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from commgov_desktop.errors import Cancelled
from commgov_desktop.ledger import sheets
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import importing
from commgov_desktop.roster.duplicates import answers, doubles, finder, incoming
from commgov_desktop.roster.duplicates.doubles import OUT, SAME, TWO, Decision
from commgov_desktop.roster.id_number import check_character
from commgov_desktop.roster.import_page import ImportPage
from commgov_desktop.roster.importing import ImportPlan, Source
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.places import Homes

Csv = Callable[..., bytes]
NUMBER = "99999919850305101" + check_character("99999919850305101")
DOUBTFUL = NUMBER[:16] + str((int(NUMBER[16]) + 1) % 10) + NUMBER[17]
HEADINGS = "姓名 身份证号 出生日期 住址 电话"


def _csv(csv_of: Csv, *rows: str) -> bytes:
    return csv_of(HEADINGS, *([cell.strip("-") for cell in line.split(" ")] for line in rows))


def _source(office: Office, content: bytes) -> Source:
    return importing.open_source(office.store, content, "名册.csv")


@pytest.fixture
def zhang(office: Office, homes: Homes, csv_of: Csv) -> Office:
    """张伟 with a checked number, in the roster."""
    content = _csv(csv_of, f"张伟 {NUMBER} 1985-03-05 3号楼2单元501 19900000001")
    importing.apply(office.store, importing.trial(office.store, _source(office, content), homes), homes)
    return office


def _plan(office: Office, homes: Homes, content: bytes, **answered: str) -> ImportPlan:
    """A trial; ``row2="same"`` answers the first likeness of that row."""
    source = _source(office, content)
    plan = importing.trial(office.store, source, homes)
    of = doubles.by_row(plan.doubles or ())
    decided = {int(row[3:]): Decision(answer, of[int(row[3:])][0]) for row, answer in answered.items()}
    return importing.trial(office.store, source.judged(decided), homes) if answered else plan


def _names(office: Office) -> list[str]:
    with office.store.read() as session:
        return list(session.scalars(select(Resident.name).order_by(Resident.id)))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("张玮 - 1985-03-05 8号楼1单元101 19900000001", "同音"),
        ("張偉 - 1985-03-05 3号楼2单元501 -", "异体"),
        (f"张伟 {DOUBTFUL} 1985-03-05 8号楼1单元101 -", "差一位"),
        ("张伟 - 1986-03-05 3号楼2单元601 19900000001", "电话相同"),
    ],
)
def test_a_new_row_that_sounds_or_reads_like_a_resident_is_named_with_the_reason_and_taken_in(
    zhang: Office, homes: Homes, csv_of: Csv, line: str, why: str
) -> None:
    plan = _plan(zhang, homes, _csv(csv_of, line, "欧阳建国 - 1950-01-01 9号楼1单元101 -"))
    assert dict(plan.counts) == {"read": 2, "new": 2, "changed": 0, "same": 0, "refused": 0}
    assert plan.alike == 1
    [double] = plan.doubles or ()
    assert (double.row, double.other, double.where) == (2, "张伟", "3号楼2单元501")
    assert why in plan.rows[0].sentence
    assert "张伟" in plan.rows[0].sentence
    assert not plan.rows[1].remarks


def test_a_namesake_born_the_same_day_is_named_once(zhang: Office, homes: Homes, csv_of: Csv) -> None:
    plan = _plan(zhang, homes, _csv(csv_of, "张伟 - 1985-03-05 8号楼1单元101 -"))
    [remark] = plan.rows[0].remarks
    assert "同名" in remark
    assert "3号楼2单元501" in remark


def test_two_rows_of_one_file_are_compared_too_and_the_later_one_is_named(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    content = _csv(
        csv_of,
        "买买提·艾山 - 1970-02-03 3号楼2单元501 -",
        "张三 - 1950-01-01 9号楼1单元101 -",
        "艾山·买买提 - 1970-02-03 3号楼2单元501 -",
    )
    plan = _plan(office, homes, content)
    [double] = plan.doubles or ()
    assert (double.row, double.resident_id, double.other_row) == (4, None, 2)
    assert "第 2 行" in plan.rows[2].sentence


def test_who_moved_away_is_compared_too(zhang: Office, homes: Homes, csv_of: Csv) -> None:
    with zhang.store.write("迁出") as session:
        person = session.scalars(select(Resident)).one()
        person.left_on, person.left_how, person.dwelling_id = date(2026, 3, 1), "moved", None
    plan = _plan(zhang, homes, _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001"))
    [double] = plan.doubles or ()
    assert double.where == "已迁出 2026-03-01"


def test_the_same_person_is_completed_by_the_rules_of_the_columns(
    zhang: Office, homes: Homes, csv_of: Csv
) -> None:
    content = _csv(csv_of, f"张玮 {DOUBTFUL} 1985-03-05 8号楼1单元101 19900000002")
    plan = _plan(zhang, homes, content, row2=SAME)
    assert plan.counts["changed"] == 1
    importing.apply(zhang.store, plan, homes)
    with zhang.store.read() as session:
        person = session.scalars(select(Resident)).one()
        assert (person.name, person.id_number, person.id_state) == ("张玮", NUMBER, "checked")
        assert (person.phone, person.sort_key) == ("19900000002", finder.sounds("张玮")[3])
    assert [name for _id, name, _hint in zhang.people.find("张玮")] == ["张玮"]
    keep = importing.open_source(zhang.store, content, "名册.csv")
    assert keep.remembered


def test_a_column_that_keeps_what_is_there_keeps_the_name(zhang: Office, homes: Homes, csv_of: Csv) -> None:
    source = _source(zhang, _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001"))
    source = source.mapped(source.columns, {"name": "keep", "address": "keep"})
    [double] = importing.trial(zhang.store, source, homes).doubles or ()
    plan = importing.trial(zhang.store, source.judged({2: Decision(SAME, double)}), homes)
    assert plan.counts["same"] == 1


def test_a_row_that_is_not_to_be_taken_in_is_refused_with_the_reason_in_the_result_table(
    zhang: Office, homes: Homes, csv_of: Csv, tmp_path: Path
) -> None:
    content = _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001", "李四 - 1950-01-01 9号楼1单元101 -")
    plan = importing.apply(zhang.store, _plan(zhang, homes, content, row2=OUT), homes)
    assert dict(plan.counts) == {"read": 2, "new": 1, "changed": 0, "same": 0, "refused": 1}
    assert _names(zhang) == ["张伟", "李四"]
    importing.write_result(tmp_path / "结果.xlsx", plan)
    said = [str(cells[-1]) for _n, cells in sheets.read_table(tmp_path / "结果.xlsx").rows()]
    assert said[0].startswith("未导入：像是张伟（3号楼2单元501）")
    assert said[1] == "已导入"


def test_who_is_found_to_be_two_people_is_taken_in_and_never_asked_again(
    zhang: Office, homes: Homes, csv_of: Csv, tmp_path: Path
) -> None:
    content = _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001")
    plan = importing.apply(zhang.store, _plan(zhang, homes, content, row2=TWO), homes)
    importing.write_result(tmp_path / "结果.xlsx", plan)
    [(_n, cells)] = sheets.read_table(tmp_path / "结果.xlsx").rows()
    assert str(cells[-1]).startswith("已导入：经核对与张伟")
    [answer] = answers.answered(zhang.store)
    assert {answer.first_name, answer.second_name} == {"张伟", "张玮"}
    assert answer.account_name == "王敏"
    assert finder.find_all(zhang.store) == []
    zhang.store.undo()
    assert _names(zhang) == ["张伟"]
    assert answers.answered(zhang.store) == []


def test_without_an_answer_the_pair_waits_among_the_people_entered_twice(
    zhang: Office, homes: Homes, csv_of: Csv
) -> None:
    content = _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001")
    importing.apply(zhang.store, _plan(zhang, homes, content), homes)
    assert [pair[:2] for pair in finder.find_all(zhang.store)] == [(1, 2)]


def test_of_two_residents_known_to_be_two_a_row_looks_only_like_the_nearer(
    zhang: Office, homes: Homes, csv_of: Csv
) -> None:
    twin = _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001")
    importing.apply(zhang.store, _plan(zhang, homes, twin, row2=TWO), homes)
    content = _csv(csv_of, "张玮 - 1985-03-05 7号楼1单元101 19900000001")
    plan = _plan(zhang, homes, content)
    assert [double.other for double in plan.doubles or ()] == ["张玮"]
    [answer] = answers.answered(zhang.store)
    answers.forget(zhang.store, answer.id)
    assert {double.other for double in _plan(zhang, homes, content).doubles or ()} == {"张玮", "张伟"}


def test_cancelling_the_search_leaves_nothing_behind(zhang: Office, homes: Homes, csv_of: Csv) -> None:
    content = _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001")
    seen: list[float] = []

    def stop(done: int, total: int) -> None:
        seen.append(done / total)
        if done / total > 0.8:
            raise Cancelled

    with pytest.raises(Cancelled):
        importing.trial(zhang.store, _source(zhang, content), homes, progress=stop)
    assert seen == sorted(seen)
    assert _names(zhang) == ["张伟"]


def test_too_many_people_are_not_compared_and_that_is_said(
    zhang: Office, homes: Homes, csv_of: Csv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST", 1)
    plan = _plan(zhang, homes, _csv(csv_of, "张玮 - 1985-03-05 8号楼1单元101 19900000001"))
    assert plan.doubles is None
    assert plan.alike == 0


def test_the_clerk_answers_on_the_trial_page_and_sees_the_trial_anew(
    qtbot: QtBot, zhang: Office, homes: Homes, csv_of: Csv, tmp_path: Path
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(
        _csv(
            csv_of,
            "张玮 - 1985-03-05 8号楼1单元101 19900000001",
            "張偉 - 1985-03-05 3号楼2单元501 -",
            "李四 - 1950-01-01 9号楼1单元101 -",
        )
    )
    page = ImportPage(zhang, homes)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.open_file(path)
    qtbot.waitUntil(lambda: page.plan is not None)
    assert "2 行" in page.alike.sentence.text()
    page.show_alike()
    asked = page.incoming
    rows = [double.row for double in asked.doubles]
    assert set(rows) == {2, 3}
    for row, answer in ((2, OUT), (3, SAME)):
        place = next(n for n, d in enumerate(asked.doubles) if d.row == row and d.resident_id)
        qtbot.waitUntil(
            lambda place=place: asked.table.select_id(place) and asked.table.selected_ids() == [place]
        )
        asked.say(answer)
        assert asked.decided[row].answer == answer
    before = page.plan
    asked.finish()
    qtbot.waitUntil(lambda: page.plan is not before)
    assert page.plan is not None
    assert dict(page.plan.counts) == {"read": 3, "new": 1, "changed": 1, "same": 0, "refused": 1}
    page.import_now()
    qtbot.waitUntil(lambda: hasattr(page, "done_button"))
    assert _names(zhang) == ["張偉", "李四"]
