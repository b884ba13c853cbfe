"""What of the libraries is left out of the installed program: what no screen, paper or copy of it ever uses."""

import re

QT_PARTS = ("Core", "Gui", "Widgets", "Network", "PrintSupport", "Svg", "Test")
"""The parts of Qt the program imports; QtTest plays the tour's keys."""
QT_PLUGINS = (
    "platforms/qwindows", "platforms/qoffscreen", "iconengines/qsvgicon",
    "imageformats/qsvg", "imageformats/qjpeg", "imageformats/qico",
)  # fmt: skip
"""Screen, drawing in memory, icons, and pictures that a clerk may attach. PNG and BMP are built in."""
QT_TRANSLATIONS = ("qtbase_zh_CN.qm",)
QT_FILES = (
    "__init__.py", "_config.py", "_git_pyside_version.py", "pyside6.abi3.dll",
    "msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll",
)  # fmt: skip
SHIBOKEN_LEFT_OUT = re.compile(
    r"shiboken6/(.*\.(pyi|lib)|msvcp140_codecvt_ids\.dll|concrt140\.dll|v(camp|comp|ccorlib)140.*)$"
)

LEFT_OUT = re.compile(
    r"""
    .*\.(pyi|pxd|pyx|c|h|lib|exe|cmake|typed)$
  | [^/]+\.dist-info/(RECORD|WHEEL|INSTALLER|REQUESTED|top_level\.txt|direct_url\.json)$
  | [^/]+\.dist-info/sboms/.*
  | [^/]+\.data/.*
  | .*/(tests?|testing)/.*\.py$
  | sqlalchemy/testing/.*
  | alembic/(templates|testing)/.*
  | PIL/_(avif|webp|imagingtk|imagingcms)\..*
  | reportlab/graphics/(samples|barcode/test).*
  | pypdfium2_cli/.*
  | (bin|scripts|share)/.*
    """,
    re.VERBOSE,
)
"""Sources of compiled parts, other tools' templates, and book-keeping of pip. Other databases' dialects stay: the
upgrade of an old office file imports them all."""


def is_used(name: str) -> bool:
    """Whether this file of a wheel goes into the installed program."""
    if name.startswith("PySide6/"):
        return _is_used_of_qt(name.removeprefix("PySide6/"))
    return not LEFT_OUT.fullmatch(name) and not SHIBOKEN_LEFT_OUT.match(name)


def _is_used_of_qt(name: str) -> bool:
    folder, _slash, rest = name.partition("/")
    if folder == "plugins":
        return rest.removesuffix(".dll") in QT_PLUGINS
    if folder == "translations":
        return rest in QT_TRANSLATIONS
    if rest:
        return folder == "support" and rest.endswith(".py")
    return name in QT_FILES or any(name in (f"Qt6{part}.dll", f"Qt{part}.pyd") for part in QT_PARTS)
