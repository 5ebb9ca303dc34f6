"""`rightback bench kills`: kill -9 at random moments under load, then count what was acknowledged.

Mails come by webhook and SMTP, drafts are approved, approved mails go to a relay that counts them. What is
killed, by chance: the one process (SQLite); web, workers, SMTP listener or every database connection
(PostgreSQL); on either whoever sends, while the relay takes a mail. After the last kill the fleet runs until
nothing is due. Then: acknowledged = filed, no job missing, none twice, none unapproved.
"""

import random
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from assistant.bench import store
from assistant.bench.fleet import Fleet
from assistant.bench.load import Load, Relay, approve
from assistant.bench.server import free_port
from assistant.core.message import Channel
from assistant.core.states import DeliveryState, InboundState
from assistant.pipeline import sweep
from assistant.records import Approval, Delivery, Draft, LedgerEntry, Message
from assistant.settings import Settings
from assistant.wiring import Running, build

POSTERS, SENDERS = 2, 1
SETTLE_SECONDS = 180.0
WHILE_SENDING = 0.25  # share of the kills
WRONG = (
    "lost",
    "filed twice",
    "not read",
    "without a draft",
    "sent twice",
    "sent unapproved",
    "other words than approved",
    "unbalanced",
)


def run(kills: int = 200, seed: int = 1, database: str = "") -> dict[str, Any]:
    """Counts and `ok`; nothing of it depends on the speed of the machine. `database`: an empty one's URL."""
    with tempfile.TemporaryDirectory(prefix="rightback-kills-") as name:
        folder = Path(name)
        relay = Relay()
        controller = Controller(relay, hostname="127.0.0.1", port=free_port())
        controller.start()
        given = {
            "RIGHTBACK_GATEWAY": "smtp",
            "RIGHTBACK_SMTP_PORT": str(controller.port),
            "RIGHTBACK_SMTP_TLS": "none",
            "RIGHTBACK_UNDO_SECONDS": "0",
            "RIGHTBACK_SWEEP_SECONDS": "1",
            "RIGHTBACK_LEASE_SECONDS": "6",
        }
        fleet = Fleet(folder, database or f"sqlite:///{folder / 'rightback.sqlite'}", given)
        try:
            return _run(fleet, relay, kills, seed)
        finally:
            fleet.stop()
            controller.stop()


def _run(fleet: Fleet, relay: Relay, kills: int, seed: int) -> dict[str, Any]:
    settings = Settings.read(fleet.environment, data=fleet.folder, database=fleet.database)
    parts = build(settings)
    made = store.make(parts)
    fleet.start()
    load = Load(fleet, made.tokens[Channel.EMAIL])
    threads = [threading.Thread(target=load.post, args=(seed * 100 + n,)) for n in range(POSTERS)]
    threads += [threading.Thread(target=load.send, args=(seed * 100 + 50 + n,)) for n in range(SENDERS)]
    threads.append(threading.Thread(target=approve, args=(parts, made, load.stop)))
    for thread in threads:
        thread.start()
    blows = _strike(fleet, relay, kills, random.Random(seed))  # noqa: S311
    time.sleep(1)
    load.stop.set()
    for thread in threads:
        thread.join()
    fleet.wait_until_it_answers()
    _settle(parts, fleet)
    fleet.stop()
    return {"kills": kills, **blows, **_counted(parts, load, relay)}


def _strike(fleet: Fleet, relay: Relay, kills: int, dice: random.Random) -> dict[str, int]:
    """How often each was struck."""
    struck: Counter[str] = Counter()
    for _ in range(kills):
        time.sleep(dice.uniform(0.05, 0.8))
        before = relay.struck
        if dice.random() < WHILE_SENDING:
            relay.strike = fleet.kill_who_sends
            if _soon(relay, before):
                struck["while sending"] += 1
                continue
            relay.strike = None
        fleet.tend()
        name, blow = fleet.strikes(dice)
        blow()
        struck[name] += 1
    return {f"killed: {name}": count for name, count in sorted(struck.items())}


def _soon(relay: Relay, before: int, seconds: float = 3.0) -> bool:
    """Whether the relay was given a mail, and struck, in time."""
    deadline = time.monotonic() + seconds
    while relay.struck == before and time.monotonic() < deadline:
        time.sleep(0.01)
    return relay.struck > before


def _settle(parts: Running, fleet: Fleet) -> None:
    """Wait until nothing is received, queued or on its way any more."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        fleet.tend()
        with parts.services.sessions() as session:
            open_entries = session.query(LedgerEntry).filter_by(state=InboundState.RECEIVED).count()
            moving = (DeliveryState.QUEUED, DeliveryState.SENDING)
            open_mails = session.query(Delivery).filter(Delivery.state.in_(moving)).count()
            undrafted = len(session.scalars(Draft.missing()).all())
        if not (open_entries or open_mails or undrafted):
            return
        time.sleep(0.2)


def _counted(parts: Running, load: Load, relay: Relay) -> dict[str, Any]:
    with parts.services.sessions() as session:
        states = Counter(state for (state,) in session.query(LedgerEntry.state))
        inbound = Counter(
            m for (m,) in session.query(Message.message_id).filter(Message.entry_id.isnot(None))
        )
        approvals = {d.message_id: d.approval.text for d in session.query(Delivery).join(Approval)}
        ends = Counter(d.state.value for d in session.query(Delivery))
        undrafted = len(session.scalars(Draft.missing()).all())
        aside = parts.services.jobs.set_aside(session)
        filed = session.query(Message.entry_id).filter(Message.entry_id.isnot(None)).distinct().count()
    found = {
        "acknowledged": len(load.acknowledged),
        "received": sum(states.values()),
        "lost": len(load.acknowledged - set(inbound)),
        "filed twice": sum(1 for count in inbound.values() if count > 1),
        "not read": states[InboundState.RECEIVED],
        "unbalanced": abs(states[InboundState.FILED] - filed),
        "without a draft": undrafted,
        "jobs set aside": aside,
        "sent": len(relay.taken),
        "sent twice": sum(1 for count in relay.taken.values() if count > 1),
        "sent unapproved": sum(1 for key in relay.taken if key not in approvals),
        "other words than approved": sum(
            1 for key, text in relay.texts.items() if _plain(text) != _plain(approvals.get(key, ""))
        ),
        "uncertain": ends["uncertain"],
        "queued again by a sweep": sweep.sweep(parts.services, parts.services.clock()),
    }
    return {**found, "ok": not any(found[key] for key in WRONG)}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
