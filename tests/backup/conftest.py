"""The rooms the backup's tests work in: an office on a disk, a stick, a clock that stands at noon."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from backup_office import SmallOffice, make_office

from commgov_desktop import clock
from commgov_desktop.paths import Places

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> SmallOffice:
    return make_office(tmp_path_factory.mktemp("template"))


@pytest.fixture
def noon() -> Iterator[datetime]:
    clock.pretend(NOON)
    yield NOON
    clock.pretend(None)


@pytest.fixture
def small_office(template: SmallOffice, tmp_path: Path, noon: datetime) -> SmallOffice:
    folder = tmp_path / "office"
    shutil.copytree(template.places.data_dir, folder)
    return SmallOffice(Places(folder), template.data_key, template.secret)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def later(noon: datetime) -> Callable[..., None]:
    def move(**span: float) -> None:
        clock.pretend(clock.now() + timedelta(**span))

    return move
