"""Sentences, what they rest on, and the reply they add up to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.core.draft import Answer, AnswerState, Author, Citation, Proposal, ProposedPromise
from assistant.core.fact import Fact


@dataclass(frozen=True)
class Said:
    """One sentence (seldom two) of the reply. `questions` are the indexes that it answers or owns."""

    text: str
    facts: tuple[Fact, ...] = ()
    questions: tuple[int, ...] = ()
    state: AnswerState = AnswerState.ANSWERED
    what: str = ""  # the commitment that it makes, empty where none
    due: datetime | None = None
    who: str = ""  # whose commitment it is; empty: the signer's
    after_another: str = ""  # how it is said where an earlier sentence promises word by the same time


@dataclass(frozen=True)
class Owed:
    """A question nobody can answer yet: `phrase` follows "I'll find out" ("whether it fits")."""

    question: int
    phrase: str
    colleague: str = ""  # whom to ask, "Priya Nair in parts"; empty: the signer finds out
    facts: tuple[Fact, ...] = ()
    look: str = ""  # at which car somebody looks: "2021 F-150 (P1236)"; else empty


Part = Said | Owed
Paragraph = Sequence[Said]


def asks(what: str) -> bool:
    return what.rstrip().endswith("?")


def proposal(
    paragraphs: Iterable[Paragraph],
    *,
    opening: str,
    closing: str,
    joint: str,
    who: str,
    questions: int,
    notes: tuple[str, ...],
) -> Proposal:
    """The whole text with its answers, citations and promises; `joint` stands between paragraphs."""
    kept = [[said for said in paragraph if said.text] for paragraph in once(joined(paragraphs))]
    kept = [paragraph for paragraph in kept if paragraph]
    said = [one for paragraph in kept for one in paragraph]
    blocks = [" ".join(one.text for one in paragraph) for paragraph in kept]
    text = joint.join(block for block in (opening, *blocks, closing) if block)
    return Proposal(
        text=text,
        author=Author.COMPOSER,
        answers=tuple(_answer(index, said) for index in range(questions)),
        citations=tuple(dict.fromkeys(Citation(one.text, fact.id) for one in said for fact in one.facts)),
        promises=tuple(
            ProposedPromise(one.who or who, one.what, one.due, one.text) for one in said if one.what
        ),
        notes=notes,
    )


def once(paragraphs: Iterable[Paragraph]) -> list[list[Said]]:
    """No sentence stands twice: the last one stays, beside what is asked about it."""
    found = [list(paragraph) for paragraph in paragraphs]
    asked: dict[str, frozenset[int]] = {}
    for one in (one for paragraph in found for one in paragraph):
        asked[one.text] = asked.get(one.text, frozenset()) | frozenset(one.questions)
    said = set[str]()
    kept: list[list[Said]] = []
    for paragraph in reversed(found):
        fresh = [one for one in paragraph if one.text not in said]
        kept.append([replace(one, questions=tuple(sorted(asked[one.text]))) for one in fresh])
        said |= {one.text for one in fresh}
    return kept[::-1]


def joined(paragraphs: Iterable[Paragraph]) -> list[list[Said]]:
    """One message carries all that is promised by the same time, and says so."""
    promised: set[datetime] = set()
    found: list[list[Said]] = []
    for paragraph in paragraphs:
        found.append([])
        for one in paragraph:
            again = one.what and one.after_another and one.due in promised
            found[-1].append(replace(one, text=one.after_another) if again else one)
            if one.what and one.due:
                promised.add(one.due)
    return found


def _answer(index: int, said: Iterable[Said]) -> Answer:
    """An answer counts for more than a promise to find out."""
    found = [one for one in said if index in one.questions]
    for one in sorted(found, key=lambda one: one.state is not AnswerState.ANSWERED):
        return Answer(index, one.state, one.text)
    return Answer(index, AnswerState.OPEN)
