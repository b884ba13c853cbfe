"""The list of a plan's rows shows the same rows in the same order however many of them are packed."""

import pytest

from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import importing
from commgov_desktop.roster.import_rows import NEW, REFUSED
from commgov_desktop.roster.importing import ImportPlan
from commgov_desktop.roster.places import Homes
from commgov_desktop.roster.plan_rows import TROUBLED, PlanRows
from commgov_desktop.store import firsts, packed

NAMES = ("张伟", "李红", "王芳", "赵敏", "钱进")


def _plan(office: Office, homes: Homes, rows: int) -> ImportPlan:
    lines = ["姓名,出生日期,现住址,户号,与户主关系"]
    for n in range(rows):
        born = "昨天" if n % 50 == 7 else f"{1950 + n % 60}-01-{1 + n % 28:02d}"
        relation = "户主" if n % 4 in (0, 3) else "子"  # a second head of every household
        where = f"{n % 9}号楼1单元{n}" if n % 3 else ""
        lines.append(f"{NAMES[n % 5]},{born},{where},H{n // 4 % 400},{relation}")
    source = importing.open_source(office.store, "\n".join(lines).encode(), "名册.csv")
    return importing.trial(office.store, source, homes)


def _shown(plan: ImportPlan) -> list[object]:
    rows = PlanRows(plan)
    found: list[object] = [plan.counts, plan.remarked, plan.new_households]
    for key in ("", NEW, REFUSED, TROUBLED):
        for sort in ("", "name", "outcome", "why"):
            for words in ("", "张", "红"):
                ids = rows.ids(find=words, filter=key, sort=sort, descending=sort == "why")
                found.append(list(rows.page(ids).items()))
    return [*found, [(row.number, row.values, row.reasons, row.bad) for row in plan.rows]]


def test_the_same_rows_are_shown_whether_they_are_packed_or_not(
    office: Office, homes: Homes, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = _shown(_plan(office, homes, 2000))
    monkeypatch.setattr(packed, "PLAIN", 0)
    monkeypatch.setattr(packed, "_AT_HAND", 2)
    monkeypatch.setattr(firsts, "PLAIN", 3)
    assert _shown(_plan(office, homes, 2000)) == plain


def test_a_packed_plan_is_taken_in_whole_and_its_buildings_stand_in_order(
    office: Office, homes: Homes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commgov_desktop.grids.models import Building
    from commgov_desktop.roster import import_saving

    monkeypatch.setattr(packed, "PLAIN", 0)
    monkeypatch.setattr(packed, "_AT_HAND", 2)
    monkeypatch.setattr(import_saving, "_PLACES_AT_ONCE", 5)
    plan = importing.apply(office.store, _plan(office, homes, 1000), homes)
    again = _plan(office, homes, 1000)
    assert plan.counts[NEW] > 500
    assert again.counts == {**plan.counts, NEW: 0, "same": plan.counts[NEW]}
    with office.store.read() as session:
        names = [one.name for one in session.query(Building).order_by(Building.position)]
    assert names == [f"{n}号楼" for n in range(9) if n % 3]
