"""Parts that the papers of a case share: who the parties are, the lines to sign on, what must not be missing."""

from collections.abc import Mapping
from datetime import date

from commgov_desktop import clock
from commgov_desktop.documents.form_sheet import FormSheet
from commgov_desktop.errors import UserError
from commgov_desktop.i18n import _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import MEDIATION_COMMITTEE, Office
from commgov_desktop.mediation.blank_lines import blanks
from commgov_desktop.mediation.casefile import CaseFile, Side
from commgov_desktop.mediation.models import MediationCase

ABOUT = str(MediationCase.__tablename__)
SIGN = "（签名、盖章或按指印）"
ROLE = {"applicant": "申请人", "respondent": "被申请人", "third": "当事人", "agent": "代理人"}


def committee(office: Office) -> str:
    """Full name of the mediation committee, as it stands under its papers."""
    return office.settings[MEDIATION_COMMITTEE] or f"{office.community}人民调解委员会"


def require(paper: str, facts: Mapping[str, object]) -> None:
    """Raise ``UserError`` naming the facts (already in the clerk's words) that ``paper`` cannot be without."""
    lacking = [words for words, value in facts.items() if not value]
    if lacking:
        sentence = _("“{paper}” cannot be printed yet. Missing: {facts}.")
        raise UserError(sentence.format(paper=paper, facts="、".join(lacking)))


def party_facts(file: CaseFile) -> dict[str, object]:
    """The parties, as every paper needs them: both sides, and a name for each."""
    others = [s for s in file.parties() if s.side != "A"]
    return {_("Applicant"): file.parties("A"), _("Respondent"): others}


def sheet(title: str, number: str = "") -> FormSheet:
    """A form of this set, numbered at the right."""
    return FormSheet(title, clock.now(), number=number)


def people(form: FormSheet, file: CaseFile) -> None:
    """The parties with their agents, side after side, as the application has them."""
    for letter in file.letters():
        for side in file.parties(letter):
            party(form, side, file.head.accepted_on)
        for agent in file.agents(letter):
            facts = (
                ("代理人姓名", agent.name, 6),
                ("与当事人关系", agent.relation, 5),
                ("联系方式", agent.phone, 8),
            )
            blanks(form, *facts)


def party(form: FormSheet, side: Side, day: date) -> None:
    """One party: name, sex, ethnic group, age, occupation, telephone, work unit or home."""
    label = ROLE[side.role]
    if side.kind == "organisation":
        blanks(form, (f"{label}名称", side.name, 1))
        blanks(
            form,
            ("法定代表人", side.legal_representative, 6),
            ("职务", side.representative_post, 5),
            ("联系方式", side.phone, 8),
        )
        blanks(form, ("地址", side.address, 1))
        return
    blanks(
        form,
        (f"{label}姓名", side.name, 8),
        ("性别", side.sex, 3),
        ("民族", side.ethnic_group, 6),
        ("年龄", age(side, day), 3),
    )
    blanks(form, ("职业或职务", side.occupation, 10), ("联系方式", side.phone, 11))
    blanks(form, ("单位或住址", side.address, 1))


def age(side: Side, day: date) -> str:
    """Full years on ``day``; empty when not known."""
    years = side.age_on(day)
    return "" if years is None else str(years)


def block(form: FormSheet, heading: str, text: str) -> None:
    """A heading of the paper with running text below it, a paragraph a line."""
    form.section(heading, size=14)
    for line in text.splitlines() or [""]:
        form.paragraph(line)


def numbered(text: str) -> list[str]:
    """Lines of a text as 1. 2. 3.; lines that are already numbered stay as they are."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(line[0] in "1一（(①" for line in lines):
        return lines
    return [f"{n}. {line}" for n, line in enumerate(lines, start=1)] if len(lines) > 1 else lines


def cause(file: CaseFile) -> str:
    """What the dispute is about in one phrase: 因卫生间漏水引起的邻里纠纷."""
    top = codes.table("dispute_kinds").zh(file.head.dispute_kind)
    return f"因{file.head.title}引起的{top}" if file.head.title else file.kind_zh


def names(file: CaseFile, *letters: str) -> str:
    """The parties in one line."""
    return "、".join(s.name for s in file.parties(*letters))


def signers(file: CaseFile) -> list[str]:
    """A place to sign for every party."""
    roles = [ROLE[s.role] for s in file.parties()]
    return [f"{role}{SIGN}" for role in roles]
