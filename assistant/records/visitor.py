"""What one chat visitor may read: their own lines and our answers, in order. The token is the key."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.core.states import InboundState
from assistant.records.conversation import Conversation
from assistant.records.ledger import LedgerEntry, Raw
from assistant.records.message import Direction, Message

SHOWN_AT_MOST = 300  # lines; older ones stay with the teammates
NOT_FILED = (InboundState.RECEIVED, InboundState.SET_ASIDE)


@dataclass(frozen=True)
class Line:
    """`line` is the widget's own id of what its visitor wrote; empty for ours."""

    id: str
    line: str
    ours: bool
    name: str
    text: str
    at: datetime
    rank: int  # among lines of one moment: in the order in which they were kept


def lines_of(session: Session, inbox_id: int, visitor: str) -> list[Line]:
    """Oldest first. Nothing of another visitor, no mail of this conversation, and no draft."""
    if not visitor:
        return []
    found = [*_filed(session, inbox_id, visitor), *_ours(session, inbox_id, visitor)]
    known = {one.line for one in found if one.line}
    for one in _waiting(session, inbox_id, visitor):
        if one.line not in known:  # sent twice, as after a lost answer
            known.add(one.line)
            found.append(one)
    return sorted(found, key=lambda one: (one.at, one.ours, one.rank))[-SHOWN_AT_MOST:]


def _filed(session: Session, inbox_id: int, visitor: str) -> Iterator[Line]:
    rows = session.execute(
        select(LedgerEntry.id, LedgerEntry.arrived_at, Message.visible_text, Raw.content)
        .join(Message, Message.entry_id == LedgerEntry.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Raw, Raw.entry_id == LedgerEntry.id)
        .where(Conversation.inbox_id == inbox_id, Conversation.visitor == visitor, LedgerEntry.form == "chat")
        .order_by(LedgerEntry.id.desc())
        .limit(SHOWN_AT_MOST)
    )
    for entry_id, at, text, raw in rows:
        yield _own(entry_id, at, raw, text)


def _waiting(session: Session, inbox_id: int, visitor: str) -> Iterator[Line]:
    """Kept, and not in a conversation yet."""
    rows = session.execute(
        select(LedgerEntry.id, LedgerEntry.arrived_at, Raw.content)
        .join(Raw, Raw.entry_id == LedgerEntry.id)
        .where(
            LedgerEntry.state.in_(NOT_FILED),
            LedgerEntry.inbox_id == inbox_id,
            LedgerEntry.form == "chat",
            LedgerEntry.envelope["visitor"].as_string() == visitor,
        )
        .order_by(LedgerEntry.id)
        .limit(SHOWN_AT_MOST)
    )
    for entry_id, at, raw in rows:
        yield _own(entry_id, at, raw, "")


def _own(entry_id: int, at: datetime, raw: bytes, text: str) -> Line:
    posted = json.loads(raw or b"{}")  # the original may be gone
    words = text or str(posted.get("text", ""))
    line = str(posted.get("line", ""))
    return Line(id=f"v{entry_id}", line=line, ours=False, name="", text=words, at=at, rank=entry_id)


def _ours(session: Session, inbox_id: int, visitor: str) -> Iterator[Line]:
    """Outbound rows of the chat itself: each one is approved, and its time to undo has passed."""
    rows = session.scalars(
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.inbox_id == inbox_id,
            Conversation.visitor == visitor,
            Message.direction == Direction.OUT,
        )
        .order_by(Message.id.desc())
        .limit(SHOWN_AT_MOST)
    )
    for row in rows:
        if not row.recipients:  # what went to an address is for whoever reads that mailbox
            name, text = row.sender_name, row.text
            yield Line(id=f"s{row.id}", line="", ours=True, name=name, text=text, at=row.at, rank=row.id)
