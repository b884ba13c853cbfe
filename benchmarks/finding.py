"""Find as one types, over every kind of words a clerk types."""

import random
from time import perf_counter

from sqlalchemy import text

from benchmarks.figures import Figure, by_scale, seconds, spread
from commgov_desktop import catalog
from commgov_desktop.ledger.listing import Listing
from commgov_desktop.ledger.office import Office

HETERONYMS = ("shan", "qiu", "xie", "zeng", "yuchi", "ou", "piao", "ge", "zhai")


def questions(office: Office, count: int) -> list[str]:
    """Names of one to three characters, pinyin, initials, digits, addresses, mixtures, and misses."""
    rng = random.Random(3)
    sql = (
        "select name, id_number, phones, address, readings from search_residents where id % 37 = 5 limit 400"
    )
    with office.store.read() as session:
        rows = session.execute(text(sql)).all()
    asked: list[str] = [*HETERONYMS, "㛃", "不存在的人", "zzz"]
    while len(asked) < count:
        name, number, phone, address, readings = rng.choice(rows)
        syllables = readings.split("|")[0].split(" ")
        whole = "".join(syllables)
        asked += [
            name, name[:1], name[:2], name[-1:], whole, whole[: rng.randint(1, 6)], "".join(s[:1] for s in syllables),
            f"{name[:1]}{syllables[-1]}", number, number[6:14], number[-4:], number[:6], phone[:11], phone[:3], phone[-4:],
            phone[3:7], address, address[:4], address[:2], address[-3:],
            f"{name[:1]} {address[:4]}", f"{whole[:2]} {address[:3]}", str(rng.randint(1, 999)), f"{number[-3:]}",
        ]  # fmt: skip
    return [words for words in asked[:count] if words.strip()]


def measure(office: Office, residents: int, count: int) -> list[Figure]:
    """Each question once, first 100 rows with all that is shown of them."""
    asked = questions(office, count)
    office.people.find("张", 100)
    times, plain = [], []
    for words in asked:
        start = perf_counter()
        office.people.find(words, 100)
        times.append(perf_counter() - start)
    like = text(
        "select id from search_residents where name like :w or numbers like :w or address like :w limit 100"
    )
    with office.store.read() as session:
        for words in asked[:60]:
            start = perf_counter()
            session.execute(like, {"w": f"%{words}%"}).all()
            plain.append(perf_counter() - start)
    middle, p95, most = (t * 1000 for t in spread(times))
    slowest = asked[times.index(max(times))]
    base = spread(plain)[1] * 1000
    Listing(office.store, catalog.LEDGERS[0]).ids()
    listing = Listing(office.store, catalog.LEDGERS[0])  # a new one: the first keeps the order it has read
    shown = seconds(lambda: listing.page(listing.ids()[:40]))
    return [
        Figure("find as you type, first 100 rows, p95", p95, "ms", by_scale(residents, 10, 25), p95 / base,
               "LIKE over the same rows", f"{len(asked)} questions"),
        Figure("find as you type, median", middle, "ms"),
        Figure("find as you type, slowest", most, "ms", detail=f"“{slowest}”"),
        Figure("roster list shown (order of all and first page)", shown * 1000, "ms",
               by_scale(residents, 300, 600)),
    ]  # fmt: skip
