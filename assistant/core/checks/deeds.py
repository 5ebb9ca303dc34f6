"""no-invented-deeds: says that something was done only where a record or a vouching shows it."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.draft import Author
from assistant.core.fact import Fact, FactKind
from assistant.core.sentences import sentences
from assistant.core.words import content, fold, has_word

_BACKING = (
    FactKind.VOUCHED,
    FactKind.NOTE,
    FactKind.CALL,
    FactKind.APPOINTMENT,
    FactKind.PROMISE,
    FactKind.QUOTE,
    FactKind.REPAIR,
    FactKind.CONTACT,
    FactKind.KNOWLEDGE,
    FactKind.SLOT,
    FactKind.STOCK,
)
_DEEDS = {
    "talk": (r"sp(?:oke|oken) (?:to|with)|talked (?:to|with)|checked with|asked|called"
    r"|confirmed with|got off the phone|consulted|met with|told"
             r"|let \w+ know|passed (?:it|this|that|your)|forwarded|escalated|alerted|notified|shared",
             r"spoke|talk|call|ask|told|confirm|check|said|sa(?:y|id)|pass|forward"),
    "hold": (r"put (?:your|a|my|the) (?:name|hold)|set (?:it|one|that|this|aside)|reserved|held"
    r"|put (?:it|one|this|that) (?:aside|on hold)|placed a hold"
             r"|pulled (?:it|one|the (?:car|truck|keys))|tagged", r"hold|held|reserv|set aside|put|tag"),
    "book": (r"booked|scheduled|moved (?:your|you|it)|rescheduled|cancelled|canceled|put you (?:down"
    r"|in)|penciled|changed your|signed you up|added you",
             r"book|appointment|schedul|moved|cancel|slot|put .{0,10}down|test drive|visit"),
    "money": (r"credited|refunded|waived|issued|taken .{0,20} off|reversed|adjusted|processed"
    r"|reimbursed|approved|knocked",
              r"credit|refund|waiv|issu|off|revers|adjust|process|reimburs|approv"),
    "send": (r"sent|e?-?mailed|mailed|shipped|overnighted|texted|faxed", r"sent|send|mail|ship|text|wrote"),
    "order": (r"ordered|placed (?:the|an|your) order|requested", r"order|request|waiting for parts"),
    "work": (r"fixed|repaired|replaced|inspected|washed|detailed|test[- ]drove|driven|walked (?:out"
    r"|around|over)|looked (?:at|over|under) (?:the|your)"
             r" (?:car|truck|vehicle|suv|van|brakes|tires|engine)|measured|installed|topped off"
    r"|(?:checked|looked|been|went|searched) (?:\w+ ){0,2}(?:the|our) (?:back )?"
    r"(?:lot|yard|shop floor|shelf|shelves|warehouse)"
             r"|started (?:it|on)",
             r"fix|repair|replac|inspect|wash|detail|dr[oi]ve|walk|look|check|measur|install|top|start"),
}  # fmt: skip
_ADVERBS = (
    r"(?:(?:just|already|also|now|personally|gone ahead and|since|even|then|both|myself|today"
    r"|this morning) )*"
)
_PERSON = (
    r"(?:\b(?:i|we)(?: have|'ve)? |\b(?P<who>(?!should|would|could|might|must|may|not|never|you"
    r"|they|nobody)[^\W\d_]{3,20}) (?:has |have |just |already )+"
    r"|\band (?:have |i've |we've )?)"
)
DEEDS = tuple(
    (family, re.compile(rf"{_PERSON}{_ADVERBS}(?P<deed>{said})\b"), re.compile(rf"\b(?:{shown})"))
    for family, (said, shown) in _DEEDS.items()
)
PASSIVE = (
    ("hold", re.compile(r"\b(?:your name is on (?:it|the)|(?:is|it's) (?:on hold|reserved|set aside"
        r"|held) for you)\b")),
    ("book", re.compile(r"\b(?:you(?:'re| are) (?:all |now )?(?:booked|scheduled|confirmed)"
        r"|your (?:appointment|visit|test drive) (?:is|has been) "
                        r"(?:booked|confirmed|moved|scheduled|cancell?ed))\b")),
    ("money", re.compile(r"\b(?:has|have|was|were) been (?:credited|refunded|waived)\b|\b(?:refund"
        r"|credit) (?:is|has been) (?:issued|processed|on its way)\b")),
    ("order", re.compile(r"\b(?:part|parts|it|they) (?:has|have|is|are) (?:been |now )?(?:ordered"
        r"|on order)\b")),
)  # fmt: skip
SHOWN = {family: shown for family, _, shown in DEEDS}
NOT_DONE = re.compile(
    r"\b(?:if|once|when|after|until|before|unless|whether|had|should have|would have|could have|never"
    r"|not|you|nobody|no one|as soon as)\b[^,;]{0,24}$"
)
WE_TOLD = re.compile(r"\b(?:asked|told|called|wrote|mailed|emailed|sent|shared)\b")
YOU_DID = re.compile(
    r"\byou(?: guys| people|'ve| have)?(?: just| already)? \w{2,}(?:t|ed|d)\b|\bmissed (?:a )?call\b"
)
FUTURE = {
    "talk": "I will ask",
    "hold": "I will hold it",
    "book": "I will book it",
    "money": "I will see to the credit",
    "send": "I will send it",
    "order": "I will order it",
    "work": "I will look at it",
}


def no_invented_deeds(reading: Reading) -> Iterator[Place]:
    for sentence in reading.reply.body:
        folded = reading.reply.folded[sentence.start : sentence.end]
        if folded.rstrip("\"') ").endswith("?"):
            continue
        for family, start, end in _deeds(folded):
            if not _shown(reading, family, folded, folded[start:end]):
                why = "No record shows that this was done: say who does it by when, or vouch for it."
                yield Place(sentence.start + start, sentence.start + end, why, f"{FUTURE[family]} by ...")


def _deeds(folded: str) -> Iterator[tuple[str, int, int]]:
    for family, pattern, _ in DEEDS:
        for found in pattern.finditer(folded):
            if found[0].startswith("and ") and not re.search(
                r"\b(?:i|we)(?:'ve| have)\b", folded[: found.start()]
            ):
                continue
            if not NOT_DONE.search(folded[: found.start()]):
                yield family, found.start(), found.end()
                break
    for family, pattern in PASSIVE:
        passive = pattern.search(folded)
        if passive and not NOT_DONE.search(folded[: passive.start()]):
            yield family, passive.start(), passive.end()


def _shown(reading: Reading, family: str, folded: str, deed: str) -> bool:
    named = [claim.text for claim in reading.claims if claim.kind == "name" and fold(claim.text) in folded]
    to_them = WE_TOLD.search(deed) and re.search(rf"{WE_TOLD.pattern}.{{0,12}}\byou\b", folded)
    if to_them and any(not line.from_customer for line in reading.context.thread):
        return True
    if reading.proposal.author is Author.PERSON and _told_us(reading, SHOWN[family]):
        return True
    return any(_shows(fact, SHOWN[family], folded, named) for fact in reading.context.of_kind(*_BACKING))


def _told_us(reading: Reading, shown: re.Pattern[str]) -> bool:
    """Whether the customer says that we did it: "you sent them"; not where they ask for it."""
    said = sentences(reading.evidence.said)
    return any(
        YOU_DID.search(s.text) and shown.search(s.text) and not s.text.rstrip().endswith("?") for s in said
    )


def _shows(fact: Fact, shown: re.Pattern[str], folded: str, named: list[str]) -> bool:
    text = fold(f"{fact.text} {fact.data.get('status', '')}")
    if (
        named
        and any(has_word(f"{text} {fact.source}", name) for name in named)
        and fact.kind is not FactKind.PROMISE
    ):
        return True
    shared = content(folded) & content(fact.text)
    if fact.kind is FactKind.VOUCHED:
        return len(shared) >= 2 or shown.search(text) is not None
    if fact.kind is FactKind.PROMISE and fact.data.get("state", "") not in ("kept", ""):
        return False
    if fact.kind is FactKind.SLOT:
        return (
            fact.data.get("status", fact.data.get("state", "")) in ("held", "booked")
            and shown.search(text) is not None
        )
    return shown.search(text) is not None and (bool(shared) or fact.kind is FactKind.APPOINTMENT)
