"""Many papers at once are the same papers, only quicker."""

import time
from collections.abc import Callable
from datetime import datetime

from PIL import Image, ImageChops

from commgov_desktop.documents import rendering
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.many import one_file, separate_files
from commgov_desktop.documents.paper import Paper
from commgov_desktop.documents.subsets import Common

NAMES = [chr(0x4E00 + 37 * i) + chr(0x4E10 + 53 * i) for i in range(300)]


def _certificate(issued: datetime) -> Callable[[str, Common | None], bytes]:
    def make(name: str, common: Common | None) -> bytes:
        sheet = FormSheet("居住证明", issued, number="春社居证〔2026〕12号", common=common)
        sheet.paragraph(f"兹证明{name}居住在本社区。特此证明。", size=16, pitch=30)
        sheet.signing("春风社区居民委员会", None)
        return sheet.finish()

    return make


def _notices(issued: datetime, names: list[str]) -> bytes:
    def static(paper: Paper) -> None:
        paper.text(105, 40, "冬季消防安全检查通知", "title", 22, "centre")

    def draw(paper: Paper, name: str) -> None:
        paper.text(28, 60, f"{name}：请于3月5日前自查。", "fang", 16)

    return one_file("通知", issued, names, draw, static=static)


def test_each_notice_has_its_own_words_and_the_common_ones(
    issued: datetime, archivable: Callable[[bytes], list[object]]
) -> None:
    pdf = _notices(issued, NAMES)
    assert rendering.page_count(pdf) == len(NAMES)
    for i in (0, 1, 150, 299):
        words = rendering.page_text(pdf, i)
        assert NAMES[i] in words
        assert "冬季消防安全检查通知" in words
    assert archivable(_notices(issued, NAMES[:3])) == []


def test_certificates_made_together_look_like_those_made_singly(
    issued: datetime, picture: Callable[..., Image.Image], archivable: Callable[[bytes], list[object]]
) -> None:
    make = _certificate(issued)
    files = list(separate_files(NAMES[:12], make))
    for name, pdf in zip(NAMES, files, strict=False):
        alone = make(name, None)
        assert rendering.page_text(pdf) == rendering.page_text(alone)
        assert not ImageChops.difference(picture(pdf, dpi=72), picture(alone, dpi=72)).getbbox()
    assert archivable(files[-1]) == []
    assert files == list(separate_files(NAMES[:12], make))


def test_progress_is_told(issued: datetime) -> None:
    told: list[tuple[int, int]] = []
    list(separate_files(NAMES[:5], _certificate(issued), progress=lambda done, of: told.append((done, of))))
    assert told[-1] == (5, 5)


def test_three_hundred_certificates_take_seconds(issued: datetime) -> None:
    start = time.process_time()
    assert len(list(separate_files(NAMES, _certificate(issued)))) == 300
    assert time.process_time() - start < 3


def test_thousand_notices_take_seconds(issued: datetime) -> None:
    start = time.process_time()
    _notices(issued, NAMES * 4)
    assert time.process_time() - start < 3
