"""One entry of the ledger in words: what became of it, where it lies, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.message import InboundMessage
from assistant.core.states import InboundState
from assistant.records import Inbox, LedgerEntry, Message, Store
from assistant.web.shown.times import Telling, Told
from assistant.web.shown.today import CHANNELS

WAYS = {
    "smtp": "by SMTP",
    "hook": "by webhook",
    "imap": "from the mailbox",
    "mailgun": "by Mailgun",
    "postmark": "by Postmark",
    "sendgrid": "by SendGrid",
    "ses": "by Amazon SES",
    "json": "by webhook, as JSON",
    "cli": "by hand",
    "page": "feedback page",
    "widget": "chat widget",
}
STATES = {
    InboundState.RECEIVED: "being read",
    InboundState.FILED: "filed",
    InboundState.KNOWN: "known already",
    InboundState.SET_ASIDE: "set aside",
}
TO_DO = "Read it: file it where it belongs, have it read again, or leave it aside and say why."


@dataclass(frozen=True)
class Row:
    id: int
    at: Told
    store: str
    inbox: str
    channel: str
    form: str
    way: str
    state: str
    became: str
    reason: str
    sender: str
    gone: bool
    known_as: int | None
    customer: str
    conversation_id: int | None
    waits: bool
    left: str


@dataclass(frozen=True)
class Read:
    """As far as it could be read: text, never HTML."""

    sender: str
    subject: str
    text: str
    notes: tuple[str, ...]


def row(entry: LedgerEntry, message: Message | None, tell: Telling, stores: Iterable[Store]) -> Row:
    """`message` is what was filed of it; of another store's nothing is told."""
    names = {store.id: store.name for store in stores}
    talk = message.conversation if message and message.conversation.store_id in names else None
    by = entry.left_by.name if entry.left_by else ""
    return Row(
        id=entry.id,
        at=tell.moment(entry.arrived_at),
        store=names.get(entry.store_id or 0, "no store found"),
        inbox=entry.inbox.address if entry.inbox else "",
        channel=CHANNELS[entry.channel],
        form=entry.form,
        way=WAYS.get(entry.entry, entry.entry),
        state=entry.state.value,
        became=STATES[entry.state],
        reason=entry.reason,
        sender=entry.sender,
        gone=entry.raw_gone_at is not None,
        known_as=entry.known_as_id,
        customer=talk.customer.called if talk else "",
        conversation_id=talk.id if talk else None,
        waits=entry.state is InboundState.SET_ASIDE and entry.left_at is None,
        left=f"{by} left it aside: {entry.left_why}" if entry.left_at else "",
    )


def read(inbound: InboundMessage) -> Read:
    wrote = inbound.sender or inbound.answer_to
    named = " ".join(part for part in (wrote.name, f"<{wrote.email}>") if part) if wrote else ""
    return Read(named, inbound.subject, inbound.text[:20_000], inbound.notes)


def choices(inboxes: Iterable[Inbox]) -> dict[str, list[tuple[str, str]]]:
    """What the filter offers: (value, words)."""
    return {
        "state": [(state.value, words) for state, words in STATES.items()],
        "way": list(WAYS.items()),
        "inbox": [(str(one.id), inbox_words(one)) for one in inboxes],
    }


def inbox_words(inbox: Inbox) -> str:
    return f"{inbox.address or inbox.department} ({CHANNELS[inbox.channel]})"
