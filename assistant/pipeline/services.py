"""What the steps work with; made once in wiring.py, handed in as an argument."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from assistant.core.checks.phrases import Phrases
from assistant.core.message import Channel
from assistant.core.ports import Drafter, Gateway, Live, Now, Reader, Tokens
from assistant.pipeline.steps import Step
from assistant.prompts import Prompts
from assistant.records import Conversation, Session, Sessions, after_commit
from assistant.settings import Settings


class Queue(Protocol):
    """The engine's port: have a step done, in the caller's own transaction."""

    def __call__(
        self, session: Session, step: Step, subject_id: int, at: datetime, *, now: datetime
    ) -> None: ...


@dataclass(frozen=True)
class Services:
    """`model` is None where no model is set: the composer alone drafts then."""

    settings: Settings
    sessions: Sessions
    clock: Now
    prompts: Prompts
    phrases: Phrases
    reader: Reader
    composer: Drafter
    model: Drafter | None
    tokens: Tokens
    gateways: Mapping[Channel, Gateway]
    live: Live
    queue: Queue = field(repr=False)
    pending: Callable[[Session], set[tuple[str, int]]] = field(repr=False)
    """(step, subject) of all jobs that wait, run or were set aside."""

    def tell(self, session: Session, topic: str) -> None:
        """Let open pages know, once this session's transaction is committed; ids only."""
        after_commit(session, lambda: self.live.tell(topic, "change"))

    def tell_about(self, session: Session, conversation: Conversation) -> None:
        """Let the pages know that show this conversation, and the lists that it stands in."""
        self.tell(session, f"conversation:{conversation.id}")
        self.tell(session, f"today:{conversation.store_id}")
