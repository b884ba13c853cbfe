"""Tries the finished setup file from the first start to its removal, in a little Windows under wine."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from commgov_desktop.updating import exchange
from installer.windows import bundle, start_time, suite, tools, variants, wine
from installer.windows import power_cut as cutting
from installer.windows.names import CHINESE, SHORT, WINDOW_EXE, Build
from installer.windows.trial import Trial, in_folder, wait_until, xvfb

RESIDENTS = "200"


def run(steps: Sequence[str], out: Path) -> int:
    """Carry out the steps in their order and write ``report.txt`` and the pictures into ``out``; 0 when all is good."""
    whole = Build()
    if not whole.setup.exists():
        raise tools.ToolTrouble("there is no setup file yet: python3 dev.py windows")
    out.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(wine.PREFIX, ignore_errors=True)
    wine.prepare()
    trial = Trial()
    with xvfb():
        try:
            trial.end_programs()
            for name in STEPS:
                if name in steps or name == "install":
                    tools.say(f"--- {name}")
                    _do(STEPS[name], name, trial, whole, out)
        finally:
            wine.end()
    report = [f"{'ok    ' if good else 'FAILED'} {what}  {seen}" for good, what, seen in trial.lines]
    (out / "report.txt").write_text("\n".join(report) + "\n", "utf-8")
    return 0 if trial.good else 1


def _do(step: "Step", name: str, trial: Trial, whole: Build, out: Path) -> None:
    """A step that breaks off is a line of the report; the others are tried all the same."""
    try:
        step(trial, whole, out)
    except (OSError, RuntimeError, tools.ToolTrouble, subprocess.SubprocessError) as error:
        trial.note(False, f"{name} was broken off", f"{type(error).__name__}: {error}"[:500])
        trial.end_programs()


# ---- the steps --------------------------------------------------------------------------------------


def install(trial: Trial, whole: Build, _out: Path) -> None:
    """Silently, for this user alone."""
    begun = time.monotonic()
    code = trial.setup(whole.setup)
    took = time.monotonic() - begun
    trial.note(code == 0, "silent installation", f"exit {code}, {took:.0f} s")
    trial.note((trial.program / WINDOW_EXE).exists(), "the program lies in its place", trial.program)
    trial.note(len(trial.shortcuts()) == 2, "Start menu and desktop entry", trial.shortcuts())
    for key in (
        rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{SHORT}",
        rf"Software\Classes\{SHORT}.backup",
    ):
        trial.note(trial.registry(key), f"in the registry: {key}")
    sizes = f"{whole.setup.stat().st_size / 1e6:.1f} MB setup, {bundle.size(trial.program) / 1e6:.1f} MB installed"
    trial.note(bundle.size(trial.program) < 260e6 and whole.setup.stat().st_size < 90e6, "sizes", sizes)


def self_test(trial: Trial, _whole: Build, _out: Path) -> None:
    """Every ledger, every paper, backup, verify, restore, in the installed program."""
    done = trial.say("self-test")
    trial.note(done.returncode == 0, "self-test", done.stdout)


def start(trial: Trial, _whole: Build, _out: Path) -> None:
    """How long a start takes."""
    made = trial.say("practice", "--residents", RESIDENTS)
    trial.note(made.returncode == 0, "practice community", made.stdout)
    python = suite.prepare(trial.program)
    found = start_time.under_wine(python, trial.program, trial.data, trial.screen)
    here = start_time.on_linux(trial.program, trial.data)
    what = "seconds to the locked door, and from the password to the window"
    trial.note(bool(found), f"{what}, under wine", json.dumps(found))
    trial.note(bool(here), f"{what}, the same sources on Linux", json.dumps(here))
    shutil.rmtree(trial.data)


def pictures(trial: Trial, _whole: Build, out: Path) -> None:
    """A clerk's day through the real window, with Windows' own screen plug-in."""
    folder = trial.prefix / "tour"
    done = trial.say("tour", wine.path(folder), seconds=3600)
    taken = sorted((folder / "pictures").glob("*.png"))
    for old in out.glob("*.png"):
        old.unlink()
    for each in taken:
        shutil.copyfile(each, out / each.name)
    trial.note(done.returncode == 0 and len(taken) > 10, f"{len(taken)} pictures", done.stdout[-300:])


def tests(trial: Trial, _whole: Build, out: Path) -> None:
    """The whole test suite with Windows Python and Windows Qt, part by part."""
    found = suite.run_all(suite.prepare(trial.program), out / "tests")
    text = suite.summary(found)
    (out / "tests.txt").write_text("\n".join([*(part.line() for part in found), "", text, ""]), "utf-8")
    trial.note(all(part.good for part in found), "test suite", text)


def refuse(trial: Trial, whole: Build, _out: Path) -> None:
    """Nothing is exchanged while the program runs."""
    with trial.window():
        held = wait_until(lambda: (trial.data / "open.lock").exists())
        trial.note(held, "the window opens")
        code = trial.setup(whole.setup)
    trial.note(code == 2, "setup refuses while the program runs", f"exit {code}")


def update(trial: Trial, whole: Build, _out: Path) -> None:
    """From the version before, with data, and back from one that fails its self-test."""
    folder = trial.prefix / "drive_c" / "older 版本"
    older = variants.make(whole, variants.OLDER)
    code = trial.setup(older.setup, folder=folder)
    trial.note(
        code == 0 and trial.version(folder) == variants.OLDER, "older version installed", f"exit {code}"
    )
    made = trial.say("practice", "--residents", RESIDENTS, program=folder)
    before = _residents(trial, folder)
    (folder / "app" / "stale.txt").write_text("left over", "utf-8")
    code = trial.setup(whole.setup, folder=folder)
    trial.note(
        code == 0 and trial.version(folder) == whole.version,
        "updated in place",
        f"exit {code} {made.returncode}",
    )
    trial.note(not (folder / "app" / "stale.txt").exists(), "nothing of the older version is left")
    trial.note(
        bool(before) and _residents(trial, folder) == before, "the data are as before", f"{len(before)} B"
    )
    kept = list((trial.data / "kept").glob("before-update-*/office.db"))
    trial.note(len(kept) == 1, "a proven copy was made first", kept)
    _back_up_by_password(trial, whole, folder)
    _go_back(trial, whole, folder)
    code = trial.setup(older.setup, folder=folder)
    trial.note(
        code == 4 and trial.version(folder) == whole.version, "an older setup is refused", f"exit {code}"
    )


def _residents(trial: Trial, folder: Path, data: Path | None = None) -> str:
    password = wine.path((data or trial.data) / "password.txt")
    done = trial.say("--password-file", password, "--json", "find", "1号楼", program=folder)
    return done.stdout if done.returncode == 0 else ""


def _back_up_by_password(trial: Trial, whole: Build, folder: Path) -> None:
    stick = trial.prefix / "drive_c" / "stick"
    stick.mkdir(exist_ok=True)
    words = [f"/BACKUP={wine.path(stick)}", f"/PASSWORDFILE={wine.path(trial.data / 'password.txt')}"]
    code = trial.setup(whole.setup, *words, folder=folder)
    copies = list(stick.glob("*.age"))
    trial.note(code == 0 and len(copies) == 1, "whole backup by the installed program first", copies)
    words[1] = f"/PASSWORDFILE={wine.path(stick / 'nowhere.txt')}"
    code = trial.setup(whole.setup, *words, folder=folder)
    trial.note(code == 6, "without a backup no update", f"exit {code}")


def _go_back(trial: Trial, whole: Build, folder: Path) -> None:
    broken = variants.make(whole, variants.BROKEN, broken=True)
    before = _residents(trial, folder)
    code = trial.setup(broken.setup, folder=folder)
    trial.note(
        code == 3 and trial.version(folder) == whole.version,
        "a version that fails its self-test is not used",
        f"exit {code}",
    )
    trial.note(_residents(trial, folder) == before, "the data are as before")
    result = exchange.last_result(folder, whole.version)
    trial.note(
        result is not None and not result.done, "the program will say why", result and result.why[:200]
    )


def update_from_program(trial: Trial, whole: Build, _out: Path) -> None:
    """As the program itself does it: the setup waits for the window to close, and opens the new version."""
    folder = trial.prefix / "drive_c" / "older 版本"
    shutil.rmtree(folder, ignore_errors=True)
    trial.setup(variants.make(whole, variants.OLDER).setup, folder=folder)
    with trial.window(folder):
        wait_until(lambda: (trial.data / "open.lock").exists())
        words = ["/UPDATE", f"/DATA={wine.path(trial.data)}", *in_folder(folder)]
        waiting = wine.begin(wine.path(whole.setup), *words, more=trial.screen)
        time.sleep(3)
        trial.note(trial.version(folder) == variants.OLDER, "setup waits for the window to close")
        trial.close_window()
        updated = wait_until(
            lambda: (folder / WINDOW_EXE).exists() and trial.version(folder) == whole.version, 300
        )
        trial.note(updated, "updated after the window closed")
        again = wait_until(lambda: not (folder / exchange.RESULT).exists(), 60)
        trial.note(again, "the new version opens and has read what came of it")
    waiting.wait(60)


def power_cut(trial: Trial, whole: Build, _out: Path) -> None:
    """The plug is pulled at every step of an exchange; what starts then is the old or the new version, whole."""
    cuts = list(cutting.every_step(trial, whole, trial.prefix / "drive_c" / "cut" / "程序 目录"))
    for cut in cuts:
        if cut.wrong or cut.version not in (cutting.OLD, cutting.NEW):
            trial.note(False, f"the plug pulled at step {cut.step}: {cut.version}", cut.wrong)
    versions = [cut.version for cut in cuts]
    seen = f"{versions.count(cutting.OLD)} times the old version starts, {versions.count(cutting.NEW)} times the new"
    trial.note(
        versions == sorted(versions) and len(set(versions)) == 2, "the plug pulled at every step", seen
    )
    _cut_in_the_middle(trial, whole)


MIDDLE = 10
"""A step at which two parts of the new version have taken the old ones' places and a third lies aside."""


