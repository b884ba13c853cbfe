"""The forms of a case as their papers have them: acceptance, sides, sessions, agreement and what follows."""

from collections.abc import Callable, Sequence

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Field, Section, section
from commgov_desktop.mediation.agreements import FORMS, PERFORMED, RULINGS
from commgov_desktop.mediation.mediators import POSTS
from commgov_desktop.mediation.sittings import RESULTS

SEXES = ("男", "女")


def _words(table: dict[str, str]) -> Callable[[], Sequence[tuple[str, str]]]:
    return lambda: [(key, _(label)) for key, label in table.items()]


def dispute_kinds() -> list[tuple[str, str]]:
    """The 15 reporting lines with their sub-kinds below them; a sub-kind is told with its line."""
    table = codes.table("dispute_kinds")
    return [
        (c.code, f"{c.text()} · {table.text(c.parent)}" if c.parent else c.text())
        for c in sorted(table.codes, key=lambda c: c.code)
    ]


def _sexes() -> list[tuple[str, str]]:
    return [("男", _("Male")), ("女", _("Female"))]


def _day(name: str, label: str, *, required: bool = False) -> Field:
    return Field(name, label, "day", required)


def _lines(name: str, label: str, *, required: bool = False, hint: str = "") -> Field:
    return Field(name, label, "paragraph", required, wide=True, hint=hint)


CASE = (
    section(
        N_("Acceptance"),
        Field("kind", N_("Kind of dispute"), "choice", True, choices=dispute_kinds),
        Field("source", N_("Source of the case"), "choice", True, choices=codes.choices("case_sources")),
        _day("accepted_on", N_("Accepted on"), required=True),
        Field("title", N_("Cause in a few words"), hint=N_("e.g. 卫生间漏水")),
        Field("location", N_("Place of the dispute")),
        Field("amount", N_("Amount in dispute"), "money"),
    ),
    section(
        N_("Dispute"),
        _lines("facts", N_("Facts of the dispute"), required=True),
        _lines("claims", N_("What the applicant asks for"), hint=N_("One request a line")),
        _lines("note", N_("Note")),
    ),
)

PERSON = (
    section(
        N_("Facts of the person"),
        Field("name", N_("Name"), required=True),
        Field("sex", N_("Sex"), "choice", choices=_sexes),
        _day("birth", N_("Birth date")),
        Field("age", N_("Age"), "number"),
        Field("ethnic_group", N_("Ethnic group")),
        Field("occupation", N_("Occupation or post")),
        Field("phone", N_("Telephone"), "phone"),
        Field("id_number", N_("ID number"), "id_number"),
        Field("address", N_("Work unit or home"), wide=True),
    ),
)
ORGANISATION = (
    section(
        N_("Organisation"),
        Field("name", N_("Name of the organisation"), required=True, wide=True),
        Field("legal_representative", N_("Legal representative")),
        Field("representative_post", N_("Post of the representative")),
        Field("phone", N_("Telephone"), "phone"),
        Field("id_number", N_("Social credit code")),
        Field("address", N_("Address of the organisation"), wide=True),
    ),
)
SIDES = {
    "A": N_("Applicant's side"),
    "B": N_("Respondent's side"),
    "C": N_("Third side"),
    "D": N_("Fourth side"),
}
WHICH_SIDE = Field("side", N_("Side"), "choice", True, choices=_words(SIDES))
FROM_ROSTER = Field("resident_id", N_("From the roster"), "reference", to="residents", wide=True)
AGENT = section(
    N_("Acts for"),
    WHICH_SIDE,
    Field("agent_of", N_("Acts for")),
    Field("relation", N_("Relation to the party"), hint=N_("e.g. 女儿、监护人、律师")),
)
PARTY = section("", WHICH_SIDE)
LOOK_UP = section("", FROM_ROSTER)

