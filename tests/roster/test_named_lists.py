"""The lists of residents that have a name, offered where a letter or a publicity needs people."""

from datetime import date

from commgov_desktop import catalog
from commgov_desktop.ledger import saved_filters
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.asking.named_lists import named_lists
from commgov_desktop.roster.groups import known, sheets
from commgov_desktop.roster.ledger import RESIDENTS


def test_saved_filters_and_open_groups_are_offered_with_who_is_on_them_now(office: Office) -> None:
    old = office.book.save(RESIDENTS, None, {"name": "王大爷", "birth": date(1940, 1, 1), "note": "甲"})
    young = office.book.save(RESIDENTS, None, {"name": "李梅", "birth": date(1990, 1, 1)})
    question = {"all": [{"fact": "note", "how": "filled", "label": "备注"}]}
    saved_filters.save(office.store, RESIDENTS.key, "有备注", question, None)
    with office.store.read() as session:
        groups = known.seen(session, office)
    low = next(group for group in groups if group.name == "低保对象")
    sheets.put_many(office, low.id, [young], date(2026, 3, 5))
    found = {
        name: list(ids()) for name, ids in named_lists(office, lambda: catalog.askable(office, RESIDENTS))
    }
    assert next(iter(found)) == "有备注"
    assert (found["有备注"], found["高龄老人"], found["低保对象"]) == ([old], [old], [young])
    closed = {group.name for group in groups if group.restricted}
    assert closed
    assert not closed & found.keys()
