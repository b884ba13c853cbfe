"""Walks through every screen at 1366 x 768: Chinese throughout, named, within the window, nothing cut off."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from sqlalchemy import select

from commgov_desktop import app as application
from commgov_desktop import clock, i18n, opening, practice
from commgov_desktop.main_window import MainWindow
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings
from commgov_desktop.store.record import Record
from commgov_desktop.tour.files import empty_form
from tests import screen_reading as reading
from tests.words import english_in

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "out" / "screens"
WIDTH, HEIGHT = 1366, 768
CHINESE_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|^\d{1,2}月(\d{1,2}日)?$|星期[一二三四五六日]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")

Visit = Callable[["Walk"], object]


@dataclass
class Walk:
    """The open window, and where to find a record to show."""

    program: application.Program
    window: MainWindow

    def tab(self, key: str) -> Any:
        """Go to a tab and wait until it has read."""
        self.window.find_anything.clear()
        page = self.window.show_tab(key)
        reading.settle()
        return page

    def some(self, table: str, last: bool = False) -> int:
        """The id of a record of this table."""
        columns = Record.metadata.tables[table].c
        office = self.window.office
        with office.store.read() as session:
            found = session.scalar(
                select(columns.id).order_by(columns.id.desc() if last else columns.id).limit(1)
            )
        assert found is not None, f"the practice community has no {table}"
        return int(found)


def _case(walk: Walk, ended: bool) -> int:
    """The first case that goes on, or that came to an agreement."""
    cases = Record.metadata.tables["mediation_cases"].c
    with walk.window.office.store.read() as session:
        query = select(cases.id).where(cases.outcome == ("1" if ended else ""))
        return session.scalar(query.limit(1)) or walk.some("mediation_cases")


def _keys(walk: Walk) -> None:
    walk.window.show_keys()


def _find_anything(walk: Walk) -> None:
    walk.tab("today")
    box = walk.window.find_anything
    box.setText("张")
    box.textEdited.emit("张")
    reading.wait_for(lambda: bool(box.hits))


def _roster_sheet(walk: Walk) -> None:
    walk.tab("roster").import_file(ROOT / "tests" / "files" / "roster_libreoffice.xlsx")


def _alike_named(walk: Walk) -> None:
    """A file whose new people look like residents: another home, a name that sounds the same, no number."""
    residents = Record.metadata.tables["residents"].c
    with walk.window.office.store.read() as session:
        query = select(residents.name, residents.birth, residents.phone).where(residents.phone != "").limit(6)
        found = session.execute(query).all()
    lines = [f"{name},{birth},{n}号楼9单元901,{phone}" for n, (name, birth, phone) in enumerate(found, 1)]
    path = walk.window.office.places.data_dir.parent / "人口信息.csv"
    path.write_text("\n".join(("姓名,出生日期,现住址,联系电话", *lines)), "utf-8")
    roster = walk.tab("roster")
    roster.import_file(path)
    page = roster.importing
    reading.wait_for(lambda: page.plan is not None and page.plan.alike > 0)


def _alike(walk: Walk) -> None:
    _alike_named(walk)
    walk.tab("roster").importing.show_alike()


def _duplicates(walk: Walk) -> None:
    page = walk.tab("roster").tidy.find_duplicates()
    reading.wait_for(lambda: bool(page.found))


def _merged(walk: Walk) -> None:
    page = walk.tab("roster").tidy.open
    page.merge_now()
    page.side.choose("merged")


def _bulk(walk: Walk) -> None:
    roster = walk.tab("roster")
    roster.tidy.close()
    page = roster.tidy.change_many(roster.people)
    page.rows[0].choose("tags", "add", ["已核对"])
    page.add_row().choose("residence_kind", "set", "2")
    page.preview()
    reading.wait_for(lambda: page.plan is not None)


def _fill_form(walk: Walk) -> None:
    form = walk.window.office.places.data_dir.parent / "高龄老人登记表.xlsx"
    walk.tab("roster").offers.superiors.open_form(empty_form(form))


def _fill_card(walk: Walk) -> None:
    """A form for one person: labels beside their cells, boxes to tick, a date to be put in."""
    path = walk.window.office.places.data_dir.parent / "居民信息登记表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, cell = book.add_worksheet("登记表"), book.add_format({"border": 1})
        sheet.merge_range(0, 0, 0, 3, "居民信息登记表", cell)
        for row, line in enumerate(
            (("姓名", "", "性别", "□男 □女"), ("出生日期", "年  月  日", "民族", ""), ("公民身份号码", "", "联系电话", ""),
             ("现住址", "", "户籍地址", ""), ("文化程度", "", "银行卡号", "")), 1
        ):  # fmt: skip
            sheet.write_row(row, 0, line, cell)
    roster = walk.tab("roster")
    roster.show_record(walk.some("residents"))
    roster.offers.superiors.open_form(path)


def _edit_kind(walk: Walk) -> None:
    from commgov_desktop.desk.facts_card import FactsToPlace

    page = walk.tab("desk").show_kinds()
    page.edit_kind(walk.some("certificate_kinds"))
    reading.settle()
    placed = page.findChild(FactsToPlace)
    for area in page.findChildren(QScrollArea):
        area.ensureWidgetVisible(placed) if area.isAncestorOf(placed) else None


def _names(walk: Walk) -> None:
    from commgov_desktop.desk.names_dialog import NamesDialog

    NamesDialog(walk.tab("desk"), walk.window.office, [1, 2, 3]).show()


def _checklist(walk: Walk) -> None:
    walk.tab("checklists").show_list(walk.some("checklists"))


def _open_page(walk: Walk) -> Any:
    """The page of the groups that stands before the lists of residents."""
    return walk.tab("roster").groups.open_page


SCREENS: dict[str, Visit] = {
    "today": lambda w: w.tab("today"),
    "find-anything": _find_anything,
    "roster": lambda w: w.tab("roster"),
    "roster-card": lambda w: w.tab("roster").show_record(w.some("residents")),
    "roster-new": lambda w: w.tab("roster").new(),
    "roster-edit": lambda w: w.tab("roster").people.edit_current(),
    "roster-former": lambda w: w.tab("roster").show_filter("moved_away"),
    "roster-past": lambda w: w.tab("roster").show_day(date(2025, 12, 31)),
    "households-past": lambda w: w.tab("roster").show_view("households", 0),
    "events": lambda w: w.tab("roster").open_events(),
    "event-move-in": lambda w: w.tab("roster").open_events("move_in"),
    "event-split": lambda w: w.tab("roster").open_events("split", person=w.some("residents")),
    "event-divorce": lambda w: w.tab("roster").open_events("divorce", person=w.some("residents")),
    "event-death": lambda w: w.tab("roster").open_events("death", person=w.some("residents")),
    "roster-import": _roster_sheet,
    "roster-import-named": _alike_named,
    "roster-import-alike": _alike,
    "roster-duplicates": _duplicates,
    "roster-merge": _merged,
    "roster-bulk": _bulk,
    "roster-filter": lambda w: w.tab("roster").own_lists["residents"].build(),
    "roster-form": _fill_form,
    "roster-form-single": _fill_card,
    "roster-superiors": lambda w: (
        w.tab("roster").offers.superiors.show_sets(),
        w.tab("roster").offers.side_page.new(),
    ),
    "roster-sent": lambda w: (
        w.tab("roster").offers.superiors.show_sets(),
        w.tab("roster").offers.side_page._chosen("sent"),
    ),
    "roster-found-none": lambda w: (
        w.tab("roster").show_record(1),
        w.tab("roster").people.table.show_find("没有的人"),
    ),
    "households": lambda w: w.tab("roster").show_view("households", 0),
    "household": lambda w: w.tab("roster").show_household(w.some("households")),
    "roster-group": lambda w: w.tab("roster").show_filter("group:3"),
    "group-list": lambda w: w.tab("roster").groups.show_group(4),
    "group-former": lambda w: w.tab("roster").groups.show_former(1),
    "group-sheet": lambda w: w.tab("roster").groups.open_sheet(4, w.some("residents")),
    "visit-new": lambda w: w.tab("roster").groups.record_visit({"resident_id": w.some("residents")}),
    "visits": lambda w: w.tab("roster").groups.show_visits(),
    "needs": lambda w: w.tab("roster").needs.show_needs(),
    "need-new": lambda w: w.tab("roster").needs.write({"resident_id": w.some("residents")}),
    "need-services": lambda w: (w.tab("roster").needs.show_needs(), _open_page(w).show_services()),
    "five-checks": lambda w: w.tab("roster").needs.show_duties(),
    "five-checks-line": lambda w: (w.tab("roster").needs.show_duties(), _open_page(w).edit("check", 0)),
    "missing-facts": lambda w: w.tab("roster").groups.show_missing(),
    "facts-to-be-known": lambda w: (w.tab("roster").groups.show_missing(), _open_page(w).show_facts()),
    "groups": lambda w: w.tab("roster").groups.show_groups(),
    "group-edit": lambda w: (w.tab("roster").groups.show_groups(), _open_page(w).edit(4)),
    "own-fields": lambda w: w.tab("roster").groups.show_own_fields(),
    "own-field-new": lambda w: (
        w.tab("roster").groups.show_own_fields(),
        _open_page(w).cards["residents"].add(),
    ),
    "list-tasks": lambda w: w.tab("roster").offers.assign(),
    "put-into-group": lambda w: (w.tab("roster").show_record(1), w.tab("roster").groups.put_chosen()),
    "grids": lambda w: w.tab("grids"),
    "grid": lambda w: w.tab("grids").show_record(w.some("grids")),
    "grid-new": lambda w: w.tab("grids").new(),
    "grid-edit": lambda w: (
        w.tab("grids").show_record(w.some("grids")),
        reading.settle(),
        w.tab("grids").edit(),
    ),
    "building-new": lambda w: w.tab("grids").new_building(),
    "building": lambda w: w.tab("grids").show_building(w.some("buildings")),
    "dwelling": lambda w: w.tab("grids").show_dwelling(w.some("dwellings")),
    "reports": lambda w: w.tab("grids").show_reports(w.some("situation_reports", last=True)),
    "report-new": lambda w: w.tab("grids").show_reports().new(),
    "report-edit": lambda w: w.tab("grids").show_reports().edit(w.some("situation_reports")),
    "report-kinds": lambda w: w.tab("grids").show_kinds(w.some("situation_kinds")),
    "report-kind-edit": lambda w: w.tab("grids").show_kinds().edit(w.some("situation_kinds", last=True)),
    "estates": lambda w: w.tab("grids").show_estates(w.some("estates")),
    "estate-edit": lambda w: w.tab("grids").show_estates().edit(w.some("estates")),
    "mediation": lambda w: w.tab("mediation"),
    "case": lambda w: w.tab("mediation").show_record(_case(w, False)),
    "case-agreed": lambda w: w.tab("mediation").show_record(_case(w, True)),
    "case-new": lambda w: w.tab("mediation").new(),
    "checklists": lambda w: w.tab("checklists"),
    "task": lambda w: w.tab("checklists").show_record(w.some("tasks", last=True)),
    "task-new": lambda w: w.tab("checklists").new_task(),
    "checklist": _checklist,
    "checklist-item": lambda w: w.tab("checklists").show_item(w.some("checklist_items")),
    "checklist-edit": lambda w: w.tab("checklists").edit(),
    "task-register": lambda w: w.tab("checklists").show_register(),
    "desk": lambda w: w.tab("desk").show_desk(),
    "desk-serve": lambda w: w.tab("desk").serve(w.some("residents")),
    "certificates": lambda w: w.tab("desk").show_certificate(w.some("certificates")),
    "notices": lambda w: w.tab("desk").show_notice(w.some("notices")),
    "notice-new": lambda w: w.tab("desk").write("公示"),
    "postings": lambda w: w.tab("desk").show_record(w.some("postings")),
    "certificate-kinds": lambda w: w.tab("desk").show_kinds(),
    "certificate-kind-edit": _edit_kind,
    "notice-names": _names,
    "backup": lambda w: w.tab("backup"),
    "settings": lambda w: w.tab("settings").show_part("office"),
    "settings-accounts": lambda w: w.tab("settings").show_part("accounts"),
    "settings-clerk": lambda w: w.tab("settings").new(),
    "settings-machine": lambda w: w.tab("settings").show_part("machine"),
    "settings-recovery": lambda w: w.tab("settings").show_part("recovery"),
    "audit": lambda w: w.tab("audit").show_record(w.some("actions", last=True)),
    "keys": _keys,
    "about": lambda w: w.window.show_about(),
    "print-register": lambda w: w.tab("roster").print_(),
    "print-day": lambda w: w.tab("today").print_(),
}
"""Every screen a clerk can come to, in the order of the tabs, and how."""


@dataclass
class Seen:
    """What was found on one screen."""

    english: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    mnemonics: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)


def look(name: str, main: QWidget, folder: Path = PICTURES) -> Seen:
    """Look at what is open now, keep a picture of it, and close what lies over the window."""
    reading.settle()
    seen = Seen()
    for number, window in enumerate(reading.windows(main)):
        folder.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(folder / (f"{name}-{number}.png" if number else f"{name}.png")))
        said = {(where, words) for where, words in reading.words_of(window) if english_in(words)}
        seen.english += sorted(f"{words!r}: {where}" for where, words in said)
        seen.nameless += reading.nameless(window)
        seen.mnemonics += reading.doubled_mnemonics(window)
        seen.clipped += reading.clipped(window)
        seen.outside += reading.outside(window)
        seen.sideways += reading.sideways(window)
    for dialog in reading.windows(main)[1:]:
        dialog.close()
        dialog.deleteLater()
    return seen


def open_walk(template: Path, folder: Path, qapp: QApplication) -> Walk:
    """The window on a copy of the practice community in ``folder``."""
    shutil.copytree(template, folder)
    places = Places(folder)
    application.make_application(MachineSettings(places.machine_settings))
    program = application.Program(qapp, places)
    return Walk(program, program.open_office(opening.unlock(places, 1, practice.PASSWORD)))


@pytest.fixture(scope="module")
def walk(
    _practice_template: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Walk]:
    """The window on the practice community; questions are shown and left with their last answer."""
    clock.pretend(date(2026, 3, 5))
    i18n.use("zh_CN")
    patch = pytest.MonkeyPatch()
    patch.setattr(QDialog, "exec", lambda dialog: dialog.show() or 0)
    walk = open_walk(_practice_template, tmp_path_factory.mktemp("screens") / "office", qapp)
    walk.window.resize(WIDTH, HEIGHT)
    yield walk
    walk.program.leave()
    patch.undo()


_seen: dict[str, Seen] = {}


@pytest.fixture(params=SCREENS)
def seen(request: pytest.FixtureRequest, walk: Walk) -> Seen:
    """One screen, looked at once for all tests."""
    name: str = request.param
    if name not in _seen:
        try:
            SCREENS[name](walk)
        finally:
            _seen[name] = look(name, walk.window)
    return _seen[name]


def _lines(found: list[str]) -> str:
    return "\n".join(("", *dict.fromkeys(found)))


def test_a_screen_opens_and_says_everything_in_chinese(seen: Seen) -> None:
    assert not seen.english, _lines(seen.english)


def test_every_control_has_a_name_for_the_screen_reader(seen: Seen) -> None:
    assert not seen.nameless, _lines(seen.nameless)


def test_no_two_controls_share_an_alt_letter(seen: Seen) -> None:
    assert not seen.mnemonics, _lines(seen.mnemonics)


def test_no_words_are_cut_off(seen: Seen) -> None:
    assert not seen.clipped, _lines(seen.clipped)


def test_nothing_reaches_beyond_the_window(seen: Seen) -> None:
    assert not seen.outside, _lines(seen.outside)


def test_no_page_must_be_scrolled_sideways(seen: Seen) -> None:
    assert not seen.sideways, _lines(seen.sideways)


def test_the_window_fits_a_small_monitor(walk: Walk) -> None:
    for tab in walk.window.tabs:
        walk.tab(tab.key)
        least, bars = walk.window.page(tab.key).minimumSizeHint(), walk.window.minimumSizeHint()
        high = least.height() + walk.window.height() - walk.window.stack.height()
        assert max(least.width(), bars.width()) <= WIDTH, f"{tab.key} needs {least.width()} pixels"
        assert high <= HEIGHT - 40, f"{tab.key} needs {high} pixels above the task bar"


def test_the_locked_door_and_the_first_start_are_chinese(
    walk: Walk, tmp_path: Path, qapp: QApplication
) -> None:
    door = walk.program._door([(1, "王敏")])
    first = application.Program(qapp, Places(tmp_path))._first_start()
    for name, page in (("door", door), ("first-start", first)):
        page.resize(1100, 700)
        page.show()
        found = look(name, page)
        page.hide()
        assert not [*found.english, *found.nameless, *found.clipped], (name, found)


@pytest.fixture
def practice_folder(_practice_template: Path, tmp_path: Path) -> Path:
    """A copy of the practice community's data folder."""
    shutil.copytree(_practice_template, tmp_path / "office")
    return tmp_path / "office"


