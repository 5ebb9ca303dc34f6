"""offers-options: what cannot be done comes with two things that can."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import FactKind
from assistant.core.sentences import Sentence
from assistant.core.words import content, fold, has_word, listed, stem

WANTED, WANTED_IN_A_TURN = 2, 1  # ways that a no needs
NO_REFUSAL = re.compile(
    r"\s*(?:wait|say|tell|swear|imagine|thank|see(?! you)|find|guess|know|speak|help but|believe"
    r"|be (?:sure|certain)|stress|blame|stand|read|answer|explain|argue|ask (?:you|for)"
    r"|have (?:an answer|news|a date)|give you (?:its|the|an answer|a date)|decir|ver|saber|esperar)\b"
)
IN_DOUBT = re.compile(r"\b(?:if|whether|unless|in case|until|before|nothing|never said|si)\b[^,;:]*$")
OFFER = re.compile(
    r"\b(?:(?:i|we) (?:can(?!'|not| not)|could|do have|have|keep)|i'll|we'll|i will(?! not)|we will(?! not)"
    r"|i'd|we'd|you (?:can(?!'|not)|could|may)|you're welcome|would you|would (?:that|it)|shall i|should i"
    r"|let me|instead|closest|alternativ\w+|happy to|how about|what about|is free|is here|are open"
    r"|we're open|(?<!no )puedo|(?<!no )podemos|tengo|tenemos"
    r"|le (?:escribo|llamo|ofrezco|aparto|reservo|busco)|abrimos)\b"
)
EITHER = re.compile(r"\b(?:or|o)\b")
CLAUSE_ENDS = re.compile(r"[;:.,!?]\s|\s(?:but|though|pero)\s|$")
SMALL = frozenset(map(stem, listed("sorry afraid unfortunately already just last say lo siento it's sold")))
TO_BE_HAD = ("here", "coming", "")  # states of a car that may be offered


def offers_options(reading: Reading) -> Iterator[Place]:
    refusals = list(_refusals(reading))
    if not refusals:
        return
    wanted = WANTED_IN_A_TURN if reading.is_short_turn else WANTED
    shown = sum(_ways(reading, sentence, refusals) for sentence in reading.reply.body)
    if shown >= wanted:
        return
    start, end = refusals[0]
    fewer = "one thing" if wanted == 1 else "two things"
    why = f"A no comes with {fewer} that can be done; this shows {shown or 'none'}."
    yield Place(start, end, why, _better(reading))


def _refusals(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where something they asked for is refused, or is said not to be had: the phrase to its clause's end."""
    folded = reading.reply.folded
    for name in ("offers-options", "offers-options-gone"):
        for _, start, end in reading.phrases.find(name, folded):
            sentence = reading.sentence_at(start)
            if sentence is None or sentence.text.endswith("?") or NO_REFUSAL.match(folded, end):
                continue
            if IN_DOUBT.search(folded, sentence.start, start):
                continue
            if name == "offers-options" or _theirs(reading, sentence, folded[start:end]):
                stop = CLAUSE_ENDS.search(folded, end)
                yield start, stop.start() if stop else end


def _theirs(reading: Reading, sentence: Sentence, phrase: str) -> bool:
    """Whether the sentence is about what they wrote of, or says only that "it is sold"."""
    named = content(sentence.text) - content(phrase) - SMALL
    return not named or bool(named & content(reading.evidence.said))


def _ways(reading: Reading, sentence: Sentence, refusals: list[tuple[int, int]]) -> int:
    """Offers, times and cars of a sentence, whichever are most; what is refused itself does not count."""
    held = _without(reading.reply.folded, sentence, refusals)
    offers = len(OFFER.findall(held))
    if offers and EITHER.search(held):
        offers += 1
    times = {
        moment.at
        for moment in reading.moments
        if sentence.start <= moment.start < sentence.end
        and not any(start <= moment.start < end for start, end in refusals)
    }
    return max(offers, len(times), _cars(reading, held))


def _without(folded: str, sentence: Sentence, refusals: list[tuple[int, int]]) -> str:
    kept = folded[sentence.start : sentence.end]
    for start, end in refusals:
        if sentence.start <= start < sentence.end:
            kept = kept.replace(folded[start:end], " ")
    return kept


def _cars(reading: Reading, held: str) -> int:
    stock = reading.context.of_kind(FactKind.STOCK)
    to_be_had = [car.data for car in stock if car.data.get("status", "") in TO_BE_HAD]
    return sum(
        any(word and has_word(held, fold(word)) for word in (car.get("stock", ""), car.get("model", "")))
        for car in to_be_had
    )


def _better(reading: Reading) -> str:
    """Options of the store that touch what they wrote."""
    said = content(reading.evidence.said)
    fitting = [fact.text for fact in reading.context.of_kind(FactKind.OPTION) if content(fact.text) & said]
    return " ".join(fitting[:WANTED])
