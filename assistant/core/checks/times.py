"""Days and times that a reply states: appointments need a free or booked slot, all else a record."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from assistant.core.checks.reading import Reading
from assistant.core.checks.reckoned import day_reckoned, time_reckoned
from assistant.core.checks.rule import Place
from assistant.core.clock import moment_in_words
from assistant.core.evidence import moments_of
from assistant.core.fact import FactKind
from assistant.core.promise import Weight
from assistant.core.when import Moment, Precision
from assistant.core.when_words import AtomKind, atoms
from assistant.core.words import fold

OFFERS = re.compile(
    r"\b(?:come (?:in|by)|stop by|see you|appointment|book\w*|slots?|openings?|test[- ]drive"
    r"|does .{0,50} (?:work|suit)|would .{0,60} (?:work|suit)"
    r"|(?:is|are) (?:free|open for you)|i have .{0,40} (?:or|and|free|open)|works\b|work for|confirmed"
    r"|you're (?:set|down|booked|in (?:for|at|on))\b|bring (?:it|her|the|your)"
    r"|drop (?:it|her|the|your)|reserved|expect you|meet you|sched\w+|available|can do|fit you in"
    r"|le espero|nos vemos|libre|citas?|le queda bien|confirmad[oa]|venga|pase|traiga)\b"
)
HOURS_WORDS = re.compile(
    r"\b(?:open|close[sd]?|hours|until|till|lunch|here (?:from|until|till)|abiert\w*|cerra\w*"
    r"|abrimos|horario|hasta)\b"
)
LIMITS = re.compile(
    r"\b(?:after|before|past|until|till|from|by|despu[ée]s de(?:l)?|antes de(?:l)?|a partir de)\b"
    r"[^.?!]{0,16}$"
)
DEADLINE = re.compile(r"\b(?:by|before|antes de(?:l)?|a m[áa]s tardar)\s*$")
CALLS = re.compile(r"\b(?:call|phone|ring|reach|talk|ll[aá]m\w+)\b")
LEEWAY = timedelta(minutes=1)
RELATIVE = re.compile(r"(?i)in (?:about |around |under |less than )?\w+ (?:minutes?|hours?)\b")


def ungrounded_moments(reading: Reading) -> Iterator[Place]:
    offers: dict[int, bool] = {}
    for moment in reading.moments:
        if _is_due(reading, moment) or moment.start < reading.reply.greeting[1]:
            continue
        sentence = reading.sentence_at(moment.start)
        if sentence and sentence.start not in offers:
            offers[sentence.start] = _offers(reading.reply.folded[sentence.start : sentence.end])
        if moment.clash:
            yield clash(moment)
        elif _of_a_call(reading, moment):
            continue
        elif sentence and offers[sentence.start]:
            yield from _appointment(reading, moment)
        elif moment.precision is Precision.TIME and not _time_known(reading, moment):
            yield Place(moment.start, moment.end, f"Nothing on record says {moment.text}.")
        elif moment.precision is Precision.DAY and not _day_known(reading, moment):
            yield Place(moment.start, moment.end, f"Nothing on record speaks of {moment.text}.")


def _offers(folded: str) -> bool:
    """Whether a sentence speaks of a time to come, not of opening hours."""
    return bool(OFFERS.search(folded)) and not HOURS_WORDS.search(folded)


def clash(moment: Moment) -> Place:
    named = f"{moment.day:%B} {moment.day.day} is a {moment.day:%A}"
    return Place(moment.start, moment.end, f"The weekday and the date do not agree: {named}.")


def _is_due(reading: Reading, moment: Moment) -> bool:
    """The time of a promise is no claim."""
    for one in reading.commitments:
        if one.due is not None and one.due.start == moment.start:
            return True
        if (
            one.weight is not Weight.OTHER
            and one.start <= moment.start < one.end
            and (moment.precision is not Precision.TIME or _is_a_deadline(reading, moment))
        ):
            return True
    return False


def _is_a_deadline(reading: Reading, moment: Moment) -> bool:
    return DEADLINE.search(reading.reply.folded[max(moment.start - 12, 0) : moment.start]) is not None


def _appointment(reading: Reading, moment: Moment) -> Iterator[Place]:
    if _of_their_wish(reading, moment):
        return
    hours = reading.context.store.hours
    if moment.precision is Precision.TIME:
        if not _in_the_book(reading, moment):
            why = f"No free time or appointment is in the book for {moment.text}."
            yield Place(moment.start, moment.end, why, _free_times(reading))
    elif hours.week and hours.on(moment.day) is None and moment.precision is not Precision.WEEK:
        why = hours.closed.get(moment.day, f"the store is closed on {moment.day:%A}s")
        yield Place(moment.start, moment.end, f"Nobody can come then: {why}.", _free_times(reading))


def _of_their_wish(reading: Reading, moment: Moment) -> bool:
    """ "After 4" of their own message, said back: the limit of a wish is no time in the book."""
    before = reading.reply.folded[max(moment.start - 24, 0) : moment.end]
    return bool(LIMITS.search(before)) and (moment.at.hour % 12, moment.at.minute) in _clocks(
        reading.evidence.said
    )


def _of_a_call(reading: Reading, moment: Moment) -> bool:
    """Whether an hour suits for a call is a question that needs no free time of the book."""
    sentence = reading.sentence_at(moment.start)
    folded = reading.reply.folded[sentence.start : sentence.end] if sentence else ""
    return folded.rstrip().endswith("?") and CALLS.search(folded) is not None


def _in_the_book(reading: Reading, moment: Moment) -> bool:
    """A slot or an appointment at that time, or somebody who said so on record."""
    hours = reading.context.store.hours
    for fact in reading.context.of_kind(FactKind.SLOT, FactKind.APPOINTMENT):
        times = sorted(moments_of(fact, hours))[:1]
        if any(_same(at, meant) for at in times for meant in _meant(reading, moment)):
            return True
    backing = reading.context.of_kind(FactKind.VOUCHED, FactKind.NOTE, FactKind.CALL, FactKind.PROMISE)
    texts = [fact.text for fact in backing]
    texts += [line.text for line in reading.context.thread if not line.from_customer]
    return any((moment.at.hour % 12, moment.at.minute) in _clocks(text) for text in texts)


def _meant(reading: Reading, moment: Moment) -> Iterator[Moment]:
    """The moment; a bare clock may be of any day named in the reply: "Open on Saturday. I have 10:30"."""
    yield moment
    kinds = {atom.kind for atom in atoms(moment.text)}
    if kinds <= {AtomKind.CLOCK, AtomKind.RANGE}:
        for other in reading.moments:
            yield replace(moment, at=_on(moment.at, other.day), until=None)


def _on(at: datetime, day: date) -> datetime:
    return datetime.combine(day, at.timetz())


def _same(at: datetime, moment: Moment) -> bool:
    if moment.until is not None:
        return moment.at - LEEWAY <= at <= moment.until
    return abs(at - moment.at) <= LEEWAY


def _clocks(text: str) -> set[tuple[int, int]]:
    found = (atom.numbers for atom in atoms(text) if atom.kind in (AtomKind.CLOCK, AtomKind.RANGE))
    return {(numbers[n] % 12, numbers[n + 1]) for numbers in found for n in range(0, len(numbers), 2)}


def _free_times(reading: Reading) -> str:
    hours = reading.context.store.hours
    now = hours.local(reading.context.now)
    starts = sorted(
        {min(times) for f in reading.context.of_kind(FactKind.SLOT) if (times := tuple(moments_of(f, hours)))}
    )
    return " or ".join(moment_in_words(at, now) for at in starts[:2])


def _time_known(reading: Reading, moment: Moment) -> bool:
    evidence = reading.evidence
    if RELATIVE.match(moment.text) and fold(moment.text) in evidence.record:
        return True  # "in about three hours" is how long it takes, word for word as the record has it
    ends = [at for at in (moment.at, moment.until) if at is not None]
    known = all((at.hour % 12, at.minute) in evidence.clocks for at in ends)
    return known or time_reckoned(reading, moment)


def _day_known(reading: Reading, moment: Moment) -> bool:
    kinds = {atom.kind for atom in atoms(moment.text)}
    if AtomKind.DATE not in kinds and AtomKind.WEEKDAY not in kinds:
        return True  # "today", "next week": said of the moment of writing
    days, pairs, weekdays = reading.evidence.days
    day = moment.day
    if AtomKind.DATE in kinds:
        named = day in days or (day.month, day.day) in pairs or (0, day.day) in pairs
        return named or day_reckoned(reading, day)
    hours = reading.context.store.hours
    return (
        day in days
        or day.weekday() in weekdays
        or bool(hours.closed.get(day))
        or _days_from_now(reading, moment)
    )


def _days_from_now(reading: Reading, moment: Moment) -> bool:
    sentence = reading.sentence_at(moment.start)
    folded = reading.reply.folded[sentence.start : sentence.end] if sentence else ""
    return HOURS_WORDS.search(folded) is not None
