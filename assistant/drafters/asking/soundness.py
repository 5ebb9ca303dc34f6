"""Whether a text can be a reply at all: not empty, not stuck, not a form, in the right language."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from assistant.core.checks import RULE_NAMES
from assistant.core.fact import Fact
from assistant.core.sentences import sentences
from assistant.drafters.asking.reading import Unusable
from assistant.prompts import Prompt

LONGEST = 600  # words
RUN = 6  # words in a row that make a phrase
SAME_PHRASE, SAME_SENTENCE = 4, 3  # times, from which on it is stuck
BLANK = re.compile(r"\[(?!\d)[^\]\n]{2,40}\]|\{\{?[^}\n]{1,40}\}|_{4,}|\bX{3,}\b|\$X+")
REFUSALS = re.compile(
    r"^\W*(?:i['’]m sorry|i am sorry|sorry|apologies)?[,. ]*(?:but )?"
    r"(?:i (?:can(?:no|['’])t|am unable to|won['’]t) (?:assist|help|comply|fulfil|provide|create|generate)"
    r"|as an ai\b|i['’]?(?:m| am) (?:just )?an ai\b)",
    re.IGNORECASE,
)
MARKS = re.compile(r"</?[a-z_]+(?: [^>\n]*)?>|<\|[a-z_]+\|>|\[/?INST\]", re.IGNORECASE)
ABOUT_THEM = re.compile(
    r"\bthe customer(?:'s|’s)?\b(?! (?:service|care|lounge|entrance|area|waiting))", re.IGNORECASE
)
FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
LEAKED_RUN = 9  # words in a row of the instructions that no reply has by chance
FACT_ID = re.compile(
    r"\[(?:customer|owned|sale|repair|appointment|call|note|quote|contact|promise|stock|slot|hours|store|policy"
    r"|option|knowledge|teammate|vouched|message):[^\]\s]{1,40}\]"
)
RULE = re.compile(rf"\((?:{'|'.join(RULE_NAMES)})\)")
Language = Callable[[str, str], str]


def sound(text: str, *, language: str, language_of: Language | None) -> None:
    """Unusable, with the reason, unless `text` reads as a reply."""
    words = text.split()
    if not words:
        raise Unusable("it has no text")
    if refuses(text):
        raise Unusable("it refuses instead of answering")
    if len(words) > LONGEST:
        raise Unusable(f"it is {len(words)} words long")
    if stuck(text):
        raise Unusable("it repeats itself over and over")
    if BLANK.search(text):
        raise Unusable("it leaves a blank to be filled in")
    if MARKS.search(text):
        raise Unusable("it contains marks of the prompt")
    if ABOUT_THEM.search(text):
        raise Unusable("it speaks about the customer instead of to them")
    if language_of is not None and language_of(text, language) != language:
        raise Unusable(f"it is not written in the customer's language ({language})")


def instructions_of(*prompts: Prompt) -> frozenset[tuple[str, ...]]:
    """The runs of words that only instructions have; what is filled in (a time, a voice) is none of them."""
    pieces = [piece for prompt in prompts for piece in FILLED_IN.split(prompt.text)]
    return frozenset(run for piece in pieces for run in _runs(piece, LEAKED_RUN))


def told(text: str, instructions: frozenset[tuple[str, ...]]) -> bool:
    """Whether it gives away the words of its own instructions."""
    marked = FACT_ID.search(text) or RULE.search(text)
    return bool(marked) or not instructions.isdisjoint(_runs(text, LEAKED_RUN))


def labelled(text: str, facts: Iterable[Fact]) -> bool:
    """Whether it carries along where a fact is from, as the prompt says it: "(Appointment book)".

    A source of one word is none: "Luis (service)" is how people write.
    """
    sources = {fact.source for fact in facts if " " in fact.source}
    return any(f"({source})" in text for source in sources)


def echoes(text: str, message: str) -> bool:
    """Whether it is for the most part what the customer wrote, said back to them."""
    said = _runs(text, RUN)
    return len(said) > RUN and len(said & _runs(message, RUN)) > len(said) / 2


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def refuses(text: str) -> bool:
    return bool(REFUSALS.match(text[:300]))


def stuck(text: str) -> bool:
    """Models that lose the thread repeat a letter, a phrase or a sentence until they are stopped."""
    if re.search(r"([^\s.\-–—=*])\1{14}", text):
        return True
    said = Counter(sentence.text.casefold() for sentence in sentences(text) if len(sentence.text) > 12)
    if said and max(said.values()) >= SAME_SENTENCE:
        return True
    words = text.casefold().split()
    runs = Counter(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return bool(runs) and max(runs.values()) >= SAME_PHRASE