SESSION = (
    section(
        N_("Mediation session"),
        _day("held_on", N_("Date"), required=True),
        Field("held_at", N_("Hour"), hint=N_("e.g. 14:30")),
        Field("place", N_("Place")),
        Field("present", N_("Parties present"), wide=True),
        Field("mediators", N_("Mediators")),
        Field("recorder", N_("Recorder")),
        Field("invited", N_("Others invited"), hint=N_("Relatives, neighbours, experts")),
        Field("rights_told", N_("Rights and duties were told"), "flag", wide=True),
    ),
    section(
        N_("What took place"),
        _lines("statements", N_("What was said"), required=True),
        _lines("checks", N_("Facts and evidence checked")),
        Field("result", N_("Result"), "choice", True, choices=_words(RESULTS)),
        _day("next_on", N_("Next session")),
        _lines(
            "result_text",
            N_("Result in words"),
            hint=N_("Without an agreement: which other routes were told"),
        ),
    ),
)
INVESTIGATION = (
    section(
        N_("Inquiry"),
        _day("held_on", N_("Date"), required=True),
        Field("held_at", N_("Hour"), hint=N_("e.g. 14:30")),
        Field("place", N_("Place")),
        Field("person", N_("Who was asked")),
        Field("person_facts", N_("Sex, age, telephone, address"), wide=True),
        Field("present", N_("Others present")),
        Field("investigator", N_("Asked by")),
        Field("recorder", N_("Recorder")),
        _lines("content", N_("Questions and answers"), required=True),
    ),
)
AGREEMENT = (
    section(
        N_("Agreement"),
        Field("form", N_("Form of the agreement"), "choice", True, choices=_words(FORMS)),
        _day("agreed_on", N_("Date"), required=True),
        _lines("facts", N_("Main facts and points in dispute"), required=True),
        _lines("terms", N_("What was agreed"), required=True, hint=N_("One point a line")),
        Field("way", N_("How it is performed"), hint=N_("e.g. 现金、银行转账、当场维修")),
        Field("time_limit", N_("By when, in words"), hint=N_("e.g. 2026年4月30日前付清")),
        Field("amount", N_("Amount agreed"), "money"),
        _day("perform_by", N_("Performed by")),
        _day("signed_on", N_("Signed and sealed on")),
    ),
)
SIGNING = (section(N_("Signatures"), _day("signed_on", N_("Signed and sealed on"), required=True)),)
PERFORMANCE = (
    section(
        N_("Performance"),
        Field("what", N_("What is to be done"), required=True, wide=True),
        _day("due_on", N_("To be done by"), required=True),
        Field("amount", N_("Amount"), "money"),
        _day("done_on", N_("Done on")),
        Field("note", N_("Note"), wide=True, hint=N_("Receipt, transfer number")),
    ),
)
FOLLOW_UP = (
    section(
        N_("Follow-up"),
        _day("visited_on", N_("Date"), required=True),
        Field("visitor", N_("Followed up by"), required=True),
        Field("person", N_("Party called on")),
        Field("performed", N_("How it was performed"), "choice", True, choices=_words(PERFORMED)),
        _lines(
            "situation",
            N_("What the follow-up found"),
            required=True,
            hint=N_("Performance, satisfaction, later lawsuit"),
        ),
    ),
)
CONFIRMATION = (
    section(
        N_("Court confirmation"),
        _day("applied_on", N_("Asked for on"), required=True),
        Field("court", N_("Court"), required=True),
        _day("decided_on", N_("Ruling on")),
        Field("result", N_("Ruling"), "choice", choices=_words(RULINGS)),
        Field("note", N_("Note"), wide=True),
    ),
)
EXTENSION = (
    section(
        N_("Extend the time"),
        _day("extended_until", N_("New last day"), required=True),
        Field("extension_agreed", N_("Every side agrees"), "flag", wide=True),
        _lines("extension_reason", N_("Reason for more time"), required=True),
    ),
)


def _endings() -> list[tuple[str, str]]:
    return [o for o in codes.table("mediation_outcomes").options() if o[0] not in ("1", "2")]


ENDING = (
    section(
        N_("End without an agreement"),
        Field("outcome", N_("Outcome of mediation"), "choice", True, choices=_endings),
        _day("ended_on", N_("Date"), required=True),
        _lines("end_reason", N_("Reason, and which other routes were told"), required=True),
    ),
)
MEDIATOR = (
    section(
        N_("Mediator"),
        Field("name", N_("Name"), required=True),
        Field("sex", N_("Sex"), "choice", choices=_sexes),
        Field("post", N_("Post in the committee"), "choice", True, choices=_words(POSTS)),
        Field("phone", N_("Telephone"), "phone"),
        _day("since", N_("In office since")),
        _day("until", N_("In office until")),
        Field("note", N_("Note"), wide=True),
    ),
)


def boxes(form: Sequence[Section]) -> list[Field]:
    """Every box of a form, in order."""
    return [box for part in form for box in part.fields]


def filled(form: Sequence[Section], values: dict[str, object]) -> dict[str, object]:
    """A form's values as records keep them: a choice left empty is an empty text."""
    return {
        box.name: "" if values.get(box.name) is None and box.kind == "choice" else values.get(box.name)
        for box in boxes(form)
    }
