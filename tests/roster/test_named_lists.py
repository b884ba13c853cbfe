"""The lists of residents that have a name, offered where a letter or a publicity needs people."""

from datetime import date

import pytest

from commgov_desktop import catalog
from commgov_desktop.ledger import questions, saved_filters
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.asking.closed_lists import Closed
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
    closed = next(group for group in groups if group.restricted)
    about = {"all": [{"fact": "groups", "how": "any", "values": [closed.key], "label": "人群"}]}
    saved_filters.save(office.store, RESIDENTS.key, "不公开的", about, None)
    found = {
        name: list(ids()) for name, ids in named_lists(office, lambda: catalog.askable(office, RESIDENTS))
    }
    assert next(iter(found)) == "有备注"
    assert (found["有备注"], found["高龄老人"], found["低保对象"]) == ([old], [old], [young])
    assert not {group.name for group in groups if group.restricted} & found.keys()
    assert "不公开的" not in found


@pytest.mark.parametrize(
    ("fact", "values", "is_closed"),
    [
        ("groups", ["{key}"], True),
        ("groups", ["party-member-of-nothing"], False),
        ("group:{key}:x1", ["甲"], True),
        ("age", [80], False),
    ],
)
def test_a_question_tells_of_a_closed_group_however_it_asks(
    office: Office, fact: str, values: list[object], is_closed: bool
) -> None:
    with office.store.read() as session:
        key = next(group.key for group in known.seen(session, office) if group.restricted)
    given = tuple(str(value).format(key=key) if isinstance(value, str) else value for value in values)
    inner = questions.any_of(questions.Asked(fact.format(key=key), "any", given))
    assert Closed(office).is_question(questions.all_of(inner)) == is_closed
