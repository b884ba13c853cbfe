"""The card beside the list: a case at a glance, with the button that opens it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.mediation import history, stage, stages
from commgov_desktop.mediation.casefile import CaseFile
from commgov_desktop.ui.widgets import ChipLabel, EmptyState, KeyValues, Timeline, primary, row, rule, text

SHOWN = 5
"""Lines of the time line on the card; the rest stands on the case's page."""


class CaseCard(QWidget):
    """Number, chips, sides, what is missing, the last that happened."""

    def __init__(self, file: CaseFile, warn: int, open_case: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        today, head = clock.today(), file.head
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(text(head.number, "head", wrap=True, copyable=True))
        chip = stages.stage_chip(file.stage)
        chips = [ChipLabel(chip.text, chip.tone)]
        for one in stage.clocks(file, today)[:1]:
            pressing = one.chip(today, warn)
            chips.append(ChipLabel(pressing.text, pressing.tone))
        column.addLayout(row(*chips, None))
        column.addWidget(KeyValues(_facts(file)))
        column.addWidget(rule())
        column.addWidget(text(head.facts, wrap=True, copyable=True))
        column.addWidget(rule())
        lines = [(history.day_words(e.day, today), e.words) for e in history.events(file)[:SHOWN]]
        column.addWidget(Timeline(lines))
        column.addStretch(1)
        self.open_button = primary(_("Open the case"), open_case, icon="folder-open")
        column.addWidget(self.open_button)


def _facts(file: CaseFile) -> list[tuple[str, str]]:
    others = "、".join(s.name for s in file.parties() if s.side != "A")
    return [
        (_("Applicant"), "、".join(s.name for s in file.parties("A"))),
        (_("Respondent"), others),
        (_("Mediators"), file.mediator_names),
        (_("Cause"), file.head.title or file.kind_zh),
        (_("Still missing"), "、".join(stage.missing(file))),
    ]


def nothing_chosen() -> EmptyState:
    """What the card says while no case is chosen."""
    return EmptyState(_("Choose a case to see how it stands."), icon="handshake")
