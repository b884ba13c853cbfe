"""One merge on a page: who was made one with whom, and what parting them would bring back."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.roster.duplicates import comparison, parting
from commgov_desktop.roster.duplicates.merges import Merged
from commgov_desktop.ui import ask
from commgov_desktop.ui.widgets import Banner, text


class MergedCard(QWidget):
    """``may_part`` is false where they are parted already or another merge stands in the way."""

    def __init__(self, office: Office, merge: Merged, names: Mapping[str, str]) -> None:
        super().__init__()
        self.may_part = merge.parted_at is None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        said = _("{gone} was merged into {kept} by {who} on {day}.").format(
            gone=merge.gone_name, kept=merge.kept_name, who=merge.account_name, day=f"{merge.at:%Y-%m-%d}"
        )
        column.addWidget(text(said, "strong", wrap=True))
        led = _("{n} records were led over. Changed by the merge: {fields}.")
        fields = "、".join(comparison.labels_of(merge.fields)) or _("nothing")
        column.addWidget(text(led.format(n=merge.links, fields=fields), "dim", wrap=True))
        if merge.parted_at is None:
            column.addWidget(self._what_stays(office, merge.id, names))
        else:
            words = _("Parted again on {day}.").format(day=f"{merge.parted_at:%Y-%m-%d}")
            column.addWidget(Banner("info", words))
        column.addStretch(1)

    def _what_stays(self, office: Office, merge_id: int, names: Mapping[str, str]) -> Banner:
        try:
            stays = parting.what_stays(office.store, merge_id, names)
        except UserError as error:
            self.may_part = False
            return Banner("warn", str(error))
        if stays:
            return Banner("warn", "\n".join([_("When they are parted, this cannot be restored:"), *stays]))
        return Banner("good", _("When they are parted, everything goes back as it was."))


def part_again(parent: QWidget, office: Office, merge_id: int, names: Mapping[str, str]) -> bool:
    """Ask, then part two merged entries. Gives whether it was done."""
    try:
        stays = parting.what_stays(office.store, merge_id, names)
        detail = "\n".join(stays) if stays else _("Everything goes back as it was.")
        if not ask.confirm(
            parent, _("Make two people of these entries again?"), _("Part again"), detail=detail
        ):
            return False
        parting.part(office.store, merge_id, names)
    except UserError as error:
        ask.show_error(parent, error)
        return False
    return True
