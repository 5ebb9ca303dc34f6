"""While something is open: a price or a question gone silent, what we owe, no news, a delay."""

import re
from datetime import timedelta

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.touches import Occasion
from assistant.drafters.composing import mending, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.parts import MissingPart
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.unasked.known import Letter, car, promised, then, turn, who, work

AGAIN = timedelta(days=2)  # business days until they hear again where there was no news
ON_ORDER = (FactKind.NOTE, FactKind.QUOTE)
SHOP_DAY = timedelta(hours=10)
OPENS = re.compile(r"(?:The|A|An|Our|Your|Estimate|Quote|Price|Offer)\b")  # small within a sentence
ON_TRADE = re.compile(r"\b(?:the|his|her|their) (?=(?:19|20)\d\d\b[^,.;]{0,30}\bon trade\b)")


def open_gap(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    if about.kind is FactKind.PROMISE:
        return _owed(matter, about)
    which = turn(about)
    asks = [Said(matter.say("first-quote-then", priced=about.kind is FactKind.QUOTE, turn=which))]
    if about.kind is FactKind.QUOTE:
        return [[Said(_priced(matter, about, which), (about,))], asks]
    last = matter.context.thread[-1].at if matter.context.thread else matter.now
    day = matter.tongue.on(matter.tongue.past(last, matter.now))
    named = occasion.names or matter.tongue.theirs("")
    return [[Said(matter.say("first-lead", car=named, day=day))], asks]


def _priced(matter: Matter, about: Fact, which: int) -> str:
    """The price as it was said; in another language the amount alone."""
    told = (about.data.get("text", "") or about.text).strip().rstrip(".")
    told = ON_TRADE.sub("your ", told)
    told = told[:1].lower() + told[1:] if OPENS.match(told) else told
    if not matter.tongue.reads(told):
        matter.left_out.append(about)
        told = about.data.get("amount", "")
    if not told:
        raise MissingPart("what was quoted")
    day = then(matter, "at", about)
    return matter.say("first-quote", day=day, price=told, turn=which, **who(matter, about))


def _owed(matter: Matter, about: Fact) -> Letter:
    """The promise itself, or in another language that there is one, and since when."""
    if not about.data.get("what"):
        return []
    told = promised(matter, about) | who(matter, about)
    first = matter.say("first-owed", day=then(matter, "made", about), **told)
    return [[Said(first, (about,))], [Said(matter.say("first-owed-then"))]]


def no_news(matter: Matter, _: Occasion, about: Fact) -> Letter:
    if about.kind is FactKind.PROMISE:
        due = when.read(about.data.get("due", ""))
        told = promised(matter, about)
        if not told["what"]:
            raise MissingPart("what was promised")
        first = Said(matter.say("first-no-news", car="", **told), (about,))
        mine = who(matter, about)["mine"]
        holds = matter.say("first-no-news-holds", by=matter.by(due), mine=mine) if due else ""
        return [[first, Said(holds, (about,))]]
    return _still_here(matter, about)


def _still_here(matter: Matter, about: Fact) -> Letter:
    """A car in the shop: what it waits for, and when they hear again."""
    name = car(matter, about)
    first = Said(matter.say("first-no-news", what="", verb=False, asks=False, car=name), (about,))
    part = matter.tongue.term(about.data.get("part", ""))
    lacks = matter.say("first-no-news-parts", part=part, car=name) if part else ""
    due = matter.context.store.hours.after(matter.now, AGAIN.days * SHOP_DAY).replace(minute=0)
    text = matter.say("first-no-news-then", by=matter.by(due))
    again = Said(text, (), (), AnswerState.OWNED, f"write how the {name} stands", due)
    return [[first, Said(lacks, (about,))], [again]]


def delay(matter: Matter, _: Occasion, about: Fact) -> Letter:
    was = when.read(about.data.get("was", ""))
    said = (about.data.get(part, "") for part in ("arrives", "ready_at", "at"))
    new = when.read(next(filter(None, said), ""))
    if was is None or new is None:
        return []
    if about.kind in ON_ORDER:
        days = {"was": matter.day(was.date()), "new": matter.day(new.date())}
        return [[Said(matter.say("first-delay-order", **days), (about,))]]
    visit = about.kind is FactKind.APPOINTMENT
    told = matter.say(
        "first-delay",
        car=car(matter, about),
        work=work(matter, about),
        was=matter.tongue.on(matter.at(was)),
        new=matter.tongue.on(matter.at(new)),
        visit=visit,
    )
    loan = [] if visit else mending.offered(matter, ("repair-status",))
    asks = [Said(matter.say("first-delay-then", visit=visit))]
    return [[Said(told, (about,))], loan or asks]
