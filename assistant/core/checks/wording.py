"""no-dead-end, no-deflection, no-blame, no-canned: phrases that send people away."""

import re
from collections.abc import Iterator

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import ClaimKind
from assistant.core.draft import AnswerState

REFUSES = re.compile(
    r"\b(?:can't|cannot|can not|won't|will not|unable|not able|don't|do not|does not|doesn't|isn't"
    r"|not|no|unfortunately|only|must)\b"
)
A_NO = re.compile(
    r"\b(?:i|we)(?: are| am|'re|'m)? (?:sorry,? (?:but )?(?:i|we) )?(?:simply )?(?:can't|cannot"
    r"|can not|won't be able|unable to|not able to)"
    r" (?!wait|promise|imagine|thank|say enough|tell you how|speak|guess)"
)
A_WAY = re.compile(
    r"\b(?:instead|but|however|what (?:i|we) can|could|can (?:offer|do|get|have|give|hold|send)"
    r"|option|alternativ\w*|would|i'll|i will|we'll"
    r"|we will|either|until then|meanwhile|let me|call me|you can|happy to)\b"
)


def no_dead_end(reading: Reading) -> Iterator[Place]:
    for phrase, start, end in reading.phrases.find("no-dead-end", reading.reply.folded):
        yield Place(start, end, "This ends the conversation for the customer.", phrase.better)
    body = reading.reply.folded[: reading.reply.tail]
    found = A_NO.search(body)
    if found and not A_WAY.search(body[: found.start()] + " " + body[found.end() :]):
        why = "A no needs what you can do instead, and who does it."
        yield Place(found.start(), found.end(), why, "", Severity.WARN)


def no_deflection(reading: Reading) -> Iterator[Place]:
    body = reading.reply.folded[: reading.reply.tail]
    owned = any(one.due for one in reading.commitments)
    why = "This sends the customer elsewhere: make the contact yourself and say when you report back."
    for phrase, start, end in reading.phrases.find("no-deflection", body):
        yield Place(start, end, why, phrase.better, Severity.WARN if owned else None)
    if owned:
        return
    for phrase, start, end in reading.phrases.find("no-deflection-alone", body):
        if _nothing_else(reading, start):
            yield Place(start, end, why, phrase.better)


def _nothing_else(reading: Reading, start: int) -> bool:
    """Whether the sentence is all the reply has to say, or stands where an answer should."""
    if any(one.state is AnswerState.OPEN for one in reading.linked):
        return True
    sentence = reading.sentence_at(start)
    told = [claim for claim in reading.claims if claim.kind not in (ClaimKind.PHONE, ClaimKind.EMAIL)]
    rest = [s for s in reading.reply.body if s != sentence and len(s.text.split()) > 5]
    return not told and not rest and (sentence is None or len(sentence.text.split()) < 25)


def no_blame(reading: Reading) -> Iterator[Place]:
    body = reading.reply.folded[: reading.reply.tail]
    for phrase, start, end in reading.phrases.find("no-blame", body):
        yield Place(start, end, "This puts the blame on somebody, which helps nobody.", phrase.better)
    for phrase, start, end in reading.phrases.find("no-blame-refusal", body):
        sentence = reading.sentence_at(start)
        around = body[sentence.start : sentence.end] if sentence else ""
        if REFUSES.search(around.replace(body[start:end], " ")):
            yield Place(start, end, "A rule is no reason: say what you can do.", phrase.better)


def no_canned(reading: Reading) -> Iterator[Place]:
    for phrase, start, end in reading.phrases.find("no-canned", reading.reply.folded):
        yield Place(start, end, "This sounds as if nobody had read their message.", phrase.better)