def _cut_in_the_middle(trial: Trial, whole: Build) -> None:
    """The same with the whole program and an office: its window opens with the data, and the next update is good."""
    folder = trial.prefix / "drive_c" / "cut" / CHINESE
    trial.setup(variants.make(whole, variants.OLDER).setup, "/PORTABLE", folder=folder)
    trial.say("practice", "--residents", "100", program=folder)
    newer = variants.make(whole, variants.NEWER, trial=True)
    code = trial.setup(newer.setup, folder=folder, more={cutting.STEP: str(MIDDLE)})
    aside = sorted(each.name for each in folder.with_name(f"{CHINESE}.old").iterdir())
    trial.note(code != 0 and len(aside) > 2, "the plug pulled in the middle of an update", aside)
    with trial.window(folder):
        trial.note(
            wait_until(lambda: (folder / "data" / "open.lock").exists()), "its window opens all the same"
        )
    trial.note(trial.version(folder) == variants.OLDER, "it is the old version", trial.version(folder))
    done = trial.say("self-test", program=folder)
    trial.note(done.returncode == 0, "and every file of it is as it was packed", done.stdout[:200])
    before = _residents(trial, folder, folder / "data")
    code = trial.setup(newer.setup, folder=folder)
    trial.note(
        code == 0 and trial.version(folder) == variants.NEWER, "the next update is good", f"exit {code}"
    )
    trial.note(
        bool(before) and _residents(trial, folder, folder / "data") == before, "the data are as before"
    )


