"""The patterns and word lists by which statements that could be wrong are found."""

import re

from assistant.core.words import listed, listed_in_order

ONES = listed_in_order(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
)
TENS = {
    w: 10 * n
    for n, w in enumerate(listed_in_order("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SMALL = {word: number for number, word in enumerate(ONES)} | TENS | {"a": 1}
SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000}
WORDS = "|".join(sorted([*ONES[1:], *TENS], key=len, reverse=True))
SPELLED = re.compile(rf"\b(?:{WORDS}|a)(?:(?:[- ]| and )(?:{WORDS}|hundred|thousand|grand)){{0,7}}(?![\w-])")
ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|just (?:over|under)|some|nearly|almost"
    r"|close to|~)\s*$"
)
MONEY = re.compile(
    r"(?P<sign>(?:us)?\$|€|£)\s?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<k>k\b)?"
    r"|(?<![\w.,$/-])(?P<n2>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?:(?P<k2>k)\b(?! ?(?:mi"
    r"|km|service|check))"
    r"|(?=(?:dollars?|bucks|usd|euros?|eur)\b))"
)
UNITS = {
    "mile": r"miles?|mi|millas?", "seat": r"seats?|passengers?|asientos?", "inch": r"inch(?:es)?"
    r"|\"", "mpg": r"mpg", "hp": r"hp|horsepower",
    "percent": r"%|percent|apr", "pound": r"lbs?|pounds?", "gallon": r"gallons?"
    r"|gal", "mile per hour": r"mph",
    "foot": r"feet|foot|ft", "owner": r"owners?", "door": r"doors?", "row": r"rows?", "key": r"keys"
    r"|fobs?", "quart": r"quarts?",
    "kilometre": r"km|kilomet(?:er"
    r"|re)s?", "cylinder": r"cylinders?", "speaker": r"speakers?", "item": r"items?|points?",
}  # fmt: skip
SPANS = {
    "minute": r"minutes?|mins?|minutos?",
    "hour": r"hours?|hrs?|horas?",
    "day": r"(?:business |working )?days?|d[íi]as?",
    "week": r"weeks?|semanas?",
}
SPANS |= {"month": r"months?|mes(?:es)?", "year": r"years?|años?"}
UNIT = re.compile(
    ""
    r"|".join(rf"(?P<u{i}>(?:{p})(?![a-z]))" for i, p in enumerate([*UNITS.values(), *SPANS.values()]))
)
UNIT_NAMES = (*UNITS, *SPANS)
COUNT = re.compile(
    r"(?<![\w.,$/:#-])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<k>k)?"
    r"(?=[-\s]?(?:[a-z%\"]|$|[\s.,;!?)]))"
    rf"|\b(?P<w>{WORDS})(?=[- ])|(?<=seats )(?P<s>{WORDS})\b"
)
PHRASES = (
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
AVAILABILITY = tuple((value, re.compile(pattern)) for value, pattern in PHRASES)
NOT_STOCK = re.compile(
    r"\b(?:i'm|i am|we're|slots?|times?|openings?|appointments?|loaners?|manager|by phone"
    r"|stock (?:photo|tire|wheel|radio|number|sheet))\b"
)
POLICIES = (
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
POLICY = tuple((value, re.compile(pattern)) for value, pattern in POLICIES)
NAMED = re.compile(
    r"\b(?:[Aa]sk(?: for)?|[Pp]regunte por|[Pp]regunto a|[Hh]abl(?:e|o|é|ar) con|with|[Ss]ee|spoke to"
    r"|talked to|told|asked|colleague|manager|adviser|advisor"
    r"|technician|tech|to)\s"
    r"(?:our \w+ |my \w+ )?(?P<name>(?:(?:Mr|Ms|Mrs|Dr)\. )?[A-ZÀ-Þ][a-zà-ÿ]{2,}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,})?)"
    r"|\b(?P<doing>[A-ZÀ-Þ][a-zà-ÿ]{2,}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,})?),? (?:in|from|at) (?:our )?(?:parts"
    r"|service|sales|finance|detail)\b"
    r"|\b(?P<will>[A-ZÀ-Þ][a-zà-ÿ]{2,})(?:['’]ll| will (?:call|write|mail|email|meet|have|show|text"
    r"|look|bring|take))\b"
)
ANY_NAME = listed(
    """It That This There They You We She He Who What Everything Nothing Someone Somebody Our Your The Each
    Both One Parts Service Sales Finance Which Thursday Friday Monday Tuesday Wednesday Saturday Sunday
    January February March April May June July August September October November December Thanksgiving
    Christmas Everyone Nobody Then Toyota Honda Ford Subaru Mazda Nissan Hyundai Kia Jeep Chevrolet Chevy
    Dodge Ram Volkswagen Carfax"""
)
PLATED = re.compile(
    r"\b[Pp]late (?:number )?is (?P<id>(?=[A-Z -]{0,6}\d)[A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,5})(?![\w-])"
)
STOCK = re.compile(r"(?<![\w$.@/-])[A-Z]{1,3}\d{4,6}[A-Z]?(?![\w@-])")
