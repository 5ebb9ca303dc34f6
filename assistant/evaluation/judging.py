"""What became of one scenario with one drafter."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.checks.finding import Severity
from assistant.core.draft import AnswerState
from assistant.core.inquiry import Kind, Question
from assistant.core.question_map import answers
from assistant.core.words import fold
from assistant.evaluation.scenario import Scenario
from assistant.pipeline.writing import Asked, Written

UNSUPPORTED = ("grounded", "no-invented-deeds")


@dataclass(frozen=True)
class Outcome:
    """Milliseconds are the drafter's own and the checks'; tokens and cost those of all calls to a model.

    `answered`, `owned`, `open` are read from the text by the question map, not from what the drafter claims.
    """

    slug: str
    title: str
    trap: str
    text: str = ""
    kind_right: bool = False
    asks: int = 0  # questions that the scenario names
    heard: int = 0  # of these, those that the reader found
    answered: int = 0
    owned: int = 0
    open: int = 0
    missing: tuple[str, ...] = ()  # labels of `must` that the text lacks
    wrong: tuple[str, ...] = ()  # labels of `must_not` that it has
    blocking: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unsupported: int = 0
    words: int = 0
    tokens: int = 0
    cost: float = 0.0
    milliseconds: float = 0.0
    failed: str = ""  # why there is no draft

    @property
    def passed(self) -> bool:
        return not (self.failed or self.missing or self.wrong or self.blocking or self.open)

    @property
    def why_not(self) -> str:
        said = [f"no draft: {self.failed}"] if self.failed else []
        said += [f"lacks {label}" for label in self.missing] + [f"has {label}" for label in self.wrong]
        said += [f"blocked by {rule}" for rule in self.blocking]
        return "; ".join([*said, *([f"{self.open} open"] if self.open else [])])


def judged(scenario: Scenario, asked: Asked, written: Written, milliseconds: float) -> Outcome:
    proposal, reviewed = written
    states = [one.state for one in answers(proposal.text, asked.inquiry, asked.context)]
    found = reviewed.findings
    return Outcome(
        slug=scenario.slug,
        title=scenario.title,
        trap=scenario.trap,
        text=proposal.text,
        kind_right=alike(asked.inquiry.kind, scenario.kind),
        asks=len(scenario.asks),
        heard=heard(scenario.asks, asked.inquiry.questions),
        answered=states.count(AnswerState.ANSWERED),
        owned=states.count(AnswerState.OWNED),
        open=states.count(AnswerState.OPEN),
        missing=tuple(label for label, words in scenario.must if not words.search(proposal.text)),
        wrong=tuple(label for label, words in scenario.must_not if words.search(proposal.text)),
        blocking=tuple(f.rule for f in found if f.severity is Severity.BLOCK),
        warnings=tuple(f.rule for f in found if f.severity is Severity.WARN),
        unsupported=sum(f.rule in UNSUPPORTED for f in found),
        words=len(proposal.text.split()),
        milliseconds=round(milliseconds, 1),
    )


def alike(read: Kind, wanted: Kind) -> bool:
    """A mail about a car of ours is a question to the reader and a lead to the desk: answered alike."""
    return read is wanted or {read, wanted} == {Kind.QUESTION, Kind.LEAD}


def heard(asks: Iterable[str], questions: Iterable[Question]) -> int:
    """How many of the named questions stand in one that was found, each in one of its own."""
    left = [fold(question.text) for question in questions]
    count = 0
    for words in asks:
        place = next((number for number, text in enumerate(left) if fold(words) in text), None)
        if place is not None:
            left[place] = left[place].replace(fold(words), " ", 1)
            count += 1
    return count
