"""What the steps work with; made once in wiring.py, handed in as an argument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from assistant.core.checks.phrases import Phrases
from assistant.core.message import Channel
from assistant.core.ports import (
    Composer,
    Distiller,
    Drafter,
    Gateway,
    Language,
    Live,
    Now,
    Pace,
    Reader,
    SecondReader,
    Source,
    Tokens,
)
from assistant.pipeline.steps import Step
from assistant.prompts import Prompts
from assistant.records import Conversation, Session, Sessions, after_commit
from assistant.settings import Settings


class Queue(Protocol):
    """Have a step done, in the caller's own transaction."""

    def __call__(
        self, session: Session, step: Step, subject_id: int, at: datetime, *, now: datetime
    ) -> None: ...


class Jobs(Protocol):
    """The engine's port: what may be asked of it, whichever it is."""

    def queue(
        self, session: Session, step: Step, subject_id: int, at: datetime, *, now: datetime
    ) -> None: ...

    def pending(self, session: Session) -> set[tuple[str, int]]:
        """(step, subject) of all jobs that wait, run or were set aside."""

    def oldest_due(self, session: Session, now: datetime) -> datetime | None:
        """Since when the oldest job that is due waits for a worker; None where none does."""

    def set_aside(self, session: Session) -> int:
        """How many jobs were given up after the last try."""

    def forget(self, session: Session) -> None:
        """Drop every job; the sweep finds what is still to be done."""


@dataclass(frozen=True)
class Services:
    """`model` is None where no model is set: the composer alone drafts then."""

    settings: Settings
    sessions: Sessions
    clock: Now
    prompts: Prompts
    phrases: Phrases
    reader: Reader
    language_of: Language
    composer: Composer
    model: Drafter | None
    tokens: Tokens
    gateways: Mapping[Channel, Gateway]
    sources: Mapping[str, Source]
    live: Live
    jobs: Jobs = field(repr=False)
    pace: Pace = field(repr=False)
    second_reader: SecondReader | None = None
    distiller: Distiller | None = None

    @property
    def queue(self) -> Queue:
        return self.jobs.queue

    def tell(self, session: Session, topic: str) -> None:
        """Let open pages know, once this session's transaction is committed; ids only."""
        after_commit(session, lambda: self.live.tell(topic, "change"))

    def tell_about(self, session: Session, conversation: Conversation) -> None:
        """Let the pages know that show this conversation, and the lists that it stands in."""
        self.tell(session, f"conversation:{conversation.id}")
        self.tell(session, f"today:{conversation.store_id}")
