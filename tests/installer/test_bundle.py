"""The parts of the build that need neither Windows nor the network: runtime, launcher, icon, seal, licences, words."""

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from commgov_desktop import __version__, paths
from commgov_desktop.updating import setup_file
from installer.windows import (
    bundle,
    file_list,
    launcher_build,
    licences,
    news,
    runtime,
    signing,
    tools,
    variants,
)
from installer.windows.names import BUILD, PACKAGES, PROGRAM, ROOT, RUNTIME, Build

WINDOWS = ROOT / "installer" / "windows"
SCRIPT = (WINDOWS / "setup.nsi").read_text("utf-8")


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return held.getvalue()


def test_a_runtime_that_is_not_the_known_one_stops_the_build(tmp_path: Path) -> None:
    other = tmp_path / "python.zip"
    other.write_bytes(_zip({"python313.dll": b"another"}))
    with pytest.raises(runtime.RuntimeTrouble, match="not the known runtime"):
        runtime.bring(other, tmp_path)
    assert not (tmp_path / "python-3.13").exists()


def test_the_same_files_are_the_same_runtime_however_they_are_wrapped() -> None:
    files = {"a.dll": b"1", "b.pyd": b"2"}
    plain = runtime.files_of(_zip(files))
    wrapped = runtime.files_of(_zip({f"cp313/{name}": files[name] for name in reversed(files)}))
    assert runtime.content_digest(plain) == runtime.content_digest(wrapped)
    assert runtime.content_digest(plain) != runtime.content_digest({"a.dll": b"2", "b.pyd": b"1"})


def test_python_reads_from_the_installed_folder_alone(tmp_path: Path) -> None:
    source = tmp_path / "python"
    source.mkdir()
    for name in ("python313.dll", "python.exe", "pythonw.exe", "_ssl.pyd", "winsound.pyd", "python313._pth"):
        (source / name).write_bytes(b"x")
    runtime.place(source, tmp_path / "bundle")
    laid = {file.name for file in (tmp_path / "bundle" / "runtime").iterdir()}
    assert laid == {"python313.dll", "_ssl.pyd", "python313._pth"}
    lines = (tmp_path / "bundle" / "runtime" / "python313._pth").read_text("ascii").splitlines()
    assert lines == ["python313.zip", ".", "..\\packages", "..\\app"]


