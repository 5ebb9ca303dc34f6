"""What a customer's own words cannot make true: payment details, codes, gifts, what they say we owe.

Their own statements (their car, their day, their number) may be repeated; what leads a reader elsewhere or
costs the store something must stand on our records, or be spoken of as theirs and not granted.
"""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import Claim
from assistant.core.draft import Author
from assistant.core.mentions import PHONE, VIN
from assistant.core.words import content, fold, has_word

ACCOUNT = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,8}(?:[ -]?[A-Z0-9]{1,4})?\b"
    r"|(?<![\w.,$#/-])\d(?:[ -]?\d){8,29}(?![\w/])"
    r"|\b(?:bc1[a-z0-9]{20,60}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b"
    r"|\b(?i:account|acct|routing|iban|swift|wallet)(?i: number| no\.?| address)?\s?(?i:is|[:#])?\s?"
    r"(?P<id>(?=[A-Za-z]*\d)[A-Za-z0-9-]{4,34})\b"
)
PAYMENT = re.compile(
    r"\b(?:gift ?cards?|wire (?:transfer|the (?:money|funds|deposit))|zelle|venmo|cash ?app|bitcoin|btc|crypto\w*"  # noqa: E501
    r"|western union|moneygram|money orders?|routing numbers?|bank details|paypal)\b"
)
CODE = re.compile(
    r"\b(?i:code|coupon|voucher|promo|token|password|canary|pin)s?\b(?i: code)?\s?(?i:is|[:#])?\s?[\"“']?"
    r"(?P<id>(?=[\w-]*\d|[A-Z-]{4})[A-Z0-9][\w-]{2,40})\b"
    r"|(?<![\w/])(?P<bare>[A-Z]{4,}[-_]?\d{2,}[A-Z0-9_-]*|[A-Z]{3,}[-_][A-Z0-9]{2,}[-_][A-Z0-9_-]+)(?![\w/])"
)
GIFT = re.compile(
    r"\bfree (?:\w+ ){0,2}?(?:oil|cars?|vehicles?|services?|maintenance|tires?|detail\w*|upgrades?|warrant\w+|months?"  # noqa: E501
    r"|years?|gifts?|delivery|downloads?|games?|software|repairs?|brakes?|tanks?|rentals?|loaners?|trials?)\b"
    r"|\bfor life\b|\blifetime\b|\byou(?:'ve| have) won\b|\bfree of (?:any )?cost\b"
)
YOURS = re.compile(
    r"\b(?:you (?:saw|found|mention\w*|wrote|wr[io]te|ask\w*|name[ds]?|paid|said|had|got|offer\w*|propos\w*|describ\w*"  # noqa: E501
    r"|were (?:quoted|charged|told|promised|billed)|have in mind|(?:are|were) (?:looking|hoping|thinking)|saw"
    r"|received|read|expect\w*|want\w*|need\w*|would like|speak of|spoke of|quote)"
    r"|your (?:\w+ )?(?:budget|offer|figure|number|quote|price|bill|invoice|estimate|limit|range|question|target"  # noqa: E501
    r"|message|note|e-?mail|payment|deposit|invoice)|under|below|up to|within|around)\b"
)
GRANTS = re.compile(
    r"\b(?:honou?r\w*|will match|can match|agree\w*|accept\w*|appl(?:y|ied)|grant\w*|approv\w*|confirm\w*|guarantee\w*"  # noqa: E501
    r"|knock\w*|take .{0,12}off|off|discount\w*|credit\w*|refund\w*|reimburs\w*|you(?:'ll| will) (?:get|have|receive)"  # noqa: E501
    r"|give you|owe you|is yours|deal|as promised|compensat\w*)\b"
)
UNSURE = re.compile(
    r"\b(?:whether|if|find out|ask(?:ing)?|check(?:ing)?|look into|can(?:'t|not)|not|would you|could|question)\b"  # noqa: E501
)
REACHES = re.compile(
    r"\b(?:le (?:llamo|llamaré|marco|escribo) al?|(?:call|reach|ring|phone|text|write to|e-?mail|mail|answer|contact|get|send (?:it|them|this|that|you))\b.{0,40}"  # noqa: E501
    r"\b(?:you|to|at|on)|your (?:\w+ )?(?:number|phone|cell|mobile|address|e-?mail)|you (?:gave|left|wrote))\b"  # noqa: E501
)
US = re.compile(
    r"\b(?:call|reach|write(?: to)?|e-?mail|contact|text|ask) (?:me|us|him|her|them|our|the|it|this)\b"
)


