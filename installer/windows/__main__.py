"""The Windows lane of dev.py: ``python3 dev.py windows`` builds the setup file, ``windows-check`` tries it under wine."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from installer import debian
from installer.windows import bundle, checking, news, setup_file, signing, tools
from installer.windows.names import BUILD, Build

TARGET_STICK_MB, TARGET_INSTALLED_MB = 90, 260
KEY_VARIABLE = "COMMGOV_SIGNING_KEY"


def build(words: argparse.Namespace) -> int:
    """Build, seal and measure the setup file."""
    tools.bring(tools.BUILDING)
    key = signing.key_for_build(words.signing_key)
    made = Build(version=words.version or Build.version, quick=words.quick)
    bundle.assemble(made, words.python_zip, signing.public_hex(key))
    setup_file.pack(made)
    signing.seal(made.setup, made.version, news.of(made.version), key)
    copied, installed = made.setup.stat().st_size / 1e6, bundle.size(made.bundle) / 1e6
    print(made.setup)  # noqa: T201
    print(f"to copy on a stick {copied:.1f} MB (target {TARGET_STICK_MB})")  # noqa: T201
    print(f"installed          {installed:.1f} MB (target {TARGET_INSTALLED_MB})")  # noqa: T201
    return 0


def check(words: argparse.Namespace) -> int:
    """Install, try, update, go back and remove under wine."""
    tools.bring(tools.CHECKING)
    return checking.run(words.only, words.out)


def parser() -> argparse.ArgumentParser:
    """The words of both verbs."""
    top = argparse.ArgumentParser(prog="dev.py", allow_abbrev=False)
    verbs = top.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("windows", help="build the setup file")
    making.add_argument("--python-zip", type=Path, help="the original embeddable zip of the runtime")
    given = os.environ.get(KEY_VARIABLE)
    making.add_argument("--signing-key", type=Path, default=Path(given) if given else None)
    making.add_argument("--version", help="only for trials of updating")
    making.add_argument("--quick", action="store_true", help="hardly compressed, for trials")
    making.set_defaults(do=build)
    trying = verbs.add_parser("windows-check", help="try the setup file under wine")
    trying.add_argument("--only", nargs="*", choices=checking.STEPS, default=list(checking.STEPS))
    trying.add_argument("--out", type=Path, default=BUILD.parent.parent / "out" / "windows")
    trying.set_defaults(do=check)
    return top


def main(arguments: Sequence[str]) -> int:
    """Do one verb; troubles of the tools are said in one paragraph."""
    words = parser().parse_args(arguments)
    try:
        return int(words.do(words))
    except debian.SystemTrouble as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)  # noqa: T201
        return 3
    except (tools.ToolTrouble, RuntimeError) as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
