"""The box for a day: typed in any usual way, or chosen from a calendar."""

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from commgov_desktop import calendar_words, clock
from commgov_desktop.i18n import _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ui import look
from commgov_desktop.ui.buttons import Act, LinkButton, icon_button, shortcut
from commgov_desktop.ui.cards import row
from commgov_desktop.ui.day_words import read_day, show_day
from commgov_desktop.ui.field_boxes import TextBox, same_day
from commgov_desktop.ui.labels import text


class DayBox(TextBox):
    """Gives a ``date`` or ``None``. Ctrl+Down or the button opens the calendar; 今天 is understood."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setPlaceholderText(_(field.hint) or _("For instance 2026-3-5 or 20260305"))
        self.line.editingFinished.connect(self._write_neatly)
        self.button = icon_button(
            "calendar", _("Calendar for {field}").format(field=_(field.label)), self.open_calendar
        )
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.put_inside(self.button)
        shortcut(self, "Ctrl+Down", self.open_calendar)  # the line itself swallows the arrow

    def value(self) -> object:
        try:
            return read_day(self.line.text())
        except ValueError:
            return None

    def set_value(self, value: object) -> None:
        self.line.setText(show_day(same_day(value)))

    def problem(self) -> str:
        try:
            read_day(self.line.text())
        except ValueError:
            return _("This is no day of the calendar. Write it such as 2026-3-5.")
        return ""

    def _write_neatly(self) -> None:
        day = self.value()
        if isinstance(day, date):
            self.line.setText(show_day(day))

    def open_calendar(self) -> None:
        """Open the calendar below the box."""
        day = self.value()
        popup = CalendarPopup(self, day if isinstance(day, date) else clock.today())
        popup.calendar.clicked.connect(lambda q: self._take(popup, q))
        popup.calendar.activated.connect(lambda q: self._take(popup, q))
        popup.today.clicked.connect(lambda: self._take(popup, _qdate(clock.today())))
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        popup.calendar.setFocus()

    def _take(self, popup: "CalendarPopup", day: QDate) -> None:
        popup.close()
        self.line.setText(show_day(date(day.year(), day.month(), day.day())))
        self.line.setFocus()
        self.changed.emit()


class CalendarPopup(QFrame):
    """A month of days with weeks beginning on Monday."""

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        self.calendar = _Month()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setSelectedDate(_qdate(day))
        self.calendar.setAccessibleName(_("Calendar"))
        self.calendar.setNavigationBarVisible(False)
        self._calm()
        self.calendar.setMinimumSize(look.px(320), look.px(270))
        column.addLayout(self._head())
        column.addWidget(self.calendar)
        self.today = LinkButton(_("Choose today"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.today)
        column.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        """2026年3月 between the steps of a month and of a year; Qt's own head has month and year in Western order."""
        self.title = text("", "strong")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.steps = [
            _step("«", _("Year before"), partial(self._go, -12)),
            _step("‹", _("Month before"), partial(self._go, -1)),
            _step("›", _("Month after"), partial(self._go, 1)),
            _step("»", _("Year after"), partial(self._go, 12)),
        ]
        self.calendar.currentPageChanged.connect(lambda *_page: self._say_month())
        self._say_month()
        head = row(*self.steps[:2], self.title, *self.steps[2:], spacing=2)
        head.setStretch(2, 1)
        return head

    def _go(self, months: int) -> None:
        year, month = divmod(self.calendar.yearShown() * 12 + self.calendar.monthShown() - 1 + months, 12)
        self.calendar.setCurrentPage(year, month + 1)

    def _say_month(self) -> None:
        shown = date(self.calendar.yearShown(), self.calendar.monthShown(), 1)
        self.title.setText(calendar_words.month_and_year(shown))

    def _calm(self) -> None:
        """Weekends in grey instead of Qt's red, which here means overdue; days of other months fainter still."""
        plain, grey = QTextCharFormat(), QTextCharFormat()
        grey.setForeground(look.colour("dim"))
        for number in range(1, 8):
            day = Qt.DayOfWeek(number)
            self.calendar.setWeekdayTextFormat(day, grey if number > 5 else plain)
        head = QTextCharFormat()
        head.setForeground(look.colour("dim"))
        head.setBackground(look.colour("surface"))
        self.calendar.setHeaderTextFormat(head)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


class _Month(QCalendarWidget):
    """Qt's month, with the days of the months around it faint: the style sheet gives them the colour of ink."""

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        if (day.year(), day.month()) == (self.yearShown(), self.monthShown()):
            super().paintCell(painter, rect, day)
            return
        painter.save()
        painter.setPen(look.colour("edge"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day()))
        painter.restore()


def _step(sign: str, name: str, act: Act) -> QToolButton:
    made = QToolButton()
    made.setText(sign)
    made.setFont(look.font(12, bold=True))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setAutoRepeat(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setMinimumWidth(look.px(32))
    made.clicked.connect(lambda: act())
    return made
