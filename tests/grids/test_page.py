"""The grid page, as a clerk uses it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from commgov_desktop.grids import buildings
from commgov_desktop.grids.field_card import MIME, FieldOfGrid
from commgov_desktop.grids.page import GridsPage
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui import ask
from tests.grids.conftest import Divided

People = list[tuple[str, list[int]]]


@pytest.fixture
def seen() -> People:
    return []


@pytest.fixture
def page(divided: Divided, qtbot: QtBot, seen: People) -> Iterator[GridsPage]:
    made = GridsPage(
        divided.office,
        see_residents=lambda title, ids: seen.append((title, list(ids))),
    )
    qtbot.addWidget(made)
    made.resize(1366, 680)
    stop = divided.office.store.subscribe(made.refresh)
    made.show()
    qtbot.waitUntil(lambda: made.view is not None)
    yield made
    stop()


def field_of(page: GridsPage, grid_id: int | None) -> FieldOfGrid:
    return next(field for field in page.plan.fields if field.grid_id == grid_id)


def names_in(page: GridsPage, grid_id: int | None) -> list[str]:
    return [tile.building.name for tile in field_of(page, grid_id).tiles]


def card_words(page: GridsPage) -> str:
    labels = [label.text() for label in page.right.findChildren(QLabel)]
    return " ".join([*labels, *(button.text() for button in page.right.findChildren(QPushButton))])


def test_a_building_dropped_on_another_grid_moves_there(
    page: GridsPage, divided: Divided, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setData(MIME, str(divided.buildings["3号楼"]).encode())
    event = QDropEvent(
        QPointF(30, 30),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.shown):
        field_of(page, divided.second).dropEvent(event)
    assert names_in(page, divided.second) == ["3号楼"]
    step = divided.office.store.undoable()
    assert step is not None
    assert step.label == "把3号楼移到 02 网格"


def test_a_building_is_cut_and_put_elsewhere_by_keyboard(
    page: GridsPage, divided: Divided, qtbot: QtBot
) -> None:
    tile = field_of(page, divided.first).tiles[0]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tile, Qt.Key.Key_Right)
    assert page.plan.chosen_buildings() == [divided.buildings["2号楼"]]
    page.cut()
    page.plan.choose_grid(divided.second)
    with qtbot.waitSignal(page.shown):
        page.paste()
    assert names_in(page, divided.second) == ["2号楼"]


def test_nothing_happens_when_a_building_is_put_back_where_it_is(page: GridsPage, divided: Divided) -> None:
    before = divided.office.store.undoable()
    page.desk.move([divided.buildings["1号楼"]], divided.first)
    assert divided.office.store.undoable() == before


def test_the_card_of_a_grid_names_worker_size_and_people(page: GridsPage, divided: Divided) -> None:
    page.show_record(divided.first)
    words = card_words(page)
    for fact in ("01 网格", "孙丽", "2024年6月起", "3 户", "6 人", "60岁以上", "换网格员"):
        assert fact in words


def test_a_figure_opens_the_names_behind_it(page: GridsPage, divided: Divided, seen: People) -> None:
    page.show_record(divided.first)
    next(b for b in page.right.findChildren(QPushButton) if b.text() == "看居民").click()
    page.see_people("grid", "3", divided.first)
    page.see_people("community", "3", 0)
    assert seen == [
        ("01 网格", [10, 11, 20, 21, 30, 31]),
        ("01 网格", [11, 21, 31]),
        ("沙田社区", [11, 21, 31, 41]),
    ]


def test_the_tree_goes_down_to_the_home_and_who_lives_there(page: GridsPage, divided: Divided) -> None:
    with divided.office.store.read() as session:
        from commgov_desktop.grids.homes import doors_of

        (door,) = doors_of(session, divided.buildings["1号楼"])
    for key in (f"grid:{divided.first}", f"building:{divided.buildings['1号楼']}", f"entrance:{door.id}"):
        page.tree.open(key)
    assert page.tree.choose(f"dwelling:{divided.homes[0]}", tell=True)
    assert "张1" in card_words(page)
    opened: list[tuple[str, int]] = []
    page.open_elsewhere.connect(lambda tab, number: opened.append((tab, number)))
    next(b for b in page.right.findChildren(QPushButton) if b.text() == "李1").click()
    assert opened == [("roster", 11)]


def test_the_worker_is_changed_in_a_form(page: GridsPage, divided: Divided, qtbot: QtBot) -> None:
    page.desk.change_post(divided.first, "worker")
    from commgov_desktop.ui.record_form import RecordForm

    (form,) = page.right.findChildren(RecordForm)
    form.ask_save()
    assert page.right.is_form
    form.boxes["person_name"].set_value("王芳")
    with qtbot.waitSignal(page.shown):
        form.ask_save()
    assert not page.right.is_form
    assert page.view is not None
    assert page.view.community.grids[0].posts["worker"].person_name == "王芳"


def test_the_checks_show_what_asks_for_work(page: GridsPage, divided: Divided) -> None:
    for key, fact in (
        ("check:loose", "3号楼"), ("check:outside", "赵无处"), ("check:worker", "02 网格"),
        ("check:small", "01 网格"), ("check:large", "没有问题"),
    ):  # fmt: skip
        assert page.tree.choose(key, tell=True)
        assert fact in card_words(page)


def test_the_find_box_lets_only_the_found_buildings_stand_out(page: GridsPage) -> None:
    page.find_box.searched.emit("2号")
    faded = {tile.building.name: tile.is_faded for field in page.plan.fields for tile in field.tiles}
    assert faded == {"1号楼": True, "2号楼": False, "3号楼": True}


def test_removing_asks_first_and_a_lived_in_building_stays(
    page: GridsPage, divided: Divided, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ask, "confirm", lambda *_a, **_k: True)
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: said.append(str(error)))
    page.desk.remove("buildings", divided.buildings["1号楼"])
    assert "登记" in said[0]


def test_the_list_mode_shows_the_same_buildings_and_can_cut_them(
    page: GridsPage, divided: Divided, qtbot: QtBot
) -> None:
    page.change_mode()
    assert page.table.count() == 3
    page.table.select_id(divided.buildings["3号楼"])
    page.cut()
    page.tree.choose(f"grid:{divided.second}", tell=True)
    with qtbot.waitSignal(page.shown):
        page.paste()
    assert names_in(page, divided.second) == ["3号楼"]


def test_an_empty_office_says_what_to_do_first(office: Office, qtbot: QtBot) -> None:
    page = GridsPage(office)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.view is not None)
    assert page.stack.currentIndex() == 2
    page.new()
    assert page.right.is_form


def test_news_of_other_things_do_not_make_the_page_read_again(page: GridsPage, divided: Divided) -> None:
    class Other:
        def touches(self, *_tables: str) -> bool:
            return False

    turn = page._turn
    page.refresh(Other())
    assert page._turn == turn
    buildings.move_buildings(divided.office.store, [divided.buildings["3号楼"]], divided.first)
    assert page._turn == turn + 1


def test_a_building_and_a_home_are_opened_where_they_lie(page: GridsPage, divided: Divided) -> None:
    page.show_building(divided.buildings["3号楼"])
    assert "3号楼" in card_words(page)
    assert "未入格" in card_words(page)
    page.show_dwelling(divided.homes[1])
    assert page.tree.key == f"dwelling:{divided.homes[1]}"
    assert "张2" in card_words(page)


def test_a_new_grid_is_shown_once_it_is_saved(page: GridsPage, qtbot: QtBot) -> None:
    from commgov_desktop.ui.record_form import RecordForm

    page.new()
    (form,) = page.right.findChildren(RecordForm)
    with qtbot.waitSignal(page.shown):
        form.ask_save()
    assert "03 网格" in card_words(page)
    assert page.grid_id is not None
