"""The list of what this office certifies and what it does not; shipped as a start, kept by the office."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commgov_desktop import paths
from commgov_desktop.desk import own_facts
from commgov_desktop.desk.facts import ASKED, ASKED_LABELS, LABELS, facts_named
from commgov_desktop.desk.models import ISSUED, REFUSED, CertificateKind
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField

BASIS_OF_REFUSAL = "民发〔2020〕20号文件清单第{no}项"
REFUSAL_SERIES = "refusal"
REFUSAL_NUMBER = "{mark}不予〔{year}〕第{serial}号"


@dataclass(frozen=True)
class Kind:
    """A kind of certificate as the desk shows it."""

    id: int
    answer: str
    name: str
    short: str
    title: str
    series: str
    number_form: str
    basis: str
    body: str
    needs: tuple[str, ...]
    checked_by: str
    whole_number: bool
    go: str
    exception: str
    verified: bool
    own: tuple[OwnField, ...] = ()
    """The office's own fields that its text names."""

    @property
    def required(self) -> list[str]:
        """The facts that must be known before it gets a number, in the order of ``facts.LABELS``, own ones last."""
        named = {*facts_named(self.body), *self.needs, "name"}
        return [*(key for key in LABELS if key in named), *(field.key for field in self.own)]

    @property
    def labels(self) -> dict[str, str]:
        """What each fact is called that the form at the desk may ask."""
        return {**ASKED_LABELS, **{field.key: field.label for field in self.own}}

    @property
    def text(self) -> str:
        """Its text as a clerk reads it, own fields by their names."""
        return own_facts.as_read(self.own, self.body)

    @property
    def asked(self) -> list[str]:
        """What the clerk is asked each time."""
        return [key for key in ASKED if key in self.required]

    @property
    def paragraphs(self) -> list[str]:
        """The text, paragraph by paragraph, with the names of the facts in curly brackets."""
        return [line.strip() for line in self.body.splitlines() if line.strip()]


def kinds(office: Office, answer: str = "", *, retired: bool = False) -> list[Kind]:
    """The kinds that are offered (with ``retired`` all), in the office's order."""
    query = select(CertificateKind).order_by(CertificateKind.position, CertificateKind.id)
    if answer:
        query = query.where(CertificateKind.answer == answer)
    if not retired:
        query = query.where(CertificateKind.retired.is_(False))
    with office.store.read() as session:
        own = own_facts.fields(session)
        return [plain(row, own) for row in session.scalars(query)]


def kind(office: Office, kind_id: int) -> Kind:
    """One kind. Raises ``UserError`` when it is gone."""
    with office.store.read() as session:
        row = session.get(CertificateKind, kind_id)
        if row is None:
            raise UserError(_("This kind of certificate is no longer in the list."))
        return plain(row, own_facts.fields(session))


def retire(office: Office, kind_id: int, retired: bool = True) -> None:
    """Offer a kind no longer, or again."""
    name = kind(office, kind_id).name
    words = _("No longer issue {name}") if retired else _("Offer {name} again")
    with office.store.write(words.format(name=name)) as session:
        session.get_one(CertificateKind, kind_id).retired = retired


def offers(key: str) -> Sequence[str]:
    """Words often used for a fact, to be taken with one click."""
    return tuple(_catalogue().get("facts", {}).get(key, {}).get("offers", ()))


def install(session: Session) -> None:
    """Give a new office the shipped list; a line it has already is left as the office made it."""
    known = set(session.scalars(select(CertificateKind.key)))
    for position, line in enumerate([*_catalogue()["issued"], *_catalogue()["refused"]]):
        if line["key"] not in known:
            session.add(_row(line, position))


def _row(line: dict[str, Any], position: int) -> CertificateKind:
    if "go" in line:
        return CertificateKind(
            key=line["key"], answer=REFUSED, position=position, name=line["name"], short=line["chip"],
            title="不予出具证明告知书", series=REFUSAL_SERIES, number_form=REFUSAL_NUMBER,
            basis=BASIS_OF_REFUSAL.format(no=line["no"]), go=line["go"],
            exception=line.get("exception", ""), verified=line.get("go_sure", False),
        )  # fmt: skip
    return CertificateKind(
        key=line["key"], answer=ISSUED, position=position, name=line["name"],
        short=line.get("chip", line["name"]), title=line["title"], series=line["series"],
        number_form=line["number_form"], basis=line["basis"], body=line["body"].strip(),
        needs=line["needs"], checked_by=line["checked_by"], verified=line.get("sure", False),
        whole_number=line.get("whole_number", True),
    )  # fmt: skip


def plain(row: CertificateKind, own: Sequence[OwnField] = ()) -> Kind:
    """A row of the list in plain values. ``own`` are the office's own fields of residents."""
    series = row.series or (f"kind-{row.id}" if row.answer == ISSUED else REFUSAL_SERIES)
    return Kind(
        row.id, row.answer, row.name, row.short or row.name, row.title or row.name, series,
        row.number_form or REFUSAL_NUMBER, row.basis, row.body, tuple(row.needs or ()), row.checked_by,
        row.whole_number, row.go, row.exception, row.verified, own_facts.named(own, row.body),
    )  # fmt: skip


@cache
def _catalogue() -> dict[str, Any]:
    with paths.resources("catalogues", "certificates.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice: its name, whom it addresses, how many days it usually hangs."""

    name: str
    addressees: str = ""
    days: int = 7
    dates: bool = False
    body: str = ""
    objections: str = ""


@cache
def notice_kinds() -> tuple[NoticeKind, ...]:
    """通知, 公告, 公示 and their like, in the order in which they are offered."""
    with paths.resources("catalogues", "certificates_notices.toml").open("rb") as file:
        return tuple(
            NoticeKind(**{k: v for k, v in line.items() if k != "key"})
            for line in tomllib.load(file)["kinds"]
        )


def notice_kind(name: str) -> NoticeKind:
    """The kind with this name; an unknown one is treated as a plain notice."""
    return next((k for k in notice_kinds() if k.name == name), NoticeKind(name))
