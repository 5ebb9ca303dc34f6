"""Whether a sentence tells what happened, where they ask just that; a call that is offered tells nothing."""

import re

from assistant.core.words import fold

ASKS = re.compile(
    r"\W*(?:(?:so|and|but|well|y|pero),? )*(?:what happened|what went wrong"
    r"|what happened (?:there|here)|qu[ée] pas[óo]|qu[ée] sucedi[óo])\W*"
    r"|.*\bwhat happened to (?:(?:you )?(?:calling|writing|getting back|letting me know|e-?mailing|phoning)"
    r"|(?:the|my|your|that) (?:call|promise|answer|reply)).*"
    r"|\W*why (?:didn't|did not|hasn't|did|has) (?:any|no) ?(?:one|body)\b.*"
)
NAMES_IT = re.compile(
    r"\b(?:what (?:had )?happened|went wrong|why|how (?:that|this|it) (?:came|could|happened)|the reason"
    r"|because|explain|explanation|qu[ée] pas[óo]|por qu[ée]|porque)\b"
)
TELLS = re.compile(
    r"\b(?:forgot|missed|lost|dropped|overlooked|misread|mixed up|let (?:it|that|this|you)|failed|fell"
    r"|slipped"
    r"|got (?:lost|stuck|held)|went (?:to|home)|did(?:n't| not)|had(?:n't| not)?|was(?:n't| not)?"
    r"|were(?:n't| not)?"
    r"|came|broke|ran|took|passed|left|arrived|wrote|should have)\b"
    r"|\b(?:se me|se nos) (?:olvid|pas)\w+|\bolvid[ée]\b|\bno (?:le )?llam[ée]\b"
)
SORRY = re.compile(
    r"\W*(?:(?:i|we) (?:am|are|apologi[sz]e)|i'm|we're)?[ \w]{0,12}\b(?:sorry|apologi\w+|perd[óo]n)\b"
    r"[^,:;–—]*"
)


def asks_what_happened(question: str) -> bool:
    return ASKS.fullmatch(fold(question)) is not None


def tells_what_happened(sentence: str) -> bool:
    """It says so, or promises to say so; a bare apology, a call or another time does not."""
    folded = fold(sentence)
    sorry = SORRY.match(folded)
    return bool(NAMES_IT.search(folded) or TELLS.search(folded, sorry.end() if sorry else 0))
