"""How much a fact is worth for answering an inquiry: decides what a token budget keeps."""

from collections.abc import Callable, Mapping
from datetime import datetime

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Topic, VehicleMention

_F, _T = FactKind, Topic

BASE: Mapping[FactKind, float] = {
    _F.PROMISE: 100,
    _F.VOUCHED: 90,
    _F.CUSTOMER: 70,
    _F.REPAIR: 50,
    _F.APPOINTMENT: 55,
    _F.OWNED: 55,
    _F.TEAMMATE: 45,
    _F.HOURS: 45,
    _F.STORE: 40,
    _F.SLOT: 40,
    _F.QUOTE: 40,
    _F.SALE: 35,
    _F.CALL: 35,
    _F.NOTE: 35,
    _F.TERM: 60,
    _F.CONTACT: 35,
    _F.OPTION: 30,
    _F.POLICY: 25,
    _F.KNOWLEDGE: 25,
    _F.MESSAGE: 25,
    _F.STOCK: 20,
}

ANSWERS: Mapping[Topic, tuple[FactKind, ...]] = {
    _T.AVAILABILITY: (_F.STOCK, _F.SLOT),
    _T.PRICE: (_F.STOCK, _F.QUOTE),
    _T.TRADE_IN: (_F.OWNED, _F.SALE, _F.SLOT, _F.KNOWLEDGE),
    _T.FINANCE: (_F.QUOTE, _F.OPTION, _F.KNOWLEDGE, _F.SALE),
    _T.APPOINTMENT: (_F.SLOT, _F.APPOINTMENT, _F.HOURS),
    _T.CHANGE: (_F.APPOINTMENT, _F.SLOT, _F.HOURS),
    _T.HOURS: (_F.HOURS,),
    _T.LOCATION: (_F.STORE,),
    _T.REPAIR_STATUS: (_F.REPAIR, _F.CALL, _F.OPTION),
    _T.PARTS: (_F.REPAIR, _F.OWNED, _F.KNOWLEDGE, _F.TEAMMATE),
    _T.SERVICE_PRICE: (_F.KNOWLEDGE, _F.QUOTE, _F.REPAIR),
    _T.FEATURE: (_F.STOCK, _F.KNOWLEDGE),
    _T.RECALL: (_F.OWNED, _F.KNOWLEDGE, _F.SLOT),
    _T.PAPERWORK: (_F.SALE, _F.NOTE, _F.KNOWLEDGE),
    _T.HISTORY: (_F.SALE, _F.REPAIR, _F.NOTE, _F.CALL),
    _T.CALL_BACK: (_F.CALL, _F.CONTACT, _F.TEAMMATE),
    _T.OTHER: (_F.KNOWLEDGE, _F.POLICY),
}
ASKED_FOR = 30  # worth added to the kinds that can answer a question

BY_KIND: Mapping[Kind, tuple[FactKind, ...]] = {
    Kind.LEAD: (_F.STOCK, _F.SLOT),
    Kind.COMPLAINT: (_F.REPAIR, _F.CALL, _F.OPTION, _F.NOTE),
    Kind.SERVICE: (_F.SLOT, _F.OWNED, _F.REPAIR),
    Kind.STATUS: (_F.REPAIR, _F.SALE, _F.CALL),
}
AGES = frozenset(
    {_F.SALE, _F.REPAIR, _F.APPOINTMENT, _F.CALL, _F.NOTE, _F.QUOTE, _F.CONTACT, _F.MESSAGE, _F.PROMISE}
)
COMMON = "about could from have know like please thanks that them they this what when will with your"
MONTH = 30  # days
WORDS_LOOKED_FOR = 40

Worth = Callable[[Fact], float]


def worth(fact: Fact, inquiry: Inquiry, now: datetime) -> float:
    """Larger is worthier; for many facts make the function once with `worth_for`."""
    return worth_for(inquiry, now)(fact)


def worth_for(inquiry: Inquiry, now: datetime) -> Worth:
    """The worth of any fact for this inquiry at this time, quick enough for 10,000 facts."""
    base = _base(inquiry)
    special = _specials(inquiry, now)

    def value(fact: Fact) -> float:
        total = base[fact.kind]
        judge = special.get(fact.kind)
        if judge is not None:
            total += judge(fact)
        if fact.at is not None and fact.kind in AGES:
            total += 20 / (1 + abs((now - fact.at).days) / MONTH)
        return total

    return value


def _base(inquiry: Inquiry) -> dict[FactKind, float]:
    base = dict(BASE)
    topics = {question.topic for question in inquiry.questions}
    for kind in {kind for topic in topics for kind in ANSWERS.get(topic, ())}:
        base[kind] += ASKED_FOR
    for kind in BY_KIND.get(inquiry.kind, ()):
        base[kind] += ASKED_FOR / 2
    return base


def _specials(inquiry: Inquiry, now: datetime) -> Mapping[FactKind, Worth]:
    vehicles = inquiry.vehicles
    asked = _telling_words(" ".join([*(question.text for question in inquiry.questions), inquiry.text]))

    def car(fact: Fact) -> float:
        return max((_match(fact.data, vehicle) for vehicle in vehicles), default=0)

    def spoken_of(fact: Fact) -> float:
        text = fact.text[:2000].casefold()
        return min(40.0, 10.0 * sum(word in text for word in asked))

    return {
        _F.PROMISE: lambda fact: 20.0 if fact.data.get("late") == "yes" else 0.0,
        _F.REPAIR: lambda fact: 0.0 if fact.data.get("status") == "done" else 45.0,
        _F.STOCK: lambda fact: car(fact) - (15 if fact.data.get("status") == "sold" else 0),
        _F.OWNED: car,
        _F.SLOT: lambda fact: _soon(fact.data.get("starts", ""), now),
        _F.HOURS: lambda fact: _soon(fact.data.get("day", ""), now),
        _F.KNOWLEDGE: spoken_of,
        _F.POLICY: spoken_of,
        _F.OPTION: spoken_of,
    }


def _match(data: Mapping[str, str], vehicle: VehicleMention) -> float:
    """How surely a car is the one spoken of: by number, by model, by make."""
    if _same(data, vehicle.stock, "stock") or _same(data, vehicle.vin, "vin"):
        return 80
    if _same(data, vehicle.model, "model"):
        return 40 + (15 if _same(data, vehicle.year, "year") else 0)
    return 15 if _same(data, vehicle.make, "make") else 0


def _same(data: Mapping[str, str], said: str, name: str) -> bool:
    return bool(said) and data.get(name, "").casefold() == said.casefold()


def _soon(text: str, now: datetime) -> float:
    """Up to 12 for what is near: of many free times and days the next ones serve best."""
    try:
        days = (datetime.fromisoformat(text).date() - now.date()).days
    except ValueError:
        return 0
    return -20 if days < 0 else 12 / (1 + days / 3)


def _telling_words(text: str) -> tuple[str, ...]:
    """Words of four letters and more that may say what it is about, the first ones only."""
    common = COMMON.split()
    words = (word.strip(".,;:!?()\"'") for word in text[:4000].casefold().split())
    telling = dict.fromkeys(word for word in words if len(word) > 3 and word not in common)
    return tuple(telling)[:WORDS_LOOKED_FOR]
