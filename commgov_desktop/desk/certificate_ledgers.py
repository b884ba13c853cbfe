"""The register of certificates and the kinds of certificate, as lists."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from commgov_desktop import masking
from commgov_desktop.desk import own_facts
from commgov_desktop.desk.facts import ASKED, LABELS
from commgov_desktop.desk.models import ISSUED, REFUSED, VOIDED, Certificate, CertificateKind
from commgov_desktop.i18n import N_, _, ngettext
from commgov_desktop.ledger.fields import Chip, Field, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own, words_in
from commgov_desktop.store.record import Record

STATES = {ISSUED: (N_("Issued"), "green"), REFUSED: (N_("Refused"), "grey"), VOIDED: (N_("Voided"), "red")}


def columns_of(model: type[Record]) -> Callable[..., Column]:
    """Makes columns of this model's own boxes, or of ``value`` where one is given."""

    def column(name: str, label: str, width: int, kind: str = "text", **more: Any) -> Column:
        value = more.pop("value", own(name, model))
        return Column(Field(name, label, kind, width=width), value, **more)

    return column


# ---- certificates --------------------------------------------------------------------------------------

_c = columns_of(Certificate)


def _state_chip(state: Any) -> Chip:
    words, tone = STATES[state]
    return Chip(_(words), tone)


def _reprints(count: Any) -> str:
    return ngettext("{n} time", "{n} times", count).format(n=count) if count else ""


def _this_month(today: date) -> ColumnElement[bool]:
    return Certificate.day >= today.replace(day=1)


def _in_state(state: str) -> Callable[[date], ColumnElement[bool]]:
    return lambda _today: Certificate.state == state


CERTIFICATES = Ledger(
    key="certificates",
    title=N_("Register of certificates"),
    one=N_("certificate"),
    model=Certificate,
    form=(),
    columns=(
        _c("day", N_("Date"), 104, "day", sort=own("id", Certificate)),
        _c("number", N_("Certificate number"), 168, sort=lambda: Certificate.year * 1000000 + Certificate.serial),
        _c("name", N_("Applicant"), 84),
        _c("kind_name", N_("Kind of certificate"), 150),
        _c("purpose", N_("Purpose"), 120),
        _c("state", N_("State"), 96, "chip", show=_state_chip),
        _c("handled_by", N_("Handled by"), 80),
        _c("id_number", N_("Document number"), 172, show=lambda v: masking.id_number(v or ""),
           full=lambda v: v, shown=False),
        _c("phone", N_("Phone"), 120, show=lambda v: masking.phone(v or ""), full=lambda v: v, shown=False),
        _c("basis", N_("Basis"), 200, shown=False),
        _c("required_by", N_("Required by"), 120, shown=False),
        _c("checked_how", N_("How it was checked"), 150, shown=False),
        _c("approved_by", N_("Approved by"), 90, shown=False),
        _c("copies", N_("Copies"), 60, "number", shown=False),
        _c("reprints", N_("Printed again"), 90, show=_reprints, shown=False),
        _c("collected_by", N_("Collected by"), 100, shown=False),
        _c("void_reason", N_("Why voided"), 160, shown=False),
    ),
    name=lambda row: row.number,
    order="-day",
    find=words_in(own("number", Certificate), own("name", Certificate), own("kind_name", Certificate),
                  own("purpose", Certificate), own("required_by", Certificate), own("id_number", Certificate), own("phone", Certificate)),
    filters=(
        Filter("today", N_("Served today"), lambda today: Certificate.day == today, N_("When")),
        Filter("month", N_("This month"), _this_month, N_("When")),
        Filter("year", N_("This year"), lambda today: Certificate.year == today.year, N_("When")),
        Filter("issued", N_("Issued"), _in_state(ISSUED), N_("State")),
        Filter("refused", N_("Refused"), _in_state(REFUSED), N_("State")),
        Filter("voided", N_("Voided"), _in_state(VOIDED), N_("State")),
        Filter("reprinted", N_("Printed again"), lambda _today: Certificate.reprints > 0, N_("State")),
        Filter("waiting", N_("Not yet collected"),
               lambda _today: and_(Certificate.state == ISSUED, Certificate.collected_by == ""), N_("State")),
    ),
    empty=(N_("No certificate has been issued yet. Serve the first resident at the desk."), N_("To the desk")),
)  # fmt: skip


