"""Asks for a box that an office adds or changes: its name, its kind, the words to choose from."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.fields import Field, Section, section
from commgov_desktop.ledger.own_fields import OwnField, choice_of, line_of
from commgov_desktop.ui import look
from commgov_desktop.ui.form_saving import saved
from commgov_desktop.ui.record_form import RecordForm

WORDS = {
    "text": N_("One line of text"), "paragraph": N_("Several lines of text"), "number": N_("A number"),
    "day": N_("A day"), "expiry": N_("Expiry (Today speaks of it 30 days before)"), "choice": N_("Choice from a list"),
    "person": N_("A resident"), "money": N_("Amount of money"), "flag": N_("Yes or no"),
    "phone": N_("Telephone number (shown masked)"), "document": N_("Document number (shown masked)"),
}  # fmt: skip


def detail(field: OwnField) -> str:
    """What is said of a box in a list: its kind, its choices, whether it is confirmed."""
    words = [_(WORDS[field.kind]).partition("（")[0].partition(" (")[0]]
    if field.choices:
        words.append("、".join(line_of(choice) for choice in field.choices))
    if not field.sure:
        words.append(_("to be confirmed"))
    return " · ".join(words)


class FormDialog(QDialog):
    """A form in a window of its own; ``save(values)`` raises what is wrong, which the form then shows."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sections: Sequence[Section],
        values: dict[str, object],
        save: Callable[[dict[str, object]], object],
        *,
        save_words: str = "",
        pickers: dict[str, object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._save = save
        self.form = RecordForm(sections, title=title, save_words=save_words, pickers=pickers)  # type: ignore[arg-type]
        self.form.set_values(values)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.resize(look.px(520), look.px(460))
        self.form.focus_first()

    def save(self) -> None:
        """Keep it and close; what is wrong stays open under its box."""
        if saved(self.form, self._save):
            self.accept()


def ask_field(
    parent: QWidget | None,
    before: OwnField | None,
    kinds: Sequence[str],
    keep: Callable[[OwnField], object],
) -> FormDialog:
    """The window for a new box, or for ``before``, whose kind stays: what was entered must go on being read."""

    def choices() -> Sequence[tuple[str, str]]:
        return [(kind, _(WORDS[kind])) for kind in kinds]

    label = Field("label", N_("Name of the field"), required=True)
    kind = Field("kind", N_("What is entered"), "choice", choices=choices)
    words = Field("choices", N_("Words to choose from, one a line"), "paragraph")
    hint = Field("hint", N_("Hint in the box"), wide=True)
    boxes = [label, *((kind,) if before is None else ()), hint]
    if before is None or before.kind == "choice":
        boxes.append(words)

    def save(values: dict[str, object]) -> None:
        lines = [line for line in str(values.get("choices") or "").splitlines() if line.strip()]
        chosen = before.kind if before else str(values.get("kind") or "text")
        pairs = tuple(map(choice_of, lines)) if chosen == "choice" else ()
        made = before or OwnField("", "", chosen)
        keep(
            replace(
                made, label=str(values["label"]).strip(), choices=pairs, hint=str(values.get("hint") or "")
            )
        )

    values: dict[str, object] = {"kind": "text"}
    if before is not None:
        values = {
            "label": before.label, "hint": before.hint, "choices": "\n".join(map(line_of, before.choices)),
        }  # fmt: skip
    title = _("Change “{name}”").format(name=before.label) if before else _("Add a field")
    return FormDialog(parent, title, (section("", *boxes),), values, save)
