"""人口变动登记单, 人口变动月报 and the register of a past day, read back from the printed page."""

from datetime import date

import pytest

from commgov_desktop.documents import rendering
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster import papers
from commgov_desktop.roster.as_it_was import ledger_on
from commgov_desktop.roster.events import monthly_paper, slip
from commgov_desktop.roster.ledger import RESIDENTS
from tests.roster.event_words import BEFORE, Family, family


@pytest.fixture
def zhangs(office: Office) -> Family:
    return family(office)


def words(pdf: bytes) -> str:
    return "".join(rendering.page_text(pdf, n) for n in range(rendering.page_count(pdf))).replace("\n", "")


def test_the_slip_says_what_happened_to_whom_and_every_change(zhangs: Family) -> None:
    number = zhangs.do("death", person=zhangs.zhang, remark="因病").slip
    printed = words(slip.slip_paper(zhangs.office, number))
    for said in ("人口变动登记单", "死亡（因病）", "2026年3月1日", "张伟", "1975-05-01", "李梅", "丧偶", "5人", "4人", "盖章"):  # fmt: skip
        assert said in printed, said


def test_the_slip_of_an_event_that_was_undone_is_refused(zhangs: Family) -> None:
    number = zhangs.do("death", person=zhangs.zhang).slip
    zhangs.office.store.undo()
    with pytest.raises(UserError):
        slip.slip_paper(zhangs.office, number)


def test_the_monthly_report_adds_up_on_paper(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.mother)
    zhangs.do("birth", household=zhangs.home, name="张小小", sex="2")
    printed = words(monthly_paper.monthly_paper(zhangs.office, 202603))
    assert "（2026年3月）" in printed
    assert "合计5101" + "0—05" in printed.replace(" ", "")


def test_without_a_month_the_last_one_that_has_ended_is_reported(zhangs: Family) -> None:
    assert "（2026年2月）" in words(monthly_paper.monthly_paper(zhangs.office))


def test_the_register_of_a_past_day_says_which(zhangs: Family) -> None:
    zhangs.do("death", person=zhangs.zhang)
    ledger = ledger_on(zhangs.office.store, RESIDENTS, BEFORE)
    ids = Listing(zhangs.office.store, ledger).ids()
    printed = words(papers.register_of(zhangs.office, ledger, ids, columns=("name", "relation"), day=BEFORE))
    assert "2026年2月1日在册情况" in printed
    assert "共5人" in printed
    assert "张伟" in printed


def test_the_practice_community_has_a_past_to_look_at(practice_office: Office) -> None:
    store = practice_office.store
    counts = {key: Listing(store, RESIDENTS).count(key) for key in ("moved_away", "died", "together")}
    assert all(counts.values()), counts
    then = Listing(store, ledger_on(store, RESIDENTS, date(2025, 6, 30)))
    assert then.count() != Listing(store, RESIDENTS).count()
    assert then.ids()