# ---- kinds of certificate ------------------------------------------------------------------------------

_k = columns_of(CertificateKind)


def _answers() -> Sequence[tuple[str, str]]:
    return [(ISSUED, _("Issued here")), (REFUSED, _("Not issued here"))]


def _needs() -> Sequence[tuple[str, str]]:
    return [(key, _(LABELS[key])) for key in ASKED]


def _answer_chip(answer: Any) -> Chip:
    return Chip(_("Issued here"), "green") if answer == ISSUED else Chip(_("Not issued here"), "grey")


def _verified_chip(verified: Any) -> Chip:
    return Chip(_("Confirmed"), "green") if verified else Chip(_("To be confirmed"), "amber")


def _load_kind(session: Session, row: CertificateKind) -> dict[str, object]:
    """Own fields stand in the text by the names they have now."""
    values: dict[str, object] = {box.name: getattr(row, box.name) for box in KINDS.fields()}
    return values | {"body": own_facts.as_read(own_facts.fields(session), row.body or "")}


def _store_kind(session: Session, row: CertificateKind, values: Mapping[str, object]) -> None:
    with session.no_autoflush:
        known = own_facts.fields(session)
    row.own_names = [field.label for field in own_facts.offered(known)]  # type: ignore[misc]
    for name, value in values.items():
        setattr(row, name, own_facts.as_kept(known, str(value or "")) if name == "body" else value)


KINDS = Ledger(
    key="certificate_kinds",
    title=N_("Kinds of certificate"),
    one=N_("kind of certificate"),
    model=CertificateKind,
    form=(
        section(
            N_("Kind of certificate"),
            Field("name", N_("Name of the certificate"), required=True),
            Field("answer", N_("Issued or not"), "choice", required=True, choices=_answers),
            Field("short", N_("Words on its button")),
            Field("title", N_("Title on paper")),
            Field("basis", N_("Basis"), "paragraph", wide=True),
            Field("verified", N_("Confirmed against the local list"), "flag"),
            Field("retired", N_("No longer offered"), "flag"),
        ),
        section(
            N_("If issued here"),
            Field("body", N_("Text of the certificate"), "paragraph", wide=True, hint=N_("{姓名} and the like are filled in, own fields by their names")),
            Field("needs", N_("Also needed"), "tags", choices=_needs, wide=True),
            Field("series", N_("Series of numbers"), hint=N_("Kinds of one series share their numbers")),
            Field("number_form", N_("Form of the number"), hint=N_("{mark}居证〔{year}〕第{serial}号")),
            Field("checked_by", N_("Who checks what"), wide=True),
            Field("whole_number", N_("Prints the whole document number"), "flag"),
        ),
        section(
            N_("If not issued here"),
            Field("go", N_("Where to go instead"), "paragraph", wide=True),
            Field("exception", N_("Exception"), "paragraph", wide=True),
        ),
    ),
    columns=(
        _k("name", N_("Name of the certificate"), 260, sort=own("position", CertificateKind)),
        _k("answer", N_("Issued or not"), 110, "chip", show=_answer_chip),
        _k("verified", N_("Verification"), 110, "chip", show=_verified_chip),
        _k("go", N_("Where to go instead"), 260),
        _k("basis", N_("Basis"), 260, shown=False),
        _k("number_form", N_("Form of the number"), 180, shown=False),
    ),
    name=lambda row: row.name,
    load=_load_kind,
    store=_store_kind,
    order="name",
    find=words_in(own("name", CertificateKind), own("go", CertificateKind), own("basis", CertificateKind)),
    filters=(
        Filter("issued", N_("Issued here"), lambda _today: CertificateKind.answer == ISSUED),
        Filter("refused", N_("Not issued here"), lambda _today: CertificateKind.answer == REFUSED),
        Filter("unsure", N_("To be confirmed"), lambda _today: CertificateKind.verified.is_(False), tone="amber"),
        Filter("retired", N_("No longer offered"), lambda _today: CertificateKind.retired.is_(True)),
    ),
    empty=(N_("The list of certificates is empty."), N_("Add a kind")),
)  # fmt: skip
