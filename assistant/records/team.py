"""What the pages for teammates ask for, and what goes from one to another when they leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlalchemy.orm import Session, selectinload

from assistant.core.roles import Role
from assistant.core.states import AskState, ConversationState, HandoffState, OutsideState, PromiseState
from assistant.records.ask import Ask
from assistant.records.conversation import Conversation
from assistant.records.handoff import Handoff
from assistant.records.outside import Outside
from assistant.records.promise import Promise
from assistant.records.store import Inbox
from assistant.records.teammate import Teammate, teammate_store
from assistant.records.touch import Touch

ENDED = (ConversationState.CLOSED,)


@dataclass(frozen=True)
class Owned:
    """What a teammate answers for, as counts; `stores` are those where it is."""

    conversations: int
    promises: int
    inboxes: int
    asks: int
    stores: tuple[int, ...]

    @property
    def any(self) -> bool:
        return bool(self.conversations or self.promises or self.inboxes or self.asks)

    @property
    def needs_heir(self) -> bool:
        return self.any

    @property
    def words(self) -> str:
        parts = (
            (self.conversations, "open conversation"),
            (self.promises, "open promise"),
            (self.inboxes, "inbox that comes to them first"),
            (self.asks, "question of a colleague"),
        )
        return ", ".join(f"{n} {_plural(words, n)}" for n, words in parts if n) or "nothing"


def listed(stores: list[int]) -> Select[Teammate]:
    """Everybody of these stores, those who left last."""
    return (
        select(Teammate)
        .where(exists().where(teammate_store.c.teammate_id == Teammate.id, _in(stores)))
        .options(selectinload(Teammate.stores))
        .order_by(Teammate.active.desc(), Teammate.name, Teammate.id)
    )


def manageable(stores: list[int], key: int) -> Select[Teammate]:
    """A teammate all of whose stores are among these: whoever works elsewhere too is managed there too."""
    elsewhere = exists().where(
        teammate_store.c.teammate_id == Teammate.id, teammate_store.c.store_id.not_in(stores)
    )
    return listed(stores).where(Teammate.id == key, ~elsewhere)


def with_email(email: str) -> Select[Teammate]:
    """Deactivated ones too."""
    return select(Teammate).where(Teammate.email == email.strip().lower())


def inbox_with(email: str) -> Select[Inbox]:
    return select(Inbox).where(Inbox.address == email.strip().lower()).limit(1)


def hold(session: Session, key: int) -> None:
    """Nobody may give this teammate anything until the transaction ends."""
    session.execute(select(Teammate.id).where(Teammate.id == key).with_for_update())


def admins_held(session: Session) -> list[Teammate]:
    """The admins who can sign in; none of them changes until the transaction ends."""
    found = select(Teammate).where(Teammate.role == Role.ADMIN, Teammate.active, Teammate.password_hash != "")
    return list(session.scalars(found.order_by(Teammate.id).with_for_update(key_share=True)))


def owned(session: Session, key: int, stores: Collection[int]) -> Owned:
    """In these stores."""
    mine = (
        (Conversation, (Conversation.owner_id == key, Conversation.state.not_in(ENDED))),
        (Promise, (Promise.who_id == key, Promise.state == PromiseState.OPEN)),
        (Inbox, (Inbox.owner_id == key,)),
        (Ask, (Ask.of_id == key, Ask.state == AskState.OPEN)),
    )
    counts, where = [], set()
    for kind, conditions in mine:
        rows = session.execute(
            select(kind.store_id, func.count(kind.id))
            .where(kind.store_id.in_(stores), *conditions)
            .group_by(kind.store_id)
        ).all()
        counts.append(sum(many for _, many in rows))
        where |= {store_id for store_id, _ in rows}
    return Owned(counts[0], counts[1], counts[2], counts[3], tuple(sorted(where)))


def hand_all(session: Session, giver: Teammate, heir: Teammate, now: datetime) -> None:
    """All that the giver owns is the heir's; what the giver was asked to take is declined.

    Closed conversations of the heir's stores go along: a customer may write into them again.
    """
    mine = Conversation.owner_id == giver.id, Conversation.store_id.in_(heir.store_ids)
    session.execute(update(Conversation).where(*mine).values(owner_id=heir.id))
    session.execute(
        update(Promise)
        .where(Promise.who_id == giver.id, Promise.state == PromiseState.OPEN)
        .values(who_id=heir.id)
    )
    session.execute(update(Inbox).where(Inbox.owner_id == giver.id).values(owner_id=heir.id))
    open_asks = update(Ask).where(Ask.state == AskState.OPEN)
    session.execute(open_asks.where(Ask.of_id == giver.id).values(of_id=heir.id, reminded=0))
    session.execute(open_asks.where(Ask.asker_id == giver.id).values(asker_id=heir.id))
    awaited = update(Outside).where(Outside.who_id == giver.id, Outside.state == OutsideState.OPEN)
    session.execute(awaited.values(who_id=heir.id))
    for touch in session.scalars(Touch.open_of(giver.id)).all():
        touch.give_to(heir)
    asked = Handoff.state == HandoffState.ASKED
    session.execute(
        update(Handoff)
        .where(asked, (Handoff.taker_id == giver.id) | (Handoff.giver_id == giver.id))
        .values(state=HandoffState.DECLINED, ended_at=now)
    )


def _in(stores: list[int]) -> ColumnElement[bool]:
    return teammate_store.c.store_id.in_(stores)


def _plural(words: str, many: int) -> str:
    if many == 1:
        return words
    return (
        words.replace("conversation", "conversations")
        .replace("promise", "promises")
        .replace("inbox that comes", "inboxes that come")
        .replace("question of", "questions of")
    )
