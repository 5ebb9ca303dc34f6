"""What kind of harm it is: each is put right in a way of its own."""

import re

from assistant.core.fact import FactKind
from assistant.core.insurers import INSURERS
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.their_harm import MEASURED, in_their_words

KINDS = (
    (
        "third",
        re.compile(
            rf"\b({INSURERS}|bank|dmv|lender"
            r"|credit union|insurance|manufacturer|warranty company|state)\b",
            re.I,
        ),
    ),
    ("bill", re.compile(r"\b(charged?|quoted|bill(?:ed|ing)?|invoice|overcharged?|refund|fee)\b", re.I)),
    (
        "rude",
        re.compile(r"\b(rude|laughed|yell\w*|ignored|condescend\w*|attitude|disrespect\w*|treated)\b", re.I),
    ),
    (
        "work",
        re.compile(
            r"\b(again|still|same|second time|not fixed|grind\w*|squeal\w*|scratch\w*|noise|broke|light"
            r"|shak\w*|vibrat\w*|wobbl\w*|leak\w*|drip\w*)\b",
            re.I,
        ),
    ),
    (
        "wait",
        re.compile(r"\b(late|wait\w*|delay\w*|promised|days?|weeks?|minutes|hours|call\w*|answers?)\b", re.I),
    ),
)
BILL_OF_THEIRS = re.compile(r"\b(?:the|my|your|a) (?:bill|invoice)\b", re.I)
RUDE = re.compile(
    r"\b(?:laughing at|mock\w+|mimic\w+|my accent|made fun|rude|called me (?:hon|honey|sweetie|sweetheart"
    r"|dear))\b"
    r"|\b(?:asked|handed|told|talked to) (?:my )?(?:husband|wife|son|boyfriend|(?-i:[A-Z])\w+) (?:instead"
    r"|what|the)\b",
    re.I,
)
PORTAL = re.compile(
    r"\b(?:because|since|as) (?P<who>[A-Z]\w+|(?:the|your) (?:site|website|app|listing|ad|map)|google)"
    r" (?:says?|said|shows?|lists?)\b"
)
BETWEEN = re.compile(
    rf"\b(?:bank|dmv|lender|credit union|insur\w+|adjuster|{INSURERS})\b"
    r"(?: (?!settlement|money|card)\w+){0,4} (?:said|says|told)\b[^?]{0,80}"
    r"\b(?:ask|call|dealer|you|your)\b",
    re.I,
)
SENT_ROUND = re.compile(
    r"\b(?P<who>(?!I\b)[A-Z]\w+(?: [A-Z]\w+)?) says?\b[^.?]{0,60}\b(?:take it up with|ask|call|contact)\b"
)
OFFERS = re.compile(
    r"\b(?:your|our) (?:e-?mail|letter|text|offer|mailing|flyer|ad)\b[^?]{0,80}"
    r"\b(?:refinance|trade up|trade in|upgrade|equity)\b"
    r"|\b(?:taken|take (?:me|us)|get (?:me|us)|be|removed?)(?: me| us)? (?:off|from) (?:of )?(?:your|the"
    r"|this) (?:\w+ )?"
    r"(?:list|texts?|e-?mails?)\b|\bstop (?:texting|calling|e-?mailing|sending) (?:me|us)\b|\bunsubscribe\b",
    re.I,
)

UNHEARD = re.compile(
    r"\banswered (?:neither|none)\b|\bno(?:body|t one|ne| one)(?: of you)? "
    r"(?:has |have |ever |even |bothered to )*(?:answer|repl|respond|wrot|writ|g[eo]ts? back)\w*"
    r"|\bnever (?:answered|replied|wrote back|got back|heard back)\b|\basked for it in writing\b",
    re.I,
)
MONEY = re.compile(
    r"\bnever (?:been )?(?:paid off|refunded|credited)\b"
    r"|\b(?:n't|not) (?:been )?(?:paid off|refunded|credited)\b"
    r"|\bnothing (?:is |has (?:come|shown) |was )?(?:on|in|to|back on) my (?:card|account)\b"
    r"|\b(?:still|yet) (?:no|waiting (?:for|on) (?:my|the)) (?:\w+ )?(?:refund|money|deposit|check|rebate)\b"
    r"|\bwhere is my (?:refund|money|deposit|check|rebate)\b",
    re.I,
)
TWO_PRICES = re.compile(
    r"\bbait\b|\bwhich price is (?:the )?(?:real|right)\b|\b(?:two|different) prices\b"
    r"|\bsame (?:exact )?(?:car|one|truck|vehicle)\b[^.?!]{0,40}[$]\d",
    re.I,
)
PART_OF_A_CAR = (
    "seats?|doors?|bumper|hood|paint|wheels?|rims?|fender|mirror|carpets?|dash\\w*|console|glass|windshield|trim"
    "|panel|tailgate|hatch|roof|headliner|floor"
)
DAMAGED = (
    "scrap(?:e[ds]?|ing)|scratch\\w*|goug\\w+|dent(?:ed|s)?|ding(?:ed|s)?|grease|stain\\w*|crack\\w*"
    "|ripped|torn|chipped"
)
DAMAGE = re.compile(
    rf"\b(?:{DAMAGED})\b[^.?!]{{0,40}}\b(?:{PART_OF_A_CAR})\b"
    rf"|\b(?:{PART_OF_A_CAR})\b[^.?!]{{0,40}}\b(?:{DAMAGED})\b",
    re.I,
)
BY_SIGNS = (("portal", PORTAL), ("offers", OFFERS), ("rude", RUDE), ("third", BETWEEN), ("third", SENT_ROUND))
BY_WORDS = (("unheard", UNHEARD), ("money", MONEY), ("prices", TWO_PRICES), ("damage", DAMAGE))


def kind_of(matter: Matter) -> str:
    if not matter.tongue.harms:  # another language than English has kinds of its own
        signs = (*BY_SIGNS, *BY_WORDS)
        if shown := next((name for name, sign in signs if sign.search(matter.inquiry.text)), ""):
            return shown
    words = in_their_words(matter) or f"{matter.inquiry.harm} {matter.inquiry.text}"
    found = next((name for name, pattern in matter.tongue.harms or KINDS if pattern.search(words)), "other")
    if found == "work" and not matter.of(FactKind.REPAIR, FactKind.OWNED) and matter.department == "sales":
        return "other"  # nobody has worked on a car of theirs
    told = not matter.tongue.harms and BILL_OF_THEIRS.search(matter.inquiry.text)
    return "bill" if found in ("wait", "other") and told and not MEASURED.search(words) else found
