"""The desk's lists: 证明登记簿, the notices, what hangs on the boards, and the kinds of certificate."""

from commgov_desktop.desk.certificate_ledgers import CERTIFICATES, KINDS, STATES
from commgov_desktop.desk.notice_ledgers import NOTICES, POSTINGS, posting_chip

__all__ = ["CERTIFICATES", "KINDS", "LEDGERS", "NOTICES", "POSTINGS", "STATES", "posting_chip"]

LEDGERS = (CERTIFICATES, NOTICES, POSTINGS, KINDS)
