"""Everything the program says to a clerk or asks of them in a window of its own goes through here.

Call the functions through the module (``ask.confirm(...)``), so that a test can put others in their place.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from commgov_desktop.errors import Cancelled, StorageTrouble, UserError
from commgov_desktop.i18n import _

_Box = QMessageBox


def tell(parent: QWidget | None, sentence: str, detail: str = "") -> None:
    """Say something that was done and wait for the clerk to have read it."""
    _box(parent, _Box.Icon.Information, sentence, detail, [(_("OK"), _Box.ButtonRole.AcceptRole)])


def warn(parent: QWidget | None, sentence: str, detail: str = "") -> None:
    """Say what is wrong and what to do about it."""
    _box(parent, _Box.Icon.Warning, sentence, detail, [(_("OK"), _Box.ButtonRole.AcceptRole)])


def confirm(
    parent: QWidget | None, question: str, yes: str, *, no: str = "", detail: str = "", risky: bool = False
) -> bool:
    """Whether the clerk chooses ``yes``. A risky step is not the one Enter takes."""
    buttons = [(yes, _Box.ButtonRole.AcceptRole), (no or _("Cancel"), _Box.ButtonRole.RejectRole)]
    icon = _Box.Icon.Warning if risky else _Box.Icon.Question
    return _box(parent, icon, question, detail, buttons, default=1 if risky else 0) == 0


def choose(parent: QWidget | None, question: str, answers: Sequence[str], *, detail: str = "") -> int | None:
    """Which of several answers the clerk chooses, by its place; ``None`` when they leave."""
    buttons = [(a, _Box.ButtonRole.AcceptRole) for a in answers] + [(_("Cancel"), _Box.ButtonRole.RejectRole)]
    found = _box(parent, _Box.Icon.Question, question, detail, buttons)
    return found if found < len(answers) else None


def retry(parent: QWidget | None, trouble: StorageTrouble) -> bool:
    """Whether to try again after the machine could not keep the data."""
    return confirm(parent, str(trouble), _("Try again"), no=_("Not now"), detail=_hint(trouble))


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
    echo = QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal
    answer, given = QInputDialog.getText(parent, title, question, echo, text)
    return answer.strip() if given else None


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
    icon: QMessageBox.Icon,
    sentence: str,
    detail: str,
    buttons: Sequence[tuple[str, QMessageBox.ButtonRole]],
    default: int = 0,
) -> int:
    box = QMessageBox(icon, _("Community office"), sentence, QMessageBox.StandardButton.NoButton, parent)
    box.setInformativeText(detail)
    made: list[QPushButton] = []
    for words_, role in buttons:
        button = box.addButton(words_, role)
        button.setIcon(button.icon().__class__())
        made.append(button)
    made[default].setProperty("role", "primary")
    box.setDefaultButton(made[default])
    box.setEscapeButton(made[-1])
    box.exec()
    clicked = box.clickedButton()
    return next((i for i, b in enumerate(made) if b is clicked), len(made) - 1)
