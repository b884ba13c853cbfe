"""All data leave in one step: every table as xlsx and csv, the attachments, what every column means; only for the chair."""

import csv
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from commgov_desktop import catalog, command_line, paths
from commgov_desktop.desk import certificates
from commgov_desktop.desk.models import Certificate, Notice
from commgov_desktop.errors import Cancelled, UserError
from commgov_desktop.grids.situations.models import SituationReport
from commgov_desktop.ledger import all_data, attachments, column_words
from commgov_desktop.ledger.office import Office
from commgov_desktop.mediation.models import MediationCase
from commgov_desktop.roster.models import Resident
from commgov_desktop.store.journal import Action


def _read(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _noted(office: Office) -> list[str]:
    with office.store.read() as session:
        return list(session.scalars(select(Action.label).where(Action.kind == "note")))


def test_every_table_is_there_with_every_row_as_csv_and_as_workbook(
    practice_office: Office, tmp_path: Path
) -> None:
    done = all_data.export_all(practice_office, tmp_path, catalog.all_names())
    for table in all_data.tables():
        [path] = [
            p for p in done.folder.glob("csv/*.csv") if table.name in (p.stem, p.stem.split("_", 1)[-1])
        ]
        with practice_office.store.read() as session:
            count = session.scalar(select(func.count()).select_from(table))
        since = 1 if table.name == "actions" else 0  # that it was carried out is itself on record
        assert len(_read(path)) == done.rows[table.name] == count - since
    assert len(list(done.folder.glob("xlsx/*.xlsx"))) == len(list(done.folder.glob("csv/*.csv")))
    assert any("全部数据" in label or "导出全部" in label for label in _noted(practice_office))


def test_numbers_are_whole_and_codes_have_their_words(practice_office: Office, tmp_path: Path) -> None:
    done = all_data.export_all(practice_office, tmp_path, catalog.all_names())
    rows = _read(done.folder / "csv" / "居民_residents.csv")
    with practice_office.store.read() as session:
        person = session.scalars(select(Resident).where(Resident.id_state == "checked")).first()
        assert person is not None
        row = next(r for r in rows if r["编号（id）"] == str(person.id))
        assert row["证件号码（id_number）"] == person.id_number
        assert row["性别（文字）"] == {"1": "男", "2": "女"}[person.sex]
    sheet = openpyxl.load_workbook(done.folder / "xlsx" / "居民_residents.xlsx").worksheets[0]
    headings = [cell.value for cell in sheet[2]]
    cell = sheet.cell(3, headings.index("证件号码（id_number）") + 1)
    assert cell.number_format == "@"


def test_every_column_is_described_and_attachments_are_named(practice_office: Office, tmp_path: Path) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"\xff\xd8 made up")
    with practice_office.store.write("Attach") as session:
        attachments.attach(session, "residents", 1, photo)
    done = all_data.export_all(practice_office, tmp_path, catalog.all_names())
    described = openpyxl.load_workbook(done.folder / "说明.xlsx").worksheets[0]
    named = {(row[0].value, row[3].value) for row in described.iter_rows(3)}
    for table in all_data.tables():
        for column in table.columns:
            assert any(str(file).endswith(table.name) and name == column.name for file, name in named)
    kept = list((done.folder / "附件").glob("*_residents_1_照片.jpg"))
    assert [path.read_bytes() for path in kept] == [b"\xff\xd8 made up"]
    assert "导出人 王敏" in (done.folder / "说明.txt").read_text("utf-8-sig")


def test_every_table_and_column_has_a_chinese_name_and_none_is_explained_that_is_not_there(
    practice_office: Office, tmp_path: Path
) -> None:
    done = all_data.export_all(practice_office, tmp_path, catalog.all_names())
    lines = list(
        openpyxl.load_workbook(done.folder / "说明.xlsx").worksheets[0].iter_rows(3, values_only=True)
    )
    nameless = [
        f"{title}.{column}"
        for _file, title, heading, column, *_rest in lines
        if not re.search(r"[\u4e00-\u9fff]", str(title)) or not re.search(r"[\u4e00-\u9fff]", str(heading))
    ]
    assert nameless == []
    meant = {(str(line[0]).rpartition("_")[2], line[3]): line[-1] for line in lines}
    assert meant["sheets", "until"] == "不含当日，空为在组"
    known = {table.name: {column.name for column in table.columns} for table in all_data.tables()}
    words = tomllib.loads(paths.resources(column_words.FILE).read_text("utf-8"))
    assert set(words.pop("tables")) <= known.keys()
    assert set(words.pop("common")) <= set().union(*known.values())
    assert {(table, name) for table, inside in words.items() for name in inside} <= {
        (table, name) for table, names in known.items() for name in names
    }


def test_every_paper_lies_there_as_pdf_under_its_name_and_what_has_none_is_named(
    practice_office: Office, tmp_path: Path
) -> None:
    office = practice_office
    with office.store.read() as session:
        number, voided = session.execute(
            select(Certificate.id, Certificate.number).where(Certificate.state == "issued").limit(1)
        ).one()
        kept, kept_number = session.execute(
            select(Certificate.id, Certificate.number).where(Certificate.state == "issued").offset(1).limit(1)
        ).one()
        counts = {
            "证明": session.scalar(select(func.count(Certificate.id)).where(Certificate.state != "voided")),
            "通知、公告、公示": session.scalar(select(func.count(Notice.id))),
            "调解卷宗": session.scalar(select(func.count(MediationCase.id))),
            "情况报告单": session.scalar(select(func.count(SituationReport.id))),
        }
    certificates.void(office, number, "写错了")
    done = all_data.export_all(office, tmp_path, catalog.all_names())
    found = {folder.name: len(list(folder.glob("*.pdf"))) for folder in (done.folder / "PDF").iterdir()}
    assert found == counts | {"证明": (counts["证明"] or 0) - 1}
    assert all(found.values())
    assert done.papers == sum(found.values())
    [paper] = (done.folder / "PDF" / "证明").glob(f"{kept:05}_*{kept_number}*.pdf")
    assert paper.read_bytes() == certificates.paper(office, kept)
    told = (done.folder / "说明.txt").read_text("utf-8-sig")
    assert voided in told
    assert "作废" in told


def test_only_the_chair_may(practice_office: Office, tmp_path: Path) -> None:
    worker = replace(practice_office, account=replace(practice_office.account, role="worker"))
    with pytest.raises(UserError, match="主任"):
        all_data.export_all(worker, tmp_path, catalog.all_names())
    assert list(tmp_path.glob("*全部数据*")) == []


def test_a_cancelled_export_leaves_nothing_behind(practice_office: Office, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        all_data.export_all(practice_office, tmp_path, catalog.all_names(), stop)
    assert [p for p in tmp_path.iterdir() if "全部数据" in p.name] == []


def test_the_command_line_writes_all_data(
    practice_office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with practice_office.store.read() as session:
        everybody = session.scalar(select(func.count(Resident.id)))  # who has left is part of the data
    practice_office.store.close()
    (tmp_path / "password").write_text("practice\n")
    (tmp_path / "out").mkdir()
    where = [
        "--data-dir",
        str(practice_office.places.data_dir),
        "--password-file",
        str(tmp_path / "password"),
    ]
    assert command_line.run([*where, "--json", "export-all", str(tmp_path / "out")]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rows"]["residents"] == everybody > 300
    assert (Path(said["folder"]) / "说明.txt").exists()
