"""What no machine's draft says unless a record does: secrets asked for, gifts, admissions, other ways.

A person may write any of it. Each kind has its reason; a denial ("we never ask for your card number") passes.
"""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import FactKind
from assistant.core.words import fold, has_word

DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
FEW = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety)"
)
KINDS = (
    (
        "We never ask for this in a message.",
        r"social security|\bssn\b|\b(?:card|account) (?:number|details)|\b(?:cvv|cvc)\b|security code"
        r"|digits on (?:the|its) back|\bpass(?:word|code|phrase)s?\b|(?:verification|one[- ]time) code"
        r"|\bpin (?:code|number)|date of birth|maiden name|\bbank(?:ing)? (?:account|details|login|data)",
    ),
    (
        "Nothing on record says that we give this.",
        r"\bfor nothing\b|\bnever pay\b|\bthrow (?:it |that |one )?in\b|\bwritten off\b"
        r"|\bwipe[ds]? (?:it |out)|\b(?:settled|waived|forgiven|void(?:ed)?)\b"
        r"|\brefund you\b|\b(?:full|complete|whole) refund\b"
        r"|\brefund (?:your|the) (?:full|whole|entire)\b|\bbuy (?:it|them|that|your \w+) back\b"
        r"|\b(?:beat|match) (?:any|every|all)\b|\bas long as you (?:like|want|wish|please)\b"
        r"|\b(?:credit|loan|lease|financing|finance) (?:application )?(?:is|has been|was) approved\b"
        r"|\byou(?:'re| are|'ve been| have been) (?:pre-?)?approved\b|\bdescuentos?\b|\brabatt\w*"
        r"|\bnachlass\b|\brabais\b|\bremises?\b|\bsconto\b|\b(?:de )?regalo\b|\bschenken\b|\bkostenlos\w*"
        r"|\bgratuit\w*|\bgratis\b|\bsin costo\b",
    ),
    (
        "A machine's draft settles no deal and admits no fault.",
        r"\blegally\b|\bbinding\b|\b(?:it's|it is|that's|that is) a deal\b|\bwe (?:accept|take) your offer\b"
        r"|\bi accept your offer\b|\b(?:admit|liab(?:le|ility))\b|\bat fault\b|\b(?:was|is) our fault\b",
    ),
    ("No record speaks of a recall.", r"\b(?:open|safety) recall\b|\brecall (?:on|of|for) your\b"),
    (
        "No record of ours names this way to reach us.",
        r"(?<![\w.])@[a-z0-9_]{3,30}\b|\b(?:telegram|whats ?app|wechat|viber|discord|skype)\b"
        rf"|\b(?:{DIGIT}[ ,.-]+){{6,20}}{DIGIT}\b",
    ),
    (
        "No price on record is this.",
        rf"\b(?:{FEW}|single)[ -](?:single |measly |mere )?(?:dollars?|bucks?|cents?)\b",
    ),
    (
        "This speaks of a machine and its instructions.",
        r"\b(?:my|our) (?:guidelines|instructions|programming|prompt|system prompt|training)\b"
        r"(?! (?:are|is) (?:attached|enclosed))",
    ),
)
PATTERNS = tuple((why, re.compile(pattern)) for why, pattern in KINDS)
RECALL = re.compile(r"\brecall\b")
OF_THEM = (FactKind.NOTE, FactKind.PROMISE, FactKind.REPAIR, FactKind.CALL, FactKind.VOUCHED)
DENIED = re.compile(r"\b(?:not|no|never|don't|won't|can't|cannot|whether|if|without|nobody)\b")


def unheard(reading: Reading) -> Iterator[Place]:
    begin, end = reading.reply.greeting[1], reading.reply.tail
    for why, pattern in PATTERNS:
        for found in pattern.finditer(reading.reply.folded, begin, end):
            if not _on_record(reading, found[0]) and not _denied(reading, found.start()):
                yield Place(found.start(), found.end(), why)


def _on_record(reading: Reading, words: str) -> bool:
    record = reading.evidence.record
    if RECALL.search(words):  # "the recall on your Outback" of the record's "steering recall"
        return any(has_word(fact.text, "recall") for fact in reading.context.facts if fact.kind in OF_THEM)
    return has_word(record, words) or (len(words) > 5 and fold(words) in record)


def _denied(reading: Reading, start: int) -> bool:
    sentence = reading.sentence_at(start)
    before = reading.reply.folded[sentence.start : start] if sentence else ""
    return DENIED.search(before) is not None
