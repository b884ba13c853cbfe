"""What stands before the window: the locked screen and the first start."""

from commgov_desktop.ui.first_start import Answers, FirstStart
from commgov_desktop.ui.unlock_page import UnlockPage

__all__ = ["Answers", "FirstStart", "UnlockPage"]
