"""The set-up command: translations compiled from their parts, the right interpreter, the right display."""

import gettext
import io
import os
import shutil
import sys
from pathlib import Path

import pytest

import dev
from installer import catalogues, debian

HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


def part(folder: Path, name: str, text: str, header: str = HEADER) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(header + text, encoding="utf-8")
    return path


def translations(*parts: Path) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(catalogues.compile_mo(catalogues.merge(parts), "0" * 64)))


def listen(monkeypatch: pytest.MonkeyPatch, answer: int = 0) -> list[tuple[str, ...]]:
    """Let ``dev.call`` start nothing, answer ``answer`` and keep what it was asked to run."""
    called: list[tuple[str, ...]] = []

    def call(*arguments: str, screen: bool = False) -> int:
        called.append(arguments)
        return answer

    monkeypatch.setattr(dev, "call", call)
    return called


def test_parts_become_one_catalogue(tmp_path: Path) -> None:
    one = part(tmp_path, "roster.po", '# a remark\n#: roster/page.py:3\nmsgid "Resident"\nmsgstr "居民"\n')
    two = part(tmp_path, "grids.po", 'msgid "Grid"\nmsgstr "网格"\nmsgid "Save"\nmsgstr "保存"\n')
    found = translations(one, two)
    assert [found.gettext(text) for text in ("Resident", "Grid", "Save", "Other")] == [
        "居民",
        "网格",
        "保存",
        "Other",
    ]


def test_a_text_may_go_over_several_lines(tmp_path: Path) -> None:
    text = 'msgid ""\n"Say \\"yes\\"\\n"\n"or no"\nmsgstr ""\n"说“是”\\n"\n"或“否”"\n'
    assert translations(part(tmp_path, "a.po", text)).gettext('Say "yes"\nor no') == "说“是”\n或“否”"


def test_counted_texts_and_contexts_are_found(tmp_path: Path) -> None:
    counted = 'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} 天"\n\n'
    found = translations(part(tmp_path, "a.po", counted + 'msgctxt "verb"\nmsgid "Open"\nmsgstr "打开"\n'))
    assert [found.ngettext("{n} day", "{n} days", n) for n in (1, 5)] == ["{n} 天", "{n} 天"]
    assert found.pgettext("verb", "Open") == "打开"
    assert found.gettext("Open") == "Open"


def test_unsure_and_empty_and_obsolete_translations_are_left_out(tmp_path: Path) -> None:
    text = '#, fuzzy\nmsgid "A"\nmsgstr "甲"\n\nmsgid "B"\nmsgstr ""\n\n#~ msgid "C"\n#~ msgstr "丙"\n\nmsgid "D"\nmsgstr "丁"\n'
    found = translations(part(tmp_path, "a.po", text))
    assert [found.gettext(letter) for letter in "ABCD"] == ["A", "B", "C", "丁"]


def test_the_same_text_translated_twice_alike_is_fine(tmp_path: Path) -> None:
    one = part(tmp_path, "one.po", 'msgid "Save"\nmsgstr "保存"\n')
    two = part(tmp_path, "two.po", 'msgid "Save"\nmsgstr "保存"\n', header="")
    assert translations(one, two).gettext("Save") == "保存"


