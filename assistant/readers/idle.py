"""What has the form of a question and asks nothing of its own."""

import re

from assistant.core.inquiry import Topic
from assistant.readers.asked import LEAST, Asked
from assistant.readers.openers import opens
from assistant.readers.sentences import Sentence
from assistant.readers.words import keys

SELF_ANSWERS = keys("maybe no yes probably nope yeah yep sure")
POINTING = keys("it them that this")
UNABLE = re.compile(
    r"(?i)\A(?:i |we )?(?:still |just )*(?:can'?t|couldn'?t|can not|could not)"
    r"(?: \w+)? (?:find|figure|get|tell)\b"
)


def announces(part: Asked) -> bool:
    """ "I have a quick question": what it is comes before or after."""
    said = {
        at
        for hit in part.sentence.of("preamble")
        if part.first <= hit.first and hit.last <= part.last
        for at in range(hit.first, hit.last)
    }
    return bool(said) and part.last - part.first - len(said) <= LEAST and part.topic is Topic.OTHER


def leads_up(part: Asked, following: Asked | None) -> bool:
    """ "I'm interested in the Outback. Is it still there?" is one question."""
    if following is None or not following.direct:
        return False
    if _unable(part, following):
        return True
    if part.direct:  # "with a little lock on the picture??": the mark wonders, the next sentence asks
        wonders = part.sentence is not following.sentence and not _starts_direct(part)
        return wonders and following.sentence.words[0].key == "so"
    return any(hit.first - part.first in range(4) for hit in part.sentence.of("wish"))


def _unable(part: Asked, following: Asked) -> bool:
    """ "I couldn't find the form, can somebody send it?": the second asks for both."""
    if part.direct or not UNABLE.search(part.sentence.text[part.start - part.sentence.start :]):
        return False
    said = [word.key for word in following.sentence.words[following.first : following.last]]
    return part.sentence is following.sentence or not POINTING.isdisjoint(said)


def _starts_direct(part: Asked) -> bool:
    return opens(part.sentence.words, part.first, marked=False)


def rhetorical(part: Asked) -> bool:
    words = part.last - part.first
    covered = {
        at
        for hit in part.sentence.of("rhetorical")
        if part.first <= hit.first < part.last
        for at in range(hit.first, hit.last)
    }
    return words <= 9 and len(covered) >= 0.5 * words and bool(covered)


def answers_itself(following: Sentence) -> bool:
    return len(following.words) == 1 and following.words[0].key in SELF_ANSWERS
