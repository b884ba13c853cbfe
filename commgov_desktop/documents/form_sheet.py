"""A form, record or certificate put together from the top down; pages come of themselves.

    sheet = FormSheet("人民调解申请书", issued=clock.now(), number="（2026）沙人调字第7号")
    sheet.table([[cell("姓名", label=True), cell(name), cell("性别", label=True), cell(sex)]], widths=(22, 50, 22, 50))
    sheet.paragraph("当事人申请事项：……")
    sheet.signatures("申请人（签名、盖章或按指印）", dated=True)
    pdf = sheet.finish()

Words here are official Chinese whatever the language of the screen.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from commgov_desktop.documents.blocks import (
    Block,
    Code,
    CutLine,
    Drawing,
    Gap,
    Lines,
    Paragraph,
    Signatures,
    Signing,
    Text,
    Together,
)
from commgov_desktop.documents.fonts import Face
from commgov_desktop.documents.paper import A4, GREY, ORDINARY, Align, Margins, Paper, Size
from commgov_desktop.documents.tables import Rows, Table, TableLook

_LEAST_TYPE = 7.0  # points
_LEAST = 14.0  # millimetres of what follows a heading that must fit below it


class FormSheet:
    """Collects the parts of a paper and lays them on pages. Lengths are millimetres, type sizes points.

    The title is set in 小标宋, two or three characters of it spread out when ``spread`` is given (points between
    characters). ``zoom`` prints the same design larger (√2: from A4 to A3). ``draft`` marks every page 草稿.
    ``footer`` stands at the left of the page's foot; several pages are counted 第 1 页 共 2 页.
    """

    def __init__(
        self,
        title: str,
        issued: datetime,
        *,
        number: str = "",
        number_align: Align = "right",
        size: Size = A4,
        zoom: float = 1.0,
        margins: Margins = ORDINARY,
        title_size: float = 22.0,
        title_face: Face = "title",
        spread: float = 0.0,
        subtitle: str = "",
        footer: str = "",
        author: str = "",
        draft: bool = False,
        common: dict[Face, str] | None = None,
    ) -> None:
        self.title = title
        self._issued = issued
        self._size, self._zoom, self._margins = size, zoom, margins
        self._footer_text, self._author, self._draft, self._common = footer, author, draft, common
        self._blocks: list[Block | None] = []  # None begins a new page
        self._paged: tuple[int, list[list[tuple[Block, float]]]] | None = None
        if title:
            self.heading(title, size=title_size, face=title_face, spread=spread)
        if subtitle:
            self.line(subtitle, face="song", size=12, align="centre")
        if number:
            self.line(number, face="fang", size=12, align=number_align)
        if title:
            self.gap(2.0)

    # ---- parts -------------------------------------------------------------------------------------------

    def add(self, *blocks: Block) -> None:
        """Any blocks of ``blocks.py`` or ``tables.py``, or your own."""
        self._blocks.extend(blocks)

    def heading(self, text: str, *, size: float = 22.0, face: Face = "title", spread: float = 0.0) -> None:
        """A centred title."""
        self.add(Lines(text, face, size, "centre", size * 1.45, spread, tied=True))
        self.gap(2.0)

    def section(self, text: str, *, face: Face = "hei", size: float = 12.0) -> None:
        """A heading of a part of the form, kept with what follows."""
        self.gap(2.5)
        self.add(Lines(text, face, size, "left", size * 1.8, tied=True))

    def line(self, text: str, *, face: Face = "fang", size: float = 12.0, align: Align = "left") -> None:
        """One line, or several if it does not fit."""
        self.add(Lines(text, face, size, align, size * 1.6))

    def sides(self, left: str, right: str, *, face: Face = "fang", size: float = 12.0) -> None:
        """One line with words at both edges: 填表单位：…　　　填表日期：… A long name at the left is set smaller."""

        def paint(paper: Paper, x: float, y: float, width: float) -> None:
            room, needed = width - paper.width_of(right, face, size) - 3, paper.width_of(left, face, size)
            fitting = size if needed <= room else max(_LEAST_TYPE, size * room / needed)
            paper.text(x, y + 3.5, left, face, fitting, "left", "middle")
            paper.text(x + width, y + 3.5, right, face, size, "right", "middle")

        self.draw(7.0, paint)

    def gap(self, millimetres: float) -> None:
        """White space."""
        self.add(Gap(millimetres))

    def table(
        self,
        rows: Rows,
        widths: Sequence[float],
        *,
        row_height: float = 10.0,
        size: float = 12.0,
        face: Face = "fang",
        label_face: Face = "song",
        head: int = 0,
    ) -> None:
        """A bordered table; a plain string is a value cell. ``widths`` share out the width of the page.

        Rows are at least ``row_height`` high and grow; ``head`` rows come again on every page.
        """
        padding = 1.8 * max(1.0, size / 12)
        look = TableLook(row_height, size, label_face, face, padding)
        self.add(Table(rows, widths, look, head))

    def paragraph(
        self,
        text: Text,
        *,
        indent: float = 2.0,
        face: Face = "fang",
        size: float = 14.0,
        pitch: float = 0.0,
        align: Align = "left",
    ) -> None:
        """Running text; a list of strings and ``fill(...)`` puts values into underlined blanks."""
        self.add(Paragraph(text, face, size, pitch, indent, align))

    def signatures(
        self,
        *labels: str,
        columns: int = 1,
        dated: bool = False,
        ruled: bool = True,
        size: float = 12.0,
        gap: float = 13.0,
    ) -> None:
        """Places to sign, kept on one page: 申请人（签名、盖章或按指印）"""
        self.add(Signatures(labels, columns, "fang", size, gap, dated, ruled))

    def signing(
        self, organ: str, day: date | None, *, sealed: bool = True, size: float = 14.0, note: str = ""
    ) -> None:
        """The organ over the day at the right; ``sealed`` leaves room for the seal, ``note`` as （印章） follows."""
        self.add(Signing(organ, day, sealed, "fang", size, note))

    def note(self, text: str, *, size: float = 10.5, indent: float = 0.0) -> None:
        """Small print below a table: 注：…"""
        self.gap(1.5)
        self.add(Paragraph(text, "song", size, size * 1.5, indent))

    def cut_line(self, text: str = "") -> None:
        """The dashed line between a certificate and its stub."""
        self.add(CutLine(text))

    def qr(self, text: str, side: float = 30.0, *, caption: str = "", align: Align = "centre") -> None:
        """A QR code ``side`` millimetres wide."""
        self.add(Code(text, side, caption, align))

    def draw(self, height: float, paint: Callable[[Paper, float, float, float], None]) -> None:
        """A strip drawn by ``paint(paper, x, y, width)``."""
        self.add(Drawing(height, paint))

    def together(self, *blocks: Block) -> None:
        """Blocks that stay on one page."""
        self.add(Together(blocks))

    def new_page(self) -> None:
        """Begin a new page here."""
        self._blocks.append(None)

    # ---- the file ----------------------------------------------------------------------------------------

    def finish(self) -> bytes:
        """The finished PDF. Raises ``MissingGlyph``."""
        paper = Paper(
            self.title,
            self._issued,
            size=self._size,
            zoom=self._zoom,
            author=self._author,
            draft=self._draft,
            common=self._common,
        )
        self.draw_on(paper)
        return paper.finish()

    @property
    def size(self) -> Size:
        """The sheet it is printed on."""
        return self._size

    def page_count(self) -> int:
        """How many pages it takes."""
        return len(self._pages())

    def draw_on(self, paper: Paper, mark: Callable[[Paper, int], None] | None = None) -> None:
        """Draw all its pages, the first on the page that ``paper`` is at; ``mark`` adds to each, told its number."""
        pages = self._pages()
        for number, page in enumerate(pages, start=1):
            if number > 1:
                paper.new_page(self._size)
            for block, y in page:
                block.draw(paper, self._margins.left, y, self.width)
            self._foot(paper, number, len(pages))
            if mark:
                mark(paper, number)

    @property
    def width(self) -> float:
        """Millimetres between the margins."""
        return self._size.width - self._margins.left - self._margins.right

    @property
    def _bottom(self) -> float:
        return self._size.height - self._margins.bottom

    def _pages(self) -> list[list[tuple[Block, float]]]:
        """The blocks of each page and where they begin; worked out again only when something was added."""
        if self._paged is None or self._paged[0] != len(self._blocks):
            self._paged = len(self._blocks), self._part_into_pages()
        return self._paged[1]

    def _part_into_pages(self) -> list[list[tuple[Block, float]]]:
        pages: list[list[tuple[Block, float]]] = [[]]
        y = self._margins.top
        for i, block in enumerate(self._blocks):
            if block is None:
                pages.append([])
                y = self._margins.top
                continue
            if isinstance(block, Gap) and not pages[-1]:
                continue
            for part, new in self._fit(block, self._blocks[i + 1 :], y, bool(pages[-1])):
                if new:
                    pages.append([])
                    y = self._margins.top
                pages[-1].append((part, y))
                y += part.height(self.width)
        return pages

    def _fit(
        self, block: Block, following: Sequence[Block | None], y: float, started: bool
    ) -> Iterator[tuple[Block, bool]]:
        """The block, or its parts, each with whether it begins a new page."""
        new = False
        while True:
            wanted = block.height(self.width) + self._tail(block, following)
            if y + wanted <= self._bottom + 1e-6:
                yield block, new
                return
            parts = block.split(self.width, self._bottom - y)
            if parts:
                yield parts[0], new
                block = parts[1]
            elif new or not started:
                yield block, new
                return
            new, y, started = True, self._margins.top, False

    def _tail(self, block: Block, following: Sequence[Block | None]) -> float:
        """Room to be left below a block for what must stand on the same page."""
        tail = 0.0
        for follower in following if not isinstance(block, Gap) else ():
            if follower is None:
                break
            tall = follower.height(self.width)
            if isinstance(follower, Gap):
                tail += tall
                continue
            if follower.never_alone:
                return tail + tall
            return tail + min(tall, _LEAST) if block.keep_with_next else 0.0
        return 0.0

    def _foot(self, paper: Paper, page: int, pages: int) -> None:
        y = paper.height - self._margins.bottom / 2
        if self._footer_text:
            paper.text(self._margins.left, y, self._footer_text, "song", 9, "left", "middle", GREY)
        if pages > 1:
            words = f"第 {page} 页　共 {pages} 页"
            x = paper.width - self._margins.right if self._footer_text else paper.width / 2
            align: Align = "right" if self._footer_text else "centre"
            paper.text(x, y, words, "song", 9, align, "middle", GREY)
