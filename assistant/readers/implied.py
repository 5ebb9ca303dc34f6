"""What is asked without a question: a symptom, a wait, a wish, a picture, a lead's vehicle."""

import re

from assistant.core.inquiry import Question, Topic
from assistant.core.lead import Lead
from assistant.readers.mood import OWN_WAIT, harm
from assistant.readers.questions import statement
from assistant.readers.reading import Reading, unspoken
from assistant.readers.sentences import LONGEST, Sentence
from assistant.readers.times import times
from assistant.readers.topics import topic_of
from assistant.readers.turns import SHORT, OurLine

WAITING = frozenset({Topic.REPAIR_STATUS, Topic.PAPERWORK, Topic.CALL_BACK})
MOST = 3  # implied questions of one turn
_CALLED_OFF = re.compile(
    r"(?i)\b(?:(?:have|need|going|want|wanted|got|forced) to|must|i'?ll|please|can i) (?:cancel|scratch|skip"
    r"|reschedule|move|push)\b"
    r"|\b(?:can'?t|cannot|won'?t be able to|not able to) (?:make|keep|come to) (?:it|my|the|our)\b"
)
_PICTURE = re.compile(
    r"(?i)\[(?:photo|image|picture|video|img)[^\]]*\]|<?\b\w+\.(?:jpe?g|png|heic|mov|mp4)\b>?"
    r"|sent from my \w+"
)
_LINK = re.compile(r"https?://\S{1,500}")
_STOCK_PAGE = re.compile(r"(?i)/(?:inventory|vehicle|used|new|cars?|trucks?|listing|vdp|stock|details?)\b")
_PAPERS = re.compile(
    r"(?i)\b(?:title|plates?|tags?|registration|paperwork|contract|refund|deposit|check|payoff)\b"
)
_OUR_CAR = re.compile(r"(?i)\b(?:car|truck|suv|van|vehicle|jeep|bike|it|repair|part|parts)\b")


BABY = re.compile(
    r"(?i)\b(?:baby|twins|number (?:\w+)|another one|a (?:second|third|fourth)) (?:is |are )?"
    r"(?:on the way|coming|due)\b"
)
IF_THERE = re.compile(
    r"(?i)\bif (?:it'?s|it is|they'?re|you still have (?:it|one|that)|that one is)(?: still)? "
    r"(?:around|there|available|for sale|on the lot|unsold|not sold)\b"
)


def implied(reading: Reading) -> list[Question]:
    """Statements that ask, in their order; none where the sentence itself asks in so many words."""
    asking = {part.sentence.start for part in reading.asked}
    direct = {part.sentence.start for part in reading.asked if part.direct}
    found: list[Question] = []
    for index, sentence in enumerate(reading.sentences):
        beside = reading.sentences[max(index - 1, 0) : index + 2]
        if (
            sentence.start in asking
            or sentence.has("closer", "later")
            or any(s.start in direct for s in beside)
        ):
            continue
        topic = _topic(reading, sentence, alone=not asking)
        if topic is not None and len(found) < MOST:
            found.append(statement(reading.shown, sentence, topic))
    return found


def _topic(reading: Reading, sentence: Sentence, *, alone: bool) -> Topic | None:
    """What such a sentence asks; where others ask in words, only a wait still speaks for itself."""
    topic = topic_of(sentence.hits)
    if sentence.has("status-ask") and (waits := _waits_for(sentence, topic)):
        return waits
    if IF_THERE.search(sentence.text):
        return Topic.AVAILABILITY
    if _CALLED_OFF.search(sentence.text):
        return Topic.CHANGE
    if not alone:
        return None
    if sentence.has("visit") and times(sentence.text, reading.turn.at):
        return Topic.CHANGE if topic is Topic.CHANGE else Topic.APPOINTMENT
    if sentence.has("symptom"):
        return topic if topic in (Topic.RECALL, Topic.PARTS) else Topic.APPOINTMENT
    if sentence.has("wish"):
        return Topic.AVAILABILITY if topic in (Topic.OTHER, Topic.FEATURE, Topic.PRICE) else topic
    return None