def portable(trial: Trial, whole: Build, _out: Path) -> None:
    """On a stick: program and data in one folder, nothing on the computer; updated in place with its data."""
    folder = trial.prefix / "drive_c" / CHINESE
    code = trial.setup(variants.make(whole, variants.OLDER).setup, "/PORTABLE", folder=folder)
    trial.note(code == 0 and (folder / "portable.txt").exists(), "laid onto the stick", f"exit {code}")
    made = trial.say("practice", "--residents", "100", program=folder)
    trial.note((folder / "data" / "office.db").exists(), "the data lie beside the program", made.stdout)
    code = trial.setup(whole.setup, folder=folder)
    good = code == 0 and trial.version(folder) == whole.version and (folder / "data" / "office.db").exists()
    trial.note(good, "updated on the stick with its data", f"exit {code}")
    trial.note(bool(list((folder / "data" / "kept").glob("before-update-*"))), "a proven copy was made first")


def remove(trial: Trial, whole: Build, _out: Path) -> None:
    """The program goes, the data stay; with /PURGE both go."""
    trial.setup(whole.setup)
    trial.data.mkdir(exist_ok=True)
    (trial.data / "office.db").touch()
    wine.run(wine.path(trial.program / "uninstall.exe"), "/S")
    gone = wait_until(lambda: not trial.program.exists(), 60)
    trial.note(gone, "removed silently")
    trial.note((trial.data / "office.db").exists(), "the data stay")
    trial.note(not trial.shortcuts(), "the entries are gone")
    uninstalling = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{SHORT}"
    trial.note(wait_until(lambda: not trial.registry(uninstalling), 30), "nothing is left in the registry")
    trial.setup(whole.setup)
    wine.run(wine.path(trial.program / "uninstall.exe"), "/S", "/PURGE")
    trial.note(wait_until(lambda: not trial.data.exists(), 60), "with /PURGE the data go too")


Step = Callable[[Trial, Build, Path], None]
STEPS: dict[str, Step] = {
    "install": install,
    "self-test": self_test,
    "start": start,
    "pictures": pictures,
    "refuse": refuse,
    "update": update,
    "update-from-program": update_from_program,
    "power-cut": power_cut,
    "portable": portable,
    "tests": tests,
    "remove": remove,
}
"""All steps in their order; the first is always done."""
