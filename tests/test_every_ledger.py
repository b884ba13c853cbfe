"""What every ledger can do, whatever it keeps: saved values come back, undo takes back, lists show, sort and leave."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from commgov_desktop import catalog
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.exporting import export_list, rows_of
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.ledger import Ledger
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.id_number import check_character
from commgov_desktop.store.journal import Action
from commgov_desktop.store.store import Changes
from tests.words import english_in

NO_FORM = {"certificates": "a line of the register is made by issuing, and never edited"}
"""Ledgers that no form writes, and why."""

NOT_FROM_A_FORM_ALONE = NO_FORM | {
    "postings": "a notice is put up from its own page, which knows which notice it is",
    "dwellings": "a home comes into being with its building or with an address",
}
"""Ledgers whose new records are made by a verb of their own; their forms edit what is there."""

FILLED_BY_ITSELF = {"mediation": {"accepted_on"}}
"""Required boxes that are filled when they are left empty."""

_NUMBER = "99999919800101123"

MADE_UP: dict[str, dict[str, object]] = {
    "residents": {
        "name": "单伟", "name_reading": "shan wei", "id_kind": "111", "sex": "1", "birth": date(1980, 1, 1),
        "id_number": _NUMBER + check_character(_NUMBER), "id_reason": "", "lives_here_since": date(2020, 5, 1),
        "relation": "20", "phone": "13800000001", "phone2": "13800000002", "tags": ["志愿者"],
    },
    "buildings": {"name": "88号楼"},
    "estates": {"built_year": 2008},
    "situation_reports": {
        **dict.fromkeys(("happened_at", "noticed_at"), datetime(2026, 2, 3, 1, 0, tzinfo=UTC)),
        "reported_at": datetime(2026, 2, 3, 2, 0, tzinfo=UTC),
    },
    "certificate_kinds": {"answer": "issued", "body": "兹证明{姓名}。",
                          "number_form": "{mark}样证〔{year}〕第{serial}号"},
    "notices": {"number": "沙居〔2026〕3号"},
    "checklist_items": {"rhythm": "event", "weekday": "1"},
}  # fmt: skip
"""Where a box of this kind cannot hold just anything."""


def _made_up(ledger: Ledger, box: Field, office: Office) -> object:
    special = MADE_UP.get(ledger.key, {})
    if box.name in special:
        return special[box.name]
    if box.choices:
        last = box.choices()[-1][0]
        return [last] if box.kind == "tags" else last
    if box.kind == "reference":
        return _first_id(office, box.to)
    if box.kind == "references":
        return [_first_id(office, box.to)]
    return {
        "text": f"样{box.name[:1]}",
        "paragraph": "第一行\n第二行",
        "day": date(2026, 2, 3),
        "moment": datetime(2026, 2, 3, 1, 0, tzinfo=UTC),
        "number": 3,
        "money": 123_45,
        "flag": True,
        "tags": ["样"],
        "id_number": _NUMBER + check_character(_NUMBER),
        "phone": "13800000003",
    }[box.kind]


def _first_id(office: Office, table: str) -> int:
    ledger = catalog.ledger_of(table)
    assert ledger is not None, f"a form refers to {table}, which no ledger shows"
    return Listing(office.store, ledger).ids()[0]


def _values(office: Office, ledger: Ledger) -> dict[str, object]:
    return {box.name: _made_up(ledger, box, office) for box in ledger.fields()}


def _empty(ledger: Ledger) -> dict[str, object]:
    """What an untouched form hands over."""
    nothing: dict[str, object] = {"flag": False, "tags": []}
    texts = dict.fromkeys(("text", "paragraph", "phone", "id_number"), "")
    return {box.name: (nothing | texts).get(box.kind) for box in ledger.fields()}


def _save(office: Office, ledger: Ledger) -> int:
    """A made-up record: a new one, or where no form makes one, the newest of the practice community edited."""
    known = None
    if ledger.key in NOT_FROM_A_FORM_ALONE:
        known = Listing(office.store, ledger).ids(sort=ledger.columns[0].field.name)[0]
    return office.book.save(ledger, known, _values(office, ledger))


def _actions(office: Office) -> int:
    with office.store.read() as session:
        return session.scalar(select(func.count(Action.id))) or 0


@pytest.fixture(params=catalog.LEDGERS, ids=lambda ledger: ledger.key)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    found: Ledger = request.param
    return found


@pytest.fixture
def written(ledger: Ledger) -> Ledger:
    """A ledger that a form writes."""
    if ledger.key in NO_FORM:
        pytest.skip(NO_FORM[ledger.key])
    return ledger


@pytest.fixture
def begun(ledger: Ledger) -> Ledger:
    """A ledger whose new records come from its form."""
    if ledger.key in NOT_FROM_A_FORM_ALONE:
        pytest.skip(NOT_FROM_A_FORM_ALONE[ledger.key])
    return ledger


def test_what_is_saved_comes_back(practice_office: Office, written: Ledger) -> None:
    values = _values(practice_office, written)
    record = _save(practice_office, written)
    assert practice_office.book.values(written, record) == values
    assert practice_office.book.name(written, record)


def test_undo_takes_back_an_addition(practice_office: Office, begun: Ledger) -> None:
    before = list(Listing(practice_office.store, begun).ids())
    record = _save(practice_office, begun)
    practice_office.store.undo()
    assert list(Listing(practice_office.store, begun).ids()) == before
    with pytest.raises(UserError):
        practice_office.book.values(begun, record)


def test_undo_takes_back_an_edit_and_redo_does_it_again(practice_office: Office, written: Ledger) -> None:
    known = Listing(practice_office.store, written).ids()[0]
    before = practice_office.book.values(written, known)
    box = [box for box in written.fields() if box.kind == "paragraph"][-1]
    practice_office.book.save(written, known, before | {box.name: "另一句话"})
    after = practice_office.book.values(written, known)
    assert after[box.name] == "另一句话"
    practice_office.store.undo()
    assert practice_office.book.values(written, known) == before
    practice_office.store.redo()
    assert practice_office.book.values(written, known) == after


def test_undo_takes_back_a_removal(practice_office: Office, written: Ledger) -> None:
    record = _save(practice_office, written)
    if written.key in NOT_FROM_A_FORM_ALONE:
        record = _remove_any(practice_office, written)
    else:
        practice_office.book.remove(written, record)
    with pytest.raises(UserError):
        practice_office.book.values(written, record)
    practice_office.store.undo()
    assert practice_office.book.values(written, record)


def _remove_any(office: Office, ledger: Ledger) -> int:
    """Remove the first record that nothing hangs on; what others refer to stays."""
    for record in Listing(office.store, ledger).ids():
        try:
            office.book.remove(ledger, record)
        except UserError:
            continue
        return record
    raise AssertionError("everything is referred to")


def test_an_empty_form_names_what_is_missing_and_saves_nothing(
    practice_office: Office, begun: Ledger
) -> None:
    required = {box.name for box in begun.fields() if box.required} - FILLED_BY_ITSELF.get(begun.key, set())
    if not required:
        pytest.skip("this form may stay empty")
    actions, records = _actions(practice_office), Listing(practice_office.store, begun).count()
    with pytest.raises(Invalid) as wrong:
        practice_office.book.save(begun, None, _empty(begun))
    assert required <= set(wrong.value.problems)
    assert not [words for words in wrong.value.problems.values() if not words or english_in(words)]
    assert (_actions(practice_office), Listing(practice_office.store, begun).count()) == (actions, records)


def test_everybody_hears_of_a_save_in_chinese(practice_office: Office, written: Ledger) -> None:
    heard: list[Changes] = []
    practice_office.store.subscribe(heard.append)
    record = _save(practice_office, written)
    assert len(heard) == 1
    assert heard[0].touches(written.table)
    assert record in heard[0].rows[written.table]
    assert not english_in(heard[0].label), heard[0].label


def test_the_list_sorts_by_every_column_both_ways(practice_office: Office, ledger: Ledger) -> None:
    listing = Listing(practice_office.store, ledger)
    everything = set(listing.ids())
    assert everything, "the practice community shows none of these"
    for column in ledger.columns:
        up = list(listing.ids(sort=column.field.name))
        down = list(listing.ids(sort=column.field.name, descending=True))
        assert set(up) == set(down) == everything, column.field.name
        assert len(up) == len(everything)
        assert up == down[::-1], f"{column.field.name}: downwards is not upwards turned round"


def test_every_saved_filter_counts_what_it_lists(practice_office: Office, ledger: Ledger) -> None:
    listing = Listing(practice_office.store, ledger)
    everything = set(listing.ids())
    for saved in ledger.filters:
        found = listing.ids(filter=saved.key)
        within = set(found) <= everything
        assert within != (saved.beyond and bool(found)), f"{saved.key} reaches beyond the list, or should"
        assert len(found) == listing.count(saved.key), saved.key


def test_the_list_finds_a_record_by_its_name(practice_office: Office, ledger: Ledger) -> None:
    listing = Listing(practice_office.store, ledger)
    record = listing.ids(filter="filled" if ledger.key == "checklist_items" else "")[0]
    name = practice_office.book.name(ledger, record)
    words = name.removesuffix("户") if ledger.key == "households" else name
    assert record in set(listing.ids(find=words))


def test_the_qt_model_over_the_list_keeps_qts_rules(
    qtbot: QtBot, practice_office: Office, ledger: Ledger
) -> None:
    from commgov_desktop.ui.record_table import RecordTable

    listing = Listing(practice_office.store, ledger)
    table = RecordTable(listing, name=_(ledger.title))
    qtbot.addWidget(table)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(table.model, mode)
    table.refresh()
    assert table.count() == listing.count()
    if ledger.key not in NO_FORM:
        _save(practice_office, ledger)
        table.refresh()
    model = table.model
    texts = [
        model.index(row, column).data()
        for row in (0, model.rowCount() - 1)
        for column in range(model.columnCount())
    ]
    assert any(texts)
    assert table.count() == listing.count()
    del tester


def test_the_form_gives_back_what_it_was_shown(
    qtbot: QtBot, practice_office: Office, written: Ledger
) -> None:
    from commgov_desktop.ui.record_form import RecordForm

    values = practice_office.book.values(written, _save(practice_office, written))
    form = RecordForm(written.form, title=_(written.title), pickers=_pickers(practice_office, written))
    qtbot.addWidget(form)
    form.set_values(values)
    assert not form.unreadable()
    assert {k: v or None for k, v in form.values().items()} == {k: v or None for k, v in values.items()}
    assert not form.is_changed


def _pickers(office: Office, ledger: Ledger) -> Mapping[str, Any]:
    from commgov_desktop.ui.record_picker import Picker

    def name_of(table: str) -> Any:
        other = catalog.ledger_of(table)
        assert other is not None
        return lambda number: office.book.name(other, number)

    tables = {box.to for box in ledger.fields() if box.kind in ("reference", "references")}
    return {table: Picker(lambda _words: [], name_of(table)) for table in tables}


def test_an_exported_workbook_holds_what_the_list_shows(
    practice_office: Office, ledger: Ledger, tmp_path: Path
) -> None:
    listing = Listing(practice_office.store, ledger)
    ids = listing.ids()[:50]
    path = tmp_path / "名单.xlsx"
    assert export_list(practice_office, ledger, ids, path) == len(ids)
    sheet = load_workbook(path).active
    assert sheet is not None
    cells = [["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)]
    fields, rows = rows_of(listing, ids)
    heading = [_(field.label) for field in fields]
    start = next(n for n, row in enumerate(cells) if row[: len(heading)] == heading)
    read = [row[: len(heading)] for row in cells[start + 1 :]]
    assert read == [[text.strip() for text in row] for row in rows]


def test_a_printed_register_names_its_records(practice_office: Office, ledger: Ledger) -> None:
    from commgov_desktop.documents.list_register import list_register
    from commgov_desktop.documents.rendering import page_count, page_text

    listing = Listing(practice_office.store, ledger)
    ids = listing.ids()[:5]
    columns = list(listing.first_shown)
    pdf = list_register(practice_office, ledger, ids, columns)
    text = _squeezed("".join(page_text(pdf, page) for page in range(page_count(pdf))))
    fields, rows = rows_of(listing, ids, columns)
    assert _squeezed(_(ledger.title)) in text
    for row in rows:
        for field, words in zip(fields, row, strict=True):
            assert _squeezed(words)[:12] in text, f"{field.name}: {words!r} is not on the paper"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_word_of_a_ledger_is_chinese(ledger: Ledger) -> None:
    words = [ledger.title, ledger.one, *ledger.empty]
    words += [part.title for part in ledger.form]
    for box in [*ledger.fields(), *(column.field for column in ledger.columns)]:
        words += [box.label, box.hint]
    words += [text for saved in ledger.filters for text in (saved.label, saved.group)]
    english = sorted({w for w in words if w and english_in(re.sub(r"\{\w+\}", "", _(w)))})
    assert not english, f"no Chinese for {english}"


def test_every_choice_is_chinese(ledger: Ledger) -> None:
    for box in ledger.fields():
        for code, words in box.choices() if box.choices else ():
            assert words, f"{box.name}: the choice {code} says nothing"
            assert not english_in(words), f"{box.name}: {words}"


def test_what_others_refer_to_cannot_be_removed(practice_office: Office) -> None:
    """A home somebody lives in: a sentence, and nothing is lost."""
    with practice_office.store.read() as session:
        resident = catalog.LEDGERS[0].model
        home = session.scalar(select(resident.dwelling_id).where(resident.dwelling_id.is_not(None)))  # type: ignore[attr-defined]
    homes = catalog.ledger_of("dwellings")
    assert homes is not None
    with pytest.raises(UserError) as wrong:
        practice_office.book.remove(homes, home)
    assert not isinstance(wrong.value, SQLAlchemyError)
    assert practice_office.book.name(homes, home)
