"""查重, 合并, 拆分 and 批量修改 through the window of the 居民 tab."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import facts
from commgov_desktop.roster.bulk.bulk_page import BulkPage
from commgov_desktop.roster.duplicates import answers, merges
from commgov_desktop.roster.duplicates.duplicates_page import LATER, MERGED, TWO, WAITING, DuplicatesPage
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.page import RosterPage
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.resident_card import ResidentCard
from commgov_desktop.roster.resident_form_card import ResidentForm
from commgov_desktop.ui import ask, look
from commgov_desktop.ui.news import News
from commgov_desktop.ui.widgets import LinkButton

BORN = date(1985, 3, 12)


@pytest.fixture
def enter(office: Office) -> Callable[..., int]:
    """Registers somebody and gives their id."""
    return lambda name, **facts: office.book.save(RESIDENTS, None, {"name": name, **facts})


@pytest.fixture
def page(
    office: Office, enter: Callable[..., int], homes: Homes, qtbot: QtBot, qapp: object
) -> Iterator[RosterPage]:
    """The tab of an office with two pairs that are alike, and one person more."""
    look.apply(qapp)  # type: ignore[arg-type]
    enter("张伟", birth=BORN, phone="10012345678", relation="02", tags=["党员"], note="甲")
    enter("張偉", birth=BORN, occupation="工人", tags=["志愿者"], note="乙")
    enter("李梅", birth=BORN, sex="2")
    enter("李玫", birth=BORN, sex="2")
    enter("王芳")
    made = RosterPage(office, homes=homes, table_names={"residents": "居民"})
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    news = News()
    news.changed.connect(made.refresh)
    office.store.subscribe(news.tell)
    yield made
    made.hide()


@pytest.fixture
def found(page: RosterPage, qtbot: QtBot) -> DuplicatesPage:
    """The page of duplicates after its search."""
    opened = page.tidy.find_duplicates()
    qtbot.waitUntil(lambda: opened.found is not None, timeout=20000)
    return opened


def test_pairs_stand_by_likelihood_and_what_differs_can_be_chosen(found: DuplicatesPage) -> None:
    table = found.tables[WAITING]
    assert table.count() == 2
    assert [str(cell) for cell in table.rows.page([0])[0]][1] == "张伟 / 張偉"
    assert found.card is not None
    differing = [line.key for line in found.card.plan.lines if line.differs]
    assert differing == ["name", "household_id", "phone", "occupation", "tags", "note"]
    assert len(found.card.findChildren(QRadioButton)) == 2 * len(differing)


def test_merging_takes_what_was_chosen_and_undo_brings_the_pair_back(
    found: DuplicatesPage, office: Office, qtbot: QtBot
) -> None:
    assert found.card is not None
    kept = found.card.plan.kept_id
    buttons = {b.accessibleName(): b for b in found.card.findChildren(QRadioButton)}
    buttons["姓名 張偉"].click()
    assert found.card.take["name"] == "gone"
    found.merge_button.click()
    person = facts.read(office.store, kept)
    assert (person.name, person.occupation, person.tags) == ("張偉", "工人", ("党员", "志愿者"))
    assert person.note == "甲\n乙"
    assert found.tables[WAITING].count() == 1
    assert found.tables[MERGED].count() == 1
    office.store.undo()
    qtbot.waitUntil(lambda: found.tables[WAITING].count() == 2)
    assert facts.read(office.store, kept).name == "张伟"


def test_the_other_entry_can_be_kept(found: DuplicatesPage, office: Office) -> None:
    assert found.card is not None
    before = (found.card.plan.kept_id, found.card.plan.gone_id)
    swap = next(b for b in found.card.findChildren(LinkButton) if b.text() == "改为保留这条")
    swap.click()
    assert (found.card.plan.gone_id, found.card.plan.kept_id) == before
    found.merge_button.click()
    assert merges.merges(office.store)[0].kept_id == before[1]


def test_two_people_is_remembered_with_the_reason_and_can_be_taken_back(
    found: DuplicatesPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "words", lambda *_words, **_more: "堂兄弟")
    found.two_button.click()
    assert found.tables[WAITING].count() == 1
    (answer,) = answers.answered(office.store)
    assert answer.why == "堂兄弟"
    found.side.choose(TWO)
    found.forget_button.click()
    assert answers.answered(office.store) == []
    assert found.tables[WAITING].count() == 2


def test_leaving_the_question_why_answers_nothing(
    found: DuplicatesPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "words", lambda *_words, **_more: None)
    found.two_button.click()
    assert answers.answered(office.store) == []


def test_a_pair_can_wait(found: DuplicatesPage) -> None:
    found.later_button.click()
    assert found.tables[WAITING].count() == 1
    found.side.choose(LATER)
    assert found.tables[LATER].count() == 1
    found.later_button.click()
    assert found.tables[WAITING].count() == 2


def test_a_merge_is_parted_from_its_list_and_from_the_card(
    found: DuplicatesPage, page: RosterPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_words, **_more: True)
    found.merge_button.click()
    found.side.choose(MERGED)
    assert found.part_button.isEnabled()
    found.part_button.click()
    assert not found.part_button.isEnabled()
    assert found.tables[WAITING].count() == 2
    found.side.choose(WAITING)
    assert found.card is not None
    kept = found.card.plan.kept_id
    found.merge_button.click()
    page.tidy.close()
    page.show_record(kept)
    card = page.people.findChild(ResidentCard)
    assert isinstance(card, ResidentCard)
    link = next(b for b in card.findChildren(LinkButton) if b.text().startswith("曾合并"))
    link.click()
    assert merges.merges(office.store, kept, standing=True) == []


def test_one_person_can_be_looked_for_alone(page: RosterPage, office: Office) -> None:
    person = office.people.find("李梅")[0][0]
    acts = dict(act for act in page.tidy.person_acts(person) if act is not None)
    acts["查找重复登记…"]()
    opened = page.tidy.open
    assert isinstance(opened, DuplicatesPage)
    assert opened.tables[WAITING].count() == 1
    opened.closed.emit()
    assert page.tidy.open is None
    assert page.pages.currentWidget() is page.people


def test_the_form_says_that_somebody_like_this_is_there_and_leads_to_them(
    page: RosterPage, office: Office, qtbot: QtBot
) -> None:
    page.new()
    form = page.people.right.form
    assert isinstance(form, ResidentForm)
    form.boxes["birth"].set_value(BORN)
    form.boxes["name"].set_value("章伟")
    form.boxes["name"].changed.emit()
    qtbot.waitUntil(lambda: form.similar.isVisible(), timeout=5000)
    assert "姓名同音" in form.similar.words.text()
    there = form.similar.found[0].resident_id
    qtbot.mouseClick(form.similar.link, Qt.MouseButton.LeftButton)
    assert not page.people.is_editing
    assert page.people.table.current_id == there


def test_the_hint_never_keeps_from_saving(page: RosterPage, office: Office) -> None:
    page.new()
    form = page.people.right.form
    assert isinstance(form, ResidentForm)
    form.boxes["name"].set_value("张伟")
    form.boxes["birth"].set_value(BORN)
    form.similar.look()
    assert form.similar.found
    form.ask_save()
    assert not page.people.is_editing
    assert len(office.people.find("张伟")) == 2


def test_many_are_changed_from_the_list_and_taken_back(
    page: RosterPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, sentence, detail="": said.append(sentence))
    bulk = page.tidy.change_many(page.people)
    assert isinstance(bulk, BulkPage)
    bulk.rows[0].choose("residence_kind", "set", "3")
    bulk.add_row().choose("tags", "add", ["已核对"])
    bulk.preview_button.click()
    qtbot.waitUntil(lambda: bulk.plan is not None, timeout=20000)
    assert bulk.change_button.text() == "修改 5 人"
    bulk.rows[1].removed.emit()
    assert bulk.plan is None
    bulk.preview_button.click()
    qtbot.waitUntil(lambda: bulk.plan is not None, timeout=20000)
    bulk.change_button.click()
    qtbot.waitUntil(lambda: hasattr(bulk, "done_button"), timeout=20000)
    page.show_filter("migrant")
    assert page.people.table.count() == 5
    bulk.undo_button.click()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    page.people.table.refresh()
    assert page.people.table.count() == 0


def test_a_change_that_says_nothing_is_answered_in_words(
    page: RosterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[BaseException] = []
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: errors.append(error))
    bulk = page.tidy.change_many(page.people)
    bulk.preview_button.click()
    assert "居住类别" in str(errors[0])
