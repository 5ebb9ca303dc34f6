"""The topic of a question that names none for sure: from a time or car in it, or what stands before it."""

import re
from dataclasses import replace

from assistant.core.inquiry import Question, Topic
from assistant.readers.questions import FOLLOWS_UP
from assistant.readers.reading import Reading
from assistant.readers.returns import gives_back
from assistant.readers.sense import clear_topic
from assistant.readers.sentences import Sentence
from assistant.readers.times import times
from assistant.readers.topics import topic_of
from assistant.readers.turns import SHORT, OurLine
from assistant.readers.vehicles import Vehicles
from assistant.readers.wishes import asks_to_come
from assistant.readers.words import words_of

FREE = re.compile(
    r"(?i)\b(?:(?:what|how) about|availability|openings?|available (?:on|at|for|after|before)"
    r"|(?:have|got) (?:anything|something|any ?time|room|space|a spot))\b"
)
FIGURES = (Topic.OTHER, Topic.PRICE, Topic.FEATURE)
MONEY = (Topic.TRADE_IN, Topic.FINANCE)
LEANING = 7  # words up to which a question may mean what our last line was about
GAVE = re.compile(r"(?i)\b(?:gave|quoted|offered|told) (?:me|us)\b[^.?!]{0,40}\bfor (?:my|our|it)\b")
FIGURE = re.compile(r"(?i)\b(?:number|range|offer|estimate|quote|figure)\b")
BRING = re.compile(r"(?i)\bbring\b")
OF_TRADE = re.compile(
    r"(?i)\btrad(?:e|ing)\b|\bpayoff\b|\bloan with\b|\bwe (?:have|drive|own) an? (?:19|20)\d\d\b"
)
OF_MONEY = re.compile(
    r"(?i)\b(?:that|this|those|worth|how much|get for|give|number|figure|offer|rate|qualif\w+|appl\w+|work)\b"
)
COVERED = re.compile(r"(?i)\bunder warranty\b|\bwarranty (?:cover|still)\b|\bcovered\b")
CHARGE = re.compile(r"(?i)\bcharge for (?:that|it|this)\b")
OTHERWISE = re.compile(
    r"(?i)\b(?:(?:different|another|other|separate|unrelated) (?:thing|question|topic|matter|subject)"
    r"|unrelated|by the way|btw|on another note)\b"
)
_POINTS = re.compile(r"(?i)\b(?:it|one of them|them|that one|those)\b")
_LEANS = re.compile(r"(?i)\b(?:it|them|that|this|those|these|there|one|ones)\b")


def placed(reading: Reading, asked: Question, ours: OurLine | None, vehicles: Vehicles) -> Question:
    """The question with its topic: by its own words, else by a time or car, the words before, our line."""
    if gives_back(reading, asked):
        return replace(asked, topic=Topic.PAPERWORK)
    found = replace(asked, topic=_topic(reading, asked, ours, vehicles))
    topic = clear_topic(found.text, reading.shown, found.topic)
    found = replace(found, topic=topic)
    return replace(found, topic=Topic.TRADE_IN) if _of_their_trade(reading, found, vehicles) else found


def _topic(reading: Reading, asked: Question, ours: OurLine | None, vehicles: Vehicles) -> Topic:
    before = [sentence for sentence in reading.sentences if sentence.end <= asked.start]
    if asked.topic is not Topic.OTHER:
        return _narrowed(reading, asked, before, vehicles)
    if times(asked.text, reading.turn.at) and asks_to_come(reading, asked):
        return Topic.APPOINTMENT
    topic = _from_before(reading, asked, before)
    if topic is Topic.OTHER and ours is not None and _leans_on_ours(reading, asked):
        topic = ours.topic
    if topic is Topic.OTHER and any(not vehicle.own for vehicle in vehicles.read(asked.text)):
        topic = Topic.AVAILABILITY
    return topic


def _narrowed(reading: Reading, asked: Question, before: list[Sentence], vehicles: Vehicles) -> Topic:
    """A topic that its own words gave, where those before it tell what they mean."""
    if asked.topic is Topic.AVAILABILITY and FREE.search(asked.text):
        free = times(asked.text, reading.turn.at) and not vehicles.read(asked.text)
        return Topic.APPOINTMENT if free else asked.topic
    if asked.topic is Topic.PRICE and before and before[-1].has("service", "symptom"):
        return Topic.SERVICE_PRICE
    if asked.topic is Topic.FEATURE and COVERED.search(asked.text) and reading.has("symptom"):
        return Topic.OTHER  # of work on their own car
    if asked.topic is Topic.SERVICE_PRICE and CHARGE.search(asked.text):
        return asked.topic if reading.has("service", "symptom") else Topic.OTHER
    return asked.topic


def _from_before(reading: Reading, asked: Question, before: list[Sentence]) -> Topic:
    """Of the sentence before, else of the three before; never money that the question does not mean."""
    if not before or not (reading.words < SHORT or _POINTS.search(asked.text)):
        return Topic.OTHER
    topic = topic_of(before[-1].hits)
    if topic is Topic.OTHER and len(before) > 1:
        topic = topic_of(hit for sentence in before[-3:] for hit in sentence.hits)
    return Topic.OTHER if topic in MONEY and not OF_MONEY.search(asked.text) else topic


def _leans_on_ours(reading: Reading, asked: Question) -> bool:
    """Whether a question of a short turn can be about our last line: "and the other one?"."""
    if reading.words >= SHORT or OTHERWISE.search(reading.shown):
        return False
    said = words_of(asked.text)
    follows = bool(said) and said[0].key in FOLLOWS_UP
    return len(said) <= LEANING or follows or bool(_LEANS.search(asked.text)) or "?" not in reading.shown


def _of_their_trade(reading: Reading, asked: Question, vehicles: Vehicles) -> bool:
    """What to bring for a trade-in; the figure that we gave for their car."""
    if asked.topic is Topic.PAPERWORK:
        return bool(BRING.search(asked.text)) and _speaks_of_a_trade(reading)
    if asked.topic not in FIGURES or not FIGURE.search(asked.text) or not GAVE.search(reading.shown):
        return False
    named = vehicles.read(reading.shown)
    return bool(named) and all(one.own for one in named)


def _speaks_of_a_trade(reading: Reading) -> bool:
    """Whether what they are to bring is for a car that they would trade in."""
    theirs = [line.text for line in reading.turn.thread if line.from_customer]
    return any(OF_TRADE.search(text) for text in (reading.shown, *theirs))
