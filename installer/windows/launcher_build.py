"""Makes the two small programs a clerk or a script starts: compiled C with the icon, the version and the manifest."""

import struct
from collections.abc import Sequence
from pathlib import Path

from installer.windows import tools
from installer.windows.names import CONSOLE_EXE, PYTHON_DLL, ROOT, WINDOW_EXE

SOURCES = Path(__file__).parent / "launcher"
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
_FLAGS = ("-Os", "-s", "-municode", "-Wall", "-Wextra", "-Werror", "-static-libgcc")


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers Windows compares: ``0.1.0`` is 0, 1, 0, 0. Raises ``ValueError`` for anything else."""
    numbers = [int(part) for part in version.split(".")]
    if len(numbers) > 4 or any(not 0 <= number < 65536 for number in numbers):
        raise ValueError(f"{version} is no version Windows can keep")
    one, two, three, four = [*numbers, 0, 0, 0, 0][:4]
    return one, two, three, four


def icon(pictures: Sequence[tuple[int, bytes]]) -> bytes:
    """An ICO file of square PNG pictures, each with its side in pixels (256 at most)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries = b""
    for side, png in pictures:
        entries += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + entries + b"".join(png for _side, png in pictures)


def draw_icon(target: Path, drawing: Path = ROOT / "resources" / "icons" / "commgov.svg") -> Path:
    """The program's mark in every size Windows asks for."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    pictures = []
    renderer = QSvgRenderer(str(drawing))
    for side in ICON_SIZES:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes str here whatever its stub says
        pictures.append((side, bytes(held.data())))
    target.write_bytes(icon(pictures))
    return target


def build(bundle: Path, version: str, work: Path) -> None:
    """Compile both programs into ``bundle``. Raises ``tools.ToolTrouble``."""
    work.mkdir(parents=True, exist_ok=True)
    drawn = draw_icon(work / "commgov.ico")
    for name, window in ((WINDOW_EXE, True), (CONSOLE_EXE, False)):
        resource = _resource(name, version, drawn, work)
        kind = ["-mwindows"] if window else ["-mconsole", "-DCONSOLE"]
        python = f'-DPYTHON_DLL=L"{PYTHON_DLL}.dll"'
        source = SOURCES / "launcher.c"
        tools.call("x86_64-w64-mingw32-gcc", *_FLAGS, *kind, python, source, resource, "-o", bundle / name)


def _resource(name: str, version: str, drawn: Path, work: Path) -> Path:
    made = work / f"{name}.o"
    words = {
        "ICON_FILE": f'"{drawn.name}"',
        "MANIFEST_FILE": '"launcher.manifest"',
        "VERSION_NUMBERS": ",".join(map(str, version_numbers(version))),
        "VERSION_WORDS": f'"{version}"',
        "EXE_NAME": f'"{name}"',
    }
    script = work / f"{name}.rc"
    text = (SOURCES / "launcher.rc").read_text("utf-8")
    defined = "".join(f"#define {key} {value}\n" for key, value in words.items())
    script.write_text(defined + text, "utf-8")
    (work / "launcher.manifest").write_bytes((SOURCES / "launcher.manifest").read_bytes())
    tools.call("x86_64-w64-mingw32-windres", "-c", "65001", script.name, made.name, within=work)
    return made
