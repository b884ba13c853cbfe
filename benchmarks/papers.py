"""Many papers at once: a notice to every household in one file, certificates each in a file of its own."""

from benchmarks.figures import Figure, limit, seconds
from commgov_desktop import clock
from commgov_desktop.desk.certificate_paper import Common, certificate
from commgov_desktop.documents import many
from commgov_desktop.documents.paper import Paper

NOTICE = (
    "为做好冬季消防安全工作，社区定于近日开展入户检查。请您家中留人，并事先清理楼道内的杂物和电动自行车。"
    "检查人员佩戴工作证件，不收取任何费用。如时间不便，请提前与社区联系，另行约定。"
) * 3
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华"


def measure(notices: int, certificates: int) -> list[Figure]:
    """Both figures. In a notice name, address and hour differ; in a certificate every fact does."""
    one = seconds(lambda: _notices(notices))
    several = seconds(lambda: _certificates(certificates))
    return [
        Figure(f"{notices:,} one-page notices in one PDF", one, "s", limit(20, notices, 10_000),
               detail=f"{notices / one:,.0f} pages/s"),
        Figure(f"{certificates:,} certificates as separate files", several, "s", limit(10, certificates, 1_000),
               detail=f"{certificates / several:,.0f} files/s"),
    ]  # fmt: skip


def _name(n: int) -> str:
    first, rest = divmod(n, len(GIVEN) ** 2)
    return SURNAMES[first % len(SURNAMES)] + GIVEN[rest // len(GIVEN)] + GIVEN[rest % len(GIVEN)]


def _address(n: int) -> str:
    return f"{1 + n // 240}号楼{1 + n // 60 % 4}单元{1 + n % 60 // 4}0{1 + n % 4}"


def _notices(count: int) -> None:
    def static(paper: Paper) -> None:
        paper.text(105, 45, "冬季消防安全检查通知", "title", 22, "centre")
        paper.text_box(28, 90, 156, 130, NOTICE, "fang", 16, valign="top", pitch=29)
        paper.text(182, 240, "沙田社区居民委员会", "fang", 16, "right")

    def draw(paper: Paper, n: int) -> None:
        paper.text(28, 62, f"{_name(n)}（{_address(n)}）：", "fang", 16)
        when = f"检查人员将于3月{1 + n % 28}日{8 + n % 9}时{n % 6}0分到您家中，请予配合。"
        paper.text(39.3, 76, when, "fang", 16)

    pdf = many.one_file("冬季消防安全检查通知", clock.now(), range(count), draw, static=static)
    assert pdf.startswith(b"%PDF")


def _certificates(count: int) -> None:
    moment = clock.now()

    def make(n: int, common: Common) -> bytes:
        return certificate(_printed(n), moment, common=common)

    made = sum(pdf.startswith(b"%PDF") for pdf in many.separate_files(range(count), make))
    assert made == count


def _printed(n: int) -> dict[str, object]:
    """The words of a 居住证明 as the register keeps them."""
    name, address, since = _name(n), _address(n), f"20{10 + n % 15}年{1 + n % 12}月"
    number = f"999999********{n % 10000:04d}"
    return {
        "title": "居住证明", "number": f"沙居证〔2026〕{n + 1}号", "organ": "沙田社区居民委员会",
        "day": clock.today().isoformat(), "phone": "000-00000000", "handled_by": "王敏", "approved_by": "",
        "copies": 1,
        "paragraphs": [
            [f"兹证明{name}（公民身份号码{number}），自{since}起居住在本社区{address}。"],
            ["本证明用于子女入学。情况由社区网格员上门核实。特此证明。"],
        ],
        "stub": [["姓名", name], ["公民身份号码", number], ["现住址", address], ["居住起始", since],
                 ["用途", "子女入学"], ["要求出具的单位", "临湖小学"]],
    }  # fmt: skip
