"""We write first: a colleague takes over, or looks after what was sold; by name, and where by when."""

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind
from assistant.drafters.composing import cars, harmed
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said


def handed(matter: Matter) -> list[list[Said]]:
    """Of the one teammate given: who it is, by when they write, how they are reached."""
    taker = matter.of(FactKind.TEAMMATE)[0]
    sorry = harmed.harm(matter) if matter.inquiry.kind is Kind.COMPLAINT else []
    car, fact, theirs = _thing(matter)
    text = matter.say("handed", who=_introduced(matter, taker), car=car, theirs=theirs)
    facts = (taker,) if fact is None else (taker, fact)
    twice = [Said(matter.say("handed-twice"))]
    return [
        sorry,
        [Said(text.replace(",,", ","), facts), _then(matter, taker)],
        [*twice, *_reached(matter, taker)],
    ]


def introduces(matter: Matter) -> list[list[Said]]:
    """Of the one teammate and the one sale (or car of theirs) given: who looks after the car from now on."""
    adviser = matter.of(FactKind.TEAMMATE)[0]
    sold = next(iter(matter.of(FactKind.SALE, FactKind.OWNED)), None)
    who = _introduced(matter, adviser)
    first = matter.say("introduces", who=who, car=_sold(matter, sold)).replace(",,", ",")
    then = matter.say("introduces-then", first=_first(adviser))
    return [
        [Said(first, (adviser,) if sold is None else (adviser, sold))],
        [*_reached(matter, adviser), Said(then, (adviser,))],
    ]


def _then(matter: Matter, taker: Fact) -> Said:
    """It is the taker's promise once it is sent."""
    questions = tuple(range(len(matter.inquiry.questions)))
    text = matter.say(
        "handed-then",
        first=_first(taker),
        by=matter.by(matter.due),
        chat=matter.chat,
        asked=bool(questions),
    )
    whom = matter.context.recipient.first_name or "them"
    what = f"write to {whom} about what they asked" if questions else f"write to {whom}"
    name = taker.data.get("name", "")
    return Said(text, (taker,), questions, AnswerState.OWNED, what, matter.due, who=name)


def _reached(matter: Matter, mate: Fact) -> list[Said]:
    phone, email = mate.data.get("phone", ""), mate.data.get("email", "")
    if not (phone or email):
        return []
    return [Said(matter.say("handed-reach", first=_first(mate), phone=phone, email=email), (mate,))]


def _thing(matter: Matter) -> tuple[str, Fact | None, bool]:
    """The car that it is about, and whether it is theirs; empty where it is about none."""
    car, fact = cars.own(matter)
    if car:
        return car, fact, True
    found = cars.wanted(matter)[:1]
    return (cars.called(matter, found[0]), found[0], False) if found else ("", None, False)


def _sold(matter: Matter, fact: Fact | None) -> str:
    if fact is None:
        return ""
    if fact.kind is FactKind.SALE:
        whole = fact.data.get("vehicle", "")
        models = [one.data.get("model", "") for one in matter.of(FactKind.OWNED)]
        return next((one for one in models if one and one in whole), matter.tongue.named(whole))
    return matter.tongue.named(cars.car(fact))


def _introduced(matter: Matter, mate: Fact) -> str:
    data = mate.data
    name, title = data.get("name", ""), data.get("title", "")
    return matter.tongue.introduced(name, title, data.get("department", ""))


def _first(mate: Fact) -> str:
    return mate.data.get("name", "").partition(" ")[0]
