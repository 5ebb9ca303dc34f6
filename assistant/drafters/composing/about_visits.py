"""Appointments, changes of them, and the next step."""

import re
from dataclasses import replace
from datetime import datetime

from assistant.core.draft import AnswerState
from assistant.core.elsewhere import bought_elsewhere
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.drafters.composing import about_deals, about_place, cars, fetching, slots, when
from assistant.drafters.composing.about_shop import current, opening
from assistant.drafters.composing.agreed import accepted, booked
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.tongue.signs import Sign

PAPERS = re.compile(r"\b(?:licen[sc]es?|insurance|papers?|documents?)\b", re.I)
LOOKS = re.compile(r"(?:looks?|comes?|sees?|drives?|visits?)\b", re.I)  # a note of what they come for
FEW = 12  # words of a question that may be about one thing only
TIMELY = re.compile(
    r"\b(?:com(?:e|ing)|stop|swing|drop|drive|look\w*|see|visit|meet|appointment|appt|slots?|openings?|times?|when"
    r"|free|available|book|schedul\w*|fit|squeeze|earliest|soonest|today|tonight|tomorrow|tmrw|morning|afternoon"
    r"|evening|week|day|later|sooner|\w+day|works?|bring (?:it|her|him|them|my|the (?!dog|kids))"
    r"|take it in|get (?:it|her) in"
    r"|fix\w*|check\w*|repair\w*|wait|ride|loaner|start|done|serviced?|change[ds]?|rotat\w*|mount\w*|install\w*|noise)\b"
    r"|\d",
    re.I,
)
HOW_LONG = re.compile(r"\bhow long (?:does|will|would) (?:it|that|this) (?:take|be)\b", re.I)
SAD = re.compile(
    r"\b(?:fell|fallen|hospital|funeral|died|surgery|passed away|stroke|emergency|accident)\b", re.I
)
LATE = re.compile(r"\b(late|stuck|traffic|delayed|behind|minutes|mins?)\b", re.I)
CANCEL = re.compile(r"\b(cancel|can'?t make it|won'?t make it|not coming|call it off)\b", re.I)


def appointment(matter: Matter, index: int, question: Question) -> list[Part]:
    if said := fetching.fetched(matter, index, question) or about_deals.estimated(matter, index, question):
        return said
    drops = about_place.DROPS.search(question.text)
    dropped = matter.knows(Question("key drop after hours", Topic.OTHER)) if drops else None
    if dropped and not matter.tongue.signs:
        return [Said(dropped.text, (dropped,), (index,))]
    if taken := accepted(matter, index):
        return taken
    if HOW_LONG.search(question.text) and (known := matter.work(question)):
        return [Said(matter.told(known, "takes hour minutes"), (known,), (index,))]
    if (papers := PAPERS.search(question.text)) and (known := matter.knows(question)):
        return [Said(matter.told(known, papers[0]), (known,), (index,))]
    if not _asks_for_a_time(matter, question):
        return about_deals.known_or_owed(matter, index, replace(question, topic=Topic.OTHER))
    return [*_times(matter, index), *_moved(matter)]


def _asks_for_a_time(matter: Matter, question: Question) -> bool:
    """ "Can I bring the dog?" asks for none, whatever its words have in common with a visit."""
    if matter.tongue.signs or matter.inquiry.times or len(question.text.split()) > FEW:
        return True
    return TIMELY.search(question.text) is not None


def _times(matter: Matter, index: int) -> list[Part]:
    wish, fit, free = slots.wished(matter), slots.fitting(matter), slots.free(matter)
    if slots.exact(wish) and len(fit) == 1:
        return [booked(matter, fit[0], index)]
    if len(fit) == 1:
        text = matter.say("slot-one", time=slots.in_words(matter, fit), purpose="")
        return [Said(text, (fit[0][1],), (index,))]
    shut = about_place.closed_on(matter, wish.day if wish else None)
    if shut and free:
        pair = slots.two(free)
        text = matter.say("slots-nearest", times=slots.in_words(matter, pair), count=len(pair))
        return [*shut, Said(text, tuple(f for _, f in pair), (index,))]
    if fit:
        pair = fit[:2] if wish and wish.day else slots.two(fit)
        text = _fitting(matter, pair, wished=bool(wish and wish.day))
        return [Said(text, tuple(f for _, f in pair), (index,))]
    if free:
        pair = slots.two(free)
        text = matter.say("slots-nearest", times=slots.in_words(matter, pair), count=len(pair))
        return [Said(text, tuple(f for _, f in pair), (index,))]
    if wish and not re.search(r"[?!\n]", wish.text):
        phrase = matter.phrase("wish-phrase", wish=slots.wish_in_words(matter, wish))
        return [owed(matter, index, matter.inquiry.questions[index], phrase)]
    return [Said(matter.say("ask-time"), (), (index,))]


def _moved(matter: Matter) -> list[Part]:
    """They choose among new times for a visit that they have: it is moved there."""
    booked_one = _purpose(matter)
    named = any(slots.booked_already(matter, wish) for wish in matter.inquiry.times)
    starts = when.read(booked_one.data["at"]) if booked_one and named else None
    if booked_one is None or starts is None or not slots.fitting(matter):
        return []
    what = matter.tongue.term(booked_one.data.get("purpose", ""))
    what = what if what[:2].isupper() else what[:1].lower() + what[1:]
    what = "" if LOOKS.match(what) else what
    return [Said(matter.say("move-it", purpose=what, old=matter.at(starts)), (booked_one,))]


