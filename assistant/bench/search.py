"""`rightback bench search`: how long a search takes, and what the index costs, at two sizes."""

import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.bench.figures import spread
from assistant.bench.filling import Filling
from assistant.records import Sessions, search
from assistant.records.database import analyze, downgrade, migrate, open_database, sessions_of

SMALL, LARGE, CUSTOMERS = 10_000, 100_000, 20_000
INSERTED = 1_000
QUESTIONS = {
    "name": ("tom becker", "becker", "maria lop", "lindqvist", "hansen freight"),
    "name misspelled": ("bekcer", "lindqist", "maria lopze", "fernandes", "whitfeild"),
    "phone, plate, VIN, order": ("(206) 555-0143", "2065550999", "KLM-4821", "3200017", "RO 10342"),
    "rare words": ("catalytic converter", "windshield chip", '"loaner car"', "F-150 towing", "tonneau"),
    "frequent words": ("the", "outback", "is the outback", "when can", "out"),
    "nothing": ("zebra giraffe", "qqqq", "xylophone", "5559998877", "the zebra"),
}


def run(messages: int = LARGE, database: str = "") -> dict[str, Any]:
    """Target: p95 100 ms at 100,000 messages, 1.5 times that at 10,000 at most. `database`: an empty one."""
    with tempfile.TemporaryDirectory(prefix="rightback-search-") as folder:
        engine = open_database(database or f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        migrate(engine)
        sessions = sessions_of(engine)
        filling = Filling(sessions, random.Random(1))  # noqa: S311
        filling.customers(CUSTOMERS)
        few = min(SMALL, messages)
        filling.messages(few)
        analyze(engine)
        small = _asked(sessions, filling)
        filling.messages(messages - few)
        analyze(engine)
        large = _asked(sessions, filling)
        with_index = filling.milliseconds(INSERTED)
        downgrade(engine, "0002")
        without = filling.milliseconds(INSERTED)
        engine.dispose()
    return _told(few, messages, small, large) | {
        f"insert {INSERTED} messages with the index, ms": round(with_index),
        f"insert {INSERTED} messages without it, ms": round(without),
    }


def _asked(sessions: Sessions, filling: Filling) -> dict[str, list[float]]:
    """Milliseconds of each question, five times each, the first time thrown away."""
    found = dict[str, list[float]]()
    for kind, questions in QUESTIONS.items():
        times = list[float]()
        for asked in questions:
            for again in range(6):
                with sessions() as session:
                    began = time.perf_counter()
                    search.find(session, filling.store_ids, asked)
                    if again:
                        times.append((time.perf_counter() - began) * 1000)
        found[kind] = sorted(times)
    return found


def _told(
    few: int, many: int, small: dict[str, list[float]], large: dict[str, list[float]]
) -> dict[str, Any]:
    told = dict[str, Any]()
    for kind in QUESTIONS:
        a, b = spread(small[kind]), spread(large[kind])
        told[f"{kind}: p50 / p95, ms, of {few:,}"] = f"{a['median, ms']} / {a['p95, ms']}"
        told[f"{kind}: p50 / p95, ms, of {many:,}"] = f"{b['median, ms']} / {b['p95, ms']}"
    first, then = (sorted(t for times in found.values() for t in times) for found in (small, large))
    told[f"all: p95, ms, of {few:,}"] = spread(first)["p95, ms"]
    told[f"all: p95, ms, of {many:,}"] = spread(then)["p95, ms"]
    told["growth of the median"] = round(statistics.median(then) / statistics.median(first), 2)
    told["growth of p95"] = round(spread(then)["p95, ms"] / spread(first)["p95, ms"], 2)
    return told
