"""The verified copy, the screens no job led to, every paper once."""

from commgov_desktop import catalog, clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.questions import Asked, all_of, named
from commgov_desktop.tour.day import Day


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
    """The screens no job led to, then the dark look and large type."""
    hand, window = day.hand, day.window
    for words, name in ((_("Settings"), "设置"), (_("What was done (audit)"), "操作记录")):
        hand.choose(window.clerk_button, words)
        hand.picture(name)
    window.show_tab("roster").show_filter("old_alone")
    hand.picture("居民-独居老人")
    window.show_tab("roster").show_view("households", 0)
    hand.picture("居民-按户看")
    _roster_in_depth(day)
    _what_hangs_on_people(day)
    _desk_lists(day)
    window.show_tab("today")
    hand.picture("今日-晚")
    hand.keys("F1")
    hand.picture("快捷键", hand.dialog())
    hand.keys("Escape")
    _looks(day)
    hand.begin()


def _roster_in_depth(day: Day) -> None:
    """A household's events, the roster of an earlier day, a group, people entered twice, a question, superiors' tables."""
    hand, roster = day.hand, day.window.show_tab("roster")
    person = roster.people.table.model.ids[0]
    roster.open_events("move_out", person=person)
    hand.picture("家庭变动")
    roster.show_record(person)
    roster.show_day(clock.today().replace(month=1, day=1))
    hand.wait(lambda: roster.day is not None)
    hand.picture("过去的名册")
    roster.show_day(None)
    roster.groups.show_group(1)
    hand.picture("分组名单")
    roster.groups.close()
    page = roster.tidy.find_duplicates()
    hand.wait(lambda: page.card is not None and page.card.isVisible())
    hand.picture("查重")
    roster.tidy.close()
    _a_saved_filter(day)
    roster.offers.superiors.show_sets()
    hand.picture("上报口径")
    roster.offers.close()


def _a_saved_filter(day: Day) -> None:
    """Kept, its count put on the page of today, and tasks made about those who answer."""
    hand, roster = day.hand, day.window.show_tab("roster")
    own = roster.own_lists["residents"]
    question = all_of(Asked("age", "least", (80,)), Asked("lives_alone", "yes"))
    key = own.lists.keep("80岁以上独居", named(question, own.lists.facts), True)
    own.change(key)
    hand.wait(lambda: hand.dialog().count_words.text().strip("…") != "")
    hand.picture("条件筛选", hand.dialog())
    hand.dialog().reject()
    own.show_on_today(key, True)
    hand.settle()
    roster.show_saved("residents", own.lists.saved[key].id)
    hand.settle()
    roster.offers.assign()
    hand.picture("按名单布置任务", hand.dialog())
    hand.dialog().reject()
    roster.show_filter("")


def _what_hangs_on_people(day: Day) -> None:
    """Needs, the five checks and visits, who was in a group; what went upward, and the estates."""
    hand, roster = day.hand, day.window.show_tab("roster")
    roster.needs.show_needs()
    hand.picture("居民需求")
    roster.needs.show_duties()
    hand.picture("五必查五必访")
    roster.groups.close()
    roster.groups.show_former(1)
    hand.picture("曾在分组")
    roster.groups.close()
    grids = day.window.show_tab("grids")
    grids.show_reports()
    hand.picture("情况报告")
    estates = grids.show_estates()
    hand.wait(lambda: estates.table.current_id is not None)
    hand.settle()
    hand.picture("小区")


def _desk_lists(day: Day) -> None:
    desk, hand = day.window.show_tab("desk"), day.hand
    for words, name in (
        (_("Register of certificates"), "证明登记簿"),
        (_("Kinds of certificate"), "证明种类"),
    ):
        desk.show_desk()
        hand.choose(hand.button(_("Registers"), desk), words)
        hand.picture(name)
    desk.show_desk()
    hand.choose(desk.notice_menu, _("All notices"))
    hand.picture("通知公告")


def _looks(day: Day) -> None:
    """Dark, then large: each on two pages, then as it was."""
    hand, window = day.hand, day.window
    for words, name in ((_("Dark look on or off"), "深色"), (_("Large type on or off"), "大字")):
        hand.choose(window.clerk_button, words)
        window.resize(1366, 768)
        for tab, title in (("today", "今日"), ("roster", "居民"), ("desk", "窗口")):
            window.show_tab(tab)
            hand.picture(f"{title}-{name}")
        hand.choose(window.clerk_button, words)
    window.resize(1366, 768)


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
