"""Going back to a copy in three steps: choose it, see what would be different, restore and check."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from commgov_desktop.backup import destinations, record
from commgov_desktop.backup.copies import when_words
from commgov_desktop.backup.destinations import Sticks
from commgov_desktop.backup.manifest import ForeignBackup
from commgov_desktop.backup.restore import Look, Restored, look
from commgov_desktop.backup.source import OfficeSource
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext
from commgov_desktop.ledger.office import Office
from commgov_desktop.store import keyring
from commgov_desktop.ui import ask, tasks
from commgov_desktop.ui import look as looks
from commgov_desktop.ui.password_boxes import password_line
from commgov_desktop.ui.widgets import Banner, Card, LinkButton, danger, primary, quiet, row, rule, text

SHOWN = 6
"""Copies of one stick that are offered; older ones are found as files."""


class RestoreCard(Card):
    """``closing`` closes the office before files are exchanged; ``restored`` opens it anew, also after a failure."""

    def __init__(
        self,
        office: Office,
        table_names: Mapping[str, str],
        sticks: Sticks,
        restored: Callable[[], object],
        closing: Callable[[], object],
    ) -> None:
        super().__init__(padding=20)
        self._office, self._names, self._sticks = office, table_names, sticks
        self._restored, self._closing = restored, closing
        self._path, self._secret = Path(), ""
        self.show_intro()

    # ---- before ---------------------------------------------------------------------------------

    def show_intro(self) -> None:
        """The three steps, and the button that begins them."""
        self._begin(_("Restore"), _("The present data are put aside first; nothing is lost."))
        for number, (head, about) in enumerate(_steps(), start=1):
            self.add(_Step(number, head, about))
        if self._office.account.may_see_restricted:
            self.start_button = quiet(_("Begin the restore…"), self.show_choice)
            self.add(self.start_button)
        else:
            self.add(text(_("Only the chair can restore. Ask them to unlock the program."), "dim", wrap=True))
        self.add_rule()
        self.add(text(_("Remember"), "section"))
        days = self._office.settings[record.DAYS]
        habit = _(
            "Take two sticks in turn. After {n} days without a copy today's page and the top bar remind you. "
            "Rehearse a restore once a month and print the slip."
        )
        self.add(text(habit.format(n=days), wrap=True))
        self.add_stretch()

    # ---- step one -------------------------------------------------------------------------------

    def show_choice(self) -> None:
        """Which copy."""
        self._begin(_("1  Choose a copy"), _("From a stick, or any file of a copy."))
        first: QWidget | None = None
        for place in destinations.destinations(self._sticks, self._known_folder()):
            found = destinations.earlier(place.path, self._office)[:SHOWN]
            if found:
                self.add(text(place.stick or str(place.path), "section", wrap=True))
            for each in found:
                link = LinkButton(when_words(each.made_at), partial(self.look_at, each.path))
                first = first or link
                self.add(link)
        if first is None:
            self.add(
                text(
                    _("No copy of this office was found on a stick. Plug one in or choose a file."), wrap=True
                )
            )
        file = quiet(_("Choose a file…"), self.choose_file, icon="folder-open")
        self.add(row(file, quiet(_("Back"), self.show_intro), None))
        self.add_stretch()
        (first or file).setFocus()

    def _known_folder(self) -> Path | None:
        kept = self._office.machine.part("backup").get("folder")
        return Path(kept) if isinstance(kept, str) and kept else None

    def choose_file(self) -> None:
        """A copy that lies anywhere."""
        path = ask.choose_file(self, _("Choose the copy"), _("Copies"), (".age",))
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path, secret: str = "") -> None:
        """Prove the copy and see what it would change."""
        self._path, self._secret = path, secret or OfficeSource(self._office).secret
        office, source = self._office, OfficeSource(self._office)
        present = keyring.office_id(office.places.keyring)
        tasks.run(
            self,
            _("The copy is read and counted"),
            lambda progress: look(
                self._path,
                self._secret,
                record.present_counts(office.store),
                present,
                progress,
                source.scratch,
            ),
            self.show_differences,
            self._not_readable,
        )

    def _not_readable(self, error: BaseException) -> None:
        if isinstance(error, (ForeignBackup, keyring.WrongRecoveryKey)):
            self.show_key_box(str(error) if self._tried else "")
        else:
            ask.show_error(self, error)

    # ---- a copy of another keyring --------------------------------------------------------------

    @property
    def _tried(self) -> bool:
        return hasattr(self, "key_box") and bool(self.key_box.text())

    def show_key_box(self, problem: str = "") -> None:
        """The copy was made under another recovery key: ask for the sheet in its sealed envelope."""
        self._begin(_("1  Choose a copy"), self._path.name)
        words = _(
            "Another recovery key protects this copy. Type the key from the sealed envelope that belongs to it."
        )
        self.add(text(words, wrap=True))
        self.key_box = password_line(_("Recovery key"))
        self.key_box.setEchoMode(self.key_box.EchoMode.Normal)
        self.key_box.returnPressed.connect(self._try_key)
        self.add(self.key_box)
        if problem:
            self.add(text(problem, "problem", wrap=True))
        self.add(row(primary(_("Next"), self._try_key), quiet(_("Back"), self.show_choice), None))
        self.add_stretch()
        self.key_box.setFocus()

    def _try_key(self) -> None:
        try:
            secret = keyring.normal_recovery_key(self.key_box.text())
        except UserError as error:
            self.show_key_box(str(error))
        else:
            self.look_at(self._path, secret)

    # ---- step two -------------------------------------------------------------------------------

    def show_differences(self, seen: Look) -> None:
        """What would be more and what less than now."""
        manifest = seen.inside.manifest
        made = _("{when}, made by {clerk}").format(when=when_words(manifest.made_at), clerk=manifest.made_by)
        self._begin(_("2  See what is different"), f"{manifest.office_name} · {made}")
        if not seen.same_office:
            self.add(
                Banner(
                    "warn",
                    _("This is the copy of another office: {office}.").format(office=manifest.office_name),
                )
            )
        named = [each for each in seen.differences if each.table in self._names]
        if named:
            self.add(self._table([(self._names[d.table], d.now, d.then) for d in named]))
        else:
            self.add(text(_("Every ledger holds as many records as now."), wrap=True))
        steps = next((d.now - d.then for d in seen.differences if d.table == "actions"), 0)
        if steps > 0:
            words = ngettext(
                "{n} step done after this copy is not in it.",
                "{n} steps done after this copy are not in it.",
                steps,
            )
            self.add(text(words.format(n=f"{steps:,}"), wrap=True))
        self.add(text(_("The passwords will be those of the day of the copy."), "dim", wrap=True))
        self.restore_button = danger(_("Go back to this copy"), partial(self.restore, seen))
        self.add(row(self.restore_button, quiet(_("Back"), self.show_choice), None))
        self.add_stretch()
        self.restore_button.setFocus()

    def _table(self, lines: list[tuple[str, int, int]]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, words in enumerate(("", _("Now"), _("After the restore"), "")):
            grid.addWidget(text(words, "section"), 0, column, _side(column))
        grid.addWidget(rule(), 1, 0, 1, 4)
        for number, (name, now, then) in enumerate(lines, start=2):
            gap = then - now
            change = (_("{n} fewer") if gap < 0 else _("{n} more")).format(n=f"{abs(gap):,}")
            for column, words in enumerate((name, f"{now:,}", f"{then:,}", change)):
                role = "strong" if column == 3 and gap < 0 else "dim" if column == 3 else ""
                grid.addWidget(text(words, role, wrap=column == 0), number, column, _side(column))
        grid.setColumnStretch(0, 1)
        return table

    # ---- step three -----------------------------------------------------------------------------

    def restore(self, seen: Look) -> None:
        """Exchange the data, after one more question."""
        when = when_words(seen.inside.manifest.made_at)
        question = _(
            "Go back to the copy of {when}? All that was done since then is no longer shown."
        ).format(when=when)
        kept = _("The present data are kept in the folder “kept” beside the office's data.")
        if not ask.confirm(self, question, _("Go back to this copy"), detail=kept, risky=True):
            return
        office, path, secret = self._office, self._path, self._secret
        self._begin(_("3  Restore and check"), _("The office is closed for this moment. Please wait."))
        self.add_stretch()
        self._closing()
        tasks.run(
            self.window(),
            _("The copy is restored and counted"),
            lambda progress: record.go_back(office, path, secret, progress),
            partial(self._done, when),
            self._failed,
        )

    def _done(self, when: str, done: Restored) -> None:
        detail = ""
        if done.kept_aside is not None:
            detail = _("The data as they were lie in {folder}.").format(folder=done.kept_aside)
        ask.tell(
            self,
            _("The office is as it was {when}; every table was counted and agrees.").format(when=when),
            detail,
        )
        self._restored()

    def _failed(self, error: BaseException) -> None:
        ask.show_error(self, error)
        self._restored()

    # ---- parts ----------------------------------------------------------------------------------

    def _begin(self, title: str, about: str) -> None:
        self.clear()
        self.add(text(title, "head"))
        self.add(text(about, "dim", wrap=True))
        self.body.addSpacing(4)


def _steps() -> tuple[tuple[str, str], ...]:
    return (
        (_("Choose a copy"), _("From a stick or a folder")),
        (_("See what is different"), _("What would be fewer or more, ledger by ledger")),
        (_("Restore and check"), _("Done only when it opens and every table agrees with its list")),
    )


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight


class _Step(QWidget):
    """A number in a ring, what is done, and a grey word about it."""

    def __init__(self, number: int, head: str, about: str) -> None:
        super().__init__()
        self._number = number
        column = QVBoxLayout(self)
        column.setContentsMargins(looks.px(38), 4, 0, 4)
        column.setSpacing(2)
        column.addWidget(text(head, "strong"))
        column.addWidget(text(about, "dim", wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = looks.px(13)
        middle = QPointF(radius + 1, radius + 6)
        painter.setPen(QPen(looks.colour("accent"), 1.5))
        painter.drawEllipse(middle, radius, radius)
        box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.setFont(looks.font(10))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
