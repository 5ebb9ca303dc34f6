"""The same reply in another way, as far as facts allow: shorter, warmer, with other options."""

from dataclasses import replace

from assistant.core.context import Context
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind, Pressure
from assistant.core.variation import Variation, Way
from assistant.drafters.composing import cars, shapes, turns
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said, asks
from assistant.drafters.composing.shapes import Reply

OFFERS = frozenset({FactKind.SLOT, FactKind.STOCK})
CARRIES = OFFERS | {
    FactKind.OPTION,
    FactKind.PROMISE,
    FactKind.TEAMMATE,
    FactKind.HOURS,
}  # a sentence that rests on one says something needed
KNOWN = (FactKind.SALE, FactKind.REPAIR, FactKind.CONTACT, FactKind.CALL)  # we have met


def with_other_offers(matter: Matter, used: frozenset[str]) -> Context:
    """Without what was offered already; the car that they ask about stays."""
    asked_about = {fact.id for fact in cars.wanted(matter)}
    gone = {f.id for f in matter.facts if f.kind in OFFERS and f.id in used - asked_about}
    return replace(matter.context, facts=tuple(f for f in matter.context.facts if f.id not in gone))


def varied(matter: Matter, paragraphs: Reply, way: Way) -> Reply:
    if way is Way.SHORTER:
        return shorter(matter, paragraphs)
    if way is Way.WARMER:
        return warmer(matter, paragraphs)
    return paragraphs


def offers(variation: Variation, facts: tuple[Fact, ...], cited: set[str]) -> bool:
    """Whether a reply offers anything that was not offered before."""
    return any(f.kind in OFFERS and f.id in cited - variation.used for f in facts)


def shorter(matter: Matter, paragraphs: Reply) -> Reply:
    """What answers, promises, offers or asks, and the first sentence; nothing that is only pleasant."""
    spoken = [paragraph for paragraph in paragraphs if any(said.text for said in paragraph)]
    if not spoken:
        return paragraphs
    hurt = matter.inquiry.kind is Kind.COMPLAINT or bool(matter.inquiry.harm)
    head = spoken[0] if hurt else spoken[0][:1]  # the whole of an apology
    return [[s for s in paragraph if s in head or _needed(s, hurt=hurt)] for paragraph in spoken]


def _needed(said: Said, *, hurt: bool) -> bool:
    if said.questions or said.what or asks(said.text):
        return True
    going = any(f.kind is FactKind.REPAIR and f.data.get("status") != "done" for f in said.facts)
    return going or any(f.kind in CARRIES for f in said.facts) or (hurt and bool(said.facts))


def warmer(matter: Matter, paragraphs: Reply) -> Reply:
    """A first sentence to this person, and a last one; who is stuck is told the way out and no more."""
    words = matter.inquiry
    if turns.short(matter) or words.pressure is Pressure.NOW:
        return paragraphs
    hurt = words.kind is Kind.COMPLAINT or bool(words.harm)
    late = any(f.data.get("late") == "yes" for f in matter.of(FactKind.PROMISE))
    met = next(iter(matter.of(*KNOWN)), None)
    opening: list[Said] = []
    if not late:
        text = _say(matter, "warm-first", again=met is not None, hurt=hurt, praise=bool(words.praise))
        opening = [Said(text, (met,) if met and not hurt else ())] if text else []
    last = _say(matter, "warm-last", hurt=hurt or late, chat=matter.chat)
    kept = [paragraph for paragraph in paragraphs if paragraph]
    if kept and opening:
        length = sum(len(said.text) + 1 for said in (*opening, *kept[0]))
        kept = [opening, *kept] if length > shapes.THREE_LINES else [[*opening, *kept[0]], *kept[1:]]
    ended = bool(kept) and all(not s.facts and not s.questions and not s.what for s in kept[-1])
    return [*kept, [Said(last)]] if last and not ended else kept


def _say(matter: Matter, part: str, **values: object) -> str:
    """Empty where this language has no such part."""
    try:
        return matter.say(part, **values)
    except FileNotFoundError:
        return ""
