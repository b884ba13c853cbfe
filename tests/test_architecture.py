"""The rules of the structure, each a test with its reason as its sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "commgov_desktop"
VOCABULARY = {
    "calendar_words",
    "clock",
    "errors",
    "i18n",
    "masking",
    "name_readings",
    "paths",
    "people",
    "settings",
}
TRUNK = {
    "store": set(),
    "ledger": {"store"},
    "documents": {"ledger", "store"},
    "ui": {"store", "ledger", "documents"},
}
FEATURES = {"access", "backup", "checklists", "desk", "grids", "mediation", "roster", "today", "updating"}
COMPOSITION = {
    "app",
    "catalog",
    "figures",
    "finding",
    "happenings",
    "tabs",
    "command_line",
    "commands",
    "main_window",
    "newer_version",
    "indoors",
    "office_folder",
    "opening",
    "practice",
    "self_test",
    "starting",
    "tour",
    "__main__",
}
FORBIDDEN_NAMES = {"utils", "misc", "common", "helpers", "core", "base"}


def _modules() -> Iterator[Path]:
    yield from sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _own(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "commgov_desktop" and len(parts) > 1 else None


def _is_page(path: Path) -> bool:
    return path.stem == "page" or path.stem.endswith(("_page", "_card", "_dialog"))


def _known(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists()


@pytest.mark.parametrize("path", list(_modules()), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_part_imports_only_what_it_may(path: Path) -> None:
    part = _part(path)
    used = {own for name in _imports(path) if (own := _own(name)) and _known(own)} - {part}
    if part in COMPOSITION or path.name == "__init__.py":
        return
    if part in VOCABULARY:
        allowed = VOCABULARY
    elif part in TRUNK:
        allowed = VOCABULARY | TRUNK[part]
    else:
        assert part in FEATURES, f"{part} has no place in the structure yet: give it one here"
        allowed = VOCABULARY | {"store", "ledger", "documents"} | ({"ui"} if _is_page(path) else set())
    assert used <= allowed, (
        f"{path.name} may not import {used - allowed}: see ARCHITECTURE.md, who may import whom"
    )


@pytest.mark.parametrize("path", list(_modules()), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_qt_appears_only_where_there_is_a_window(path: Path) -> None:
    uses_qt = any(name.startswith("PySide6") for name in _imports(path))
    may = _part(path) in {
        "ui",
        "main_window",
        "newer_version",
        "tabs",
        "app",
        "starting",
        "__main__",
        "tour",
    } or _is_page(path)
    assert may or not uses_qt, "Rules and papers must run without a window: move the Qt part into a page"


@pytest.mark.parametrize("path", list(_modules()), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_clock_reads_the_time(path: Path) -> None:
    if path.name == "clock.py":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
            owner = node.value
            named = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            assert named not in {"datetime", "date"}, "Ask clock.py for the time, so that a test can stop it"


@pytest.mark.parametrize("path", list(_modules()), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_store_opens_transactions(path: Path) -> None:
    if _part(path) == "store":
        return
    names = set(_imports(path))
    assert not names & {
        "sqlalchemy.create_engine",
        "sqlalchemy.orm.sessionmaker",
        "sqlcipher3",
        "sqlite3",
    } or (path.parent.name == "backup"), "Only store/ opens the office file; ask Store.read or Store.write"


@pytest.mark.parametrize("path", list(_modules()), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_waits_for_a_person_is_called_through_its_module(path: Path) -> None:
    waiting = {"ui.print_dialog.print_pdf", "ui.print_dialog.save_pdf"}
    taken = {name.removeprefix("commgov_desktop.") for name in _imports(path)}
    bound = {name for name in taken if name in waiting or name.startswith("ui.ask.")}
    assert not bound, "Import the module and call ask.confirm(...): a stand-in must be able to take its place"


def test_no_room_is_called_utils() -> None:
    named = {p.stem for p in _modules()} | {p.name for p in PACKAGE.rglob("*") if p.is_dir()}
    assert not named & FORBIDDEN_NAMES, "Name a module by what is in it"


@pytest.mark.parametrize("path", list(_modules()), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    sentence = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert len(sentence.splitlines()[0] if sentence else "") > 15, (
        "Say in the first line what a clerk does with it"
    )


def test_the_trunk_knows_no_ledger_by_name() -> None:
    names = {"residents", "mediation_cases", "certificates", "buildings", "checklist_items"}
    for part in TRUNK:
        for path in (PACKAGE / part).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            tree = ast.parse(path.read_text("utf-8"))
            words = {
                n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
            }
            assert not words & names, f"{path} names a ledger: hand it in from outside"
