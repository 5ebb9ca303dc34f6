"""What the letters that nobody asked for have in common: their record, the car, who of ours stands in it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from assistant.core.fact import Fact, FactKind
from assistant.core.touches import Occasion
from assistant.drafters.composing import amends, slots, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.remembered import ASKS
from assistant.drafters.composing.said import Said

Letter = list[list[Said]]
Shape = Callable[[Matter, Occasion, Fact], Letter]
NOTHING = Fact("", FactKind.NOTE, "", "")
TURNS = 3  # shapes of one letter
AHEAD = (2, 1)  # days until the first time that is offered; whoever did not ask needs a while to read it
FAR = timedelta(days=300)  # a month of longer ago needs its year


def of_id(matter: Matter, key: str) -> Fact | None:
    """Among `occasion.names`, too, of which each line may be one."""
    keys = key.split("\n")
    return next((fact for fact in matter.facts if fact.id in keys), None) if key else None


def unread(matter: Matter, key: str) -> Fact | None:
    """The same, where this language cannot read it: its days and names still hold."""
    return next((fact for fact in matter.unread if fact.id in key.split("\n")), None) if key else None


def car(matter: Matter, fact: Fact) -> str:
    """The model, as people call it: "Outback"."""
    whole = fact.data.get("vehicle", "")
    owned = [one.data.get("model", "") for one in matter.of(FactKind.OWNED)]
    named = [model for model in owned if model and (model in whole or not whole)]
    return (named or [whole])[0] or matter.tongue.theirs("")


def then(matter: Matter, part: str, about: Fact) -> str:
    """The day of a record as it stands in a sentence."""
    moment = when.read(about.data.get(part, ""))
    return matter.tongue.on(matter.tongue.past(moment, matter.now)) if moment else ""


def month(matter: Matter, moment: datetime) -> str:
    """ "February"; with its year where that was long ago."""
    told = matter.tongue.month(moment)
    near = matter.now - moment < FAR
    return re.sub(rf"(?: de)? {moment.year}$", "", told) if near else told


def work(matter: Matter, about: Fact) -> str:
    """What was done, in the letter's language; the first thing of several."""
    return matter.tongue.term(about.data.get("work", "").split(";")[0])


def turn(about: Fact) -> int:
    """Which shape: by the number of the record, so that neighbours in a list differ, and the same stays."""
    digits = re.sub(r"\D", "", about.id.rpartition(":")[2])
    return int(digits or 0) % TURNS


def who(matter: Matter, about: Fact) -> dict[str, object]:
    """ "mine", or whose first name is said: of ours, who stands in the record."""
    name = about.data.get("teammate", "") or about.data.get("who", "")
    mine = name == matter.context.signer.name
    return {"mine": mine, "who": "" if mine else name.partition(" ")[0]}


def promised(matter: Matter, about: Fact) -> dict[str, object]:
    """What a promise says, and how it stands in a sentence; nothing where this language cannot say it."""
    what = amends.to_them(matter, about.data.get("what", ""))
    if not matter.tongue.reads(what):
        matter.left_out.append(about)
        return {"what": "", "verb": False, "asks": False}
    verb = what.split(" ")[0].lower() in amends.VERBS
    return {"what": what, "verb": verb, "asks": ASKS.match(what) is not None}


def times(matter: Matter) -> Said:
    """Two times of the coming days, none of today: nobody waits for this letter."""
    found = slots.free(matter)
    for days in AHEAD:
        first = matter.now.date() + timedelta(days=days)
        if pair := slots.two([one for one in found if one[0].date() >= first]):
            text = matter.say("offer-visit", times=slots.in_words(matter, pair), many=len(pair) > 1)
            return Said(text, tuple(fact for _, fact in pair))
    return Said(matter.say("first-service-ask"))
