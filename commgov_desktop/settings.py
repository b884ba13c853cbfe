"""What can be set: for this computer (a small file), and for the office (rows in its own ledger)."""

import json
import os
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T", str, int, bool)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing an office can set. ``label`` and ``group`` are English message ids; the type is the default's."""

    key: str
    default: T
    label: str
    group: str = ""
    hint: str = ""


class MachineSettings(MutableMapping[str, object]):
    """Language, look and window of this computer, kept in one JSON file; a broken file means the defaults."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, object] = {}
        try:
            read = json.loads(path.read_text("utf-8"))
            self._values = read if isinstance(read, dict) else {}
        except (OSError, ValueError):
            self._values = {}

    def __getitem__(self, key: str) -> object:
        return self._values[key]

    def __setitem__(self, key: str, value: object) -> None:
        if self._values.get(key) != value:
            self._values[key] = value
            self._save()

    def __delitem__(self, key: str) -> None:
        del self._values[key]
        self._save()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def part(self, name: str) -> "Part":
        """The settings of one page or window, under names of their own."""
        return Part(self, name)

    def _save(self) -> None:
        part = self._path.with_suffix(".part")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
        os.replace(part, self._path)


class Part(MutableMapping[str, object]):
    """The settings of one page: its own names inside the settings of the machine."""

    def __init__(self, whole: MutableMapping[str, object], name: str) -> None:
        self._whole = whole
        self._prefix = f"{name}."

    def __getitem__(self, key: str) -> object:
        return self._whole[self._prefix + key]

    def __setitem__(self, key: str, value: object) -> None:
        self._whole[self._prefix + key] = value

    def __delitem__(self, key: str) -> None:
        del self._whole[self._prefix + key]

    def __iter__(self) -> Iterator[str]:
        return (k.removeprefix(self._prefix) for k in self._whole if k.startswith(self._prefix))

    def __len__(self) -> int:
        return sum(1 for _key in self)
