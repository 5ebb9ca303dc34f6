"""What a customer told us already, in this turn, its lead, or earlier in the thread."""

import re
from collections.abc import Iterator, Sequence

from assistant.core.inquiry import Detail, Told, VehicleMention
from assistant.core.lead import Lead
from assistant.core.thread import Thread
from assistant.readers.of_lead import details
from assistant.readers.sentences import own_words

LINES, LETTERS = 20, 2_000  # of a thread: its last lines, and of each so much
_MONEY = r"\$?\d{1,3}(?:,\d{3})+|\$?\d{1,3}(?:\.\d)?[ ]?(?:k|thousand|grand|mil)\b|\$[ ]?\d{2,6}"
_CARDINAL = r"\d{1,3}|a|one|two|three|four|five|six|few|couple(?: of)?"

_SAID = (
    (Detail.PHONE, re.compile(r"(?<![\d$-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?![\d-])")),
    (Detail.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")),
    (
        Detail.NAME,
        re.compile(
            r"\b(?i:my name is|name'?s|this is|mi nombre es|me llamo|soy|ich bin|je suis)"
            r"[ ](?!The\b|A\b|Not\b|It\b)[A-ZÀ-Ý][\w'’-]{1,20}(?:[ ][A-ZÀ-Ý][\w'’-]{1,20}){0,2}"
            r"|^(?i:(?:full |first |last )?name|nombre)[ ]{0,2}:[ ]{0,3}\S[^\n]{0,60}",
            re.M,
        ),
    ),
    (
        Detail.CONTACT,
        re.compile(
            r"(?i)\b(?:text|e-?mail|call)(?:ing)?(?: me)?(?: is| would be| works)?"
            r"(?: best| better| only| please| preferred|, no calls|, not (?:a )?call)"
            r"|\b(?:prefer|rather have|better by|best by|reach me by|only by|easiest by|contact me by)"
            r"[ ](?:an? |to )?(?:text|e-?mail|phone|call)\w*"
            r"|\b(?:don'?t|do not|please no|no) (?:phone )?call(?:s|ing)?(?: me)?\b"
            r"|\bpreferred (?:method of )?contact\w*[^\n.]{0,30}"
            r"|\bprefiero (?:que me )?(?:por |un )?\w+"
        ),
    ),
    (
        Detail.MILEAGE,
        re.compile(
            r"(?i)\b(?:\d{1,3},?\d{3}|\d{2,3}[ ]?(?:k|thousand))"
            r"[ ]?(?:original |highway )?(?:miles|mi\b|km|millas|kilómetros)"
            r"|\b(?:miles|mileage|odometer|millaje|kilometraje)[ ]?(?:is|:|=|of|at|reads|es)[ ]?"
            r"(?:about |around |roughly |~)?\d[\d,.]{1,8}[ ]?k?\b"
        ),
    ),
    (
        Detail.BUDGET,
        re.compile(
            r"(?i)\b(?:budget|under|below|up to|at most|no more than|less than|max(?:imum)?(?: of)?"
            r"|stay (?:at|around|under)|around"
            r"|spend|presupuesto|menos de|hasta)\b[^.?!\n]{0,25}?"
            rf"(?:{_MONEY}|\$\d{{1,3}}(?: ?(?:/|a|per) ?mo\w*)?)"
        ),
    ),
    (
        Detail.PAYMENT,
        re.compile(
            r"(?i)\b(?:pay(?:ing)?(?: in| with)? cash|cash (?:buyer|deal|purchase)|(?:pre-?)approved"
            r"|(?:my|our) (?:own )?(?:credit union|bank) (?:is|will|has|approved|loan)"
            r"|financ(?:e|ing) (?:through|with)[ ]\w+"
            r"|(?:want|plan(?:ning)?|like|looking) to (?:lease|finance)|al contado|en efectivo)"
        ),
    ),
    (
        Detail.TRADE_IN,
        re.compile(
            r"(?i)\b(?:no trade(?:[ -]in)?|(?:don'?t|do not|won'?t) have (?:a |anything to )trade"
            r"|trad(?:e|ing)(?: in)? (?:my|our|the)\b[^.?!,\n]{0,40}"
            r"|(?:have|got) [^.?!,\n]{1,40} to trade(?: in)?)"
        ),
    ),
    (
        Detail.TIMEFRAME,
        re.compile(
            rf"(?i)\b(?:(?:in|within|over) (?:the next |about )?(?:{_CARDINAL})(?: or (?:{_CARDINAL}))?[ ]"
            r"(?:days?|weeks?|months?|years?)|this (?:week|month|spring|summer|fall|winter|year)"
            r"|by (?:the )?end of (?:the |this )?\w+|(?:just|only) (?:looking|browsing|started)"
            r"|(?:ready to (?:buy|purchase)|need one) (?:now|today|this \w+|soon|right away)"
            r"|no (?:rush|hurry)|lease (?:ends|is up|runs out|expires)[^.?!,\n]{0,20}"
            r"|en (?:dos|tres|unas) \w+)"
        ),
    ),
    (
        Detail.ZIP,
        re.compile(r"(?i)\b(?:zip(?: ?code)?|código postal|cp)[ ]?(?:is|:|es)?[ ]{0,3}\d{5}(?:-\d{4})?\b"
                   r"|\b[A-Z][a-z]{2,15},? [A-Z]{2},? \d{5}\b"),
    ),
)  # fmt: skip
_IN_NUMBERS = (Detail.PHONE, Detail.MILEAGE, Detail.BUDGET, Detail.ZIP)  # none of them without a digit
_DIGIT = re.compile(r"\d")
_SENT = re.compile(
    r"(?i)\b(?:i|we)(?:'ve| have)? ?(?:already|just|also)? ?"
    r"(?:sent|gave|given|emailed|e-mailed|texted|told|uploaded|attached|filled out|provided|mentioned)\b"
    r"[^.?!\n]{0,60}|\b(?:ya|les|le) (?:mandé|envié|di|dije)\b[^.?!\n]{0,60}"
    r"|\b(?:see )?attached\b[^.?!\n]{0,40}"
)
_THINGS = (
    (Detail.VIN, re.compile(r"(?i)\bvin\b")),
    (Detail.PICTURES, re.compile(r"(?i)\b(?:pics?|pictures?|photos?|fotos?|video)\b")),
    (Detail.PHONE, re.compile(r"(?i)\b(?:my (?:cell |phone )?number|phone|número)\b")),
    (Detail.MILEAGE, re.compile(r"(?i)\b(?:mileage|miles|millaje)\b")),
    (
        Detail.PAPERS,
        re.compile(
            r"(?i)\b(?:license|insurance|registration|title|pay ?stubs?|application|app|form|paperwork"
            r"|documents?|papers?|receipt|invoice|estimate)\b"
        ),
    ),
    (Detail.BUDGET, re.compile(r"(?i)\b(?:budget|price range)\b")),
    (Detail.VEHICLE, re.compile(r"(?i)\b(?:(?:year|make),? (?:and )?model|what (?:car|truck)|trim)\b")),
)


def told(
    text: str, thread: Thread, lead: Lead | None, vehicles: Sequence[VehicleMention]
) -> tuple[Told, ...]:
    """Each detail once in each wording, the newest first; `vehicles` are those of the turn and its thread."""
    earlier = [line.text[:LETTERS] for line in reversed(thread[-LINES:]) if line.from_customer]
    found: dict[tuple[Detail, str], Told] = {}
    for said in (*_of_vehicles(vehicles), *_of(text), *_of_lead(lead), *(t for e in earlier for t in _of(e))):
        found.setdefault((said.what, said.words.lower()), said)
    return tuple(found.values())


def _of(text: str) -> Iterator[Told]:
    words = own_words(text)
    straight = words.replace("’", "'")
    numbers = _DIGIT.search(straight) is not None
    for what, pattern in _SAID:
        if (numbers or what not in _IN_NUMBERS) and (match := pattern.search(straight)):
            yield Told(what, _tidy(words[match.start() : match.end()]))
    for match in _SENT.finditer(straight):
        for what, thing in _THINGS:
            if thing.search(match[0]):
                yield Told(what, _tidy(words[match.start() : match.end()]))


def _of_vehicles(vehicles: Sequence[VehicleMention]) -> Iterator[Told]:
    for vehicle in vehicles:
        if vehicle.vin:
            yield Told(Detail.VIN, vehicle.vin)
        if vehicle.model or vehicle.make or vehicle.stock:
            yield Told(Detail.VEHICLE if vehicle.own else Detail.WISH, vehicle.text)


def _of_lead(lead: Lead | None) -> Iterator[Told]:
    if lead is None:
        return
    if lead.customer.name:
        yield Told(Detail.NAME, lead.customer.name)
    if lead.customer.email:
        yield Told(Detail.EMAIL, lead.customer.email)
    for phone in lead.customer.phones[:2]:
        yield Told(Detail.PHONE, phone)
    for vehicle in lead.trade_in:
        yield Told(Detail.TRADE_IN, vehicle.name or vehicle.vin or "a trade-in")
        if vehicle.odometer:
            yield Told(Detail.MILEAGE, vehicle.odometer)
    yield from details(lead)
    if lead.comments:
        yield from _of(lead.comments)


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:-")
