"""offers-options: what cannot be done comes with two things that can."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import FactKind
from assistant.core.sentences import Sentence
from assistant.core.words import content

ENOUGH = 2
NO_REFUSAL = re.compile(  # what "can't" and "don't have" may go on with and refuse nothing
    r"\s+(?:wait|promise|imagine|thank|believe|guess|speak|swear|say|tell|find|see|locate|reach|read|know"
    r"|open (?:it|the)|help but|stress|recommend|be sure|blame|argue|miss|agree|an? (?:answer|date|exact|firm"
    r"|definite|final)|to|any (?:news|word|information|record)|your (?:number|phone|email|e-mail|vin|file))\b"
)
OPEN = re.compile(r"\b(?:if|whether|unless|in case|until|once|por si|si)\b[^.,;]{0,60}$")
OFFERS = re.compile(
    r"\b(?:(?:i|we|you|luis|he|she|they)(?:'d)? (?:can|could|may|will|would)|i'll|we'll|i'd|you'll"
    r"|(?:can|could|would|shall|may) (?:i|we|you)|would|how about|what about|instead|either|option\w*"
    r"|alternativ\w*|let me|let's|(?:is|are) (?:here|free|open)|i have|we have|there (?:is|are)"
    r"|come by|come in|bring it|call me|write (?:to )?me|puedo|podemos|puede|podr[íi]a\w*|le gustar[íi]a"
    r"|tenemos|tengo|je peux|nous pouvons|vous pouvez)\b"
)
BETWEEN = re.compile(r"\b(?:or|o|ou)\b|^\s*(?:[-*•–]|\d[.)])\s", re.MULTILINE)


def offers_options(reading: Reading) -> Iterator[Place]:
    refused = list(_refused(reading))
    if not refused or _offered(reading, refused) >= ENOUGH:
        return
    start, end = refused[0]
    yield Place(start, end, "A no comes with two things that can be done.", _from_the_store(reading))


def _refused(reading: Reading) -> Iterator[tuple[int, int]]:
    folded = reading.reply.folded
    for _, start, end in reading.phrases.find("refusal", folded):
        sentence = reading.sentence_at(start)
        if sentence is None or sentence.text.rstrip("\"') ").endswith("?") or NO_REFUSAL.match(folded, end):
            continue
        if not OPEN.search(folded[sentence.start : start]):
            yield start, end


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
