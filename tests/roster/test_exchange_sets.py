"""Tables for superiors: their own headings and order, ID as text, only what changed, and a record of what was sent."""

import csv
import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop import catalog
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger import questions
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.question_facts import Registry
from commgov_desktop.ledger.questions import Asked, all_of
from commgov_desktop.roster.exchange import sets
from commgov_desktop.roster.exchange.columns import OutColumn, recognise
from commgov_desktop.roster.exchange.sets import Wanted
from commgov_desktop.roster.exchange.sets_page import SetsPage
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.ui import ask

FILES = Path(__file__).parent.parent / "files"
COLUMNS = (
    OutColumn("#", "序号"),
    OutColumn("name", "人员姓名"),
    OutColumn("sex", "性别代码", "code"),
    OutColumn("birth", "出生年月日", "YYYYMMDD"),
    OutColumn("id_number", "公民身份号码", "full"),
    OutColumn("age", "年龄"),
    OutColumn("@community", "所属社区"),
)
OLD = Wanted(name="民政老年人", superior="沙田街道民政办", title="老年人口", columns=COLUMNS,
             question=questions.plain(all_of(Asked("age", "least", (60,)))))  # fmt: skip


@pytest.fixture
def facts(office: Office) -> Registry:
    with office.store.write("Practice") as session:
        for n, year in enumerate((1940, 1950, 1990), 1):
            session.add(Resident(
                id=n, name=f"张{n}", sort_key=f"zhang {n}", birth=date(year, 2, 3), sex="1", id_state="checked",
                id_number=f"99999919400203{n:03}X", id_kind="111",
            ))  # fmt: skip
    return catalog.askable(office, RESIDENTS)


def _sent(office: Office, facts: Registry, wanted: Wanted, path: Path) -> sets.Sent:
    return sets.send(office, wanted, facts, sets.select_people(office, wanted, facts), path)


def _kept(office: Office, wanted: Wanted) -> Wanted:
    number = sets.save(office.store, wanted)
    return next(one for one in sets.all_sets(office.store) if one.id == number)


