"""We write first: a promise of ours that will hardly be kept in time, or was not; told before they ask."""

from assistant.core.draft import AnswerState
from assistant.core.fact import FactKind
from assistant.core.words import content
from assistant.drafters.composing import about_shop, amends, mending, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.remembered import ASKS
from assistant.drafters.composing.said import Said


def news(matter: Matter) -> list[list[Said]]:
    """Of the one promise given: what is late, where it stands, a new narrow time, what they may choose."""
    owned_up, _ = amends.late_promises(matter)
    said = owned_up or _at_risk(matter)
    return [said, _standing(matter), mending.offered(matter, ("complaint", "repair-status"))]


def _at_risk(matter: Matter) -> list[Said]:
    """Not late yet: they hear it before the time, and by when they hear more."""
    for fact in matter.of(FactKind.PROMISE):
        due, what = when.read(fact.data.get("due", "")), amends.to_them(matter, fact.data.get("what", ""))
        if due is None or not what:
            continue
        mine = fact.data.get("who", "") == matter.context.signer.name
        first = matter.say(
            "promise-at-risk",
            who="I" if mine else fact.data.get("who", ""),
            what=what,
            due=matter.by(due),
            asks=ASKS.match(what) is not None,
            verb=what.split(" ")[0].lower() in amends.VERBS,
        )
        then = matter.say("promise-at-risk-then", by=matter.by(matter.due))
        return [Said(first, (fact,)), Said(then, (), (), AnswerState.OWNED, what, matter.due)]
    return []


def _standing(matter: Matter) -> list[Said]:
    """Where their car stands, where the promise is about it."""
    fact = about_shop.current(matter)
    promised = " ".join(one.text for one in matter.of(FactKind.PROMISE))
    about = content(" ".join(fact.data.get(key, "") for key in ("vehicle", "work", "part"))) if fact else None
    if fact is None or not about or not about & content(promised):
        return []
    ready = when.read(fact.data.get("ready_at", ""))
    known = matter.at(ready) if ready and ready > matter.now else ""
    work = matter.tongue.term(about_shop.VISIT.sub("", fact.data.get("work", "").split(";")[0]))
    car = about_shop.name_of(matter, fact)
    text = matter.say("repair-open", car=car, work=work, ready=known, done=False, meets="")
    return [Said(text, (fact,))]
