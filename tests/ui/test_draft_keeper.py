"""A form that was left half-typed is found again when it is opened, and forgotten when it is saved."""

import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop.ledger import drafts
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.draft_keeper import DraftKeeper
from commgov_desktop.ui.record_form import RecordForm

SECTIONS = (
    section("", Field("name", "Name"), Field("born", "Born", "day"), Field("alone", "Alone", "flag")),
)


@pytest.fixture
def opened(office: Office, qtbot: QtBot):  # type: ignore[no-untyped-def]
    def open_form(key: str = "residents:1") -> tuple[RecordForm, DraftKeeper]:
        form = RecordForm(SECTIONS)
        qtbot.addWidget(form)
        form.set_values({"name": "王芳", "born": None, "alone": False})
        form.show()
        return form, DraftKeeper(form, office, key)

    return open_form


def test_what_was_typed_is_back_with_a_strip_that_says_so(opened, office: Office, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    form, _keeper = opened()
    with qtbot.waitSignal(form.draft_changed, timeout=5000):
        qtbot.keyClicks(form.boxes["name"].editor, "x1")
    form, keeper = opened()
    assert form.values()["name"] == "x1王芳"
    assert form.is_changed
    assert keeper.strip is not None
    qtbot.waitUntil(keeper.strip.isVisible)
    assert "上次" in keeper.strip.sentence.text()


def test_leaving_at_once_keeps_the_last_signs(opened, office: Office, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    form, _keeper = opened()
    qtbot.keyClicks(form.boxes["name"].editor, "x2")
    form.leave_asked.emit()
    form, _keeper = opened()
    assert form.values()["name"] == "x2王芳"


def test_a_saved_form_opens_without_a_draft(opened, office: Office, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    form, keeper = opened()
    qtbot.keyClicks(form.boxes["name"].editor, "x3")
    keeper.keep_now()
    keeper.saved()
    form.leave_asked.emit()
    assert drafts.kept(office.store, 1) == []
    _form, keeper = opened()
    assert keeper.strip is None


def test_an_unwanted_draft_is_thrown_away(opened, office: Office, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    form, keeper = opened()
    qtbot.keyClicks(form.boxes["name"].editor, "x4")
    keeper.keep_now()
    form, keeper = opened()
    keeper.discard()
    assert form.values()["name"] == "王芳"
    assert not form.is_changed
    assert drafts.kept(office.store, 1) == []


def test_each_form_has_its_own_draft(opened, office: Office, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    form, keeper = opened("residents:1")
    qtbot.keyClicks(form.boxes["name"].editor, "x5")
    keeper.keep_now()
    _form, keeper = opened("residents:2")
    assert keeper.strip is None
