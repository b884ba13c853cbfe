"""Every widget of the kit under one roof, for pages that use many of them."""

from commgov_desktop.ui.banner import Banner
from commgov_desktop.ui.bar_chart import BarChart
from commgov_desktop.ui.bars import BalanceBar
from commgov_desktop.ui.buttons import (
    Act,
    LinkButton,
    button,
    danger,
    fill_menu,
    icon_button,
    large,
    menu_button,
    primary,
    quiet,
    shortcut,
)
from commgov_desktop.ui.cards import Card, EmptyState, KeyValues, Timeline, empty_layout, row
from commgov_desktop.ui.drop_area import DropArea
from commgov_desktop.ui.figure_tile import FigureTile
from commgov_desktop.ui.labels import ChipLabel, key_hint, restyle, rule, sign, text
from commgov_desktop.ui.list_page import ListPage
from commgov_desktop.ui.page_head import PageHead
from commgov_desktop.ui.plain_page import PlainPage, scrolling
from commgov_desktop.ui.record_table import RecordTable
from commgov_desktop.ui.search_box import SearchBox
from commgov_desktop.ui.side_list import Entry, SideList, heading
from commgov_desktop.ui.stage_rail import StageRail
from commgov_desktop.ui.step_bar import StepBar

__all__ = [
    "Act",
    "BalanceBar",
    "Banner",
    "BarChart",
    "Card",
    "ChipLabel",
    "DropArea",
    "EmptyState",
    "Entry",
    "FigureTile",
    "KeyValues",
    "LinkButton",
    "ListPage",
    "PageHead",
    "PlainPage",
    "RecordTable",
    "SearchBox",
    "SideList",
    "StageRail",
    "StepBar",
    "Timeline",
    "button",
    "danger",
    "empty_layout",
    "fill_menu",
    "heading",
    "icon_button",
    "key_hint",
    "large",
    "menu_button",
    "primary",
    "quiet",
    "restyle",
    "row",
    "rule",
    "scrolling",
    "shortcut",
    "sign",
    "text",
]
