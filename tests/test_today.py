"""What is due comes in the order of its days, from every ledger, and prints as the day's sheet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commgov_desktop import catalog, clock, figures
from commgov_desktop.documents import rendering
from commgov_desktop.errors import UserError
from commgov_desktop.ledger import filters_on_today, saved_filters
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.today.agenda import agenda, words_and_tone
from commgov_desktop.today.day_sheet import day_sheet

TODAY = date(2026, 3, 5)  # a Thursday


def _due(days: int, title: str) -> Due:
    return Due(TODAY + timedelta(days=days), title)


def test_lines_fall_into_overdue_today_this_week_and_later(office: Office) -> None:
    lines = [_due(n, f"事项{n}") for n in (40, 5, 3, 0, -2, -9, 2)]
    found = agenda(office, [lambda _office: lines])
    assert [line.title for line in found.overdue] == ["事项-9", "事项-2"]
    assert [line.title for line in found.today] == ["事项0"]
    assert [line.title for line in found.week] == ["事项2", "事项3"]
    assert [line.title for line in found.later] == ["事项5"]
    assert found.count == 5


def test_days_are_said_in_words() -> None:
    assert words_and_tone(TODAY - timedelta(days=2)) == ("逾期 2 天", "red")
    assert words_and_tone(TODAY) == ("今天", "amber")
    assert words_and_tone(TODAY + timedelta(days=3)) == ("还有 3 天", "grey")


def test_every_ledger_reports_and_every_line_opens_somewhere(practice_office: Office) -> None:
    lines = [line for report in catalog.DUES for line in report(practice_office)]
    assert {line.tab.partition(":")[0] for line in lines} >= {"mediation", "checklists", "backup"}
    assert all(line.title and line.verb for line in lines)


def test_the_days_sheet_holds_every_line_and_the_office(practice_office: Office) -> None:
    found = agenda(practice_office, catalog.DUES)
    text = rendering.page_text(day_sheet(practice_office, found), 0)
    assert "今日工作单" in text
    assert "沙田社区居民委员会" in text
    assert "2026年3月5日" in text


def test_figures_say_what_they_were_counted_from(practice_office: Office) -> None:
    shown = {f.title: f for f in (figure(practice_office) for figure in figures.FIGURES)}
    assert shown["常住人口"].value <= 300
    assert "户" in shown["常住人口"].detail
    assert shown["入格率"].of == 300
    assert shown["入格率"].detail.startswith(f"{shown['入格率'].value:,} / 300")
    series = figures.disputes(practice_office)
    assert len(series.months) == 12
    assert series.months[-1][0] == "3月"


def test_saved_filters_stand_there_as_figures_in_their_order_for_those_who_may_see_them(
    office: Office,
) -> None:
    office.book.save(RESIDENTS, None, {"name": "王大爷", "birth": date(1940, 1, 1), "note": "甲"})
    noted = {"all": [{"fact": "note", "how": "filled", "label": "备注"}]}
    old = {"all": [{"fact": "age", "how": "least", "values": [80], "label": "年龄"}]}
    homes = {"all": [{"fact": "members", "how": "least", "values": [1], "label": "人数"}]}
    store = office.store
    for name, question, whose in (("有备注", noted, None), ("高龄", old, 99), ("80以上", old, None)):
        saved_filters.save(store, RESIDENTS.key, name, question, whose)
    saved_filters.save(store, HOUSEHOLDS.key, "有人户", homes, None)
    all_ = {
        one.name: one
        for ledger in (RESIDENTS, HOUSEHOLDS)
        for account in (office.account.id, 99)
        for one in saved_filters.saved_of(store, ledger.key, account)
    }
    for name in ("80以上", "高龄", "有备注", "有人户"):
        filters_on_today.put(office, all_[name], saved_filters.all_numbers(store))
    with pytest.raises(UserError, match="先撤下"):
        filters_on_today.put(office, replace(all_["80以上"], id=77), saved_filters.all_numbers(store) | {77})
    shown = [(f.title, f.value, f.tab, f.filter) for f in figures.filters(office)]
    assert shown[:2] == [
        ("80以上", 1, "roster", all_["80以上"].key),
        ("有备注", 1, "roster", all_["有备注"].key),
    ]
    assert [f.tab for f in figures.filters(office) if f.title == "有人户"] == ["roster:households"]
    saved_filters.remove(store, all_["80以上"].id)
    assert figures.filters(office)[0].title == "有备注"
    filters_on_today.take_away(office, all_["有备注"])
    assert "有备注" not in [f.title for f in figures.filters(office)]
    store.undo()
    assert "有备注" in [f.title for f in figures.filters(office)]


def test_a_rate_of_nothing_is_a_dash(office: Office) -> None:
    clock.pretend(TODAY)
    assert figures.mediation_success(office).shown == "—"
