"""What the jobs of the day share: the practice office, its window, the way in and out."""

from pathlib import Path
from typing import Any

from commgov_desktop import app, practice
from commgov_desktop.backup.sticks import Stick
from commgov_desktop.main_window import MainWindow
from commgov_desktop.paths import Places
from commgov_desktop.settings import MachineSettings
from commgov_desktop.tour.hand import Hand

RESIDENTS = 2000


class Day:
    """The practice office of the day, its window, and the hand that plays it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hand = Hand(folder)
        self.places = Places(folder / "office")
        practice.make(self.places, residents=RESIDENTS).store.close()
        self._stick = Stick(folder / "stick", "社区甲", 8_000_000_000, 16_000_000_000, "exfat")
        self.program = app.Program(
            app.make_application(MachineSettings(self.places.machine_settings)), self.places
        )

    @property
    def window(self) -> MainWindow:
        """The main window; there is one after unlocking."""
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    def page(self, key: str) -> Any:
        """A tab's page."""
        return self.window.page(key)

    def end(self) -> None:
        """Close everything."""
        self.program.leave()

    def unlock(self) -> None:
        """The locked door, the password, the page of today."""
        self.program.start()
        door: Any = self.program.window
        door.resize(1366, 768)
        self.hand.bring(door)
        self.hand.picture("锁定")
        self._open_door()
        self.hand.picture("今日")

    def _open_door(self) -> None:
        """The password box has the keyboard by itself."""
        self.hand.type(practice.PASSWORD)
        self.hand.keys("Return")
        self.hand.wait(lambda: isinstance(self.program.window, MainWindow))
        self._arrive()

    def _arrive(self) -> None:
        self.window.resize(1366, 768)
        self.hand.bring(self.window)
        self.window.page("backup").target._sticks = lambda: [self._stick]
        self.window.tab_bar.setFocus()
        self.hand.settle()

    def resident_of(self, building: str) -> str:
        """The name of somebody who lives in this building."""
        office = self.program.office
        assert office is not None
        return office.people.find(building, 1)[0][1]

    def lock(self) -> None:
        """Locked when leaving the desk, opened again by the password."""
        self.hand.keys("Ctrl+L")
        self.hand.wait(lambda: not isinstance(self.program.window, MainWindow))
        door: Any = self.program.window
        self.hand.bring(door)
        self._open_door()
