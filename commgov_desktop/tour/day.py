"""The clerk's day, job by job, in the order of the morning."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from commgov_desktop import app, catalog, practice
from commgov_desktop.backup.sticks import Stick
from commgov_desktop.desk import kinds
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.main_window import MainWindow
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings
from commgov_desktop.tour import files
from commgov_desktop.tour.hand import Hand
from commgov_desktop.ui import look

Play = Callable[[], object]
RESIDENTS = 2000


class Day:
    """Knows the window and the people of the day; each method is one job."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hand = Hand(folder)
        self.places = Places(folder / "office")
        practice.make(self.places, residents=RESIDENTS).store.close()
        self._stick = Stick(folder / "stick", "社区甲", 8_000_000_000, 16_000_000_000, "exfat")
        self.program = app.Program(
            app.make_application(MachineSettings(self.places.machine_settings)), self.places
        )

    def jobs(self) -> list[tuple[str, int, Play]]:
        """Every job: its name, the most steps it may take (0: none is set), and how it is played."""
        return [
            (_("Unlock"), 0, self.unlock),
            (_("Take in an unknown roster of 2,000 rows"), 8, self.take_in),
            (_("Find a resident of building 3 from anywhere"), 4, self.find),
            (_("Move a building to another grid"), 0, self.move_building),
            (_("Open a mediation case between two residents"), 12, self.open_case),
            (_("Record the mediation"), 0, self.record_session),
            (_("The agreement of that case, printed"), 10, self.agree),
            (_("Tick a task with a photo as proof"), 5, self.tick),
            (_("Certificate of residence, numbered and printed"), 9, self.certify),
            (_("Refuse what the community does not certify, with the slip"), 0, self.refuse),
            (_("Public posting of a list of names, masked"), 10, self.post),
            (_("New resident of an existing household"), 12, self.add_resident),
            (_("Verified copy on the stick"), 3, self.back_up),
            (_("The other screens"), 0, self.look_around),
            (_("Every paper the program knows"), 0, self.print_all),
            (_("Lock and unlock"), 0, self.lock),
        ]

    @property
    def window(self) -> MainWindow:
        """The main window; there is one after unlocking."""
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    def page(self, key: str) -> Any:
        """A tab's page."""
        return self.window.page(key)

    def end(self) -> None:
        """Close everything."""
        self.program.leave()

    # ---- morning --------------------------------------------------------------------------------

    def unlock(self) -> None:
        """The locked door, the password, the page of today."""
        self.program.start()
        door: Any = self.program.window
        door.resize(1366, 768)
        self.hand.bring(door)
        self.hand.picture("锁定")
        door.centralWidget().password.setFocus()
        self.hand.type(practice.PASSWORD)
        self.hand.keys("Return")
        self.hand.wait(lambda: isinstance(self.program.window, MainWindow))
        self._arrive()
        self.hand.picture("今日")

    def _arrive(self) -> None:
        self.window.resize(1366, 768)
        self.hand.bring(self.window)
        self.window.page("backup").target._sticks = lambda: [self._stick]
        self.window.tab_bar.setFocus()
        self.hand.settle()

    def take_in(self) -> None:
        """A roster nobody has seen before: trial run, import, and the result table."""
        hand = self.hand
        source = files.roster(self.folder / "files" / "人口信息采集表.xlsx")
        hand.keys("Ctrl+2")
        hand.picture("居民")
        hand.next_files = [source, self.folder / "files" / "导入结果.xlsx"]
        hand.click(hand.button(_("Import"), self.page("roster").people.head))
        roster = self.page("roster")
        hand.wait(lambda: roster.importing is not None and roster.importing.plan is not None)
        hand.picture("导入试运行")
        hand.click(roster.importing.import_button)
        hand.wait(lambda: hasattr(roster.importing, "done_button"))
        hand.picture("导入完成")
        hand.click(hand.button(_("Save result table"), roster.importing))
        roster.importing.close_page()

    def find(self) -> None:
        """Anything from anywhere: Ctrl+K, a name and the building, Enter."""
        hand = self.hand
        who = self._resident_of("3号楼")
        hand.keys("Ctrl+K")
        hand.type(f"{who} 3号楼")
        hand.paused()
        hand.picture("找人")
        hand.keys("Return")
        if self.window.current != "roster" or self.page("roster").people.table.current_id is None:
            raise UserError(_("The resident was not opened."))
        hand.picture("居民卡片")

    def _resident_of(self, building: str) -> str:
        office = self.program.office
        assert office is not None
        return office.people.find(building, 1)[0][1]

    def move_building(self) -> None:
        """Cut a building with Ctrl+X, choose a grid, paste it with Ctrl+V."""
        hand, page = self.hand, None
        hand.keys("Ctrl+3")
        page = self.page("grids")
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

    # ---- a dispute ------------------------------------------------------------------------------

    def open_case(self) -> None:
        """Who against whom, about what."""
        hand = self.hand
        one, other = self._resident_of("5号楼"), self._resident_of("6号楼")
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
        page = self.page("mediation")
        hand.wait(lambda: page.case.file is not None and page.pages.currentWidget() is page.case)
        hand.picture("案件")

    def record_session(self) -> None:
        """The first session: both came, both agree to go on."""
        hand, case = self.hand, self.page("mediation").case
        self._open_entry(case, "session")
        form = hand.dialog().form
        self._fill(form, {"statements": "申请人：要求修好漏水并赔偿墙面。被申请人：愿意维修，费用请求分担。", "place": "社区调解室",
                          "result": None})  # fmt: skip
        hand.picture("调解记录", hand.dialog())
        hand.keys("Ctrl+S")
        hand.settle()

    def agree(self) -> None:
        """The agreement, and the paper both sign."""
        hand, page = self.hand, self.page("mediation")
        case = page.case
        self._open_entry(case, "agreement")
        form = hand.dialog().form
        self._fill(form, {
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

    def _open_entry(self, case: Any, key: str) -> None:
        """The blue button when it asks for this, the menu otherwise; either is one or two steps."""
        words = {"session": _("Record a session"), "agreement": _("Draft the agreement")}[key]
        if case.next_button.text() == words:
            self.hand.click(case.next_button)
        else:
            self.hand.steps += 2
            getattr(case.entries, key)(case.file)
        self.hand.settle()

    def _fill(self, form: Any, texts: dict[str, str | None]) -> None:
        """Texts into the boxes that are there and empty."""
        for name, text in texts.items():
            box = form.boxes.get(name)
            if text and box is not None and not box.value():
                box.editor.setFocus()
                self.hand.write(text)

    # ---- tasks and desk -------------------------------------------------------------------------

    def tick(self) -> None:
        """A task of the month, with a photo."""
        hand = self.hand
        hand.keys("Ctrl+5")
        page = self.page("checklists")
        hand.settle()
        hand.picture("清单")
        hand.next_files = [files.photo(self.folder / "files" / "现场照片.png")]
        hand.click(hand.button(_("Choose a file…"), page))
        hand.click(hand.button(_("Done"), page))
        hand.picture("清单-办结")

    def certify(self) -> None:
        """居住证明 for who stands at the desk."""
        hand = self.hand
        who = self._resident_of("7号楼")
        hand.keys("Ctrl+6")
        hand.picture("窗口")
        hand.type(who)
        hand.paused()
        hand.keys("Return")
        desk = self.page("desk").desk
        hand.keys("Space")
        hand.wait(lambda: desk.kind is not None)
        for key, box in list(desk.form.boxes.items()):
            if box.value():
                continue
            if offered := kinds.offers(key):
                hand.click(hand.button(offered[0], desk.form))
            else:
                box.editor.setFocus()
                hand.type("子女入学")
                hand.keys("Return")
        hand.paused()
        hand.picture("窗口-居住证明")
        hand.keys("Ctrl+P")
        hand.wait(lambda: desk.certificate_id is not None)
        hand.picture("窗口-已编号")

    def refuse(self) -> None:
        """无犯罪记录证明 is the police's; the slip says so."""
        hand, desk = self.hand, self.page("desk").desk
        hand.click(desk.paper.next_button)
        hand.type(self._resident_of("8号楼"))
        hand.paused()
        hand.keys("Return")
        hand.click(hand.button("无犯罪记录", desk))
        hand.picture("窗口-不予出具")
        hand.keys("Ctrl+P")
        hand.wait(lambda: desk.certificate_id is not None)

    def post(self) -> None:
        """公示 of names on the official page, masked, and put up."""
        hand, page = self.hand, self.page("desk")
        page.write("公示")
        hand.steps += 3  # Ctrl+6, the menu, its line
        hand.settle()
        hand.write("关于拟享受高龄津贴人员名单的公示")
        hand.click(page.editor.names_button)
        dialog = hand.dialog()
        dialog.area.setFocus()
        hand.write("曾文华 999999194001010013\n解秀英 999999193905050021")
        hand.keys("Ctrl+Return")
        page.editor.form.boxes["body"].editor.setFocus()
        hand.steps += 1
        hand.write("根据有关规定，经本人申请、社区核实，现将拟享受高龄津贴人员名单予以公示。")
        hand.paused()
        hand.picture("公示")
        hand.keys("Ctrl+P")
        hand.picture("张贴")

    def add_resident(self) -> None:
        """A newborn or a newcomer of a household that is there; the rest follows from the number."""
        hand = self.hand
        home = self._resident_of("9号楼")
        hand.keys("Ctrl+2")
        hand.keys("Ctrl+N")
        page = self.page("roster").people
        form = page.right.form
        hand.type("单小雨")
        form.boxes["id_number"].editor.setFocus()
        hand.steps += 1
        hand.type("999999201503040020")
        form.boxes["household_id"].editor.setFocus()
        hand.steps += 1
        hand.type(home)
        hand.paused()
        hand.keys("Return")
        form.boxes["relation"].editor.setFocus()
        hand.steps += 1
        hand.type("其他亲属")
        hand.keys("Return")
        hand.picture("登记居民")
        hand.keys("Ctrl+S")
        if page.is_editing:
            raise UserError(_("The form could not be saved."))

    # ---- evening --------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Ctrl+B, one button, and the program does the rest: write, read back, count."""
        hand = self.hand
        hand.keys("Ctrl+B")
        page = self.page("backup")
        page.target.look_for_sticks()
        hand.settle()
        hand.picture("备份")
        hand.click(page.target.button)
        hand.wait(lambda: any((self.folder / "stick").glob("*.age")) and not page.target.is_busy)
        hand.picture("备份-已核对")

    def look_around(self) -> None:
        """The screens no job led to, the dark look and large type."""
        hand, window = self.hand, self.window
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
        self._first_start()

    def print_all(self) -> None:
        """Each kind of paper once, for the first record that has all it needs."""
        from commgov_desktop.self_test import records_of

        office = self.program.office
        assert office is not None
        for kind in catalog.papers():
            for record_id in records_of(office, kind.about):
                try:
                    self.hand.keep(kind.make(office, record_id), f"{kind.title}（样张）")
                except UserError:
                    continue  # this record lacks a fact; the next one may have it
                break

    def _first_start(self) -> None:
        """What a new office sees first."""
        from commgov_desktop.ui.start_pages import FirstStart

        page = FirstStart(lambda _answers: b"")
        page.resize(look.px(1000), look.px(700))
        page.show()
        self.hand.picture("首次启动", page)
        page.close()
        page.deleteLater()

    def lock(self) -> None:
        """Locked when leaving the desk, opened again by the password."""
        self.hand.keys("Ctrl+L")
        self.hand.wait(lambda: not isinstance(self.program.window, MainWindow))
        door: Any = self.program.window
        self.hand.bring(door)
        door.centralWidget().password.setFocus()
        self.hand.type(practice.PASSWORD)
        self.hand.keys("Return")
        self.hand.wait(lambda: isinstance(self.program.window, MainWindow))
        self._arrive()
