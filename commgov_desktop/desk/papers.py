"""The papers of the desk."""

from commgov_desktop.desk import certificates, notices, registers
from commgov_desktop.ledger.papers import PaperKind

PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        "certificate", "证明（居住证明等，含存根）或不予出具证明告知书", "certificates", certificates.paper
    ),
    PaperKind("notice", "通知、公告、公示", "notices", notices.paper),
    PaperKind("certificate-register", "开具证明登记簿", "", registers.certificate_register),
    PaperKind("posting-register", "公示张贴登记表", "", registers.posting_register),
)
