"""The list of groups that an office edits: names, rights, who belongs by rule, how often they are visited, their boxes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commgov_desktop.errors import Invalid, UserError
from commgov_desktop.i18n import N_, _
from commgov_desktop.ledger.book import refuse_problems
from commgov_desktop.ledger.extra_fields import refuse_doubles
from commgov_desktop.ledger.fields import Chip, Field, Section, section
from commgov_desktop.ledger.ledger import Column, Filter, Ledger, own, words_in
from commgov_desktop.ledger.office import Office
from commgov_desktop.ledger.own_fields import OwnField, from_json, next_key, to_json
from commgov_desktop.roster.groups import levels, rule_boxes
from commgov_desktop.roster.groups.models import Group

_TONES = (
    ("blue", N_("Blue")), ("green", N_("Green")), ("amber", N_("Amber")), ("red", N_("Red")), ("grey", N_("Grey")),
)  # fmt: skip


def _tones() -> Sequence[tuple[str, str]]:
    return [(tone, _(words)) for tone, words in _TONES]


RESTRICTED = Field(
    "restricted", N_("Restricted"), "flag", hint=N_("Only the chair sees who is in it"), width=70
)


def _chip_cell() -> ColumnElement[Any]:
    return func.json_array(Group.short, Group.name, Group.tone)


def _chip(cell: Any) -> Chip:
    short, name, tone = json.loads(cell)
    return Chip(short or name, tone)


def _by_rule(rule: Any) -> str:
    return _("by hand") if rule is None else rule_boxes.words(rule)


def _every(days: Any) -> str:
    return _("every {n} days").format(n=days) if days else ""


def _state(retired: Any) -> Chip:
    return Chip(_("no longer used"), "grey") if retired else Chip(_("in use"), "green")


def _load(_session: Session, group: Group) -> dict[str, object]:
    shown: dict[str, object] = {
        name: getattr(group, name) for name in ("name", "short", "tone", "restricted", "visit_days", "visit_words", "basis")
    }  # fmt: skip
    return shown | rule_boxes.values_of(group.rule)


def _store(session: Session, group: Group, values: Mapping[str, object]) -> None:
    for name in ("name", "short", "tone", "visit_words", "basis"):
        if name in values:
            setattr(group, name, str(values[name] or "").strip())
    group.tone = group.tone or "blue"
    group.restricted = bool(values.get("restricted", group.restricted))
    group.visit_days = values.get("visit_days", group.visit_days)  # type: ignore[assignment]
    group.rule = rule_boxes.rule_of(group.rule, values)
    if levels.BY in values:
        _put_levels(group, values)
    if not group.key:
        last = session.scalar(select(func.max(Group.id))) or 0
        group.key, group.position, group.fields = f"own-{last + 1}", last + 1, group.fields or []


def _put_levels(group: Group, values: Mapping[str, object]) -> None:
    fields = [from_json(kept) for kept in group.fields or ()]
    intervals = levels.read(fields, values)
    group.fields = [
        to_json(field if field.retired else replace(field, visits=intervals.get(field.key, ())))
        for field in fields
    ]


GROUPS = Ledger(
    key="groups",
    title=N_("Groups of people"),
    one=N_("group"),
    model=Group,
    form=(
        section(
            N_("Group"),
            Field("name", N_("Name of the group"), required=True, width=170),
            Field("short", N_("Word on its chip"), width=90),
            Field("tone", N_("Colour of its chip"), "choice", choices=_tones, width=80),
            RESTRICTED,
        ),
        section(N_("Who belongs by rule (leave empty: by hand)"), *rule_boxes.FIELDS),
        section(
            N_("Visits"),
            Field("visit_days", N_("A visit every … days"), "number", width=90),
            Field("visit_words", N_("Remark on the visits"), width=200),
            Field("basis", N_("Basis"), "paragraph", wide=True, width=260),
        ),
    ),
    columns=(
        Column(
            Field("name", N_("Name of the group"), width=180), own("name", Group), sort=own("position", Group)
        ),
        Column(
            Field("short", N_("Word on its chip"), "chip", width=100),
            _chip_cell,
            show=_chip,
            filter_by=own("short", Group),
        ),
        Column(RESTRICTED, own("restricted", Group)),
        Column(Field("how", N_("Who belongs"), width=150), own("rule", Group), show=_by_rule),
        Column(Field("boxes", N_("Boxes"), "number", width=60), lambda: func.json_array_length(Group.fields)),
        Column(Field("visit_days", N_("Visits"), width=96), own("visit_days", Group), show=_every),
        Column(Field("retired", N_("State"), "chip", width=90), own("retired", Group), show=_state),
        Column(Field("basis", N_("Basis"), width=240), own("basis", Group), shown=False),
    ),
    name=lambda group: str(group.name),
    order="name",
    find=words_in(own("name", Group), own("short", Group), own("basis", Group)),
    filters=(
        Filter("used", N_("Still used"), lambda _today: Group.retired.is_(False)),
        Filter("visited", N_("With a visit rule"), lambda _today: Group.visit_days.is_not(None)),
        Filter("restricted", N_("Restricted"), lambda _today: Group.restricted.is_(True)),
        Filter("retired", N_("No longer used"), lambda _today: Group.retired.is_(True)),
    ),
    empty=(N_("No group yet."), N_("Add a group")),
    load=_load,
    store=_store,
)


def form_for(fields: Sequence[OwnField]) -> tuple[Section, ...]:
    """The form of a group with these boxes: where one of them is a choice, its visits can go by level."""
    *before, visits = GROUPS.form
    days, *rest = visits.fields
    return (*before, section(visits.title, days, *levels.boxes(fields), *rest))


def keep(office: Office, group_id: int | None, values: Mapping[str, object]) -> int:
    """Keep a group's form. Gives its id. What makes a group restricted or open cannot be undone, only decided anew.

    Raises ``Invalid``, or ``UserError`` for a clerk without the right to restricted groups.
    """
    with office.store.read() as session:
        before = bool(group_id and session.get_one(Group, group_id).restricted)
    if wrong := rule_boxes.problems(values):
        raise Invalid(wrong)
    after = bool(values.get("restricted", before))
    _refuse(office, before or after)
    label = _("Change the group {name}").format(name=str(values.get("name") or "").strip())
    with office.store.write(label, final=before != after and group_id is not None) as session:
        group = session.get_one(Group, group_id) if group_id else Group()
        _store(session, group, values)
        refuse_problems(GROUPS, group)
        others = select(Group.id).where(Group.name == group.name, Group.id != (group_id or 0))
        with session.no_autoflush:
            if session.scalar(others.limit(1)):
                raise Invalid({"name": _("There is already a group of this name.")})
        session.add(group)
        session.flush()
        return group.id


def _refuse(office: Office, restricted: bool) -> None:
    if restricted and not office.account.may_see_restricted:
        raise UserError(_("Only the chair may change a restricted group."))


def keep_fields(office: Office, group_id: int, fields: Sequence[OwnField]) -> None:
    """Keep the boxes of a group in this order; who has an empty key is new. Raises ``Invalid`` or ``UserError``."""
    refuse_doubles(fields)
    with office.store.read() as session:
        group = session.get_one(Group, group_id)
        name, before = group.name, {kept["key"]: from_json(kept) for kept in group.fields}
        _refuse(office, group.restricted)
    made: list[OwnField] = []
    for field in fields:
        made.append(_kept(field, before, [*before.values(), *made]))
    with office.store.write(_("Change the boxes of {name}").format(name=name)) as session:
        session.get_one(Group, group_id).fields = [to_json(field) for field in made]


def _kept(field: OwnField, before: Mapping[str, OwnField], taken: Sequence[OwnField]) -> OwnField:
    """A box as it is kept: with its key, its choices checked, and those no longer offered still readable."""
    if not field.label.strip():
        raise Invalid({"label": _("Give the field a name.")})
    if field.kind == "choice" and len(field.choices) < 2:
        raise Invalid({"choices": _("Give at least two words to choose from, each on a line of its own.")})
    old = before.get(field.key)
    offered = {code for code, _words in field.choices}
    gone = tuple(pair for pair in (*old.gone, *old.choices) if pair[0] not in offered) if old else ()
    return replace(field, key=field.key or next_key(taken), label=field.label.strip(), gone=gone)


def retire(office: Office, group_id: int, retired: bool) -> None:
    """Use a group no longer, or again; its sheets stay."""
    with office.store.read() as session:
        group = session.get_one(Group, group_id)
        name = group.name
        _refuse(office, group.restricted)
    words = _("Use the group {name} no longer") if retired else _("Use the group {name} again")
    with office.store.write(words.format(name=name)) as session:
        session.get_one(Group, group_id).retired = retired
