"""A made-up dispute: the bathroom of 张望 leaks into the bedroom of 曾文华."""

from datetime import date

ZENG = {
    "side": "A", "role": "applicant", "kind": "outsider", "name": "曾文华", "sex": "男",
    "birth": date(1942, 6, 1), "ethnic_group": "汉族", "occupation": "退休", "phone": "13800005678",
    "address": "沙田社区3号楼3单元101",
}  # fmt: skip
ZHANG = {
    "side": "B", "role": "respondent", "kind": "outsider", "name": "张望", "sex": "男",
    "birth": date(1980, 2, 3), "ethnic_group": "汉族", "occupation": "职工", "phone": "13900001234",
    "address": "沙田社区3号楼3单元201",
}  # fmt: skip
LEAK = {
    "kind": "0203", "source": "1", "accepted_on": date(2026, 2, 12), "title": "卫生间漏水",
    "location": "3号楼3单元101", "amount": 240000,
    "facts": "2026年2月10日，楼上卫生间防水层老化，渗漏至申请人卧室顶棚，墙面起皮约6平方米。双方对维修费用2400元的分担有争议。",
    "claims": "请求被申请人修复卫生间防水层\n请求被申请人赔偿墙面维修费用2400元",
}  # fmt: skip
HEARD = {
    "held_on": date(2026, 2, 20), "held_at": "14:30", "place": "沙田社区调解室", "present": "曾文华、张望",
    "mediators": "李红", "recorder": "王敏", "invited": "", "rights_told": True,
    "statements": "曾文华：卧室顶棚渗水已有十天，要求尽快维修。\n张望：同意维修防水层，但墙面费用应各担一半。",
    "checks": "人民调解员当场查看照片四张，双方均无异议。", "result": "agreed",
    "result_text": "双方同意由张望修复防水层，墙面费用由张望承担1800元。", "next_on": None,
}  # fmt: skip
AGREED = {
    "form": "written", "agreed_on": date(2026, 2, 27), "amount": 180000, "signed_on": None,
    "facts": "张望家卫生间防水层老化，渗漏至曾文华家卧室顶棚，墙面起皮约6平方米，双方对维修费用的分担有争议。",
    "terms": "张望于2026年3月15日前修复卫生间防水层\n张望一次性支付曾文华墙面维修费1800元\n双方就本次漏水再无其他争议",
    "way": "微信转账", "time_limit": "2026年3月15日前付清", "perform_by": date(2026, 3, 15),
}  # fmt: skip
VISITED = {
    "visited_on": date(2026, 3, 4), "visitor": "李红", "person": "曾文华", "performed": "yes",
    "situation": "防水层已修好，1800元已收到，双方满意，未再发生争议。",
}  # fmt: skip
INQUIRY = {
    "held_on": date(2026, 2, 14), "held_at": "9:00", "place": "3号楼3单元101", "present": "曾文华",
    "person": "曾文华", "person_facts": "男，83岁，3号楼3单元101", "investigator": "李红", "recorder": "王敏",
    "content": "问：什么时候开始漏水？\n答：2月10日早上发现顶棚滴水。\n问：是否告知楼上？\n答：当天就告诉了。",
}  # fmt: skip
