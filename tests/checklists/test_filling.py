"""Empty slots filled from the street office's workbook."""

from pathlib import Path

import pytest

from commgov_desktop.checklists import lists
from commgov_desktop.checklists.filling import Filled, fill_from
from commgov_desktop.checklists.ledger import ITEMS
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.sheets import write_workbook


def _own_duties(office: Office) -> lists.ListLine:
    return next(line for line in lists.lists(office) if line.short == "依法履职")


def _workbook(path: Path, headings: list[str], rows: list[list[str]]) -> Path:
    write_workbook(path, "街道下发清单", headings, rows)
    return path


def test_lines_go_into_the_empty_slots_then_below_and_known_ones_are_passed_over(
    office: Office, tmp_path: Path
) -> None:
    rows = [[str(n), f"街道事项{n}", f"街发〔2026〕{n}号"] for n in range(1, 5)] + [["5", "推行居务公开", ""]]
    file = _workbook(tmp_path / "清单.xlsx", ["序号", "事项名称", "政策依据"], rows)
    line = _own_duties(office)
    assert fill_from(office, line.id, file) == Filled(filled=3, added=1, known=1)
    after = _own_duties(office)
    assert (after.slots, after.filled) == (24, 24)
    found = Listing(office.store, ITEMS).ids(find="街道事项3")
    assert office.book.values(ITEMS, found[0])["basis"] == "街发〔2026〕3号"
    office.store.undo()
    assert _own_duties(office) == line


def test_a_workbook_without_a_column_of_items_is_refused_with_a_sentence(
    office: Office, tmp_path: Path
) -> None:
    file = _workbook(tmp_path / "别的.xlsx", ["证件号码", "电话"], [["1", "2"]])
    with pytest.raises(UserError, match="事项"):
        fill_from(office, _own_duties(office).id, file)
