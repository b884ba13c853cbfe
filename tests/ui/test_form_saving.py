"""Every form is kept in one way: what cannot be read is said first, then what is wrong, at its boxes."""

import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop.checklists.reason_dialog import PUT_OFF, ReasonDialog
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.ui import ask
from commgov_desktop.ui.form_saving import saved
from commgov_desktop.ui.record_form import RecordForm

FORM = (section("", Field("name", "姓名"), Field("due_on", "日期", "day")),)


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    made = RecordForm(FORM)
    qtbot.addWidget(made)
    return made


def _type(form: RecordForm, words: str) -> None:
    form.boxes["due_on"].editor.setText(words)  # type: ignore[attr-defined]


def test_a_box_that_cannot_be_read_keeps_the_form_from_being_saved(form: RecordForm) -> None:
    kept: list[object] = []
    _type(form, "后天以后")
    assert not saved(form, kept.append)
    assert kept == []
    assert form._problems["due_on"].text()
    _type(form, "2026-03-06")
    assert saved(form, kept.append)
    assert len(kept) == 1


def test_what_is_wrong_stands_at_its_box_and_what_is_in_the_way_is_shown(
    form: RecordForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(_values: object) -> None:
        raise Invalid({"name": "缺姓名"})

    def trouble(_values: object) -> None:
        raise UserError("已撤销")

    heard: list[str] = []
    monkeypatch.setattr(ask, "show_error", lambda _parent, error: heard.append(str(error)))
    assert not saved(form, wrong)
    assert form._problems["name"].text() == "缺姓名"
    assert not saved(form, trouble)
    assert heard == ["已撤销"]


def test_both_windows_with_a_form_stay_open_on_a_day_that_cannot_be_read(qtbot: QtBot) -> None:
    kept: list[object] = []
    one = FormDialog(None, "字段", FORM, {}, kept.append)
    other = ReasonDialog(None, "改期", "走访", PUT_OFF, {"why": "出差"}, "改期", kept.append)
    for dialog, verb in ((one, one.save), (other, other.try_accept)):
        qtbot.addWidget(dialog)
        dialog.show()
        _type(dialog.form, "后天以后")
        verb()
        assert dialog.isVisible()
    assert kept == []
    _type(one.form, "2026-03-06")
    one.save()
    assert not one.isVisible()
