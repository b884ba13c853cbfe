"""A new office before its first day: four short pages, the recovery sheet, and empty tabs that say what to do."""

from typing import Any

from commgov_desktop import app
from commgov_desktop.main_window import MainWindow
from commgov_desktop.paths import Places
from commgov_desktop.tour.day import Day

PASSWORD = "沙田2026-两只斑鸠"


def first_start(day: Day) -> None:
    """The office, the person, the sheet for the sealed envelope, and a beginning with nothing."""
    hand = day.hand
    program = app.Program(day.program.app, Places(day.folder / "new"))
    program.start()
    door: Any = program.window
    door.resize(1366, 768)
    hand.bring(door)
    pages = door.centralWidget()
    _answer(day, pages)
    hand.click(pages.print_button)
    hand.click(pages.sealed)
    hand.picture("首次启动-恢复密钥页")
    hand.click(pages.next_button)
    hand.picture("首次启动-开始")
    hand.click(pages.choices[2])
    hand.wait(lambda: isinstance(program.window, MainWindow))
    _look_at_empty_tabs(day, program)


def _answer(day: Day, pages: Any) -> None:
    hand = day.hand
    hand.type("幸福社区居民委员会")
    hand.picture("首次启动-单位")
    hand.click(pages.next_button)
    hand.type("王敏")
    for _box in (pages.password.first, pages.password.second):
        hand.keys("Tab")
        hand.type(PASSWORD)
    hand.picture("首次启动-本人")
    hand.click(pages.next_button)
    hand.wait(lambda: bool(pages.sheet))


def _look_at_empty_tabs(day: Day, program: app.Program) -> None:
    window: Any = program.window
    window.resize(1366, 768)
    day.hand.bring(window)
    steps = day.hand.steps
    for number, name in enumerate(("今日", "居民", "网格", "调解", "清单", "窗口"), start=1):
        day.hand.keys(f"Ctrl+{number}")
        day.hand.picture(f"空白-{name}")
    day.hand.steps = steps
    program.leave()
    window.hide()
    window.deleteLater()