DATA_ON_BUTTONS = ("王敏", "中文 / English")
"""The clerk's own name and the switch of languages are Chinese in English too."""


def _is_the_programs(line: str) -> bool:
    """Whether a text left in Chinese is a tab or button whose words are the program's, not the office's data."""
    tab, words, place = line.split("\t", 2)
    plain = place.startswith("QPushButton") and tab in ("mediation", "backup", "settings", "audit")
    return (plain or place.startswith("QTabBar")) and not any(known in words for known in DATA_ON_BUTTONS)


def test_the_english_window_opens_everywhere_too(practice_folder: Path, qapp: QApplication) -> None:
    """English is the second language: what is left in Chinese outside the data is listed beside the pictures."""
    places = Places(practice_folder)
    program = application.Program(qapp, places)
    office = opening.unlock(places, 1, practice.PASSWORD)
    office.machine["language"] = "en"
    i18n.use("en")
    try:
        window = program.open_office(office)
        window.resize(WIDTH, HEIGHT)
        left = []
        for name in (*(tab.key for tab in window.tabs), "task", "certificates", "notices", "postings"):
            SCREENS[name](Walk(program, window))
            reading.settle()
            left += [f"{name}\t{w}\t{p}" for p, w in reading.words_of(window) if CHINESE.search(w)]
        (PICTURES / "left-in-chinese.txt").write_text("\n".join(dict.fromkeys(left)), "utf-8")
        assert window.tab_bar.tabText(0) == "Today"
        assert not [line for line in left if _is_the_programs(line)]
        assert not [line for line in left if CHINESE_DAY.search(line.split("\t")[1])], "days in Chinese"
    finally:
        i18n.use("zh_CN")
        program.leave()
        window.hide()
        window.deleteLater()
