"""The verbs of the command line, as a script calls them."""

import json
from pathlib import Path

import pytest

from commgov_desktop import command_line
from commgov_desktop.__main__ import main

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "office"
    assert main(["--data-dir", str(folder), "practice", "--residents", "150", "--seed", "3"]) == 0
    return folder


def _call(folder: Path, *words: str) -> list[str]:
    return ["--data-dir", str(folder), "--password-file", str(folder / "password.txt"), "--json", *words]


def _json(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> object:
    capsys.readouterr()
    assert command_line.run(_call(folder, *words)) == 0
    return json.loads(capsys.readouterr().out)


def test_practice_leaves_its_password_and_recovery_key(practice: Path) -> None:
    assert (practice / "password.txt").read_text().strip() == "practice"
    assert (practice / "recovery-key.txt").read_text().startswith("AGE-SECRET-KEY-1")


def test_find_gives_ids_and_names(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hits = _json(capsys, practice, "find", "1号楼")
    assert isinstance(hits, list)
    assert {"id", "name"} <= set(hits[0])


def test_a_trial_counts_and_saves_nothing_then_the_import_and_its_undo(
    practice: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(FILES / "roster_libreoffice.xlsx")
    trial = _json(capsys, practice, "import", file, "--trial")
    assert isinstance(trial, dict)
    assert trial["read"] == trial["new"] + trial["changed"] + trial["same"] + trial["refused"]
    before = _json(capsys, practice, "export", str(tmp_path / "before.xlsx"))
    assert _json(capsys, practice, "import", file, "--result", str(tmp_path / "result.xlsx")) == trial
    assert (tmp_path / "result.xlsx").stat().st_size > 5000
    again = _json(capsys, practice, "import", file, "--trial")
    assert isinstance(again, dict)
    assert again["new"] == 0
    undone = _json(capsys, practice, "undo")
    assert isinstance(undone, dict)
    assert "roster_libreoffice.xlsx" in undone["label"]
    after = _json(capsys, practice, "export", str(tmp_path / "after.xlsx"))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert before["rows"] == after["rows"] == 150


def test_print_lists_every_paper_and_makes_one(
    practice: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kinds = _json(capsys, practice, "print", "--list")
    assert isinstance(kinds, list)
    assert "resident-sheet" in {kind["kind"] for kind in kinds}
    out = tmp_path / "sheet.pdf"
    _json(capsys, practice, "print", "resident-sheet", "--id", "1", str(out))
    assert out.read_bytes().startswith(b"%PDF")


def test_backup_verify_restore(practice: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = _json(capsys, practice, "backup", str(tmp_path))
    assert isinstance(made, dict)
    copy, key = made["file"], str(practice / "recovery-key.txt")
    _json(capsys, practice, "verify", copy)
    restored = tmp_path / "restored"
    words = ["--data-dir", str(restored), "--json", "restore", copy, "--recovery-key-file", key]
    assert command_line.run(words) == 0
    (restored / "password.txt").write_text("practice")
    assert _json(capsys, restored, "find", "1号楼")
    damaged = Path(copy)
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    assert command_line.run(_call(practice, "verify", copy)) == 1
    fresh = ["--data-dir", str(tmp_path / "fresh"), "restore", copy, "--recovery-key-file", key]
    assert command_line.run(fresh) == 1
    assert not (tmp_path / "fresh" / "office.db").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["find"], 2),
        (["fly"], 2),
        (["print"], 2),
        (["practice", "--residents", "0"], 2),
        (["import", "missing.xlsx"], 1),
        (["verify", "missing.age"], 1),
        (["print", "no-such-paper", "out.pdf"], 1),
        (["undo-nothing"], 2),
    ],
)
def test_errors_are_one_line_with_the_agreed_exit_code(
    practice: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int
) -> None:
    capsys.readouterr()
    try:
        found = command_line.run(_call(practice, *words))
    except SystemExit as left:
        found = int(str(left.code))
    assert found == code
    said = capsys.readouterr().err.strip()
    assert said
    if code == 1:
        assert len(said.splitlines()) == 1


def test_a_password_is_never_taken_from_the_arguments(practice: Path) -> None:
    assert command_line.run(["--data-dir", str(practice), "find", "张"]) == 1


def test_no_office_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "password.txt").write_text("x")
    assert command_line.run(_call(tmp_path, "find", "张")) == 1
    assert str(tmp_path) in capsys.readouterr().err
