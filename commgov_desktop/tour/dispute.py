"""A dispute from its opening to the printed agreement."""

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
    hand.keys("Tab")
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
    """The first session: both came, and both agreed."""
    hand, case = day.hand, day.page("mediation").case
    hand.click(case.next_button)
    hand.write("申请人：要求修好漏水并赔偿墙面。被申请人：愿意维修，费用请求分担。")
    hand.keys("Tab")
    hand.write("现场查看，墙面起皮约6平方米。")
    hand.keys("Tab")
    hand.type("达成协议")
    hand.picture("调解记录", hand.dialog())
    hand.keys("Ctrl+S")
    hand.wait(lambda: bool(case.file.sittings))


def agree(day: Day) -> None:
    """The agreement, and the paper both sign."""
    hand, page = day.hand, day.page("mediation")
    case = page.case
    hand.click(case.next_button)
    hand.write_freely("一、被申请人于十日内完成防水维修；\n二、墙面修复费用2400元由双方各承担一半。")
    for words in ("被申请人维修，费用以现金支付", "维修完成后三日内付清"):
        hand.keys("Tab")
        hand.write_freely(words)
    hand.picture("协议书", hand.dialog())
    hand.keys("Ctrl+S")
    hand.wait(lambda: case.file.terms is not None)
    hand.picture("案件-协议")
    hand.click(hand.named(_("Print") + " 调解协议书", case.dossier))
    paper = hand.dialog()
    hand.picture("协议书打印", paper)
    hand.click(paper.print_button)
