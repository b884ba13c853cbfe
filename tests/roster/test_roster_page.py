"""The 居民 tab through its own window: list, card, form, households, import."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from commgov_desktop.ledger import attachments
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import facts, household
from commgov_desktop.roster.attached_card import AttachedCard
from commgov_desktop.roster.household_card import HouseholdCard
from commgov_desktop.roster.id_number import check_character
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.resident_card import ResidentCard
from commgov_desktop.store.journal import Action
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.news import News

FILE = Path(__file__).parent.parent / "files" / "roster_libreoffice.xlsx"


def number(born: str, serial: int) -> str:
    first = f"999999{born}{serial:03d}"
    return first + check_character(first)


@pytest.fixture
def page(office: Office, homes: Homes, qtbot: QtBot, qapp: object) -> Iterator[RosterPage]:
    """The tab of an office with one household of three."""
    look.apply(qapp)  # type: ignore[arg-type]
    head = office.book.save(RESIDENTS, None, {
        "name": "张伟", "relation": "02", "sex": "1", "id_number": number("19850312", 1), "phone": "10012345678",
    })  # fmt: skip
    home = facts.read(office.store, head).household_id
    office.book.save(RESIDENTS, None, {"name": "李梅", "household_id": home, "relation": "12", "sex": "2"})
    office.book.save(RESIDENTS, None, {"name": "张小宝", "household_id": home, "relation": "20", "sex": "1"})
    made = RosterPage(office, homes=homes)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    news = News()
    news.changed.connect(made.refresh)
    office.store.subscribe(news.tell)
    yield made
    made.hide()


def card_of(page: RosterPage) -> ResidentCard:
    card = page.people.findChild(ResidentCard)
    assert isinstance(card, ResidentCard)
    return card


def test_the_card_shows_a_number_masked_and_puts_a_look_at_it_on_record(
    page: RosterPage, office: Office
) -> None:
    page.show_record(office.people.find("张伟")[0][0])
    card = card_of(page)
    assert card.number.text() == "999999********" + number("19850312", 1)[-4:]
    card.show_button.click()
    assert card.number.text() == number("19850312", 1)
    with office.store.read() as session:
        last = session.query(Action).order_by(Action.id.desc()).first()
        assert last is not None
        assert (last.kind, last.label) == ("note", "查看张伟的完整号码")


def test_finding_narrows_the_list_and_the_card_follows(page: RosterPage, qtbot: QtBot) -> None:
    page.find_here()
    qtbot.keyClicks(page.people.find_box, "lm")
    qtbot.waitUntil(lambda: page.people.table.count() == 1)
    assert card_of(page).person.name == "李梅"


def test_the_form_fills_in_what_the_number_tells_and_says_who_has_it(page: RosterPage, qtbot: QtBot) -> None:
    page.new()
    form = page.people.right.form
    assert form is not None
    line = form.boxes["id_number"].editor  # type: ignore[attr-defined]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, number("19900501", 2))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert str(form.boxes["birth"].value()) == "1990-05-01"  # type: ignore[attr-defined]
    assert form.boxes["sex"].value() == "2"  # type: ignore[attr-defined]
    form.boxes["id_number"].set_value(number("19850312", 1))  # type: ignore[attr-defined]
    form.look_at_number()  # type: ignore[attr-defined]
    assert "张伟" in form._problems["id_number"].text()  # type: ignore[attr-defined]


def test_a_new_member_is_saved_into_the_household(page: RosterPage, office: Office) -> None:
    home = facts.read(office.store, office.people.find("张伟")[0][0]).household_id
    page.forms.new_member(home or 0)
    form = page.people.right.form
    assert form is not None
    form.boxes["name"].set_value("张小妹")  # type: ignore[attr-defined]
    form.boxes["relation"].set_value("30")  # type: ignore[attr-defined]
    form.ask_save()  # type: ignore[attr-defined]
    assert not page.people.is_editing
    assert [m.name for m in household.home(office.store, home or 0).members][-1] == "张小妹"
    assert card_of(page).person.name == "张小妹"


def test_an_empty_form_names_what_is_missing(page: RosterPage) -> None:
    page.new()
    form = page.people.right.form
    assert form is not None
    form.ask_save()  # type: ignore[attr-defined]
    assert page.people.is_editing
    assert form._problems["name"].text()  # type: ignore[attr-defined]


def test_the_household_mode_shows_its_members(page: RosterPage, office: Office) -> None:
    home = facts.read(office.store, office.people.find("张伟")[0][0]).household_id
    page.show_household(home or 0)
    card = page.households.findChild(HouseholdCard)
    assert isinstance(card, HouseholdCard)
    assert [m.name for m in card.home.members] == ["张伟", "李梅", "张小宝"]


def test_a_file_is_tried_imported_and_taken_back_in_the_window(
    page: RosterPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, sentence, detail="": said.append(sentence))
    monkeypatch.setattr(ask, "save_file", lambda *_words: tmp_path / "结果.xlsx")
    page.import_file(FILE)
    wizard = page.importing
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.plan is not None, timeout=20000)
    assert wizard.import_button.text() == "导入 114 行"
    assert wizard.table.count() == 30
    wizard.save_result()
    assert (tmp_path / "结果.xlsx").exists()
    wizard.import_button.click()
    qtbot.waitUntil(lambda: hasattr(wizard, "done_button"), timeout=20000)
    assert page.people.table.count() == 117
    wizard.undo_button.click()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20000)
    qtbot.waitUntil(lambda: page.people.table.count() == 3, timeout=20000)


def test_other_headings_can_be_chosen_and_tried_again(page: RosterPage, qtbot: QtBot) -> None:
    page.import_file(FILE)
    wizard = page.importing
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.plan is not None, timeout=20000)
    first = wizard.plan
    column = wizard.source.columns["name"] if wizard.source else 0
    wizard.headings.choices[column].setCurrentIndex(0)
    wizard.try_again()
    qtbot.waitUntil(lambda: wizard.plan is not first, timeout=20000)
    assert wizard.plan is not None
    assert wizard.plan.counts["refused"] == 120
    assert not wizard.import_button.isEnabled()


def test_people_another_page_points_at_are_shown_alone(page: RosterPage, office: Office) -> None:
    wanted = [office.people.find("李梅")[0][0]]
    page.show_people("03 网格", wanted)
    assert list(page.people.table.model.ids) == wanted
    page.show_filter("no_number")
    assert page.people.table.count() == 2


def test_an_empty_roster_says_what_to_do_first(
    make_office: Callable[[str], Office], homes: Homes, qtbot: QtBot
) -> None:
    page = RosterPage(make_office("empty"), homes=homes)
    qtbot.addWidget(page)
    page.show()
    empty = page.people.table.empty
    assert empty.isVisible()


def test_a_register_and_a_workbook_come_from_the_list(
    page: RosterPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from commgov_desktop.roster import paper_verbs_dialog

    shown: list[bytes] = []
    said: list[str] = []

    class Paper:
        def __init__(self, _parent: object, _title: str, pdf: bytes, **_more: object) -> None:
            shown.append(pdf)

        def open(self) -> None:
            """Nothing to see."""

    monkeypatch.setattr(paper_verbs_dialog, "PaperDialog", Paper)
    monkeypatch.setattr(ask, "tell", lambda _parent, sentence, detail="": said.append(sentence))
    monkeypatch.setattr(ask, "save_file", lambda *_words: tmp_path / "册.xlsx")
    page.print_()
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=20000)
    page.export()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert (tmp_path / "册.xlsx").exists()
    page.papers.sheet(*page.shown)
    assert len(shown) == 2


def attached_of(page: RosterPage, qtbot: QtBot, count: int) -> AttachedCard:
    """The card's files, once it shows so many."""
    qtbot.waitUntil(lambda: len(_thumbnails(page)) == count)
    card = page.people.findChild(AttachedCard)
    assert isinstance(card, AttachedCard)
    return card


