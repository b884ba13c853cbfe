"""The verified copy, the screens no job led to, every paper once."""

from commgov_desktop import catalog
from commgov_desktop.errors import UserError
from commgov_desktop.tour.day import Day
from commgov_desktop.ui import look


def back_up(day: Day) -> None:
    """Ctrl+B, one button, and the program does the rest: write, read back, count."""
    hand = day.hand
    hand.keys("Ctrl+B")
    page = day.page("backup")
    page.target.look_for_sticks()
    hand.settle()
    hand.picture("备份")
    hand.click(page.target.button)
    hand.wait(lambda: any((day.folder / "stick").glob("*.age")) and not page.target.is_busy)
    hand.picture("备份-已核对")


def look_around(day: Day) -> None:
    """The screens no job led to, the dark look and large type."""
    hand, window = day.hand, day.window
    for key, name in (("settings", "设置"), ("audit", "操作记录")):
        window.show_tab(key)
        hand.picture(name)
    window.show_tab("roster").show_filter("old_alone")
    hand.picture("居民-独居老人")
    window.show_tab("desk").show_register()
    hand.picture("证明登记簿")
    window.show_tab("today")
    hand.picture("今日-晚")
    window._toggle_dark()
    hand.picture("今日-深色")
    window._toggle_dark()
    window._toggle_large()
    window.resize(1366, 768)
    hand.picture("今日-大字")
    window._toggle_large()
    _first_start(day)


def print_all(day: Day) -> None:
    """Each kind of paper once, for the first record that has all it needs."""
    from commgov_desktop.self_test import records_of

    office = day.program.office
    assert office is not None
    for kind in catalog.papers():
        for record_id in records_of(office, kind.about):
            try:
                day.hand.keep(kind.make(office, record_id), f"{kind.title}（样张）")
            except UserError:
                continue  # this record lacks a fact; the next one may have it
            break


def _first_start(day: Day) -> None:
    """What a new office sees first."""
    from commgov_desktop.ui.start_pages import FirstStart

    page = FirstStart(lambda _answers: b"")
    page.resize(look.px(1000), look.px(700))
    page.show()
    day.hand.picture("首次启动", page)
    page.close()
    page.deleteLater()
