"""What an import brought: checked against the roster before it is kept, and a sheet of it for the file."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commgov_desktop import clock, masking
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.import_rows import CHANGED, NEW, REFUSED, SAME
from commgov_desktop.roster.models import Resident, here

if TYPE_CHECKING:
    from commgov_desktop.roster.importing import ImportPlan

TITLE = "居民信息导入结果单"


def in_roster(session: Session) -> int:
    """How many people belong to the community now."""
    return session.scalar(select(func.count(Resident.id)).where(here())) or 0


def refuse_what_does_not_add_up(counts: Mapping[str, int], before: int, after: int) -> None:
    """Read = new + completed + same + refused, and as many more people in the roster as were new.

    Raises ``UserError``: then nothing of the import is kept.
    """
    parts = sum(counts[kind] for kind in (NEW, CHANGED, SAME, REFUSED))
    if counts["read"] != parts or after - before != counts[NEW]:
        raise UserError(
            _(
                "The import does not add up: {read} rows read, {new} new, but {more} people more in the roster. "
                "Nothing was taken in. Please report this fault."
            ).format(read=counts["read"], new=counts[NEW], more=after - before)
        )


def sheet(office: Office, plan: "ImportPlan") -> bytes:
    """居民信息导入结果单: the counts, how many people there were before and after, and every row to be looked at."""
    from commgov_desktop.documents.register import Column, register

    counts, (before, after) = plan.counts, plan.people
    sums = (
        f"读取 {counts['read']} 行 = 新增 {counts[NEW]} + 补充 {counts[CHANGED]} + 未变 {counts[SAME]}"
        f" + 未导入 {counts[REFUSED]}；新增 {plan.new_households} 户"
    )
    there = f"导入前在册 {before} 人，导入后在册 {after} 人"
    columns = (
        Column("行号", 8, "centre"), Column("姓名", 16), Column("结果", 12, "centre"), Column("原因、须核对事项", 74),
    )  # fmt: skip
    return register(
        TITLE,
        f"{office.heading}　{plan.source.name}　{clock.local(clock.now()):%Y-%m-%d %H:%M}",
        columns,
        [["", "合计", "", f"{sums}。{there}。"], *_to_look_at(plan)],
        issued=clock.now(),
        footer=f"{office.heading}　操作人：{office.account.name}　核对人：",
    )


def _to_look_at(plan: "ImportPlan") -> Iterator[list[str]]:
    from commgov_desktop.roster import importing

    rows = plan.rows
    places = [at for at in rows.places(NEW, CHANGED, SAME, REFUSED) if rows.says(at)]
    for at in sorted(places, key=lambda at: (rows.status(at) != REFUSED, rows.number(at))):
        row = rows[at]
        why = masking.numbers_in(importing.sentence_of(plan, row))
        yield [str(row.number), row.name, importing.outcome(row.status), why]
