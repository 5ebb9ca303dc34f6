"""Free times: those that fit what the customer wishes, and two to offer."""

import re
from dataclasses import replace
from datetime import datetime, time

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Topic, When
from assistant.drafters.composing import when
from assistant.drafters.composing.matter import Matter

TRIP = re.compile(
    r"\b(?:we|i|i'm|we're|they) (?:\w+ ){0,2}(?:driv(?:e|ing) to|fly(?:ing)?|leav(?:e|ing)|travel(?:l?ing)?) "
    r"(?!work\b|you\b|home\b|by\b|it\b|the (?:car|key))",
    re.I,
)


def free(matter: Matter) -> list[tuple[datetime, Fact]]:
    """Of the department that the matter is about, from now on, soonest first."""
    found = []
    for fact in matter.of(FactKind.SLOT):
        starts = when.read(fact.data.get("starts", ""))
        if starts and starts > matter.now and fact.data.get("department") in ("", None, matter.department):
            found.append((starts.astimezone(matter.now.tzinfo), fact))
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def fits(starts: datetime, wish: When) -> bool:
    clock = starts.time().replace(tzinfo=None)
    if wish.day and starts.date() != wish.day:
        return False
    return (wish.earliest or time.min) <= clock <= (wish.latest or time.max)


def wished(matter: Matter) -> When | None:
    """The day or time they would like: the last that they named with a day, else with a time."""
    times = _in_what_they_ask(matter) or [w for w in matter.inquiry.times if not _away(matter, w)]
    named = [w for w in times if w.day and w.day >= matter.now.date()]
    named = [w for w in named if not booked_already(matter, w)] or named
    loose = [w for w in matter.inquiry.times if not w.day and (w.earliest or w.latest)]
    if named:
        exact = [w for w in named if w.earliest]
        last = (exact or named)[-1]
        if loose and not (last.earliest or last.latest):
            return replace(last, earliest=loose[-1].earliest, latest=loose[-1].latest)
        return last
    return loose[-1] if loose else None


def _away(matter: Matter, wish: When) -> bool:
    """ "We drive to Erie next Wednesday": the day of a trip of theirs, on which they cannot come."""
    said = re.split(r"(?<=[.!?;])\s+|\n+", matter.inquiry.text)
    return any(wish.text in one and TRIP.search(one) for one in said)


def _in_what_they_ask(matter: Matter) -> list[When]:
    """Of several days those in the question itself: "could we make it Friday instead"."""
    asks = [question.text for _, question in matter.asked(Topic.APPOINTMENT, Topic.CHANGE)]
    inside = [w for w in matter.inquiry.times if any(w.text in text for text in asks)]
    return inside if any(w.day for w in inside) else []


def booked_already(matter: Matter, wish: When) -> bool:
    """The time that they have and would change."""
    booked = (when.read(f.data.get("at", "")) for f in matter.of(FactKind.APPOINTMENT))
    return any(
        at.astimezone(matter.now.tzinfo).date() == wish.day
        and at.astimezone(matter.now.tzinfo).time() == wish.earliest
        for at in booked
        if at
    )


def fitting(matter: Matter) -> list[tuple[datetime, Fact]]:
    wish = wished(matter)
    return [pair for pair in free(matter) if wish and fits(pair[0], wish)]


def exact(wish: When | None) -> bool:
    return bool(wish and wish.earliest and wish.earliest == wish.latest)


def two(pairs: list[tuple[datetime, Fact]]) -> list[tuple[datetime, Fact]]:
    """The first, and the first of another day where there is one."""
    if not pairs:
        return []
    others = [pair for pair in pairs[1:] if pair[0].date() != pairs[0][0].date()]
    return [pairs[0], *(others or pairs[1:])[:1]]


def in_words(matter: Matter, pairs: list[tuple[datetime, Fact]]) -> str:
    """ "Thursday at 4:15 pm or 5 pm", "today at 4:15 pm or tomorrow at 10 am"."""
    return matter.tongue.times([starts for starts, _ in pairs], matter.now.date())


def wish_in_words(matter: Matter, wish: When) -> str:
    """Their own words for it: "Thursday after 4"."""
    return matter.tongue.wish(re.sub(r"\s+", " ", wish.text).strip(" .,!?"))
