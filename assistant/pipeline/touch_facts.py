"""Facts that reasons to write first rest on: a date they told us, a level that is near, an option to give."""

import re
from datetime import datetime, time

from assistant.core.fact import Fact, FactKind
from assistant.core.touches import Level, TouchKind, levels_of
from assistant.core.touches.dates import upcoming
from assistant.pipeline import facts, known
from assistant.records import (
    Conversation,
    Knowledge,
    KnowledgeKind,
    Message,
    Promise,
    Record,
    Remembered,
    Session,
    Store,
    Touch,
)

LEVEL, OPTION, RECORD = "level", "option", ("sale", "repair", "appointment", "call", "note", "quote")


def of(session: Session, conversation: Conversation, now: datetime) -> list[Fact]:
    """Of what is written first in this conversation."""
    found: list[Fact] = []
    for touch in session.scalars(Touch.written_in(conversation.id)):
        found += [_reason(touch)] if touch.kind is TouchKind.ANNIVERSARY else []
        for key in (touch.fact, *touch.names.split("\n")):
            kind, _, number = key.partition(":")
            found += _one(session, conversation.store, kind, number, now)
    return found


def _reason(touch: Touch) -> Fact:
    """How many years it is: reckoned from the sale, which says only the day."""
    data = {"at": touch.from_at.isoformat(), "text": touch.reason}
    return Fact(f"touch:{touch.id}", FactKind.NOTE, touch.reason, "Reckoned", touch.made_at, data)


def _one(session: Session, store: Store, kind: str, number: str, now: datetime) -> list[Fact]:
    if kind == LEVEL:
        return [_level(one) for one in levels_of(store.touch_rules) if one.name == number]
    if not number.isdigit():
        return []
    if kind == OPTION:
        return [known.fact(row, store, now) for row in session.scalars(Knowledge.with_ids([int(number)]))]
    if kind == "remembered":
        row = session.get(Remembered, int(number))
        return [_remembered(row, now), *_known_of(session, store, row.what, now)] if row is not None else []
    if kind == "promise":
        promise = session.get(Promise, int(number))
        return [facts.promise(promise, now)] if promise is not None else []
    if kind == "message":
        message = session.get(Message, int(number))
        words = facts.own_words(message.conversation) if message is not None else []
        return [one for one in words if one.id == f"message:{number}"]
    record = session.get(Record, int(number)) if kind in RECORD else None
    return [facts.record(record)] if record is not None else []


def _known_of(session: Session, store: Store, text: str, now: datetime) -> list[Fact]:
    """What the store knows under a word of that day: of sons and daughters who begin to drive."""
    said = set(re.findall(r"[a-z]+", text.lower()))
    rows = session.scalars(Knowledge.of_store(store.id))
    fitting = [row for row in rows if row.kind is KnowledgeKind.KNOWLEDGE and said & set(row.topics)]
    return [known.fact(row, store, now) for row in fitting]


def _remembered(row: Remembered, now: datetime) -> Fact:
    day = upcoming(row.first, now.date(), yearly=row.yearly) or row.first
    at = datetime.combine(day, time(12), now.tzinfo)
    text = f"{row.what[:1].upper()}{row.what[1:].rstrip('.')}: {day:%B} {day.day}."
    data = {"at": at.isoformat(), "text": row.what, "told": "yes"}
    return Fact(f"remembered:{row.id}", FactKind.NOTE, text, f"{row.teammate.name} noted it", row.at, data)


def _level(level: Level) -> Fact:
    data = {"title": level.name, "text": level.taste, "counts": level.counts, "at": str(level.at)}
    return Fact(
        f"level:{level.name}",
        FactKind.KNOWLEDGE,
        f"{level.name}: {level.taste}",
        "Levels of the store",
        None,
        data,
    )
