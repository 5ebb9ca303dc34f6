"""permission: nothing goes out by a way that they closed, and nothing unasked without their consent."""

import re
from collections.abc import Iterator

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.consent import Purpose, Refusal, Scope, Way, why_not
from assistant.core.inquiry import Wanted
from assistant.core.message import Channel
from assistant.core.words import content

CALLS = re.compile(
    r"\b(?:i'll|i will|i'm going to|i am going to|i'd like to|let me|i can|we'll|we will|he'll"
    r"|she'll|\w+ will)"
    r" (?:\w+ ){0,2}?(?:call|phone|ring|text|give you a (?:quick )?(?:call|ring)) ?(?:you|with|by|on|at|in|to"
    r"|back|tomorrow|today|this|again)?\b"
    r"|\b(?:le|lo|la|te) (?:llamo|llamare|llamaré|marco)\b"
)


def permission(reading: Reading) -> Iterator[Place]:
    context = reading.context
    way = Way.CHAT if context.channel is Channel.CHAT else Way.EMAIL
    why = why_not(context.standing, way=way, purpose=context.purpose, today=context.now.date())
    why = why or context.unwelcome
    if not why and context.purpose is Purpose.COMMERCIAL:
        why = context.lacks
    if why:
        yield Place(0, 0, why)
        return
    if context.purpose is not Purpose.COMMERCIAL:
        yield from _calls(reading)
        yield from _offers(reading, way)


def _calls(reading: Reading) -> Iterator[Place]:
    """A promise to call somebody who asked for no more calls, and asks for none here."""
    if not _refused(reading, Way.PHONE) or any(one.kind is Wanted.CALL for one in reading.inquiry.requests):
        return
    begin, end = reading.reply.greeting[1], reading.reply.tail
    for found in CALLS.finditer(reading.reply.folded, begin, end):
        why = "They asked not to be called: write to them instead."
        yield Place(found.start(), found.end(), why, "I'll write to you", Severity.WARN)


def _offers(reading: Reading, way: Way) -> Iterator[Place]:
    """An offer that nobody asked for, slipped into an answer."""
    if not _refused(reading, way):
        return
    asked = content(reading.evidence.said)
    for phrase, start, end in reading.phrases.find("no-upsell", reading.reply.folded):
        if not content(phrase.text) & asked:
            yield Place(
                start, end, "They asked not to get offers: answer what they asked.", "", Severity.WARN
            )


def _refused(reading: Reading, way: Way) -> bool:
    return any(_counts(one) and one.covers(way) for one in reading.context.standing.refusals)


def _counts(refusal: Refusal) -> bool:
    return refusal.confirmed or refusal.scope is Scope.COMMERCIAL
