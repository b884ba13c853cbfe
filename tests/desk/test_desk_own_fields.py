"""The office's own fields in certificates: placed by name, filled from the roster, asked where it does not know."""

import pytest
from pytestqt.qtbot import QtBot

from commgov_desktop.desk import certificates, kinds
from commgov_desktop.desk.certificates import Application
from commgov_desktop.desk.facts_card import FactsToPlace
from commgov_desktop.desk.kinds_page import KindsPage
from commgov_desktop.desk.ledger import KINDS
from commgov_desktop.desk.names_dialog import NamesDialog
from commgov_desktop.desk.serve_page import ServePage
from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import Invalid
from commgov_desktop.ledger import extra_fields
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField
from commgov_desktop.roster.models import Resident
from commgov_desktop.ui.record_form import RecordForm

FIELDS = [
    OwnField("x1", "车牌号"),
    OwnField("x2", "入党日期", "day"),
    OwnField("x3", "月补贴", "money"),
    OwnField("x4", "军官证号", "document"),
]
BODY = "兹证明{姓名}车牌号为{车牌号}，{入党日期}入党，每月领取补贴{月补贴}。"
TYPED = {"purpose": "停车", "required_by": "物业公司", "checked_how": "查验证件"}


def _keep(office: Office, fields: list[OwnField]) -> None:
    extra_fields.keep(office.store, "residents", fields, "自设栏目")


@pytest.fixture
def own(desk: Office) -> Office:
    """张伟 has all of them filled in, 欧阳修文 none."""
    _keep(desk, [OwnField("", f.label, f.kind) for f in FIELDS])
    with desk.store.write("填写") as session:
        session.get_one(Resident, 1).extra = {
            "x1": "练A12345", "x2": "2001-07-01", "x3": 123450, "x4": "999999195007081225",
        }  # fmt: skip
    return desk


def _kind(office: Office, body: str = BODY, **more: object) -> int:
    values = {"name": "停车证明", "answer": "issued", "number_form": "停〔{year}〕{serial}号", "needs": []}
    return office.book.save(KINDS, None, values | {"whole_number": True, "body": body} | more)


def _words(pdf: bytes) -> str:
    return "".join(page_text(pdf).split())


def test_an_own_field_is_placed_by_its_name_and_filled_from_the_roster(own: Office) -> None:
    application = Application(_kind(own), 1)
    assert certificates.missing(own, application) == []
    words = _words(certificates.paper(own, certificates.issue(own, application)))
    assert "张伟车牌号为练A12345，2001年7月1日入党，每月领取补贴1,234.50元。" in words


def test_what_the_roster_does_not_know_is_asked_at_the_desk(own: Office) -> None:
    number = _kind(own)
    assert certificates.boxes(own, Application(number, 2)) == ["own-x1", "own-x2", "own-x3", "copies"]
    with pytest.raises(Invalid) as wrong:
        certificates.issue(own, Application(number, 2))
    assert "车牌号" in wrong.value.problems["own-x1"]
    typed = {"own-x1": "练B00001", "own-x2": "2003年6月1日", "own-x3": "100元"}
    words = _words(certificates.paper(own, certificates.issue(own, Application(number, 2, typed))))
    assert "练B00001，2003年6月1日入党，每月领取补贴100元" in words


def test_a_renamed_field_goes_on_being_filled_in_and_the_form_shows_its_new_name(own: Office) -> None:
    number = _kind(own)
    _keep(own, [OwnField("x1", "车牌"), *FIELDS[1:]])
    assert own.book.values(KINDS, number)["body"] == BODY.replace("{车牌号}", "{车牌}")
    assert kinds.kind(own, number).text == BODY.replace("{车牌号}", "{车牌}")
    assert "练A12345" in _words(certificates.draft(own, Application(number, 1)))
    own.book.save(KINDS, number, own.book.values(KINDS, number))
    assert "练A12345" in _words(certificates.draft(own, Application(number, 1)))


def test_a_retired_field_cannot_be_placed_and_one_retired_later_is_not_stated_from_the_roster(
    own: Office,
) -> None:
    number = _kind(own)
    _keep(own, [OwnField("x1", "车牌号", retired=True), *FIELDS[1:]])
    with pytest.raises(Invalid) as wrong:
        _kind(own)
    assert "车牌号" in wrong.value.problems["body"]
    assert "{入党日期}" in wrong.value.problems["body"]
    assert certificates.missing(own, Application(number, 1)) == ["own-x1"]
    assert "练A12345" not in _words(certificates.draft(own, Application(number, 1)))


def test_a_document_number_is_masked_where_the_kind_says_so(own: Office) -> None:
    body = "{姓名}的军官证号为{军官证号}。"
    whole, masked = _kind(own, body), _kind(own, body, whole_number=False)
    assert "999999195007081225" in _words(certificates.draft(own, Application(whole, 1)))
    words = _words(certificates.draft(own, Application(masked, 1)))
    assert "999999195007081225" not in words
    assert "999999********1225" in words


def test_the_form_at_the_desk_calls_own_fields_by_their_names(qtbot: QtBot, own: Office) -> None:
    number = _kind(own)
    page = ServePage(own)
    qtbot.addWidget(page)
    page.person.serve(2)
    page.choose(number)
    assert list(page.form.boxes)[:3] == ["own-x1", "own-x2", "own-x3"]
    page.form.boxes["own-x1"].set_value("练C1")
    page.draw()
    assert "入党日期" in page.paper.chip.text()
    assert "车牌号" not in page.paper.chip.text()


def test_a_list_of_names_on_a_notice_shows_own_fields_that_are_chosen_numbers_masked(
    qtbot: QtBot, own: Office
) -> None:
    dialog = NamesDialog(None, own, [1, 2])
    qtbot.addWidget(dialog)
    assert dialog.found.rows[0] == ("姓名", "证件号码", "住址")
    for key in ("number", "address"):
        dialog.columns[key].setChecked(False)
    for key in ("own-x1", "own-x4"):
        dialog.columns[key].setChecked(True)
    assert dialog.found.rows[0] == ("姓名", "车牌号", "军官证号")
    assert dialog.found.rows[1][:2] == ("张*", "练A12345")
    assert "1950" not in dialog.found.rows[1][2]
    assert dialog.found.rows[2][1:] == ("", "")
    _keep(own, [OwnField("x1", "车牌号", retired=True), *FIELDS[1:]])
    again = NamesDialog(None, own, [1])
    qtbot.addWidget(again)
    assert "own-x1" not in again.columns


def test_own_fields_are_put_into_the_text_at_a_click_as_every_other_fact(qtbot: QtBot, own: Office) -> None:
    page = KindsPage(own, lambda: None)
    qtbot.addWidget(page)
    page.add_kind()
    placed = page.findChild(FactsToPlace)
    assert placed is not None
    for words in ("姓名", "车牌号"):
        placed.links[words].click()
    form = page.findChild(RecordForm)
    assert form is not None
    assert form.values()["body"] == "{姓名}{车牌号}"
