"""A call that they ask for: on which number, when."""

import re
from datetime import date, datetime, time, timedelta

from assistant.core.draft import AnswerState
from assistant.core.inquiry import Question, When
from assistant.drafters.composing import cars, slots
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

AFTER = re.compile(r"\bafter (\d{1,2})(?::(\d\d))? ?([ap])?\.?(?:m\b|(?!\w))", re.I)
FIRST_HOUR = 8  # of our day: a bare "after 4" is in the afternoon
WITHIN = 7  # days in which their time of day is looked for
PHONE = re.compile(r"(?<!\w)\+?\(?\d{3}\)?[-. ]?\d{3,4}(?:[-. ]?\d{4})?(?!\w)")


def call_back(matter: Matter, index: int, _: Question) -> list[Part]:
    number = PHONE.search(matter.words)
    if not number:
        return [Said(matter.say("call-ask"), (), (index,))]
    start, asked = _call_time(matter)
    about = cars.wanted(matter)
    name = cars.called(matter, about[0]) if len(about) == 1 else ""
    text = matter.say("call", phone=number[0], at=matter.at(start), about=name, asked=asked)
    facts = tuple(about) if name else ()
    return [Said(text, facts, (index,), AnswerState.OWNED, f"call at {number[0]}", start)]


def _call_time(matter: Matter) -> tuple[datetime, bool]:
    """Inside their wish and our hours, on the first day that has both; else when an answer would be due.

    And whether it is the time that they asked for.
    """
    wish, hours = slots.wished(matter) or _asked_before(matter), matter.context.store.hours
    if wish is None:
        return matter.due, False
    first = wish.day or matter.now.date()
    for day in [first + timedelta(days=ahead) for ahead in range(1 if wish.day else WITHIN)]:
        for start in _moments(wish, day, matter):
            if start > matter.now + timedelta(minutes=10) and hours.is_open(start):
                return start, True
    return matter.due, False


def _moments(wish: When, day: date, matter: Matter) -> list[datetime]:
    """An hour into their time, or sooner where it ends or we close before."""
    begins = datetime.combine(day, wish.earliest or time(10), matter.now.tzinfo)
    if slots.exact(wish):
        return [begins]
    latest = datetime.combine(day, wish.latest, matter.now.tzinfo) if wish.latest else None
    later = [begins + timedelta(minutes=minutes) for minutes in (60, 30)]
    return [min(start, latest) if latest else start for start in later] + [begins]


def _asked_before(matter: Matter) -> When | None:
    """ "Call me after 12", in the line before their number."""
    lines = [line.text for line in matter.context.thread if line.from_customer]
    found = AFTER.search(lines[-1]) if lines else None
    if found is None:
        return None
    hour = int(found[1]) % 12
    late = (found[3] or "").lower().startswith("p") or hour < FIRST_HOUR
    return When(found[0], None, time(hour + 12 * late, int(found[2] or 0)), None)
