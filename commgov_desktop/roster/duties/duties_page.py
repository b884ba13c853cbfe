"""五必查、五必访: the ten lines to be filled in, and what was due, done and overdue in a month or quarter."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duties import lists, papers, tally
from commgov_desktop.roster.duties.lists import PARTS, DutyInfo
from commgov_desktop.roster.duties.tally import Count, Span
from commgov_desktop.roster.groups import known
from commgov_desktop.roster.groups.field_dialog import FormDialog
from commgov_desktop.roster.groups.lines_card import Line, LinesCard
from commgov_desktop.ui import ask, look, print_dialog, tasks
from commgov_desktop.ui.buttons import Act, LinkButton, menu_button, quiet, shortcut
from commgov_desktop.ui.cards import Card, empty_layout
from commgov_desktop.ui.labels import rule, text
from commgov_desktop.ui.plain_page import PlainPage, scrolling
from commgov_desktop.ui.side_by_side import SideBySide


class DutiesPage(PlainPage):
    """``open_list(duty)`` goes to those a line concerns, ``open_visits()`` to the visits that were made."""

    def __init__(
        self, office: Office, back: Act, *, open_list: Callable[[DutyInfo], object], open_visits: Act
    ) -> None:
        super().__init__(_(lists.ALL), back=(_("Residents"), back))
        self._office, self._open_list = office, open_list
        today = clock.today()
        months, quarters = tally.months(today), tally.quarters(today)
        self.span = months[0]
        choices = [(span.words, partial(self.show_span, span)) for span in months]
        self.period = menu_button(
            self.span.words,
            [*choices, None, *((s.words, partial(self.show_span, s)) for s in quarters)],
            icon="calendar",
        )
        self.head.add(self.period)
        self.head.add(quiet(_("Visits"), open_visits, icon="home"))
        self.head.add(quiet(_("Print"), self.print_, icon="print"))
        shortcut(self, "Alt+Left", back)
        both = SideBySide()
        both.add(self._left())
        both.add(self._right())
        self.body.addWidget(both, 1)
        self.read_again()

    def _left(self) -> Card:
        """The ten lines, five and five."""
        self.lists: dict[str, LinesCard] = {}
        inside = QWidget()
        holder = Card()
        column = _column(inside)
        for kind, title in PARTS.items():
            self.lists[kind] = LinesCard(
                _(title), _("No line."), add=(_("Add a line"), partial(self._ask, None, {"kind": kind})),
                move=partial(self._move, kind), edit=partial(self.edit, kind), retire=partial(self._use, kind),
            )  # fmt: skip
            column.addWidget(self.lists[kind])
            column.addWidget(rule())
        sentence = _(
            "The wording of 五必查 and 五必访 differs from place to place and was not found: put in the words of "
            "your own district, whom each line concerns and how often. A line is asked only from then on."
        )
        column.addWidget(text(sentence, "small", wrap=True))
        column.addStretch(1)
        holder.add(scrolling(inside), 1)
        holder.setMinimumWidth(look.px(360))
        return holder

    def _right(self) -> Card:
        """The numbers of the period."""
        inside = QWidget()
        holder = Card()
        self._numbers = _column(inside)
        holder.add(scrolling(inside), 1)
        holder.setMinimumWidth(look.px(360))
        return holder

    # ---- the lines ------------------------------------------------------------------------------

    def read_again(self) -> None:
        """After news: the lines and the numbers."""
        duties = lists.duties(self._office, all_=True)
        self._duties = {kind: [duty for duty in duties if duty.kind == kind] for kind in PARTS}
        for kind, card in self.lists.items():
            card.show_lines([_line(duty) for duty in self._duties[kind]])
        self.show_span(self.span)

    def edit(self, kind: str, place: int) -> None:
        """Ask for the words of a line, whom it concerns and how often."""
        duty = self._duties[kind][place]
        names = ("kind", "name", "every_days", "since", "active", "basis", "verified")
        values = {name: getattr(duty, name) for name in names}
        self._ask(duty.id, values | {"group_id": str(duty.group_id) if duty.group_id else None})

    def _ask(self, duty_id: int | None, values: dict[str, object]) -> None:
        groups = [(str(group.id), group.name) for group in known.groups(self._office)]
        kinds = [(kind, _(words)) for kind, words in lists.KINDS.items()]
        boxes = (
            Field("name", N_("Words of the line"), wide=True),
            Field("kind", N_("Check or visit"), "choice", choices=lambda: kinds),
            Field("group_id", N_("Whom it concerns"), "choice", choices=lambda: groups),
            Field("every_days", N_("Every … days"), "number"),
            Field("since", N_("Asked from this day on"), "day", hint=N_("Left empty: today")),
            Field("active", N_("In use"), "flag", hint=N_("Only then are visits due for it")),
            Field("verified", N_("Wording confirmed"), "flag", hint=N_("Compared with the document")),
            Field("basis", N_("Document the wording comes from"), wide=True),
        )
        save = partial(lists.keep, self._office, duty_id)
        FormDialog(
            self, _("Line of the five checks and five visits"), (section("", *boxes),), values, save
        ).exec()

    def _move(self, kind: str, place: int, by: int) -> None:
        lists.move(self._office, self._duties[kind][place].id, by)

    def _use(self, kind: str, place: int) -> None:
        duty = self._duties[kind][place]
        try:
            lists.use(self._office, duty.id, not duty.active)
        except Invalid:
            self.edit(kind, place)
        except UserError as error:
            ask.show_error(self, error)

    # ---- the numbers ----------------------------------------------------------------------------

    def show_span(self, span: Span) -> None:
        """Count a month or quarter in the background, and show it."""
        self.span = span
        self.period.setText(span.words)
        tasks.fetch(self, lambda: (span, tally.tally(self._office, span)), self._show)

    def _show(self, found: tuple[Span, Sequence[tally.Counted]]) -> None:
        span, counted = found
        if span != self.span:
            return
        empty_layout(self._numbers)
        self._numbers.addWidget(
            text(_("Due, done and overdue · {period}").format(period=span.words), "section")
        )
        asked = [line for line in counted if line.duty.active and line.grids]
        if not asked:
            sentence = _(
                "No line is in use, or it concerns nobody. Fill in a line at the left and put it to use."
            )
            self._numbers.addWidget(text(sentence, "dim", wrap=True))
        else:
            by_line = [
                (LinkButton(line.duty.words, partial(self._open_list, line.duty)), line.whole)
                for line in asked
            ]
            self._numbers.addLayout(_table(_("Line of the ten"), by_line))
            self._numbers.addWidget(rule())
            grids = [(text(grid or _("In no grid")), count) for grid, count in tally.by_grid(counted)]
            self._numbers.addLayout(_table(_("Grid"), grids))
            formula = _(
                "Due = done + not visited though their day falls in the period; overdue: of these, whose day has passed. "
                "Who is concerned is counted by the groups of today."
            )
            self._numbers.addWidget(text(formula, "small", wrap=True))
        self._numbers.addStretch(1)

    def print_(self) -> None:
        """走访统计表 of the period that is shown."""
        span = self.span
        tasks.run(
            self, _("Counting the visits"), lambda _p: papers.statistics(self._office, span), self._show_paper
        )

    def _show_paper(self, pdf: bytes) -> None:
        said = _("Print {paper}").format(paper=papers.TITLE)
        printed = partial(self._office.store.note, said, "visit_duties")
        print_dialog.PaperDialog(
            self, papers.TITLE, pdf, suggested=f"{papers.TITLE}.pdf", printed=printed
        ).open()


def _column(inside: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(8)
    return column


def _line(duty: DutyInfo) -> Line:
    if not duty.name:
        return Line(duty.words, _("Wording not found: to be filled in by the office"), True, _("not in use"))
    every = _("every {n} days").format(n=duty.every_days) if duty.every_days else ""
    sure = "" if duty.verified else _("wording not confirmed")
    detail = " · ".join(part for part in (duty.group, every, sure) if part)
    return Line(duty.name, detail, not duty.active, _("not in use"))


def _table(title: str, lines: Sequence[tuple[QWidget, Count]]) -> QGridLayout:
    """Names at the left, three numbers at the right."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for place, words in enumerate((title, _("Visits due"), _("Visits made"), _("Overdue"))):
        grid.addWidget(_cell(words, "dim", number=place > 0), 0, place)
    for at, (name, count) in enumerate(lines, 1):
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignLeft)
        for place, number in enumerate((count.due, count.done, count.overdue), 1):
            grid.addWidget(_cell(f"{number:,}", number=True), at, place)
    return grid


def _cell(words: str, role: str = "", *, number: bool = False) -> QLabel:
    made = text(words, role)
    if number:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
