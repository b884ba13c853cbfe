"""What is left out of the libraries, and above all what is not."""

import ast
from pathlib import Path

import pytest

from installer.windows import trimming
from installer.windows.names import ROOT


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Core.dll", "PySide6/QtWidgets.pyd", "PySide6/__init__.py", "PySide6/pyside6.abi3.dll",
        "PySide6/plugins/platforms/qwindows.dll", "PySide6/plugins/iconengines/qsvgicon.dll",
        "PySide6/translations/qtbase_zh_CN.qm", "shiboken6/Shiboken.pyd", "shiboken6/shiboken6.abi3.dll",
        "sqlalchemy/dialects/sqlite/pysqlcipher.py", "sqlalchemy/dialects/postgresql/base.py",
        "alembic/ddl/sqlite.py", "alembic-1.20.1.dist-info/METADATA", "alembic-1.20.1.dist-info/entry_points.txt",
        "cryptography/hazmat/bindings/_rust.pyd", "pypdfium2_raw/pdfium.dll", "reportlab/rl_config.py",
        "pypinyin/phrases_dict.json", "PIL/_imaging.cp313-win_amd64.pyd", "x-1.dist-info/licenses/LICENSE",
    ],
)  # fmt: skip
def test_this_is_shipped(name: str) -> None:
    assert trimming.is_used(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/opengl32sw.dll", "PySide6/Qt6Quick.dll", "PySide6/QtQml.pyd", "PySide6/designer.exe",
        "PySide6/qml/QtQuick/qmldir", "PySide6/translations/qtbase_de.qm", "PySide6/QtCore.pyi",
        "PySide6/plugins/sqldrivers/qsqlite.dll", "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/metatypes/x.json", "sqlalchemy/testing/suite.py",
        "cffi/_cffi_include.h", "x-1.dist-info/RECORD", "shiboken6/vcomp140.dll", "mako/testing/helpers.py",
    ],
)  # fmt: skip
def test_this_is_left_out(name: str) -> None:
    assert not trimming.is_used(name)


def _qt_parts() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "commgov_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6.Qt"):
                found.add(str(node.module).removeprefix("PySide6.Qt"))
    return found


def test_every_part_of_qt_the_program_imports_is_shipped() -> None:
    assert _qt_parts() == set(trimming.QT_PARTS)


def test_every_kind_of_picture_among_the_resources_has_its_reader() -> None:
    kinds = {path.suffix for path in Path(ROOT / "resources" / "icons").rglob("*") if path.is_file()}
    assert kinds <= {".svg", ".png"}
