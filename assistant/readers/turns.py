"""What a short turn means: read against the last line that we wrote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.core.elsewhere import bought_elsewhere
from assistant.core.inquiry import Question, Topic
from assistant.readers.questions import asked, statement, topics_together
from assistant.readers.reading import Reading
from assistant.readers.sense import OFFERED_PRICE
from assistant.readers.sentences import sentences, visible
from assistant.readers.times import times
from assistant.readers.topics import topic_of
from assistant.readers.words import keys

_SEEN_OFF = re.compile(r"(?i)\bsee (?:you|ya|u)(?: all)? (?:then|there|soon|later|tomorrow)\b")
_NUMBER = re.compile(r"\+?[\d\s().-]{7,20}")
SHORT = 25  # words; a longer turn has its meaning in itself
LONGEST_SIGN = 12  # letters of a turn without words
YES = frozenset("👍👌🙏✅✔🙂😀😊😃💯🤝❤️♥🎉🏻🏼🏽🏾🏿!. ")
NUDGE = re.compile(r"[?！!？ ]*[?？][?！!？ ]*")
FEW_WORDS = 14  # of a thanks that tells how it went
REFUSING = keys("no nope nah not cant")
VISITS = (Topic.APPOINTMENT, Topic.CHANGE, Topic.HOURS)
FEW = 6  # words that may stand around a time that is the whole message


@dataclass(frozen=True)
class OurLine:
    """The last line that we wrote."""

    names_time: bool
    asks: bool  # it has a question mark or offers something
    settled: bool  # "you're all set", "I'll keep you posted"
    topic: Topic
    service: bool  # our line, or theirs before it


def our_line(reading: Reading) -> OurLine | None:
    line = next((line for line in reversed(reading.turn.thread) if not line.from_customer), None)
    if line is None:
        return None
    shown = visible(line.text)
    said = sentences(shown, reading.lexicon)
    topics = [topic for topic in topics_together(asked(shown, said)) if topic is not Topic.OTHER]
    at = line.at.astimezone(reading.turn.at.tzinfo)
    asks = any(sentence.asks or sentence.has("offer") for sentence in said)
    before = next((line for line in reversed(reading.turn.thread) if line.from_customer), None)
    theirs = sentences(visible(before.text), reading.lexicon) if before else ()
    return OurLine(
        names_time=any(times(s.text, at) and (s.asks or s.has("offer") or not s.has("inform")) for s in said),
        asks=asks,
        settled=any(sentence.has("settled") for sentence in said) and not any(s.asks for s in said),
        topic=topics[-1] if topics else topic_of(hit for sentence in said for hit in sentence.hits),
        service=any(sentence.has("service") for sentence in (*said, *theirs)),
    )


def answered(reading: Reading, ours: OurLine | None) -> Question | None:
    """The turn as one request, where it takes up what we offered or asked; None where it does not."""
    if not reading.sentences:
        return _by_sign(reading, ours)
    if reading.words > SHORT:
        return None
    if bought_elsewhere(reading.shown) and reading.has("thanks"):
        return None
    if ours and reading.has("withdraw") and (ours.settled or ours.names_time):
        return whole(reading, Topic.CHANGE)
    if names_a_time(reading) and _own(reading) is Topic.HOURS:
        return whole(reading, Topic.HOURS)
    if names_a_time(reading):
        return whole(reading, Topic.CHANGE if reading.has("topic:change") else Topic.APPOINTMENT)
    return _taken_up(reading, ours)


def _taken_up(reading: Reading, ours: OurLine | None) -> Question | None:
    if ours is None and reading.polite_only and reading.is_reply and reading.has("ack"):
        return (
            None if reading.has("thanks", "later") else whole(reading, Topic.OTHER)
        )  # yes to what we cannot see
    if ours is None or ours.settled or _declines(reading):
        return None
    if reading.polite_only:
        if not reading.has("ack") or not ours.asks or _SEEN_OFF.search(reading.shown):
            return None
        return whole(reading, Topic.APPOINTMENT if ours.names_time else ours.topic)
    if _NUMBER.fullmatch(reading.shown.strip()):
        return whole(reading, Topic.CALL_BACK)
    if reading.has("visit") and ours.names_time:
        return whole(reading, Topic.CHANGE if reading.has("topic:change") else Topic.APPOINTMENT)
    if reading.has("later"):
        return None
    return whole(reading, _topic(reading, ours)) if ours.asks or ours.names_time else None


def _by_sign(reading: Reading, ours: OurLine | None) -> Question | None:
    """A thumb up to an offer is a yes; "??" asks what they asked before."""
    sign = reading.text.strip()[:LONGEST_SIGN]
    place = reading.text.find(sign)
    if NUDGE.fullmatch(sign):
        return Question(sign, ours.topic if ours else Topic.OTHER, place, place + len(sign))
    if ours and (ours.asks or ours.names_time) and not ours.settled and thumbs(reading):
        topic = Topic.APPOINTMENT if ours.names_time else ours.topic
        return Question(sign, topic, place, place + len(sign))
    return None


def thumbs(reading: Reading) -> bool:
    """Whether the turn is nothing but signs of yes or thanks."""
    sign = reading.text.strip()
    return bool(sign) and len(sign) <= LONGEST_SIGN and not reading.sentences and YES.issuperset(sign)


def glad(reading: Reading) -> bool:
    """ "IT FIT. 2 inches to spare. ur the best": glad of what we told them, and asking nothing."""
    thread = reading.turn.thread
    ours_last = bool(thread) and not thread[-1].from_customer
    nothing_open = not reading.turn.older_questions and any(not line.from_customer for line in thread)
    answered_them = ours_last or nothing_open  # thanked twice in a row, too
    asks = bool(reading.asked) or reading.has("deed", "status-ask", "visit", "wish", "symptom", "later")
    return answered_them and reading.words <= FEW_WORDS and reading.has("thanks") and not asks


def accepted(reading: Reading, ours: OurLine | None, asked: Sequence[Question]) -> Question | None:
    """ "That works. Do you also rotate tires?": the yes to our time beside what it asks anew."""
    if ours is None or not ours.names_time or ours.settled or len(reading.sentences) < 2:
        return None
    first = reading.sentences[0]
    named = first.has("visit") and len(first.words) <= FEW and bool(times(first.text, reading.turn.at))
    says = first.has("ack") or named
    taken = says and not first.has("thanks", "later") and first.words[0].key not in REFUSING
    if not taken or first.asks or any(question.topic in VISITS for question in asked):
        return None
    if any(question.start < first.end for question in asked):
        return None
    return statement(reading.shown, first, Topic.APPOINTMENT)


def names_a_time(reading: Reading) -> bool:
    """ "Tuesday around 11 would work", "be there at nine", "1-2 ish"."""
    if not reading.times or reading.has("later") or OFFERED_PRICE.search(reading.shown):
        return False
    said = sum(len(when.text.split()) for when in reading.times)
    return reading.has("visit") or reading.words - said <= FEW


def whole(reading: Reading, topic: Topic) -> Question:
    """The turn itself as what they ask."""
    start, end = reading.sentences[0].start, reading.sentences[-1].end
    return Question(reading.text[start:end], topic, start, end)


def _own(reading: Reading) -> Topic:
    return topic_of(hit for sentence in reading.sentences for hit in sentence.hits)


def _topic(reading: Reading, ours: OurLine) -> Topic:
    own = _own(reading)
    if own is not Topic.OTHER:
        return own
    return Topic.APPOINTMENT if ours.topic is Topic.OTHER and ours.names_time else ours.topic


def _declines(reading: Reading) -> bool:
    first = reading.sentences[0].words[0].key
    return first in ("no", "nope", "nah") and reading.has("thanks")
