"""One thing that we remember of this customer, said where there is room for it."""

from assistant.core.fact import FactKind
from assistant.core.inquiry import Kind, Pressure, Topic
from assistant.core.words import content, has_word
from assistant.drafters.composing import cars, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said


def history(matter: Matter) -> list[Said]:
    """One thing we remember, where there is room for it and nothing is wrong."""
    late = any(f.data.get("late") == "yes" for f in matter.of(FactKind.PROMISE))
    if matter.chat or late or matter.inquiry.pressure is not Pressure.NONE:
        return []
    name, _ = cars.own(matter)
    if matter.inquiry.kind is Kind.SERVICE and matter.asked(Topic.APPOINTMENT):
        about = content(matter.words)
        done = [
            f
            for f in matter.of(FactKind.REPAIR)
            if f.data.get("status") == "done" and content(f.data.get("work", "")) & about
        ]
        moment = when.read(done[0].data.get("at", "")) if done else None
        if moment and name:
            text = matter.say(
                "history-visit",
                car=name,
                work=matter.tongue.term(done[0].data["work"]),
                month=matter.tongue.month(moment),
            )
            return [Said(text, (done[0],))]
    return _sold_by_me(matter)


def _sold_by_me(matter: Matter) -> list[Said]:
    """A buyer of the writer's comes back for another car, and has not spoken of the first."""
    if matter.inquiry.kind is not Kind.LEAD or matter.context.thread:
        return []
    for fact in matter.of(FactKind.SALE):
        moment = when.read(fact.data.get("at", ""))
        vehicle = fact.data.get("vehicle", "")
        spoken = any(has_word(matter.words, word) for word in vehicle.split())
        if moment and vehicle and fact.data.get("teammate") == matter.context.signer.name and not spoken:
            return [
                Said(
                    matter.say(
                        "history-sale", car=matter.tongue.named(vehicle), month=matter.tongue.month(moment)
                    ),
                    (fact,),
                )
            ]
    return []
