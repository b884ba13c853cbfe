"""Every text on the screen is written so that it can be translated, and is translated."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from installer import catalogues

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "commgov_desktop"
MARKS = {"_": 1, "N_": 1, "ngettext": 2}
"""How each text is marked in code, and how many texts the mark takes."""

PLACE = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)[^{}]*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Use:
    """A text where it is marked in the code."""

    where: str
    texts: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the catalogue knows it by."""
        return "\x00".join(self.texts)


def _modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)


def _marked(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield node, f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"


def _uses() -> Iterator[Use]:
    for path in _modules():
        for call, where in _marked(path):
            texts = tuple(
                a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )
            if len(texts) == MARKS[call.func.id]:  # type: ignore[attr-defined]
                yield Use(where, texts)


USES = list(_uses())


def _translations() -> dict[str, catalogues.Entry]:
    return catalogues.merge(sorted((ROOT / "i18n" / "zh_CN").glob("*.po")))


def _wrongly_marked(call: ast.Call) -> str:
    """Why a text marked like this could never be translated; empty if it can."""
    name = call.func.id  # type: ignore[attr-defined]
    for argument in call.args[: MARKS[name]]:
        if isinstance(argument, ast.JoinedStr):
            return "an f-string is filled in before it is looked up: write {name} and .format() behind"
        if isinstance(argument, ast.BinOp):
            return "a text put together is never found: write one literal and .format() behind"
        if isinstance(argument, ast.IfExp):
            return "choose between two marked texts, not inside the mark: _(a) if so else _(b)"
        if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
            if argument.func.attr == "format":
                return "filled in before it is looked up: put .format() behind the bracket"
        elif name != "_" and not isinstance(argument, ast.Constant):
            return "only a literal can be found by who translates"
    return ""


@pytest.mark.parametrize("path", _modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_text_is_marked_so_that_it_can_be_translated(path: Path) -> None:
    wrong = [f"{where}: {why}" for call, where in _marked(path) if (why := _wrongly_marked(call))]
    assert not wrong, "\n".join(wrong)


def test_every_text_has_its_chinese() -> None:
    known = _translations()
    missing: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for use in USES:
        alone = use.texts[0] in known and len(use.texts) == 1
        if any(use.texts) and use.key not in known and not alone and not _needs_none(use):
            missing[use.where.partition(":")[0]].setdefault(use.key.replace("\x00", " | "), use.where)
    if missing:
        told = [f"{file}\n" + "\n".join(f"    {t!r}" for t in texts) for file, texts in missing.items()]
        count = sum(len(texts) for texts in missing.values())
        pytest.fail(f"{count} texts have no Chinese in i18n/zh_CN:\n" + "\n".join(told), pytrace=False)


def _needs_none(use: Use) -> bool:
    """A text without words (only places and signs), or one that is Chinese in both languages."""
    bare = PLACE.sub("", use.texts[0])
    return not re.search(r"[A-Za-z]", bare)


def test_a_translation_keeps_every_value_of_its_text() -> None:
    wrong = []
    for entry in _translations().values():
        if not entry.text:
            continue
        asked = set(PLACE.findall(entry.text)) | set(PLACE.findall(entry.plural or ""))
        for form in entry.translations.values():
            lost = asked - set(PLACE.findall(form))
            if lost:
                wrong.append(f"{entry.where}: {entry.text!r} loses {sorted(lost)} in {form!r}")
    assert not wrong, "\n".join(wrong)


def test_a_translation_is_chinese() -> None:
    wrong = [
        f"{entry.where}: {entry.text!r} -> {entry.value!r}"
        for entry in _translations().values()
        if entry.text and re.search(r"[A-Za-z]{4,}", PLACE.sub("", entry.text))
        if not CHINESE.search(entry.value)
    ]
    assert not wrong, "left in English:\n" + "\n".join(wrong)


def test_no_translation_is_left_over_from_a_text_that_is_gone() -> None:
    """Only what stands nowhere in the code any more, not even as a part of a longer literal, counts as gone."""
    literals = {
        node.value
        for path in [*_modules(), *sorted((ROOT / "installer").glob("*.py"))]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    shipped = "\n".join(
        p.read_text("utf-8") for p in sorted((ROOT / "resources" / "catalogues").glob("*.toml"))
    )
    gone = [
        f"{entry.where}: {entry.text!r}"
        for entry in _translations().values()
        if entry.text and entry.text not in literals and entry.text not in shipped
    ]
    assert not gone, "translated but used nowhere:\n" + "\n".join(gone)