def _fitting(matter: Matter, pair: list[tuple[datetime, Fact]], *, wished: bool) -> str:
    """ "Thursday works: I have 4:15 pm or 5 pm", where it is the day that they named."""
    day = pair[0][0].date()
    same = wished and all(starts.date() == day for starts, _ in pair)
    name = matter.tongue.day(day, matter.now.date()) if same else ""
    times = matter.tongue.clocks([starts for starts, _ in pair]) if same else slots.in_words(matter, pair)
    found = cars.wanted(matter) if matter.department == "sales" else []
    one = found[0] if len(found) == 1 and found[0].id not in matter.named else None
    return matter.say(
        "slots-fit",
        times=times,
        day=name[:1].upper() + name[1:],
        both=len(matter.near) > 1,
        car=cars.car(one) if one and one.data.get("status") == "here" else "",
    )


def change(matter: Matter, index: int, question: Question) -> list[Part]:
    text = f"{question.text} {matter.inquiry.text}"
    if matter.shows(Sign.CANCEL, CANCEL, text):
        return _cancelled(matter, index)
    if matter.shows(Sign.LATE, LATE, text) and not slots.fitting(matter):
        if matter.department == "service" and not matter.chat:
            told = matter.say("late-tell", by=matter.by(matter.due))
            return [
                Said(told, (), (index,), AnswerState.OWNED, "tell the service lane and write", matter.due)
            ]
        if moved := _later_today(matter, index):
            return moved
        today = opening(matter)
        said = matter.say("late-fine", until=today[0] if today else "")
        return [Said(said, (today[1],) if today else (), (index,))]
    fit = slots.fitting(matter)
    purpose = _purpose(matter)
    if len(fit) == 1:
        facts = (fit[0][1], *([purpose] if purpose else []))
        said = matter.say(
            "slot-one",
            time=slots.in_words(matter, fit),
            purpose=matter.tongue.term(purpose.data.get("purpose", "")) if purpose else "",
        )
        return [Said(said, facts, (index,))]
    return appointment(matter, index, question)


def _later_today(matter: Matter, index: int) -> list[Part]:
    """ "More like 2": the new hour is taken, and the car that we named waits."""
    wish = slots.wished(matter)
    exact = wish.earliest if wish and slots.exact(wish) else None
    if exact is None or matter.tongue.signs or (wish and wish.day and wish.day != matter.now.date()):
        return []
    starts = datetime.combine(matter.now.date(), exact, matter.now.tzinfo)
    if starts <= matter.now or not matter.context.store.hours.is_open(starts):
        return []
    car = next(iter(cars.named_before(matter)), None)
    if car is None:
        return []
    text = matter.say("late-moved", car=cars.spoken(matter, car, color=True))
    return [Said(text, (car,), (index,), what=f"have the {cars.car(car)} out front", due=starts)]


def _purpose(matter: Matter) -> Fact | None:
    """The appointment that they have, the next one."""
    ahead = [
        f
        for f in matter.of(FactKind.APPOINTMENT)
        if (at := when.read(f.data.get("at", ""))) and at > matter.now
    ]
    return min(ahead, key=lambda f: f.data["at"]) if ahead else None


def _cancelled(matter: Matter, index: int) -> list[Part]:
    booked_one = _purpose(matter)
    starts = when.read(booked_one.data["at"]) if booked_one else None
    purpose = booked_one.data.get("purpose", "") if booked_one else ""
    at = matter.at(starts) if starts else ""
    sad = SAD.search(matter.inquiry.text) is not None
    text = matter.say("cancel", purpose=matter.tongue.term(purpose), when=at, sad=sad)
    facts = (booked_one,) if booked_one else ()
    due = max(matter.due, matter.now) if matter.due.date() == matter.now.date() else _tonight(matter)
    done = Said(text, facts, (index,), what=f"take {purpose or 'the appointment'} out of the book", due=due)
    left = bought_elsewhere(matter.inquiry.text)
    return [done, Said(matter.say("cancel-elsewhere" if left else "cancel-next"))]


def _tonight(matter: Matter) -> datetime:
    return matter.now.replace(hour=23, minute=59, second=0, microsecond=0)


def next_step(matter: Matter) -> list[Part]:
    """Two times to choose from where nobody has spoken of a time yet."""
    if matter.asked(Topic.APPOINTMENT, Topic.CHANGE, Topic.CALL_BACK):
        return []
    if matter.department == "service" and (current(matter) or matter.asked(Topic.REPAIR_STATUS)):
        return []  # the car is with us
    fit = slots.fitting(matter)
    if slots.exact(slots.wished(matter)) and len(fit) == 1:
        return [booked(matter, fit[0])]
    pair = fit[:2] or slots.two(slots.free(matter))
    facts = tuple(fact for _, fact in pair)
    if matter.department == "sales":
        return _drive(matter, slots.in_words(matter, pair), facts)
    if not pair:
        return []
    part = matter.say("offer-visit", times=slots.in_words(matter, pair), many=len(pair) > 1)
    return [Said(part, facts)]


def _drive(matter: Matter, times: str, facts: tuple[Fact, ...]) -> list[Part]:
    wanted = cars.wanted(matter)
    here = [f for f in wanted if f.data.get("status") == "here"]
    if wanted and not here:
        near = cars.nearest(matter, wanted[0])
        text = matter.say("offer-alternative", times=times, many=len(facts) > 1)
        return [Said(text, facts)] if near and times else []
    if not here:
        if not times or not matter.asked(Topic.TRADE_IN) or not slots.fitting(matter):
            return []
        return [Said(matter.say("offer-visit", times=times, many=len(facts) > 1), facts)]
    if times:
        return [Said(matter.say("offer-drive", times=times, many=len(facts) > 1), facts)]
    return [Said(matter.say("ask-time"))]
