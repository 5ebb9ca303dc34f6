"""Drafts: proposed replies, and what was said of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from assistant.core.draft import Author
from assistant.core.states import ConversationState, DraftState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.message import Direction, Message
from assistant.records.teammate import Teammate

S = DraftState


class Draft(Base):
    """`author` is who wrote the text as it stands; `drafter` who wrote it first. The lists are values of

    core.draft and core.checks as JSON (records.values). `facts` are those it was given, with id, source
    and age. `version` grows with each change of the text. `unasked` is what we write first about, as an
    inquiry that nobody sent; empty where the draft answers a message.
    """

    __tablename__ = "draft"
    id: Mapped[Key]
    conversation_id: Mapped[int] = to("conversation")
    message_id: Mapped[int | None] = to("message")  # the newest inbound that it answers; None: we write first
    signer_id: Mapped[int] = to("teammate", index=False)
    state: Mapped[S] = mapped_column(words(S), default=S.AWAITING_REVIEW, index=True)
    author: Mapped[Author] = mapped_column(words(Author))
    drafter: Mapped[Author] = mapped_column(words(Author))
    written_at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    first_text: Mapped[str]  # as the drafter wrote it, to learn from
    version: Mapped[int] = mapped_column(default=1)
    answers: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    citations: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    promises: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    facts: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    notes: Mapped[list[str]] = mapped_column(default=list)
    answered_by_hand: Mapped[list[Any]] = mapped_column(default=list)  # indexes of question chips
    discarded_why: Mapped[str] = mapped_column(default="")
    way: Mapped[str] = mapped_column(default="")  # of core.variation.Way, where it was asked to be otherwise
    ways: Mapped[list[str]] = mapped_column(default=list)  # in which the composer could write it otherwise
    unasked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    commercial: Mapped[bool] = mapped_column(default=False)  # we write first: it needs consent
    footer: Mapped[str] = mapped_column(default="")  # in place of the store's: with address and opt-out link
    conversation: Mapped[Conversation] = relationship(back_populates="drafts")
    message: Mapped[Message | None] = relationship()
    signer: Mapped[Teammate] = relationship()

    @property
    def inquiry(self) -> dict[str, Any]:
        """What it answers, as records.values writes it."""
        return self.unasked or (self.message.inquiry if self.message else {})

    def answers_now(self, message: Message) -> None:
        """A message came while a person had it in hand: it is an answer to that now."""
        if self.message_id != message.id:
            self.answered_by_hand = []  # the questions are others now
            self.unasked = {}
            self.answers_instead()
        self.message = message

    @property
    def touched(self) -> bool:
        """Whether a person changed it: then nothing replaces it by itself."""
        return self.author is Author.PERSON

    def leads(self) -> bool:
        return self.state in (S.AWAITING_REVIEW, S.APPROVED)

    def retype(self, text: str, at: datetime) -> bool:
        """A person's text; False if it is the same."""
        if text == self.text:
            return False
        if self.state is not S.AWAITING_REVIEW:
            raise ValueError(f"a draft that is {self.state} cannot be edited")
        self.text, self.author, self.written_at = text, Author.PERSON, at
        self.version += 1
        return True

    def resign(self, signer: Teammate, text: str, at: datetime) -> None:
        """Another teammate signs; only the signature of the text changed."""
        self.signer_id, self.signer = signer.id, signer
        if text != self.text:
            self.text, self.written_at = text, at
            self.version += 1

    def write_first(self, footer: str) -> None:
        """Nobody asked for it: it needs consent, and a way out below it (pipeline.consents.footer)."""
        self.commercial, self.footer = True, footer

    def answers_instead(self) -> None:
        """They wrote meanwhile: it is an answer now, and bears the store's own footer."""
        self.commercial, self.footer = False, ""

    def approve(self) -> None:
        self.state = changed(self.state, S.APPROVED)

    def reopen(self) -> None:
        """Undo, or a failed delivery: back to review, to be approved anew."""
        self.state = changed(self.state, S.AWAITING_REVIEW)

    def sent(self) -> None:
        self.state = changed(self.state, S.SENT)

    def discard(self, why: str) -> None:
        self.state = changed(self.state, S.DISCARDED)
        self.discarded_why = why

    def overtake(self, why: str) -> None:
        """What it answers was answered otherwise meanwhile: it stands aside, and says why."""
        if self.state is not S.WRITTEN:
            self.step_back()
        self.discarded_why = why

    @property
    def overtaken(self) -> bool:
        return self.state is S.WRITTEN and bool(self.discarded_why)

    def step_back(self) -> None:
        """Beside a newer one, which leads now."""
        self.state = changed(self.state, S.WRITTEN)

    def lead(self) -> None:
        self.state = changed(self.state, S.AWAITING_REVIEW)
        self.discarded_why = ""

    @classmethod
    def of_message(cls, message_id: int) -> Select["Draft"]:
        return select(cls).where(cls.message_id == message_id).order_by(cls.id)

    @classmethod
    def missing(cls) -> Select[int]:
        """Ids of the newest understood messages of waiting conversations that nothing was drafted for."""
        later = aliased(Message)
        newer = exists().where(
            later.conversation_id == Message.conversation_id,
            later.id > Message.id,
            later.direction == Direction.IN,
            later.automatic.is_(False),
        )
        return (
            select(Message.id)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                Message.direction == Direction.IN,
                Message.automatic.is_(False),
                Message.understood_at.is_not(None),
                Conversation.state == ConversationState.WAITING,
                ~exists().where(cls.message_id == Message.id),
                ~newer,
            )
        )
