"""News of what was changed: the store calls plainly, open pages hear it on the window's thread."""

from PySide6.QtCore import QObject, Signal


class News(QObject):
    """``store.subscribe(news.tell)``; pages connect to ``changed``, which carries the store's change set."""

    changed = Signal(object)

    def tell(self, changes: object) -> None:
        """Pass on what was changed. May be called from a worker thread."""
        self.changed.emit(changes)
