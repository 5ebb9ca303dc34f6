"""What kind of inquiry a turn is. In doubt it waits as one that needs an answer."""

import re
from collections.abc import Sequence

from assistant.core.inquiry import Kind, Question, Topic
from assistant.core.message import Channel
from assistant.readers.mood import OWN_WAIT
from assistant.readers.reading import Reading
from assistant.readers.turns import OurLine, thumbs
from assistant.readers.words import keys

OF_A_THING = re.compile(
    r"(?i)\b(?:broke|broken|cracked|scratch\w*|leak\w*|fell off|wore out|snapped|chipped)\b"
)
US = re.compile(
    r"(?i)\b(?:you|u|your|ur|y'?all|guys|they|he|she|mechanic|technician|salesman|shop|service|visit)\b"
    r"(?! have an?\b)"
)
GIVEN = re.compile(  # the stars of an account of praise, told in words
    r"(?i)\b(?:tak\w+|took|knock\w*|minus|dock\w*|deduct\w*)(?: off)? (?:one|a|1|half a) (?:star|point)"
    r"|\b(?:four|4)(?: out of (?:five|5))? stars?,? (?:because|only|instead|not|since|as|for)\b"
)
LOW, HIGH = 2, 4  # stars: up to two is a complaint, from four on praise
OPINION = 40  # words from which a text with little asked in it is an account of what happened
FEEDBACK_WORDS = 6
UPSET = 4.0  # weight of blame from which nobody is only selling or on leave
TROUBLE = keys("error errors trouble troubles problem problems issue issues having same report delay delays")
WAITING = keys("still waiting waited wait been havent hasnt isnt not wasnt")
SERVICE_TOPICS = frozenset({Topic.SERVICE_PRICE, Topic.RECALL})
VISITS = frozenset({Topic.APPOINTMENT, Topic.CHANGE, Topic.HOURS, Topic.CALL_BACK, Topic.OTHER})


def needs_no_answer(reading: Reading) -> bool:
    """Whether it is mail to the business and not from a customer: pitch, newsletter, invoice, absence."""
    if reading.turn.lead is not None or reading.turn.rating is not None:
        return False
    mood = reading.mood
    if not reading.turn.automatic and mood.negative >= UPSET and mood.negative > mood.positive:
        return False
    customer = reading.count("customer")
    asks = any(part.direct for part in reading.asked)
    return (
        _is_machine(reading, customer)
        or _is_absence(reading, asks=asks and customer > 0)
        or _is_pitch(reading, customer)
        or _is_bulk(reading, customer, asks=asks)
        or _is_paper(reading, customer, asks=asks)
        or _is_stop(reading)
        or (reading.turn.automatic and not reading.asked and customer == 0)
    )


def _is_machine(reading: Reading, customer: int) -> bool:
    """A bounce, or a desk's own "we have your request", that no header told."""
    signs = reading.count("machine")
    return signs >= 2 and signs > 2 * customer and not any(sentence.asks for sentence in reading.sentences)


def _is_absence(reading: Reading, *, asks: bool) -> bool:
    if asks:
        return False
    away = reading.count("away")
    named = any(sentence.has("away") for sentence in reading.subject)
    return away >= 2 or (away >= 1 and (reading.turn.automatic or named))


def _is_pitch(reading: Reading, customer: int) -> bool:
    pitch = reading.count("pitch")
    return (pitch >= 2 and customer == 0) or (pitch >= 3 and pitch > 2 * customer)


def _is_bulk(reading: Reading, customer: int, *, asks: bool) -> bool:
    bulk = reading.count("bulk")
    if reading.turn.automatic and bulk >= 1 and customer == 0:
        return True
    return bulk >= 2 and bulk > customer and not (asks and customer)


def _is_paper(reading: Reading, customer: int, *, asks: bool) -> bool:
    paper = reading.count("paper")
    return not asks and customer == 0 and (paper >= 2 or (paper >= 1 and reading.turn.automatic))


def _is_stop(reading: Reading) -> bool:
    return 0 < reading.words <= 3 and any(
        hit.size == len(sentence.words) for sentence in reading.sentences for hit in sentence.of("stop")
    )


