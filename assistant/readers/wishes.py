"""Which of the times that they name are wishes: not those of what was, of others, or of another place."""

import re
from collections.abc import Sequence

from assistant.core.inquiry import Question, When
from assistant.readers.reading import Reading
from assistant.readers.words import Hit, words_of

COMES = ("visit", "coming", "wants:visit", "topic:appointment", "topic:change", "offers:time")
FEW = 4  # words that may stand around a time that is all they say

_BREAK = re.compile(
    r"[.!?;\n]+(?!\d)|,\s+(?:and|but|so)\b|\s[-–—]+\s|\b(?:but|so|and (?:i|we|can|could|will))\b"
)
_LAST = re.compile(
    r"(?i)\b(?:last|past|since|previous|this past|every|each|most"
    r"|el pasado|desde(?: el)?|wait (?:un)?till?)\s+\Z"
    r"|\b(?:the|my|your|our) (?:[\w-]+ ){1,3}(?:from|of)\s+\Z"
)
_GREETING = re.compile(r"(?i)(?:\A|[.!?\n])\W*(?:good )?\Z")
_DAYTIME = re.compile(r"(?i)morning|afternoon|evening")
_DID = (
    "did|had|was|were|bought|got|left|paid|picked|took|came|went|drove|brought|dropped|called|ordered|broke"
    "|said|told|wrote|sent|spoke|talked|met|saw|signed|stopped|replaced|changed|fixed|installed|put|towed"
    "|promised|quoted|emailed|e-mailed|texted|purchased|traded|waited|sat|visited|noticed|found|started"
)
_PASSED = re.compile(r"(?i)\A\s*(?:pasad[oa]|ago\b)")
_BEGINS = re.compile(r"(?i)\A\W*(?:(?:hi|hello|hey|so|well|and|but|back)\b\W*){0,2}(?:on|at)?\s*\Z")
_ACTED = re.compile(rf"(?i)\A,?\s*(?:i|we|you|they|he|she) (?:{_DID})\b")
_ASKED = re.compile(r"(?i)\b(?:can|could|may|should|shall|would|will|do|does|let|if)\s+\Z")  # "can I put"
_WAS = re.compile(
    r"(?i)\b(?:i|we|you|u|he|she|they|it|guys|yall|y'all|who|mechanic|technician|truck|driver|\w+ing|and)\s+"
    r"(?:just |already |all |then |even |also |guys )?"
    rf"(?:{_DID})\b"
)
_TO_COME = re.compile(r"(?i)\b(?:tomorrow|tmrw|tonight|next|mañana)\b")
_AHEAD = re.compile(
    r"(?i)\b(?:can|could|will|would|should|want|like|need|love|prefer|shall|may|might|i'?ll|we'?ll|i'?d|we'?d"
    r"|let'?s|going to|gonna|by|until|till|before|for|if|still|booked|scheduled|set)\b"
)
_ELSEWHERE = re.compile(
    r"(?i)\b(?:have|need|got|has|needs|gotta|supposed) (?:to )?(?:be|get) "
    r"(?!there|in (?:at|by|before|on)\b|here|by\b|over)"
    r"(?:\w+ ){0,4}(?:at|by|before)?\s*\Z"
    r"|\b(?:he|she|kids?|son|daughter|school|class|practice|game|recital|bus|train|flight|plane|daycare)\b"
    r"(?: \w+){0,2} (?:gets?|is|are|lets?|starts?|ends?|leaves?|comes?|arrives?) (?:\w+ ){0,4}(?:at|by)?\s*\Z"
    r"|\b(?:(?:driving|flying|travel\w+|leaving|moving|heading|going)|(?:i|we) (?:drive|fly|travel|leave"
    r"|move|head|go))"
    r" (?:(?:out|back|down|up|over) )?(?:to|for) (?-i:[A-Z])[\w.]+(?: (?-i:[A-Z])\w+)?,? (?:on |that "
    r"|this )?\Z"
    r"|\b(?:i|we|i'm|we're) (?:leave|fly|drive|travel|move|leaving|flying)(?: out| home| back)? (?:on )?\Z"
    r"|\b(?:send|wire|transfer)(?: you)?(?: a| the| my)? (?:deposit|money|payment"
    r"|\d\w*)(?: down)? (?:on )?\Z"
    r"|\b(?:trip|vacation|flight|drive|wedding|funeral) (?:on |is |this )?\Z"
)
_OUT_BY = re.compile(r"(?i)\b(?:be|get) (?:out|done|finished|through)\b(?: of (?:there|here))?,?\s*\Z")
_BY = re.compile(r"(?i)\A(?:by|before|at|around)\b")


