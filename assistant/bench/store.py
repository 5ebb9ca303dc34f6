"""A small store for the benches: inboxes, one teammate with a password, a mail of any size."""

import random
import secrets
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from assistant.core.message import Channel
from assistant.pipeline.accounts import safe
from assistant.records import Inbox, Session, Store, Teammate
from assistant.tools import passwords
from assistant.wiring import Running

WORDS = (
    "is", "the", "blue", "outback", "still", "here", "and", "what", "would", "you", "give", "me", "for", "my",
    "old", "car", "when", "can", "i", "come", "by",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """Tokens by channel, and how the one who approves signs in."""

    tokens: dict[Channel, str]
    email: str
    password: str


def make(parts: Running) -> Made:
    password = secrets.token_urlsafe(12)
    hashed = passwords.hash(password)
    with parts.services.sessions.begin() as session:
        week = {str(day): ["00:00", "23:59"] for day in range(7)}
        store = Store(slug="bench", name="Bench Motors", zone="America/New_York", week=week, phone="555-0100")
        teammate = Teammate(
            name="Sam Whitfield",
            email="sam@bench.example",
            title="Sales",
            direct_line="555-0142",
            stores=[store],
        )
        teammate.set_password(hashed)
        session.add_all([store, teammate])
        session.flush()
        tokens = {channel: secrets.token_hex(12) for channel in Channel}
        for channel, token in tokens.items():
            inbox = Inbox(store_id=store.id, channel=channel, address="sales@bench.example")
            session.add(inbox.answers_to(token, safe(parts.services).seal))
        return Made(tokens, teammate.email, password)


def inbox_of(session: Session, channel: Channel) -> int:
    return session.query(Inbox).filter_by(channel=channel).order_by(Inbox.id).limit(1).one().id


def mail(number: int, dice: random.Random, size: int = 0) -> bytes:
    """A mail of its own sender and Message-ID, its lines as they travel; `size` bytes with an attachment."""
    made = EmailMessage()
    made["From"] = f"Customer {number} <c{number}@mail.example>"
    made["To"] = "sales@bench.example"
    made["Subject"] = "A question"
    made["Message-ID"] = f"<{number}.{dice.getrandbits(64):x}@mail.example>"
    made.set_content(" ".join(dice.choices(WORDS, k=40)).capitalize() + "?\n")
    if size > 2000:
        made.add_attachment(
            dice.randbytes(int(size * 0.74)), maintype="image", subtype="jpeg", filename="a.jpg"
        )
    return made.as_bytes(policy=SMTP)
