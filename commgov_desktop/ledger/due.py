"""Something with a day by which it is to be done, as the page of today shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Due:
    """One line of what is to be done. Texts are in the clerk's language."""

    day: date
    title: str
    who: str = ""
    tab: str = ""
    """Key of the tab that opens it."""
    record_id: int = 0
    verb: str = ""
    """What its button says: 打开, 填报, 已取下 …"""

    def days_left(self, today: date) -> int:
        """Days until the day; negative when it has passed."""
        return (self.day - today).days
