"""`rightback bench recall`: a customer's facts, packed into a model's window, beside one with few of them."""

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from assistant.bench.figures import spread, times
from assistant.bench.known import Known
from assistant.core.budget import packed
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.core.worth import worth_for
from assistant.drafters.asking.telling import line
from assistant.pipeline.recall import context
from assistant.records import Conversation
from assistant.settings import Settings
from assistant.tools.tokens import Tokens
from assistant.wiring import Running, build

FEW, MANY = (10, 10), (1_000, 10_000)  # messages, records
ROOM = 8_000  # tokens
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
INQUIRY = Inquiry(
    Kind.SERVICE,
    (Question("When were my brakes done?", Topic.HISTORY), Question("Is Thursday free?", Topic.APPOINTMENT)),
    text="When were my brakes done, and is Thursday free?",
)


def run(calls: int = 100, seed: int = 1) -> dict[str, Any]:
    """Target: 20 ms with many, and at most 1.5 times what it takes with few. Both in turns, in one run."""
    with tempfile.TemporaryDirectory(prefix="rightback-bench-") as folder:
        parts = build(Settings.read({}, data=Path(folder)))
        known = Known(parts.services.sessions, random.Random(seed), NOW)  # noqa: S311
        few, many = known.customer(*FEW), known.customer(*MANY)
        count = Tokens().count
        left = {key: _recall(parts, key, count) for key in (few, many)}  # and what is loaded once
        found = {key: times(partial(_recall, parts, key, count) for _ in range(calls)) for key in (few, many)}
    return {
        "few: messages, records": "{:,}, {:,}".format(*FEW),
        "few: median, ms": spread(found[few])["median, ms"],
        "few: facts kept, tokens": left[few],
        "many: messages, records": "{:,}, {:,}".format(*MANY),
        **{f"many: {name}": value for name, value in spread(found[many]).items()},
        "many: facts kept, tokens": left[many],
        "many to few": round(median(found[many]) / median(found[few]), 2),
    }


def _recall(parts: Running, conversation_id: int, count: Callable[[str], int]) -> str:
    """The facts from the database into the room that a prompt has; how many, how large."""
    with parts.services.sessions() as session:
        conversation = session.get_one(Conversation, conversation_id)
        given = context(session, conversation, INQUIRY, signer=conversation.owner, now=NOW)
        worth = worth_for(INQUIRY, given.now)
        kept = packed(given.facts, limit=ROOM, count=count, worth=worth, line=line)
    return f"{len(kept.kept)} of {len(given.facts)}, {kept.tokens:,}"
