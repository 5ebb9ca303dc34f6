"""The outside, while the fleet is killed: gateways post, servers send, a relay counts."""

import hashlib
import hmac
import random
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

import requests

from assistant.bench import store
from assistant.bench.fleet import Fleet

SIGNING_KEY = "key-of-this-bench"
WEBHOOK, SMTP = "webhook", "SMTP"
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
    """What the outside saw: by entry, ids of mails that were answered 2xx or 250, and every other answer."""

    fleet: Fleet
    token: str
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: dict[str, set[str]] = field(default_factory=lambda: {WEBHOOK: set(), SMTP: set()})
    refusals: Counter[str] = field(default_factory=Counter)  # "SMTP 451", "webhook ConnectionError"
    for_good: int = 0  # refusals after which no server tries again

    def post(self, seed: int) -> None:
        """As a gateway does: the same mail again until it is taken; every second by a signed post."""
        plain, signed = (f"{self.fleet.url}/hooks/{one}/{self.token}" for one in ("email", "mailgun"))

        def hand_over(raw: bytes) -> int:
            once = hashlib.sha256(raw).hexdigest()[:50]  # the same at each try, so that it is used again
            if int(once, 16) % 2:
                return requests.post(plain, data=raw, timeout=5).status_code
            stamp = str(int(time.time()))
            proof = hmac.new(SIGNING_KEY.encode(), f"{stamp}{once}".encode(), hashlib.sha256).hexdigest()
            fields = {"timestamp": stamp, "token": once, "signature": proof, "body-mime": raw}
            return requests.post(signed, data=fields, timeout=5).status_code

        self._keep_on(WEBHOOK, seed, hand_over)

    def send(self, seed: int) -> None:
        """As a mail server does."""

        def hand_over(raw: bytes) -> int:
            line = smtplib.SMTP(timeout=5)
            try:
                return _mailed(line, self.fleet.smtp_port, raw)
            finally:
                line.close()  # a QUIT that nobody answers changes nothing

        self._keep_on(SMTP, seed, hand_over)

    def _keep_on(self, entry: str, seed: int, hand_over: Callable[[bytes], int]) -> None:
        dice, number = random.Random(seed), seed * 1_000_000  # noqa: S311
        raw = store.mail(number, dice)
        while not self.stop.is_set():
            taken = self._taken(entry, raw, hand_over)
            if taken:
                number += 1
                raw = store.mail(number, dice, size=dice.choice(SIZES))
            time.sleep(0.05 if taken else 0.02)

    def _taken(self, entry: str, raw: bytes, hand_over: Callable[[bytes], int]) -> bool:
        try:
            code = hand_over(raw)
        except (requests.RequestException, OSError, smtplib.SMTPException) as error:
            self.refusals[f"{entry} {type(error).__name__}"] += 1
            return False
        if 200 <= code < 300:
            self.acknowledged[entry].add(str(message_from_bytes(raw)["Message-ID"]))
            return True
        self.refusals[f"{entry} {code}"] += 1
        self.for_good += code // 100 == (5 if entry == SMTP else 4)
        return False


def _mailed(line: smtplib.SMTP, port: int, raw: bytes) -> int:
    """The code that the mail was answered with; that of the first step that went wrong."""
    steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
        lambda: line.connect("127.0.0.1", port),
        line.ehlo,
        lambda: line.mail("c@mail.example"),
        lambda: line.rcpt("sales@bench.example"),
        lambda: line.data(raw),
    )
    for step in steps:
        code = step()[0]
        if code >= 400:
            break
    return code
