"""What the inside asks of the outside; adapters are named in wiring.py only."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from assistant.core.call import Whose
from assistant.core.context import Context
from assistant.core.draft import Proposal
from assistant.core.inquiry import Inquiry, Turn
from assistant.core.message import OutboundMessage
from assistant.core.outcome import Outcome
from assistant.core.post import Post, Taken
from assistant.core.touches import Occasion
from assistant.core.variation import Variation, Way
from assistant.core.voice.told import Told

Now = Callable[[], datetime]
"""The clock: aware, UTC."""


class Reader(Protocol):
    def read(self, turn: Turn) -> Inquiry: ...


Language = Callable[[str, str], str]
"""Of a text, ISO 639-1; the second is the one to take where the text is too short to tell."""


class SecondReader(Protocol):
    def refine(self, inquiry: Inquiry, context: Context) -> Inquiry:
        """With what the rules missed; it takes nothing away. DrafterFailed where none can be had."""
        ...


class Drafter(Protocol):
    def draft(self, inquiry: Inquiry, context: Context, variation: Variation | None = None) -> Proposal:
        """A proposal, or one that differs in a way; raises DrafterFailed where none can be had."""


class Composer(Drafter, Protocol):
    """The drafter that is always there."""

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1; those that it writes."""

    def news(self, inquiry: Inquiry, context: Context) -> Proposal:
        """We write first, about the one promise among the facts; `inquiry` only says in which language."""

    def handed(self, inquiry: Inquiry, context: Context) -> Proposal:
        """Who takes over: the one teammate among the facts."""

    def introduces(self, inquiry: Inquiry, context: Context) -> Proposal:
        """After a sale: who of the teammates, the one among the facts, looks after the car."""

    def blank(self, inquiry: Inquiry, context: Context) -> tuple[str, Proposal]:
        """Of their own accord: a subject, and a letter of greeting and signature alone."""

    def first(self, inquiry: Inquiry, context: Context, occasion: Occasion) -> tuple[str, Proposal]:
        """We write first, for this reason: subject and letter; `inquiry` says of what kind and language."""

    def ways(self, inquiry: Inquiry, context: Context, drafted: Proposal) -> tuple[Way, ...]:
        """In which ways it could write otherwise than it did."""


class Distiller(Protocol):
    def distil(
        self, draft: str, sent: str, known: tuple[str, ...], inquiry: Inquiry, context: Context
    ) -> tuple[Told, ...]:
        """Habits that an edit shows, not yet believed; DrafterFailed where none can be had."""
        ...


class Source(Protocol):
    """A mail service that posts to us."""

    def take(self, post: Post, now: datetime) -> Taken:
        """What it turns out to be; never raises, whoever sent it."""


class Gateway(Protocol):
    def send(self, message: OutboundMessage) -> Outcome: ...

    def sent(self, message_id: str) -> bool | None:
        """Whether a message of ours did leave, after a crash in between; None where it cannot be told."""


class Tokens(Protocol):
    def count(self, text: str) -> int: ...


class Purse(Protocol):
    """The daily budget of each store for its models."""

    def hold(self, whose: Whose, *, tokens: int, cost: float | None, seconds: float) -> int:
        """Set aside what a call may come to, for at most so long; the number to release it by.

        DrafterFailed (core.errors), with words for a teammate, where today's budget does not bear it.
        """

    def release(self, held: int) -> None:
        """The call has ended: its record counts instead."""


class Live(Protocol):
    """Tells open pages that something changed; carries ids only."""

    def tell(self, topic: str, event: str) -> None: ...

    def close(self) -> None:
        """Every open page stops listening; the process is about to end."""


class Pace(Protocol):
    """Counts what is done in fixed stretches of time."""

    def wait(self, key: str, *, most: int, seconds: int, now: datetime) -> int:
        """0 where this one was among the first `most` of its stretch; else the seconds until the next."""
