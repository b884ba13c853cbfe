"""Looks on the sticks for setup files of this program and decides which of them is worth offering to the clerk."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.updating import setup_file
from commgov_desktop.updating.setup_file import Release, SetupRefused

PATTERN = "*setup*.exe"
MOST_FOLDERS = 200
"""Folders of a stick's first level that are looked into; a clerk does not bury a setup file deeper."""


@dataclass(frozen=True)
class Offer:
    """A setup file that may be used."""

    path: Path
    release: Release


class NotNewer(UserError):
    """The same version, or an older one: there is nothing to update to."""

    def __init__(self, version: str, present: str) -> None:
        super().__init__(
            _("The setup file holds version {version}; version {present} is installed already.").format(
                version=version, present=present
            )
        )


def examine(path: Path, keys: Sequence[bytes], present: str) -> Offer:
    """A file the clerk chose. Raises ``SetupRefused`` of every kind, ``NotNewer``, and ``UserError`` if unreadable."""
    try:
        release = setup_file.read(path, keys)
    except OSError as error:
        raise UserError(_("“{file}” could not be read.").format(file=path.name)) from error
    if release.numbers <= setup_file.numbers(present):
        raise NotNewer(release.version, present)
    return Offer(path, release)


def newest(places: Iterable[Path], keys: Sequence[bytes], present: str) -> Offer | None:
    """The newest setup file in these folders (sticks) that is ours and newer than ``present``; ``None`` if none is."""
    found = [offer for path in _candidates(places) if (offer := _quietly(path, keys, present))]
    return max(found, key=lambda offer: offer.release.numbers, default=None)


def _quietly(path: Path, keys: Sequence[bytes], present: str) -> Offer | None:
    try:
        return examine(path, keys, present)
    except (SetupRefused, NotNewer, UserError):
        return None


def _candidates(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        for folder in (place, *_folders(place)):
            try:
                yield from sorted(file for file in folder.glob(PATTERN) if file.is_file())
            except OSError:
                continue  # taken out in this moment, or not ours to read


def _folders(place: Path) -> list[Path]:
    try:
        inside = sorted(each for each in place.iterdir() if not each.name.startswith((".", "$")))
        return [each for each in inside if each.is_dir()][:MOST_FOLDERS]
    except OSError:
        return []
