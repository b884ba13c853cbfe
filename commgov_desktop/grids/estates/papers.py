"""小区一览表: every estate by its kind, with its buildings, homes, households and people, and the sum of each kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from commgov_desktop import clock
from commgov_desktop.grids.figures import Figures, survey
from commgov_desktop.grids.models import Estate
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind

TITLE = "小区一览表"
_UNKNOWN, _NONE = "类型未定", "未登记小区"


@dataclass(frozen=True)
class Said:
    """One estate in plain values; ``name`` is empty for the buildings of no estate."""

    name: str
    kind: str
    company: str
    phone: str
    committee: str
    year: str
    figures: Figures


def estates(office: Office) -> list[Said]:
    """Every estate by kind and name, then what lies in none."""
    with office.store.read() as session:
        found: dict[str, Figures] = {}
        for building in survey(session).buildings():
            found.setdefault(building.estate, Figures()).__iadd__(building.figures)
        rows = session.execute(select(*(getattr(Estate, name) for name in _READ)).order_by(Estate.name)).all()
    made = [Said(n, k, c, p, o, str(y or ""), found.pop(n, Figures())) for n, k, c, p, o, y in rows]
    order = {entry.code: place for place, entry in enumerate(codes.table("estate_kinds").codes)}
    made.sort(key=lambda one: order.get(one.kind, len(order)))
    rest = Figures()
    for figures in found.values():
        rest += figures
    return [*made, Said("", "", "", "", "", "", rest)] if rest.buildings else made


_READ = ("name", "kind", "company", "company_phone", "committee", "built_year")


def listed(office: Office, _id: int = 0) -> bytes:
    """The paper: estates under their kinds, a sum for each kind, and all together."""
    from commgov_desktop.documents.register import Column, register

    found = estates(office)
    columns = [
        Column("小区类型", 1.4), Column("小区名称", 1.8), Column("建成\n年份", 0.8, "centre"), Column("物业服务企业", 2.3),
        Column("物业电话", 1.6), Column("业主委员会", 1.7), Column("楼栋", 0.7, "right"), Column("房屋", 0.8, "right"),
        Column("户数", 0.8, "right"), Column("人口", 0.8, "right"), Column("户籍", 0.8, "right"),
        Column("流动", 0.8, "right"),
    ]  # fmt: skip
    named = sum(1 for one in found if one.name)
    return register(
        TITLE, f"{office.heading}　共{named}个小区", columns, list(_rows(found)), issued=clock.now(),
        landscape=True, footer=office.name,
    )  # fmt: skip


def _rows(found: Sequence[Said]) -> Iterator[list[str]]:
    whole = Figures()
    for place, one in enumerate(found):
        kind = _kind(one)
        yield [kind, one.name, one.year, one.company, one.phone, one.committee, *_counts(one.figures)]
        whole += one.figures
        if place + 1 == len(found) or _kind(found[place + 1]) != kind:
            same = [other for other in found if _kind(other) == kind]
            if len(same) > 1:
                yield [f"{kind}小计", f"{len(same)} 个小区", "", "", "", "", *_counts(_sum(same))]
    yield ["合计", "", "", "", "", "", *_counts(whole)]


def _sum(some: Sequence[Said]) -> Figures:
    total = Figures()
    for one in some:
        total += one.figures
    return total


def _kind(one: Said) -> str:
    if not one.name:
        return _NONE
    return codes.table("estate_kinds").zh(one.kind) or _UNKNOWN


def _counts(figures: Figures) -> list[str]:
    numbers = (figures.buildings, figures.dwellings, figures.households, figures.residents)
    return [str(n) for n in (*numbers, figures.by_kind.get("1", 0), figures.by_kind.get("3", 0))]


PAPERS: tuple[PaperKind, ...] = (PaperKind("estates", TITLE, "", listed),)
