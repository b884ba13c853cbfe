"""人口变动登记单: the slip of one event with every effect, places to sign, and the place of the seal."""

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.episodes import Episode
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.events.effects import OFFICIAL
from commgov_desktop.roster.events.kinds import zh_of
from commgov_desktop.roster.history import EVENT
from commgov_desktop.roster.people import persons

if TYPE_CHECKING:
    from commgov_desktop.documents.tables import Cell
    from commgov_desktop.people import Person

TITLE = "人口变动登记单"
_LINES = 6
"""Rows the printed form has at least."""


@dataclass(frozen=True)
class Slip:
    """An event as it is on record. ``lines`` are who, what (a key of ``OFFICIAL``), before, after."""

    number: int
    event: str
    day: date
    why: str
    people: tuple[int, ...]
    lines: tuple[tuple[str, str, str, str], ...]


def read(office: Office, episode_id: int) -> Slip:
    """The event with this number. Raises ``UserError`` when it is gone or was never one."""
    with office.store.read() as session:
        row = session.scalar(select(Episode).where(Episode.id == episode_id, Episode.kind == EVENT))
        if row is None or row.since is None:
            raise UserError(_("This event is no longer on record. It may have been undone."))
        kept: dict[str, Any] = json.loads(row.value)
        return Slip(
            row.id, kept["event"], row.since, row.why, tuple(kept["people"]), tuple(map(tuple, kept["lines"]))
        )


def slip_paper(office: Office, episode_id: int) -> bytes:
    """The slip on an A4 sheet, in official words; one copy for the office, one to go with the family."""
    from commgov_desktop.documents.blocks import chinese_date
    from commgov_desktop.documents.form_sheet import FormSheet
    from commgov_desktop.documents.tables import cell

    slip = read(office, episode_id)
    with office.store.read() as session:
        concerned = persons(session, slip.people)
    sheet = FormSheet(TITLE, issued=clock.now(), spread=4, author=office.name)
    sheet.sides(f"填表单位：{office.heading}", f"编号：{slip.day.year}-{slip.number:06d}")
    sheet.table(
        [
            [_label("变动类别"), zh_of(slip.event), _label("变动日期"), chinese_date(slip.day)],
            [_label("变动事由"), cell(slip.why, span=3, align="left")],
        ],
        widths=(28, 53, 28, 54),
        row_height=11,
    )
    sheet.table(_people_rows(concerned), widths=(28, 26, 14, 30, 65), row_height=9.5, size=11)
    sheet.table(_effect_rows(slip), widths=(28, 30, 30, 36, 39), row_height=9, size=11)
    sheet.gap(4)
    sheet.signatures("申报人（签名）", "经办人（签名）", columns=2, size=12)
    sheet.signing(office.name, None, note="（盖章）")
    sheet.note("注：本单一式两份，一份由社区存档，一份交申报人。户口登记以公安机关为准。")
    return sheet.finish()


def _people_rows(people: "list[Person]") -> "list[list[Cell | str]]":
    heads: list[Cell | str] = [_label("变动人员", rows=len(people) + 1)]
    heads += [_label(words) for words in ("姓名", "性别", "出生日期", "证件号码")]
    return [heads, *(_person_cells(p) for p in people)]


def _person_cells(person: "Person") -> "list[Cell | str]":
    born = person.birth.isoformat() if person.birth else ""
    return [person.name, person.sex, born, person.id_number or "（暂无）"]


def _effect_rows(slip: Slip) -> "list[list[Cell | str]]":
    from commgov_desktop.documents.tables import cell

    count = max(_LINES, len(slip.lines))
    heads: list[Cell | str] = [_label("变动事项", rows=count + 1)]
    heads += [_label(words) for words in ("对象", "项目", "变动前", "变动后")]
    rows: list[list[Cell | str]] = [heads]
    for who, what, before, after in slip.lines:
        rows.append([who, OFFICIAL.get(what, what), cell(before or "—"), cell(after or "—")])
    return rows + [[""] * 4 for _line in range(count - len(slip.lines))]


def _label(text: str, **more: Any) -> "Cell":
    from commgov_desktop.documents.tables import cell

    return cell(text, label=True, **more)
