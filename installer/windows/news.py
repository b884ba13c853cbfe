"""What is new in each version, in the clerk's words: the setup file carries it and the program shows it before updating."""

import tomllib
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "news.toml"


def of(version: str, file: Path = FILE) -> tuple[str, ...]:
    """The sentences of a version; a trial version that is not written down gets one that says so."""
    written = tomllib.loads(file.read_text("utf-8")).get(version)
    return tuple(written["news"]) if written else (f"试验版本 {version}。",)
