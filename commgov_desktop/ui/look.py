"""How the program looks: one style on every computer, light or dark, in ordinary or large type."""

from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from commgov_desktop import i18n, paths
from commgov_desktop.ui.sheet import style_sheet
from commgov_desktop.ui.tokens import DARK, LIGHT, Tokens

FAMILIES = ["Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "sans-serif"]
_FONT_FILE = "NotoSansSC-Regular.ttf"
_POINTS = 10.0
_LARGE = 1.25
_CLASSES = [
    "QMenu",
    "QMenuBar",
    "QAbstractItemView",
    "QListView",
    "QTableView",
    "QTreeView",
    "QHeaderView",
    "QMessageBox",
    "QStatusBar",
    "QToolButton",
    "QTipLabel",
    "QComboBox",
    "QCalendarWidget",
]

_now: Tokens = LIGHT
_scale = 1.0
_fonts_loaded = False


def tokens() -> Tokens:
    """The colours in use."""
    return _now


def colour(role: str) -> QColor:
    """A colour of the look in use: a name of ``Tokens``, or a tone (its strong shade)."""
    if role in _now.tones:
        return QColor(_now.tones[role][2])
    return QColor(getattr(_now, role))


def ink(tone: str) -> QColor:
    """The colour in which words of a tone are painted: red for what is overdue, amber for what is near."""
    return QColor(_now.tones[tone][1])


def px(pixels: float) -> int:
    """A length that grows with large type. ``pixels`` is meant for ordinary type."""
    return round(pixels * _scale)


def is_large() -> bool:
    """Whether large type is on."""
    return _scale > 1


def font(points: float = 0, *, bold: bool = False) -> QFont:
    """The screen font; ``points`` is meant for ordinary type, 0 means the size of running text."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF((points or _POINTS) * _scale)
    if bold:
        made.setWeight(QFont.Weight.Bold)
    return made


def apply(app: QApplication, dark: bool = False, large: bool = False) -> None:
    """Dress the whole program. May be called again at any time; open windows follow, and the same dress costs nothing.

    The fonts come after the style sheet, for every class of widget: the other way round Windows throws
    the fonts of tables, menus and headers away.
    """
    global _now, _scale
    _now, _scale = (DARK if dark else LIGHT), (_LARGE if large else 1.0)
    _load_fonts()
    sheet = style_sheet(_now, _scale)
    if app.styleSheet() == sheet:
        return  # every open widget would be dressed anew for nothing
    QDir.setSearchPaths("mark", [str(paths.resources("icons", "marks"))])
    app.setStyle("Fusion")
    app.setPalette(_palette(_now))
    app.setStyleSheet(sheet)
    app.setFont(font())
    for name in _CLASSES:
        app.setFont(font(), name)  # type: ignore[arg-type]  # Qt takes str here whatever its stub says
    from commgov_desktop.ui import icons

    icons.repaint_all()


def speak_chinese(app: QApplication) -> None:
    """Give Qt's own buttons, calendars and dates the clerk's language. Call before any widget is made."""
    if i18n.language() == "en":
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.China))
        return
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(chinese, "qtbase", "_", folder):
        app.installTranslator(translator)


def _load_fonts() -> None:
    global _fonts_loaded
    file = paths.resources("fonts", _FONT_FILE)
    if not _fonts_loaded and FAMILIES[0] not in QFontDatabase.families() and file.exists():
        QFontDatabase.addApplicationFont(str(file))
    _fonts_loaded = True


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, shade in (
        (role.Window, t.window),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.well),
        (role.Text, t.text),
        (role.Button, t.raised),
        (role.ButtonText, t.text),
        (role.BrightText, t.tones["red"][1]),
        (role.ToolTipBase, t.raised),
        (role.ToolTipText, t.text),
        (role.PlaceholderText, t.faint),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Accent, t.accent),
        (role.Link, t.link),
        (role.LinkVisited, t.link),
        (role.Light, t.raised),
        (role.Midlight, t.line),
        (role.Mid, t.edge),
        (role.Dark, t.edge),
        (role.Shadow, t.edge),
    ):
        palette.setColor(which, QColor(shade))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.faint))
    return palette
