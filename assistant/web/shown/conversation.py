"""The head of a conversation, what is on its way out, and the drafts beside the leading one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.core.clock import day_in_words, time_in_words
from assistant.core.message import Channel
from assistant.core.states import ConversationState, DeliveryState, DraftState
from assistant.records import Conversation, Delivery, Draft, IdentityKind, Teammate
from assistant.web.shown.draft import writer
from assistant.web.shown.times import Clock, Telling, Told
from assistant.web.shown.today import CHANNELS, Tag, tags

NOWHERE = {
    Channel.CHAT: "the chat, where it was written",
    Channel.EMAIL: "no address is known",
    Channel.FORM: "no address is known",
    Channel.API: "no address is known",
}
LATE_AFTERNOON = 15  # o'clock


@dataclass(frozen=True)
class Choice:
    """A time to snooze to, in words and for the form."""

    words: str
    field: str


@dataclass(frozen=True)
class Head:
    id: int
    customer: str
    customer_id: int
    subject: str
    channel: str
    store: str
    owner: str
    owner_id: int
    mine: bool
    state: str
    tags: tuple[Tag, ...]
    clock: Clock | None
    snoozed: Told | None
    closed_reason: str
    never_answered: bool
    left_open: tuple[str, ...]
    choices: tuple[Choice, ...]

    @property
    def open(self) -> bool:
        return self.state in ("waiting", "snoozed")


@dataclass(frozen=True)
class Outgoing:
    """An approved message on its way. `state` is that of its delivery."""

    id: int
    draft_id: int
    state: str
    to: str
    subject: str
    text: str
    footer: str
    who: str
    signer: str
    reason: str
    send_after: str
    seconds: int
    at: Told
    retrying: bool


@dataclass(frozen=True)
class OtherDraft:
    id: int
    writer: str
    written: Told
    text: str
    state: str
    why: str
    overtaken: bool


def head(conversation: Conversation, tell: Telling, me: Teammate) -> Head:
    mine = conversation.owner_id == me.id
    return Head(
        id=conversation.id,
        customer=conversation.customer.called,
        customer_id=conversation.customer_id,
        subject=conversation.subject,
        channel=CHANNELS[conversation.channel],
        store=conversation.store.name,
        owner=conversation.owner.name,
        owner_id=conversation.owner_id,
        mine=mine,
        state=conversation.state.value,
        tags=tags(conversation, conversation.newest_inbound),
        clock=tell.clock(conversation),
        snoozed=tell.moment(conversation.snoozed_until)
        if conversation.state is ConversationState.SNOOZED and conversation.snoozed_until
        else None,
        closed_reason=conversation.closed_reason,
        never_answered=conversation.unanswered_since is not None,
        left_open=tuple(asked for m in conversation.messages if m.unanswered for asked in m.left_open),
        choices=choices(tell),
    )


def choices(tell: Telling) -> tuple[Choice, ...]:
    """An hour, this afternoon, and the next two openings."""
    now = tell.hours.local(tell.now)
    found = [Choice("in an hour", tell.field(now + timedelta(hours=1)))]
    afternoon = now.replace(hour=LATE_AFTERNOON, minute=0, second=0, microsecond=0)
    if tell.hours.is_open(afternoon) and now + timedelta(hours=1) < afternoon:
        found.append(Choice("this afternoon at 3", tell.field(afternoon)))
    openings = [opens for opens, _ in tell.hours.spans(now) if opens > now][:2]
    return (*found, *(Choice(_opening(at, now), tell.field(at)) for at in openings))


def dead(conversation: Conversation) -> str:
    """What the mail server said of the address that an answer would go to; empty where it takes mail."""
    if conversation.channel is Channel.CHAT:
        return ""
    at = conversation.customer.identity(IdentityKind.EMAIL, conversation.recipient_email.strip().lower())
    return at.dead_why if at and at.dead_at else ""


def outgoing(delivery: Delivery, conversation: Conversation, tell: Telling) -> Outgoing | None:
    """None once it has left: then it stands in the thread."""
    if delivery.state is DeliveryState.SENT:
        return None
    approval = delivery.approval
    draft = next((d for d in conversation.drafts if d.id == approval.draft_id), None)
    if delivery.state is DeliveryState.FAILED and not _unanswered(conversation):
        return None
    if draft is None:
        return None
    return Outgoing(
        id=delivery.id,
        draft_id=draft.id,
        state=delivery.state.value,
        to=", ".join(approval.recipients) or NOWHERE[conversation.channel],
        subject=approval.subject,
        text=approval.text,
        footer=approval.footer,
        who=approval.teammate.first_name,
        signer=draft.signer.first_name,
        reason=delivery.reason,
        send_after=delivery.send_after.isoformat(),
        seconds=max(0, round((delivery.send_after - tell.now).total_seconds())),
        at=tell.moment(delivery.send_after),
        retrying=bool(delivery.attempts),
    )


def others(drafts: Iterable[Draft], leading: Draft | None, tell: Telling) -> tuple[OtherDraft, ...]:
    """Drafts of the same message that stand beside, newest first; discarded ones can be fetched back."""
    beside = [d for d in drafts if d.state in (DraftState.WRITTEN, DraftState.DISCARDED) and d is not leading]
    newest = max((d.message_id or 0 for d in (*beside, *([leading] if leading else []))), default=0)
    return tuple(
        OtherDraft(
            d.id, writer(d), tell.moment(d.written_at), d.text, d.state.value, d.discarded_why, d.overtaken
        )
        for d in sorted(beside, key=lambda d: -d.id)
        if (d.message_id or 0) == newest
    )


def _unanswered(conversation: Conversation) -> bool:
    return conversation.state in (ConversationState.WAITING, ConversationState.SNOOZED)


def _opening(at: datetime, now: datetime) -> str:
    return f"{day_in_words(at.date(), now.date())} at {time_in_words(at)}"
