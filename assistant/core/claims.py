"""What a text states that could be wrong: amounts, numbers, days and times, codes, names, availability."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.core.mentions import EMAIL, HASHED, LINK, NUMBERED, PHONE, VIN
from assistant.core.when_words import Atom, AtomKind, atoms
from assistant.core.words import fold, listed, listed_in_order

CAP = 20_000  # characters looked at


class ClaimKind(StrEnum):
    AMOUNT = "amount"
    NUMBER = "number"  # with its unit
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    VIN = "VIN"
    STOCK = "stock number"  # also plates and order numbers
    PHONE = "phone number"
    EMAIL = "address"
    NAME = "name"
    AVAILABILITY = "availability"
    POLICY = "policy"


@dataclass(frozen=True)
class Claim:
    """`value` is normalised: "31450", "28000 mile", "sold". `slack`: by how much a round one may be off."""

    kind: ClaimKind
    text: str
    start: int
    end: int
    value: str
    slack: float = 0

    @property
    def number(self) -> float:
        return float(self.value.split()[0])

    @property
    def unit(self) -> str:
        return self.value.partition(" ")[2]


_ONES = listed_in_order(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
)
_TENS = {
    w: 10 * n
    for n, w in enumerate(listed_in_order("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
_SMALL = {word: number for number, word in enumerate(_ONES)} | _TENS | {"a": 1}
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000}
_WORDS = "|".join(sorted([*_ONES[1:], *_TENS], key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?:{_WORDS}|a)(?:(?:[- ]| and )(?:{_WORDS}|hundred|thousand|grand)){{0,7}}(?![\w-])"
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|just (?:over|under)|some|nearly|almost"
    r"|close to|~)\s*$"
)
_MONEY = re.compile(
    r"(?P<sign>(?:us)?\$|€|£)\s?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<k>k\b)?"
    r"|(?<![\w.,$/-])(?P<n2>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?:(?P<k2>k)\b(?! ?(?:mi"
    r"|km|service|check))"
    r"|(?=(?:dollars?|bucks|usd|euros?|eur)\b))"
)
_UNITS = {
    "mile": r"miles?|mi|millas?", "seat": r"seats?|passengers?|asientos?", "inch": r"inch(?:es)?"
    r"|\"", "mpg": r"mpg", "hp": r"hp|horsepower",
    "percent": r"%|percent|apr", "pound": r"lbs?|pounds?", "gallon": r"gallons?"
    r"|gal", "mile per hour": r"mph",
    "foot": r"feet|foot|ft", "owner": r"owners?", "door": r"doors?", "row": r"rows?", "key": r"keys"
    r"|fobs?", "quart": r"quarts?",
    "kilometre": r"km|kilomet(?:er"
    r"|re)s?", "cylinder": r"cylinders?", "speaker": r"speakers?", "item": r"items?|points?",
}  # fmt: skip
_SPANS = {
    "minute": r"minutes?|mins?|minutos?",
    "hour": r"hours?|hrs?|horas?",
    "day": r"(?:business |working )?days?|d[íi]as?",
    "week": r"weeks?|semanas?",
}
_SPANS |= {"month": r"months?|mes(?:es)?", "year": r"years?|años?"}
_UNIT = re.compile(
    ""
    r"|".join(rf"(?P<u{i}>(?:{p})(?![a-z]))" for i, p in enumerate([*_UNITS.values(), *_SPANS.values()]))
)
_UNIT_NAMES = (*_UNITS, *_SPANS)
_COUNT = re.compile(
    r"(?<![\w.,$/:#-])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<k>k)?"
    r"(?=[-\s]?(?:[a-z%\"]|$|[\s.,;!?)]))"
    rf"|\b(?P<w>{_WORDS})(?=[- ])|(?<=seats )(?P<s>{_WORDS})\b"
)
_PHRASES = (
    ("sold", r"\bya (?:se vendi[óo]|est[áa] vendid[oa])|\bya (?:lo|la) vendimos|\bno est[áa] disponible"
        r"|\b(?:is|has been|was|it's|already|just) (?:already |just |been )*sold\b"
        r"|\bno longer (?:available|here|for sale)|\bisn't "
     r"(?:available|here)|\b(?:is|are|'s) not (?:available|in stock)|\bout of stock|\b(?:is|it's"
     r"|has) (?:already )?gone\b"),
    ("held", r"\best[áa] apartad[oa]\b|\bya (?:lo |la )?apart[óo]\b"
        r"|\bon hold for (?!you)|\bheld for (?:someone|another)|\bspoken for\b|\bsale[- ]pending"),
    ("available", r"\b(?:s[íi],?|a[úu]n|todav[íi]a|ya) est[áa] disponible\b"
        r"|\b(?:still|is|are|it's|currently|yes,?) (?:still |currently "
        r"|very much )?(?:available|for sale|unsold)\b"),
    ("here", r"\b(?:a[úu]n|todav[íi]a) (?:lo |la )?tenemos\b|\bs[íi],? (?:lo|la) tenemos\b"
    r"|\baqu[íi] (?:lo |la )"
        r"?tenemos\b|\ben (?:el |nuestro )?inventario\b"
        r"|\b(?:it|that|this|the [\w' -]{2,40}|\w{0,20}\d[\w-]{0,20}),?(?:'s| is) (?:still |right "
        r"|very much |sitting |parked )*(?:here|on (?:the|our) lot)\b"
     r"|\bstill (?:here|have (?:it|the|that|one))\b|\b(?:in|on) (?:our )?stock\b|\b(?:on|in) (?:the"
     r"|our) (?:lot|showroom)\b"
     r"|\bwe (?:do )?(?:still )?have (?:it|one|two|three|four|that one)\b(?! (?:of|more|to))"
     r"|\byes, it is(?:,| here)"),
    ("coming", r"\bviene en camino\b"
        r"|\b(?:in transit|on its way to us|due in|is coming in|arrives? (?:on|in|next))\b"),
    ("ready", r"\b(?:ya )?est[áa] (?:ya )?list[oa]\b(?! para)|\bya qued[óo]\b"
        r"|\b(?:is|are|it's|it is|was) (?:all |now |already )*(?:ready|finished|all done"
        r"|done)\b(?! (?:to|for a|when|whenever|with|by))"),
)  # fmt: skip
_AVAILABILITY = tuple((value, re.compile(pattern)) for value, pattern in _PHRASES)
_NOT_STOCK = re.compile(
    r"\b(?:i'm|i am|we're|slots?|times?|openings?|appointments?|loaners?|manager|by phone"
    r"|stock (?:photo|tire|wheel|radio|number|sheet))\b"
)
_POLICIES = (
    ("warranty", r"\b(?:est[áa] )?cubiert[oa] por\b|\b(?:tiene|con|incluye) garant[íi]a\b"
        r"|\b(?:is|are|it's|be|fully|still) (?:all |fully |still )?covered\b"
        r"|\bunder (?:the )?(?:\w+ )?warranty\b|\b(?:comes|has|carries) [^.]{0,30}warranty"),
    ("free", r"\bsin (?:ning[úu]n )?(?:costo|cargo)\b|\bgratis\b"
        r"|\b(?:free of charge|no charge|at no cost|no cost to you|(?:charge|bill|cost|wash"
        r"|loaner|tow|rental|diagnostic"
     r"|it's|that\'s|this one is) on us\b|on the house"
        r"|complimentary"
     r"|for free)|\b(?:that|it|inspection|wash|loaner|delivery|repair|shuttle|estimate|appraisal"
     r"|rental) is free\b"),
    ("guarantee", r"\b(?:guarantee[ds]?|refundable|money back|return (?:policy|it within)|price match"
        r"|match (?:any|that|their) price)"),
    ("discount", r"\b(?:discounts?|\w+ off\b the|rebates?|waive[ds]?)\b"),
)  # fmt: skip
_POLICY = tuple((value, re.compile(pattern)) for value, pattern in _POLICIES)
_NAMED = re.compile(
    r"\b(?:[Aa]sk(?: for)?|[Pp]regunte por|[Pp]regunto a|[Hh]abl(?:e|o|é|ar) con|with|[Ss]ee|spoke to"
    r"|talked to|told|asked|colleague|manager|adviser|advisor"
    r"|technician|tech|to)\s"
    r"(?:our \w+ |my \w+ )?(?P<name>(?:(?:Mr|Ms|Mrs|Dr)\. )?[A-ZÀ-Þ][a-zà-ÿ]{2,}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,})?)"
    r"|\b(?P<doing>[A-ZÀ-Þ][a-zà-ÿ]{2,}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,})?),? (?:in|from|at) (?:our )?(?:parts"
    r"|service|sales|finance|detail)\b"
    r"|\b(?P<will>[A-ZÀ-Þ][a-zà-ÿ]{2,})(?:['’]ll| will (?:call|write|mail|email|meet|have|show|text"
    r"|look|bring|take))\b"
)
_ANY_NAME = listed(
    """It That This There They You We She He Who What Everything Nothing Someone Somebody Our Your The Each
    Both One Parts Service Sales Finance Which Thursday Friday Monday Tuesday Wednesday Saturday Sunday
    January February March April May June July August September October November December Thanksgiving
    Christmas Everyone Nobody Then Toyota Honda Ford Subaru Mazda Nissan Hyundai Kia Jeep Chevrolet Chevy
    Dodge Ram Volkswagen Carfax"""
)


@lru_cache(maxsize=4096)
def claims(text: str) -> tuple[Claim, ...]:
    """In order; where two readings overlap the earlier family of the list below wins.

    A state may begin with the code or the year of its car: "P1234 is here", "the 2022 Outback is here".
    """
    text = text[:CAP]
    folded, covered = fold(text), bytearray(len(text))
    taken: list[Claim] = []
    for link in LINK.finditer(text):  # an address states nothing: safe-links looks at those
        covered[link.start() : link.end()] = b"\1" * len(link[0])
    for family in (_codes, _moments, _amounts, _counts, _people, _states):
        for claim in family(text, folded):
            begin = claim.end - 1 if family is _states else claim.start
            if not any(covered[begin : claim.end]):
                taken.append(claim)
                covered[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
    return tuple(sorted(taken, key=lambda claim: claim.start))


def _codes(text: str, _folded: str) -> Iterator[Claim]:
    for kind, pattern in ((ClaimKind.EMAIL, EMAIL), (ClaimKind.VIN, VIN), (ClaimKind.PHONE, PHONE)):
        for found in pattern.finditer(text):
            value = re.sub(r"\D", "", found[0])[-10:] if kind is ClaimKind.PHONE else found[0].upper()
            yield Claim(kind, found[0], found.start(), found.end(), value)
    for found in (*NUMBERED.finditer(text), *HASHED.finditer(text), *_PLATED.finditer(text)):
        yield Claim(ClaimKind.STOCK, found["id"], found.start("id"), found.end("id"), found["id"].upper())
    for found in _STOCK.finditer(text):
        yield Claim(ClaimKind.STOCK, found[0], found.start(), found.end(), found[0].upper())


_PLATED = re.compile(
    r"\b[Pp]late (?:number )?is (?P<id>(?=[A-Z -]{0,6}\d)[A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,5})(?![\w-])"
)
_STOCK = re.compile(r"(?<![\w$.@/-])[A-Z]{1,3}\d{4,6}[A-Z]?(?![\w@-])")


def _moments(text: str, _folded: str) -> Iterator[Claim]:
    for atom in atoms(text):
        kind = ClaimKind.TIME if atom.kind in (AtomKind.CLOCK, AtomKind.RANGE) else ClaimKind.DATE
        yield Claim(kind, text[atom.start : atom.end], atom.start, atom.end, _atom_value(atom))


def _atom_value(atom: Atom) -> str:
    return ":".join([atom.kind, *map(str, atom.numbers), atom.word])


def _amounts(text: str, folded: str) -> Iterator[Claim]:
    for found in _MONEY.finditer(folded):
        written = found["n"] or found["n2"]
        kilo = bool(found["k"] or found["k2"])
        end = found.start() + len(found[0].rstrip())
        yield _amount(text, folded, (found.start(), end), *_figure(written, kilo))
    for found in _SPELLED.finditer(folded):
        value, slack = _spelled(found[0])
        money = re.match(r"\s?(?:dollars|bucks)\b", folded[found.end() : found.end() + 10])
        miles = re.match(r"[- ](?:miles|mile|km)\b", folded[found.end() : found.end() + 7])
        if value >= 100 and not miles and (money or value >= 1000):
            yield _amount(text, folded, found.span(), value, slack)


def _amount(text: str, folded: str, span: tuple[int, int], value: float, slack: float) -> Claim:
    if _ABOUT.search(folded[max(0, span[0] - 16) : span[0]]):
        slack = max(slack, value * 0.02)
    return Claim(
        ClaimKind.AMOUNT, text[slice(*span)], *span, f"{value:g}" if value < 1e6 else str(int(value)), slack
    )


def _figure(written: str, kilo: bool) -> tuple[float, float]:
    """Its value and how far a rounded one ("31.5k") may be off."""
    written = written.replace(",", "").rstrip(".")
    value = float(written[:15] or 0)
    if not kilo:
        return value, 0
    decimals = len(written.partition(".")[2])
    return value * 1000, 500 / 10**decimals


def _spelled(words: str) -> tuple[float, float]:
    total = part = 0
    lowest = 1
    for word in re.split(r"[- ]", words):
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            lowest = _SCALES[word]
            if word != "hundred":
                total, part = total + part, 0
        elif word in _SMALL:
            part += _SMALL[word]
            lowest = 1
    return total + part, lowest / 2 if lowest > 100 else 0


def _counts(text: str, folded: str) -> Iterator[Claim]:
    for found in _COUNT.finditer(folded):
        value, slack = (
            (_SMALL[found["w"] or found["s"]], 0.0)
            if found["w"] or found["s"]
            else _figure(found["n"], bool(found["k"]))
        )
        blank = re.match(r"[-\s]?", folded[found.end() : found.end() + 1])
        at = found.end() + (blank.end() if blank else 0)
        unit = _UNIT.match(folded, at)
        name = _UNIT_NAMES[int((unit.lastgroup or "u0")[1:])] if unit else ""
        if folded[: found.start()].endswith("seats "):
            unit, name = None, "seat"
        if found["w"] and not name:
            continue
        end = unit.end() if unit else found.end()
        if _ABOUT.search(folded[max(0, found.start() - 16) : found.start()]):
            slack = max(slack, value * 0.05)
        kind = ClaimKind.DURATION if name in _SPANS else ClaimKind.NUMBER
        yield Claim(kind, text[found.start() : end], found.start(), end, f"{value:g} {name}".strip(), slack)


def _people(text: str, _folded: str) -> Iterator[Claim]:
    for found in _NAMED.finditer(text):
        group = next(name for name in ("name", "doing", "will") if found[name])
        if found[group].split()[0] not in _ANY_NAME:
            yield Claim(
                ClaimKind.NAME, found[group], found.start(group), found.end(group), fold(found[group])
            )


def _states(text: str, folded: str) -> Iterator[Claim]:
    for kind, table in ((ClaimKind.AVAILABILITY, _AVAILABILITY), (ClaimKind.POLICY, _POLICY)):
        for value, pattern in table:
            for found in pattern.finditer(folded):
                before, after = folded[max(0, found.start() - 25) : found.start()], folded[found.end() :][:14]
                around = re.split(r"[.!?]", before)[-1] + found[0] + re.split(r"[.!?]", after)[0]
                if kind is ClaimKind.POLICY or not _NOT_STOCK.search(around):
                    yield Claim(kind, text[found.start() : found.end()], found.start(), found.end(), value)
