"""The outside, while the fleet is killed: gateways post, servers send, a person approves, a relay counts."""

import random
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

import requests

from assistant.bench import store
from assistant.bench.fleet import Fleet
from assistant.core.states import DraftState
from assistant.pipeline import review
from assistant.records import Draft
from assistant.wiring import Running

SIZES = (0, 0, 5_000, 60_000)  # bytes of an attachment


@dataclass
class Relay:
    """Counts what it takes, by Message-ID; `strike` is done once, in the middle of taking one."""

    taken: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)
    strike: "Callable[[], None] | None" = None
    struck: int = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content)
        self._strike(0)
        self.taken[str(mail["Message-ID"])] += 1
        payload = mail.get_payload(decode=True)
        self.texts[str(mail["Message-ID"])] = payload.decode() if isinstance(payload, bytes) else ""
        self._strike(1)
        return "250 OK"

    def _strike(self, half: int) -> None:
        """Every other time before it is counted, every other time before it is answered."""
        blow = self.strike
        if blow is not None and self.struck % 2 == half:
            self.strike, self.struck = None, self.struck + 1
            blow()


@dataclass
class Load:
    """What the outside saw: ids of mails that were answered 2xx or 250."""

    fleet: Fleet
    token: str
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: set[str] = field(default_factory=set)

    def post(self, seed: int) -> None:
        """As a gateway does: the same mail again until it is taken."""
        url = f"{self.fleet.url}/hooks/email/{self.token}"
        self._keep_on(seed, lambda raw: requests.post(url, data=raw, timeout=5).ok)

    def send(self, seed: int) -> None:
        """As a mail server does."""

        def hand_over(raw: bytes) -> bool:
            with smtplib.SMTP("127.0.0.1", self.fleet.smtp_port, timeout=5) as line:
                line.sendmail("c@mail.example", ["sales@bench.example"], raw)
            return True

        self._keep_on(seed, hand_over)

    def _keep_on(self, seed: int, hand_over: Callable[[bytes], bool]) -> None:
        dice, number = random.Random(seed), seed * 1_000_000  # noqa: S311
        raw = store.mail(number, dice)
        while not self.stop.is_set():
            taken = False
            with suppress(requests.RequestException, OSError, smtplib.SMTPException):
                taken = hand_over(raw)
            if taken:
                self.acknowledged.add(str(message_from_bytes(raw)["Message-ID"]))
                number += 1
                raw = store.mail(number, dice, size=dice.choice(SIZES))
            time.sleep(0.05 if taken else 0.02)


def approve(parts: Running, made: store.Made, stop: threading.Event) -> None:
    """A person's work, done by the bench's own hand: approves whatever waits for review."""
    while not stop.wait(0.05):
        with suppress(Exception):  # the database may be gone at this moment: press again
            _approve_some(parts, made)


def _approve_some(parts: Running, made: store.Made) -> None:
    with parts.services.sessions() as session:
        waiting = session.query(Draft).filter(Draft.state == DraftState.AWAITING_REVIEW).limit(3).all()
        pressed = [(d.id, d.text, d.message_id) for d in waiting]
    for draft_id, text, newest in pressed:
        press = review.Press(made.teammate_id, made.sign_in_id, text, newest, overrule="bench")
        review.approve(parts.services, draft_id, press, now=parts.services.clock())
