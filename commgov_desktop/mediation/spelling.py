"""The names of the sides as somebody types them: pinyin and initials, surnames read as surnames."""

from collections.abc import Iterable

from commgov_desktop import name_readings


def keys(names: Iterable[str]) -> str:
    """Every reading of these names and its initials in one text, for the find box: ``shanwei sw danwei dw``."""
    said = (reading for name in names for reading in name_readings.readings(name))
    return " ".join(f"{''.join(reading)} {''.join(s[:1] for s in reading)}" for reading in said)
