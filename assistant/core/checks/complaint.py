"""complaint-order, no-upsell: somebody who was let down gets responsibility and a repair, no offer."""

import re
from collections.abc import Iterator

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.inquiry import Pressure
from assistant.core.words import content

OWNS = re.compile(
    r"\b(?:sorry|apolog\w*|my (?:fault|mistake|job)|our (?:fault|mistake|doing|error)|let you down"
    r"|on (?:us|me)\b|should (?:not|never) have|shouldn't have"
    r"|should have (?:called|told|written|been|happened|known|caught|kept|had|done|sent|checked"
    r"|heard)|ours to|mine to|you(?:'re| are|'ve every| are quite|"
    r" were)? right|i own|we failed|we got (?:it|this|that) wrong|i got (?:it|this|that) wrong"
    r"|responsabilidad (?:nuestra|m[íi]a)|deserved?|disculp\w*|lo siento|perd[óo]n\w*|d[ée]sol[ée]\w*)"
)
REPAIR = re.compile(
    r"\b(?:i'll|i will|i'm going to|we'll|we will|here is what|here's what|i am|i'm|i'd like to"
    r"|let me|i would like to|i can|we can|i have|i've|will\b"
    r"|le (?:llamo|escribo)|voy a|averiguo|reviso|me encargo)\b"
)
BUT = re.compile(r"(?<!nothing )(?<!anything )(?<!all )\b(?:but|however|pero|mais)\b")
SORRY = re.compile(r"\b(?:sorry|apolog\w*|regret)\b")
FIRST_FEW = 3  # sentences within which responsibility must come


def complaint_order(reading: Reading) -> Iterator[Place]:
    folded = reading.reply.folded
    for phrase, start, end in reading.phrases.find("complaint-order", folded):
        yield Place(start, end, "This doubts that it happened: be sorry for what did.", phrase.better)
    for sentence in reading.reply.body:
        held = folded[sentence.start : sentence.end]
        sorry, but = SORRY.search(held), BUT.search(held)
        if sorry and but and sorry.start() < but.start():
            at = sentence.start + but.start()
            yield Place(at, at + len(but[0]), "A “but” takes the apology back: end the sentence before it.")
    yield from _responsibility(reading)


def _responsibility(reading: Reading) -> Iterator[Place]:
    body, folded = reading.reply.body, reading.reply.folded
    owning = next((n for n, s in enumerate(body) if OWNS.search(folded[s.start : s.end])), None)
    if not body:
        return
    if owning is None:
        what = f" “{' '.join(reading.inquiry.harm.split())[:80]}”" if reading.inquiry.harm else ""
        yield Place(body[0].start, body[0].end, f"Nobody takes responsibility for what went wrong{what}.")
    elif owning >= FIRST_FEW and reading.inquiry.pressure is not Pressure.NOW:
        yield Place(body[owning].start, body[owning].end, "Responsibility comes first.", "", Severity.WARN)
    if not any(REPAIR.search(folded[s.start : s.end]) for s in body):
        yield Place(body[-1].start, body[-1].end, "It does not say how this is put right.")


def no_upsell(reading: Reading) -> Iterator[Place]:
    asked = content(reading.evidence.said)
    for phrase, start, end in reading.phrases.find("no-upsell", reading.reply.folded):
        if not content(phrase.text) & asked:
            yield Place(start, end, "No offer while a problem is open.", phrase.better)
