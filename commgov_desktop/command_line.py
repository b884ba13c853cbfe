"""The same program without its window, for the office's computer person and for scripts.

Errors are one line on standard error: exit 1 for what the user can mend, 2 for a wrong call.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from commgov_desktop import commands, i18n, paths
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.paths import Places


def parser() -> argparse.ArgumentParser:
    """All verbs and their words."""
    top = argparse.ArgumentParser(prog="commgov_desktop", description="社区治理工作台")
    top.add_argument("--data-dir", type=Path, metavar="DIR", help=_("the folder of the office's data"))
    top.add_argument(
        "--password-file", type=Path, metavar="FILE", help=_("a file whose first line is the password")
    )
    top.add_argument(
        "--account", metavar="NAME", help=_("whose password it is; the first account if left out")
    )
    top.add_argument("--json", action="store_true", help=_("print one JSON value"))
    verbs = top.add_subparsers(dest="verb", metavar="VERB")
    _add(verbs, "practice", commands.practice, _("make the practice community in the data folder"))
    _add(verbs, "import", commands.import_roster, _("take in a roster workbook"))
    _add(verbs, "export", commands.export_roster, _("write the roster to a workbook"))
    _add(verbs, "export-all", commands.export_all, _("write all data in open formats (chair only, logged)"))
    _add(verbs, "find", commands.find, _("find residents"))
    _add(verbs, "undo", commands.undo, _("take back the last action"))
    _add(verbs, "print", commands.print_paper, _("make a paper as PDF"))
    _add(verbs, "backup", commands.backup, _("write and verify an encrypted copy"))
    _add(verbs, "verify", commands.verify, _("read a copy and check all of it"))
    _add(verbs, "restore", commands.restore, _("bring a copy into an empty data folder"))
    _add(verbs, "keep", commands.keep, _("copy the closed office byte for byte, without a password"))
    _add(verbs, "self-test", commands.self_test, _("try every part of this installation"))
    _add(verbs, "tour", commands.tour, _("play a clerk's day through the real window"))
    _words(verbs.choices)
    return top


Verb = Callable[[Places, argparse.Namespace], tuple[object, str]]


def _add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Verb, text: str
) -> None:
    verbs.add_parser(name, help=text).set_defaults(run=run)


def _words(verb: "dict[str, argparse.ArgumentParser]") -> None:
    verb["practice"].add_argument("--residents", type=_count, default=2000, metavar="N")
    verb["practice"].add_argument("--seed", type=int, default=1, metavar="S")
    verb["import"].add_argument("file", type=Path)
    verb["import"].add_argument("--trial", action="store_true", help=_("say what would happen, save nothing"))
    verb["import"].add_argument(
        "--result", type=Path, metavar="OUT.xlsx", help=_("the rows with a reason each")
    )
    verb["export"].add_argument("out", type=Path)
    verb["export"].add_argument(
        "--full", action="store_true", help=_("with full ID and phone numbers (logged)")
    )
    verb["export-all"].add_argument("folder", type=Path, metavar="DIR")
    verb["find"].add_argument("words", nargs="+")
    verb["print"].add_argument("kind", nargs="?")
    verb["print"].add_argument("out", nargs="?", type=Path)
    verb["print"].add_argument("--id", type=int, default=0)
    verb["print"].add_argument("--list", action="store_true", help=_("every paper the program knows"))
    verb["backup"].add_argument("folder", type=Path)
    verb["verify"].add_argument("file", type=Path)
    verb["verify"].add_argument("--recovery-key-file", type=Path)
    verb["restore"].add_argument("file", type=Path)
    verb["restore"].add_argument("--recovery-key-file", type=Path, required=True)
    verb["tour"].add_argument("folder", type=Path)


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("1 ... 1000000")
    return number


def _id_last(arguments: Sequence[str]) -> list[str]:
    """``print KIND --id ID OUT`` as ``print KIND OUT --id ID``: argparse takes positional words only in one piece."""
    words = list(arguments)
    if "print" in words and "--id" in words:
        at = words.index("--id")
        words = words[:at] + words[at + 2 :] + words[at : at + 2]
    return words


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line. Gives the exit code."""
    i18n.use(i18n.DEFAULT)
    words = parser().parse_args(_id_last(arguments))
    if words.verb == "print" and not words.list and not (words.kind and words.out):
        print(_("Say which paper and where to write it: print KIND --id ID OUT.pdf"), file=sys.stderr)  # noqa: T201
        return 2
    places = Places((words.data_dir or paths.default_data_dir()).absolute())
    try:
        value, text = words.run(places, words)
    except UserError as error:
        print(" ".join(str(error).split()), file=sys.stderr)  # noqa: T201
        return 1
    print(json.dumps(value, ensure_ascii=False) if words.json else text)  # noqa: T201
    return 0 if value is not False else 1
