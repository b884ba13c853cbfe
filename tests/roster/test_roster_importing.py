"""Taking in roster files: counts that add up, reasons that are right, nothing wiped, nothing half done."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from commgov_desktop.errors import Cancelled
from commgov_desktop.ledger import sheets
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import facts, household, importing
from commgov_desktop.roster.household_ledger import HOUSEHOLDS
from commgov_desktop.roster.id_number import check_character
from commgov_desktop.roster.importing import ImportPlan
from commgov_desktop.roster.ledger import RESIDENTS
from commgov_desktop.roster.models import Resident
from commgov_desktop.roster.places import Homes

FILE = Path(__file__).parent.parent / "files" / "roster_libreoffice.xlsx"
Csv = Callable[..., bytes]


def number(born: str, serial: int) -> str:
    first = f"999999{born}{serial:03d}"
    return first + check_character(first)


ZHANG, LI = number("19850312", 1), number("19900501", 2)


def plan_of(office: Office, homes: Homes, source: Path | bytes, *, lenient: bool = False) -> ImportPlan:
    opened = importing.open_source(office.store, source, "" if isinstance(source, Path) else "名册.csv")
    return importing.trial(office.store, opened, homes, lenient=lenient)


def take_in(office: Office, homes: Homes, source: Path | bytes) -> ImportPlan:
    return importing.apply(office.store, plan_of(office, homes, source), homes)


def outcome(plan: ImportPlan) -> tuple[int, int, int, int, int]:
    c = plan.counts
    assert c["read"] == c["new"] + c["changed"] + c["same"] + c["refused"]
    return c["read"], c["new"], c["changed"], c["same"], c["refused"]


def reason(plan: ImportPlan, row: int) -> str:
    return next(r.sentence for r in plan.rows if r.number == row)


def people(office: Office) -> int:
    return Listing(office.store, RESIDENTS).count()


def test_the_workbook_made_in_libreoffice_is_taken_in_and_its_counts_add_up(
    office: Office, homes: Homes
) -> None:
    plan = plan_of(office, homes, FILE)
    assert outcome(plan) == (120, 114, 0, 0, 6)
    assert people(office) == 0, "a trial run saves nothing"
    assert sum(1 for row in plan.rows if row.sentence) == 30
    importing.apply(office.store, plan, homes)
    assert people(office) == 114
    assert outcome(plan_of(office, homes, FILE)) == (120, 0, 0, 114, 6)
    assert office.people.find("䶮")[0][1] == "龙䶮"
    assert office.people.find("yuchi")[0][1] == "尉迟恭铭"
    assert Listing(office.store, HOUSEHOLDS).count() == 49


def test_the_reasons_of_the_faulty_rows_name_what_is_wrong(office: Office, homes: Homes) -> None:
    plan = plan_of(office, homes, FILE)
    assert "截去" in reason(plan, 7)
    assert "17位" in reason(plan, 13)
    assert "校验位" in reason(plan, 38)
    assert "性别为男" in reason(plan, 53)
    assert "截去" in reason(plan, 56)
    assert "不存在" in reason(plan, 71)
    assert reason(plan, 89) == "缺姓名"


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats_of_the_same_workbook_give_the_same_counts(
    office: Office, homes: Homes, suffix: str
) -> None:
    assert outcome(plan_of(office, homes, FILE.with_suffix(f".{suffix}"))) == (120, 114, 0, 0, 6)


def test_a_damaged_number_is_not_stored_but_said(office: Office, homes: Homes) -> None:
    take_in(office, homes, FILE)
    person = facts.read(office.store, office.people.find("许勇军")[0][0])
    assert (person.id_number, person.id_state) == ("", "none")
    assert "999999201212074000" in person.id_reason
    assert person.birth == date(2012, 12, 7)


def test_a_damaged_number_finds_its_person_and_leaves_the_whole_one_alone(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    take_in(office, homes, csv_of("姓名 身份证号 联系电话", ("张伟", ZHANG, "")))
    plan = take_in(
        office, homes, csv_of("姓名 身份证号 联系电话", ("张伟", ZHANG[:15] + "000", "10012345678"))
    )
    assert outcome(plan) == (1, 0, 1, 0, 0)
    person = facts.read(office.store, office.people.find("张伟")[0][0])
    assert (person.id_number, person.phone, person.id_state) == (ZHANG, "10012345678", "checked")


def test_empty_cells_never_wipe_a_value(office: Office, homes: Homes, csv_of: Csv) -> None:
    take_in(office, homes, csv_of("姓名 身份证号 民族 职业", ("张伟", ZHANG, "汉", "教师")))
    plan = take_in(office, homes, csv_of("姓名 身份证号 民族 职业", ("张伟", ZHANG, "", "/")))
    assert outcome(plan) == (1, 0, 0, 1, 0)
    assert facts.read(office.store, office.people.find("张伟")[0][0]).occupation == "教师"


def test_a_changed_value_is_shown_before_it_is_saved(office: Office, homes: Homes, csv_of: Csv) -> None:
    take_in(office, homes, csv_of("姓名 身份证号 职业", ("张伟", ZHANG, "教师")))
    plan = plan_of(office, homes, csv_of("姓名 身份证号 职业", ("张伟", ZHANG, "司机")))
    assert outcome(plan) == (1, 0, 1, 0, 0)
    assert importing.differences(plan.rows[0]) == [("职业", "教师", "司机")]


def test_somebody_without_a_number_is_known_by_name_birth_and_address(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    head = "姓名 出生日期 现住址 职业"
    take_in(office, homes, csv_of(head, "张伟 1985-3-12 3号楼2单元501 教师"))
    plan = take_in(office, homes, csv_of(head, "张伟 1985.3.12 3栋2单元501室 司机"))
    assert outcome(plan) == (1, 0, 1, 0, 0)
    plan = plan_of(office, homes, csv_of(head, "张伟 1986-3-12 3号楼2单元501 司机"))
    assert outcome(plan) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("head", "row", "word"),
    [
        ("姓名 身份证号", ("", ZHANG), "缺姓名"),
        ("姓名 身份证号", ("12", ZHANG), "不像姓名"),
        ("姓名 性别 民族", ("张伟", "男", "汉"), "无法认定"),
        ("姓名 出生日期 住址", ("张伟", "1985-02-30", "3号楼101"), "不存在"),
        ("姓名 出生日期 住址", ("张伟", "2030-02-20", "3号楼101"), "晚于今天"),
        ("姓名 身份证号 民族", ("张伟", ZHANG, "火星族"), "代码表"),
    ],
)
def test_a_row_that_cannot_be_is_refused_in_words(
    office: Office, homes: Homes, csv_of: Csv, head: str, row: tuple[str, ...], word: str
) -> None:
    plan = plan_of(office, homes, csv_of(head, row))
    assert outcome(plan) == (1, 0, 0, 0, 1)
    assert word in reason(plan, 2)


def test_an_unreadable_cell_can_be_left_out_instead(office: Office, homes: Homes, csv_of: Csv) -> None:
    content = csv_of("姓名 身份证号 民族", ("张伟", ZHANG, "火星族"))
    plan = plan_of(office, homes, content, lenient=True)
    assert outcome(plan) == (1, 1, 0, 0, 0)
    assert plan.remarked == 1


def test_the_same_person_twice_in_a_file_is_refused_the_second_time(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    plan = plan_of(office, homes, csv_of("姓名 身份证号", ("张伟", ZHANG), ("张伟", ZHANG)))
    assert outcome(plan) == (2, 1, 0, 0, 1)
    assert "第 2 行" in reason(plan, 3)


def test_a_number_of_somebody_of_another_name_is_refused(office: Office, homes: Homes, csv_of: Csv) -> None:
    take_in(office, homes, csv_of("姓名 身份证号", ("张伟", ZHANG)))
    plan = plan_of(office, homes, csv_of("姓名 身份证号", ("李强", ZHANG)))
    assert outcome(plan) == (1, 0, 0, 0, 1)
    assert "张伟" in reason(plan, 2)


def test_households_are_put_together_by_number_by_head_or_by_order(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    by_number = csv_of("户号 姓名 与户主关系 身份证号", ("8", "张伟", "户主", ZHANG), ("8", "李梅", "妻", LI))
    take_in(office, homes, by_number)
    by_head = csv_of("户主 姓名 与户主关系 出生日期", "王刚 王刚 本人 1970-1-1", "王刚 王小 子 2000-1-1")
    take_in(office, homes, by_head)
    by_order = csv_of(
        "姓名 与户主关系 出生日期 住址", "赵一 户主 1960-1-1 5号楼101", "赵二 子 1990-1-1 5号楼101"
    )
    take_in(office, homes, by_order)
    with office.store.read() as session:
        sizes = session.execute(
            select(func.count())
            .select_from(Resident)
            .group_by(Resident.household_id)
            .order_by(Resident.household_id)
        ).scalars()
        assert list(sizes) == [2, 2, 2]
    family = household.home(office.store, 1)
    assert (family.number, [m.relation for m in family.members]) == ("8", ["02", "12"])


def test_a_second_head_of_a_household_is_refused(office: Office, homes: Homes, csv_of: Csv) -> None:
    plan = plan_of(
        office,
        homes,
        csv_of("户号 姓名 与户主关系 身份证号", ("8", "张伟", "户主", ZHANG), ("8", "李梅", "户主", LI)),
    )
    assert outcome(plan) == (2, 1, 0, 0, 1)
    assert "张伟" in reason(plan, 3)


def test_a_file_may_change_the_head_when_it_says_what_the_old_one_is(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    head = "户号 姓名 与户主关系 身份证号"
    take_in(office, homes, csv_of(head, ("8", "张伟", "户主", ZHANG), ("8", "李梅", "妻", LI)))
    plan = take_in(office, homes, csv_of(head, ("8", "张伟", "夫", ZHANG), ("8", "李梅", "户主", LI)))
    assert outcome(plan) == (2, 0, 2, 0, 0)
    assert household.home(office.store, 1).name == "李梅户"
    plan = plan_of(office, homes, csv_of(head, ("8", "张伟", "户主", ZHANG)))
    assert outcome(plan) == (1, 0, 0, 0, 1)


def test_an_import_is_one_action_and_can_be_undone(office: Office, homes: Homes) -> None:
    take_in(office, homes, FILE)
    step = office.store.undo()
    assert step.label == "导入 roster_libreoffice.xlsx"
    assert people(office) == 0
    assert Listing(office.store, HOUSEHOLDS).count() == 0
    assert not office.people.find("贾军建")


def test_cancel_leaves_nothing_behind(office: Office, homes: Homes) -> None:
    plan = plan_of(office, homes, FILE)

    def stop(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        importing.apply(office.store, plan, homes, stop)
    assert people(office) == 0
    assert outcome(importing.apply(office.store, plan_of(office, homes, FILE), homes)) == (120, 114, 0, 0, 6)


def test_work_between_trial_and_import_is_seen(office: Office, homes: Homes, csv_of: Csv) -> None:
    content = csv_of("姓名 身份证号", ("张伟", ZHANG))
    plan = plan_of(office, homes, content)
    take_in(office, homes, content)
    assert outcome(importing.apply(office.store, plan, homes)) == (1, 0, 0, 1, 0)
    assert people(office) == 1


def test_what_a_clerk_said_of_the_headings_is_remembered(office: Office, homes: Homes, csv_of: Csv) -> None:
    content = csv_of("姓名 身份证号 干啥的", ("张伟", ZHANG, "教师"))
    source = importing.open_source(office.store, content, "名册.csv")
    assert "occupation" not in source.columns
    chosen = source.mapped({**source.columns, "occupation": 2})
    importing.apply(office.store, importing.trial(office.store, chosen, homes), homes)
    again = importing.open_source(office.store, content, "另一份.csv")
    assert again.remembered
    assert again.heading("occupation") == "干啥的"


def test_the_result_workbook_has_every_row_with_its_reason(
    office: Office, homes: Homes, tmp_path: Path
) -> None:
    plan = plan_of(office, homes, FILE)
    out = tmp_path / "结果.xlsx"
    importing.write_result(out, plan)
    table = sheets.read_table(out)
    assert len(list(table.rows())) == 120
    reasons = [str(row[-1]) for _n, row in table.rows()]
    assert sum(words.startswith("未导入") for words in reasons) == 6
    assert sum("截去" in words for words in reasons) == 10


def test_who_has_left_is_not_changed_by_a_file_but_named_with_what_to_do(
    office: Office, homes: Homes, csv_of: Csv
) -> None:
    take_in(
        office,
        homes,
        csv_of("姓名 身份证号 住址 电话", f"张伟 {number('19850312', 1)} 3号楼2单元501 10011112222"),
    )
    with office.store.write("迁出") as session:
        person = session.scalars(select(Resident)).one()
        person.left_on, person.left_how, person.dwelling_id = date(2026, 3, 1), "moved", None
    plan = plan_of(
        office,
        homes,
        csv_of("姓名 身份证号 住址 电话", f"张伟 {number('19850312', 1)} 3号楼2单元501 10099998888"),
    )
    assert outcome(plan) == (1, 0, 0, 0, 1)
    assert "已迁出 2026-03-01" in plan.rows[0].sentence
    assert "迁回" in plan.rows[0].sentence
