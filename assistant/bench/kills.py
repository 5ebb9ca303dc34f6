"""`rightback bench kills`: kill -9 at random moments under load, then count what was acknowledged.

Mails come by webhook and SMTP, a person approves drafts on the pages, approved mails go to a relay that
counts them. What is killed, by chance: the one process (SQLite); web, workers, SMTP listener or every
database connection (PostgreSQL); on either whoever sends, while the relay takes a mail: the first time
always, so that the way of a message has been gone once. After the last kill all of it must be seen to work
again; then the fleet runs until nothing is due, and the tally is taken (bench/tally.py).
"""

import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from assistant.bench import store, tally
from assistant.bench.fleet import Fleet
from assistant.bench.load import SIGNING_KEY, Load, Relay
from assistant.bench.person import Person
from assistant.bench.server import free_port
from assistant.core.message import Channel
from assistant.core.states import DeliveryState, InboundState
from assistant.records import Delivery, Draft, LedgerEntry, Message
from assistant.settings import Settings
from assistant.wiring import Running, build

POSTERS, SENDERS = 2, 1
SETTLE_SECONDS = 180.0  # without anything that goes forward
WHILE_SENDING = 0.25  # share of the kills
AT_WORK = 0.2  # share of the others that wait until pages are answered; the rest may fall into a start
FIRST_SECONDS, NEXT_SECONDS = 60.0, 3.0  # until a mail is sent, to be killed at
AGAIN_SECONDS = 60.0  # until everything works after the last kill


def run(kills: int = 200, seed: int = 1, database: str = "") -> dict[str, Any]:
    """Counts, `against` and `ok`; nothing of it depends on the speed of the machine.

    `database`: an empty one's URL.
    """
    with tempfile.TemporaryDirectory(prefix="rightback-kills-") as name:
        folder = Path(name)
        relay = Relay()
        controller = Controller(relay, hostname="127.0.0.1", port=free_port())
        controller.start()
        given = {
            "RIGHTBACK_GATEWAY": "smtp",
            "RIGHTBACK_SMTP_PORT": str(controller.port),
            "RIGHTBACK_SMTP_TLS": "none",
            "RIGHTBACK_MAILGUN_SIGNING_KEY": SIGNING_KEY,
            "RIGHTBACK_UNDO_SECONDS": "0",
            "RIGHTBACK_SWEEP_SECONDS": "1",
            "RIGHTBACK_LEASE_SECONDS": "6",
        }
        fleet = Fleet(folder, database or f"sqlite:///{folder / 'rightback.sqlite'}", given)
        try:
            found = _run(fleet, relay, kills, seed)
        finally:
            fleet.stop()
            controller.stop()
        found["still running"] = fleet.left()
        return {**found, **tally.verdict(found)}


def _run(fleet: Fleet, relay: Relay, kills: int, seed: int) -> dict[str, Any]:
    settings = Settings.read(fleet.environment, data=fleet.folder, database=fleet.database)
    parts = build(settings)
    made = store.make(parts)
    fleet.start()
    load = Load(fleet, made.tokens[Channel.EMAIL])
    person = Person(fleet.url, made, parts)
    with _at_work(load, person, seed):
        struck = _strike(fleet, relay, kills, random.Random(seed))  # noqa: S311
        between = len(relay.taken)
        _until_all_works(load, person, relay)
    fleet.wait_until_it_answers()
    _settle(parts, fleet)
    fleet.stop()
    found = tally.counted(parts.services, load, person, relay, fleet.blows)
    return {"kills": kills, **struck, "sent between the kills": between, **found}


@contextmanager
def _at_work(load: Load, person: Person, seed: int) -> Iterator[None]:
    threads = [threading.Thread(target=load.post, args=(seed * 100 + n,)) for n in range(POSTERS)]
    threads += [threading.Thread(target=load.send, args=(seed * 100 + 50 + n,)) for n in range(SENDERS)]
    threads.append(threading.Thread(target=person.work, args=(load.stop,)))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        load.stop.set()
        for thread in threads:
            thread.join()


def _strike(fleet: Fleet, relay: Relay, kills: int, dice: random.Random) -> dict[str, int]:
    """How often each was struck."""
    struck: Counter[str] = Counter()
    for number in range(kills):
        time.sleep(dice.uniform(0.05, 0.8))
        patience = NEXT_SECONDS if number else FIRST_SECONDS
        if dice.random() < (WHILE_SENDING if number else 1) and _while_sending(fleet, relay, patience):
            struck["while sending"] += 1
            continue
        fleet.tend()
        if dice.random() < AT_WORK:
            fleet.wait_until_it_answers()
            time.sleep(dice.uniform(0.05, 0.8))
        name, blow = fleet.strikes(dice)
        blow()
        struck[name] += 1
    return {f"killed: {name}": count for name, count in sorted(struck.items())}


def _while_sending(fleet: Fleet, relay: Relay, seconds: float) -> bool:
    """Kill who sends as soon as the relay is given a mail; False where none came in time."""
    before = relay.struck
    relay.strike = fleet.kill_who_sends
    came = _waited(lambda: relay.struck > before, seconds)
    relay.strike = None
    return came


def _until_all_works(load: Load, person: Person, relay: Relay) -> None:
    """Until each entry acknowledges, a person approves and a mail is sent once more, or time is up."""

    def seen() -> list[int]:
        return [*map(len, load.acknowledged.values()), len(person.approved), len(relay.taken)]

    before = seen()
    _waited(lambda: all(now > then for now, then in zip(seen(), before, strict=True)), AGAIN_SECONDS)


def _waited(what: Callable[[], bool], seconds: float) -> bool:
    """Whether it came in time."""
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.01)
    return what()


def _settle(parts: Running, fleet: Fleet) -> None:
    """Wait until nothing is received, queued or on its way any more, as long as it goes forward."""
    least, deadline = _open(parts), time.monotonic() + SETTLE_SECONDS
    while (now := _open(parts)) and time.monotonic() < deadline:
        if now < least:
            least, deadline = now, time.monotonic() + SETTLE_SECONDS
        fleet.tend()
        time.sleep(0.2)


def _open(parts: Running) -> int:
    """How much is still to be done."""
    moving = (DeliveryState.QUEUED, DeliveryState.SENDING)
    with parts.services.sessions() as session:
        return (
            session.query(LedgerEntry).filter_by(state=InboundState.RECEIVED).count()
            + len(session.scalars(Message.not_understood()).all())
            + len(session.scalars(Draft.missing()).all())
            + session.query(Delivery).filter(Delivery.state.in_(moving)).count()
        )
