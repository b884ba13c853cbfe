"""The third box of a condition: numbers, words to choose, days such as 本季度, or nothing at all."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from commgov_desktop import name_readings
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field
from commgov_desktop.ledger.question_days import Period
from commgov_desktop.ledger.question_facts import IN_A_PERIOD, MAY_HAVE_NO_PERIOD, Fact
from commgov_desktop.ui import look
from commgov_desktop.ui.choice_box import ChoiceBox
from commgov_desktop.ui.field_boxes import FieldBox, Help, box_for
from commgov_desktop.ui.labels import text

HELP = Help({}, name_readings.initials)
_NUMERIC = {"number": "number", "years": "number", "money": "money"}


class ValuesBox(QWidget):
    """What a condition compares with; ``changed`` after each change by hand."""

    changed = Signal()

    def __init__(self, fact: Fact, how: str) -> None:
        super().__init__()
        self._boxes: list[FieldBox] = []
        self._words: WordsPick | None = None
        self._period: PeriodBox | None = None
        self._day: FieldBox | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        self._build(fact, how)
        self._line.addStretch(1)

    def _build(self, fact: Fact, how: str) -> None:
        if how in IN_A_PERIOD:
            self._period = PeriodBox(how in MAY_HAVE_NO_PERIOD)
            self._put(self._period)
        if how == "was":
            self._day = self._box(fact, "day")
            self._put(self._day)
        if how in ("any", "every", "none", "was", "within", "became") or (
            fact.which and how in MAY_HAVE_NO_PERIOD
        ):
            self._choose(fact)
        elif how in ("is", "least", "most", "between", "holds", "holds_not", "begins"):
            kind = _NUMERIC.get(fact.kind, "text")
            for number in range(2 if how == "between" else 1):
                if number:
                    self._line.addWidget(text(_("and")))
                self._boxes.append(self._box(fact, kind))
                self._put(self._boxes[-1])

    def _choose(self, fact: Fact) -> None:
        if fact.choices:
            self._words = WordsPick(fact)
            self._put(self._words, 1)
        else:
            self._boxes.append(box_for(Field("value", fact.label, "tags"), HELP))
            self._put(self._boxes[-1], 1)

    def _box(self, fact: Fact, kind: str) -> FieldBox:
        box = box_for(Field("value", fact.label, kind, hint=fact.unit), HELP)
        box.setFixedWidth(look.px({"number": 84, "money": 120, "day": 150}.get(kind, 200)))
        return box

    def _put(self, thing: Any, stretch: int = 0) -> None:
        thing.changed.connect(self.changed)
        self._line.addWidget(thing, stretch)

    def values(self) -> tuple[Any, ...]:
        """Numbers, codes or words; nothing where nothing was entered."""
        if self._words:
            return tuple(self._words.codes)
        found: list[Any] = []
        for box in self._boxes:
            value = box.value()
            found += (
                list(value) if isinstance(value, (list, tuple)) else [] if value in (None, "") else [value]
            )
        return tuple(found)

    def period(self) -> Period | None:
        """The days, if the condition has any."""
        if self._day is not None:
            day = self._day.value()
            return Period("between", first=day) if isinstance(day, date) else None
        return self._period.period() if self._period else None

    def show_values(self, values: Sequence[Any], period: Period | None) -> None:
        """Show what is asked already, without saying that it changed."""
        if self._words:
            self._words.show_codes([str(value) for value in values])
        elif len(self._boxes) == 1 and self._boxes[0].field.kind == "tags":
            self._boxes[0].set_value(list(values))
        else:
            for box, value in zip(self._boxes, values, strict=False):
                box.set_value(value)
        if self._day is not None:
            self._day.set_value(period.first if period else None)
        elif self._period:
            self._period.show_period(period)


class WordsPick(QWidget):
    """Chosen words as chips that go at a click, and a box that takes another, found by its first letters."""

    changed = Signal()

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self.codes: list[str] = []
        self._names = dict(fact.choices() if fact.choices else ())
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(4)
        self._line.addLayout(self._chips)
        self.box = ChoiceBox(
            Field("word", fact.label, "choice", choices=fact.choices), name_readings.initials
        )
        self.box.setMinimumWidth(look.px(120))
        self.box.changed.connect(self._taken)
        self._line.addWidget(self.box, 1)
        self.setFocusProxy(self.box)

    def _taken(self) -> None:
        if not self.box.settled:
            return
        code = self.box.value()
        if isinstance(code, str) and code not in self.codes:
            self.show_codes([*self.codes, code])
            self.changed.emit()
        self.box.set_value(None)

    def _drop(self, code: str) -> None:
        self.show_codes([one for one in self.codes if one != code])
        self.changed.emit()

    def show_codes(self, codes: Sequence[str]) -> None:
        """Show other chosen words."""
        self.codes = list(codes)
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for code in self.codes:
            name = self._names.get(code, code)
            chip = QPushButton(f"{name}  ×")
            chip.setProperty("role", "condition")
            chip.setAutoDefault(False)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.setAccessibleName(_("Take away {words}").format(words=name))
            chip.clicked.connect(partial(self._drop, code))
            self._chips.addWidget(chip)


PERIODS: tuple[tuple[str, str, str], ...] = (
    ("this", "day", N_("this very day")),
    ("this", "month", N_("this month")),
    ("this", "quarter", N_("this quarter")),
    ("this", "year", N_("this year")),
    ("previous", "day", N_("yesterday")),
    ("previous", "month", N_("last month")),
    ("previous", "quarter", N_("last quarter")),
    ("previous", "year", N_("last year")),
    ("last", "", N_("the last … days")),
    ("next", "", N_("the next … days")),
    ("between", "", N_("from … to …")),
)


class PeriodBox(QWidget):
    """Days that move with the calendar (本月, 最近 30 天), or two days of a calendar."""

    changed = Signal()

    def __init__(self, may_be_any: bool) -> None:
        super().__init__()
        self._any = may_be_any
        self.combo = QComboBox()
        self.combo.setAccessibleName(_("In which days"))
        for words in ([_("at any time")] if may_be_any else []) + [_(words) for _k, _u, words in PERIODS]:
            self.combo.addItem(words)
        self.days = box_for(Field("days", N_("Days"), "number"), HELP)
        self.days.setFixedWidth(look.px(64))
        self.first = box_for(Field("first", N_("From"), "day"), HELP)
        self.last = box_for(Field("last", N_("Up to"), "day"), HELP)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for thing in (self.combo, self.days, self.first, self.last):
            line.addWidget(thing)
        for box in (self.first, self.last):
            box.setFixedWidth(look.px(150))
        self.setFocusProxy(self.combo)
        self._arrange()
        self.combo.activated.connect(self._chosen)
        for box in (self.days, self.first, self.last):
            box.changed.connect(self.changed)

    def _chosen(self, _place: int) -> None:
        if self._kind in ("last", "next") and self.days.value() is None:
            self.days.set_value(30)
        self._arrange()
        self.changed.emit()

    @property
    def _kind(self) -> str:
        place = self.combo.currentIndex() - self._any
        return PERIODS[place][0] if place >= 0 else ""

    def _arrange(self) -> None:
        self.days.setVisible(self._kind in ("last", "next"))
        for box in (self.first, self.last):
            box.setVisible(self._kind == "between")

    def period(self) -> Period | None:
        """The chosen days; ``None`` for at any time."""
        place = self.combo.currentIndex() - self._any
        if place < 0:
            return None
        kind, unit, _words = PERIODS[place]
        days = self.days.value()
        first, last = self.first.value(), self.last.value()
        return Period(
            kind,
            unit,
            days if isinstance(days, int) and kind in ("last", "next") else 0,
            first if isinstance(first, date) and kind == "between" else None,
            last if isinstance(last, date) and kind == "between" else None,
        )

    def show_period(self, period: Period | None) -> None:
        """Show other days."""
        places = {(kind, unit): at for at, (kind, unit, _words) in enumerate(PERIODS)}
        if period is not None:
            self.combo.setCurrentIndex(places.get((period.kind, period.unit), 0) + self._any)
            self.days.set_value(period.days or None)
            self.first.set_value(period.first)
            self.last.set_value(period.last)
        elif self._any:
            self.combo.setCurrentIndex(0)
        self._arrange()
