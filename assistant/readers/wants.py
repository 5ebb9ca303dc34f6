"""What they want done, and what they would do themselves: "could you send photos", "I'd take 22k"."""

import re
from collections.abc import Iterator

from assistant.core.inquiry import Offer, Offered, Request, Wanted
from assistant.readers.asked import Asked
from assistant.readers.clauses import clause, when_of
from assistant.readers.questions import question
from assistant.readers.reading import Reading
from assistant.readers.sentences import Sentence
from assistant.readers.times import times
from assistant.readers.words import Hit, keys

# of several kinds that one request names, the first of these is what it wants
ORDER = (
    Wanted.NO_CONTACT,
    Wanted.CHANGE,
    Wanted.LOOKOUT,
    Wanted.HOLD,
    Wanted.CALL,
    Wanted.PICTURES,
    Wanted.VISIT,
    Wanted.QUOTE,
    Wanted.PAPERS,
    Wanted.WRITE,
)
NEAR = 6  # words from its beginning, in which a request says that it is one
MOST = 6  # of each, in one turn
WEAK = keys("can could may might need want like love let id i")  # asks for a deed only where a kind is named
NOT = keys("not dont doesnt didnt cant couldnt wont wouldnt never no isnt")
_AMOUNT = re.compile(r"(?i)\$[ ]?\d[\d,.]*[ ]?k?\b|\b\d{1,3}(?:\.\d)?[ ]?(?:k|grand|thousand|mil)\b"
                     r"|(?<![\d:/-])\d{1,3},\d{3}\b|(?<![\d:/-])[1-9]\d{3,4}(?![\d:/-])")  # fmt: skip
_OPEN_TIME = re.compile(r"(?i)\b(?:now|any ?time|whenever|cualquier hora|ahora)\b")


def requests(reading: Reading) -> tuple[Request, ...]:
    """Each thing that they want done, in the order of the text."""
    found = (_request(reading, part) for part in reading.asked)
    return tuple(request for request in found if request)[:MOST]


def _request(reading: Reading, part: Asked) -> Request | None:
    sentence = part.sentence
    inside = [hit for hit in sentence.hits if part.first <= hit.first and hit.last <= part.last]
    deeds = [hit for hit in inside if hit.label == "deed" and hit.first - part.first < NEAR]
    if not deeds:
        return None
    named = {hit.label for hit in inside}
    kind = next((wanted for wanted in ORDER if f"wants:{wanted.value}" in named), Wanted.OTHER)
    strong = any(sentence.words[hit.first].key not in WEAK or _asks_you(sentence, hit) for hit in deeds)
    tells = "no-deed" in named
    if kind is Wanted.OTHER and (tells or not strong):
        return None
    if tells and kind in (Wanted.QUOTE, Wanted.PAPERS, Wanted.VISIT):
        return None
    asked = question(reading.shown, part)
    words = reading.text[asked.start : asked.end]
    return Request(words, kind, asked.start, asked.end, when_of(reading, sentence, asked.start, asked.end))


def _asks_you(sentence: Sentence, hit: Hit) -> bool:
    return hit.first + 1 < len(sentence.words) and sentence.words[hit.first + 1].key in (
        *("you", "u", "ya", "yall", "someone", "somebody", "anyone", "they"),
    )


def offers(reading: Reading) -> tuple[Offer, ...]:
    """Each thing that they would do, once a clause, in the order of the text."""
    found: dict[tuple[int, Offered], Offer] = {}
    for sentence in reading.sentences:
        for offered, hit in _offered(sentence):
            if offer := _offer(reading, sentence, offered, hit):
                found.setdefault((offer.start, offered), offer)
    return tuple(sorted(found.values(), key=lambda offer: offer.start))[:MOST]


def _offered(sentence: Sentence) -> Iterator[tuple[Offered, Hit]]:
    for offered in Offered:
        for hit in sentence.of(f"offers:{offered.value}"):
            before = [word.key for word in sentence.words[max(hit.first - 2, 0) : hit.last]]
            if NOT.isdisjoint(before):
                yield offered, hit


def _offer(reading: Reading, sentence: Sentence, offered: Offered, hit: Hit) -> Offer | None:
    asks = any(
        part.direct and part.sentence is sentence and part.first <= hit.first < part.last
        for part in reading.asked
    )
    if offered is not Offered.PRICE and (asks or sentence.has("promised")):
        return None
    start, end = clause(reading, sentence, hit.first, hit.last)
    words = reading.shown[start:end]
    if offered is Offered.PRICE and not _AMOUNT.search(words):
        return None
    timed = when_of(reading, sentence, start, end)
    if offered is Offered.TIME and not (times(words, reading.turn.at) or _OPEN_TIME.search(words)):
        return None
    return Offer(reading.text[start:end], offered, start, end, timed)
