"""proportion, names-their-thing, fresh-thread."""

import re
import textwrap
from collections.abc import Iterator

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import ClaimKind
from assistant.core.draft import Author
from assistant.core.fact import FactKind
from assistant.core.inquiry import Pressure
from assistant.core.message import Channel
from assistant.core.sentences import Sentence
from assistant.core.words import content, fold, has_word, listed, stem

LETTER_WORDS, MORE_WORDS, CHAT_WORDS = 120, 40, 60
QUESTIONS_BACK = 2
LINES, COLUMNS = 3, 80
LINES_BY_HAND = 5  # a person's paragraph of up to five is only noted: good ones are often that long
PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
BULLETED = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s", re.MULTILINE)
APOLOGY = re.compile(r"(?:i'm |i am )?(?:so |very |truly )?sorry\b|i apologi[sz]e\b|that is on (?:me|us)\b")
OF_THEM = (
    *(FactKind.OWNED, FactKind.REPAIR, FactKind.SALE, FactKind.APPOINTMENT, FactKind.STOCK),
    FactKind.PROMISE,
)
THINGS = (ClaimKind.STOCK, ClaimKind.VIN, ClaimKind.DATE, ClaimKind.TIME)
GENERIC = frozenset(
    map(stem, listed("question message note email mail reply answer interested information reaching contact"))
)


def proportion(reading: Reading) -> Iterator[Place]:
    asked = max(1, len(reading.inquiry.questions))
    chat = reading.context.channel is Channel.CHAT
    most = CHAT_WORDS if chat else LETTER_WORDS + MORE_WORDS * (asked - 1)
    body = reading.reply.body
    if reading.reply.words > most:
        why = f"{reading.reply.words} words are long for what was asked; {most} would do."
        yield Place(body[0].start, body[-1].end, why)
    back = [s for s in body if s.text.rstrip("\"') ").endswith("?")]
    if len(back) > QUESTIONS_BACK:
        why = f"{len(back)} questions back are many: two at most."
        yield Place(back[QUESTIONS_BACK].start, back[-1].end, why)
    if not chat:
        yield from _long_paragraphs(reading)


def _long_paragraphs(reading: Reading) -> Iterator[Place]:
    begin, end = reading.reply.greeting[1], reading.reply.tail
    for found in PARAGRAPH.finditer(reading.text, begin, end):
        lines = textwrap.wrap(" ".join(found[0].split())[:4000], COLUMNS)
        if len(lines) > LINES and not BULLETED.search(found[0]):
            why = f"{len(lines)} lines in one paragraph: three are easier to read."
            by_hand = reading.proposal.author is Author.PERSON and len(lines) <= LINES_BY_HAND
            yield Place(found.start(), found.end(), why, "", Severity.NOTE if by_hand else None)


def names_their_thing(reading: Reading) -> Iterator[Place]:
    first = _opening(reading)
    if (
        not first
        or reading.inquiry.pressure is Pressure.NOW
        or (reading.inquiry.leave is not None and not reading.inquiry.questions)
        or (reading.proposal.author is Author.PERSON and not _has_a_thing(reading))
        or _names_it(reading, " ".join(s.text for s in first), first[-1].end)
    ):
        return
    thing = next((v.model or v.text for v in reading.inquiry.vehicles if v.model or v.text), "")
    why = "The first two sentences could stand in any letter: name what theirs is about"
    yield Place(first[0].start, first[-1].end, f"{why}, the {thing}." if thing else f"{why}.")


def _opening(reading: Reading) -> tuple[Sentence, ...]:
    """The first two sentences; of what a person typed, two beside the apology."""
    body = reading.reply.body
    if reading.proposal.author is not Author.PERSON:
        return body[:2]
    kept = [n for n, s in enumerate(body) if not APOLOGY.match(fold(s.text))][:2]
    return body[: kept[-1] + 1] if kept else body[:2]


def _has_a_thing(reading: Reading) -> bool:
    """Whether they, or our records of them, name anything that a reply could name."""
    theirs = content(reading.evidence.said) - GENERIC
    return bool(reading.inquiry.vehicles or theirs or reading.context.of_kind(*OF_THEM))


def _names_it(reading: Reading, text: str, end: int) -> bool:
    if any(claim.kind in THINGS and claim.start < end for claim in reading.claims):
        return True
    for vehicle in reading.inquiry.vehicles:
        if any(word and has_word(text, word) for word in (vehicle.model, vehicle.make, vehicle.stock)):
            return True
    theirs = content(reading.evidence.said) - GENERIC
    ours = content(text)
    if ours & theirs:
        return True
    return any(len(ours & content(fact.text)) >= 2 for fact in reading.context.of_kind(*OF_THEM))


def fresh_thread(reading: Reading) -> Iterator[Place]:
    if not reading.context.newest_seen:
        yield Place(0, 0, "A newer message has arrived; read it before you send.")
