"""How a case came to where it is: its facts, its time line, the days that press and what is still missing."""

from functools import partial

from PySide6.QtCore import Signal

from commgov_desktop import clock
from commgov_desktop.i18n import _
from commgov_desktop.mediation import dossier, history, stage
from commgov_desktop.mediation.casefile import CaseFile
from commgov_desktop.ui.widgets import Card, ChipLabel, LinkButton, Timeline, row, text


class FactsCard(Card):
    """The dispute in short and what is asked for."""

    edit = Signal()

    def __init__(self) -> None:
        link = LinkButton(_("Edit"), lambda: self.edit.emit())
        link.setAccessibleName(_("Edit the case"))
        super().__init__(_("Facts of the dispute"), corner=link, padding=14)
        self.facts = text("", wrap=True, copyable=True)
        self.claims = text("", "dim", wrap=True, copyable=True)
        self.add(self.facts)
        self.add(self.claims)

    def show_file(self, file: CaseFile) -> None:
        """Show the facts of this case."""
        self.facts.setText(file.head.facts)
        asked = "；".join(line for line in file.head.claims.splitlines() if line.strip())
        self.claims.setText(_("Asked for: {claims}").format(claims=asked))
        self.claims.setVisible(bool(file.head.claims))


class HistoryCard(Card):
    """经过: what happened, the latest first; a click opens its record."""

    opened = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("Course"), padding=14)
        self.line = Timeline()
        self.add(self.line)
        self.add_stretch()

    def show_file(self, file: CaseFile) -> None:
        """Show the time line of this case."""
        today = clock.today()
        self.line.show_events(
            [
                (history.day_words(e.day, today), (e.words, partial(self.opened.emit, e.key, e.record_id)))
                for e in history.events(file)
            ]
        )


class PressingCard(Card):
    """期限 and 缺什么: the days that press, and what the folder still needs."""

    def __init__(self) -> None:
        super().__init__(padding=14)

    def show_file(self, file: CaseFile, warn: int) -> None:
        """Show them for this case."""
        self.clear()
        today = clock.today()
        pressing = stage.clocks(file, today)
        if pressing:
            self.add(text(_("Time limits"), "section"))
        for one in pressing:
            chip = one.chip(today, warn)
            self.add(row(ChipLabel(chip.text, chip.tone), text(one.day.isoformat(), "dim"), None))
        self.add(text(_("Still missing"), "section"))
        for words in _lacking(file):
            self.add(text(f"· {words}", wrap=True))
        if not _lacking(file):
            closed = file.head.closed_on
            words = (
                _("Nothing: the file is complete and filed.")
                if closed
                else _("Nothing: the file is complete.")
            )
            self.add(text(words, "dim", wrap=True))
        self.add_stretch()


def _lacking(file: CaseFile) -> list[str]:
    listed = stage.missing(file)
    papers = [item.label for item in dossier.lacking(file) if item.key in ("identity", "rights")]
    return [*listed, *papers]
