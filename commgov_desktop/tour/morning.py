"""A roster taken in, a person found, a building moved: the first hours of the day."""

from PySide6.QtCore import QPoint

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.roster import import_result
from commgov_desktop.tour import files
from commgov_desktop.tour.day import RESIDENTS, Day


def take_in(day: Day) -> None:
    """A roster nobody has seen before: trial run, import, and the result table."""
    hand = day.hand
    source = files.roster(day.folder / "files" / "人口信息采集表.xlsx")
    hand.keys("Ctrl+2")
    hand.picture("居民")
    hand.next_files = [source, day.folder / "files" / "导入结果.xlsx"]
    hand.click(hand.button(_("Import"), day.page("roster").people.head))
    roster = day.page("roster")
    hand.wait(lambda: roster.importing is not None and roster.importing.plan is not None)
    hand.picture("导入试运行")
    hand.click(roster.importing.import_button)
    hand.wait(lambda: hasattr(roster.importing, "done_button"))
    hand.picture("导入完成")
    assert day.program.office is not None
    hand.keep(import_result.sheet(day.program.office, roster.importing.plan), import_result.TITLE)
    hand.click(hand.button(_("Save result table"), roster.importing))


def take_back(day: Day) -> None:
    """The whole import is undone and done again; the roster says each time how many people it holds."""
    hand, roster = day.hand, day.page("roster")
    hand.click(roster.importing.done_button)
    taken_in = roster.people.table.count()
    hand.keys("Ctrl+Z")
    hand.wait(lambda: roster.people.table.count() == RESIDENTS)
    hand.picture("导入已撤销")
    hand.keys("Ctrl+Y")
    hand.wait(lambda: roster.people.table.count() == taken_in)


def find(day: Day) -> None:
    """Anything from anywhere: Ctrl+K, a name and the building, Enter."""
    hand = day.hand
    who = day.resident_of("3号楼")
    hand.keys("Ctrl+K")
    hand.type(f"{who} 3号楼")
    hand.paused()
    hand.picture("找人")
    hand.keys("Return")
    if day.window.current != "roster" or day.page("roster").people.table.current_id is None:
        raise UserError(_("The resident was not opened."))
    hand.picture("居民卡片")


def move_building(day: Day) -> None:
    """Choose a building, Ctrl+X, choose a grid, Ctrl+V."""
    hand = day.hand
    hand.keys("Ctrl+3")
    page = day.page("grids").plan_page
    hand.wait(lambda: page.view is not None)
    hand.picture("网格")
    first, second = page.plan.fields[0], page.plan.fields[1]
    target, before = second.grid_id, len(second.tiles)
    hand.click(first.tiles[0])
    hand.keys("Ctrl+X")
    hand.click_at(second, QPoint(60, 20))
    hand.keys("Ctrl+V")
    hand.wait(lambda: len(page.view.community.grid(target).buildings) > before)
    hand.picture("网格-移动楼栋")


def change_worker(day: Day) -> None:
    """Another person takes the grid from today on."""
    hand, page = day.hand, day.page("grids").plan_page
    grid = page.grid_id
    hand.click(hand.button(_("Change grid worker"), page.right))
    hand.type("孙晓明")
    hand.picture("换网格员")
    hand.keys("Ctrl+S")
    hand.wait(lambda: page.view.community.grid(grid).posts["worker"].person_name == "孙晓明")


def fill_form(day: Day) -> None:
    """The street office sent an empty table: the list of those over 80 goes into it, in its own layout."""
    hand = day.hand
    form = files.empty_form(day.folder / "files" / "高龄老人登记表.xlsx")
    hand.keys("Ctrl+2")
    roster = day.page("roster")
    lines = roster.people.side.list
    [line] = [lines.item(n) for n in range(lines.count()) if lines.item(n).text() == _("80 and older")]
    hand.click_at(lines.viewport(), lines.visualItemRect(line).center())
    hand.next_files = [form]
    hand.choose(hand.button(_("Export"), roster.people.head), _("Fill a superior's form…"))
    hand.wait(lambda: roster.offers.side_page is not None)
    hand.picture("填写上级表格")
    hand.click(roster.offers.side_page.fill_button)
    hand.wait(lambda: roster.offers.side_page.made is not None)
    hand.picture("填好的表格")
    filled = roster.offers.side_page.made
    if not filled.exists() or filled == form:
        raise UserError(_("The form was not filled."))
    hand.files.append(filled)
    roster.offers.side_page.closed.emit()
