"""A proposed reply: text, and what each part of it rests on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.core.variation import Way


class Author(StrEnum):
    COMPOSER = "composer"
    MODEL = "model"
    PERSON = "person"


class AnswerState(StrEnum):
    ANSWERED = "answered"
    OWNED = "owned"  # it says who finds out and by when
    OPEN = "open"


@dataclass(frozen=True)
class Answer:
    """What became of question number `question` (index into Inquiry.questions)."""

    question: int
    state: AnswerState
    sentence: str = ""


@dataclass(frozen=True)
class Citation:
    """`sentence` stands in the text to the letter; `fact` is a Fact.id."""

    sentence: str
    fact: str


@dataclass(frozen=True)
class ProposedPromise:
    """A commitment that the text makes; `due` is aware, None where the text names no time."""

    who: str
    what: str
    due: datetime | None
    sentence: str = ""


@dataclass(frozen=True)
class Proposal:
    """What a drafter returns, or what a person typed. `text` is the whole reply, signature included."""

    text: str
    author: Author
    answers: tuple[Answer, ...] = ()
    citations: tuple[Citation, ...] = ()
    promises: tuple[ProposedPromise, ...] = ()
    notes: tuple[str, ...] = ()  # for the teammate: what was left out, what failed
    ways: tuple[Way, ...] = ()  # in which its drafter could write it otherwise
