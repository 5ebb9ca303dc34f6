"""Today: rows in the order in which a good person would act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.core.inquiry import Kind, Pressure
from assistant.core.message import Channel
from assistant.core.states import DeliveryState, DraftState
from assistant.records import Conversation, Delivery, Message
from assistant.web.shown.draft import inquiry_of
from assistant.web.shown.times import Clock, Telling, Told

CHANNELS = {Channel.EMAIL: "e-mail", Channel.CHAT: "chat", Channel.FORM: "form", Channel.API: "lead"}
TOLD = (Kind.LEAD, Kind.COMPLAINT, Kind.FEEDBACK, Kind.SERVICE)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Tag:
    text: str
    level: str = ""  # "now", "soon", "tried"


@dataclass(frozen=True)
class Row:
    """One conversation of a list."""

    id: int
    customer: str
    words: str
    tags: tuple[Tag, ...]
    channel: str
    clock: Clock | None
    at: Told | None
    state: str
    state_level: str
    owner: str


@dataclass(frozen=True)
class Trouble:
    """A delivery that a person must look at: what happened, what is safe, what to do."""

    id: int
    conversation_id: int
    customer: str
    to: str
    uncertain: bool
    reason: str
    at: Told | None
    tried: bool = True  # else we held it back ourselves


def row(conversation: Conversation, tell: Telling) -> Row:
    newest = conversation.newest_inbound
    state, level = draft_state(conversation)
    return Row(
        id=conversation.id,
        customer=conversation.customer.called,
        words=words_of(newest),
        tags=tags(conversation, newest),
        channel=CHANNELS[conversation.channel],
        clock=tell.clock(conversation),
        at=tell.moment(conversation.newest_at),
        state=state,
        state_level=level,
        owner=conversation.owner.first_name,
    )


def words_of(message: Message | None) -> str:
    """What they ask, in their words: the first question, else how the message begins."""
    if message is None:
        return ""
    inquiry = inquiry_of(message.inquiry)
    asked = next((q.text for q in inquiry.questions if not q.older), "") if inquiry else ""
    text = " ".join((asked or message.words).split())
    return text if len(text) <= 180 else text[:179].rsplit(" ", 1)[0] + "…"


def tags(conversation: Conversation, newest: Message | None) -> tuple[Tag, ...]:
    inquiry = inquiry_of(newest.inquiry) if newest else None
    found = []
    if inquiry and inquiry.pressure is not Pressure.NONE:
        urgent = inquiry.pressure is Pressure.NOW
        found.append(Tag(inquiry.pressure_reason or ("now" if urgent else "soon"), inquiry.pressure.value))
    if inquiry and inquiry.kind in TOLD:
        found.append(Tag(inquiry.kind.value))
    elif conversation.channel is not Channel.EMAIL:
        found.append(Tag(CHANNELS[conversation.channel]))
    if inquiry and inquiry.leave:
        found.append(Tag("may be asking to stop" if inquiry.leave.likely else "asks to be left alone"))
    if inquiry and inquiry.tried:
        found.append(Tag("instructs a machine", "tried"))
    return tuple(found)


def draft_state(conversation: Conversation) -> tuple[str, str]:
    """What stands ready, and whether it is quiet or asks for a look."""
    draft = conversation.leading_draft
    if draft is None:
        return "writing…", "writing"
    if draft.state is DraftState.APPROVED:
        return "going out", "going"
    serious = [f for f in draft.findings if f.get("severity") in ("block", "warn")]
    ready = "you began" if draft.touched else "draft ready"
    return (f"{ready} · {len(serious)} to look at", "look") if serious else (ready, "ready")


def trouble(delivery: Delivery, conversation: Conversation, tell: Telling) -> Trouble:
    approval = delivery.approval
    return Trouble(
        id=delivery.id,
        conversation_id=conversation.id,
        customer=conversation.customer.called,
        to=", ".join(approval.recipients),
        uncertain=delivery.state is DeliveryState.UNCERTAIN,
        reason=delivery.reason,
        tried=bool(delivery.attempts),
        at=tell.moment(delivery.ended_at) if delivery.ended_at else None,
    )


def headline(waiting: int, promised: int) -> str:
    """ "Four people wait for you. You promised three things today." """
    if not waiting and not promised:
        return "Nobody waits for you, and nothing that you promised is due."
    first = f"{_count(waiting)} {'person waits' if waiting == 1 else 'people wait'} for you."
    if not promised:
        return first
    return f"{first} You promised {_count(promised).lower()} {'thing' if promised == 1 else 'things'} today."


def ledger_line(counts: Mapping[str, int]) -> str:
    """ "412 received · 409 filed · 3 set aside": the two sides agree."""
    parts = [f"{counts['seen']} received", f"{counts['filed']} filed"]
    if counts["known"]:
        parts.append(f"{counts['known']} known already")
    if counts["received"]:
        parts.append(f"{counts['received']} being read")
    return " · ".join([*parts, f"{counts['set-aside']} set aside"])


def split(rows: Iterable[Conversation], me_id: int) -> tuple[Sequence[Conversation], Sequence[Conversation]]:
    """Mine, and everyone else's."""
    rows = list(rows)
    return [c for c in rows if c.owner_id == me_id], [c for c in rows if c.owner_id != me_id]


def _count(number: int) -> str:
    return (NUMBERS[number] if number < len(NUMBERS) else str(number)).capitalize()
