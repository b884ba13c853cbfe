"""A task ticked, a certificate issued and one refused, a list posted, a newcomer registered."""

from commgov_desktop.desk import kinds
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.tour import files
from commgov_desktop.tour.day import Day


def tick(day: Day) -> None:
    """A task of the month, with a photo."""
    hand = day.hand
    hand.keys("Ctrl+5")
    page = day.page("checklists")
    hand.settle()
    hand.picture("清单")
    hand.next_files = [files.photo(day.folder / "files" / "现场照片.png")]
    hand.click(hand.button(_("Choose a file…"), page))
    hand.click(hand.button(_("Done"), page))
    hand.picture("清单-办结")


def certify(day: Day) -> None:
    """居住证明 for who stands at the desk."""
    hand = day.hand
    who = day.resident_of("7号楼")
    hand.keys("Ctrl+6")
    hand.picture("窗口")
    hand.type(who)
    hand.paused()
    hand.keys("Return")
    desk = day.page("desk").desk
    hand.keys("Space")
    hand.wait(lambda: desk.kind is not None)
    for key, box in list(desk.form.boxes.items()):
        if box.value():
            continue
        if offered := kinds.offers(key):
            hand.click(hand.button(offered[0], desk.form))
        else:
            hand.click(box.editor)
            hand.type("2020年3月")
    hand.paused()
    hand.picture("窗口-居住证明")
    hand.keys("Ctrl+P")
    hand.wait(lambda: desk.certificate_id is not None)
    hand.picture("窗口-已编号")


def refuse(day: Day) -> None:
    """无犯罪记录证明 is the police's; the slip says so."""
    hand, desk = day.hand, day.page("desk").desk
    hand.click(desk.paper.next_button)
    hand.type(day.resident_of("8号楼"))
    hand.paused()
    hand.keys("Return")
    hand.click(hand.button("无犯罪记录", desk))
    hand.picture("窗口-不予出具")
    hand.keys("Ctrl+P")
    hand.wait(lambda: desk.certificate_id is not None)


def post(day: Day) -> None:
    """公示 of names on the official page, masked, and put up."""
    hand, page = day.hand, day.page("desk")
    hand.keys("Ctrl+6")
    hand.choose(page.notice_menu, _("Write: {kind}").format(kind="公示"))
    hand.write("关于拟享受高龄津贴人员名单的公示")
    hand.click(page.editor.names_button)
    hand.dialog()
    hand.write("曾文华 999999194001010013\n解秀英 999999193905050021")
    hand.picture("公示名单", hand.dialog())
    hand.keys("Ctrl+Return")
    hand.paused()
    hand.picture("公示")
    hand.keys("Ctrl+P")
    hand.picture("张贴")


def add_resident(day: Day) -> None:
    """A newborn or a newcomer of a household that is there; the rest follows from the number."""
    hand = day.hand
    home = day.resident_of("9号楼")
    hand.keys("Ctrl+2")
    hand.keys("Ctrl+N")
    page = day.page("roster").people
    form = page.right.form
    hand.type("单小雨")
    hand.click(form.boxes["id_number"].editor)
    hand.type("999999201503040020")
    hand.click(form.boxes["household_id"].editor)
    hand.type(home)
    hand.paused()
    hand.keys("Return")
    hand.click(form.boxes["relation"].editor)
    hand.type("其他亲属")
    hand.picture("登记居民")
    hand.keys("Ctrl+S")
    if page.is_editing:
        raise UserError(_("The form could not be saved."))
