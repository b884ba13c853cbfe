"""Who was in a group: listed with days and reason, printed and carried out, put right, found though they have left."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger.exporting import rows_of
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.groups import former, known, lists, sheets
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.former_page import PRESENT, FormerPage
from commgov_desktop.roster.groups.group_page import GroupPage
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.places import Homes
from commgov_desktop.ui import ask, look, print_dialog
from commgov_desktop.ui.news import News
from tests import screen_reading as reading
from tests.conftest import TODAY
from tests.roster.event_words import BEFORE, DAY, Family, family


@pytest.fixture
def zhangs(office: Office) -> Family:
    """Grandmother left 低保 last year and is in it again; the son left this year; the father died in it."""
    found = family(office)
    group = aid(office).id
    for person, since, until, why in (
        (found.mother, date(2020, 1, 1), date(2025, 6, 1), "收入超标"),
        (found.son, date(2024, 1, 1), BEFORE, "保障终止"),
    ):
        sheet = sheets.keep(office, group, person, {"since": since, "card": "D-0001", "amount": 50000})
        sheets.end(office, sheet, until, why)
    sheets.keep(office, group, found.mother, {"since": DAY})
    sheets.keep(office, group, found.zhang, {"since": date(2021, 1, 1)})
    found.do("death", person=found.zhang)
    return found


def aid(office: Office) -> known.GroupInfo:
    return next(g for g in known.groups(office) if g.name == "低保对象")


def shown(office: Office, *names: str, **asked: str) -> list[list[str]]:
    listing = Listing(office.store, former.former_ledger(office, aid(office).id))
    _fields, rows = rows_of(listing, listing.ids(**asked), names)  # type: ignore[arg-type]
    return list(rows)


def test_everybody_who_left_is_listed_with_days_reason_and_what_became_of_them(zhangs: Family) -> None:
    assert shown(zhangs.office, "name", "since", "until", "why_ended", "now") == [
        ["张伟", "2021-01-01", "2026-03-01", "死亡", "已故"],
        ["张小宝", "2024-01-01", "2026-02-01", "保障终止", "在册"],
        ["王秀英", "2020-01-01", "2025-06-01", "收入超标", "又在组"],
    ]
    assert shown(zhangs.office, "box_amount")[1] == ["500.00"]


def test_they_are_asked_by_year_and_found_though_they_have_died(zhangs: Family) -> None:
    assert [row[0] for row in shown(zhangs.office, "name", filter="this_year")] == ["张伟", "张小宝"]
    assert [row[0] for row in shown(zhangs.office, "name", filter="last_year")] == ["王秀英"]
    assert [row[0] for row in shown(zhangs.office, "name", find="zhangwei")] == ["张伟"]


def test_days_and_reason_are_put_right_and_an_end_is_taken_back(zhangs: Family) -> None:
    office = zhangs.office
    son = sheets.history(office, zhangs.son)[0].id
    with pytest.raises(Invalid) as wrong:
        sheets.correct_end(office, son, date(2026, 2, 2), date(2026, 2, 1), "")
    assert set(wrong.value.problems) == {"until", "why"}
    sheets.correct_end(office, son, date(2024, 2, 1), date(2026, 1, 1), "就业")
    assert shown(office, "since", "until", "why_ended")[1] == ["2024-02-01", "2026-01-01", "就业"]
    sheets.correct_end(office, son, date(2024, 2, 1), None, "", open_again=True)
    assert [b.group.name for b in sheets.belongings(office, zhangs.son) if b.sheet] == ["低保对象"]
    office.store.undo()
    assert len(shown(office, "name")) == 3
    mother = sheets.history(office, zhangs.mother)[0].id
    with pytest.raises(Invalid) as twice:
        sheets.correct_end(office, mother, None, None, "", open_again=True)
    assert list(twice.value.problems) == ["open_again"]


# ---- the page -----------------------------------------------------------------------------------------


@pytest.fixture
def page(zhangs: Family, homes: Homes, qtbot: QtBot, qapp: QApplication) -> Iterator[RosterPage]:
    look.apply(qapp)
    made = RosterPage(zhangs.office, homes=homes)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    news = News()
    news.changed.connect(made.refresh)
    zhangs.office.store.subscribe(news.tell)
    reading.settle()
    yield made
    made.hide()


def opened(page: RosterPage) -> FormerPage:
    page.groups.show_group(aid(page._office).id)
    present = page.groups.open_page
    assert isinstance(present, GroupPage)
    assert present.side is not None
    assert present.side.choose(former.FORMER)
    present.side.chosen.emit(former.FORMER)
    reading.settle()
    made = page.groups.open_page
    assert isinstance(made, FormerPage)
    return made


def test_the_switch_leads_to_the_former_members_and_back(page: RosterPage, zhangs: Family) -> None:
    made = opened(page)
    assert made.table.count() == 3
    words = "\n".join(text for _where, text in reading.words_of(page))
    assert "张伟" in words
    assert "死亡" in words
    assert made.side is not None
    made.side.chosen.emit("this_year")
    reading.settle()
    assert made.table.count() == 2
    made.side.chosen.emit(PRESENT)
    reading.settle()
    assert isinstance(page.groups.open_page, GroupPage)
    other = next(g for g in known.groups(zhangs.office) if g.name == "志愿者")
    page.groups.open_page.side.chosen.emit(f"{lists.PREFIX}{other.id}")
    assert page.groups.open_page.group.id == other.id


def test_the_list_is_printed_and_carried_out(
    page: RosterPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    papers: list[tuple[str, bytes]] = []

    class Paper:
        def __init__(self, _parent: object, title: str, pdf: bytes, **_more: object) -> None:
            papers.append((title, pdf))

        def open(self) -> None:
            """Nothing to see."""

    monkeypatch.setattr(print_dialog, "PaperDialog", Paper)
    monkeypatch.setattr(ask, "tell", lambda *_words: None)
    monkeypatch.setattr(ask, "save_file", lambda *_words: tmp_path / "册.xlsx")
    made = opened(page)
    made.print_()
    qtbot.waitUntil(lambda: bool(papers))
    title, pdf = papers[0]
    assert title == "低保对象退出人员名册"
    assert "收入超标" in page_text(pdf)
    made.export()
    qtbot.waitUntil(lambda: (tmp_path / "册.xlsx").exists())
    reading.settle()
    cells = [str(cell.value) for row in load_workbook(tmp_path / "册.xlsx").worksheets[0] for cell in row]
    assert "保障终止" in cells
    made.print_sheet(made.table.model.ids[0])
    assert papers[-1][0] == "低保对象登记表"


def test_the_end_is_put_right_in_its_window(
    page: RosterPage, zhangs: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = opened(page)
    son = sheets.history(zhangs.office, zhangs.son)[0].id

    def fill(dialog: QDialog) -> int:
        assert isinstance(dialog, FormDialog)
        dialog.form.boxes["until"].set_value(TODAY)
        dialog.form.ask_save()
        return int(dialog.result())

    monkeypatch.setattr(QDialog, "exec", fill)
    made.correct(son)
    assert sheets.history(zhangs.office, zhangs.son)[0].until == TODAY
