"""What the pages and the steps ask about consent; a page's query starts from the teammate's stores."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from assistant.core.consent import Scope, Way
from assistant.core.inquiry import Kind
from assistant.core.states import ConversationState, OptOutState, PromiseState
from assistant.records.consent import REACHED, OptOut
from assistant.records.conversation import Conversation
from assistant.records.customer import Identity
from assistant.records.message import Direction, Message
from assistant.records.promise import Promise
from assistant.records.record import Record, RecordKind

Stores = list[int]
BOUGHT = (RecordKind.SALE, RecordKind.REPAIR)
LATEST = 20  # messages that are looked at for the newest inquiry
MOST_SENT = 60  # of ours to one customer that are read again


def opt_out(stores: Stores, key: int) -> Select[OptOut]:
    return select(OptOut).where(OptOut.id == key, OptOut.store_id.in_(stores))


def opt_outs_of(customer_id: int) -> Select[OptOut]:
    """With who decided, newest first."""
    people = (selectinload(OptOut.decided_by), selectinload(OptOut.ended_by))
    return OptOut.of_customer(customer_id).options(*people)


def undecided(session: Session, stores: Stores) -> dict[int, OptOut]:
    """What nobody confirmed yet of a wish to get no letters, by the customer whom it holds back.

    Whoever shares an address or a number with them is held back too.
    """
    open_ones = OptOut.state == OptOutState.PROPOSED, OptOut.way.in_((Way.EMAIL, Way.ALL))
    rows = session.scalars(select(OptOut).where(OptOut.store_id.in_(stores), *open_ones)).all()
    mine, other = aliased(Identity), aliased(Identity)
    same = (other.store_id == mine.store_id) & (other.kind == mine.kind) & (other.value == mine.value)
    shared = session.execute(
        select(mine.customer_id, other.customer_id)
        .join(other, same)
        .where(mine.customer_id.in_({row.customer_id for row in rows}), mine.kind.in_(REACHED))
    ).all()
    held: dict[int, OptOut] = {}
    for row in sorted(rows, key=lambda one: one.scope is Scope.ALL):  # the widest is kept
        for customer_id in (row.customer_id, *(o for m, o in shared if m == row.customer_id)):
            held[customer_id] = row
    return held


def last_bought(session: Session, customer_id: int, now: datetime) -> datetime | None:
    """When they last bought a car, or had one worked on; a deal that is still to come is none yet."""
    query = select(func.max(Record.at)).where(
        Record.customer_id == customer_id, Record.kind.in_(BOUGHT), Record.at <= now
    )
    return session.scalar(query)


def last_asked(session: Session, customer_id: int) -> datetime | None:
    """When they last asked us something; a wish to be left alone is no inquiry."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.customer_id == customer_id,
            Message.direction == Direction.IN,
            Message.automatic.is_(False),
            Message.understood_at.is_not(None),
        )
        .order_by(Message.at.desc())
        .limit(LATEST)
    )
    return next((m.at for m in session.scalars(query) if _asks(m)), None)


def sent_since(session: Session, customer_id: int, since: datetime) -> Iterable[Message]:
    """What left for them since then, newest first."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.customer_id == customer_id, Message.direction == Direction.OUT, Message.at >= since
        )
        .order_by(Message.id.desc())
        .limit(MOST_SENT)
    )
    return session.scalars(query)


def promised(session: Session, customer_id: int) -> bool:
    """Whether anything that we promised them is open."""
    open_ones = exists().where(Promise.customer_id == customer_id, Promise.state == PromiseState.OPEN)
    return bool(session.scalar(select(open_ones)))


def waits_elsewhere(session: Session, customer_id: int, *, but: int) -> bool:
    """Whether they wait for an answer in another conversation than this."""
    states = (ConversationState.WAITING, ConversationState.SNOOZED)
    of = Conversation.customer_id == customer_id, Conversation.id != but, Conversation.state.in_(states)
    return bool(session.scalar(select(exists().where(*of))))


def _asks(message: Message) -> bool:
    kind = (message.inquiry or {}).get("kind", "")
    return kind not in (Kind.NOT_AN_INQUIRY, Kind.THANKS) and not (message.inquiry or {}).get("leave")