def wishes(shown: str, named: Sequence[When]) -> tuple[When, ...]:
    """`named` as the text gives them, those left out that nobody can wish for."""
    kept, at = [], 0
    for when in named:
        place = _place(shown, when, at)
        at = max(at, place + len(when.text))
        if place < 0 or (not (_past(shown, when, place) or _not_ours(shown, when, place))):
            kept.append(when)
    return tuple(kept)


def passed(shown: str, named: Sequence[When]) -> tuple[When, ...]:
    """Those of `named` that tell of what was."""
    return tuple(when for when in named if (at := _place(shown, when, 0)) >= 0 and _past(shown, when, at))


def asks_to_come(reading: Reading, asked: Question) -> bool:
    """Whether a question that names a time asks for it: words of coming, or next to nothing besides."""
    named = wishes(reading.shown, reading.times)
    inside = [when for when in named if when.text in " ".join(asked.text.split())]
    if not inside:
        return False
    if _comes(reading, asked):
        return True
    said = sum(len(when.text.split()) for when in inside)
    return len(words_of(asked.text)) - said <= FEW


def _comes(reading: Reading, asked: Question) -> bool:
    found: list[Hit] = []
    for sentence in reading.sentences:
        words = sentence.words
        found += [
            hit
            for hit in sentence.of(*COMES)
            if asked.start < 0 or (asked.start <= words[hit.first].start < asked.end)
        ]
    return bool(found)


def _place(shown: str, when: When, after: int) -> int:
    """Where its words stand, whatever space is between them."""
    pattern = r"\s+".join(re.escape(word) for word in when.text.split())
    found = re.compile(pattern).search(shown, after) if pattern else None
    return found.start() if found else -1


def _past(shown: str, when: When, place: int) -> bool:
    lead = _clause(shown, place)
    if _DAYTIME.fullmatch(when.text) and _GREETING.search(shown[:place]):
        return True
    after = shown[place + len(when.text) :]
    if _BEGINS.search(lead) and _ACTED.match(after):
        return True
    if _LAST.search(lead) or re.match(r"(?i)(?:since|last)\b", when.text) or _PASSED.match(after):
        return True
    if _TO_COME.search(when.text):
        return False
    told = list(_WAS.finditer(lead))
    if not told or _ASKED.search(lead[: told[-1].start()]):
        return False
    return not _AHEAD.search(lead[told[-1].end() :])


_OFF = re.compile(
    r"(?i)\A\s*(?:\w+ )?(?:does(?:n'?t| not)|won'?t|can'?t|isn'?t|is not) (?:going to )?(?:work|good"
    r"|possible|happen|do)\b"
    r"|\A\s*(?:is|'s) (?:out|off|no good)\b"
)


_UNABLE = re.compile(
    r"(?i)\b(?:won'?t|can'?t|cannot|not going to|not able to|couldn'?t) (?:be )?(?:bring\w*|com\w+|mak\w+"
    r"|able)\b[^.?!,]*\Z"
)


def _not_ours(shown: str, when: When, place: int) -> bool:
    """Of somebody else, of another place, or the end of the visit and not its beginning."""
    lead = _clause(shown, place)
    if _UNABLE.search(lead.replace("\u2019", "'")) or _OFF.match(
        shown[place + len(when.text) :].replace("\u2019", "'")
    ):
        return True
    return bool(_ELSEWHERE.search(lead)) or bool(_OUT_BY.search(lead) and _BY.match(when.text))


def _clause(shown: str, place: int) -> str:
    """What stands before it in its clause."""
    lead = shown[max(place - 160, 0) : place]
    breaks = list(_BREAK.finditer(lead))
    return lead[breaks[-1].end() :] if breaks else lead
