"""The first page of the morning: what is to be done, what a clerk starts most, how the office stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commgov_desktop import calendar_words, clock
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.due import Due
from commgov_desktop.ledger.figure import Figure, Series
from commgov_desktop.ledger.office import Office
from commgov_desktop.store.store import Changes
from commgov_desktop.today.agenda import Agenda, Report, agenda, words_and_tone
from commgov_desktop.ui import look, tasks
from commgov_desktop.ui.bar_chart import BarChart
from commgov_desktop.ui.buttons import large, quiet
from commgov_desktop.ui.cards import Card, EmptyState, empty_layout
from commgov_desktop.ui.figure_tile import FigureTile
from commgov_desktop.ui.labels import ChipLabel, ShortenedLabel, rule, text
from commgov_desktop.ui.plain_page import ClearGround, PlainPage, scrolling

SHOWN = 60
"""Lines of the list of what is to be done; the rest is named with its number."""

NARROW = 1000
"""Below this width, in pixels of ordinary type, the large buttons stand over both columns."""


@dataclass(frozen=True)
class BackupState:
    """The last good copy in words, with the tone of its chip."""

    chip: str
    tone: str
    sentence: str
    detail: str = ""


@dataclass(frozen=True)
class Sources:
    """Where the page reads from: each part of the program reports for itself."""

    dues: Sequence[Report]
    figures: Sequence[Callable[[Office], Figure]]
    chart: Callable[[Office], Series]
    backup: Callable[[Office], BackupState]
    own_figures: Callable[[Office], Sequence[Figure]] = lambda _office: ()
    """Those the office has put there itself."""


class TodayPage(PlainPage):
    """今日. Its lines and figures open what they speak of through ``open_elsewhere(tab, record id)``."""

    open_elsewhere = Signal(str, int)
    open_filter = Signal(str, str)
    start = Signal(str)
    """One of the four large buttons: ``roster``, ``desk``, ``mediation`` or ``backup``."""

    def __init__(self, office: Office, sources: Sources, parent: QWidget | None = None) -> None:
        super().__init__(calendar_words.day_and_weekday(clock.today()))
        self._office, self._sources = office, sources
        self._found = Agenda([], [], [], [])
        self.head.add(quiet(_("Print the day's sheet"), self.print_, icon="print", keys="Ctrl+P"))
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        for column, share in enumerate((57, 43)):
            self._grid.setColumnStretch(column, share)
        self._grid.setRowStretch(1, 1)
        self._starts, self._list, self._side = self._start_buttons(), self._due(), self._right()
        self._grid.addWidget(self._list, 1, 0)
        self._arrange()
        self.body.addLayout(self._grid, 1)
        QTimer.singleShot(
            0, self, self.refresh
        )  # painted first: the reading would take turns with the painting

    def _arrange(self) -> None:
        """The large buttons stand over the list; where it is narrow they take the whole width."""
        wide = self._is_wide = self._has_room()
        self._grid.addWidget(self._starts, 0, 0, 1, 1 if wide else 2)
        self._grid.addWidget(self._side, 0 if wide else 1, 1, 2 if wide else 1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_room() != self._is_wide:
            self._arrange()
            self._show_agenda()

    def _has_room(self) -> bool:
        """Whether the large buttons fit over the list with all their words; English ones are longer."""
        over_the_list = (self.width() - 52) * 57 // 100
        return self.width() >= look.px(NARROW) and self._starts.sizeHint().width() <= over_the_list

    def _start_buttons(self) -> QWidget:
        row = QWidget()
        starts = QHBoxLayout(row)
        starts.setContentsMargins(0, 0, 0, 0)
        starts.setSpacing(12)
        for words, key, icon, keys in (
            (_("Register a resident"), "roster", "person-add", "F5"),
            (_("Issue a certificate"), "desk", "certificate", "F6"),
            (_("Record a dispute"), "mediation", "scales", "F7"),
            (_("Back up now"), "backup", "usb-stick", "F8"),
        ):
            starts.addWidget(large(words, partial(self.start.emit, key), icon=icon, hint=keys))
        return row

    def _due(self) -> Card:
        card = Card(padding=0)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 8, 0, 8)
        self._lines.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._lines)
        scroll = QScrollArea()
        scroll.setViewport(ClearGround())
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setAutoFillBackground(False)
        card.add(scroll, 1)
        return card

    def _right(self) -> QScrollArea:
        """Figures, chart and backup; they scroll where a low screen and large type leave no room for them."""
        inside = _Column()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        numbers = Card(_("This community"), padding=14)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(4)
        numbers.add(self._tiles)
        column.addWidget(numbers)
        self._chart_card = Card(padding=14)
        self._chart_title = text("", "section")
        self._chart = BarChart()
        self._chart_card.add(self._chart_title)
        self._chart_card.add(self._chart, 1)
        column.addWidget(self._chart_card, 1)
        self._backup_chip = ChipLabel("", "grey", self)
        self._backup = Card(_("Backup"), corner=self._backup_chip, padding=14)
        self._backup_words, self._backup_detail = text("", wrap=True), text("", "dim", wrap=True)
        self._backup.add(self._backup_words)
        self._backup.add(self._backup_detail)
        column.addWidget(self._backup)
        area = scrolling(inside)
        area.setMinimumWidth(look.px(250))
        return area

    # ---- reading --------------------------------------------------------------------------------

    def refresh(self, _changes: Changes | None = None) -> None:
        """Read everything anew, in the background; the page fills when it is there."""
        self.head.set_title(calendar_words.day_and_weekday(clock.today()))
        tasks.fetch(self, self._read, self._show)

    def _read(self) -> tuple[Agenda, list[Figure], Series, BackupState]:
        s, office = self._sources, self._office
        figures = [*(f(office) for f in s.figures), *s.own_figures(office)]
        return agenda(office, s.dues), figures, s.chart(office), s.backup(office)

    def _show(self, read: tuple[Agenda, list[Figure], Series, BackupState]) -> None:
        self._found, figures, series, backup = read
        self._show_agenda()
        self._show_figures(figures)
        self._chart_title.setText(series.title)
        self._chart.title = series.title
        values = [(name, [v[i] for _m, v in series.months]) for i, name in enumerate(series.names)]
        self._chart.show_series([month for month, _v in series.months], values, series.unit)
        self._backup_chip.show_chip(backup.chip, backup.tone)
        self._backup_words.setText(backup.sentence)
        self._backup_detail.setText(backup.detail)
        self._backup_detail.setVisible(bool(backup.detail))

    def _show_agenda(self) -> None:
        found = self._found
        words = ngettext("{n} thing to do", "{n} things to do", found.count).format(n=found.count)
        late = len(found.overdue)
        self.head.set_count(words + (_(", {n} overdue").format(n=late) if late else ""))
        empty_layout(self._lines)
        self._aligned: tuple[list[QWidget], list[QWidget]] = ([], [])
        left = SHOWN
        for name, lines in found.groups():
            if left > 0:
                self._heading(name, late=lines is found.overdue)
                for line in lines[:left]:
                    self._lines.addWidget(self._line(line))
            left -= len(lines)
        if left < 0:
            self._lines.addWidget(text("　" + _("and {n} more").format(n=-left), "dim"))
        if not found.groups():
            self._lines.addWidget(EmptyState(_("Nothing is due."), icon="checkmark-circle", hint=_(_QUIET)))
        self._lines.addStretch(1)
        self._align()

    def _heading(self, name: str, *, late: bool) -> None:
        label = text(name, "section")
        label.setContentsMargins(18, 8, 18, 6)
        if late:
            label.setProperty("ink", "red")
        self._lines.addWidget(label)
        self._lines.addWidget(rule())

    def _line(self, line: Due) -> QWidget:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(18, 4, 18, 4)
        inner.setSpacing(12)
        chip = ChipLabel(*words_and_tone(line.day), row)
        who = ShortenedLabel(line.who, "dim")
        who.setFixedWidth(look.px(112 if self._is_wide else 72))
        inner.addWidget(chip)
        inner.addWidget(text(line.title, wrap=True), 1)
        inner.addWidget(who)
        button = quiet(line.verb or _("Open"), lambda: self.open_elsewhere.emit(line.tab, line.record_id))
        button.setAccessibleName(f"{line.verb or _('Open')} {line.title}")
        inner.addWidget(button)
        self._aligned[0].append(chip)
        self._aligned[1].append(button)
        return row

    def _align(self) -> None:
        """All chips are as wide as the widest, and all buttons too: what stands between them is in columns."""
        for things in self._aligned:
            widest = max((thing.sizeHint().width() for thing in things), default=0)
            for thing in things:
                thing.setFixedWidth(max(widest, look.px(84)))

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        empty_layout(self._tiles)
        for place, f in enumerate(figures):
            act = partial(self.open_filter.emit, f.tab, f.filter) if f.tab else None
            self._tiles.addWidget(FigureTile(f.shown, f.title, f.detail, act), place // 2, place % 2)

    # ---- doing ----------------------------------------------------------------------------------

    def print_(self) -> None:
        """The day's sheet on paper."""
        office, found = self._office, self._found

        def make(_progress: object) -> bytes:
            from commgov_desktop.today.day_sheet import day_sheet

            return day_sheet(office, found)

        def show(pdf: bytes) -> None:
            from commgov_desktop.ui.print_dialog import PaperDialog  # Qt's printing is not read at the start

            name = f"今日工作单-{clock.today():%Y%m%d}.pdf"
            PaperDialog(self, _("The day's sheet"), pdf, suggested=name).open()

        tasks.run(self, _("Making the day's sheet"), make, show)


class _Column(QWidget):
    """Cards below each other that give up height before they are scrolled."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout else -1


_QUIET = N_("When a deadline, a task or a posting comes near, it shows here by itself.")
