"""How long a password would hold, said honestly: by what guessing it would cost, not by counting signs."""

import re
from dataclasses import dataclass
from math import log2

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.i18n import _
from commgov_desktop.ui import look
from commgov_desktop.ui.labels import text

GUESSES = 10_000
"""Guesses a second against one slow password hash with good hardware; a deliberately dark estimate."""
_HOUR, _DAY, _YEAR = 3600.0, 86_400.0, 365.25 * 86_400
_COMMON = re.compile(
    r"password|passw0rd|admin|root|qwerty|asdf|zxcv|1q2w3e|woaini|iloveyou|abc123|letmein|shequ|jiedao|wangge",
    re.I,
)
_DATE = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_KINDS = ((r"\d", 10), (r"[a-z]", 26), (r"[A-Z]", 26), (r"[\u4e00-\u9fff]", 2500))


@dataclass(frozen=True)
class Strength:
    """``level`` from 0 (nothing) to 4 (holds); ``seconds`` is the mean time to guess it."""

    level: int
    seconds: float


def strength(password: str) -> Strength:
    """How long guessing takes. Common words, dates, repeats and runs such as 1234 count for almost nothing."""
    if not password:
        return Strength(0, 0)
    seconds = 2 ** min(200.0, _bits(password)) / 2 / GUESSES
    limits = (_HOUR, 30 * _DAY, 10 * _YEAR)
    return Strength(1 + sum(seconds >= limit for limit in limits), seconds)


def _bits(password: str) -> float:
    rest, words = _COMMON.subn("\0", password)
    rest, dates = _DATE.subn("\0", rest)
    rest = rest.replace("\0", "")
    bits = words * 7.0 + dates * 14.6
    size = sum(many for kind, many in _KINDS if re.search(kind, rest)) or 33
    each = log2(size)
    for place, sign in enumerate(rest):
        step = ord(sign) - ord(rest[place - 1]) if place else 9
        bits += 1.0 if abs(step) <= 1 else each
    return bits


def verdict(found: Strength) -> str:
    """The strength as a sentence."""
    return (
        "",
        _(
            "Guessed within an hour. Make it longer, for instance four words that have nothing to do with each other."
        ),
        _("Guessed within a month. Add a word or two."),
        _("Holds for some years. Good; longer is better."),
        _("Holds. Do not write it on a note at the screen."),
    )[found.level]


class PasswordMeter(QWidget):
    """Four fields that fill, and a sentence that says what they mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.bar = _Fields()
        self.words = text("", "small", wrap=True)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        self.show_password("")

    def show_password(self, password: str) -> None:
        """Judge this password."""
        found = strength(password)
        self.bar.level = found.level
        self.bar.update()
        self.words.setText(
            verdict(found) or _("At least 8 signs; a sentence is easier to remember than signs.")
        )


class _Fields(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.level = 0
        self.setFixedHeight(6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = (self.width() - 12) / 4
        tone = ("line", "red", "amber", "green", "green")[self.level]
        for place in range(4):
            painter.setBrush(look.colour(tone if place < self.level else "line"))
            painter.drawRoundedRect(QRectF(place * (wide + 4), 0, wide, 6), 3, 3)
