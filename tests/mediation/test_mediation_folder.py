"""打印全卷: the folder as one file, its list of contents and page numbers, its scans, and what it still lacks."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from leak_case import AGREED, HEARD, INQUIRY, VISITED
from pikepdf import pdfa
from PIL import Image

from commgov_desktop.documents import rendering
from commgov_desktop.errors import UserError
from commgov_desktop.ledger.attachments import attach
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation import closing, dossier, folder, settling
from commgov_desktop.mediation.casefile import read
from commgov_desktop.mediation.papers import PAPERS, paper


def _pages(pdf: bytes) -> list[str]:
    return ["".join(rendering.page_text(pdf, n).split()) for n in range(rendering.page_count(pdf))]


def _numbers(pdf: bytes) -> list[str]:
    """What stands in the upper right corner of each page."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for page in document:
            wide, high = page.get_size()
            found.append(page.get_textpage().get_text_bounded(wide - 85, high - 48, wide, high).strip())
    return found


@pytest.fixture
def finished(office: Office, case_id: int) -> int:
    settling.save_investigation(office, case_id, None, INQUIRY)
    settling.save_session(office, case_id, None, HEARD | {"result": "continue"})
    settling.save_session(office, case_id, None, HEARD | {"held_on": date(2026, 2, 27)})
    settling.save_agreement(office, case_id, AGREED | {"signed_on": date(2026, 2, 27)})
    duty = read(office, case_id).duties[0]
    settling.save_performance(office, case_id, duty.id, {"done_on": date(2026, 3, 1)})
    settling.save_follow_up(office, case_id, None, VISITED)
    closing.tick(office, case_id, "identity", "当事人身份证明", on=True)
    closing.close(office, case_id)
    return case_id


def test_the_folder_has_cover_contents_numbered_papers_and_back_cover(office: Office, finished: int) -> None:
    pdf = folder.whole(office, finished)
    pages = _pages(pdf)
    assert "调解卷宗" in pages[0]
    assert "卷内目录" in pages[1]
    assert "卷内备考表" in pages[-1]
    assert _numbers(pdf) == ["", "", *map(str, range(1, len(pages) - 2)), ""]
    assert f"{len(pages) - 3}页" in pages[-1]
    assert "本卷文书齐全" in pages[-1]


def test_every_line_of_the_contents_names_the_page_on_which_its_paper_begins(
    office: Office, finished: int
) -> None:
    pages = _pages(folder.whole(office, finished))
    parts = list(folder._parts(office, read(office, finished)))
    assert [part.title for part in parts] == [
        "人民调解申请书", "当事人权利义务告知书", "当事人身份证明", "人民调解调查记录", "人民调解记录（第一次）",
        "人民调解记录（第二次）", "人民调解协议书", "人民调解回访记录", "结案报告表",
    ]  # fmt: skip
    page = 1
    for line, part in enumerate(parts, start=1):
        assert f"{line}{part.title}{page}" in pages[1]
        assert part.title in pages[1 + page]
        page += part.pages()


def test_a_paper_of_several_pages_takes_a_span_of_numbers(office: Office, finished: int) -> None:
    first = read(office, finished).sittings[0].id
    settling.save_session(office, finished, first, HEARD | {"statements": "双方各自陈述。\n" * 120})
    pages = _pages(folder.whole(office, finished))
    assert "人民调解记录（第一次）5—" in pages[1]
    assert len(pages) > 13


def test_the_folder_is_archivable_and_the_same_twice(office: Office, finished: int, tmp_path: Path) -> None:
    pdf = folder.whole(office, finished)
    assert pdf == folder.whole(office, finished)
    path = tmp_path / "folder.pdf"
    path.write_bytes(pdf)
    assert not list(pdfa.validate_written(path, "2b").findings)


def test_what_lacks_is_named_first_and_the_rest_prints_with_its_remarks(office: Office, case_id: int) -> None:
    assert "当事人身份证明" in folder.lacking(office, case_id)
    with pytest.raises(
        UserError, match=r"当事人权利义务告知书、当事人身份证明、人民调解记录、人民调解协议书"
    ):
        folder.whole(office, case_id)
    pages = _pages(folder.whole(office, case_id, incomplete=True))
    assert "卷宗情况说明" in pages[-2]
    assert "本卷缺少：当事人权利义务告知书、当事人身份证明" in pages[-2]
    assert "本卷缺少" in pages[-1]


def test_a_paper_whose_facts_are_missing_is_named_too(office: Office, finished: int) -> None:
    first = read(office, finished).sittings[0].id
    settling.save_session(office, finished, first, HEARD | {"place": ""})
    (said,) = folder.lacking(office, finished)
    assert "人民调解记录" in said
    assert "地点" in said
    with pytest.raises(UserError, match="人民调解记录"):
        folder.whole(office, finished)
    assert "人民调解记录（第一次）" not in _pages(folder.whole(office, finished, incomplete=True))[1]


def _scan(office: Office, case_id: int, item: str, file: Path) -> None:
    with office.store.write("scan") as session:
        attach(session, "mediation_cases", case_id, file, item)


def test_scans_are_bound_in_upright_and_a_damaged_one_leaves_room_for_the_paper(
    office: Office, finished: int, tmp_path: Path
) -> None:
    photo = Image.new("RGB", (600, 200), (200, 30, 30))
    turned = Image.Exif()
    turned[0x0112] = 6  # held on its side
    photo.save(tmp_path / "身份证.jpg", exif=turned)
    (tmp_path / "收据.pdf").write_bytes(paper("mediation-rights").make(office, finished))
    (tmp_path / "坏.png").write_bytes(b"not a picture")
    for item, name in (("identity", "身份证.jpg"), ("receipts", "收据.pdf"), ("evidence", "坏.png")):
        _scan(office, finished, item, tmp_path / name)
    pdf = folder.whole(office, finished)
    pages = _pages(pdf)
    assert "履行凭证（扫描件）" in "".join(pages)
    assert any("“坏.png”不能显示" in page for page in pages)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        pictures = [item for item in found if item.get("/Subtype") == "/Image"]
        sizes = {(int(image.Width), int(image.Height)) for image in pictures}
    assert (200, 600) in sizes
    assert len(sizes) == 2


def test_the_report_says_when_everything_was_performed(office: Office, finished: int) -> None:
    (page,) = _pages(paper("mediation-report").make(office, finished))
    for words in ("结案报告表", "受案时间2026年2月12日", "结案时间2026年3月1日", "填表时间2026年3月5日", "曾文华", "漏水",
                  "已于2026年3月1日履行", "2026年3月4日，协议已全部履行", "沙田社区人民调解委员会", "李红"):  # fmt: skip
        assert words in page, words


def test_the_report_of_a_case_without_an_agreement_and_of_an_open_one(office: Office, case_id: int) -> None:
    with pytest.raises(UserError, match="结案报告表"):
        paper("mediation-report").make(office, case_id)
    closing.end(
        office, case_id, {"outcome": "3", "ended_on": date(2026, 3, 1), "end_reason": "双方分歧较大，已告知可以起诉。"}
    )  # fmt: skip
    (page,) = _pages(paper("mediation-report").make(office, case_id))
    assert "结案时间2026年3月1日" in page
    assert "双方分歧较大" in page
    assert "agreement" not in [item.key for item in dossier.lacking(read(office, case_id))]


def test_every_sheet_of_the_folder_has_a_place_in_the_menu() -> None:
    keys = [kind.key for kind in PAPERS]
    assert {"mediation-folder", "mediation-report", "mediation-back", "mediation-cover"} <= set(keys)
