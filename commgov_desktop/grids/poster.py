"""The 网格责任公示牌: who looks after this grid and how to reach them, legible from across an entrance hall."""

from dataclasses import dataclass
from datetime import date, datetime

from commgov_desktop.documents.paper import A4, MM, Colour, Paper

_BLUE: Colour = (0.04, 0.27, 0.51)
_PALE: Colour = (0.92, 0.95, 0.98)
_WHITE: Colour = (1.0, 1.0, 1.0)
_DIM: Colour = (0.32, 0.36, 0.41)
_LEFT, _RIGHT, _TOP, _BOTTOM = 13.0, 197.0, 13.0, 284.0
_INSIDE = 8.0
_X, _WIDTH = _LEFT + _INSIDE, _RIGHT - _LEFT - 2 * _INSIDE


@dataclass(frozen=True)
class Holder:
    """Somebody on the board; an empty name means that the post is not filled."""

    role: str
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Board:
    """Everything the board says. ``extent`` names the borders and buildings in words."""

    community: str
    grid: str
    code: str
    worker: Holder
    others: tuple[Holder, ...]
    extent: str
    duties: tuple[str, ...]
    complaints: str
    office: str
    day: date


def board_pdf(board: Board, issued: datetime, zoom: float = 1.0) -> bytes:
    """The board as PDF, drawn for A4; ``zoom`` √2 prints the same on A3.

    Area, worker's name, phone and a complaint phone at gathering places: 滨州市社会治理网格化服务管理条例 (2021).
    """
    paper = Paper(f"{board.grid}责任公示牌", issued, size=A4, zoom=zoom, author=board.office)
    paper.rect(_LEFT, _TOP, _RIGHT - _LEFT, _BOTTOM - _TOP, 2.0, _BLUE)
    _heading(paper, board)
    _worker(paper, board.worker)
    _others(paper, board.others)
    y = _extent(paper, board, 155.0)
    _duties(paper, board.duties, y, 246.0)
    _foot(paper, board)
    return paper.finish()


def _heading(paper: Paper, board: Board) -> None:
    middle = paper.width / 2
    paper.rect(_LEFT, _TOP, _RIGHT - _LEFT, 43, 0, fill=_BLUE)
    paper.text(middle, 28.5, "网格责任公示牌", "title", 40, "centre", "middle", _WHITE, spacing=4)
    place = f"{board.community}　{board.grid}"
    size = _fitting(paper, place, 19, _WIDTH)
    paper.text(middle, 46.5, place, "hei", size, "centre", "middle", _WHITE)


def _worker(paper: Paper, worker: Holder) -> None:
    top, height = 63.0, 54.0
    paper.rect(_X, top, _WIDTH, height, 0, fill=_PALE)
    paper.rect(_X, top, 3.2, height, 0, fill=_BLUE)
    paper.text(_X + 10, top + 9, worker.role, "hei", 20, "left", "middle", _BLUE)
    if len(worker.name) <= 4:
        paper.text(_X + 40, top + 18, worker.name or "—", "title", 60, "left", "middle", spacing=4)
    else:
        paper.text_box(_X + 40, top + 3, _WIDTH - 44, 29, worker.name, "title", 48, "left", shrink_to=18)
    paper.text(_X + 10, top + 42, "电　话", "hei", 20, "left", "middle", _BLUE)
    size = _fitting(paper, worker.phone, 44, _WIDTH - 46)
    paper.text(_X + 40, top + 42, worker.phone, "hei", size, "left", "middle", spacing=1)


def _fitting(paper: Paper, text: str, size: float, width: float) -> float:
    """The type size with which a line fits ``width`` millimetres, a point after each character counted in."""
    width -= len(text) / MM
    needed = paper.width_of(text, "hei", size)
    return size if needed <= width else size * width / needed


def _others(paper: Paper, others: tuple[Holder, ...]) -> None:
    top, height, gap = 122.0, 27.0, 6.0
    width = (_WIDTH - gap * (len(others) - 1)) / max(1, len(others))
    for i, holder in enumerate(others):
        x = _X + i * (width + gap)
        paper.rect(x, top, width, height, 1.0, _BLUE)
        paper.text(x + 5, top + 8, holder.role, "hei", 14, "left", "middle", _BLUE)
        paper.text_box(x + 32, top + 2, width - 35, 13, holder.name or "—", "title", 24, "left", shrink_to=12)
        paper.text_box(x + 5, top + 15.5, width - 10, 10, holder.phone, "hei", 19, "left", shrink_to=10)


def _extent(paper: Paper, board: Board, y: float) -> float:
    _caption(paper, "网格范围", y)
    lines = paper.lines_of(board.extent, _WIDTH, "song", 14.5)
    height = min(34.0, max(9.0, len(lines) * 7.3 + 1))
    paper.text_box(
        _X, y + 9, _WIDTH, height, board.extent, "song", 14.5, "left", "top", pitch=20.5, shrink_to=8
    )
    return y + 9 + height + 4


def _caption(paper: Paper, words: str, y: float) -> None:
    paper.rect(_X, y + 0.6, 1.6, 5.4, 0, fill=_BLUE)
    paper.text(_X + 4.5, y + 3.3, words, "hei", 16, "left", "middle", _BLUE)


def _duties(paper: Paper, duties: tuple[str, ...], y: float, bottom: float) -> None:
    _caption(paper, "网格员职责", y)
    words = "\n".join(f"{n}. {duty}" for n, duty in enumerate(duties, 1))
    paper.text_box(_X, y + 9, _WIDTH, bottom - y - 9, words, "song", 16, "left", "top", pitch=25, shrink_to=6)


def _foot(paper: Paper, board: Board) -> None:
    top = 249.0
    paper.rect(_LEFT, top, _RIGHT - _LEFT, 17, 0, fill=_BLUE)
    paper.text(_X, top + 8.5, "监督投诉电话", "hei", 19, "left", "middle", _WHITE)
    size = _fitting(paper, board.complaints, 28, _WIDTH - 52)
    paper.text(
        _RIGHT - _INSIDE, top + 8.5, board.complaints, "hei", size, "right", "middle", _WHITE, spacing=1
    )
    paper.text(_X, top + 26, f"{board.office}　{_day(board.day)}", "song", 12, "left", "middle", _DIM)
    if board.code:
        paper.text(_RIGHT - _INSIDE, top + 26, f"网格编码 {board.code}", "song", 12, "right", "middle", _DIM)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