def test_the_workbook_has_the_superiors_headings_codes_and_whole_numbers_as_text(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "老年人.xlsx"
    sent = _sent(office, facts, _kept(office, OLD), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "老年人口"
    assert rows[1] == ["序号", "人员姓名", "性别代码", "出生年月日", "公民身份号码", "年龄", "所属社区"]
    assert rows[2] == [1, "张1", "1", "19400203", "99999919400203001X", 86, "沙田社区"]
    assert len(rows) == 4
    assert sheet.cell(3, 5).number_format == "@"
    assert (sent.rows, sent.to_whom, sent.masked) == (2, "沙田街道民政办", False)
    assert sent.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_csv_keeps_every_digit_and_its_chinese(office: Office, facts: Registry, tmp_path: Path) -> None:
    _sent(office, facts, OLD, tmp_path / "a.csv")
    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][4] == "公民身份号码"
    assert rows[2][4] == "99999919400203001X"


def test_next_time_only_what_is_new_or_changed_is_sent(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    wanted = _kept(office, replace(OLD, only_changes=True))
    assert list(sets.select_people(office, wanted, facts).ids) == [1, 2]
    _sent(office, facts, wanted, tmp_path / "a.xlsx")
    assert list(sets.select_people(office, wanted, facts).ids) == []
    with office.store.write("Change") as session:
        session.get_one(Resident, 2).note = "迁居"
        session.get_one(Resident, 3).note = "不在范围"
    again = sets.select_people(office, wanted, facts)
    assert list(again.ids) == [2]
    assert again.gone == 1


def test_a_sending_is_on_record_and_cannot_be_undone(office: Office, facts: Registry, tmp_path: Path) -> None:
    wanted = _kept(office, OLD)
    _sent(office, facts, wanted, tmp_path / "a.xlsx")
    assert [one.file_name for one in sets.sendings(office.store, wanted.id)] == ["a.xlsx"]
    step = office.store.undoable()
    assert step is not None
    assert "保存上报口径" in step.label
    assert sets.register(office).startswith(b"%PDF")


def test_who_may_not_see_whole_numbers_sends_masked_ones(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    worker = replace(office, account=replace(office.account, role="worker"))
    with pytest.raises(UserError, match="主任"):
        _sent(worker, facts, OLD, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()
    assert sets.sendings(office.store) == []
    masked = replace(OLD, columns=(OutColumn("name", "姓名"), OutColumn("id_number", "证件")))
    sent = _sent(worker, facts, masked, tmp_path / "b.csv")
    assert sent.masked
    assert "********" in (tmp_path / "b.csv").read_text("utf-8-sig")


def test_a_question_over_what_is_gone_is_named_before_anything_is_written(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    gone = questions.plain(all_of(Asked("group:x", "yes", label="高龄津贴")))
    with pytest.raises(UserError, match="高龄津贴"):
        _sent(office, facts, replace(OLD, question=gone), tmp_path / "a.xlsx")
    lost = (*COLUMNS, OutColumn("group:x:level", "失能等级"))
    with pytest.raises(UserError, match="失能等级"):
        _sent(office, facts, replace(OLD, columns=lost), tmp_path / "a.xlsx")
    assert not list(tmp_path.glob("a*"))


@pytest.mark.parametrize("name", ["roster_libreoffice.xlsx", "roster_libreoffice.ods", "roster_gb18030.csv"])
def test_a_superiors_own_table_gives_headings_and_order(office: Office, facts: Registry, name: str) -> None:
    wanted = sets.from_file(FILES / name, facts)
    found = {column.fact: column.heading for column in wanted.columns}
    assert {"name", "sex", "id_number"} <= set(found)
    assert wanted.name == name.partition(".")[0]


def test_headings_are_known_by_their_wordings_and_by_the_offices_own_fields(
    office: Office, facts: Registry
) -> None:
    known = recognise(("序号", "公民身份号码", "人户情况", "现住地址", "网格", "什么也不是"), facts)
    assert [column.fact for column in known] == ["#", "id_number", "house_match", "address", "grid", ""]


def test_a_table_needs_a_name_and_columns(office: Office) -> None:
    with pytest.raises(Invalid) as found:
        sets.save(office.store, Wanted())
    assert set(found.value.problems) == {"name", "columns"}


def test_a_deleted_table_comes_back_and_what_was_sent_stays(
    office: Office, facts: Registry, tmp_path: Path
) -> None:
    wanted = _kept(office, OLD)
    _sent(office, facts, wanted, tmp_path / "a.xlsx")
    assert wanted.id is not None
    sets.retire(office.store, wanted.id)
    assert sets.all_sets(office.store) == []
    assert len(sets.sendings(office.store)) == 1
    office.store.undo()
    assert [one.name for one in sets.all_sets(office.store)] == ["民政老年人"]


def test_the_page_makes_keeps_and_writes_a_table(
    qtbot: QtBot, office: Office, facts: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = SetsPage(office, facts, [("老人", OLD.question or {})])
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.new()
    page.send()
    assert "名称" in page.said.text()
    page.name_line.setText("民政")
    page.columns.add()
    page.columns.lines[0].fact_box.set_value("name")
    page.columns.lines[0]._fact_chosen()
    page.columns.add()
    page.columns.lines[1].fact_box.set_value("#")
    page.columns.lines[1]._fact_chosen()
    page.columns._move(page.columns.lines[1], -1)
    page.question_box.setCurrentIndex(1)
    told: list[str] = []
    monkeypatch.setattr(ask, "save_file", lambda *_args, **_more: tmp_path / "民政.xlsx")
    monkeypatch.setattr(ask, "tell", lambda _parent, *words: told.extend(words))
    page.send()
    qtbot.waitUntil(lambda: bool(told))
    assert "2" in told[0]
    [kept] = sets.all_sets(office.store)
    assert [(c.fact, c.heading) for c in kept.columns] == [("#", "序号"), ("name", "姓名")]
    assert kept.question == OLD.question
    page.side.choose("sent")
    assert page.sent_table.count() == 1
