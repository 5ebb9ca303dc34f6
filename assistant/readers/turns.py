"""What a short turn means: read against the last line that we wrote."""

import re
from dataclasses import dataclass

from assistant.core.inquiry import Question, Topic
from assistant.readers.questions import asked, topics_together
from assistant.readers.reading import Reading
from assistant.readers.sentences import sentences, visible
from assistant.readers.times import times
from assistant.readers.topics import topic_of

_SEEN_OFF = re.compile(r"(?i)\bsee (?:you|ya|u)(?: all)? (?:then|there|soon|later|tomorrow)\b")
_NUMBER = re.compile(r"\+?[\d\s().-]{7,20}")
SHORT = 25  # words; a longer turn has its meaning in itself
FEW = 6  # words that may stand around a time that is the whole message


@dataclass(frozen=True)
class OurLine:
    """The last line that we wrote."""

    names_time: bool
    asks: bool  # it has a question mark or offers something
    settled: bool  # "you're all set", "I'll keep you posted"
    topic: Topic
    service: bool


def our_line(reading: Reading) -> OurLine | None:
    line = next((line for line in reversed(reading.turn.thread) if not line.from_customer), None)
    if line is None:
        return None
    shown = visible(line.text)
    said = sentences(shown, reading.lexicon)
    topics = [topic for topic in topics_together(asked(shown, said)) if topic is not Topic.OTHER]
    return OurLine(
        names_time=bool(times(shown, line.at.astimezone(reading.turn.at.tzinfo))),
        asks=any(sentence.asks or sentence.has("offer") for sentence in said),
        settled=any(sentence.has("settled") for sentence in said) and not any(s.asks for s in said),
        topic=topics[-1] if topics else topic_of(hit for sentence in said for hit in sentence.hits),
        service=any(sentence.has("service") for sentence in said),
    )


def answered(reading: Reading, ours: OurLine | None) -> Question | None:
    """The turn as one request, where it takes up what we offered or asked; None where it does not."""
    if reading.words > SHORT or not reading.sentences:
        return None
    if names_a_time(reading):
        return whole(reading, Topic.CHANGE if reading.has("topic:change") else Topic.APPOINTMENT)
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
        return whole(reading, Topic.APPOINTMENT)
    if reading.has("later"):
        return None
    return whole(reading, _topic(reading, ours)) if ours.asks or ours.names_time else None


def names_a_time(reading: Reading) -> bool:
    """ "Tuesday around 11 would work", "be there at nine", "1-2 ish"."""
    if not reading.times or reading.has("later"):
        return False
    said = sum(len(when.text.split()) for when in reading.times)
    return reading.has("visit") or reading.words - said <= FEW


def whole(reading: Reading, topic: Topic) -> Question:
    """The turn itself as what they ask."""
    start, end = reading.sentences[0].start, reading.sentences[-1].end
    return Question(reading.text[start:end], topic, start, end)


def _topic(reading: Reading, ours: OurLine) -> Topic:
    own = topic_of(hit for sentence in reading.sentences for hit in sentence.hits)
    return own if own is not Topic.OTHER else ours.topic


def _declines(reading: Reading) -> bool:
    first = reading.sentences[0].words[0].key
    return first in ("no", "nope", "nah") and reading.has("thanks")
