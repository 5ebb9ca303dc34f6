"""Emptying: every place that holds words of one customer, in the caller's transaction.

The search index is emptied by its own triggers on these tables. What is left are ids, times and states.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, exists, select, update
from sqlalchemy.orm import Session

from assistant.core.inquiry import Inquiry, Kind
from assistant.core.states import (
    ConversationState,
    DraftState,
    HandoffState,
    PromiseState,
    SlotState,
    TouchState,
)
from assistant.records.absence import Lent
from assistant.records.approval import Approval
from assistant.records.ask import Ask
from assistant.records.audit import ModelCall
from assistant.records.consent import Consent, OptOut
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer, Identity
from assistant.records.delivery import Delivery
from assistant.records.draft import Draft
from assistant.records.erasure import conversations_of, entries_of, shared_with_others, unnamed
from assistant.records.example import Example
from assistant.records.fingerprint import Fingerprint
from assistant.records.handoff import Handoff
from assistant.records.hint import Hint
from assistant.records.knowledge import Vouch
from assistant.records.ledger import Gone, LedgerEntry, Raw
from assistant.records.likeness import forget_proposed
from assistant.records.merge import Merge, MergedRow
from assistant.records.message import Direction, Message, StoredAttachment
from assistant.records.notice import Notice
from assistant.records.outside import Outside
from assistant.records.promise import Promise
from assistant.records.record import Record
from assistant.records.remembered import Remembered
from assistant.records.slot import Slot
from assistant.records.touch import OPEN, Touch
from assistant.records.values import as_json
from assistant.records.vehicle import StockState, Vehicle
from assistant.records.voice import Preference, Sighting, put_into_words_from

NOTHING = as_json(Inquiry(Kind.NOT_AN_INQUIRY))
REASON = "The customer was erased."


def empty(session: Session, customer: Customer, *, by_id: int, now: datetime) -> None:
    """Needs the row in `erasure` first: without it the database refuses."""
    called, key = customer.called, customer.id
    entries = list(session.scalars(entries_of(key)))
    shared = shared_with_others(session, key)
    conversations = list(session.scalars(conversations_of(key)))
    _messages(session, conversations, shared)
    unread = update(Message).where(
        Message.conversation_id.in_(conversations), Message.understood_at.is_(None)
    )
    session.execute(unread.values(understood_at=now))  # no step reads them any more
    _drafts(session, conversations)
    _around(session, conversations)
    _habits(session, conversations)
    for known in session.scalars(Fingerprint.of_customer(key)):
        session.delete(known)
    _originals(session, entries, now)
    _promises(session, key, by_id, now)
    session.execute(
        update(Notice).where(Notice.customer_id == key, Notice.seen_at.is_(None)).values(seen_at=now)
    )
    _history(session, key)
    _touches(session, key, now)
    session.execute(delete(Consent).where(Consent.customer_id == key))
    session.execute(update(OptOut).where(OptOut.customer_id == key).values(words="", ended_why=""))
    session.execute(delete(Identity).where(Identity.customer_id == key))
    _hints(session, customer.store_id, called)
    _merges(session, customer, now)
    session.flush()
    unnamed(customer, now)
    session.flush()
    session.expire_all()


def _merges(session: Session, customer: Customer, now: datetime) -> None:
    """Who was merged into them goes with them; nothing is left that could be given back."""
    theirs = Merge.survivor_id == customer.id
    session.execute(delete(MergedRow).where(MergedRow.merge_id.in_(select(Merge.id).where(theirs))))
    for merged in session.scalars(Customer.merged_into(customer.id)).all():
        _hints(session, customer.store_id, merged.called)
        unnamed(merged, now)
    forget_proposed(session, [customer.id])


def _messages(session: Session, conversations: list[int], shared: list[int]) -> None:
    theirs = Message.conversation_id.in_(conversations)
    ids = select(Message.id).where(theirs | Message.entry_id.in_(shared))
    session.execute(delete(StoredAttachment).where(StoredAttachment.message_id.in_(ids)))
    texts: dict[str, Any] = dict.fromkeys(("subject", "text", "visible_text", "html", "page"), "")
    lists: dict[str, Any] = {"recipients": [], "references": [], "notes": [], "left_open": []}
    read: dict[str, Any] = {"lead": {}, "inquiry": NOTHING, "rating": None}
    session.execute(update(Message).where(theirs).values(**texts, **lists, **read))
    senders = {"sender_name": "", "sender_email": "", "message_id": ""}
    session.execute(update(Message).where(theirs, Message.direction == Direction.IN).values(**senders))
    # Several leads in one mail: the whole mail stands with each, the others keep their own lead.
    others = Message.entry_id.in_(shared) & Message.conversation_id.not_in(conversations)
    session.execute(update(Message).where(others).values(text="", html=""))


def _drafts(session: Session, conversations: list[int]) -> None:
    theirs = Draft.conversation_id.in_(conversations)
    lists = ("answers", "citations", "promises", "findings", "facts", "notes", "answered_by_hand")
    nothing: dict[str, Any] = {name: [] for name in lists}
    texts = {"subject": "", "text": "", "first_text": "", "discarded_why": "", "footer": ""}
    session.execute(update(Draft).where(theirs).values(**texts, **nothing, unasked=NOTHING))
    open_states = (DraftState.WRITTEN, DraftState.AWAITING_REVIEW)
    session.execute(
        update(Draft).where(theirs, Draft.state.in_(open_states)).values(state=DraftState.DISCARDED)
    )
    session.execute(
        update(Approval)
        .where(Approval.conversation_id.in_(conversations))
        .values(recipient_name="", recipients=[], subject="", text="", overruled=[], promises=[])
    )
    approvals = select(Approval.id).where(Approval.conversation_id.in_(conversations))
    session.execute(
        update(Delivery).where(Delivery.approval_id.in_(approvals)).values(reason="", provider_id="")
    )


def _around(session: Session, conversations: list[int]) -> None:
    """What hangs on their conversations, and the conversations themselves: closed, and nobody's."""
    session.execute(delete(Example).where(Example.conversation_id.in_(conversations)))
    asks = select(Ask.id).where(Ask.conversation_id.in_(conversations))
    outside = select(Outside.id).where(Outside.conversation_id.in_(conversations))
    session.execute(delete(Lent).where(Lent.ask_id.in_(asks) | Lent.outside_id.in_(outside)))
    for kind in (Ask, Hint, Outside):
        session.execute(delete(kind).where(kind.conversation_id.in_(conversations)))
    session.execute(delete(Vouch).where(Vouch.conversation_id.in_(conversations)))
    handoffs = update(Handoff).where(Handoff.conversation_id.in_(conversations))
    session.execute(handoffs.values(note="", summary="", why=""))
    session.execute(handoffs.where(Handoff.state == HandoffState.ASKED).values(state=HandoffState.DECLINED))
    session.execute(
        update(Slot).where(Slot.held_by_id.in_(conversations)).values(held_by_id=None, state=SlotState.FREE)
    )
    messages = select(Message.id).where(Message.conversation_id.in_(conversations))
    session.execute(update(ModelCall).where(ModelCall.message_id.in_(messages)).values(error=""))
    session.execute(
        update(Conversation)
        .where(Conversation.id.in_(conversations))
        .values(
            subject="",
            visitor="",
            recipient_name="",
            recipient_email="",
            state=ConversationState.CLOSED,
            closed_reason=REASON,
            waiting_since=None,
            unanswered_since=None,
            step_at=None,
            snoozed_until=None,
            snoozed_for=None,
            snoozed_mark=None,
        )
    )


