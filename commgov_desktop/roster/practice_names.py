"""Made-up names for the practice community: surnames as often as in life, rare characters now and then."""

import random
from itertools import accumulate

_OFTEN = (
    "王72 李70 张66 刘52 陈46 杨33 黄26 赵24 吴22 周22 徐17 孙16 马14 朱14 胡13 郭12 何12 林12 高11 罗10 郑10 梁9 谢8 宋8 "
    "唐8 许7 邓7 冯7 韩7 曹7 曾7 彭7 萧6 蔡6 潘6 田6 董6 袁6 于6 余6 叶5 蒋5 杜5 苏5 魏5 程5 吕5 丁5 沈5 任4 姚4 卢4 "
    "傅4 钟4 姜4 崔4 谭4 廖4 范4 汪4 陆4 金4 石4 戴4 贾3 韦3 夏3 邱3 方3 侯3 邹3 熊3 孟3 秦3 白3 江3 阎3 薛3 尹3 段2 "
    "雷2 黎2 史2 龙2 陶2 贺2 顾2 毛2 郝2 龚2 邵2 万2 钱2 严2 覃2 武1 戚1 单1 仇1 解1 区1 朴1 查1 盖1 翟1 缪1 尉迟1 欧阳1 "
    "上官1 诸葛1 令狐1 长孙1 万俟1 乜1 员1 种1 卜1 秘1"
)
_MEN = "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林志建国文海峰山仁清东毅成康星光天达安岩中茂进有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋梁栋维启克伦翔旭泽晨辰"
_WOMEN = "芳娜敏静丽艳娟霞秀英兰桂凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思"
_RARE = "䶮堃喆垚㛃犇翀"
_UYGHUR_M = ("买买提", "艾山", "吐尔逊", "阿卜杜拉", "玉素甫")
_UYGHUR_F = ("阿依古丽", "古丽娜尔", "热依汗", "帕提古丽")


class Names:
    """Gives names with their sounds. The same random numbers give the same names."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        pairs = [part.rstrip("0123456789") for part in _OFTEN.split()]
        weights = [int(part[len(name) :]) for part, name in zip(_OFTEN.split(), pairs, strict=True)]
        self._surnames, self._weights = pairs, list(accumulate(weights))

    def surname(self) -> str:
        """A family's name."""
        return self._rng.choices(self._surnames, cum_weights=self._weights)[0]

    def given(self, male: bool, young: bool) -> str:
        """One or two characters; one in 700 is rare enough to lack a glyph in many fonts."""
        chars = _MEN if male else _WOMEN
        rng = self._rng
        first = chars[int(rng.random() * len(chars))]
        if rng.random() < 0.0015:
            return first + _RARE[int(rng.random() * len(_RARE))]
        if rng.random() < (0.15 if young else 0.3):
            return first
        return first + chars[int(rng.random() * len(chars))]

    def uyghur(self, male: bool) -> str:
        """A name with a middle dot."""
        own = self._rng.choice(_UYGHUR_M if male else _UYGHUR_F)
        return f"{own}·{self._rng.choice(_UYGHUR_M)}"
