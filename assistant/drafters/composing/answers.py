"""Which facts answer which question: one table from topic to function."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.core.fact import FactKind
from assistant.core.inquiry import Question, Topic
from assistant.drafters.composing import (
    about_calls,
    about_deals,
    about_features,
    about_place,
    about_prices,
    about_shop,
    about_stock,
    about_visits,
    abroad,
    sending,
)
from assistant.drafters.composing.about_policies import covered, returned
from assistant.drafters.composing.about_safety import may_be_driven
from assistant.drafters.composing.asking_back import nudged, what_about
from assistant.drafters.composing.first import said_first
from assistant.drafters.composing.guarded import guarded
from assistant.drafters.composing.heard import heard
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.picturing import pictured
from assistant.drafters.composing.remembered import remembered
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.suggesting import suggested
from assistant.drafters.composing.unwanted import besides, stopped

Answering = Callable[[Matter, int, Question], list[Part]]

BY_TOPIC: Mapping[Topic, Answering] = {
    Topic.AVAILABILITY: about_stock.availability,
    Topic.PRICE: about_prices.price,
    Topic.FEATURE: about_features.feature,
    Topic.TRADE_IN: about_deals.trade_in,
    Topic.RECALL: about_deals.recall,
    Topic.REPAIR_STATUS: about_shop.repair_status,
    Topic.HISTORY: about_shop.history,
    Topic.APPOINTMENT: about_visits.appointment,
    Topic.CHANGE: about_visits.change,
    Topic.CALL_BACK: about_calls.call_back,
    Topic.HOURS: about_place.hours,
    Topic.LOCATION: about_place.location,
}
OF_A_CAR = (Topic.FEATURE, Topic.PRICE, Topic.HISTORY, Topic.AVAILABILITY)
MONEY = re.compile(r"\b(?:deposit|hold|down)\b", re.I)
LAST = (Topic.APPOINTMENT, Topic.CHANGE)  # times stand at the end, where the answer to them begins


def answered(matter: Matter, skip: frozenset[int] = frozenset()) -> tuple[list[Part], list[Part]]:
    """What is said to the questions, and what is said about times; those in `skip` are spoken of already."""
    body: list[Part] = []
    times: list[Part] = []
    spoken = set(skip) | said_first(matter)
    for index, question in _in_order(matter):
        if index in spoken:
            continue
        answer = BY_TOPIC.get(question.topic, about_deals.known_or_owed)
        known = (
            heard(matter, index)
            or guarded(matter, index)
            or nudged(matter, index, question)
            or stopped(matter, index, question)
            or suggested(matter, index, question)
            or pictured(matter, index, question)
            or returned(matter, index, question)
            or may_be_driven(matter, index, question)
            or covered(matter, index, question)
            or what_about(matter, index)
            or abroad.told(matter, index, question)
            or sending.sent(matter, index, question)
            or remembered(matter, index, question)
        )
        said = known or answer(matter, index, question)
        spoken.update(place for one in said if isinstance(one, Said) for place in one.questions)
        (times if question.topic in LAST else body).extend(said)
    body.extend(besides(matter))
    return _apart(once(body), once(times))


def _in_order(matter: Matter) -> list[tuple[int, Question]]:
    """As they ask; whether the car is there before what it has or costs."""
    asked = list(enumerate(matter.inquiry.questions))
    if not asked or asked[0][1].topic not in OF_A_CAR:
        return asked
    return sorted(
        asked, key=lambda pair: pair[1].topic is not Topic.AVAILABILITY or bool(MONEY.search(pair[1].text))
    )


def _apart(body: list[Part], times: list[Part]) -> tuple[list[Part], list[Part]]:
    """What was said in answer to a question is not said again beside the times."""
    again = {one.text: one for one in times if isinstance(one, Said)}
    kept = [
        replace(one, questions=(*one.questions, *again[one.text].questions))
        if isinstance(one, Said) and one.text in again
        else one
        for one in body
    ]
    told = {one.text for one in body if isinstance(one, Said)}
    return kept, [one for one in times if not (isinstance(one, Said) and one.text in told)]


def _told(said: Said) -> object:
    """Hours of the same day are the same, whether or not they begin with a yes."""
    days = tuple(fact.id for fact in said.facts if fact.kind is FactKind.HOURS)
    return days if days and len(days) == len(said.facts) else said.text


def _holds(said: object, part: Part) -> bool:
    """Whether an earlier sentence says all of this one."""
    return isinstance(said, str) and isinstance(part, Said) and len(part.text) > 20 and part.text in said


def once(parts: list[Part]) -> list[Part]:
    """The same sentence is said once, for all the questions that it answers."""

    kept: dict[object, Part] = {}
    for place, part in enumerate(parts):
        key: object = _told(part) if isinstance(part, Said) else place
        key = next((held for held in kept if _holds(held, part)), key)
        before = kept.get(key)
        if isinstance(before, Said) and isinstance(part, Said):
            kept[key] = replace(before, questions=(*before.questions, *part.questions))
        else:
            kept[key] = part
    return list(kept.values())
