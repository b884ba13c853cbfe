"""Every paper the program prints: archivable, the same twice, readable, and refused in words when facts are missing."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa
from sqlalchemy import func, select

from commgov_desktop import catalog, clock, i18n, practice
from commgov_desktop.documents import fonts, rendering
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.paths import Places
from commgov_desktop.store.journal import Action
from commgov_desktop.store.record import Record
from tests.words import english_in

KINDS = catalog.papers()
TODAY = date(2026, 3, 5)
NOBODY = 9_999_999
MOST_RECORDS = 60

OTHER_TITLES = {
    "certificate": ("证明", "不予出具"),
    "notice": ("通知", "公告", "公示", "倡议"),
    "mediation-cover": ("调解卷宗",),
    "mediation-contents": ("卷内目录",),
    "mediation-remarks": ("卷宗情况说明",),
    "checklist": ("事项",),
    "task-sheet": ("任务单",),
}
"""Papers whose heading is not the name in the menu: it follows the form, or what they say."""

PEOPLE = 1000
"""Enough for a case in every stage."""


@pytest.fixture(scope="module")
def community(_compiled_texts: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One practice community for all papers: printing changes nothing."""
    clock.pretend(TODAY)
    i18n.use("zh_CN")
    fonts.use_bundled_only(True)
    folder = tmp_path_factory.mktemp("papers") / "office"
    opened = practice.make(Places(folder), PEOPLE, seed=5)
    yield opened
    opened.store.close()
    fonts.use_bundled_only(False)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.key)
def kind(request: pytest.FixtureRequest) -> PaperKind:
    found: PaperKind = request.param
    return found


def records_of(office: Office, about: str) -> list[int]:
    """What a paper can be about, the newest first; 0 for papers about the office."""
    if not about:
        return [0]
    table = Record.metadata.tables[about]
    with office.store.read() as session:
        return list(session.scalars(select(table.c.id).order_by(table.c.id.desc()).limit(MOST_RECORDS)))


_printed: dict[str, tuple[int, bytes]] = {}


def printed(office: Office, kind: PaperKind) -> tuple[int, bytes]:
    """The first record of the practice community that has all the paper needs, and the paper."""
    if kind.key not in _printed:
        why = ""
        for record in records_of(office, kind.about):
            try:
                _printed[kind.key] = record, kind.make(office, record)
                break
            except UserError as error:
                why = str(error)
        else:
            pytest.fail(f"no record of the practice community has all that {kind.title} needs: {why}")
    return _printed[kind.key]


def test_two_papers_never_share_a_key() -> None:
    keys = [kind.key for kind in KINDS]
    assert len(keys) == len(set(keys))
    assert not [kind.key for kind in KINDS if english_in(kind.title) or not kind.title]


def test_a_paper_is_archivable(community: Office, kind: PaperKind, tmp_path: Path) -> None:
    _record, paper = printed(community, kind)
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper)
    assert not list(pdfa.validate_written(path, "2b").findings)


def test_a_paper_is_the_same_twice(community: Office, kind: PaperKind) -> None:
    record, paper = printed(community, kind)
    assert kind.make(community, record) == paper


def test_a_paper_says_what_it_is(community: Office, kind: PaperKind) -> None:
    _record, paper = printed(community, kind)
    text = _text(paper)
    words = OTHER_TITLES.get(kind.key) or (re.split(r"[（、(]", kind.title)[0],)
    assert any("".join(word.split()) in text for word in words), text[:200]


def test_a_paper_is_chinese_and_without_gaps(community: Office, kind: PaperKind) -> None:
    _record, paper = printed(community, kind)
    pages = [rendering.page_text(paper, page) for page in range(rendering.page_count(paper))]
    text = "\n".join(pages)
    assert not english_in(text), english_in(text)
    strange = [c for c in text if c in "\ufffd" or 0xE000 <= ord(c) <= 0xF8FF]
    assert not strange, f"signs without a shape: {strange[:5]}"
    for left in ("None", "{", "}", "nan"):
        assert left not in text, f"{left!r} was left on the paper"


def test_a_paper_shows_ink_on_every_page(community: Office, kind: PaperKind) -> None:
    _record, paper = printed(community, kind)
    for page in range(rendering.page_count(paper)):
        picture = rendering.render_page(paper, page, 36, grey=True)
        assert min(bytes(picture.data)) < 160, f"page {page + 1} is empty"


def test_every_type_on_a_paper_is_embedded(community: Office, kind: PaperKind) -> None:
    _record, paper = printed(community, kind)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        described = [item for item in found if item.get("/Type") == "/FontDescriptor"]
        assert described
        assert all("/FontFile2" in item or "/FontFile3" in item for item in described)


def test_a_paper_about_nothing_is_refused_in_words(community: Office, kind: PaperKind) -> None:
    if not kind.about:
        pytest.skip("about the office itself")
    with pytest.raises(UserError) as refused:
        kind.make(community, NOBODY)
    assert not english_in(str(refused.value))


def test_missing_facts_are_named(community: Office, kind: PaperKind) -> None:
    """Whatever record of the practice community it is asked of: a paper, or a sentence in Chinese that says more
    than that it does not work."""
    for record in records_of(community, kind.about)[:12]:
        said = _refusal(community, kind, record)
        assert not said or len(said) > 8
        assert not english_in(said), said


def test_an_empty_office_gets_a_paper_or_a_sentence(office: Office, kind: PaperKind) -> None:
    if kind.about:
        pytest.skip("nothing to be about")
    assert not english_in(_refusal(office, kind, 0))


def _refusal(office: Office, kind: PaperKind, record: int) -> str:
    """The sentence with which a paper is refused; empty when it is printed."""
    try:
        assert rendering.page_count(kind.make(office, record)) >= 1
    except UserError as refused:
        return str(refused)
    return ""


def test_printing_changes_nothing(community: Office) -> None:
    with community.store.read() as session:
        before = session.scalar(select(func.count(Action.id)))
    for kind in KINDS:
        printed(community, kind)
    with community.store.read() as session:
        assert session.scalar(select(func.count(Action.id))) == before


def _text(paper: bytes) -> str:
    pages = (rendering.page_text(paper, page) for page in range(rendering.page_count(paper)))
    return "".join("".join(page.split()) for page in pages)