def test_two_translations_of_one_text_name_both_files(tmp_path: Path) -> None:
    one = part(tmp_path, "one.po", 'msgid "Save"\nmsgstr "保存"\n')
    two = part(tmp_path, "two.po", 'msgid "Save"\nmsgstr "储存"\n')
    with pytest.raises(catalogues.CatalogueError, match=r"one\.po:4 and .*two\.po:4 .*'Save'"):
        catalogues.merge([one, two])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('msgid "{n} days"\nmsgstr "{m} 天"\n', "has no value {m}"),
        ('msgid "A"\nmsgid "B"\nmsgstr "乙"\n', "no translation line"),
        ("msgid A\n", "neither a comment nor a text"),
        ('msgstr "甲"\n', "without its text"),
        ('msgid "A\\"\nmsgstr "甲"\n', "not a quoted text"),
        ('"A"\n', "continues nothing"),
    ],
)
def test_a_faulty_catalogue_says_where(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(catalogues.CatalogueError, match=rf"a\.po:\d+.*{complaint}"):
        catalogues.merge([part(tmp_path, "a.po", text, header="")])


def test_only_changed_parts_are_compiled_again_and_always_alike(tmp_path: Path) -> None:
    source = part(tmp_path / "zh_CN", "a.po", 'msgid "A"\nmsgstr "甲"\n')
    (compiled,) = catalogues.compile_all(tmp_path)
    first = compiled.read_bytes()
    assert catalogues.compile_all(tmp_path) == []
    source.write_text(source.read_text("utf-8").replace("甲", "乙"), encoding="utf-8")
    assert catalogues.compile_all(tmp_path) == [compiled]
    assert compiled.read_bytes() != first
    source.write_text(source.read_text("utf-8").replace("乙", "甲"), encoding="utf-8")
    catalogues.compile_all(tmp_path)
    assert compiled.read_bytes() == first


def test_every_catalogue_of_the_program_compiles() -> None:
    for folder in (dev.ROOT / "i18n").iterdir():
        if folder.is_dir():
            assert catalogues.merge(folder.glob("*.po"))


def test_the_interpreter_lies_where_each_system_puts_it() -> None:
    assert dev.venv_python(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert dev.venv_python(Path("v"), windows=False) == Path("v/bin/python")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_windows_are_drawn_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not dev.has_display()
    assert dev.environment(screen=False)["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.has_display()
    assert "QT_QPA_PLATFORM" not in dev.environment(screen=True)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not dev.has_display()


@pytest.mark.skipif(sys.platform != "linux", reason="system packages are Linux's")
def test_who_is_not_root_is_told_the_exact_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(
        debian.SystemTrouble, match=r"sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    ):
        debian.install(["libgl1", "libegl1"], tmp_path / "kept.crt")


@pytest.mark.skipif(sys.platform != "linux", reason="system libraries are Linux's")
def test_a_library_that_does_not_open_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "LIBRARIES", {"libnowhere.so.9": "libnowhere9"})
    assert debian.missing_packages(screen=False, environment=False) == ["libnowhere9"]


def test_certificates_that_an_installation_lost_are_given_to_pip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, kept = tmp_path / "system.crt", tmp_path / "kept.crt"
    monkeypatch.setattr(debian, "BUNDLE", system)
    system.write_text("one")
    assert debian.certificates(kept) == {}
    kept.write_text("one and the office's own")
    assert debian.certificates(kept)["PIP_CERT"] == str(kept)
    system.write_text("one and the office's own and more")
    assert debian.certificates(kept) == {}


def test_all_checks_are_run_and_one_failure_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "call", lambda *arguments, screen=False: int("mypy" in arguments))
    assert dev.check([("ruff", "check"), ("mypy",), ("pytest",)]) == 1
    summary = capsys.readouterr().out.partition("--- summary")[2].split("\n")
    assert [line[:6] for line in summary if line] == ["ok    ", "FAILED", "ok    "]
    assert dev.check([("pytest",)]) == 0


def test_arguments_after_test_go_to_pytest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    called = listen(monkeypatch, answer=5)
    monkeypatch.setattr(dev, "prepare", lambda: None)
    assert dev.main(["test", "tests/test_dev.py", "-k", "screen"]) == 5
    assert called == [("-m", "pytest", "tests/test_dev.py", "-k", "screen")]


def test_run_plays_the_day_without_a_screen_and_opens_the_window_with_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called = listen(monkeypatch)
    monkeypatch.setattr(dev, "has_display", lambda: False)
    dev.run([])
    monkeypatch.setattr(dev, "has_display", lambda: True)
    dev.run(["--lang", "en"])
    assert called[0] == ("-m", "commgov_desktop", "tour", "out")
    assert called[1][:2] == ("-m", "commgov_desktop")
    assert called[1][-3:] == ("--practice-window", "--lang", "en")


def test_an_environment_broken_off_half_way_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "venv_python", lambda: tmp_path / "python")
    assert not dev.has_pip()
    (tmp_path / "python").touch()
    assert not dev.has_pip()
    site_packages = "Lib/site-packages/pip" if sys.platform == "win32" else "lib/python3.11/site-packages/pip"
    (tmp_path / site_packages).mkdir(parents=True)
    assert dev.has_pip()


def test_the_windows_verbs_hand_their_words_on(monkeypatch: pytest.MonkeyPatch) -> None:
    called = listen(monkeypatch)
    monkeypatch.setattr(dev, "prepare", lambda: None)
    dev.main(["windows", "--quick"])
    dev.main(["windows-check", "--only", "install"])
    assert called == [
        ("-m", "installer.windows", "windows", "--quick"),
        ("-m", "installer.windows", "windows-check", "--only", "install"),
    ]


def test_no_windows_tool_is_needed_by_the_ordinary_checks() -> None:
    run = (dev.ROOT / ".ci" / "run").read_text("utf-8")
    assert "windows" not in run
    assert not {"wine", "nsis", "xvfb"} & set(debian.missing_packages(screen=False, environment=False))
