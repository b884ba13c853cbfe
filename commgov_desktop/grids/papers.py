"""The papers of the grids: the board for the entrance, the table of division, the list of what has no grid."""

from collections.abc import Iterator
from math import sqrt

from commgov_desktop import clock
from commgov_desktop.errors import UserError
from commgov_desktop.grids import rules
from commgov_desktop.grids.checks import outsiders
from commgov_desktop.grids.extent import named_together
from commgov_desktop.grids.figures import Community, Figures, GridView, survey
from commgov_desktop.grids.posts import Post
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.papers import PaperKind


def board(office: Office, grid_id: int, *, a3: bool = False) -> bytes:
    """The 网格责任公示牌 of a grid. Raises ``UserError`` naming what the board must say and is not known."""
    from commgov_desktop.grids.poster import Board, Holder, board_pdf

    grid = _grid(office, grid_id)
    complaints = rules.complaint_phone(office)
    _refuse_gaps(grid, complaints)
    worker = grid.posts["worker"]
    said = Board(
        community=office.community,
        grid=grid.name,
        code=grid.code,
        worker=Holder("网格员", worker.person_name, worker.phone),
        others=tuple(
            Holder(words, post.person_name if post else "", post.phone if post else "")
            for words, post in (("网格长", grid.posts.get("leader")), ("社区民警", grid.posts.get("police")))
        ),
        extent=extent(grid),
        duties=rules.duties(office),
        complaints=complaints,
        office=office.name,
        day=clock.today(),
    )
    return board_pdf(said, clock.now(), sqrt(2) if a3 else 1.0)


def _grid(office: Office, grid_id: int) -> GridView:
    with office.store.read() as session:
        grid = survey(session).grid(grid_id)
    if grid is None:
        raise UserError(_("This grid is no longer there."))
    return grid


def _refuse_gaps(grid: GridView, complaints: str) -> None:
    worker: Post | None = grid.posts.get("worker")
    gaps = []
    if worker is None:
        gaps.append(_("the grid worker"))
    elif not worker.phone:
        gaps.append(_("the grid worker's phone"))
    if not complaints:
        gaps.append(_("the complaint phone (in the settings)"))
    if gaps:
        sentence = _("The board of {grid} still needs: {gaps}.")
        raise UserError(sentence.format(grid=grid.name, gaps="、".join(gaps)))


def extent(grid: GridView) -> str:
    """The borders in the office's words, then the buildings and how many households live there."""
    buildings = named_together(b.name for b in grid.buildings)
    counted = f"共 {grid.figures.buildings} 栋楼、{grid.figures.households} 户" if grid.buildings else ""
    parts = [grid.bounds.strip().rstrip("。；"), f"{buildings}（{counted}）" if buildings else "尚未划入楼栋"]
    return "；".join(part for part in parts if part) + "。"


def division(office: Office, _record_id: int = 0) -> bytes:
    """The 网格划分表: every grid with its buildings, people in charge and figures, and the community's total."""
    from commgov_desktop.documents.register import Column, register

    with office.store.read() as session:
        community = survey(session)
    columns = [
        Column("网格", 1.5), Column("编码", 2.6), Column("网格员", 1.3, "centre"), Column("联系电话", 2.0),
        Column("网格长", 1.3, "centre"), Column("范围（楼栋）", 5.0), Column("楼栋", 0.9, "right"),
        Column("房屋", 1.0, "right"), Column("户数", 1.0, "right"), Column("人口", 1.0, "right"),
        Column("户籍", 1.0, "right"), Column("流动", 1.0, "right"),
    ]  # fmt: skip
    subtitle = f"{office.heading}　{len(community.grids)} 个网格　{community.figures.households} 户"
    rows = list(_division_rows(community))
    return register(
        "网格划分表", subtitle, columns, rows, issued=clock.now(), landscape=True, footer=office.name
    )


def _division_rows(community: Community) -> Iterator[list[str]]:
    for grid in community.grids:
        worker, leader = grid.posts.get("worker"), grid.posts.get("leader")
        yield [
            grid.name,
            grid.code,
            worker.person_name if worker else "空缺",
            worker.phone if worker else "",
            leader.person_name if leader else "",
            named_together(b.name for b in grid.buildings),
            *_counts(grid.figures),
        ]
    if community.loose:
        loose = Figures()
        for building in community.loose:
            loose += building.figures
        names = named_together(b.name for b in community.loose)
        yield ["未划入网格", "", "", "", "", names, *_counts(loose)]
    yield ["合计", "", "", "", "", "", *_counts(community.figures)]


def _counts(figures: Figures) -> list[str]:
    numbers = (figures.buildings, figures.dwellings, figures.households, figures.residents)
    return [str(n) for n in (*numbers, figures.by_kind.get("1", 0), figures.by_kind.get("3", 0))]


def outside(office: Office, _record_id: int = 0) -> bytes:
    """The 未入格清单: buildings that lie in no grid, then the people who do not."""
    from commgov_desktop.documents.register import Column, register

    with office.store.read() as session:
        community, people = survey(session), outsiders(session)
    rows = [["楼栋", b.name, b.name, f"未划入网格（{b.figures.residents} 人）"] for b in community.loose]
    rows += [
        ["居民", p.name, p.address, "所住楼栋未划入网格" if p.address else "没有登记现住房屋"] for p in people
    ]
    columns = [
        Column("序号", 0.7, "right"), Column("类别", 0.8, "centre"), Column("名称", 2.0), Column("住址", 3.0),
        Column("原因", 2.6), Column("处理结果", 2.4),
    ]  # fmt: skip
    subtitle = f"{office.heading}　{len(community.loose)} 栋楼、{len(people)} 人未入格"
    numbered = [[str(n), *row, ""] for n, row in enumerate(rows, 1)]
    return register("未入格清单", subtitle, columns, numbered, issued=clock.now(), footer=office.name)


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("grid-board", "网格责任公示牌（A4）", "grids", board),
    PaperKind(
        "grid-board-a3", "网格责任公示牌（A3）", "grids", lambda office, grid: board(office, grid, a3=True)
    ),
    PaperKind("grid-division", "网格划分表", "", division),
    PaperKind("grid-outside", "未入格清单", "", outside),
)
