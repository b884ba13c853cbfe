"""Carries everything out in open formats: each table as xlsx and csv, papers as PDF, attachments, what a column means."""

import csv
import hashlib
import itertools
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, LargeBinary, Table, func, select

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import carried_papers, column_words, sheets
from commgov_desktop.ledger.attachments import AttachmentRow, Content
from commgov_desktop.ledger.carried_papers import NameOf
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind
from commgov_desktop.paths import safe_name
from commgov_desktop.store.journal import Action
from commgov_desktop.store.record import Moment, Record

AT_ONCE = 2000
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Names:
    """How tables and columns are called, and the words behind codes; handed in by the catalogue."""

    tables: Mapping[str, str]
    field_label: Callable[[str, str], str]
    choices: Callable[[str, str], Mapping[str, str]]
    """The words of a column's codes; empty where its values say themselves."""
    record: NameOf
    """What a record is called."""
    papers: Sequence[PaperKind] = ()
    """The papers that go along as PDF, one for each record they are about."""


@dataclass(frozen=True)
class Written:
    """What was carried out."""

    folder: Path
    rows: Mapping[str, int]
    attachments: int
    papers: int


def export_all(
    office: Office, folder: Path, names: Names, progress: Progress = lambda _done, _total: None
) -> Written:
    """Write everything into a new folder below ``folder``; only the chair may, and it is put on record.

    The folder appears only when it is whole: a cancelled or failed export leaves nothing behind. Raises
    ``UserError`` for those who may not, and when the disk cannot be written.
    """
    if not office.account.may_see_restricted:
        raise UserError(_("Only the chair may carry all data out."))
    target = _new_folder(folder, office)
    part = target.with_name(f"~{target.name}")
    try:
        shutil.rmtree(part, ignore_errors=True)
        written = _write(office, part, names, progress)
        part.rename(target)
    except OSError as error:
        raise UserError(
            _("{folder} cannot be written. Choose another folder.").format(folder=folder)
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    words = _("All data carried out: {n} rows, {papers} papers, {files} attachments, with full numbers")
    rows = sum(written.rows.values())
    office.store.note(words.format(n=rows, papers=written.papers, files=written.attachments))
    return replace(written, folder=target)


def _new_folder(folder: Path, office: Office) -> Path:
    if not folder.is_dir():
        raise UserError(_("There is no folder “{folder}”.").format(folder=folder))
    base = f"{safe_name(office.community) or 'office'}_全部数据_{clock.today():%Y%m%d}"
    number = 1
    while (made := folder / (base if number == 1 else f"{base}_{number}")).exists():
        number += 1
    return made


def tables() -> list[Table]:
    """Every table but the derived ones, half-typed drafts, attachments' bytes, and the changes behind each action."""
    off = {m.local_table for m in Record.registry.mappers if not m.class_.journaled} - {Action.__table__}
    return [table for table in Record.metadata.sorted_tables if table not in off]


def _write(office: Office, folder: Path, names: Names, progress: Progress) -> Written:
    for inner in ("xlsx", "csv", "附件"):
        (folder / inner).mkdir(parents=True)
    wanted = tables()
    with office.store.read() as session:
        counts = {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in wanted}
    total, done = sum(counts.values()) + carried_papers.count(office, names.papers) + 1, 0
    for table in wanted:
        before = done

        def moved(rows: int, before: int = before) -> None:
            progress(before + rows, total)

        _write_table(office, folder, table, names, moved)
        done += counts[table.name]
    steps = itertools.count(done + 1)
    papers, without = carried_papers.write(
        office, folder / "PDF", names.papers, names.record, lambda: progress(next(steps), total)
    )
    attached = _write_attachments(office, folder / "附件")
    _describe(folder, wanted, counts, names, office, without)
    return Written(folder, counts, attached, papers)


def title_of(table: Table, names: Names) -> str:
    """What a table is called; the bare name of one that nobody has given a title."""
    return names.tables.get(table.name) or column_words.table(table.name) or table.name


def _file_name(table: Table, names: Names) -> str:
    title = title_of(table, names)
    return table.name if title == table.name else f"{title}_{table.name}"


@dataclass(frozen=True)
class _Out:
    """A column of the file: its heading, which value it takes, and the words of codes."""

    heading: str
    column: Column[Any]
    words: Mapping[str, str] | None = None


def _label(table: Table, column: Column[Any], names: Names) -> str:
    """As its form calls it; of one that no form shows what ``column_words`` says, or the bare name."""
    label = names.field_label(table.name, column.name)
    if label != column.name:
        return label
    return column_words.column(table.name, column.name) or column.name


def _columns(table: Table, names: Names) -> list[_Out]:
    found: list[_Out] = []
    for column in table.columns:
        label = _label(table, column, names)
        heading = label if label == column.name else f"{label}（{column.name}）"
        found.append(_Out(heading, column))
        if words := names.choices(table.name, column.name):
            found.append(_Out(f"{label}（文字）", column, words))
    return found


def _rows(
    office: Office, table: Table, out: Sequence[_Out], moved: Callable[[int], None]
) -> Iterator[list[Any]]:
    last, done = 0, 0
    key = table.c.id
    while True:
        with office.store.read() as session:
            query = select(table).where(key > last).order_by(key).limit(AT_ONCE)
            rows = session.execute(query).mappings().all()
        for row in rows:
            yield [_cell(one, row[one.column.name]) for one in out]
        done += len(rows)
        moved(done)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]["id"]


