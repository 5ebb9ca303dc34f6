"""What was learned of how people write, in the open: what became of drafts, habits, and who taught them."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, UniqueConstraint, and_, exists, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from assistant.core.draft import Author
from assistant.core.inquiry import Kind
from assistant.core.states import DraftState
from assistant.core.voice.lesson import Habit, Learned, Lesson, Scope
from assistant.core.voice.reach import ENOUGH, Reach, Seen, reach
from assistant.core.voice.use import Use
from assistant.records.approval import Approval
from assistant.records.base import Base, Key, to, words
from assistant.records.draft import Draft
from assistant.records.message import Message
from assistant.records.teammate import Teammate

SIGHTINGS_KEPT = 60  # the newest of each habit


class DraftUse(Base):
    """A sent reply against its draft, once: `similarity` from 0 to 1. `teammate_id` approved it."""

    __tablename__ = "draft_use"
    id: Mapped[Key]
    approval_id: Mapped[int] = to("approval", unique=True)
    conversation_id: Mapped[int] = to("conversation")
    teammate_id: Mapped[int] = to("teammate")
    at: Mapped[datetime] = mapped_column(index=True)
    similarity: Mapped[float]
    use: Mapped[Use] = mapped_column(words(Use))
    read_at: Mapped[datetime | None]  # when a model was asked what it teaches

    @classmethod
    def of_approval(cls, approval_id: int) -> Select["DraftUse"]:
        return select(cls).where(cls.approval_id == approval_id)

    @classmethod
    def shares(cls, teammate_id: int, since: datetime) -> Select[Use, int]:
        """How many replies of this teammate came of each."""
        mine = cls.teammate_id == teammate_id, cls.at >= since
        return select(cls.use, func.count()).where(*mine).group_by(cls.use)

    @classmethod
    def missing(cls, since: datetime) -> Select[int]:
        """Ids of approvals of what was sent since, as drafts of ours, and compared with none yet."""
        drafted = and_(Draft.drafter != Author.PERSON, Draft.first_text != "")
        out = exists().where(Message.approval_id == Approval.id)  # an undone approval has sent nothing
        sent = Draft.state == DraftState.SENT, Approval.at >= since, drafted, out
        none = ~exists().where(cls.approval_id == Approval.id)
        return select(Approval.id).join(Draft, Draft.id == Approval.draft_id).where(*sent, none)

    @classmethod
    def unread(cls, since: datetime) -> Select[int]:
        """Ids of edits of their own that no model has read."""
        own = Approval.teammate_id == Approval.signer_id, Draft.first_text != Approval.text
        query = select(cls.id).join(Approval, Approval.id == cls.approval_id)
        query = query.join(Draft, Draft.id == Approval.draft_id)
        return query.where(*own, cls.at >= since, cls.read_at.is_(None), cls.use != Use.IGNORED)


class Preference(Base):
    """A core.voice.Lesson of one teammate. `scope` is what a person chose: None where the sightings say it.

    Nothing in it is of a customer: patterns, closed words, or the composer's own wording.
    """

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("teammate_id", "habit", "language", "was", "becomes"),)
    id: Mapped[Key]
    teammate_id: Mapped[int] = to("teammate", index=False)
    store_id: Mapped[int] = to("store")
    sort: Mapped[Learned] = mapped_column(words(Learned))
    habit: Mapped[Habit] = mapped_column(words(Habit))
    language: Mapped[str]
    was: Mapped[str]
    becomes: Mapped[str]
    scope: Mapped[Scope | None] = mapped_column(words(Scope))
    kind: Mapped[Kind | None] = mapped_column(words(Kind))  # of inquiry, where the scope is one
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    teammate: Mapped[Teammate] = relationship()
    sightings: Mapped[list["Sighting"]] = relationship(
        cascade="all, delete-orphan", order_by="Sighting.id", back_populates="preference"
    )

    @classmethod
    def of(cls, lesson: Lesson, *, teammate_id: int, store_id: int, at: datetime) -> "Preference":
        return cls(
            teammate_id=teammate_id,
            store_id=store_id,
            sort=lesson.sort,
            habit=lesson.habit,
            language=lesson.language,
            was=lesson.was,
            becomes=lesson.becomes,
            made_at=at,
            seen_at=at,
        )

    @property
    def lesson(self) -> Lesson:
        return Lesson(self.habit, self.was, self.becomes, self.language, self.sort)

    @property
    def seen(self) -> list[Seen]:
        return [Seen(one.follows, one.kind, one.customer_id) for one in self.sightings]

    def reach(self) -> Reach | None:
        """Where it counts; None where it is not learned yet. A person's choice widens or narrows it."""
        found = reach(self.seen)
        if found is None or self.scope is None:
            return found
        return Reach(self.scope, kinds=frozenset([self.kind] if self.kind else ()))

    def counts(self) -> bool:
        return self.active and self.reach() is not None

    def sight(self, sighting: "Sighting") -> None:
        """One more reply that follows it or goes against it."""
        self.sightings.append(sighting)
        if sighting.follows:
            self.seen_at = sighting.at
        del self.sightings[1:-SIGHTINGS_KEPT]  # the first one taught the words

    @classmethod
    def mine(cls, teammate_id: int) -> Select["Preference"]:
        query = select(cls).where(cls.teammate_id == teammate_id).order_by(cls.seen_at.desc(), cls.id)
        return query.options(selectinload(cls.sightings))

    @classmethod
    def seen_by(cls, teammate_id: int, store_ids: list[int], key: int) -> Select["Preference"]:
        """This one, if it is theirs or of a store of theirs."""
        return select(cls).where(
            cls.id == key, or_(cls.teammate_id == teammate_id, cls._for_stores(store_ids))
        )

    @classmethod
    def of_others(cls, teammate_id: int, store_ids: list[int]) -> Select["Preference"]:
        """What others gave to a whole store of this teammate's."""
        theirs = cls.teammate_id != teammate_id, cls._for_stores(store_ids)
        return select(cls).where(*theirs).order_by(cls.id).options(selectinload(cls.sightings))

    @classmethod
    def speaking(cls, teammate_id: int, store_id: int) -> Select["Preference"]:
        """What was seen often enough to be learned; their own before the store's, the newest first."""
        own = cls.teammate_id == teammate_id
        often = select(func.count()).where(Sighting.preference_id == cls.id, Sighting.follows)
        theirs = cls.active, or_(own, cls._for_stores([store_id])), often.scalar_subquery() >= ENOUGH
        query = select(cls).where(*theirs)
        return query.order_by(own.desc(), cls.seen_at.desc(), cls.id).options(selectinload(cls.sightings))

    @classmethod
    def faded(cls, teammate_id: int, before: datetime) -> Select["Preference"]:
        """What was not seen for long."""
        return cls.mine(teammate_id).where(cls.seen_at < before)

    @classmethod
    def _for_stores(cls, store_ids: list[int]) -> ColumnElement[bool]:
        return and_(cls.scope == Scope.STORE, cls.store_id.in_(store_ids))


class Sighting(Base):
    """One sent reply that taught it (`follows`), or went against it. Ids only; none once they are erased."""

    __tablename__ = "sighting"
    __table_args__ = (UniqueConstraint("preference_id", "approval_id"),)
    id: Mapped[Key]
    preference_id: Mapped[int] = to("preference", index=False)
    approval_id: Mapped[int | None] = to("approval")
    conversation_id: Mapped[int | None] = to("conversation")
    customer_id: Mapped[int | None] = to("customer", index=False)
    kind: Mapped[Kind] = mapped_column(words(Kind))  # of the inquiry
    follows: Mapped[bool]
    at: Mapped[datetime]
    preference: Mapped[Preference] = relationship(back_populates="sightings")


def put_into_words_from(conversation_ids: list[int]) -> Select[int]:
    """Ids of habits that a model put into words from a reply in one of these conversations."""
    first = select(func.min(Sighting.id)).group_by(Sighting.preference_id)
    theirs = Sighting.id.in_(first), Sighting.conversation_id.in_(conversation_ids)
    query = select(Sighting.preference_id).join(Preference, Preference.id == Sighting.preference_id)
    return query.where(Preference.habit == Habit.OTHER, *theirs)
