"""Letters that nobody asked for: what is said in each, from the record that is their reason."""

from collections.abc import Mapping

from assistant.core.fact import FactKind
from assistant.core.touches import Occasion, TouchKind
from assistant.drafters.composing import when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.parts import MissingPart
from assistant.drafters.composing.unasked import matters, people, sales, shop
from assistant.drafters.composing.unasked.known import NOTHING, Letter, Shape, car, of_id, unread

K = TouchKind
WITHOUT_A_FACT = (K.OPEN_GAP, K.SURVEY, K.THANKS, K.DATE)  # or with one that this language cannot read


def letter(matter: Matter, occasion: Occasion) -> Letter:
    """Empty where nothing on record says any more what it was about.

    MissingPart where this language cannot say what the record does.
    """
    about = of_id(matter, occasion.fact)
    known = about is not None or occasion.kind in WITHOUT_A_FACT
    said = LETTERS[occasion.kind](matter, occasion, about or NOTHING) if known else []
    if not said and (unread(matter, occasion.fact) or unread(matter, occasion.names)):
        raise MissingPart(occasion.kind)
    return said


def subject(matter: Matter, occasion: Occasion) -> str:
    about = of_id(matter, occasion.fact) or unread(matter, occasion.fact) or NOTHING
    spoken = occasion.names if occasion.kind is K.OPEN_GAP and about.kind is not FactKind.PROMISE else ""
    if occasion.kind is K.DELAY and about.kind in matters.ON_ORDER:
        spoken = about.text
    if occasion.kind is K.DATE:
        at = when.read(about.data.get("at", ""))
        spoken = matter.day(at.date()) if at else ""
    return matter.say(
        "first-subject",
        kind=occasion.kind.value,
        car=car(matter, about),
        about=spoken,
        mood=people.mood(about.data.get("text", "")) if occasion.kind is K.DATE else "",
    )


LETTERS: Mapping[TouchKind, Shape] = {
    K.DELAY: matters.delay,
    K.NO_NEWS: matters.no_news,
    K.DATE: people.date,
    K.THANKS: people.thanks,
    K.GESTURE: people.gesture,
    K.DELIVERED: sales.delivered,
    K.INTRODUCTION: sales.introduction,
    K.SETTLED_IN: sales.settled_in,
    K.ANNIVERSARY: sales.anniversary,
    K.SURVEY: shop.survey,
    K.YEAR_GAP: sales.year_gap,
    K.OPEN_GAP: matters.open_gap,
    K.SERVICE_DUE: shop.service_due,
    K.NEXT_RUNG: shop.next_rung,
}
