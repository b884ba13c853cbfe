"""A dispute from its opening to the printed agreement."""

from typing import Any

from commgov_desktop.i18n import _
from commgov_desktop.tour.day import Day


def open_case(day: Day) -> None:
    """Who against whom, about what."""
    hand = day.hand
    one, other = day.resident_of("5号楼"), day.resident_of("6号楼")
    hand.keys("Ctrl+4")
    hand.picture("调解")
    hand.keys("Ctrl+N")
    for who in (one, other):
        hand.type(who)
        hand.paused()
        hand.keys("Return")
    hand.type("邻里")
    hand.keys("Return")
    hand.keys("Tab")
    hand.write(
        "2026年楼上卫生间防水层老化，渗漏至申请人卧室顶棚，墙面起皮约6平方米，双方对维修费用分担有争议。"
    )
    hand.picture("登记纠纷")
    hand.keys("Ctrl+S")
    page = day.page("mediation")
    hand.wait(lambda: page.case.file is not None and page.pages.currentWidget() is page.case)
    hand.picture("案件")


def record_session(day: Day) -> None:
    """The first session: both came, both agree to go on."""
    hand, case = day.hand, day.page("mediation").case
    _open_entry(day, case, "session")
    form = hand.dialog().form
    _fill(day, form, {"statements": "申请人：要求修好漏水并赔偿墙面。被申请人：愿意维修，费用请求分担。", "place": "社区调解室",
                      "result": None})  # fmt: skip
    hand.picture("调解记录", hand.dialog())
    hand.keys("Ctrl+S")
    hand.settle()


def agree(day: Day) -> None:
    """The agreement, and the paper both sign."""
    hand, page = day.hand, day.page("mediation")
    case = page.case
    _open_entry(day, case, "agreement")
    form = hand.dialog().form
    _fill(day, form, {
        "facts": "楼上卫生间防水层老化渗漏，双方对维修费用的分担有争议。",
        "terms": "一、被申请人于十日内完成防水维修；\n二、墙面修复费用2400元由双方各承担一半。",
        "way": "被申请人维修，费用以现金支付",
        "time_limit": "维修完成后三日内付清",
    })  # fmt: skip
    hand.picture("协议书", hand.dialog())
    hand.keys("Ctrl+S")
    hand.settle()
    hand.picture("案件-协议")
    case.print_paper("mediation-agreement", case.file.head.id)
    hand.steps += 1
    paper = hand.dialog()
    hand.picture("协议书打印", paper)
    hand.click(paper.print_button)


def _open_entry(day: Day, case: Any, key: str) -> None:
    """The blue button when it asks for this, the menu otherwise; either is one or two steps."""
    words = {"session": _("Record a session"), "agreement": _("Draft the agreement")}[key]
    if case.next_button.text() == words:
        day.hand.click(case.next_button)
    else:
        day.hand.steps += 2
        getattr(case.entries, key)(case.file)
    day.hand.settle()


def _fill(day: Day, form: Any, texts: dict[str, str | None]) -> None:
    """Texts into the boxes that are there and empty."""
    for name, text in texts.items():
        box = form.boxes.get(name)
        if text and box is not None and not box.value():
            box.editor.setFocus()
            day.hand.write(text)
