"""The long jobs: a whole roster taken in, thousands of papers, a copy written and read back, a restore."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, seconds
from commgov_desktop import catalog, clock, opening, practice
from commgov_desktop.backup import record
from commgov_desktop.backup.restore import restore
from commgov_desktop.documents import many
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.paper import Paper
from commgov_desktop.ledger.office import Office
from commgov_desktop.opening import NewOffice
from commgov_desktop.paths import Places
from commgov_desktop.store import keyring
from commgov_desktop.tour import files

MORE = (
    "民族",
    "文化程度",
    "婚姻状况",
    "政治面貌",
    "职业",
    "工作单位",
    "其他电话",
    "居住类别",
    "入住日期",
    "户号",
    "标签",
)
VALUES = ("汉族", "大专", "已婚", "群众", "职员", "临湖公司", "", "常住", "2019-03-05", "", "志愿者")


def workbook(path: Path, rows: int) -> Path:
    """A roster of 20 columns under 999999."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("人口信息")
        sheet.write_row(0, 0, (*files.HEADINGS, *MORE))
        for n, row in enumerate(files.rows_of_people(rows)):
            sheet.write_row(n + 1, 0, (*map(str, row), *VALUES))
    return path


def take_in(folder: Path, rows: int) -> Figure:
    """A whole workbook into an empty office: read, checked, saved, journalled, indexed."""
    from commgov_desktop.roster import importing

    source = workbook(folder / "roster.xlsx", rows)
    places = Places(folder / "import")
    office, _key = opening.create(places, NewOffice("测试居委会", "", "王敏", "practice"), quick=True)

    def act() -> None:
        plan = importing.trial(office.store, importing.open_source(office.store, source), catalog.homes())
        counts = importing.apply(office.store, plan, catalog.homes()).counts
        assert counts["read"] == rows, counts

    spent = seconds(act)
    office.store.close()
    ratio = _libreoffice(source, folder)
    return Figure(
        f"import of {rows:,} rows x 20 columns", spent, "s", 20 * max(1.0, rows / 100_000),
        spent / ratio if ratio else None, "LibreOffice opening it" if ratio else "", f"{rows / spent:,.0f} rows/s",
    )  # fmt: skip


def _libreoffice(source: Path, folder: Path) -> float | None:
    office = shutil.which("soffice")
    if office is None:
        return None
    command = [office, "--headless", "--convert-to", "csv", "--outdir", str(folder), str(source)]
    return seconds(lambda: subprocess.run(command, check=False, capture_output=True))


def papers(notices: int, certificates: int) -> list[Figure]:
    """Many notices in one file; many certificates as files of their own."""
    moment = clock.now()
    body = "根据有关规定，现将有关事项通知如下，请相互转告，按时参加，不得缺席。" * 8

    def static(paper: Paper) -> None:
        paper.text_box(28, 60, 156, 180, body, "fang", 16, valign="top", pitch=29)

    def draw(paper: Paper, number: object) -> None:
        paper.text(105, 45, f"致第{number}户居民的通知", "title", 22, "centre")

    one = seconds(lambda: many.one_file("通知", moment, range(notices), draw, static=static))

    def certificate(number: object, common: Any) -> bytes:
        sheet = FormSheet("居住证明", moment, number=f"沙居证〔2026〕第{number}号", spread=8, common=common)
        sheet.paragraph(f"兹证明居民{number}自2019年4月起居住在本社区3号楼2单元501室。", size=16)
        sheet.signing("沙田社区居民委员会", clock.today())
        return sheet.finish()

    def each() -> Iterator[bytes]:
        return many.separate_files(range(certificates), certificate)

    several = seconds(lambda: [None for _pdf in each()])
    return [
        Figure(
            f"{notices:,} one-page notices in one PDF", one, "s", 20, detail=f"{notices / one:,.0f} pages/s"
        ),
        Figure(
            f"{certificates:,} certificates as files",
            several,
            "s",
            10,
            detail=f"{certificates / several:,.0f}/s",
        ),
    ]


def copies(office: Office, folder: Path) -> list[Figure]:
    """A copy with read-back, and its restore, against a plain copy of the office file with fsync."""
    stick = folder / "stick"
    stick.mkdir(exist_ok=True)
    plain = seconds(lambda: _plain_copy(office.places.database, folder / "plain.db"))
    written = seconds(lambda: record.make_backup(office, stick))
    secret = keyring.recovery_secret(office.places.keyring, office.key)
    back = seconds(lambda: restore(next(stick.glob("*.age")), secret, Places(folder / "restored")))
    size = office.places.database.stat().st_size / 2**20
    return [
        Figure(
            "backup with read-back",
            written,
            "s",
            10,
            written / plain,
            "plain copy with fsync",
            f"{size:.0f} MiB",
        ),
        Figure("restore", back, "s", 10, back / plain, "plain copy with fsync"),
    ]


def _plain_copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def make(folder: Path, residents: int) -> tuple[Office, Figure]:
    """The practice office that the rest is measured on."""
    made: list[Office] = []
    spent = seconds(lambda: made.append(practice.make(Places(folder / "office"), residents=residents)))
    return made[0], Figure(f"practice community of {residents:,} made", spent, "s")
