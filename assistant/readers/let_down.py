"""A word of ours that nobody kept, told as a reproach: "you said you'd call Friday and nobody did"."""

import re

from assistant.readers.reading import Reading

_OURS = (
    r"(?:you(?: guys| all| people| folks)?|y'?all|some(?:one|body)(?: \w+){0,2}"
    r"|(?<!in )(?<!at )(?<!from )(?<!of )(?-i:[A-Z])[a-z]+"
    r"|(?:your|the) (?:guy|salesman|adviser|advisor|manager|desk|office))"
)
_SAID = (
    rf"(?:\b{_OURS} (?:said|told me|promised|swore)\b|\b{_OURS} (?:was|were) (?:going|supposed) to\b"
    r"|\bi was (?:told|promised|supposed to (?:hear|get|have|receive))\b)"
)
_BROKEN = (
    r"(?:\b(?:nobody|no one|no-one|none of you|not one of you)(?: ever)? (?:did|has|have|called|rang|wrote"
    r"|told|came|answered|showed)\b"
    r"|\b(?:you|he|she|they|it)(?: \w+)? never (?:did|came|called|happened|wrote)\b"
    r"|\b(?:i|we)(?: still)? (?:never|haven't|have not|did not|didn't) (?:heard?|got|get|gotten|receive\w*)\b"
    r"|\b(?:you|he|she|they|it) (?:didn't|did not|haven't|hasn't|have not|has not)\s*(?=[.!,]|$)"
    r"|\bthat was (?:[\w-]+ ){0,2}(?:ago|yesterday|last)\b"
    r"|\bnot (?:a|one) (?:single )?(?:word|peep|call)\b|\bstill (?:nothing|no (?:call|word|answer|price))\b"
    r"|\bnothing (?:so far|since|yet)\b|\bstill waiting\b"
    r"|\bit(?:'s| is) (?:\w+ now|(?:now )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\bwhat happened\s*(?=[?!]|$))"
)
_CALLING = (
    r"(?:(?:you )?(?:calling|writing|getting back|letting me know|e-?mailing|phoning|ringing)"
    r"|(?:the|my|your|that|a) (?:call|promise|answer|reply|e-?mail)\b(?! about| of))"
)
_BROKEN_WORD = (
    rf"{_SAID}[^?\n]{{2,160}}?{_BROKEN}",
    rf"{_BROKEN}[.!?, ]+(?:[^?\n]{{0,60}})?{_SAID}",
    rf"\bwhat (?:ever )?happened to {_CALLING}",
    r"\bwhere(?:'s| is| was) (?:the|my|that) \w+ (?:that )?(?:you|i was) promised\b",
    r"\bwhy (?:didn't|hasn't|did|has) (?:any|no) ?(?:one|body)(?: ever)? (?:call|write|ring|phone|e-?mail"
    r"|get back)(?:ed)?\b",
    rf"\bso much for {_CALLING}",
    r"\b(?:wait\w*|sat|stayed|took)\b[^?\n]{0,80}\b(?:call|phone|word|answer)\b[^?\n]{0,30}"
    r"\b(?:nobody|no one|never|nothing) (?:\w+)",
    r"\b(?:dijeron|dijo|dijiste|prometieron|prometi[óo]|quedaron (?:de|en)|iban a)\b[^?\n]{2,120}?"
    r"\b(?:nadie|nunca|no me (?:han?|llam|escrib|dij|avis)\w*|nada|sigo esperando)\b",
)
_AT_ALL = re.compile("|".join(_BROKEN_WORD), re.IGNORECASE)
_REST = re.compile(r"[^.!?,;\n]*")
_BARE = re.compile(r"\W*(?:so,? |and |but )?(?:what happened|qu[ée] pas[óo])\W*", re.IGNORECASE)
_PROMISED = re.compile(r"\b(?:i'll|i will|we'll|we will|le (?:llamo|escribo|aviso))\b", re.IGNORECASE)


def let_down(reading: Reading) -> str:
    """The words that tell it; empty where nobody was. A bare "what happened?" counts after a word of ours."""
    said = reading.shown.replace("\u2019", "'")
    if found := _AT_ALL.search(said):
        rest = _REST.match(said, found.end())
        return reading.shown[found.start() : rest.end() if rest else found.end()].strip(" .,!?")
    ours = next((line for line in reversed(reading.turn.thread) if not line.from_customer), None)
    if ours is not None and _BARE.fullmatch(said) and _PROMISED.search(ours.text.replace("\u2019", "'")):
        return said.strip()
    return ""