def test_the_icon_holds_every_size_windows_asks_for(tmp_path: Path, qapp: object) -> None:
    drawn = launcher_build.draw_icon(tmp_path / "x.ico").read_bytes()
    assert struct.unpack("<HHH", drawn[:6]) == (0, 1, len(launcher_build.ICON_SIZES))
    for number, side in enumerate(launcher_build.ICON_SIZES):
        entry = struct.unpack("<BBBBHHII", drawn[6 + 16 * number : 22 + 16 * number])
        picture = QImage.fromData(drawn[entry[7] : entry[7] + entry[6]])
        assert (entry[0] or 256, picture.width(), picture.height()) == (side, side, side)
        assert picture.pixelColor(side // 2, side // 2).alpha() > 0 or side


def test_versions_windows_cannot_keep_are_refused() -> None:
    assert launcher_build.version_numbers("1.2.3") == (1, 2, 3, 0)
    for wrong in ("1.2.3.4.5", "1.70000", "1.x"):
        with pytest.raises(ValueError):
            launcher_build.version_numbers(wrong)


def test_the_launcher_asks_for_no_administrator_and_sharp_letters() -> None:
    manifest = (WINDOWS / "launcher" / "launcher.manifest").read_text("utf-8")
    for word in ('level="asInvoker"', ">PerMonitorV2<", ">UTF-8<", ">true</longPathAware>"):
        assert word in manifest
    code = (WINDOWS / "launcher" / "launcher.c").read_text("utf-8")
    assert 'L"-X", L"utf8", L"-B", L"-m", L"commgov_desktop"' in code


def test_a_seal_made_by_the_tool_is_taken_by_the_program(tmp_path: Path) -> None:
    key = signing.new_key(tmp_path / "key.pem")
    setup = tmp_path / "x-setup.exe"
    setup.write_bytes(b"MZ" + bytes(3000))
    made = signing.seal(setup, "0.2.0", ["新"], signing.load_key(tmp_path / "key.pem"))
    keys = tmp_path / "update_key.txt"
    keys.write_text(signing.public_hex(key) + "\n", "ascii")
    assert setup_file.prove(setup, setup_file.trusted_keys(keys)) == made
    with pytest.raises(ValueError, match="sealed already"):
        signing.seal(setup, "0.2.0", [], key)


def test_a_key_is_never_written_over_and_anything_else_is_no_key(tmp_path: Path) -> None:
    signing.new_key(tmp_path / "key.pem")
    with pytest.raises(FileExistsError):
        signing.new_key(tmp_path / "key.pem")
    (tmp_path / "no.pem").write_text("no key")
    with pytest.raises(tools.ToolTrouble):
        signing.load_key(tmp_path / "no.pem")


def test_no_secret_key_lies_in_the_repository() -> None:
    for path in [*WINDOWS.rglob("*"), *(ROOT / "resources").rglob("*.txt"), *ROOT.glob("*")]:
        if path.is_file() and path.suffix not in (".ttf", ".png"):
            assert b"-----BEGIN PRIVATE" not in path.read_bytes(), path
    assert signing.TRIAL_KEY.is_relative_to(BUILD)


def test_this_version_has_its_news_in_chinese() -> None:
    lines = news.of(__version__)
    assert lines
    assert all(re.search(r"[\u4e00-\u9fff]", line) for line in lines)
    assert "试验" not in "".join(lines), "write down in installer/news.toml what is new"


def test_a_package_without_a_licence_text_stops_the_build(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.mkdir()
    (python / "LICENSE.txt").write_text("PSF")
    info = tmp_path / "bundle" / "packages" / "thing-1.0.dist-info"
    info.mkdir(parents=True)
    with pytest.raises(licences.LicenceTrouble, match="thing"):
        licences.gather(tmp_path / "bundle", python)


def test_licences_of_all_parts_lie_in_one_folder(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.mkdir()
    (python / "LICENSE.txt").write_text("PSF")
    for name in ("thing-1.0", "shiboken6-6.11.3"):
        (tmp_path / "bundle" / "packages" / f"{name}.dist-info").mkdir(parents=True)
    (tmp_path / "bundle" / "packages" / "thing-1.0.dist-info" / "LICENSE").write_text("MIT")
    licences.gather(tmp_path / "bundle", python)
    laid = {
        f.relative_to(tmp_path / "bundle" / "licences").as_posix()
        for f in (tmp_path / "bundle" / "licences").rglob("*")
    }
    assert {
        "Python/LICENSE.txt",
        "thing/LICENSE",
        "shiboken6/LGPL-3.txt",
        "program/LICENSE",
        "THIRD_PARTY_NOTICES.md",
    } <= laid
    assert {f"program/{path.name}" for path in (ROOT / "resources" / "licences").iterdir()} <= laid


def test_what_is_installed_of_this_repository_is_there_and_knows_its_version(tmp_path: Path) -> None:
    bundle.lay_program(tmp_path, "7.8.9", "ab" * 32)
    app = tmp_path / "app"
    assert '__version__ = "7.8.9"' in (app / "commgov_desktop" / "__init__.py").read_text("utf-8")
    assert (app / "i18n" / "zh_CN" / "LC_MESSAGES" / "commgov.mo").exists()
    assert len(list((app / "resources" / "fonts").glob("*.ttf"))) == 5
    assert not list(app.rglob("*.po"))
    assert not list(app.rglob("__pycache__"))
    assert len(setup_file.trusted_keys(app / "update_key.txt")) == 1
    assert not paths.update_keys().exists(), "a checkout trusts nobody's setup files"


def test_the_setup_script_needs_no_administrator_and_names_every_part_it_removes() -> None:
    assert "RequestExecutionLevel user" in SCRIPT
    assert "HKLM" not in SCRIPT
    removed = re.findall(r'RMDir /r "\$INSTDIR\\(\w+)"', SCRIPT)
    assert sorted(removed) == ["app", "licences", "packages", "runtime"]
    assert not re.search(r'RMDir /r "\$INSTDIR"', SCRIPT), "a folder a clerk chose is never removed whole"


def test_the_new_version_tests_itself_before_anything_is_exchanged() -> None:
    calls = re.findall(r"Call (\w+)", SCRIPT.partition('Section "Program"')[2].partition("SectionEnd")[0])
    order = [
        calls.index(name)
        for name in ("RefuseWhileRunning", "ReadOldVersion", "TestNewVersion", "KeepData", "Exchange")
    ]
    assert order == sorted(order)


def test_every_part_that_is_installed_is_exchanged_and_the_program_itself_last() -> None:
    exchanged = re.findall(r'ExchangePart "([^"]+)"', SCRIPT)
    laid = {RUNTIME, PACKAGES, PROGRAM, "licences", file_list.NAME, "uninstall.exe", "${CONSOLE_EXE}"}
    assert set(exchanged) == laid
    body = SCRIPT.partition("Function Exchange\n")[2].partition("FunctionEnd")[0]
    assert body.rindex("ExchangePart") < body.index("MoveFileExW") < body.index("ClearBeside")
    assert "data" not in exchanged, "the data never move"
    launcher = (WINDOWS / "launcher" / "launcher.c").read_text("utf-8")
    marker = re.search(r'!define MARKER "(.+?)"', SCRIPT)
    assert marker
    assert f'MARKER L"{marker[1]}"' in launcher, "both know a broken-off exchange by the same mark"
    assert 'L"Local\\\\commgov-desktop-exchange"' in launcher
    assert "Local\\${SHORT}-exchange" in SCRIPT


def test_a_setup_file_for_clerks_cannot_be_broken_off_by_a_word() -> None:
    outside = re.sub(r"!ifdef TRIAL.*?!endif", "", SCRIPT, flags=re.DOTALL)
    assert "COMMGOV_BREAK_AT" not in outside
    assert "TerminateProcess" not in outside


def test_no_file_of_the_installer_holds_an_address_besides_names_of_formats() -> None:
    for path in (ROOT / "installer").rglob("*"):
        if path.is_file() and path.suffix in (".py", ".nsi", ".c", ".rc", ".md", ".toml", ".lock"):
            assert not re.search(r"https?://", path.read_text("utf-8")), path


def test_trial_versions_stand_around_every_real_one() -> None:
    assert (
        setup_file.numbers(variants.OLDER)
        < setup_file.numbers(__version__)
        < setup_file.numbers(variants.BROKEN)
    )
    assert Build(version="0.2.0").setup.name == "commgov-desktop-0.2.0-setup.exe"
