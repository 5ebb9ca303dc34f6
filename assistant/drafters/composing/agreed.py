"""A time that they take: out of the book, or the one that our last line offered."""

import re
from datetime import datetime, time

from assistant.core.fact import Fact, FactKind
from assistant.core.thread import Line
from assistant.core.when import Precision, resolve
from assistant.drafters.composing import cars, slots, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

ASSENT = re.compile(
    r"^\W*(?:yes|yep|yeah|ok(?:ay)?|sure|perfect|great|good|fine|(?:that|it) (?:works|is fine|is good)"
    r"|sounds good|see you|will do|deal|s[íi]|perfecto|est[áa] bien|de acuerdo|sale)\b",
    re.I,
)


def accepted(matter: Matter, index: int) -> list[Part]:
    """They say yes to the time that our last line offered, and it is in the book."""
    ours = next((line for line in reversed(matter.context.thread) if not line.from_customer), None)
    times = [w.earliest for w in matter.inquiry.times if w.earliest and w.earliest == w.latest]
    if ours and (agreed := _of_ours(matter, ours, times)):
        return [agreed_on(matter, agreed, index)]
    if ours is None or not any(matter.tongue.figure(one) in ours.text for one in times):
        return []
    for fact in matter.of(FactKind.APPOINTMENT):
        starts = when.read(fact.data.get("at", ""))
        local = starts.astimezone(matter.now.tzinfo) if starts else None
        if local and local > matter.now and local.time().replace(tzinfo=None) in times:
            return [_kept(matter, index, local, fact)]
    if slots.fitting(matter):
        return []
    text = matter.say("slot-accepted", time=_said_back(matter, times[-1]), car="")
    return [Said(text[:1].upper() + text[1:], (), (index,))]


def _said_back(matter: Matter, taken: time) -> str:
    """With its day, where they or our line name one."""
    day = next((w.day for w in matter.inquiry.times if w.earliest == taken and w.day), None)
    if day is None:
        return matter.tongue.clock(taken)
    return matter.at(datetime.combine(day, taken, matter.now.tzinfo))


def agreed_on(matter: Matter, starts: datetime, index: int) -> Said:
    """The time that we had offered is theirs, out of the book where it stands there."""
    slot = next((pair for pair in slots.free(matter) if pair[0] == starts), None)
    if slot:
        return booked(matter, slot, index)
    text = matter.say("slot-accepted", time=matter.at(starts.astimezone(matter.now.tzinfo)), car="")
    return Said(text[:1].upper() + text[1:], (), (index,))


def booked(matter: Matter, slot: tuple[datetime, Fact], *questions: int) -> Said:
    """They took a time: it is theirs, and something concrete will wait for them."""
    found = cars.wanted(matter)
    known = [f for f in matter.of(FactKind.STOCK) if f.data.get("status") == "here"]
    one = found[0] if len(found) == 1 else known[0] if len(known) == 1 else None
    shown = one if matter.department == "sales" else None
    starts, fact = slot
    text = matter.say(
        "slot-is-yours", time=slots.in_words(matter, [slot]), car=cars.spoken(matter, shown) if shown else ""
    )
    what = f"have the {cars.car(shown)} out front" if shown else "have everything ready for the visit"
    return Said(text, (fact, *([shown] if shown else [])), questions, what=what, due=starts)


def _of_ours(matter: Matter, ours: Line, times: list[time]) -> datetime | None:
    """The one time of our last line that they take: by its hour, or by a yes where it was the only one."""
    dated = any(w.day and w.earliest for w in matter.inquiry.times)
    if dated or matter.inquiry.questions[1:] or matter.of(FactKind.APPOINTMENT):
        return None
    hours = matter.context.store.hours
    moments = resolve(ours.text, hours.local(ours.at), hours)
    offered = [m.at for m in moments if m.precision is Precision.TIME and m.at > matter.now and not m.until]
    offered = list(dict.fromkeys(offered))
    taken = [at for at in offered if at.timetz().replace(tzinfo=None) in times]
    if times:
        return taken[0] if len(taken) == 1 else None
    return offered[0] if len(offered) == 1 and ASSENT.match(matter.inquiry.text) else None


def _kept(matter: Matter, index: int, starts: datetime, fact: Fact) -> Said:
    text = " ".join(fact.data.values())
    shown = [f for f in matter.of(FactKind.STOCK) if f.data.get("stock") and f.data["stock"] in text]
    name = cars.car(shown[0]) if shown else ""
    said = matter.say(
        "slot-accepted", time=matter.at(starts), car=cars.spoken(matter, shown[0]) if name else ""
    )
    what = f"have the {name} out front" if name else ""
    return Said(
        said[:1].upper() + said[1:], (fact, *shown[:1]), (index,), what=what, due=starts if name else None
    )
