"""offers-options: what cannot be done comes with two things that can."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import FactKind
from assistant.core.sentences import Sentence
from assistant.core.words import content, listed, stem

ENOUGH, ENOUGH_IN_A_TURN = 2, 1  # ways beside a no
NO_REFUSAL = re.compile(  # what "can't" and "don't have" may go on with and refuse nothing
    r"\s+(?:wait|promise|imagine|thank|believe|guess|speak|swear|say|tell|find|see(?! you)|locate|reach"
    r"|read|know|open (?:it|the)|help but|stress|recommend|be sure|blame|argue|miss|agree"
    r"|an? (?:answer|date|exact|firm"
    r"|definite|final)|to|any (?:news|word|information|record)|your (?:number|phone|email|e-mail|vin|file))\b"
)
OPEN = re.compile(r"\b(?:if|whether|unless|in case|until|once|nothing|por si|si)\b[^.,;]{0,60}$")
OFFERS = re.compile(
    r"\b(?:(?:i|we|you|luis|he|she|they)(?:'d)? (?:can|could|may|will|would)|i'll|we'll|i'd|you'll"
    r"|(?:can|could|would|shall|may) (?:i|we|you)|would|how about|what about|instead|either|option\w*"
    r"|alternativ\w*|let me|let's|(?:is|are|we're|i'm) (?:here|free|open)|i have|we have|there (?:is|are)"
    r"|come by|come in|bring it|call me|write (?:to )?me|puedo|podemos|puede|podr[íi]a\w*|le gustar[íi]a"
    r"|tenemos|tengo|je peux|nous pouvons|vous pouvez)\b"
)
SMALL = frozenset(map(stem, listed("sorry afraid unfortunately already just say lo siento")))
BETWEEN = re.compile(r"\b(?:or|o|ou)\b|^\s*(?:[-*•–]|\d[.)])\s", re.MULTILINE)


def offers_options(reading: Reading) -> Iterator[Place]:
    refused = list(_refused(reading))
    enough = ENOUGH_IN_A_TURN if reading.is_short_turn else ENOUGH
    if not refused or _offered(reading, refused) >= enough:
        return
    start, end = refused[0]
    ways = "something that can" if enough == ENOUGH_IN_A_TURN else "two things that can"
    yield Place(start, end, f"A no comes with {ways} be done.", _from_the_store(reading))


def _refused(reading: Reading) -> Iterator[tuple[int, int]]:
    folded = reading.reply.folded
    refused = [(start, end) for _, start, end in reading.phrases.find("refusal", folded)]
    gone = [(start, end) for _, start, end in reading.phrases.find("refusal-gone", folded)]
    refused += [(start, end) for start, end in gone if _theirs(reading, start, end)]
    for start, end in sorted(refused):
        sentence = reading.sentence_at(start)
        if sentence is None or sentence.text.rstrip("\"') ").endswith("?") or NO_REFUSAL.match(folded, end):
            continue
        if not OPEN.search(folded[sentence.start : start]):
            yield start, end


def _theirs(reading: Reading, start: int, end: int) -> bool:
    """Whether what is sold or closed is something they wrote of, or the sentence says only that "it is"."""
    sentence = reading.sentence_at(start)
    if sentence is None:
        return False
    held = reading.reply.folded[sentence.start : start] + reading.reply.folded[end : sentence.end]
    named = content(held) - SMALL
    return not named or bool(named & content(reading.evidence.said))


def _offered(reading: Reading, refused: list[tuple[int, int]]) -> int:
    """Offers and alternatives, the refusals themselves aside."""
    return sum(_in_sentence(reading, sentence, refused) for sentence in reading.reply.body)


def _in_sentence(reading: Reading, sentence: Sentence, refused: list[tuple[int, int]]) -> int:
    said = reading.reply.folded[sentence.start : sentence.end]
    for start, end in refused:
        if sentence.start <= start < sentence.end:
            said = said[: start - sentence.start] + "." * (end - start) + said[end - sentence.start :]
    offers = len(OFFERS.findall(said))
    return offers + (len(BETWEEN.findall(said)) if offers or said.rstrip("\"') ").endswith("?") else 0)


def _from_the_store(reading: Reading) -> str:
    """Two options of the store, those that share words with the inquiry first."""
    asked = content(reading.inquiry.text)
    options = reading.context.of_kind(FactKind.OPTION)
    best = sorted(
        options, key=lambda fact: -len(content(f"{fact.data.get('title', '')} {fact.text}") & asked)
    )
    return " ".join(fact.text for fact in best[:ENOUGH])
