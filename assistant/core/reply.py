"""A reply taken apart: greeting, body, signature."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.sentences import Sentence, sentences
from assistant.core.words import fold

GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hola|buenos d[íi]as|buenas tardes"
    r"|estimad[oa]s?|querid[oa]s?|bonjour|cher|ch[èe]re)"
    r"\b(?P<names>(?: (?:mrs?|ms|dr|sra?|srta|prof)\.)?[^\n,.!?:;—–]{0,60})[,.!:;—–-]*"
)
CLOSER = re.compile(
    r"[-–— ]*(?:(?:very |most )?(?:warm(?:ly|est)?|best|kind(?:est)?|sincerely|cheers|thanks|thank you"
    r"|many thanks|regards"
    r"|respectfully|take care|talk soon|yours|all the best|with thanks|gratefully|saludos|un saludo"
    r"|atentamente"
    r"|cordialmente|nos vemos(?: pronto)?|un abrazo|gracias|cordialement|merci|bien à vous"
    r"|see you (?:soon|then))(?:,? [\w&]+){0,2}|--"
    r"|—)[,.!]?\s*"
)
TAIL_LINES = 8  # a signature begins at most so many lines before the end
LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class Reply:
    """`body` has the sentences between greeting and signature; `tail` is where the signature begins."""

    text: str
    folded: str
    greeted: str  # the words after "Hi", empty where nobody is greeted
    greeting: tuple[int, int]
    tail: int
    body: tuple[Sentence, ...]

    @property
    def signature(self) -> str:
        return self.text[self.tail :]

    @property
    def words(self) -> int:
        """Words of the body."""
        return sum(len(sentence.text.split()) for sentence in self.body)


@lru_cache(maxsize=128)
def taken_apart(text: str, signer: str = "") -> Reply:
    """`signer` is the full name of who signs: it helps to see where the signature begins."""
    folded = fold(text)
    found = GREETING.match(folded)
    start, end = (found.start("names"), found.end()) if found else (0, 0)
    greeted = text[found.start("names") : found.end("names")].strip() if found else ""
    tail = _tail(text, folded, signer)
    body = []
    for sentence in sentences(text):
        begin = max(sentence.start, end)
        kept = text[begin : sentence.end].strip()
        if sentence.start < tail and kept.strip(" ,.!—–-") and sentence.end > end:
            begin = text.index(kept[0], begin)
            body.append(Sentence(kept, begin, begin + len(kept)))
    return Reply(text, folded, greeted, (start, end), tail, tuple(body))


def _tail(text: str, folded: str, signer: str) -> int:
    lines = list(LINE.finditer(folded))[-TAIL_LINES:]
    first = fold(signer.split()[0]) if signer.split() else ""
    for line in lines[1:]:
        held = line[0].strip()
        if CLOSER.fullmatch(held) or _names(held.lstrip("-–—~ "), fold(signer), first):
            return line.start()
    if len(lines) == 1 and CLOSER.fullmatch(folded.strip()):
        return len(text)  # "Thanks!" is a turn of its own
    return len(text)


def _names(line: str, signer: str, first: str) -> bool:
    if not signer or len(line) > 110:
        return False
    rest = line.removeprefix(signer) if line.startswith(signer) else line.removeprefix(first)
    return rest != line and re.match(r"\s*(?:$|[·|,/(–—-])", rest) is not None
