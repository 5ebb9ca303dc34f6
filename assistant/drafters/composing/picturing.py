"""They would like to see a car before they come: who takes the pictures, and by when they have them."""

import re

from assistant.core.draft import AnswerState
from assistant.core.inquiry import Question, Topic
from assistant.drafters.composing import cars
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

FILM = re.compile(r"\b(?:videos?|walk-?arounds?|film)\b", re.I)
SHOW = re.compile(
    r"\b(?:send|any chance|can (?:you|i|we|u)|could (?:you|i|we)|would you|do you have|got any|more"
    r"|please|get|see)\b"
    r"[^?.!]{0,40}\b(?:photos?|pictures?|pics?|videos?|walk-?arounds?)\b",
    re.I,
)
TOPICS = (Topic.FEATURE, Topic.OTHER, Topic.AVAILABILITY, Topic.PAPERWORK)


def pictured(matter: Matter, index: int, question: Question) -> list[Part]:
    """Empty where they ask for none, or of no car of ours."""
    if question.topic not in TOPICS or matter.tongue.signs or not SHOW.search(question.text):
        return []
    found = cars.wanted(matter, question) or cars.named_before(matter)
    if len(found) != 1 or found[0].data.get("status") != "here":
        return []
    film = FILM.search(question.text) is not None
    text = matter.say(
        "pictures", car=cars.called(matter, found[0]), film=film, by=matter.by(matter.due), chat=matter.chat
    )
    what = f"take {'a video' if film else 'photos'} of the {cars.car(found[0])} and send them"
    return [Said(text, (found[0],), (index,), AnswerState.OWNED, what, matter.due)]
