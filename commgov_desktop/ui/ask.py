"""Everything the program says to a clerk or asks of them in a window of its own goes through here.

Call the functions through the module (``ask.confirm(...)``), so that a test can put others in their place.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from commgov_desktop.errors import Cancelled, StorageTrouble, UserError
from commgov_desktop.i18n import _

_INFO, _WARNING, _QUESTION = ("info", "accent"), ("warning", "amber"), ("question", "accent")


def tell(parent: QWidget | None, sentence: str, detail: str = "") -> None:
    """Say something that was done and wait for the clerk to have read it."""
    _box(parent, _INFO, sentence, detail, [_("OK")])


def warn(parent: QWidget | None, sentence: str, detail: str = "") -> None:
    """Say what is wrong and what to do about it."""
    _box(parent, _WARNING, sentence, detail, [_("OK")])


def confirm(
    parent: QWidget | None, question: str, yes: str, *, no: str = "", detail: str = "", risky: bool = False
) -> bool:
    """Whether the clerk chooses ``yes``. A risky step is not the one Enter takes."""
    buttons = [yes, no or _("Cancel")]
    icon = _WARNING if risky else _QUESTION
    return _box(parent, icon, question, detail, buttons, default=1 if risky else 0) == 0


def choose(parent: QWidget | None, question: str, answers: Sequence[str], *, detail: str = "") -> int | None:
    """Which of several answers the clerk chooses, by its place; ``None`` when they leave."""
    buttons = [*answers, _("Cancel")]
    found = _box(parent, _QUESTION, question, detail, buttons)
    return found if found < len(answers) else None


def show_error(parent: QWidget | None, error: BaseException) -> None:
    """Show an error in the way its kind asks for; a fault of the program goes to the crash window."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, StorageTrouble):
        warn(parent, str(error), _hint(error))
    elif isinstance(error, UserError):
        warn(parent, str(error))
    else:
        from commgov_desktop.ui.crash import report

        report(error)


def words(
    parent: QWidget | None, title: str, question: str, text: str = "", *, secret: bool = False
) -> str | None:
    """A line of words from the clerk; ``None`` when they leave."""
    dialog = WordsQuestion(parent, title, question, text, secret=secret)
    return dialog.line.text().strip() if dialog.exec() else None


def choose_file(
    parent: QWidget | None,
    title: str,
    kind: str = "",
    suffixes: Sequence[str] = (),
    folder: Path | None = None,
) -> Path | None:
    """A file that exists; ``None`` when the clerk leaves."""
    name, _used = QFileDialog.getOpenFileName(parent, title, str(folder or ""), _pattern(kind, suffixes))
    return Path(name) if name else None


def choose_files(
    parent: QWidget | None, title: str, kind: str = "", suffixes: Sequence[str] = ()
) -> list[Path]:
    """Files that exist; none when the clerk leaves."""
    names, _used = QFileDialog.getOpenFileNames(parent, title, "", _pattern(kind, suffixes))
    return [Path(name) for name in names]


def choose_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """A folder; ``None`` when the clerk leaves."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder or ""))
    return Path(name) if name else None


def save_file(
    parent: QWidget | None, title: str, suggested: str, kind: str = "", suffixes: Sequence[str] = ()
) -> Path | None:
    """Where to write a file, with its ending; ``None`` when the clerk leaves."""
    name, _used = QFileDialog.getSaveFileName(parent, title, suggested, _pattern(kind, suffixes))
    if not name:
        return None
    path = Path(name)
    return (
        path if not suffixes or path.suffix.lower() in suffixes else path.with_name(path.name + suffixes[0])
    )


def _pattern(kind: str, suffixes: Sequence[str]) -> str:
    if not suffixes:
        return _("All files") + " (*)"
    return f"{kind or _('Files')} ({' '.join('*' + s for s in suffixes)})"


def _hint(trouble: StorageTrouble) -> str:
    return {
        "full": _("Free some room on the disk, then try again. Nothing that was saved is lost."),
        "locked": _("Another program holds the file. Wait a moment, then try again."),
        "read-only": _(
            "The folder cannot be written to. Ask for the right to write, or choose another folder."
        ),
        "damaged": _("Restore the last verified backup; the present file is put aside, not deleted."),
    }.get(trouble.kind, "")


def _box(
    parent: QWidget | None,
    icon: tuple[str, str],
    sentence: str,
    detail: str,
    answers: Sequence[str],
    default: int = 0,
) -> int:
    return Question(parent, icon, sentence, detail, answers, default).answer()


class Question(QDialog):
    """A sentence and its answers. Enter gives the ``default``, Esc the last."""

    def __init__(
        self,
        parent: QWidget | None,
        icon: tuple[str, str],
        sentence: str,
        detail: str,
        answers: Sequence[str],
        default: int,
    ) -> None:
        super().__init__(parent)
        from commgov_desktop.ui import look
        from commgov_desktop.ui.buttons import button
        from commgov_desktop.ui.labels import sign, text

        self.setWindowTitle(_("Community office"))
        self.setFixedWidth(look.px(440))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(detail)
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addWidget(text(sentence, "strong", wrap=True))
        if detail:
            said.addWidget(text(detail, "dim", wrap=True, copyable=True))
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(sign(*icon, 28), 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(said, 1)
        lower = QHBoxLayout()
        lower.addStretch(1)
        self.buttons: list[QPushButton] = []
        for place, words_ in enumerate(answers):
            role = "primary" if place == default else "danger" if default else ""
            made = button(words_, partial(self.done, place + 1), role=role)
            self.buttons.append(made)
            lower.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(20)
        column.addLayout(upper)
        column.addLayout(lower)
        self.buttons[default].setDefault(True)
        self.buttons[default].setFocus()

    def answer(self) -> int:
        """Ask, and give the place of the answer."""
        return (self.exec() or len(self.buttons)) - 1


class WordsQuestion(QDialog):
    """A question with one line to answer it. Enter takes the answer, Esc leaves."""

    def __init__(
        self, parent: QWidget | None, title: str, question: str, given: str, *, secret: bool = False
    ) -> None:
        super().__init__(parent)
        from commgov_desktop.ui import look
        from commgov_desktop.ui.buttons import primary, quiet
        from commgov_desktop.ui.cards import row
        from commgov_desktop.ui.labels import text

        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(look.px(440))
        self.line = QLineEdit(given)
        self.line.setAccessibleName(question)
        self.line.setAccessibleDescription(title)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.selectAll()
        self.yes, self.no = primary(_("Confirm"), self.accept), quiet(_("Cancel"), self.reject)
        self.yes.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        column.addWidget(text(title, "head", wrap=True))
        asked = text(question, "dim", wrap=True)
        asked.setBuddy(self.line)
        column.addWidget(asked)
        column.addWidget(self.line)
        column.addSpacing(12)
        column.addLayout(row(None, self.yes, self.no))
        self.line.setFocus()
