"""`rightback bench kills`: kill -9 at random moments under load, then count what was acknowledged.

Mails are posted to the webhook, drafts are approved, approved mails go to a relay that counts them. After
the last kill the server runs until nothing is due. Then: acknowledged = filed, no job missing, none twice,
none unapproved.
"""

import random
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import requests
from aiosmtpd.controller import Controller

from assistant.bench import store
from assistant.bench.server import Server, free_port
from assistant.core.message import Channel
from assistant.core.states import DeliveryState, DraftState, InboundState
from assistant.pipeline import review, sweep
from assistant.records import Approval, Delivery, Draft, LedgerEntry, Message
from assistant.settings import Settings
from assistant.wiring import Running, build

POSTERS = 3
SETTLE_SECONDS = 120.0


@dataclass
class Relay:
    """Counts what it takes, by Message-ID."""

    taken: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content)
        self.taken[str(mail["Message-ID"])] += 1
        payload = mail.get_payload(decode=True)
        self.texts[str(mail["Message-ID"])] = payload.decode() if isinstance(payload, bytes) else ""
        return "250 OK"


@dataclass
class Load:
    """What the outside saw: ids of mails that were answered 2xx."""

    url: str
    token: str
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: set[str] = field(default_factory=set)
    posted: int = 0

    def post(self, seed: int) -> None:
        dice, number = random.Random(seed), seed * 1_000_000  # noqa: S311
        raw = store.mail(number, dice)
        while not self.stop.is_set():
            try:
                answer = requests.post(f"{self.url}/hooks/email/{self.token}", data=raw, timeout=5)
            except requests.RequestException:
                time.sleep(0.02)
                continue  # a gateway tries the same mail again
            self.posted += 1
            if answer.ok:
                self.acknowledged.add(str(message_from_bytes(raw)["Message-ID"]))
                number += 1
                raw = store.mail(number, dice, size=dice.choice([0, 0, 5_000, 60_000]))
                time.sleep(0.01)


def run(kills: int = 200, seed: int = 1) -> dict[str, Any]:
    """Counts and `ok`; nothing of it depends on the speed of the machine."""
    with tempfile.TemporaryDirectory(prefix="rightback-kills-") as folder:
        relay = Relay()
        controller = Controller(relay, hostname="127.0.0.1", port=free_port())
        controller.start()
        try:
            return _run(Path(folder), controller, relay, kills, seed)
        finally:
            controller.stop()


def _run(folder: Path, controller: Controller, relay: Relay, kills: int, seed: int) -> dict[str, Any]:
    given = {
        "RIGHTBACK_GATEWAY": "smtp",
        "RIGHTBACK_SMTP_PORT": str(controller.port),
        "RIGHTBACK_SMTP_TLS": "none",
        "RIGHTBACK_UNDO_SECONDS": "0",
        "RIGHTBACK_SWEEP_SECONDS": "1",
    }
    parts = build(Settings.read(given, data=folder))
    made = store.make(parts)
    server = Server(folder, given)
    server.start()
    load = Load(server.url, made.tokens[Channel.EMAIL])
    threads = [threading.Thread(target=load.post, args=(seed * 100 + n,)) for n in range(POSTERS)]
    threads.append(threading.Thread(target=_approve, args=(parts, made, load.stop)))
    for thread in threads:
        thread.start()
    dice = random.Random(seed)  # noqa: S311
    for _ in range(kills):
        time.sleep(dice.uniform(0.05, 1.0))
        server.kill()
        server.start()
    time.sleep(1)
    load.stop.set()
    for thread in threads:
        thread.join()
    _settle(parts)
    server.stop()
    return _counted(parts, load, relay, kills)


def _approve(parts: Running, made: store.Made, stop: threading.Event) -> None:
    """A person's work, done by the bench's own hand: approves whatever waits for review."""
    while not stop.wait(0.05):
        with parts.services.sessions() as session:
            waiting = session.query(Draft).filter(Draft.state == DraftState.AWAITING_REVIEW).limit(3).all()
            pressed = [(d.id, d.text, d.message_id) for d in waiting]
        for draft_id, text, newest in pressed:
            press = review.Press(made.teammate_id, made.sign_in_id, text, newest, overrule="bench")
            review.approve(parts.services, draft_id, press, now=parts.services.clock())


def _settle(parts: Running) -> None:
    """Wait until nothing is received, queued or on its way any more."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        with parts.services.sessions() as session:
            open_entries = session.query(LedgerEntry).filter_by(state=InboundState.RECEIVED).count()
            moving = (DeliveryState.QUEUED, DeliveryState.SENDING)
            open_mails = session.query(Delivery).filter(Delivery.state.in_(moving)).count()
            undrafted = len(session.scalars(Draft.missing()).all())
        if not (open_entries or open_mails or undrafted):
            return
        time.sleep(0.2)


def _counted(parts: Running, load: Load, relay: Relay, kills: int) -> dict[str, Any]:
    with parts.services.sessions() as session:
        entries = session.query(LedgerEntry.message_id, LedgerEntry.state).all()
        inbound = Counter(
            m for (m,) in session.query(Message.message_id).filter(Message.entry_id.isnot(None))
        )
        approvals = {d.message_id: d.approval.text for d in session.query(Delivery).join(Approval)}
        states = Counter(d.state.value for d in session.query(Delivery))
        undrafted = len(session.scalars(Draft.missing()).all())
    unread = sum(1 for _, state in entries if state is InboundState.RECEIVED)
    found = {
        "kills": kills,
        "acknowledged": len(load.acknowledged),
        "lost": len(load.acknowledged - set(inbound)),
        "filed twice": sum(1 for count in inbound.values() if count > 1),
        "not read": unread,
        "without a draft": undrafted,
        "sent": len(relay.taken),
        "sent twice": sum(1 for count in relay.taken.values() if count > 1),
        "sent unapproved": sum(1 for key in relay.taken if key not in approvals),
        "other words than approved": sum(
            1 for key, text in relay.texts.items() if _plain(text) != _plain(approvals.get(key, ""))
        ),
        "uncertain": states["uncertain"],
        "queued again by a sweep": sweep.sweep(parts.services, parts.services.clock()),
    }
    wrong = ("lost", "filed twice", "not read", "without a draft", "sent twice", "sent unapproved")
    found["ok"] = not any(found[key] for key in (*wrong, "other words than approved"))
    return found


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
