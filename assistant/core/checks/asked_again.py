"""asks-nothing-twice: no question for what they told us already, or what is on record."""

import re
from collections.abc import Iterator

from assistant.core.checks.known import ON_RECORD, known
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.inquiry import Detail
from assistant.core.sentences import Sentence

ASKS = re.compile(
    r"\?[\"'”’) ]*$|¿|\b(?:please|kindly|could you|can you|would you) (?:\w+ )?(?:send|tell|give|share|let"
    r"|text|mail|e-?mail|confirm|provide|reply|include)|^(?:and |so )?(?:send|tell|give) (?:me|us)\b"
    r"|\blet (?:me|us) know (?:your|what|which|how|when)"
    r"|\bi(?:'ll| will| would|'d)? (?:still |just |also )?need (?:your|the)"
    r"|\b(?:d[íi]game|m[áa]ndeme|env[íi]eme|d[ée]me|necesito su)\b"
)
CONFIRMS = re.compile(
    r"\b(?:if|still|changed|correct|right|up to date|current(?:ly)? the|the same|new|another|other|else"
    r"|different|instead|rather|whether|todav[íi]a|otr[oa])\b"
    r"|^(?:shall|should|did|is|are|was|does|do you want|would you (?:like|want|prefer) (?:me|to)"
    r"|(?:may|can|could) i (?:call|write|use|text|reach))\b"
)
WANTED: tuple[tuple[Detail, str, re.Pattern[str]], ...] = (
    (
        Detail.PHONE,
        "their number",
        re.compile(
            r"\b(?:your|a|the best|best|what|which|good)"
            r" (?:(?:best|cell|mobile|phone|telephone|daytime"
            r"|contact|call-?back) ){0,2}(?:phone|cell|mobile|telephone|number to (?:call|reach|text))\b"
            r"(?! call)|\b(?:what|which|best|your|phone|cell) number\b(?! of)"
            r"|\bsu (?:n[úu]mero|tel[ée]fono)\b"
            r"|\bqu[ée] n[úu]mero\b"
        ),
    ),
    (
        Detail.EMAIL,
        "their e-mail address",
        re.compile(r"\b(?:your|what|which|a good|best) e-?mail(?: address)?\b|\bsu (?:correo|e-?mail)\b"),
    ),
    (
        Detail.NAME,
        "their name",
        re.compile(
            r"\byour (?:full |first |last )?name\b(?! (?:on|down|in|for|at)\b)"
            r"|\bwho am i (?:speaking|writing|talking)\b"
            r"|\bwhat name do you\b|\bwhat'?s your name\b|\bsu nombre\b|\bc[óo]mo se llama\b"
        ),
    ),
    (
        Detail.MILEAGE,
        "the mileage",
        re.compile(
            r"\b(?:how many miles(?! (?:do you drive|a|per|away))"
            r"|(?:the|its|your|what) (?:current )?mileage|odometer"
            r"|cu[áa]ntas millas|millaje|kilometraje)\b"
        ),
    ),
    (Detail.VIN, "the VIN", re.compile(r"\b(?:the|your|its|what) (?:full )?vin\b")),
    (
        Detail.VEHICLE,
        "which car is theirs",
        re.compile(
            r"\b(?:what|which) (?:car |vehicle |truck )?(?:do|are) you (?:now )?(?:drive|driving|trading)\b"
            r"|\b(?:what|which) (?:car|vehicle|truck|model|make|year)\b.{0,30}"
            r"\b(?:your own|you (?:own|have|drive)|bring(?:ing)? (?:it |us )?in|trad\w+|is yours)\b"
            r"|\b(?:year, )?make and model\b"
            r"|\bqu[ée] (?:auto|carro|coche|veh[íi]culo) (?:tiene|maneja)\b"
        ),
    ),
    (
        Detail.WISH,
        "which car they mean",
        re.compile(
            r"\b(?:what|which) (?:one of our |of our )?(?:car|cars|vehicle|truck|suv|model)s?"
            r" (?:are|is|do|did|were|would|have) (?:you|it)\b(?! (?:drive|own|now|trading))"
            r"|\b(?:which|what) (?:car|vehicle|model|one)"
            r" (?:you mean|caught your eye|interests you|it is about)\b"
            r"|\bqu[ée] (?:auto|carro|coche|veh[íi]culo) (?:le interesa|busca|vio)\b"
        ),
    ),
    (
        Detail.TIME,
        "the day",
        re.compile(
            r"\b(?:which|what) (?:day|date|days)\b|\bwhen (?:would|could|can|do|are|will) you\b"
            r"|\bwhen is a good|\bqu[ée] d[íi]a\b|\bcu[áa]ndo (?:le|puede|quiere)\b"
        ),
    ),
    (
        Detail.BUDGET,
        "their budget",
        re.compile(r"\b(?:your|what|which) (?:budget|price range)\b|\b(?:like|want|hope) to spend\b"),
    ),
    (
        Detail.PAYMENT,
        "how they pay",
        re.compile(r"\b(?:cash or|pay(?:ing)? cash|financ\w+ or|will you (?:pay|finance|lease))\b"),
    ),
    (
        Detail.TRADE_IN,
        "the trade-in",
        re.compile(r"\bdo you have (?:a |anything to |a car to |something to )?trade\b"),
    ),
    (Detail.ZIP, "their zip code", re.compile(r"\b(?:your|what|which) zip(?: code)?\b")),
    (
        Detail.CONTACT,
        "how to reach them",
        re.compile(r"\bhow (?:do|would) you (?:prefer|like|want) (?:to be reached|me to reach|to hear)\b"),
    ),
)


def asks_nothing_twice(reading: Reading) -> Iterator[Place]:
    for sentence in reading.reply.body:
        held = reading.reply.folded[sentence.start : sentence.end]
        if ASKS.search(held) and not CONFIRMS.search(held):
            yield from _asked_again(reading, sentence, held)


def _asked_again(reading: Reading, sentence: Sentence, held: str) -> Iterator[Place]:
    for detail, called, pattern in WANTED:
        if not (found := pattern.search(held)) or not (words := known(reading, detail)):
            continue
        shown = ON_RECORD if words == ON_RECORD else f"they gave it: “{' '.join(words.split())[:60]}”"
        why = f"This asks for {called} again; {shown}."
        yield Place(sentence.start + found.start(), sentence.start + found.end(), why)
