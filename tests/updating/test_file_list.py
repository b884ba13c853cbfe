"""The installed files are read against their list: an altered, a missing and a whole one."""

from pathlib import Path

from commgov_desktop.updating import file_list
from installer.windows import file_list as writing


def test_what_was_altered_or_is_missing_is_named(tmp_path: Path) -> None:
    for name in ("one.txt", "sub/two.txt", "three.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert writing.write(tmp_path) == 3
    assert file_list.altered(tmp_path) == (3, [])
    (tmp_path / "sub" / "two.txt").write_text("other")
    (tmp_path / "three.txt").unlink()
    assert file_list.altered(tmp_path) == (3, ["sub/two.txt", "three.txt"])
