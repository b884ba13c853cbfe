"""The one short style sheet: what a button, a box, a card and a scroll bar look like."""

from string import Template

from commgov_desktop.ui.tokens import Tokens

_SHEET = Template(
    """
QWidget { font-size: ${body}pt; }
QMainWindow, QDialog, QWizard { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 700; color: $text; }
QLabel[role="head"] { font-size: ${head}pt; font-weight: 700; color: $text; }
QLabel[role="section"] { font-weight: 700; color: $dim; }
QLabel[role="dim"], QLabel[role="count"] { color: $dim; }
QLabel[role="small"] { color: $faint; font-size: ${small}pt; }
QLabel[role="figure"] { font-size: ${figure}pt; font-weight: 700; color: $text; }
QLabel[role="problem"] { color: $red; font-size: ${small}pt; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[ink="red"], QPushButton[role="flat"][ink="red"] { color: $red; }
QLabel[ink="amber"], QPushButton[role="flat"][ink="amber"] { color: $amber; }
QLabel[ink="green"], QPushButton[role="flat"][ink="green"] { color: $green; }
QLabel[role="key"] { color: $dim; border: 1px solid $line; border-radius: 4px; padding: 0 5px;
    background: $surface; font-size: ${small}pt; }

QLabel[chip="green"] { background: $green_ground; color: $green; }
QLabel[chip="amber"] { background: $amber_ground; color: $amber; }
QLabel[chip="red"] { background: $red_ground; color: $red; }
QLabel[chip="grey"] { background: $grey_ground; color: $grey; }
QLabel[chip="blue"] { background: $blue_ground; color: $blue; }
QLabel[chip] { border-radius: ${chip_round}px; padding: 0 9px; font-size: ${small}pt; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="panel"] { background: $raised; border: 1px solid $edge; border-radius: 8px; }
QFrame[role="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="well"] { background: $well; border: none; border-radius: 6px; }
QFrame[role="drop"] { background: $well; border: 1px dashed $edge; border-radius: 8px; }
QFrame[role="drop"][over="true"] { background: $chosen; border: 1px dashed $accent; }
QFrame[role="practice"] { background: $amber_strong; border: none; }
QFrame[role="ribbon"] { background: $amber_ground; border: 1px solid $amber_strong; border-radius: 11px; }
QFrame[role="ribbon"] QLabel { color: $amber; font-size: ${small}pt; }
QFrame[tone="info"] { background: $blue_ground; border: 1px solid $blue_edge; border-radius: 8px; }
QFrame[tone="warn"] { background: $amber_ground; border: 1px solid $amber_strong; border-radius: 8px; }
QFrame[tone="error"] { background: $red_ground; border: 1px solid $red_strong; border-radius: 8px; }
QFrame[tone="good"] { background: $green_ground; border: 1px solid $green_strong; border-radius: 8px; }
QFrame[tone="info"] QLabel { color: $blue; }
QFrame[tone="warn"] QLabel { color: $amber; }
QFrame[tone="error"] QLabel { color: $red; }
QFrame[tone="good"] QLabel { color: $green; }

QPushButton { background: $raised; color: $text; border: 1px solid $edge; border-radius: 6px;
    padding: ${pad}px 14px; min-height: ${line_height}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:open { background: $chosen; }
QPushButton:focus { border: 2px solid $accent; padding: ${pad_less}px 13px; outline: none; }
QPushButton:disabled { color: $faint; background: $well; border-color: $line; }
QPushButton:checked { background: $chosen; color: $chosen_text; border-color: $accent; }
QPushButton::menu-indicator { image: url(mark:down-$look.svg); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 8px; }
QPushButton[menu="true"] { padding-right: 16px; }
QPushButton[arrow="true"] { padding-right: 30px; }
QPushButton[bare="true"] { padding-left: 9px; padding-right: 7px; }
QPushButton[bare="true"][arrow="true"] { padding-right: 24px; }
QPushButton[on="true"] { background: $chosen; color: $chosen_text; border-color: $accent; }
QPushButton[role="condition"] { background: $blue_ground; color: $blue; border: 1px solid $blue_edge; min-height: 0;
    border-radius: ${chip_round}px; padding: 1px 9px; font-size: ${small}pt; }
QPushButton[role="condition"]:hover { border-color: $accent; }
QPushButton[role="condition"]:focus { border: 1px solid $accent; padding: 1px 9px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_down; border-color: $accent_down; }
QPushButton[role="primary"]:focus { border: 2px solid $focus_on_accent; }
QPushButton[role="primary"]:disabled { background: $off_accent; border-color: $off_accent; color: $off_accent_text; }
QPushButton[role="danger"] { color: $red; border-color: $red_strong; }
QPushButton[role="large"] { text-align: left; padding: 14px 16px; border: 1px solid $line; border-radius: 8px;
    background: $surface; font-size: ${head}pt; font-weight: 700; }
QPushButton[role="large"]:hover { background: $hover; border-color: $edge; }
QPushButton[role="large"]:checked { background: $chosen; border: 1px solid $accent; color: $chosen_text; }
QPushButton[role="large"]:focus { border: 2px solid $accent; padding: 13px 15px; }
QPushButton[role="tile"] { text-align: left; background: transparent; border: 1px solid transparent;
    border-radius: 6px; padding: 0; min-height: ${tile}px; }
QPushButton[role="tile"]:hover { background: $hover; }
QPushButton[role="tile"]:focus { border: 1px solid $accent; padding: 0; }
QPushButton[role="tile"][still="true"]:hover { background: transparent; }
QPushButton[role="choice"] { text-align: left; background: $surface; border: 1px solid $line; border-radius: 8px;
    padding: 0; min-height: ${choice}px; }
QPushButton[role="choice"]:hover { background: $hover; border-color: $edge; }
QPushButton[role="choice"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $link; padding: 1px 0;
    border-radius: 4px; text-align: left; min-height: 0.95em; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $accent; }
QPushButton[role="link"]:disabled { color: $faint; }
QPushButton[role="flat"], QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 5px; color: $text; min-height: 0; }
QPushButton[role="flat"]:hover, QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $chosen; color: $chosen_text; }
QPushButton[role="flat"]:focus, QToolButton:focus { border: 1px solid $accent; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
    padding: ${pad}px 9px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${line_height}px; }
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover { border-color: $faint; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: ${pad_less}px 8px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $well; color: $faint;
    border-color: $line; }
QLineEdit:read-only { background: $well; }
QLineEdit QToolButton { padding: 2px; border-radius: 4px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] { border: 2px solid $red_strong;
    padding: ${pad_less}px 8px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox::drop-down { border: none; width: 26px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(mark:down-$look.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $edge; padding: 4px; outline: none;
    selection-background-color: $chosen; selection-color: $chosen_text; }
QComboBox QAbstractItemView::item, QListView[role="popup"]::item { min-height: ${popup_row}px; padding: 2px 8px;
    border-radius: 4px; color: $text; }
QComboBox QAbstractItemView::item:selected, QListView[role="popup"]::item:selected { background: $chosen;
    color: $chosen_text; }
QListView[role="popup"] { background: $raised; border: 1px solid $edge; border-radius: 6px; padding: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(mark:up-$look.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(mark:down-$look.svg); width: 12px; height: 12px; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 2px; border: 1px solid transparent;
    border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: ${box}px; height: ${box}px; border: 1px solid $faint;
    background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(mark:check-$look.svg); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url(mark:dash-$look.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(mark:dot-$look.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $well; border-color: $line; }

QAbstractItemView { background: $surface; border: none; outline: none; color: $text;
    selection-background-color: $chosen; selection-color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $dim; border: none; border-bottom: 1px solid $line;
    padding: 0 10px; font-weight: 700; }
QHeaderView::section:hover { background: $hover; }
QHeaderView::up-arrow { image: url(mark:up-$look.svg); width: 14px; height: 14px; }
QHeaderView::down-arrow { image: url(mark:down-$look.svg); width: 14px; height: 14px; }
QTableCornerButton::section { background: $surface; border: none; }
QTreeView::branch { background: transparent; }
QTreeView::branch:closed:has-children { image: url(mark:right-$look.svg); }
QTreeView::branch:open:has-children { image: url(mark:down-$look.svg); }

QScrollArea, QScrollArea > QWidget > QWidget[role="plain"] { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QMenu { background: $raised; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; background: transparent; color: $text; }
QMenu::item:selected { background: $chosen; color: $chosen_text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 8px; border: 1px solid $edge; border-radius: 4px;
    background: $surface; }
QMenu::indicator:checked { background: $accent; border-color: $accent; image: url(mark:check-$look.svg); }
QMenu::right-arrow { image: url(mark:right-$look.svg); width: 14px; height: 14px; }
QMenuBar { background: $surface; }
QMenuBar::item { padding: 6px 10px; background: transparent; }
QMenuBar::item:selected { background: $chosen; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $dim; padding: 9px 14px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 700; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { background: $chosen; color: $chosen_text; }
QTabBar[role="tabs"]::tab { padding: 14px 16px; font-size: ${tab}pt; }
QTabBar[role="tabs"][narrow="true"]::tab { padding: 14px 9px; }
QTabBar[role="tabs"][none="true"]::tab:selected { color: $dim; border-bottom: 2px solid transparent; font-weight: 400; }
QPushButton[role="flat"][menu="true"] { padding-right: 14px; }
QTabBar::tear, QTabBar::scroller { width: 20px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QSplitter::handle:horizontal { width: 12px; }
QSplitter::handle:vertical { height: 12px; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $dim; }
QStatusBar::item { border: none; }
QProgressBar { background: $line; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: 10px; padding-top: 8px; background: $surface; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; color: $dim; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; border-bottom: 1px solid $line;
    min-height: ${nav}px; }
QCalendarWidget QToolButton { color: $text; padding: 2px 6px; font-weight: 700; icon-size: 18px;
    min-height: ${line_height}px; }
QCalendarWidget QSpinBox { min-height: 0; padding: 2px 4px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url(mark:left-$look.svg); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url(mark:right-$look.svg); }
QCalendarWidget QAbstractItemView { background: $surface; selection-background-color: $accent;
    selection-color: $on_accent; alternate-background-color: $well; }
"""
)


