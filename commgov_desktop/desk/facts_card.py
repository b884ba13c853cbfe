"""The facts that the text of a certificate may name, the office's own fields last; a click puts one in."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from commgov_desktop.desk import own_facts
from commgov_desktop.desk.facts import ON_PAPER
from commgov_desktop.desk.flow_card import Flow
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ui.buttons import LinkButton
from commgov_desktop.ui.labels import text


class FactsToPlace(QWidget):
    """Stands under the box of the text; ``links`` by the words that are put in."""

    def __init__(self, office: Office, editor: QWidget) -> None:
        super().__init__()
        assert isinstance(editor, QPlainTextEdit)
        with office.store.read() as session:
            own = [field.label for field in own_facts.offered(own_facts.fields(session))]
        self.links: dict[str, LinkButton] = {}
        flow = Flow(6)
        for words in (*ON_PAPER.values(), *own):
            link = LinkButton(words, partial(_put_in, editor, words))
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.links[words] = link
            flow.add(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(text(_("Put in where the cursor stands:"), "small"))
        column.addWidget(flow)


def _put_in(editor: QPlainTextEdit, words: str) -> None:
    editor.insertPlainText(f"{{{words}}}")
    editor.setFocus()
