"""dated-promise, narrow-window, next-step, first-person: who does what, when."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.checks.times import clash
from assistant.core.clock import moment_in_words
from assistant.core.evidence import moments_of
from assistant.core.fact import FactKind
from assistant.core.promise import Commitment, Weight
from assistant.core.when import Moment, Precision

WIDEST = timedelta(hours=2)
HOURS_WORDS = re.compile(r"\b(?:open|hours|closed?|lunch)\b")
VISIT_WORDS = re.compile(
    r"\b(?:call|ring|phone|come|visit|drop|appointment|see you|stop by|arriv\w*|bring|pick|deliver\w*"
    r"|window|test)\b"
)
ASKS_FOR_A_TIME = re.compile(
    r"\b(?:which|what|when)\b.{0,40}\b(?:time|day|suits?|works?|best|convenient|good)\b"
    r"|\bwhen (?:would|can|could|are)\b"
    r"|\b(?:morning|afternoon|evening)\b.{0,40}\?|\b(?:work|suit)s? (?:best |better )?(?:for )?you\b"
)
THEIR_MOVE = re.compile(
    r"\b(?:pick one|choose one|tell me (?:which|when)|let me know (?:which|when)|either one)\b"
)
ASKS_IN_SPANISH = re.compile(r"¿[^?]*(?:le queda|qu[ée] d[íi]a|a qu[ée] hora|cu[áa]l|le parece|le conviene)")
I_WORDS = re.compile(r"\b(?:i|i'll|i'm|i've|i'd|me|my|yo|je)\b")
WE_WORDS = re.compile(r"\b(?:we|we'll|we're|we've|we'd|us|nosotros|nous)\b")
ELLIPTIC = re.compile(
    r"(?:a m[áa]s tardar|antes de|by|that(?:'ll| will)|expect|you(?:'ll| will)|before|no later"
    r"|it will|it'll|(?:i|we) should)\b"
)


SAME_DAY = re.compile(
    r"\b(?:the|that) same (?:day|letter|mail|e-?mail|message|call)\b|\b(?:ese|el) mismo (?:d[íi]a|correo)\b"
)


def dated_promise(reading: Reading) -> Iterator[Place]:
    dated = [one for one in reading.commitments if one.due]
    for one in reading.commitments:
        if _owes_a_time(one) and not _dated_nearby(reading, one):
            yield _undated(reading, one, dated)
    for phrase, start, end in reading.phrases.find(
        "dated-promise", reading.reply.folded[: reading.reply.tail]
    ):
        if not any(place.start <= start < place.end for place in _sentences_with_a_time(reading)):
            better = phrase.better or _suggestion(reading)
            yield Place(start, end, "This promises without saying who or when.", better)
    yield from _outside_hours(reading, dated)


def _owes_a_time(one: Commitment) -> bool:
    if one.due is not None or one.named or one.weight is Weight.OTHER or one.waits == "you":
        return False
    return SAME_DAY.search(one.sentence.text.lower()) is None


def _dated_nearby(reading: Reading, one: Commitment) -> bool:
    """Whether a sentence beside it, or the same one, gives the time."""
    body = reading.reply.body
    place = next((n for n, s in enumerate(body) if s.start == one.sentence.start), 0)
    if any(m for m in reading.moments if one.sentence.start <= m.start < one.sentence.end):
        return True
    near = body[place + 1 : place + 3] if one.weight is Weight.REPORT else body[max(0, place - 1) : place + 4]
    for sentence in near:
        timed = any(sentence.start <= moment.start < sentence.end for moment in reading.moments)
        promised = any(c.due for c in reading.commitments if c.sentence.start == sentence.start)
        start = reading.reply.folded[sentence.start : sentence.end]
        if promised or (timed and ELLIPTIC.match(start)):
            return True
    return False


def _undated(reading: Reading, one: Commitment, dated: list[Commitment]) -> Place:
    sure = one.weight is Weight.REPORT and not one.waits and not dated
    soft = bool(dated) or one.waits == "event" or one.weight is Weight.STEP
    step_alone = one.weight is Weight.STEP and not dated and not one.waits
    severity = None if sure or step_alone or not soft else Severity.WARN
    return Place(
        one.start, one.end, "A promise needs its time: say by when.", _with_time(reading, one), severity
    )


def _with_time(reading: Reading, one: Commitment) -> str:
    said = " ".join(reading.text[one.start : one.end].split()).rstrip(" .!,;")
    return f"{said} by {reading.next_time}."


def _suggestion(reading: Reading) -> str:
    return f"I will write to you by {reading.next_time}."


def _sentences_with_a_time(reading: Reading) -> list[Place]:
    timed = [reading.sentence_at(moment.start) for moment in reading.moments]
    return [Place(s.start, s.end, "") for s in timed if s]


def _outside_hours(reading: Reading, dated: list[Commitment]) -> Iterator[Place]:
    hours = reading.context.store.hours
    for one in dated:
        moment = one.due
        if moment is None or not hours.week:
            continue
        if moment.clash:
            yield replace(clash(moment), severity=Severity.WARN)
        elif hours.on(moment.day) is None:
            why = hours.closed.get(moment.day, f"the store is closed on {moment.day:%A, %B} {moment.day.day}")
            yield Place(moment.start, moment.end, f"Nobody is in then: {why}.", "", Severity.WARN)
        elif moment.precision is Precision.TIME and not _while_open(reading, moment):
            yield Place(moment.start, moment.end, "This time is outside opening hours.", "", Severity.WARN)
        elif moment.precision is Precision.WEEK:
            yield Place(moment.start, moment.end, "Say which day, and by what time.", "", Severity.WARN)


def _while_open(reading: Reading, moment: Moment) -> bool:
    span = reading.context.store.hours.on(moment.day)
    return span is not None and span[0] <= moment.at <= span[1]


def narrow_window(reading: Reading) -> Iterator[Place]:
    for moment in reading.moments:
        if moment.until is None or moment.until - moment.at <= WIDEST:
            continue
        sentence = reading.sentence_at(moment.start)
        folded = reading.reply.folded[sentence.start : sentence.end] if sentence else ""
        if VISIT_WORDS.search(folded) and not HOURS_WORDS.search(folded):
            yield Place(moment.start, moment.end, "A window is at most two hours wide: name a narrower one.")


def next_step(reading: Reading) -> Iterator[Place]:
    body = reading.reply.folded[: reading.reply.tail]
    if not reading.reply.body or any(one.due for one in reading.commitments):
        return
    timed = [
        m
        for m in reading.moments
        if m.precision in (Precision.TIME, Precision.PART) and _while_day(reading, m)
    ]
    if timed or any(one.waits == "you" for one in reading.commitments) or THEIR_MOVE.search(body):
        return
    slots = reading.context.of_kind(FactKind.SLOT)
    if not slots and (
        ASKS_FOR_A_TIME.search(body) or ASKS_IN_SPANISH.search(body) or body.rstrip(" \"')\n").endswith("?")
    ):
        return
    last = reading.reply.body[-1]
    why = "It does not say what happens next: name a day and a time."
    yield Place(last.start, last.end, why, _offer(reading) if slots else _suggestion(reading))


def _while_day(reading: Reading, moment: Moment) -> bool:
    return reading.context.store.hours.on(moment.day) is not None or not reading.context.store.hours.week


def _offer(reading: Reading) -> str:
    hours = reading.context.store.hours
    now = hours.local(reading.context.now)
    starts = [sorted(moments_of(slot, hours))[:1] for slot in reading.context.of_kind(FactKind.SLOT)]
    times = [moment_in_words(at, now) for start in starts for at in start]
    return f"Would {' or '.join(times[:2])} suit you?" if times else ""


def first_person(reading: Reading) -> Iterator[Place]:
    folded = reading.reply.folded[: reading.reply.tail]
    for phrase, start, end in reading.phrases.find("first-person", folded):
        yield Place(start, end, "Nobody is named who does it.", phrase.better)
    mine, ours = len(I_WORDS.findall(folded)), len(WE_WORDS.findall(folded))
    if ours > mine and ours >= 3:
        found = WE_WORDS.search(folded)
        yield Place(
            found.start() if found else 0, found.end() if found else 0, "It says we more often than I."
        )