def _habits(session: Session, conversations: list[int]) -> None:
    """What a model put into words from a reply to them goes; of the others the count stays, and no link."""
    worded = list(session.scalars(put_into_words_from(conversations)))
    session.execute(delete(Sighting).where(Sighting.preference_id.in_(worded)))
    session.execute(delete(Preference).where(Preference.id.in_(worded)))
    taught = update(Sighting).where(Sighting.conversation_id.in_(conversations))
    session.execute(taught.values(approval_id=None, conversation_id=None, customer_id=None))


def _originals(session: Session, entries: list[int], now: datetime) -> None:
    for at in range(0, len(entries), 500):
        some = entries[at : at + 500]
        session.execute(update(Raw).where(Raw.entry_id.in_(some)).values(content=b""))
        session.execute(
            update(LedgerEntry)
            .where(LedgerEntry.id.in_(some))
            .values(
                **dict.fromkeys(("reason", "message_id", "sender", "left_why"), ""),
                envelope={},
                raw_gone_at=now,
                raw_gone_why=Gone.ERASED,
            )
        )


def _promises(session: Session, customer_id: int, by_id: int, now: datetime) -> None:
    """Open ones are released by whoever erases; all lose their words."""
    theirs = Promise.customer_id == customer_id
    ended = {"state": PromiseState.RELEASED, "ended_at": now, "ended_by_id": by_id}
    session.execute(update(Promise).where(theirs, Promise.state == PromiseState.OPEN).values(**ended))
    session.execute(update(Promise).where(theirs).values(what="", ended_how="", key=None))


def _history(session: Session, customer_id: int) -> None:
    """Records go; a car of theirs goes too, unless it was our stock or is in somebody else's history."""
    session.execute(delete(Record).where(Record.customer_id == customer_id))
    elsewhere = exists().where(Record.vehicle_id == Vehicle.id)
    theirs = Vehicle.customer_id == customer_id
    session.execute(delete(Vehicle).where(theirs, Vehicle.stock.is_(None), ~elsewhere))
    session.execute(
        update(Vehicle).where(theirs).values(customer_id=None, plate="", mileage=None, state=StockState.SOLD)
    )


def _touches(session: Session, customer_id: int, now: datetime) -> None:
    """Open ones lapse; all lose their words. What they told us goes."""
    theirs = Touch.customer_id == customer_id
    lapsed = {"state": TouchState.LAPSED, "ended_at": now}
    session.execute(update(Touch).where(theirs, Touch.state.in_(OPEN)).values(**lapsed))
    session.execute(update(Touch).where(theirs).values(reason="", names="", ended_why=""))
    session.execute(delete(Remembered).where(Remembered.customer_id == customer_id))


def _hints(session: Session, store_id: int, called: str) -> None:
    """Notes on other customers' messages that name them ("The phone number is on record for …")."""
    store = select(Conversation.id).where(Conversation.store_id == store_id)
    noted = select(Message).where(Message.conversation_id.in_(store), cast(Message.notes, String) != "[]")
    for message in session.scalars(noted):
        kept = [note for note in message.notes if called not in note]
        if kept != message.notes:
            message.notes = kept
