"""A roster taken in, a person found, a building moved: the first hours of the day."""

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.tour import files
from commgov_desktop.tour.day import Day


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
    hand.click(hand.button(_("Save result table"), roster.importing))
    roster.importing.close_page()


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
    """Cut a building with Ctrl+X, choose a grid, paste it with Ctrl+V."""
    hand, page = day.hand, None
    hand.keys("Ctrl+3")
    page = day.page("grids")
    hand.wait(lambda: page.view is not None)
    hand.picture("网格")
    first, second = page.view.community.grids[0], page.view.community.grids[1]
    page.show_building(first.buildings[0].id)
    hand.settle()
    page.cut()
    page.show_record(second.id)
    hand.settle()
    page.paste()
    hand.wait(lambda: len(page.view.community.grid(second.id).buildings) > len(second.buildings))
    hand.picture("网格-移动楼栋")