def _thumbnails(page: RosterPage) -> list[QToolButton]:
    card = page.people.findChild(AttachedCard)
    return [b for b in card.findChildren(QToolButton) if "card.png" in b.toolTip()] if card else []


def test_scans_are_kept_with_a_person_taken_away_and_brought_back(
    page: RosterPage, office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = office.people.find("李梅")[0][0]
    page.show_record(who)
    scan = tmp_path / "card.png"
    QPixmap(40, 30).save(str(scan))
    monkeypatch.setattr(ask, "choose_files", lambda *_asked: [scan])
    attached_of(page, qtbot, 0).files.drop.button.click()
    card = attached_of(page, qtbot, 1)
    [kept] = attachments.attachments(office.store, "residents", who)
    assert attachments.content(office.store, kept.id) == scan.read_bytes()
    card.files.removed.emit(kept.id)
    attached_of(page, qtbot, 0)
    office.store.undo()
    attached_of(page, qtbot, 1)


def test_who_is_removed_takes_the_scans_along_and_brings_them_back(
    page: RosterPage, office: Office, tmp_path: Path
) -> None:
    who = office.people.find("张小宝")[0][0]
    (tmp_path / "birth.pdf").write_bytes(b"%PDF-1.4 made up")
    page.show_record(who)
    card = page.people.findChild(AttachedCard)
    assert isinstance(card, AttachedCard)
    card.add([tmp_path / "birth.pdf"])
    household.remove_resident(office.store, who, "登记错误")
    assert not attachments.attachments(office.store, "residents", who)
    office.store.undo()
    assert len(attachments.attachments(office.store, "residents", who)) == 1


def test_a_file_too_large_to_keep_is_refused_and_nothing_is_kept(
    page: RosterPage, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: said.append(str(error)))
    who = office.people.find("李梅")[0][0]
    page.show_record(who)
    (tmp_path / "good.pdf").write_bytes(b"%PDF-1.4")
    with (tmp_path / "film.pdf").open("wb") as film:
        film.truncate(attachments.LARGEST + 1)
    card = page.people.findChild(AttachedCard)
    assert isinstance(card, AttachedCard)
    card.add([tmp_path / "good.pdf", tmp_path / "film.pdf"])
    assert len(said) == 1
    assert "film.pdf" in said[0]
    assert not attachments.attachments(office.store, "residents", who)
