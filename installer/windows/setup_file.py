"""Packs the finished folder into the one setup file, seals it, and says how large it has become."""

from pathlib import Path

from installer.windows import bundle as bundles
from installer.windows import tools
from installer.windows.launcher_build import version_numbers
from installer.windows.names import CHINESE, CONSOLE_EXE, SHORT, WINDOW_EXE, Build

SCRIPT = Path(__file__).parent / "setup.nsi"


def pack(build: Build, *, trial: bool = False) -> Path:
    """The setup file of ``build.bundle``, not yet sealed; in a ``trial`` one that can be broken off (``power_cut``).

    Raises ``tools.ToolTrouble``.
    """
    words = {
        "VERSION": build.version,
        "VERSION4": ".".join(map(str, version_numbers(build.version))),
        "SHORT": SHORT,
        "CHINESE": CHINESE,
        "WINDOW_EXE": WINDOW_EXE,
        "CONSOLE_EXE": CONSOLE_EXE,
        "SETUP": str(build.setup),
        "BUNDLE": str(build.bundle),
        "ICON": str(build.folder / "launcher" / "commgov.ico"),
        "KILOBYTES": str(bundles.size(build.bundle) // 1024),
    }
    compress = (
        ["SetCompressor zlib"] if build.quick else ["SetCompressor /SOLID lzma", "SetCompressorDictSize 64"]
    )
    before = [f"-X{line}" for line in ("Target amd64-unicode", *compress)]
    defined = [f"-D{name}={value}" for name, value in words.items()]
    defined += ["-DTRIAL"] if trial else []
    build.setup.unlink(missing_ok=True)
    tools.say(f"packing {build.setup.name}")
    tools.call("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *before, *defined, SCRIPT)
    return build.setup