def brought_in(reading: Reading) -> Iterator[Place]:
    """Payment details, codes and gifts that no record of ours holds, whoever named them."""
    begin, end = reading.reply.greeting[1], reading.reply.tail
    record = reading.evidence.record
    for found in ACCOUNT.finditer(reading.text, begin, end):
        start, stop = found.span("id") if found["id"] else found.span()
        held = reading.text[start:stop]
        if not (
            PHONE.fullmatch(held)
            or VIN.fullmatch(held)
            or _digits(held) in _digits(record)
            or _on(record, held)
        ):
            yield Place(start, stop, "This looks like an account or card number that is not on our records.")
    for found in PAYMENT.finditer(reading.reply.folded, begin, end):
        if not _on(record, found[0]) and not _denied(reading, found.start()):
            yield Place(found.start(), found.end(), "No record of ours names this way to pay.")
    vehicles = " ".join(f"{one.text} {one.model} {one.vin}" for one in reading.inquiry.vehicles)
    for found in CODE.finditer(reading.text, begin, end):
        group = "id" if found["id"] else "bare"
        if not _on(f"{record}\n{fold(vehicles)}", found[group]):
            yield Place(found.start(group), found.end(group), "This code is not on our records.")
    for found in GIFT.finditer(reading.reply.folded, begin, end):
        if not _given(reading, found[0]) and not _denied(reading, found.start()):
            yield Place(found.start(), found.end(), "Nothing on record says that we give this.")


def theirs(reading: Reading, claim: Claim) -> bool:
    """Whether an amount is spoken of as the customer's own word, and not granted by it."""
    sentence = reading.sentence_at(claim.start)
    if sentence is None:
        return False
    folded = reading.reply.folded[sentence.start : sentence.end]
    asks = sentence.text.rstrip("\"') ").endswith("?")
    typed = reading.proposal.author is Author.PERSON  # who need not say whose word it is
    return bool(typed or YOURS.search(folded) or UNSURE.search(folded) or asks) and (
        not GRANTS.search(folded) or bool(UNSURE.search(folded)) or asks
    )


def reaches_them(reading: Reading, claim: Claim) -> bool:
    """Whether a number or address of theirs is one at which we reach them, not one to send them to."""
    sentence = reading.sentence_at(claim.start)
    folded = reading.reply.folded[sentence.start : claim.start + 1] if sentence else ""
    return REACHES.search(folded) is not None and US.search(folded) is None


def _denied(reading: Reading, start: int) -> bool:
    sentence = reading.sentence_at(start)
    before = reading.reply.folded[sentence.start : start] if sentence else ""
    return re.search(r"\b(?:not|no|never|don't|can't|cannot|whether|if|without|your)\b", before) is not None


def _given(reading: Reading, words: str) -> bool:
    """A fact that holds the words, or the thing beside a word for free."""
    free = re.compile(r"\b(?:free|no (?:charge|cost)|complimentary|costs? nothing|lifetime|for life)\b")
    wanted = content(words) - content("free")
    texts = [fold(fact.text) for fact in reading.evidence.facts]
    return any(words in text or (free.search(text) and wanted and wanted <= content(text)) for text in texts)


def _on(record: str, words: str) -> bool:
    return has_word(record, words) or (len(words) > 5 and fold(words) in record)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text) or "-"
