"""Naming cars, and finding the one a question is about."""

import re

from assistant.core import body
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind, Question, VehicleMention
from assistant.core.price_limit import price_limit
from assistant.core.words import has_word
from assistant.drafters.composing.matter import Matter

LIKE_THAT = re.compile(r"\b(?:anything|something|one|any) like (?:that|this|it)\b", re.I)
KEYS = ("year", "model", "trim")
ALL_WHEELS = re.compile(r"\b(?:all|four)[- ]wheel\b|\b(?:awd|4wd|4x4)\b", re.I)


def car(data: Fact, *, color: bool = False) -> str:
    """ "2022 Outback Touring", with its colour where the customer speaks of it by colour."""
    tint = data.data.get("color", "") if color else ""
    words = [tint, *(data.data.get(key, "") for key in KEYS)]
    return " ".join(word for word in words if word) or data.data.get("stock", "car")


def spoken(matter: Matter, fact: Fact, *, color: bool = False) -> str:
    """The car as the letter's language names it."""
    tint = matter.tongue.term(fact.data.get("color", "")) if color else ""
    return matter.tongue.the_car(matter.tongue.named(car(fact)), tint)


def called(matter: Matter, fact: Fact) -> str:
    """ "2022 Outback Touring (P1234)" the first time, "2022 Outback" afterwards."""
    colored = has_word(matter.words, fact.data.get("color") or "-")
    if fact.id in matter.named:
        return matter.tongue.the_car(_plain(matter, fact), "")
    matter.named.add(fact.id)
    number = fact.data.get("stock", "")
    return spoken(matter, fact, color=colored) + (f" ({number})" if number else "")


def short(matter: Matter, fact: Fact) -> str:
    """An alternative in one breath: "a blue 2021 RAV4 XLE with 33,800 miles for $27,650 (P1315)"."""
    matter.named.add(fact.id)
    return matter.tongue.one_of(matter.tongue.named(car(fact)), fact.data)


def wanted(matter: Matter, question: Question | None = None) -> list[Fact]:
    """Stock that the question (or the whole inquiry) speaks of, the best first."""
    stock = matter.of(FactKind.STOCK)
    text = question.text if question else ""
    for words in filter(None, (text, matter.words)):
        by_number = [f for f in stock if f.data.get("stock") and has_word(words, f.data["stock"])]
        if by_number:
            return by_number
    named = [m for m in matter.inquiry.vehicles if not m.own]
    mentions = [m for m in named if not _is_theirs(matter, m, text)]
    if named and not mentions:
        return []  # their own car
    scored = [(max((_fit(matter, f, m, matter.words) for m in mentions), default=0), f) for f in stock]
    if not mentions:
        said = matter.words if LIKE_THAT.search(text) else text or matter.words
        scored = [(_spoken(f, said), f) for f in stock]
    top = max((points for points, _ in scored), default=0)
    return [fact for points, fact in scored if points == top > 0]


def _fit(matter: Matter, fact: Fact, mention: VehicleMention, words: str) -> int:
    """0 where anything that the customer named is otherwise."""
    data = fact.data
    for key in ("stock", "vin"):
        if getattr(mention, key):
            return 100 if getattr(mention, key).lower() == data.get(key, "").lower() else 0
    if mention.year and mention.year != data.get("year"):
        return 0
    if not mention.model or not _same(mention.model, data.get("model", "")):
        return 0
    points = 10
    if mention.trim:
        if not _same(mention.trim, data.get("trim", "")):
            return 0
        points += 5
    points += 3 * _in_color(matter, data.get("color", ""), words)
    points += 2 * (not mention.year and has_word(words, data.get("year") or "-"))
    return points


def _in_color(matter: Matter, color: str, words: str) -> bool:
    """Whether they name it by its colour, in the letter's language ("negro", "negra")."""
    theirs = matter.tongue.term(color).rpartition(" ")[2]
    names = filter(None, (color, theirs, f"{theirs[:-1]}a" if theirs.endswith("o") else ""))
    return any(has_word(words, name) for name in names)


def _spoken(fact: Fact, words: str) -> int:
    model = fact.data.get("model", "").lower()
    points = 5 * bool(model and has_word(words, model))
    return points + 2 * body.meant(model, words)


def _same(one: str, other: str) -> bool:
    first, second = (re.sub(r"\W", "", text.lower()) for text in (one, other))
    return bool(first and second) and (first in second or second in first)


