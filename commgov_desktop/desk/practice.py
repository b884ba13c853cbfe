"""Made-up certificates, notices and postings for the practice community."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commgov_desktop import clock
from commgov_desktop.desk import kinds, wording
from commgov_desktop.desk.models import ISSUED, REFUSED, VOIDED, Certificate, CertificateKind, Notice, Posting
from commgov_desktop.ledger import codes
from commgov_desktop.ledger.office import MARK, NAME, PHONE, SettingRow
from commgov_desktop.people import Person
from commgov_desktop.store.record import Record, new_uid

_SAMPLE = 300
"""People enough to choose from; a practice community may have a million."""

CLERKS = ("王敏", "李静", "赵强")
PURPOSES = (
    ("子女入学", "教育局"),
    ("办理居住证", "公安派出所"),
    ("申请公租房", "住房保障部门"),
    ("水电燃气过户", "供电公司"),
)
STATEMENTS = {
    "hardship": "家庭成员二人，无固定收入，依靠退休金维持生活",
    "activity": "2026年1月社区志愿服务日、2026年2月楼道清洁行动",
    "practice": "2026年寒假社区图书角值班六次，表现良好",
    "kinship": "其与申请公证的亲属系母子关系",
    "support": "独居，无子女，月退休金三千元",
}
NOTICES: tuple[tuple[str, str, str, int], ...] = (
    (
        "通知",
        "关于开展春季居家用电安全入户检查的通知",
        "为保障居民用电安全，社区定于近日开展入户检查，请各位居民届时留人配合。",
        3,
    ),
    ("通知", "关于更换小区门禁卡的通知", "因门禁系统升级，请各位居民携带旧卡到社区服务大厅更换。", 12),
    (
        "公示",
        "关于第一季度高龄津贴发放名单的公示",
        "根据有关规定，现将第一季度高龄津贴发放名单予以公示，接受居民监督。",
        5,
    ),
    ("公告", "关于小区东门道路施工的公告", "小区东门外道路施工，施工期间请居民绕行南门。", 9),
    ("倡议书", "关于文明养犬的倡议书", "遛犬请牵绳，粪便请随手清理，共同维护整洁的家园。", 25),
)


def fill(session: Session, rng: random.Random, resident_ids: Sequence[int], count: int = 40) -> list[int]:
    """Add ``count`` certificates of these (made-up) people and a handful of notices. Gives the certificates' ids.

    Rows are inserted in bulk; numbers run on without a gap.
    """
    people = _people(session, rng.sample(list(resident_ids), min(_SAMPLE, len(resident_ids))))
    if session.scalar(select(CertificateKind.id).limit(1)) is None:
        kinds.install(session)
        session.flush()
    settings = {row.key: row.value for row in session.scalars(select(SettingRow))}
    rows = _certificates(session, rng, people, count, settings) if people else []
    if rows:
        session.execute(insert(Certificate), rows)
    _notices(session, rng, people, settings)
    return list(session.scalars(select(Certificate.id).order_by(Certificate.id)))


def _people(session: Session, ids: Sequence[int]) -> list[Person]:
    """These residents, read from the roster's tables by name: a feature knows no other feature."""
    tables = Record.metadata.tables
    residents, dwellings = tables["residents"].c, tables["dwellings"].c
    query = (
        select(residents.id, residents.name, residents.sex, residents.birth, residents.id_kind,
               residents.id_number, residents.phone, dwellings.address, residents.registered_address)
        .select_from(tables["residents"].outerjoin(tables["dwellings"], residents.dwelling_id == dwellings.id))
        .where(residents.id.in_(list(ids)))
        .order_by(residents.id)
    )  # fmt: skip
    return [
        Person(
            row.id, row.name, sex=codes.table("sex").zh(row.sex), birth=row.birth,
            id_kind=codes.table("document_kinds").zh(row.id_kind), id_number=row.id_number, phone=row.phone,
            address=row.address or "", registered_address=row.registered_address,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def _certificates(
    session: Session, rng: random.Random, people: Sequence[Person], count: int, settings: dict[str, Any]
) -> list[dict[str, Any]]:
    known = [
        kinds.plain(row)
        for row in session.scalars(select(CertificateKind).order_by(CertificateKind.position))
    ]
    issued = [kind for kind in known if kind.answer == ISSUED]
    refused = [kind for kind in known if kind.answer == REFUSED]
    days = sorted(_workday(rng) for _n in range(count))
    serials: dict[tuple[str, int], int] = {}
    rows = []
    for day in days:
        draw = rng.random()
        kind = rng.choice(refused) if draw < 0.2 else issued[0] if draw < 0.75 else rng.choice(issued[:4])
        serial = serials[kind.series, day.year] = serials.get((kind.series, day.year), 0) + 1
        rows.append(_row(rng, kind, rng.choice(people), day, serial, settings))
    return rows


def _workday(rng: random.Random) -> date:
    today = clock.today()
    day = today - timedelta(rng.randint(0, (today - date(today.year, 1, 1)).days or 1))
    return day - timedelta(max(0, day.weekday() - 4)) if day.month > 1 or day.day > 2 else day


def _row(
    rng: random.Random, kind: kinds.Kind, person: Person, day: date, serial: int, settings: dict[str, Any]
) -> dict[str, Any]:
    from commgov_desktop.desk.facts import of_person

    purpose, by = rng.choice(PURPOSES)
    facts = {
        "since": f"{rng.randint(2008, 2024)}年{rng.randint(1, 12)}月",
        "birth": "1980年1月1日",
        "sex": "男",
        "id_kind": "居民身份证",
        "id_number": "999999198001010000",
        "address": "1号楼",
        "registered_address": "1号楼",
    }
    facts |= of_person(person) | {"purpose": purpose, "required_by": by, "checked_how": "与居民名册核对",
                                  "statement": STATEMENTS.get(kind.series, "")}  # fmt: skip
    clerk = rng.choice(CLERKS)
    number = kind.number_form.format(year=day.year, mark=settings.get(MARK.key, ""), serial=serial)
    void = kind.answer == ISSUED and rng.random() < 0.05
    is_issued = kind.answer == ISSUED
    return {
        "uid": new_uid(), "kind_id": kind.id, "kind_name": kind.name, "series": kind.series, "year": day.year,
        "serial": serial, "number": number, "resident_id": person.id, "name": person.name,
        "id_number": person.id_number, "phone": person.phone,
        "printed": _printed(kind, facts, day, clerk, settings) | {"number": number, "copies": _copies(kind, serial)},
        "basis": kind.basis,
        "purpose": purpose if is_issued else "", "required_by": by if is_issued else "",
        "checked_how": facts["checked_how"] if is_issued else "", "checked_by": clerk if is_issued else "",
        "handled_by": clerk, "approved_by": "", "copies": _copies(kind, serial), "day": day,
        "issued_at": _at(day, rng), "state": VOIDED if void else ISSUED if is_issued else REFUSED,
        "void_reason": "姓名写错，已重新开具" if void else "", "voided_at": _at(day, rng) if void else None,
        "reprints": int(rng.random() < 0.06), "collected_by": person.name if rng.random() < 0.8 else "",
        "collected_on": day,
    }  # fmt: skip


def _copies(kind: kinds.Kind, serial: int) -> int:
    """A slip of refusal comes twice; of certificates now and then somebody needs two."""
    return 2 if kind.answer == REFUSED or serial % 5 == 0 else 1


def _printed(
    kind: kinds.Kind, facts: dict[str, str], day: date, clerk: str, settings: dict[str, Any]
) -> dict[str, Any]:
    shared = {"title": kind.title, "organ": settings.get(NAME.key, ""), "day": day.isoformat(),
              "phone": settings.get(PHONE.key, ""), "handled_by": clerk, "approved_by": ""}  # fmt: skip
    if kind.answer == REFUSED:
        return shared | {"kind": kind.name, "name": facts["name"], "basis": kind.basis, "go": kind.go,
                         "exception": kind.exception}  # fmt: skip
    lines = wording.as_kept(wording.paragraphs(kind, facts))
    return shared | {"paragraphs": lines, "stub": wording.stub(kind, facts)}


def _at(day: date, rng: random.Random) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day, rng.randint(9, 16), rng.randint(0, 59), tzinfo=clock.CHINA)


def _notices(
    session: Session, rng: random.Random, people: Sequence[Person], settings: dict[str, Any]
) -> None:
    from commgov_desktop.desk.masked_list import of_people

    today, organ = clock.today(), settings.get(NAME.key, "")
    old = [p for p in people if (p.age(today) or 0) >= 80][:6]
    for kind, title, body, ago in NOTICES:
        known, day = kinds.notice_kind(kind), today - timedelta(ago)
        last = day + timedelta(known.days - 1)
        names = of_people(old, today) if known.dates else None
        notice = Notice(
            kind=kind, title=title, addressees=known.addressees, body=body, organ=organ, day=day,
            contact=settings.get(PHONE.key, ""), objections=known.objections,
            names=[list(line) for line in names.rows] if names else [],
            names_left_out=names.minors if names else 0,
            shown_from=day if known.dates else None, shown_to=last if known.dates else None, issued_at=_at(day, rng),
        )  # fmt: skip
        session.add(notice)
        session.flush()
        down = last if last < today - timedelta(4) else None
        session.add(Posting(notice_id=notice.id, place="社区公开栏", put_up_on=day, put_up_by=rng.choice(CLERKS),
                            due_down=last, taken_down_on=down, taken_down_by="王敏" if down else ""))  # fmt: skip
    session.flush()
