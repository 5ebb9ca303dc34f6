"""open-promises: what we promised them and is due by now, or late, is spoken of; once in a turn."""

import re
from collections.abc import Iterator
from datetime import datetime

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import Fact, FactKind
from assistant.core.words import content, fold, listed, stem

OF_A_PROMISE = re.compile(
    r"\b(?:promis\w+|i (?:said|told you)(?: that)? i(?:'d| would)|i owe you|was (?:supposed|going) to"
    r"|as i said"
    r"|should have (?:called|written|been|had|sent)|(?:i am|i'm|it is|it's) late\b|promet\w+|le dije que)\b"
)
LIGHT = frozenset(
    map(stem, listed("call write send tell you your with about answer reply back get give let know today"))
)
SHARE = 0.5  # of the words of a promise that a text needs to speak of it


def open_promises(reading: Reading) -> Iterator[Place]:
    context = reading.context
    told = "\n".join([*context.said_since, "\n".join(one.text for one in reading.reply.body)])
    known = [one for one in context.of_kind(FactKind.PROMISE) if context.may_tell(one)]
    due = [one for one in known if _due(one, context.now)]
    silent = [one for one in due if not _spoken_of(one, told, alone=len(due) == 1)]
    if silent:
        yield Place(0, 0, _why(silent, context.now))


def _due(fact: Fact, now: datetime) -> bool:
    """Today, or before."""
    due = fact.data.get("due", "")
    return (
        bool(due)
        and fact.data.get("state", "open") == "open"
        and datetime.fromisoformat(due).astimezone(now.tzinfo).date() <= now.date()
    )


def _spoken_of(fact: Fact, told: str, *, alone: bool) -> bool:
    words = content(fact.data.get("what", ""))
    own, said = words - LIGHT or words, content(told)
    if own and len(own & said) >= SHARE * len(own):
        return True
    return bool(OF_A_PROMISE.search(fold(told))) and (alone or bool(own & said))


def _why(silent: list[Fact], now: datetime) -> str:
    first = silent[0]
    late = datetime.fromisoformat(first.data["due"]) < now
    who = first.data.get("who", "") or "We"
    more = f", and {len(silent) - 1} more like it" if len(silent) > 1 else ""
    when = "is late" if late else "is due today"
    return f"{who} promised them: “{first.data.get('what', '')}”. It {when}{more}: say how it stands."
