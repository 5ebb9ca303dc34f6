"""Work of ours and what is wrong since: a complaint, however calmly it is told."""

import re

from assistant.readers.reading import Reading

_WORK = re.compile(
    r"(?i)\b(?:you(?: (?:folks|people|guys|all))?|y'?all|your (?:shop|guys|people|tech\w*"
    r"|mechanics?)) (?:just |recently )?"
    r"(?:did|changed|replaced|fixed|repaired|installed|serviced|rotated|put|worked on)\b"
    r"|\b(?:done|changed|replaced|fixed|repaired|installed|serviced) (?:by|at|with) (?:you|your)\b"
)
_SINCE = re.compile(
    r"(?i)\b(?:ever )?since(?: then| that| the\w*| \w+day)?\b|\bafter (?:that|you|the \w+)\b"
    r"|\bnow (?:it|they|there|she)\b"
    r"|\b(?:next|following) (?:day|morning)\b"
)
_WRONG = re.compile(
    r"(?i)\b(?:spots?|drip\w*|leak\w*|puddles?|noises?|squeal\w*|squeak\w*|grind\w*|rattl\w*|clunk\w*|smell\w*"
    r"|smok\w*|oil (?:all over|on|everywhere)|vibrat\w*|shak(?:es?|ing)|pull(?:s|ing) to|(?:warning"
    r"|engine|oil|abs|brake) light"
    r"|won'?t|doesn'?t|scratch\w*|dent\w*)\b"
)
_AND_NOW = re.compile(r"(?i)\band (?:now )?(?P<then>(?:there(?:'s| is| are)|it|the|my)\b.*)")
_BACK_AGAIN = re.compile(r"(?i)\b(?:came|come|comes|is|are) back\b|\bback on\b")
FEW = 6  # words that say too little to stand alone


def after_our_work(reading: Reading) -> str:
    """The sentence that tells what is wrong since we worked on it; empty where none does."""
    at = next((i for i, s in enumerate(reading.sentences) if not s.asks and _WORK.search(s.text)), None)
    if at is None:
        return ""
    same = reading.sentences[at].text.replace("\u2019", "'")
    if (joined := _AND_NOW.search(same)) and _WRONG.search(joined["then"]):
        return joined["then"].rstrip(" .!")
    for sentence in reading.sentences:
        if not sentence.asks and _BACK_AGAIN.search(sentence.text) and sentence.has("symptom"):
            return _shortened(sentence.text.rstrip(" .!"))
    for sentence in reading.sentences[at : at + 3]:
        told = sentence.text.replace("\u2019", "'")
        if not sentence.asks and _SINCE.search(told) and _WRONG.search(told):
            return _shortened(sentence.text.rstrip(" .!"))
    return ""


def _shortened(told: str) -> str:
    """Up to its first comma, where that is a sentence already."""
    first = told.split(", ")[0]
    return first if len(first.split()) > FEW else told