def _waits_for(sentence: Sentence, topic: Topic) -> Topic | None:
    if OWN_WAIT.search(sentence.text) or BABY.search(sentence.text):
        return None
    if "$" in sentence.text or topic in (Topic.PRICE, Topic.SERVICE_PRICE):
        return None
    if topic in WAITING:
        return topic
    if sentence.has("topic:call-back"):
        return Topic.CALL_BACK
    if _PAPERS.search(sentence.text):
        return Topic.PAPERWORK
    return Topic.REPAIR_STATUS if _OUR_CAR.search(sentence.text) else None


def wished(reading: Reading) -> Question | None:
    """The statement that says most, for a turn that asks nothing in any other way."""
    telling = [sentence for sentence in reading.sentences if list(unspoken(sentence))]
    if not telling or (reading.has("withdraw") and reading.has("thanks")):
        return None
    if name := harm(reading.sentences):
        for sentence in telling:
            if name in sentence.text:
                return statement(reading.shown, sentence)
    best = max(
        telling, key=lambda sentence: (topic_of(sentence.hits) is not Topic.OTHER, len(sentence.words))
    )
    return statement(reading.shown, best)


def of_subject(reading: Reading) -> Question | None:
    """The subject, where the body is empty or says nothing: "Price on stock P1234?"."""
    if reading.is_reply or not reading.subject:
        return None
    said = reading.subject[0]
    topic = topic_of(hit for sentence in reading.subject for hit in sentence.hits)
    if topic is Topic.OTHER and not any(sentence.asks for sentence in reading.subject):
        return None
    return Question(said.text, topic)


def of_link_or_picture(reading: Reading, ours: OurLine | None) -> Question | None:
    """A turn that is only a link, or only says that a picture came."""
    link = _LINK.search(reading.text[:LONGEST])
    if link and len(_LINK.sub(" ", reading.text[:LONGEST]).split()) <= 3:
        topic = Topic.AVAILABILITY if _STOCK_PAGE.search(link[0]) else _from(ours)
        return Question(link[0], topic, link.start(), link.end())
    if reading.words <= 12 and reading.has("photo") and reading.sentences:
        start, end = reading.sentences[0].start, reading.sentences[-1].end
        return Question(reading.text[start:end], _from(ours), start, end)
    return None


def stock_page(reading: Reading) -> Question | None:
    """A link to a page of a car in a message of a line or two: whether it is there."""
    link = _LINK.search(reading.text[:LONGEST])
    if link is None or reading.words > SHORT or not _STOCK_PAGE.search(link[0]):
        return None
    return Question(link[0], Topic.AVAILABILITY, link.start(), link.end())


def picture_alone(reading: Reading) -> bool:
    """A picture, and at most the mark of the phone that sent it."""
    bare = _PICTURE.sub(" ", reading.text[:LONGEST])
    return bare != reading.text[:LONGEST] and not re.search(r"\w", bare)


def _from(ours: OurLine | None) -> Topic:
    return ours.topic if ours else Topic.OTHER


def of_lead(lead: Lead) -> list[Question]:
    """A lead without words asks whether its vehicle is there; one that only sells asks what we pay."""
    found = []
    for vehicle in lead.vehicles[:2]:
        name = " ".join(part for part in (vehicle.name, vehicle.stock) if part) or vehicle.vin
        if name:
            found.append(_of_vehicle(name, selling=vehicle.interest in ("sell", "trade-in")))
    if not found:
        for vehicle in lead.trade_in[:1]:
            found.append(_of_vehicle(vehicle.name or vehicle.vin or "their vehicle", selling=True))
    return found


def _of_vehicle(name: str, *, selling: bool) -> Question:
    if selling:
        return Question(f"value of {name}", Topic.TRADE_IN)
    return Question(f"availability of {name}", Topic.AVAILABILITY)