def style_sheet(t: Tokens, scale: float) -> str:
    """The sheet for one look; ``scale`` is 1 for ordinary type and more for large type."""
    words: dict[str, object] = {k: v for k, v in vars(t).items() if isinstance(v, str)}
    for name, (ground, ink, strong) in t.tones.items():
        words |= {name: ink, f"{name}_ground": ground, f"{name}_strong": strong}
    words |= {f"{k}": f"{v * scale:g}" for k, v in _POINTS.items()}
    return _SHEET.substitute(
        words,
        look="dark" if t.dark else "light",
        blue_edge=t.accent if t.dark else "#b5d2ee",
        focus_on_accent="#ffffff" if t.dark else "#0c3b5e",
        off_accent="#2d4a68" if t.dark else "#d3e2f1",
        off_accent_text="#a3c2e0" if t.dark else "#3f6288",
        pad=6,
        pad_less=5,
        line_height=round(20 * scale),
        tile=round(82 * scale),
        nav=round(36 * scale),
        popup_row=round(26 * scale),
        choice=round(72 * scale),
        chip_round=round(20 * scale) // 2 - 1,
        box=round(17 * scale),
        round=round(17 * scale) // 2,
    )


_POINTS = {"body": 10.0, "small": 9.0, "head": 12.5, "tab": 10.5, "title": 14.0, "figure": 20.0}
"""Sizes in points: body, captions, card heads, page titles (about 18 pixels), large figures."""
