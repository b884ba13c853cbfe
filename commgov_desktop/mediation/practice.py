"""Made-up disputes between made-up neighbours, over twelve months and at every stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.ledger import codes
from commgov_desktop.mediation import spelling, stages
from commgov_desktop.mediation.agreements import Agreement, Confirmation, FiledPaper, FollowUp, Performance
from commgov_desktop.mediation.mediators import CaseMediator, Mediator
from commgov_desktop.mediation.models import DAYS, FOLLOW_UP_DAYS, NUMBER_FORM, MediationCase, MediationSide
from commgov_desktop.mediation.practice_stories import MEDIATORS, STORIES, Story
from commgov_desktop.mediation.sittings import Investigation, MediationSession
from commgov_desktop.people import Person

YEAR = 365


@dataclass(frozen=True)
class _Made:
    """A case under construction, with what its papers say."""

    case: MediationCase
    story: Story
    words: dict[str, object]
    mediator: str
    recorder: str
    sides: tuple[Person, Person]

    def say(self, text: str) -> str:
        return text.format(**self.words)

    @property
    def both(self) -> str:
        return "、".join(p.name for p in self.sides)


def fill(
    session: Session, random: Random, people: Sequence[Person], count: int = 60, mark: str = "沙"
) -> list[int]:
    """Add ``count`` cases (seven at least, one of every stage) between pairs of ``people`` (adults), numbered by year. Gives their ids."""
    staff = _committee(session)
    grown = [p for p in people if (p.age(clock.today()) or 0) >= 20]
    if len(grown) < 2:
        return []
    serials: dict[int, int] = {}
    made = []
    for day, stage in _plan(random, count):
        serial = serials[day.year] = serials.get(day.year, 0) + 1
        pair = random.sample(grown, 2)
        new = _open(session, random, day, serial, mark, (pair[0], pair[1]), staff)
        _carry_on(session, random, new, stage)
        made.append(new.case.id)
    session.flush()
    return made


SHOWN = ((46, stages.FILING), (38, stages.FOLLOW_UP), (21, stages.PERFORMANCE), (13, stages.AGREEMENT),
         (9, stages.SESSION), (4, stages.INQUIRY), (1, stages.ACCEPTED))  # fmt: skip
"""Days ago and stage of the cases that show each stage."""


def _plan(random: Random, count: int) -> list[tuple[date, int]]:
    """Days of acceptance with the stage to stop at (0: as far as it goes); every stage is there once."""
    rest = max(0, count - len(SHOWN))
    ago = [(random.randint(2, 34), 0) for _case in range(rest // 8)]
    ago += [(random.randint(47, YEAR - 1), 0) for _case in range(rest - rest // 8)]
    plan = sorted([*ago, *SHOWN], key=lambda pair: -pair[0])
    return [(clock.today() - timedelta(days=n), stage) for n, stage in plan]


def _committee(session: Session) -> list[Mediator]:
    since = clock.today() - timedelta(days=400)
    staff = [
        Mediator(name=name, sex=sex, post=post, since=since, phone=f"1390000{n:04d}")
        for n, (name, sex, post) in enumerate(MEDIATORS, start=1)
    ]
    session.add_all(staff)
    session.flush()
    return staff


def _open(
    session: Session,
    random: Random,
    day: date,
    serial: int,
    mark: str,
    pair: tuple[Person, Person],
    staff: Sequence[Mediator],
) -> _Made:
    story = random.choice(STORIES)
    yuan = random.randrange(*story.yuan, 100) if story.yuan[1] else 0
    applicant, respondent = pair
    words = {"a": applicant.name, "b": respondent.name, "yuan": yuan, "place": applicant.address}
    mediator, recorder = random.sample(list(staff[:4]), 2)
    case = MediationCase(
        year=day.year, serial=serial, accepted_on=day,
        number=NUMBER_FORM.default.format(year=day.year, mark=mark, serial=serial),
        source=random.choices(("1", "2", "3"), (70, 22, 8))[0],
        dispute_kind=codes.table("dispute_kinds").top(story.kind), sub_kind=story.kind,
        title=story.title, location=applicant.address, facts=story.facts.format(**words),
        claims=story.claims.format(**words), amount=yuan * 100 or None,
        parties=f"{applicant.name} — {respondent.name}",
        parties_keys=spelling.keys(p.name for p in pair),
    )  # fmt: skip
    case.count_days(DAYS.default)
    session.add(case)
    session.flush()
    for position, (person, role, letter) in enumerate(
        zip(pair, ("applicant", "respondent"), "AB", strict=True)
    ):
        session.add(_side(case.id, position, letter, role, person))
    for position, (member, duty) in enumerate(((mediator, "mediator"), (recorder, "recorder"))):
        session.add(CaseMediator(case_id=case.id, mediator_id=member.id, duty=duty, position=position))
    return _Made(case, story, words, mediator.name, recorder.name, pair)


def _side(case_id: int, position: int, letter: str, role: str, person: Person) -> MediationSide:
    return MediationSide(
        case_id=case_id, position=position, side=letter, role=role,
        kind="resident" if person.id else "outsider", resident_id=person.id,
        name=person.name, sex=person.sex, birth=person.birth, ethnic_group=person.ethnic_group,
        occupation=person.occupation, phone=person.phone, address=person.address, id_number=person.id_number,
    )  # fmt: skip


def _carry_on(session: Session, random: Random, made: _Made, stop: int) -> None:
    """Take the case as far as its age allows, with the chances of a real office, or to the stage ``stop``."""
    today, day = clock.today(), made.case.accepted_on
    asked = stop == stages.INQUIRY or (stop != stages.ACCEPTED and random.random() < 0.45)
    if asked and (today - day).days >= 2:
        session.add(_inquiry(made, day + timedelta(days=random.randint(1, 2))))
    held = day + timedelta(days=4 if stop else random.randint(3, 9))
    if held > today or stop in (stages.ACCEPTED, stages.INQUIRY):
        return
    chance = random.random()
    fresh = made.case.due_on >= today - timedelta(days=3)
    if stop == stages.SESSION or (not stop and fresh and chance < 0.15):
        session.add(_session(made, held, "continue", None))
    elif not stop and not fresh and chance < 0.08:
        session.add(_session(made, held, "failed", None))
        _end(made, held, "3" if chance < 0.05 else "4")
    else:
        _settle(session, random, made, held, stop)


def _settle(session: Session, random: Random, made: _Made, held: date, stop: int) -> None:
    if random.random() < 0.3 and held + timedelta(days=7) <= clock.today():
        session.add(_session(made, held, "continue", held + timedelta(days=7)))
        held += timedelta(days=7)
    session.add(_session(made, held, "agreed", None))
    _agree(session, random, made, held, stop)


def _inquiry(made: _Made, day: date) -> Investigation:
    asked = made.sides[0]
    return Investigation(
        case_id=made.case.id, held_on=day, held_at="9:30", place=asked.address, present=asked.name,
        person=asked.name, person_facts="，".join(filter(None, (asked.sex, asked.phone, asked.address))),
        investigator=made.mediator, recorder=made.recorder,
        content=f"问：请说一说事情的经过。\n答：{made.case.facts}\n问：您希望怎样解决？\n答：{made.say(made.story.claims)}",
    )  # fmt: skip


def _session(made: _Made, day: date, result: str, next_on: date | None) -> MediationSession:
    said = {
        "agreed": "经调解员耐心说明，双方互谅互让，达成一致意见。",
        "continue": "双方对责任没有异议，对具体办法还要回家商量，同意再次调解。",
        "failed": "双方分歧较大，未能达成一致。已告知可以依法通过仲裁、行政、司法等途径维护权利。",
    }[result]
    a, b = (p.name for p in made.sides)
    return MediationSession(
        case_id=made.case.id, held_on=day, held_at="14:30", place="社区调解室", present=made.both,
        invited="", mediators=made.mediator, recorder=made.recorder, rights_told=True,
        statements=f"{a}：{made.case.facts}\n{b}：情况基本属实，愿意协商解决。",
        checks="", result=result, result_text=said, next_on=next_on if next_on != day else None,
    )  # fmt: skip


def _end(made: _Made, day: date, outcome: str) -> None:
    made.case.outcome, made.case.ended_on = outcome, day
    made.case.end_reason = "双方分歧较大。已告知可以向人民法院起诉。"
    made.case.closed_on, made.case.filed_by = min(clock.today(), day + timedelta(days=2)), made.recorder


def _agree(session: Session, random: Random, made: _Made, day: date, stop: int) -> None:
    case, today = made.case, clock.today()
    written = stop != stages.FOLLOW_UP and (stop > 0 or random.random() < 0.72)
    signed = None if stop == stages.AGREEMENT else day
    due = day + timedelta(days=30 if stop == stages.PERFORMANCE else random.choice((0, 7, 15)))
    session.add(_agreement(made, day, signed, due, written))
    late = stop == 0 and random.random() < 0.05 and (today - due).days < 90
    done = due if signed and due <= today and not late else None
    what = made.say(made.story.terms).splitlines()[0]
    session.add(Performance(case_id=case.id, due_on=due, what=what, amount=case.amount, done_on=done))
    if signed is None:
        return
    session.add(FiledPaper(case_id=case.id, item="identity", filed_on=signed))
    case.outcome, case.ended_on = ("1" if written else "2"), signed
    asks = stop == stages.PERFORMANCE or random.random() < 0.3
    if written and done is None and asks and (today - signed).days > 1:
        asked = signed + timedelta(days=1)
        session.add(Confirmation(case_id=case.id, applied_on=asked, court="沙田区人民法院"))
    if done is not None and stop != stages.FOLLOW_UP:
        _see_through(session, random, made, signed, stop)


def _agreement(made: _Made, day: date, signed: date | None, due: date, written: bool) -> Agreement:
    case = made.case
    return Agreement(
        case_id=case.id, form="written" if written else "oral", agreed_on=day, signed_on=signed,
        facts=case.facts, terms=made.say(made.story.terms), way=made.story.way,
        time_limit=f"{due.year}年{due.month}月{due.day}日前履行", amount=case.amount,
        follow_up_on=signed + timedelta(days=FOLLOW_UP_DAYS.default) if signed else None,
    )  # fmt: skip


def _see_through(session: Session, random: Random, made: _Made, signed: date, stop: int) -> None:
    called = signed + timedelta(days=random.randint(25, 30))
    if called > clock.today():
        return
    session.add(
        FollowUp(
            case_id=made.case.id, visited_on=called, visitor=made.mediator, person=made.sides[0].name,
            performed="yes", situation="协议已履行，双方满意，未再发生争议。",
        )
    )  # fmt: skip
    filed = called + timedelta(days=random.randint(1, 5))
    if stop != stages.FILING and filed <= clock.today():
        made.case.closed_on, made.case.filed_by = filed, made.recorder
