"""The events a clerk can choose from, each with its official name, the boxes of its form, and its rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.fields import Field, section
from commgov_desktop.ledger.fields import Section as FormSection
from commgov_desktop.roster.events import coming, divorcing, leaving, regrouping
from commgov_desktop.roster.events.plan import Plan
from commgov_desktop.roster.ledger import relations as relation_choices

COMES, CHANGES, LEAVES = N_("Somebody comes"), N_("Within the community"), N_("Somebody leaves")


@dataclass(frozen=True)
class EventKind:
    """One kind of event. ``zh`` is its name on papers; ``starts_with`` says whom the clerk names first.

    ``ticks`` asks who of the household goes along: ``one`` ticks just the person, ``all`` everybody at first.
    """

    key: str
    title: str
    zh: str
    hint: str
    group: str
    icon: str
    starts_with: str
    rule: Callable[[Plan], None]
    form: tuple[Field, ...] = ()
    ticks: str = ""
    several_newcomers: bool = False

    def sections(self) -> tuple[FormSection, ...]:
        """The form: who, when, the event's own boxes, and a remark."""
        return (section("", *_WHO.get(self.starts_with, ()), DAY, *self.form, REMARK),)


DAY = Field("day", N_("Day"), "day", required=True)
REMARK = Field("remark", N_("Remark (stands in the history)"), wide=True)
PERSON = Field("person", N_("Who"), "reference", required=True, to="residents")
HOUSEHOLD = Field("household", N_("Household"), "reference", required=True, to="households")
_WHO: dict[str, tuple[Field, ...]] = {"person": (PERSON,), "household": (HOUSEHOLD,)}

NAME = Field("name", N_("Name"))
SEX = Field("sex", N_("Sex"), "choice", choices=codes.choices("sex"))
NUMBER = Field("id_number", N_("Document number"), "id_number", hint=N_("If there is one already"))
BIRTH = Field("birth", N_("Birth date"), "day")
KIND = Field("residence_kind", N_("Kind of residence"), "choice", choices=codes.choices("residence_kinds"))
FROM = Field("from", N_("From where (registered address)"), wide=True)
DWELLING = Field("dwelling_id", N_("Dwelling"), "reference", to="dwellings")
RELATION = Field("relation", N_("Relation to head"), "choice", choices=relation_choices)


def _homes() -> Sequence[tuple[str, str]]:
    return [
        (regrouping.JOIN, _("In the household of the first")),
        (regrouping.OWN, _("In a household of their own")),
        (regrouping.STAY, _("Each stays where they are")),
    ]


def _homes_after_divorce() -> Sequence[tuple[str, str]]:
    return [
        (divorcing.OWN, _("Who goes founds a household (here or in another flat)")),
        (divorcing.INTO, _("Who goes joins another household here")),
        (divorcing.AWAY, _("Who goes leaves the community")),
        (divorcing.STAY, _("Nobody goes for now")),
    ]


KINDS: tuple[EventKind, ...] = (
    EventKind(
        "birth", N_("Birth"), "出生", N_("A child is born into a household"), COMES, "star", "household",
        coming.birth, (Field("name", N_("Name of the child"), required=True), SEX, NUMBER),
    ),
    EventKind(
        "move_in", N_("Move in"), "迁入", N_("New people come, alone or as a family"), COMES, "person-add", "",
        coming.move_in,
        (
            KIND, Field("dwelling_id", N_("Where they live"), "reference", to="dwellings"),
            Field("into", N_("Into a household (empty: one of their own)"), "reference", to="households"), FROM,
        ),
        several_newcomers=True,
    ),
    EventKind(
        "adoption", N_("Adoption"), "收养", N_("A child is taken into a household"), COMES, "people", "household",
        coming.adoption,
        (
            Field("child", N_("Child, if in the roster"), "reference", to="residents"),
            Field("name", N_("Name of the child, if new")), SEX, BIRTH, NUMBER,
        ),
    ),
    EventKind(
        "return", N_("Return"), "迁回", N_("Somebody who had left is back"), COMES, "arrow-undo", "person",
        coming.come_back,
        (
            Field("mistake", N_("Noted by mistake"), "flag", hint=N_("Leaving was noted by mistake: they never left")),
            Field("into", N_("Into a household (empty: one of their own)"), "reference", to="households"),
            RELATION, DWELLING, KIND,
        ),
    ),
    EventKind(
        "marriage", N_("Marriage"), "结婚", N_("Two people marry, one of them may be new here"), CHANGES,
        "handshake", "person", regrouping.marriage,
        (
            Field("spouse", N_("Spouse, if in the roster"), "reference", to="residents"),
            Field("home", N_("They live"), "choice", choices=_homes),
            Field("name", N_("Name of the spouse, if new")), SEX, NUMBER, KIND,
            Field("dwelling_id", N_("Dwelling of their own"), "reference", to="dwellings"), FROM,
        ),
    ),
    EventKind(
        "divorce", N_("Divorce"), "离婚", N_("One of the two may go, with children"), CHANGES, "arrow-sort",
        "person", divorcing.divorce,
        (
            Field("spouse", N_("Divorced from (empty: as the household tells)"), "reference", to="residents"),
            Field("elsewhere", N_("The other one"), "flag", hint=N_("The other one is not in this roster")),
            Field("home", N_("Where they live from now on"), "choice", required=True, choices=_homes_after_divorce),
            Field("dwelling_id", N_("New dwelling (empty: they stay)"), "reference", to="dwellings"),
            Field("into", N_("Into which household"), "reference", to="households"), RELATION,
            Field("to", N_("Where to")),
            Field(
                "stays_registered", N_("Registration"), "flag", wide=True, hint=N_("Their registration stays here")
            ),
        ),
        "one",
    ),
    EventKind(
        "split", N_("Split a household"), "分户", N_("Some members found a household"), CHANGES, "people-team", "person",
        regrouping.split,
        (Field("dwelling_id", N_("New dwelling (empty: they stay)"), "reference", to="dwellings"),), "one",
    ),
    EventKind(
        "join", N_("Join households"), "并户", N_("Members go into another household"), CHANGES, "people-community",
        "person", regrouping.join, (Field("into", N_("Into which household"), "reference", required=True, to="households"), RELATION), "one",
    ),
    EventKind(
        "head", N_("Another head"), "变更户主", N_("Another member leads the household"), CHANGES, "person",
        "household", regrouping.change_head,
    ),
    EventKind(
        "move_within", N_("Move to another flat"), "社区内搬迁", N_("Within this community"), CHANGES, "home", "person",
        regrouping.move_within,
        (Field("dwelling_id", N_("Where they move to"), "reference", required=True, to="dwellings"),), "all",
    ),
    EventKind(
        "move_out", N_("Move away"), "迁出", N_("One, some or the whole household"), LEAVES, "arrow-export", "person",
        leaving.move_out,
        (
            Field("to", N_("Where to"), wide=True),
            Field(
                "stays_registered", N_("Registration"), "flag", wide=True, hint=N_("Their registration stays here")
            ),
        ),
        "one",
    ),
    EventKind(
        "death", N_("Death"), "死亡", N_("A head is followed by another"), LEAVES, "person-delete", "person", leaving.death,
    ),
)  # fmt: skip


def kind_of(key: str) -> EventKind:
    """The kind with this key."""
    return next(kind for kind in KINDS if kind.key == key)


def zh_of(key: str) -> str:
    """The official name of a kind; one that is not known stands as itself."""
    return next((kind.zh for kind in KINDS if kind.key == key), key)
