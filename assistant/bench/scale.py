"""`rightback bench scale`: drafts a second against a model that answers in 500 ms, by one worker and by two.

The mails are filed, understood and composed beforehand; what is measured is the model's lane of
`rightback worker` processes on PostgreSQL, from the first answer to the last, below the processor's limit.
"""

import random
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from assistant.bench import store
from assistant.bench.fleet import Fleet
from assistant.bench.model import serve
from assistant.core.message import Channel
from assistant.pipeline import draft, filing, understand
from assistant.pipeline.receive import receive
from assistant.records import Message, ModelCall
from assistant.settings import Settings
from assistant.wiring import Running, build

AT_ONCE = 1  # questions of one worker
PATIENCE_SECONDS = 300.0


def run(drafts: int = 40, seed: int = 1, database: str = "") -> dict[str, Any]:
    """Target: two workers draft at least 0.9 x twice as fast as one. `database`: an empty PostgreSQL one."""
    if not database.startswith("postgresql"):
        raise ValueError("scale needs several processes: --database postgresql://…, an empty database")
    ours, theirs = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    given = {
        "RIGHTBACK_MODEL": "bench",
        "OPENAI_BASE_URL": f"http://127.0.0.1:{ours.recv()}/v1",
        "RIGHTBACK_MODEL_AT_ONCE": str(AT_ONCE),
        "RIGHTBACK_MODEL_READS": "false",  # one call a draft
        "RIGHTBACK_MODEL_DAY_TOKENS": "1000000000",
    }
    try:
        with tempfile.TemporaryDirectory(prefix="rightback-scale-") as folder:
            parts = build(Settings.read(given, data=Path(folder), database=database))
            store.make(parts)
            rates = [_rate(parts, given, drafts, workers, seed) for workers in (1, 2)]
    finally:
        server.terminate()
        server.join()
    return {
        "drafts each": drafts,
        "one worker, drafts a second": round(rates[0], 2),
        "two workers, drafts a second": round(rates[1], 2),
        "share of linear": f"{rates[1] / rates[0] / 2:.0%}",
    }


def _rate(parts: Running, given: dict[str, str], drafts: int, workers: int, seed: int) -> float:
    since = _prepared(parts, drafts, seed + workers)
    fleet = Fleet(parts.services.settings.data, parts.services.settings.database, given)
    fleet.start(tuple(f"worker {number + 1}" for number in range(workers)))
    try:
        moments = _answered(parts, since, drafts)
    finally:
        fleet.stop()
    return (len(moments) - 1) / (moments[-1] - moments[0])


def _prepared(parts: Running, drafts: int, seed: int) -> int:
    """Mails with a composer's draft, whose model drafts wait as jobs; the newest call before them."""
    services, dice = parts.services, random.Random(seed)  # noqa: S311
    with services.sessions() as session:
        inbox_id = store.inbox_of(session, Channel.EMAIL)
        since = session.query(ModelCall).count()
    for number in range(drafts):
        raw = store.mail(seed * 100_000 + number, dice)
        now = services.clock()
        entry = receive(services, inbox_id=inbox_id, form="email", entry="hook", raw=raw, now=now)
        filing.file(services, entry, now)
        with services.sessions() as session:
            (message_id,) = session.query(Message.id).filter_by(entry_id=entry).one()
        understand.understand(services, message_id, now)
        draft.draft(services, message_id, now)
    return since


def _answered(parts: Running, since: int, drafts: int) -> list[float]:
    """Seconds at which the calls after the first `since` ended, sorted."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with parts.services.sessions() as session:
            calls = session.query(ModelCall).order_by(ModelCall.id).offset(since).all()
        if len(calls) >= drafts:
            return sorted(call.at.timestamp() for call in calls)
        time.sleep(0.2)
    raise RuntimeError(f"only {len(calls)} of {drafts} model drafts were made; look at the workers' logs")
