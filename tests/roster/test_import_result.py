"""After an import: the counts agree with the roster or nothing is kept, and a sheet of paper says what came of it."""

from pathlib import Path

import pytest

from commgov_desktop.documents.rendering import page_text
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import import_result, import_saving, importing
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.places import Homes

FILE = Path(__file__).parent.parent / "files" / "roster_libreoffice.xlsx"


def _taken_in(office: Office, homes: Homes) -> importing.ImportPlan:
    plan = importing.trial(office.store, importing.open_source(office.store, FILE), homes)
    return importing.apply(office.store, plan, homes)


def test_the_sheet_says_the_sum_the_people_before_and_after_and_every_row_to_be_looked_at(
    office: Office, homes: Homes
) -> None:
    office.book.save(RESIDENTS, None, {"name": "何静"})
    plan = _taken_in(office, homes)
    assert plan.people == (1, 115)
    words = "".join(page_text(import_result.sheet(office, plan), 0).split())
    assert "读取120行=新增114+补充0+未变0+未导入6" in words
    assert "导入前在册1人，导入后在册115人" in words
    refused = [row for row in plan.rows if row.status == "refused"]
    assert len(refused) == 6
    assert all(str(row.number) in words and row.name in words for row in refused)
    assert "王敏" in words


@pytest.mark.parametrize("lost", ["rows", "count"])
def test_what_does_not_add_up_is_not_kept(
    office: Office, homes: Homes, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    if lost == "rows":
        monkeypatch.setattr(import_saving, "_insert", lambda *_told: None)
    else:
        monkeypatch.setattr(import_result, "in_roster", lambda _session: 7)
    with pytest.raises(UserError, match="对不上"):
        _taken_in(office, homes)
    assert Listing(office.store, RESIDENTS).count() == 0
