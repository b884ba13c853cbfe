"""What a made-up person has learnt, does and belongs to, as likely as in life at that age."""

import random

_SCHOOLING = {False: (30, 55, 75, 95, 100), True: (6, 14, 36, 76, 100)}
"""Cumulated per cent of college, junior college, senior and junior school, primary school: under 55, and older."""


def politics(rng: random.Random, years: int) -> str:
    """Political status by age."""
    chance = rng.random()
    if years < 14:
        return ""
    if years < 28 and chance < 0.35:
        return "03"
    return "01" if years >= 20 and chance < 0.09 else "13"


def education(rng: random.Random, years: int) -> str:
    """Schooling by age; older people had less of it."""
    if years < 7:
        return ""
    if years < 13:
        return "80"
    if years < 16:
        return "70"
    if years < 19:
        return "60"
    return rng.choices(("20", "30", "60", "70", "80"), cum_weights=_SCHOOLING[years >= 55])[0]


def work(rng: random.Random, years: int) -> str:
    """What somebody does, by age."""
    if years < 7:
        return ""
    if years < 19:
        return "学生"
    if years >= 60:
        return "退休"
    return rng.choice(
        ("职员", "工人", "教师", "个体经营", "司机", "护士", "工程师", "销售", "厨师", "自由职业")
    )


def tags(rng: random.Random, years: int) -> list[str]:
    """Marks that few people have."""
    chance = rng.random()
    if chance < 0.02 and years >= 18:
        return ["志愿者"]
    if chance < 0.03 and years >= 20:
        return ["退役军人"]
    if chance < 0.04:
        return ["残疾人"]
    return ["低保"] if chance < 0.047 else []
