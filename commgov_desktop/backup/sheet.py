"""The recovery key on paper for the sealed envelope, and the slip that says a copy was made and proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from commgov_desktop import clock
from commgov_desktop.backup.archive import Backup
from commgov_desktop.documents.blocks import chinese_date
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.documents.tables import Cell, cell
from commgov_desktop.store.keyring import normal_recovery_key

PREFIX = "AGE-SECRET-KEY-1"
GROUP = 4
GROUPS_IN_A_ROW = 5

INSTRUCTIONS = (
    "本页打印后立即装入信封密封，在封口处签名并注明日期，存入单位保险柜或档案室。不要拍照，不要存入电脑、手机或网盘。",
    "忘记密码时：在程序的开锁窗口选“使用恢复密钥”，把上面的密钥逐组输入（不分大小写，空格可不输），即可进入并重新设置密码。",
    "电脑损坏或更换时：在新电脑上装好程序，选“从备份恢复”，选中U盘上的备份文件，再输入本密钥，数据即全部恢复。",
    "没有本程序时：备份文件是通用的 age 加密格式，单位的技术人员用任何一种 age 工具和本密钥都能解开。",
    "持有本密钥和备份文件的人能看到全部居民信息。信封启封须经主任同意并登记；用后换新信封密封。",
)

Row = tuple[str, ...]


@dataclass(frozen=True)
class RecoveryWords:
    """The recovery key as it stands on the sheet: the prefix, rows of groups of four, and the QR code's text."""

    prefix: str
    rows: tuple[Row, ...]
    qr: str


def words_of(secret: str) -> RecoveryWords:
    """The key in groups one can read out. The QR text is in capitals, which makes the code small."""
    key = normal_recovery_key(secret)
    body = key.removeprefix(PREFIX)
    groups = [body[start : start + GROUP] for start in range(0, len(body), GROUP)]
    rows = [
        tuple(groups[start : start + GROUPS_IN_A_ROW]) for start in range(0, len(groups), GROUPS_IN_A_ROW)
    ]
    return RecoveryWords(PREFIX, tuple(rows), key)


def recovery_sheet(office_name: str, secret: str, made_on: date) -> bytes:
    """The page for the sealed envelope (PDF/A). It is never kept on the disk: print it, then forget the bytes."""
    words = words_of(secret)
    sheet = FormSheet("恢复密钥", issued=_noon(made_on), subtitle=office_name, spread=11)
    sheet.gap(2)
    for line in ("凭此密钥，不用任何密码即可打开本单位的全部数据和备份。", "请密封保管，遗失无法补发。"):
        sheet.paragraph(line, indent=0, face="hei", size=13, align="centre")
    sheet.gap(4)
    _key_table(sheet, words)
    sheet.note("各组只用大写字母和数字，其中没有字母 B、I、O，也没有数字 1。")
    sheet.gap(4)
    sheet.qr(words.qr, side=38, caption="扫码得到同一密钥（用离线扫码枪，不用手机）")
    sheet.gap(4)
    for number, text in enumerate(INSTRUCTIONS, 1):
        sheet.paragraph(f"{number}．{text}", indent=0, size=12, pitch=19)
    sheet.gap(4)
    sheet.sides(f"密钥生成日期：{chinese_date(made_on)}", "密封日期：        年    月    日")
    sheet.signatures("打印并密封人（签名）", "信封保管人（签名）", columns=2)
    return sheet.finish()


def _key_table(sheet: FormSheet, words: RecoveryWords) -> None:

    head: list[Cell | str] = [
        cell("开头", label=True),
        cell(words.prefix, span=GROUPS_IN_A_ROW, face="hei", size=17),
    ]
    rows = [head]
    for number, row in enumerate(words.rows, 1):
        filled = [*row, *[""] * (GROUPS_IN_A_ROW - len(row))]
        rows.append(
            [cell(f"第{number}行", label=True), *(cell(group, face="hei", size=18) for group in filled)]
        )
    sheet.table(rows, widths=(20, *[28] * GROUPS_IN_A_ROW), row_height=11)


def backup_certificate(
    office_name: str, backup: Backup, made_by: str, table_names: Mapping[str, str] | None = None
) -> bytes:
    """The slip that goes with a copy into the file: what, when, where to, how many records, proven how (PDF/A).

    ``table_names`` maps tables to the words a clerk knows; tables without one are not listed.
    """

    def label(text: str) -> Cell:
        return cell(text, label=True)

    def wide(text: str) -> Cell:
        return cell(text, span=3, align="left")

    sheet = FormSheet("数据备份核验单", issued=backup.made_at, subtitle=office_name)
    sheet.table(
        [
            [label("备份时间"), _moment(backup.made_at), label("制作人"), made_by],
            [
                label("存放介质"),
                backup.stick or str(backup.path.parent),
                label("文件大小"),
                _size(backup.size),
            ],
            [label("文件名"), wide(backup.path.name)],
            [label("校验值"), wide(_in_groups(backup.sha256))],
            [label("上一份备份"), wide(backup.previous or "无")],
            [label("核验结果"), wide(_result(backup))],
        ],
        widths=(26, 56, 26, 55),
        row_height=11,
    )
    sheet.gap(4)
    sheet.section("备份内记录数")
    _count_table(sheet, backup.counts, table_names or {})
    for alarm in backup.alarms:
        sheet.note(f"提醒：{alarm}")
    sheet.note(
        "注：本备份已加密，凭密封信封内的恢复密钥方可打开。U盘遗失时他人无法读取其中内容，但应登记并另做一份。"
    )
    sheet.signatures("制作人（签名）", "保管人（签名）", columns=2, dated=True)
    return sheet.finish()


def _count_table(sheet: FormSheet, counts: Mapping[str, int], names: Mapping[str, str]) -> None:

    known = [(names[table], str(count)) for table, count in counts.items() if table in names]
    known += [("合计（含其他记录）", str(sum(counts.values())))]
    known += [("", "")] * (len(known) % 2)
    rows: list[list[Cell | str]] = []
    for left, right in zip(known[::2], known[1::2], strict=True):
        rows.append([cell(left[0], label=True), left[1], cell(right[0], label=True), right[1]])
    sheet.table(rows, widths=(48, 33, 48, 33), row_height=9)


def _result(backup: Backup) -> str:
    if not backup.verified:
        return "未核验"
    return "合格：写入后已从介质重新读出，校验值一致；已解密、打开数据库，逐表清点，与原数据相符。"


def _moment(moment: datetime) -> str:
    local = clock.local(moment)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _size(size: int) -> str:
    if size < 10**6:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 10**6:.1f} MB"


def _in_groups(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=clock.CHINA)
