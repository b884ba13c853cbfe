"""Parts a long title into lines that keep words whole and look like a trapezoid or a rhombus (GB/T 9704-2012 7.3.1)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from commgov_desktop.documents.line_breaking import NEVER_FIRST, NEVER_LAST

_WORDS = re.findall(
    r"\S+",
    """
    关于 开展 加强 做好 进一步 召开 印发 举办 组织 实施 调整 公布 征集 启动 推进 落实 严禁 禁止 停止 暂停 恢复
    社区 居民 委员会 居民委员会 居委会 业主 业主大会 业主委员会 街道 街道办事处 办事处 工作站 网格 网格员 党支部 党委
    通知 公告 公示 通告 通报 报告 请示 意见 方案 办法 规定 倡议书 公约 名单 情况 结果 工作 活动 会议 事项 有关 相关
    春节 元旦 清明节 端午节 中秋节 国庆节 期间 年度 季度 安全 消防 用电 用气 燃气 电动 自行车 电动自行车 充电 停车 停水
    停电 供水 供暖 环境 卫生 整治 垃圾 分类 楼道 清理 杂物 堆放 高空 抛物 宠物 文明 养犬 疫苗 接种 体检 老年人 妇女
    儿童 残疾人 低保 困难 救助 补贴 申请 审核 评议 选举 换届 候选人 代表 大会 听证会 志愿 服务 志愿者 人民 调解 矛盾
    纠纷 排查 化解 防汛 防火 防台风 防诈骗 反诈 宣传 教育 培训 维修 资金 改造 老旧 小区 加装 电梯 物业 收费 财务 收支
    居务 公开 人口 普查 登记 信息 核查 采集 流动 出租 房屋 租赁 治安 巡逻 治理 平安 创建 建设 管理 划分
    """,
)
_BINDS_LEFT = frozenset("的和及与等了")  # stay at the end of a line rather than begin one
_TOO_SHORT = 4
_SAME = 0.5
"""Lines that differ by less than half a character look alike."""


def title_lines(title: str, capacity: int) -> list[str]:
    """The lines of a title, at most ``capacity`` characters each. A line break typed by the clerk is kept."""
    title = typed_lines(title)
    if "\n" in title:
        return [line for part in title.split("\n") if part for line in title_lines(part, capacity)]
    if _width(title) <= capacity:
        return [title]
    least = int(-(-_width(title) // capacity))
    for count in range(least, len(title) + 1):
        best = min(_partings(title, count, capacity), key=_ugliness, default=None)
        if best:
            return best
    return [title]


def typed_lines(title: str) -> str:
    """The title with the clerk's line breaks and without blanks or empty lines around them."""
    return "\n".join(line.strip() for line in title.splitlines() if line.strip())


def faults(title: str, capacity: int) -> list[str]:
    """What is wrong with the clerk's own line breaks, as far as a program can tell.

    ``word``: one of them cuts a word; ``long``: a line does not fit and is parted again; ``shape``: the lines
    make neither a trapezoid nor a rhombus (GB/T 9704-2012 7.3.1). Empty without breaks.
    """
    typed = typed_lines(title).split("\n")
    if len(typed) == 1:
        return []
    whole, place, found = "".join(typed), 0, []
    for line in typed[:-1]:
        place += len(line)
        if "word" not in found and not _may_break(whole, place):
            found.append("word")
    if any(_width(line) > capacity for line in typed):
        found.append("long")
    if not _is_shapely([_width(line) for line in title_lines("\n".join(typed), capacity)]):
        found.append("shape")
    return found


def _is_shapely(widths: list[float]) -> bool:
    """Wider line by line, narrower line by line, or widest in the middle."""
    steps = [after > before for before, after in pairwise(widths)]
    same = any(abs(after - before) < _SAME for before, after in pairwise(widths))
    return not same and steps == sorted(steps, reverse=True)


def _width(text: str) -> float:
    return sum(0.55 if " " <= c < "\x7f" else 1.0 for c in text)


def _partings(title: str, count: int, capacity: int) -> Iterator[list[str]]:
    """Every way to make ``count`` lines that fit, breaking only where a line may break."""
    if count == 1:
        if _width(title) <= capacity:
            yield [title]
        return
    for place in range(1, len(title)):
        if _width(title[:place]) > capacity:
            return
        if _width(title[place:]) <= capacity * (count - 1) and _may_break(title, place):
            for rest in _partings(title[place:], count - 1, capacity):
                yield [title[:place], *rest]


def _may_break(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    if after in NEVER_FIRST or before in NEVER_LAST or after in _BINDS_LEFT:
        return False
    if before.isascii() and after.isascii():
        return False
    return not (before.isdigit() and after in "年月日届次号栋期") and not _inside_word(title, place)


def _inside_word(title: str, place: int) -> bool:
    for word in _WORDS:
        start = title.find(word, max(0, place - len(word) + 1))
        if 0 <= start < place < start + len(word):
            return True
    return False


def _ugliness(lines: list[str]) -> float:
    """Lower is better: even lines, none very short, a break after 的 or before 关于, a shape that narrows one way."""
    widths = [_width(line) for line in lines]
    cost = max(widths) - min(widths) + sum(20.0 for width in widths if width < _TOO_SHORT)
    cost += 3.0 if max(widths) == min(widths) else 0.0  # a rectangle is neither trapezoid nor rhombus
    for line, following in pairwise(lines):
        good = line[-1] in "的" or following.startswith("关于") or line.endswith(("委员会", "办事处", "工作"))
        cost -= 2.5 if good else 0.0
    hourglass = any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    return cost + (6.0 if hourglass else 0.0)
