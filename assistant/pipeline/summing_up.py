"""Summing up: what a taker must know of a conversation, from records alone; nothing is guessed."""

from collections.abc import Iterable
from datetime import datetime

from assistant.core.clock import moment_in_words
from assistant.core.handing import Known
from assistant.core.handing import summary as in_words
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.states import AskState, ConversationState
from assistant.records import Ask, Conversation, Message, Promise, Record, RecordKind, Session, Vehicle
from assistant.records.values import from_json

WAITS = (ConversationState.WAITING, ConversationState.SNOOZED)
TRIED = 4  # of the newest calls and notes
LONGEST = 240  # characters of one of them
WROTE = {Channel.EMAIL: "by e-mail", Channel.CHAT: "in the chat", Channel.FORM: "by a form"}


def summary(session: Session, conversation: Conversation, now: datetime) -> str:
    """Plain text; the giver may change it before they ask."""
    local = conversation.store.hours().local(now)
    return in_words(
        Known(
            customer=_customer(conversation),
            waits=_waits(conversation, local),
            questions=_questions(conversation),
            vehicles=[_vehicle(one) for one in session.scalars(Vehicle.owned_by(conversation.customer_id))],
            promised=[
                f"{one.who.name}: {_short(one.what)}, {_by(one.due, local)}"
                for one in session.scalars(Promise.open_in(conversation.id))
            ],
            asked=[
                f"{one.of.name}, {_by(one.due, local)}: “{_short(one.question)}”"
                for one in session.scalars(Ask.of_conversation(conversation.id))
                if one.state is AskState.OPEN
            ],
            contact=_contact(session, conversation, local),
            tried=_tried(session, conversation, local),
        )
    )


def _customer(conversation: Conversation) -> str:
    customer, mailbox = conversation.customer, conversation.recipient
    reached = f", {mailbox.email}" if mailbox.email else ""
    return f"{customer.called}{reached}, with us since {customer.since.year}"


def _waits(conversation: Conversation, now: datetime) -> str:
    since = conversation.waiting_since
    if conversation.state not in WAITS or since is None:
        return ""
    wrote = WROTE.get(conversation.channel, "as a lead")
    return f"Waiting since {_at(since, now)}; wrote {wrote}"


def _questions(conversation: Conversation) -> list[str]:
    """Those of what they wrote last, as long as nobody has answered it."""
    newest = conversation.newest_inbound
    if newest is None or conversation.state not in WAITS:
        return []
    inquiry = from_json(Inquiry, newest.inquiry) if newest.inquiry else None
    asked = [one.text for one in inquiry.questions] if inquiry else []
    return [_short(text) for text in asked or [newest.words]]


def _vehicle(vehicle: Vehicle) -> str:
    miles = f", {vehicle.mileage:,} miles" if vehicle.mileage else ""
    plate = f", plate {vehicle.plate}" if vehicle.plate else ""
    return f"{vehicle.name}{miles}{plate}"


def _contact(session: Session, conversation: Conversation, now: datetime) -> str:
    """The newest of what a person wrote and of the calls in which they spoke."""
    wrote = session.scalars(Message.last_personal(conversation.customer_id)).first()
    spoke = next((call for call in _calls(session, conversation) if call.spoken), None)
    if wrote is None and spoke is None:
        return "none yet"
    if wrote is None or (spoke is not None and spoke.at > wrote.at):
        assert spoke is not None
        return f"{spoke.data.get('teammate', 'somebody')} spoke with them {_at(spoke.at, now)}"
    sender = wrote.sender_name.removesuffix(f", {conversation.store.name}")
    return f"{sender} wrote {_at(wrote.at, now)}"


def _tried(session: Session, conversation: Conversation, now: datetime) -> list[str]:
    """Calls and notes of this conversation, the newest last."""
    rows = [row for row in _calls(session, conversation) if row.conversation_id == conversation.id]
    return [_told(row, now) for row in reversed(rows[:TRIED])]


def _told(row: Record, now: datetime) -> str:
    who = row.data.get("teammate", "")
    if row.kind is RecordKind.NOTE:
        return f"{who}, {_at(row.at, now)}, noted: {_short(row.text)}"
    called = "called and spoke with them" if row.spoken else "called, not reached"
    return f"{who}, {_at(row.at, now)}, {called}: {_short(row.text)}"


def _calls(session: Session, conversation: Conversation) -> Iterable[Record]:
    """Newest first."""
    kinds = (RecordKind.CALL, RecordKind.NOTE)
    records = session.scalars(Record.of_customer(conversation.customer_id))
    return [row for row in records if row.kind in kinds]


def _at(moment: datetime, now: datetime) -> str:
    """A past moment reads by its date, today's by its time."""
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return moment_in_words(local, now)
    year = "" if local.year == now.year else f", {local.year}"
    return f"on {local:%B} {local.day}{year}"


def _by(due: datetime, now: datetime) -> str:
    if due < now:
        return f"was due {_at(due, now)}"
    return f"by {moment_in_words(due, now)}"


def _short(text: str) -> str:
    """One line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
