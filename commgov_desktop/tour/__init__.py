"""Plays a clerk's whole day through the real window, on the practice community, with pictures and papers."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from commgov_desktop.tour.hand import Hand


@dataclass(frozen=True)
class Job:
    """One daily job as it was played: its steps beside the most it may take; ``trouble`` is empty when it went well."""

    name: str
    steps: int
    target: int
    trouble: str = ""

    @property
    def good(self) -> bool:
        """Whether it went well and in few enough steps."""
        return not self.trouble and (not self.target or self.steps <= self.target)

    def line(self) -> str:
        """The job in one line of the report."""
        mark = "✓" if self.good else "✗"
        if not self.steps:
            return f"{mark} {self.name} {self.trouble}".rstrip()
        steps = ngettext("{n} step taken", "{n} steps taken", self.steps).format(n=self.steps)
        most = _("{n} at most").format(n=self.target) if self.target else _("no target")
        return f"{mark} {self.name}：{steps}（{most}） {self.trouble}".rstrip()


def play(folder: Path) -> tuple[list[Job], list[Path]]:
    """Play the day in ``folder``. Gives the jobs with their steps, and every picture and paper made.

    Raises ``UserError`` naming the jobs that failed or took more steps than they may, after all were played.
    """
    from commgov_desktop import starting

    starting.spare_questions()  # as the program itself starts
    from commgov_desktop.tour.day import Day
    from commgov_desktop.tour.jobs import jobs_of

    for part in ("office", "new", "pictures", "papers", "stick", "files"):
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir(parents=True)
    day = Day(folder)
    jobs: list[Job] = []
    with day.hand.stand_ins():
        for name, target, act in jobs_of(day):
            jobs.append(_played(day.hand, name, target, act))
        day.end()
    failed = [job.line() for job in jobs if not job.good]
    if failed:
        raise UserError("；".join(failed))
    return jobs, day.hand.files


def _played(hand: "Hand", name: str, target: int, act: Callable[[], object]) -> Job:
    hand.begin()
    try:
        act()
    except Exception as error:  # one job that fails must not hide how the others go
        return Job(name, hand.steps, target, f"{type(error).__name__}: {error}")
    return Job(name, hand.steps, target)