def nearest(matter: Matter, to: Fact | VehicleMention | None, at_most: int = 2) -> list[Fact]:
    """Cars that are here and come close to one that is gone: the same model, else the same class."""
    gone = to.data if isinstance(to, Fact) else {}
    model = (gone.get("model", "") or getattr(to, "model", "")).lower()
    skip = to.id if isinstance(to, Fact) else ""
    here = [f for f in matter.of(FactKind.STOCK) if f.data.get("status") == "here" and f.id != skip]
    theirs = " ".join([*(line.text for line in matter.context.thread if line.from_customer), matter.words])
    most = price_limit(theirs)
    here = [f for f in here if not most or dollars(f.data.get("price", "")) <= most]
    if ALL_WHEELS.search(theirs):
        here = [f for f in here if ALL_WHEELS.search(f.data.get("features", ""))]
    many = body.for_many(gone.get("seats", ""))
    scored = [
        (
            _closeness(f, model, gone.get("price", "")) + _rows(many, body.for_many(f.data.get("seats", ""))),
            -i,
            f,
        )
        for i, f in enumerate(here)
    ]
    ranked = sorted((s for s in scored if s[0] > 0), key=lambda s: s[:2], reverse=True)
    return [fact for _, _, fact in ranked[:at_most]]


def named_before(matter: Matter) -> list[Fact]:
    """The cars of ours that the thread speaks of by their number."""
    lines = " ".join(line.text for line in matter.context.thread)
    return [f for f in matter.of(FactKind.STOCK) if f.data.get("stock") and has_word(lines, f.data["stock"])]


def owns(matter: Matter, mention: VehicleMention) -> bool:
    """Whether a car of that model is theirs by our records."""
    return any(_same(mention.model, f.data.get("model", "")) for f in matter.of(FactKind.OWNED))


def _is_theirs(matter: Matter, mention: VehicleMention, question: str) -> bool:
    """ "The F-150" of somebody whose F-150 is in our shop, or who owns one and asks about something else."""
    if mention.stock or mention.trim or mention.vin or mention.before:
        return False
    if any(_same(mention.model, f.data.get("vehicle", "").split(" ")[-1]) for f in matter.repairs):
        return True
    owned = [f for f in matter.of(FactKind.OWNED) if _same(mention.model, f.data.get("model", ""))]
    if owned and matter.inquiry.kind in (Kind.SERVICE, Kind.STATUS):
        return True
    asked = question or " ".join(one.text for one in matter.inquiry.questions)
    if not owned or not asked or has_word(asked, mention.model):
        return False
    return not mention.year or mention.year in {f.data.get("year") for f in owned}


def _rows(wanted: bool, has: bool) -> float:
    """A third row where there was one is better; where there was none it is a car of another kind."""
    return float(wanted and has) - 0.6 * (has and not wanted)


def _closeness(fact: Fact, model: str, price: str) -> float:
    own = fact.data.get("model", "").lower()
    alike = 2.0 * (own == model) + body.alike(own, model)
    if not alike:
        return 0
    asked, costs = dollars(price), dollars(fact.data.get("price", ""))
    return alike - (min(1.0, abs(asked - costs) / asked) if asked and costs else 0.0) * 0.9


def dollars(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def own(matter: Matter, question: Question | None = None) -> tuple[str, Fact | None]:
    """What to call their own car ("2019 Outback"), and the fact it rests on (none: their words)."""
    mentions = [m for m in matter.inquiry.vehicles if m.own]
    owned = matter.of(FactKind.OWNED)
    for mention in mentions:
        for fact in owned:
            if _same(mention.model, fact.data.get("model", "")) or (
                mention.year and not mention.model and mention.year == fact.data.get("year")
            ):
                return _plain(matter, fact), fact
        if mention.model:
            return matter.tongue.named(" ".join(filter(None, (mention.year, mention.model)))), None
    words = question.text if question else matter.words
    for fact in owned:
        if has_word(words, fact.data.get("model") or "-"):
            return _plain(matter, fact), fact
    if len(owned) == 1 and not mentions:
        return _plain(matter, owned[0]), owned[0]
    return "", None


def _plain(matter: Matter, fact: Fact) -> str:
    return matter.tongue.named(
        " ".join(filter(None, (fact.data.get("year", ""), fact.data.get("model", ""))))
    )