def opinion(reading: Reading) -> Kind | None:
    """COMPLAINT or FEEDBACK where the turn tells how it went; None where it does not."""
    mood, rating = reading.mood, reading.turn.rating
    if rating is None and mood.praise and GIVEN.search(reading.shown):
        rating = HIGH
    if rating is not None:
        return _rated(reading, rating)
    asks = sum(part.direct for part in reading.asked)
    if mood.harsh and mood.negative > mood.positive:
        return Kind.COMPLAINT
    telling = reading.words >= OPINION and asks <= reading.words / OPINION
    wronged = telling or asks == 0 or _deeds(reading) > 1
    if mood.harm and wronged and mood.negative > mood.positive and _blames(reading):
        return Kind.COMPLAINT
    blame = mood.negative if telling else 2 * mood.harsh + mood.harm  # "mechanic" alone is no blame
    if not telling and reading.times and reading.has("offers:time"):
        return None
    enough = reading.words >= FEEDBACK_WORDS or reading.turn.surveyed
    if (
        asks == 0
        and (mood.praise or (mood.good and reading.turn.surveyed))
        and mood.positive > blame
        and enough
    ):
        return Kind.FEEDBACK if telling or not _wants(reading) else None
    if telling and mood.good + mood.bad >= 4 and not _wants(reading):
        return Kind.COMPLAINT if mood.negative > mood.positive else Kind.FEEDBACK
    return None


def _rated(reading: Reading, rating: int) -> Kind:
    mood = reading.mood
    if rating <= LOW:
        return Kind.COMPLAINT
    harsh = mood.harsh > 0 and mood.negative > mood.positive
    if harsh or (rating < HIGH and mood.negative > mood.positive):
        return Kind.COMPLAINT
    return Kind.FEEDBACK


def _blames(reading: Reading) -> bool:
    """Whether something was done wrong: a symptom is a service matter, a mere wait asks how it stands."""
    mood = reading.mood
    if mood.harsh:
        return True
    if reading.words >= OPINION:
        return _deeds(reading) > 0 or mood.harm > 2 or not any(part.direct for part in reading.asked)
    if OF_A_THING.search(reading.shown) and not US.search(reading.shown):
        return False  # their own gas cap broke: they ask for a new one
    return _deeds(reading) > 0 and (mood.harm >= 2 or not reading.has("symptom"))


def _deeds(reading: Reading) -> int:
    """In how many places something was done wrong: more than a wait, or a thing that does not work."""
    return sum(
        len(
            {
                hit.first
                for hit in sentence.of("harm")
                if sentence.words[hit.first].key not in WAITING | TROUBLE
            }
        )
        for sentence in reading.sentences
    )


def _wants(reading: Reading) -> bool:
    """Whether it wants something, in which case praise is only its manner."""
    return any(
        part.topic is not Topic.OTHER and (part.direct or reading.words < OPINION) for part in reading.asked
    )


def kind(reading: Reading, questions: Sequence[Question], ours: OurLine | None) -> Kind:
    """The kind of a turn that needs an answer."""
    told = opinion(reading)
    if reading.turn.lead is not None:
        return Kind.COMPLAINT if told is Kind.COMPLAINT else Kind.LEAD
    if told is not None:
        return told
    if not questions and thumbs(reading):
        return Kind.THANKS
    if reading.has("withdraw") and reading.has("thanks") and not any(part.direct for part in reading.asked):
        return Kind.THANKS
    if not questions and reading.polite_only and reading.turn.channel is not Channel.API:
        return Kind.THANKS
    return _by_topic(reading, questions, ours)


def _by_topic(reading: Reading, questions: Sequence[Question], ours: OurLine | None) -> Kind:
    topics = [question.topic for question in questions if not question.older]
    waits = reading.has("status-ask") and not OWN_WAIT.search(reading.shown)
    if Topic.REPAIR_STATUS in topics or (Topic.PAPERWORK in topics and waits):
        return Kind.STATUS
    service = reading.has("service", "symptom") or (ours is not None and ours.service)
    if SERVICE_TOPICS.intersection(topics) or (service and VISITS.intersection(topics)):
        return Kind.SERVICE
    return Kind.QUESTION


def in_praise(reading: Reading, questions: Sequence[Question]) -> tuple[Question, ...]:
    """What an account of a good visit still asks: in so many words, or as a request."""
    asked = {part.start for part in reading.asked if part.direct or part.sentence.has("deed")}
    return tuple(question for question in questions if question.start in asked)
