"""`rightback bench understand`: raw mail to Inquiry by rules."""

import random
from datetime import UTC, datetime
from functools import partial
from typing import Any

from assistant.bench import store
from assistant.bench.figures import spread, times
from assistant.channels import email
from assistant.core.inquiry import Turn
from assistant.prompts import Prompts
from assistant.readers.rules import RulesReader

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
SIZES = (0, 0, 0, 5_000, 50_000)  # bytes: most mails are short


def run(mails: int = 500, seed: int = 1) -> dict[str, Any]:
    """Target: median 5 ms, p99 25 ms of processor time."""
    dice, reader = random.Random(seed), RulesReader(Prompts())  # noqa: S311
    raws = [store.mail(number, dice, dice.choice(SIZES)) for number in range(mails)]

    def call(raw: bytes) -> None:
        message = email.read(raw)
        reader.read(Turn(text=message.visible_text, at=AT, subject=message.subject))

    call(raws[0])  # what is loaded once
    return spread(times(partial(call, raw) for raw in raws))