def _cell(one: _Out, value: Any) -> Any:
    if value is None:
        return ""
    if one.words is not None:
        return one.words.get(str(value), "")
    if isinstance(one.column.type, (LargeBinary,)):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, int) else str(value)


def _write_table(
    office: Office, folder: Path, table: Table, names: Names, moved: Callable[[int], None]
) -> None:
    """The same rows twice: csv line by line as they are read, xlsx from the csv's rows."""
    out = _columns(table, names)
    name = _file_name(table, names)
    headings = [one.heading for one in out]

    with (folder / "csv" / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(headings)

        def rows() -> Iterator[list[Any]]:
            for row in _rows(office, table, out, moved):
                writer.writerow(row)
                yield row

        sheets.write_workbook(
            folder / "xlsx" / f"{name}.xlsx", title_of(table, names), headings, rows(), headings
        )


def _write_attachments(office: Office, folder: Path) -> int:
    """Each file once more under its own name, with what it belongs to before it; checked while it is read."""
    with office.store.read() as session:
        rows = session.execute(
            select(AttachmentRow.id, AttachmentRow.table_name, AttachmentRow.row_id, AttachmentRow.file_name,
                   AttachmentRow.sha256).order_by(AttachmentRow.id)
        ).all()  # fmt: skip
    for number, table, row, file_name, digest in rows:
        with office.store.read() as session:
            data = session.scalar(select(Content.data).where(Content.sha256 == digest)) or b""
        if hashlib.sha256(data).hexdigest() != digest:
            raise UserError(_("This attachment is damaged or gone. Look for it in an earlier backup."))
        (folder / f"{number:05}_{table}_{row}_{safe_name(file_name)}").write_bytes(data)
    return len(rows)


# ---- what every column means ---------------------------------------------------------------------------


def _describe(
    folder: Path,
    wanted: Sequence[Table],
    counts: Mapping[str, int],
    names: Names,
    office: Office,
    without: Sequence[str],
) -> None:
    lines = [line for table in wanted for line in _descriptions(table, names)]
    headings = ["文件", "表名", "列标题", "字段名", "类型", "指向", "代码含义", "说明"]
    sheets.write_workbook(folder / "说明.xlsx", "各表各列说明", headings, lines)
    words = [
        f"{office.name} 全部数据，导出于 {clock.local(clock.now()):%Y-%m-%d %H:%M}，导出人 {office.account.name}。",
        "xlsx 文件夹：每类台账一个工作簿；csv 文件夹：同样的内容，UTF-8 编码，逗号分隔，每格带引号。",
        "证件号码、电话均为完整号码、文本格式。日期为 年-月-日；金额以分为单位；“是/否”为勾选项。",
        "“某某_id”列是另一张表“id”列的编号；带“（文字）”的列是前一列代码的含义。{…}、[…] 是 JSON。",
        "附件文件夹：文件名为 编号_所属表_所属记录id_原文件名。",
        "PDF 文件夹：每份文书一个文件，文件名为 记录id_名称。证明与首次打印时逐字一致；未发出的标有“草稿”。",
        "",
        *(f"{_file_name(table, names)}：{counts[table.name]} 行" for table in wanted),
        *(["", "以下记录没有 PDF：", *without] if without else []),
    ]
    (folder / "说明.txt").write_text("\r\n".join(words), encoding="utf-8-sig")


def _descriptions(table: Table, names: Names) -> Iterator[list[str]]:
    for one in _columns(table, names):
        column = one.column
        target = next((key.target_fullname for key in column.foreign_keys), "")
        words = "；".join(f"{code} {word}" for code, word in names.choices(table.name, column.name).items())
        kind = "文字" if one.words is not None else _kind(column)
        yield [
            f"{_file_name(table, names)}",
            title_of(table, names),
            one.heading,
            column.name,
            kind,
            target,
            words,
            column_words.meaning(table.name, column.name),
        ]


def _kind(column: Column[Any]) -> str:
    if isinstance(column.type, Moment):
        return "时间"
    if isinstance(column.type, Boolean):
        return "是否"
    return {"DATE": "日期", "INTEGER": "整数", "JSON": "JSON", "BLOB": "十六进制"}.get(
        str(column.type), "文本"
    )
