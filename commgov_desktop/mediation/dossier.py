"""What a mediation file holds and what it still lacks, paper by paper, in the order of the folder."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from commgov_desktop import i18n, paths
from commgov_desktop.mediation.casefile import CaseFile
from commgov_desktop.mediation.models import REACHED

BACK = "back"
"""The back cover comes with binding the folder: no clerk is told that it is missing."""


@dataclass(frozen=True)
class Entry:
    """One printable thing behind an item: the key of its paper and the id it is printed from."""

    paper: str
    record_id: int


@dataclass(frozen=True)
class Item:
    """One line of the folder's list. ``done``: its content is there, or it was ticked or scanned."""

    key: str
    zh: str
    label: str
    """Short words in the language of the screen."""
    must: bool
    done: bool
    ticked: bool
    """Ticked by hand or scanned: it lies in the folder though the program did not make it."""
    scans: int
    entries: Sequence[Entry]
    titles: Sequence[str]
    """The papers' names for 卷内目录."""


@dataclass(frozen=True)
class _Line:
    key: str
    zh: str
    short: str
    en: str
    flag: str


@cache
def _lines() -> tuple[_Line, ...]:
    with paths.resources("catalogues", "mediation_dossier.toml").open("rb") as file:
        return tuple(_Line(**entry) for entry in tomllib.load(file)["entries"])


def items(file: CaseFile) -> list[Item]:
    """The folder's list for this case: what must be there and what may be, each with its tick."""
    return [_item(file, line) for line in _lines()]


def lacking(file: CaseFile) -> list[Item]:
    """The papers that must be there and are not."""
    return [item for item in items(file) if item.must and not item.done and item.key != BACK]


def _item(file: CaseFile, line: _Line) -> Item:
    entries = _entries(file, line.key)
    ticked = line.key in file.filed
    return Item(
        key=line.key,
        zh=line.zh,
        label=line.en if i18n.language() == "en" else line.short,
        must=line.flag == "must" and not (line.key == "agreement" and _failed(file)),
        done=ticked or _done(file, line.key, entries),
        ticked=ticked,
        scans=file.scans.get(line.key, 0),
        entries=entries,
        titles=_titles(file, line, entries),
    )


def _failed(file: CaseFile) -> bool:
    return bool(file.head.outcome) and file.head.outcome not in REACHED


def _entries(file: CaseFile, key: str) -> list[Entry]:
    head = file.head
    if key == "application":
        return [Entry("mediation-application" if written(file) else "mediation-acceptance", head.id)]
    if key == "rights":
        return [Entry("mediation-rights", head.id)]
    if key == "investigation":
        return [Entry("mediation-investigation", i.id) for i in file.inquiries]
    if key == "session":
        return [Entry("mediation-session", s.id) for s in file.sittings]
    if key == "agreement" and file.terms:
        return [Entry("mediation-oral" if file.terms.form == "oral" else "mediation-agreement", head.id)]
    if key == "follow_up":
        return [Entry("mediation-follow-up", v.id) for v in file.visits]
    if key == "confirmation" and file.ruling:
        return [Entry("mediation-confirmation", head.id)]
    if key == "report" and head.outcome:
        return [Entry("mediation-report", head.id)]
    if key == BACK:
        return [Entry("mediation-back", head.id)]
    return [Entry("mediation-remarks", head.id)] if key == "explanation" else []


def written(file: CaseFile) -> bool:
    """Whether the case rests on a written application; otherwise the committee fills its own sheet."""
    return file.head.source == "1" and bool(file.head.claims)


def _done(file: CaseFile, key: str, entries: Sequence[Entry]) -> bool:
    if key == "application":
        return bool(file.head.facts and file.parties("A"))
    if key == "rights":
        return any(s.rights_told for s in file.sittings)
    if key == BACK:
        return file.head.closed_on is not None
    if key == "agreement":
        return bool(file.terms and file.terms.signed_on)
    return key != "explanation" and bool(entries)


def _titles(file: CaseFile, line: _Line, entries: Sequence[Entry]) -> list[str]:
    if line.key == "application":
        return ["人民调解申请书" if written(file) else "人民调解受理登记表"]
    if line.key == "agreement" and file.terms and file.terms.form == "oral":
        return ["人民调解口头协议登记表"]
    if line.key == "session" and len(entries) > 1:
        return [f"{line.zh}（第{_nth(n)}次）" for n in range(len(entries))]
    return [line.zh]


def _nth(number: int) -> str:
    return "一二三四五六七八九十"[number] if number < 10 else str(number + 1)
