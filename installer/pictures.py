"""Renews the README's pictures from a tour: ``.venv/bin/python -m installer.pictures out`` after ``dev.py run``."""

import sys
from pathlib import Path

from PIL import Image

TARGET = Path(__file__).resolve().parent.parent / "resources" / "pictures"
COLOURS = 200
CHOSEN = {
    "today": "今日",
    "roster": "居民卡片",
    "grids": "网格",
    "case": "案件-协议",
    "checklists": "清单",
    "desk": "窗口-已编号",
    "backup": "备份-已核对",
    "events": "家庭变动",
    "past": "过去的名册",
    "group": "分组名单",
    "duplicates": "查重",
    "form": "填写上级表格",
    "sets": "上报口径",
    "needs": "居民需求",
    "duties": "五必查五必访",
    "reports": "情况报告",
    "estates": "小区",
    "taken-in": "导入完成",
    "filter": "条件筛选",
}
"""File in the README, and the name of the tour's picture it is made from."""


def renew(tour: Path) -> list[Path]:
    """Take each chosen picture, in few colours so that the repository stays light."""
    TARGET.mkdir(parents=True, exist_ok=True)
    made = []
    for name, taken in CHOSEN.items():
        source = next((tour / "pictures").glob(f"[0-9][0-9]-{taken}.png"))
        path = TARGET / f"{name}.png"
        Image.open(source).convert("RGB").quantize(COLOURS).save(path, optimize=True)
        made.append(path)
    return made


if __name__ == "__main__":
    for path in renew(Path(sys.argv[1])):
        print(path, path.stat().st_size)  # noqa: T201
