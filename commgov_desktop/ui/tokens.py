"""The colours and distances of the whole program, once for the light look and once for the dark one."""

from dataclasses import dataclass

GRID = 4
"""Every distance on the screen is a multiple of this many pixels."""


@dataclass(frozen=True)
class Tokens:
    """The colours of one look as ``#rrggbb``. Text on its ground has a contrast of at least 4.5 : 1 (WCAG 2.2 AA)."""

    dark: bool
    window: str
    surface: str
    raised: str
    line: str
    edge: str
    text: str
    dim: str
    faint: str
    accent: str
    accent_hover: str
    accent_down: str
    on_accent: str
    link: str
    chosen: str
    chosen_text: str
    hover: str
    well: str
    bar: str
    bar_light: str
    tones: dict[str, tuple[str, str, str]]
    """For each tone of a chip: its ground, its words, and a strong shade for bars and dots."""


LIGHT = Tokens(
    dark=False,
    window="#f2f4f6",
    surface="#ffffff",
    raised="#ffffff",
    line="#e4e7eb",
    edge="#cdd3da",
    text="#1b1f24",
    dim="#59626d",
    faint="#626b77",
    accent="#0f6cbd",
    accent_hover="#115ea3",
    accent_down="#0c3b5e",
    on_accent="#ffffff",
    link="#0f5fa8",
    chosen="#e5effa",
    chosen_text="#0f548c",
    hover="#f3f6f9",
    well="#f7f8fa",
    bar="#0f6cbd",
    bar_light="#c3d9ee",
    tones={
        "green": ("#dcf3e4", "#0a5c33", "#107c41"),
        "amber": ("#fdeecd", "#7a4b00", "#d99a1c"),
        "red": ("#fde2e2", "#a11218", "#c4262e"),
        "grey": ("#eaecef", "#4a535e", "#8b95a1"),
        "blue": ("#deebf9", "#0f4c8a", "#0f6cbd"),
    },
)

DARK = Tokens(
    dark=True,
    window="#1a1c20",
    surface="#24272c",
    raised="#2d3137",
    line="#363b42",
    edge="#4b525b",
    text="#f1f3f5",
    dim="#b3bac3",
    faint="#98a1ac",
    accent="#479ef5",
    accent_hover="#62abf5",
    accent_down="#2886de",
    on_accent="#0b1622",
    link="#77b7f7",
    chosen="#23384f",
    chosen_text="#a5d0fb",
    hover="#2b2f35",
    well="#1f2226",
    bar="#479ef5",
    bar_light="#37516d",
    tones={
        "green": ("#143d27", "#8fdcae", "#35b36b"),
        "amber": ("#463306", "#f6cf7c", "#e0a63a"),
        "red": ("#4e1f22", "#f7aeb0", "#e5686d"),
        "grey": ("#3a3f46", "#cfd5dc", "#8b95a1"),
        "blue": ("#1d3a57", "#a5d0fb", "#479ef5"),
    },
)
