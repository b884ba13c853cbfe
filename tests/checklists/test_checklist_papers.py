"""The list, the month's task sheet and the register of what was done, as they print."""

from datetime import date

from commgov_desktop.checklists import lists, making, tasks
from commgov_desktop.checklists.papers import PAPERS, completion_register, list_paper, task_sheet
from commgov_desktop.documents.rendering import page_count, page_text
from commgov_desktop.ledger.office import Office


def _text(pdf: bytes) -> str:
    return "".join(page_text(pdf, n) for n in range(page_count(pdf))).replace("\n", "").replace("\r", "")


def _list(office: Office, short: str) -> int:
    return next(line.id for line in lists.lists(office) if line.short == short)


def test_the_list_prints_every_slot_and_says_how_many_are_to_be_filled(office: Office) -> None:
    text = _text(list_paper(office, _list(office, "依法履职")))
    assert "依法履职事项清单" in text
    assert "共 23 项，其中 3 项待填" in text
    assert "推行居务公开" in text


def test_what_no_source_gives_is_marked_on_paper_too(office: Office) -> None:
    assert "低保名单变动核对（待核实）" in _text(list_paper(office, _list(office, "全年工作")))


def test_the_task_sheet_makes_its_month_and_puts_what_is_overdue_first(office: Office) -> None:
    tasks.add(office, "上月没办的事", date(2026, 2, 20), "李静")
    text = _text(task_sheet(office))
    assert "2026年3月任务单" in text
    assert text.index("上月没办的事") < text.index("矛盾纠纷排查（半月）")
    assert "（逾期）" in text
    assert "2026年4月任务单" in _text(task_sheet(office, 202604))


def test_the_register_tells_what_became_of_every_task(office: Office) -> None:
    making.ensure_month(office, date(2026, 3, 1))
    done, aside = tasks.add(office, "慰问", date(2026, 3, 4)), tasks.add(office, "评议", date(2026, 3, 3))
    tasks.finish(office, done, "送达 12 户。", on=date(2026, 3, 4))
    tasks.put_aside(office, aside, "改到下月")
    text = _text(completion_register(office))
    assert "任务完成情况登记簿" in text
    assert "送达 12 户" in text
    assert "按时办结" in text
    assert "不需办理：改到下月" in text


def test_every_paper_prints_by_its_key(office: Office) -> None:
    made = {kind.key: kind.make(office, _list(office, "协助办理") if kind.about else 0) for kind in PAPERS}
    assert set(made) == {"checklist", "task-sheet", "task-register"}
    assert all(pdf.startswith(b"%PDF") for pdf in made.values())
