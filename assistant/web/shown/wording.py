"""What "Use this" puts in which place: a better wording that leaves a whole sentence behind, or nothing.

A wording that somebody has to finish ("Thank you for ...") is shown and not put in. One that is a sentence
of its own takes the place of the whole sentence, where that says little else.
"""

import re
from dataclasses import dataclass

from assistant.core.checks.finding import Finding
from assistant.core.sentences import Sentence, sentences

UNFINISHED = re.compile(r"\.\.\.|…")
A_SENTENCE = re.compile(r"(?:I|We|What|Just|Answer|You|Here|Nothing)\b")
LITTLE = 8  # words of a sentence beside those that are found fault with
TELLS = re.compile(r"\d")  # a time or a figure: not to be lost


@dataclass(frozen=True)
class Replacement:
    """`quote` begins at `start` of the text."""

    quote: str
    start: int
    better: str


def replacement(text: str, finding: Finding) -> Replacement | None:
    """None where the wording can only be shown."""
    quote = text[finding.start : finding.end].strip()
    if not quote or not finding.better or UNFINISHED.search(finding.better):
        return None
    around = next((s for s in sentences(text) if s.start <= finding.start < s.end), None)
    if around is None or not A_SENTENCE.match(finding.better) or quote == around.text:
        return Replacement(quote, text.find(quote, finding.start), _like(quote, finding.better))
    return _whole(around, quote, finding.better)


def _whole(around: Sentence, quote: str, better: str) -> Replacement | None:
    rest = around.text.replace(quote, " ", 1)
    if TELLS.search(rest) or len(rest.split()) > LITTLE:
        return None
    return Replacement(
        around.text, around.start, better if better.endswith((".", "!", "?")) else f"{better}."
    )


def _like(quote: str, better: str) -> str:
    """A small letter stays small, a capital a capital."""
    first = better[:1].upper() if quote[:1].isupper() else better[:1]
    return f"{first}{better[1:]}"
