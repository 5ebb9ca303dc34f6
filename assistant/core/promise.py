"""What a text commits somebody to: who does what by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.core.clock import BusinessHours
from assistant.core.context import Signer
from assistant.core.draft import ProposedPromise
from assistant.core.sentences import Sentence, sentences
from assistant.core.when import Moment, Precision, resolve
from assistant.core.words import fold, listed


class Weight(StrEnum):
    """How a customer hears it."""

    REPORT = "report"  # they wait to hear: needs its time
    STEP = "step"  # on the way to a report: needs one beside it
    OTHER = "other"  # "I'll meet you at the door"


@dataclass(frozen=True)
class Commitment:
    """`start`, `end` are offsets into the whole text; `who` as the text says it ("I", "we", "Luis")."""

    who: str
    what: str
    weight: Weight
    start: int
    end: int
    sentence: Sentence
    due: Moment | None = None
    named: bool = False  # a time is named, though perhaps of something else ("a note about Thursday")
    waits: str = ""  # "you": only if the customer does something; "event": when something happens


LONGEST = 1_500  # characters of a sentence that are looked at
SPANISH_TO = r"(?:le|te|les|os|lo|la|los|las|se (?:lo|la|los|las))"
SPANISH_REPORT = (
    r"(?:escrib(?:o|ir[ée])|llam(?:o|ar[ée])|marco|marcar[ée]|avis(?:o|ar[ée])|env(?:[íi]o|iar[ée])|mand(?:o|ar[ée])"
    r"|confirm(?:o|ar[ée])|respond(?:o|er[ée])|contest(?:o|ar[ée])|inform(?:o|ar[ée])|doy|dar[ée])"
)
SPANISH_OURS = (
    r"(?:llam|avis|confirm|mand|envi|respond|contest|inform|escrib)(?:amos|emos|imos|aremos|eremos|iremos)"
)
SPANISH_STEP = (
    r"(?:averigu(?:o|ar[ée])|revis(?:o|ar[ée])|consult(?:o|ar[ée])|pregunt(?:o|ar[ée])|verific(?:o|ar[ée])"
    r"|chec(?:o|ar[ée])|me comunico|me comunicar[ée]|me encargo|me encargar[ée]|investig(?:o|ar[ée]))"
)
_SUBJECT = re.compile(
    r"\b(?:(?P<i>i'll|i will|i shall|i'm going to|i am going to)|(?P<we>we'll|we will|we are going to"
    r"|we're going to)"
    r"|(?P<you>you(?:'ll| will) (?:hear|have|get)|expect (?:a |an |my )?(?:call|e-?mail|note|text"
    r"|message|answer)"
    r"(?= from (?:me|us)))|(?P<let>let me(?! know| guess| say| be| explain| introduce))|(?P<pro>(?:s?he"
    r"|they)(?:'ll| will))"
    r"|(?P<and>(?:and|then|but) (?:will|shall)(?= [a-z]))|(?P<name>[^\W\d_][\w-]+)(?: (?:from|in"
    r"|at) (?:our )?\w+)?(?:'ll| will)"
    rf"|(?P<es>(?:yo )?{SPANISH_TO})(?= {SPANISH_REPORT}\b)"
    rf"|(?P<nos>(?:nosotros )?{SPANISH_TO})(?= {SPANISH_OURS}\b)"
    rf"|(?P<voy>(?:(?:le|lo|la|se (?:lo|la)) )?(?:voy|vamos) a)(?= [a-záéíóú]+r))(?!\w)"
    rf"|\b(?P<yo>(?={SPANISH_STEP}\b))"
)
_SOFT = re.compile(
    r"(?:\s+(?:personally|also|then|just|gladly|happily|definitely|certainly|be sure to|make sure to"
    r"|make sure (?:that )?"
    r"i|myself|now|first|in turn|both|go ahead and|be happy to|be glad to|be able to|try to))*\s*"
)
_REPORT = re.compile(
    r"(?:be in touch|be back (?:to|with)|get (?:right )?back|follow[- ]?up|reach out|let you know"
    r"|keep you (?:posted|updated|informed)"
    r"|(?:call|phone|ring|text|e-?mail|write|message|answer|update|contact|tell|reply|respond)\b"
    r"|report back|come back (?:to|with)"
    r"|send|mail\b|give you (?:a |an |the |my )?(?:call|ring|update|answer|price|figure|number|range"
    r"|quote|time|date)"
    r"|have (?:an? |the |your |that |those )?(?:answer|prices?|figures?|numbers?|quote|estimate|range"
    r"|details)|hear\b|get you"
    r"|be (?:calling|writing|sending|mailing|e-?mailing)|return your|share\b|escrib|llam|marc[oa]"
    r"|avis|env[íi]"
    r"|contest|inform|me comuni|doy|dar[ée]?"
    r"|mand|confirm(?:o|ar[ée])"
    r"|respond(?:o|er[ée])|(?:call|e-?mail|note|text|message|answer) from)"
)
_STEP = re.compile(
    r"(?:check|find out|look (?:into|it|that|this|up)|confirm|ask\b|order\b|prepare|put together"
    r"|work up|talk (?:to|with)|speak"
    r"|pull\b|track|forward|pass\b|refund|credit|arrange|investigate|research|verify|see (?:if|what"
    r"|whether)|schedule|make sure"
    r"|take care|get (?:it|this|that|the|an|to)\b|dig\b|run (?:the|it|those)|chase|escalate|handle|sort"
    r"|averigu|revis|consult|pregunt|verific|chec[oa]|me encarg|investig"
    r"|fix|have (?:him|her|them|someone|somebody) )"
)
_NO_PROMISE = re.compile(
    r"(?:be (?!in touch|back|calling|writing|sending|mailing|e-?mailing|ready)|admit|say\b|have to|need"
    r"|see\b|understand|miss|always"
    r"|never|not\b|love|get (?:out of|there|here)|find (?:it|us|me|that)\b|want|like|save|pay|receive"
    r"|notice|probably|only)"
)
_YOUR_MOVE = re.compile(
    r"\b(?:if|once you|when(?:ever)? you|unless|until you|as soon as you|after you|should you"
    r"|(?:just )?(?:reply|answer|pick|choose"
    r"|say)\b|(?:just )?(?:tell|send|give|let|show|text|call|email|e-mail) me|say the word|want me to"
    r"|would you like|whichever"
    r"|si gusta|si quiere|cuando gust[ea]|cuando quiera|whenever|bring|come|stop|swing|drop by"
    r"|si (?:me|nos|usted)|cuando usted)\b"
)
_EVENT = re.compile(
    r"\b(?:once|when|as soon as(?! possible| i can| we can)|the (?:moment|minute|day|second)"
    r"|after|until|cuando)\b"
)
_OF_SOMETHING_ELSE = re.compile(r"\b(?:for|about|of|your|the|our|this|regarding|confirming)\s+$")
_SAME_MESSAGE = re.compile(
    r"\b(?:in the|with the|en el|con el) (?:same|mismo) (?:message|letter|e?-?mail|mensaje)\b"
)
_LEADING = re.compile(
    r"\b(?:a m[áa]s tardar|antes de|para|by|on|at|before|no later than|until|around|about|this|the"
    r"|in|within|from|between)\s*$"
)
_NO_NAMES = listed(
    """it that this these those there here who what which everything everyone nothing all one both
    either each and but the a an customer customers someone somebody anyone nobody something car
    truck part parts vehicle service team manager people store shop price payment technician
    adviser advisor order appointment time which what so then you i we he she they s t m your
    our my prices value battery tire tires oil work repair not day today tomorrow"""
)


def promises_in(
    text: str, *, signer: Signer, now: datetime, hours: BusinessHours, colleagues: tuple[str, ...] = ()
) -> tuple[ProposedPromise, ...]:
    """Every promise that the text makes: whatever has a time, and what the customer waits to hear of."""
    found = commitments(text, moments=resolve(text, now, hours))
    kept = [
        one for one in found if one.due or (one.weight is Weight.REPORT and not one.waits and not one.named)
    ]
    return tuple(
        ProposedPromise(
            who=_person(one.who, signer, colleagues),
            what=one.what,
            due=(one.due.until or one.due.at) if one.due else None,
            sentence=one.sentence.text,
        )
        for one in kept
    )


def _person(who: str, signer: Signer, colleagues: tuple[str, ...]) -> str:
    if who in ("I", "we"):
        return signer.name
    return next((name for name in colleagues if fold(who) in (fold(name), fold(name.split()[0]))), who)


def commitments(
    text: str, *, moments: list[Moment], within: tuple[Sentence, ...] | None = None
) -> tuple[Commitment, ...]:
    """What the text commits somebody to, in order; `moments` are those of the same text."""
    found: list[Commitment] = []
    for sentence in sentences(text) if within is None else within:
        folded = fold(sentence.text)[:LONGEST]
        starts = [match for match in _SUBJECT.finditer(folded) if _is_one(match, folded, sentence.text)]
        for number, match in enumerate(starts):
            end = starts[number + 1].start() if number + 1 < len(starts) else len(folded)
            start = match.start() if number else 0
            found.extend(_commitment(sentence, folded, match, (start, end), moments, found))
    return tuple(found)


def _is_one(match: "re.Match[str]", folded: str, text: str) -> bool:
    if match["name"]:
        written = text[match.start("name")]
        if match["name"] in _NO_NAMES or not written.isupper():
            return False
    if match["and"] and not re.search(r"\b(?:i|i'm|i am|i've|we|we're|let me)\b", folded[: match.start()]):
        return match.start() > 0 and text[0].isupper() and folded.split()[0] not in _NO_NAMES
    return not folded.rstrip(" \"')").endswith("?") or not match["let"]


def _commitment(
    sentence: Sentence,
    folded: str,
    match: "re.Match[str]",
    clause: tuple[int, int],
    moments: list[Moment],
    before: list[Commitment],
) -> Iterator[Commitment]:
    at = match.start("you") if match["you"] else match.end()
    soft = _SOFT.match(folded, at)
    verb = soft.end() if soft else at
    if match["you"]:
        verb = match.end() - len(folded[match.start() : match.end()].split()[-1])
    if _NO_PROMISE.match(folded, verb) and not _REPORT.match(folded, verb):
        return
    weight = _weight(folded, verb, match)
    due, named = _due(sentence, folded, clause, match.start(), moments)
    if due is None and _SAME_MESSAGE.search(folded):
        due = next((one.due for one in reversed(before) if one.due), None)
    if weight is None or (weight is Weight.OTHER and due is None):
        return
    yield Commitment(
        who=_who(match, sentence, before),
        what=_what(sentence, verb, clause[1], due),
        weight=weight,
        start=sentence.start + match.start(),
        end=sentence.start + len(folded[: clause[1]].rstrip(" ,;—–-")),
        sentence=sentence,
        due=due,
        named=named,
        waits=_waits(folded, match.start(), clause[1]),
    )


def _weight(folded: str, verb: int, match: "re.Match[str]") -> Weight | None:
    if match["you"]:
        mine = match["you"].startswith("expect") or re.search(
            r"\bhear from\b", folded[match.start() : verb + 12]
        )
        return Weight.REPORT if mine else Weight.OTHER
    if _REPORT.match(folded, verb):
        return Weight.REPORT
    if _STEP.match(folded, verb):
        return Weight.STEP
    return None if match["let"] else Weight.OTHER


def _who(match: "re.Match[str]", sentence: Sentence, before: list[Commitment]) -> str:
    if match["name"]:
        return sentence.text[match.start("name") : match.end("name")]
    if match["pro"]:
        named = [one.who for one in before if one.who not in ("I", "we")]
        return named[-1] if named else "I"
    if match["and"] and not re.search(
        r"\b(?:i|i'm|i am|i've|we|we're)\b", fold(sentence.text)[: match.start()]
    ):
        return sentence.text.split()[0]
    ours = match["we"] or match["nos"] or (match["voy"] or "").startswith("vamos")
    return "we" if ours else "I"


def _due(
    sentence: Sentence, folded: str, clause: tuple[int, int], said: int, moments: list[Moment]
) -> tuple[Moment | None, bool]:
    # A time after the commitment is its own; one before it only where none follows.
    start, end = sentence.start + clause[0], sentence.start + clause[1]
    inside = [moment for moment in moments if start <= moment.start < end]
    own = [m for m in inside if not _OF_SOMETHING_ELSE.search(folded[: m.start - sentence.start][-14:])]
    own.sort(key=lambda m: (m.start < sentence.start + said, m.precision is not Precision.TIME))
    if own:
        return own[0], True
    return None, bool(inside)


def _what(sentence: Sentence, verb: int, end: int, due: Moment | None) -> str:
    words = sentence.text[verb:end]
    if due and sentence.start + verb <= due.start:
        cut = due.start - sentence.start - verb
        left = words[:cut]
        while (led := _LEADING.search(left)) is not None:
            left = left[: led.start()]
        words = left + words[cut + len(due.text) :]
    words = re.sub(r"\s+", " ", words).strip(" ,;:.!?—–-")
    return re.sub(r"[\s,]+(?:and|or|but|then)$", "", words)


def _waits(folded: str, start: int, end: int) -> str:
    whole = folded[:end]
    if _YOUR_MOVE.search(whole[:start]) or _YOUR_MOVE_AFTER.search(whole[start:]):
        return "you"
    return "event" if _EVENT.search(whole) else ""


_YOUR_MOVE_AFTER = re.compile(
    r"\b(?:if|once you|when(?:ever)? you|unless|as soon as you|after you|should you)\b"
)
