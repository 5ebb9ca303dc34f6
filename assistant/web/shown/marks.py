"""Marks in a text: which words rest on a fact, answer a question, or have a finding.

A mark is anchored by its quoted words and which occurrence of them it is, so that the page can find it
again while somebody types, whatever the browser counts as a character.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from assistant.core.checks.finding import Finding
from assistant.core.draft import Answer, Citation

LONGEST_QUOTE = 400


@dataclass(frozen=True)
class Mark:
    """`kind`: "fact", "answer" or "finding"; `ref` is the fact's id, the question's or finding's number."""

    quote: str
    nth: int
    kind: str
    ref: str
    level: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def of(
    text: str, findings: Iterable[Finding], answers: Iterable[Answer], citations: Iterable[Citation]
) -> tuple[Mark, ...]:
    """All marks of a text; what cannot be found in it to the letter has none."""
    facts = [_of_sentence(text, c.sentence, "fact", c.fact) for c in citations]
    answered = [_of_sentence(text, a.sentence, "answer", str(a.question)) for a in answers]
    found = [_of_finding(text, finding, number) for number, finding in enumerate(findings)]
    return tuple(mark for mark in (*facts, *answered, *found) if mark)


def quoted(text: str, finding: Finding) -> str:
    """The words that a finding is about; empty where it is about the whole."""
    return text[finding.start : finding.end].strip()[:LONGEST_QUOTE]


def occurrence(text: str, quote: str, start: int) -> int:
    """How many times `quote` begins before `start`; overlapping ones count."""
    count, at = 0, text.find(quote)
    while 0 <= at < start:
        count, at = count + 1, text.find(quote, at + 1)
    return count


def _of_sentence(text: str, sentence: str, kind: str, ref: str) -> Mark | None:
    sentence = sentence.strip()
    return Mark(sentence, 0, kind, ref) if sentence and sentence in text else None


def _of_finding(text: str, finding: Finding, number: int) -> Mark | None:
    quote = quoted(text, finding)
    if not quote:
        return None
    nth = occurrence(text, quote, text.find(quote, finding.start))
    return Mark(quote, nth, "finding", str(number), finding.severity.value)
