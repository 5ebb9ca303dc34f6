"""Earlier letters and their answers, made as real ones are: kept raw, drafted, approved by a signed-in

teammate, delivered. The database's own rules (migration 0002) hold for them as for any other.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import frontmatter

from assistant.core.address import ReplyToken, new_message_id
from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry, Kind, Question
from assistant.core.message import Channel
from assistant.pipeline import left, review
from assistant.records import (
    Approval,
    Conversation,
    Customer,
    Delivery,
    Direction,
    Draft,
    Inbox,
    LedgerEntry,
    Message,
    Raw,
    Session,
    SignIn,
    Teammate,
)
from assistant.records.values import as_json
from assistant.sample.files import text
from assistant.sample.moments import Calendar

MOMENTS = ("asked", "answered", "due")
SIGNED_IN = timedelta(hours=9)  # a working day


@dataclass(frozen=True)
class Letter:
    """One question of a customer and the answer that they got."""

    name: str
    store: str
    customer: str
    inbox: str
    kind: Kind
    asked: datetime
    answered: datetime
    by: str
    subject: str
    question: str
    reply: str
    promise: str = ""
    due: datetime | None = None
    closed: str = ""


def letters(slug: str, calendar: Calendar) -> list[Letter]:
    """Those of one store, oldest first."""
    found = []
    for entry in calendar.fill(text("threads.md")).split("\n=====\n"):
        post = frontmatter.loads(entry.strip())
        given: dict[str, Any] = {name: str(value) for name, value in post.metadata.items()}
        question, _, reply = post.content.partition("\n-----\n")
        if given["store"] != slug:
            continue
        given |= {name: datetime.fromisoformat(given[name]) for name in MOMENTS if name in given}
        given |= {"kind": Kind(given["kind"]), "question": question, "reply": reply}
        found.append(Letter(**given))
    return sorted(found, key=lambda letter: letter.asked)


def write(
    session: Session,
    letter: Letter,
    customer: Customer,
    inbox: Inbox,
    teammates: Mapping[str, Teammate],
) -> Message:
    """The whole exchange; gives the answer that was sent."""
    teammate = teammates[letter.by]
    conversation = opened(session, letter, customer, inbox, teammate)
    sent = answered(session, letter, conversation, asked(session, letter, conversation), teammate)
    if letter.closed:
        conversation.close(teammate, letter.closed)
    session.flush()
    return sent


def answered(
    session: Session, letter: Letter, conversation: Conversation, question: Message, teammate: Teammate
) -> Message:
    """The reply to a question, approved and sent; gives what was sent."""
    draft = _draft(session, letter, conversation, question, teammate)
    delivery = _approved(session, letter, conversation, draft, question)
    delivery.start(letter.answered)
    session.flush()
    sent = _sent(session, letter, conversation, delivery, question)
    delivery.accept("", letter.answered)
    left.left(session, delivery, conversation, letter.answered)
    return sent


def opened(
    session: Session, letter: Letter, customer: Customer, inbox: Inbox, owner: Teammate
) -> Conversation:
    address = next(i.value for i in customer.identities if i.kind == "email")
    conversation = Conversation(
        store_id=inbox.store_id,
        customer=customer,
        inbox=inbox,
        owner=owner,
        channel=Channel.EMAIL,
        token=ReplyToken.new().text,
        subject=letter.subject,
        recipient_name=customer.name,
        recipient_email=address,
        opened_at=letter.asked,
        newest_at=letter.asked,
    )
    session.add(conversation)
    session.flush()
    return conversation


def asked(session: Session, letter: Letter, conversation: Conversation) -> Message:
    """The question as it came: raw bytes, ledger entry, message, understood at once."""
    message_id = f"<{letter.name}.{letter.asked:%Y%m%d}@mail.example>"
    raw = _mail(letter, conversation, message_id)
    entry = LedgerEntry(
        store_id=conversation.store_id,
        inbox=conversation.inbox,
        channel=Channel.EMAIL,
        form="email",
        entry="smtp",
        arrived_at=letter.asked,
        digest=hashlib.sha256(raw).hexdigest(),
        message_id=message_id,
        envelope={"from": conversation.recipient_email, "to": conversation.inbox.address},
        raw=Raw(content=raw),
    )
    session.add(entry)
    session.flush()
    entry.file()
    inquiry = Inquiry(letter.kind, questions=_questions(letter.question), text=letter.question)
    question = Message(
        conversation=conversation,
        entry_id=entry.id,
        direction=Direction.IN,
        at=letter.asked,
        sender_name=conversation.recipient_name,
        sender_email=conversation.recipient_email,
        recipients=[conversation.inbox.address],
        subject=letter.subject,
        text=letter.question,
        visible_text=letter.question,
        message_id=message_id,
        inquiry=as_json(inquiry),
        understood_at=letter.asked,
    )
    session.add(question)
    session.flush()
    conversation.customer_wrote(letter.asked)
    return question


def _mail(letter: Letter, conversation: Conversation, message_id: str) -> bytes:
    mail = EmailMessage()
    mail["Date"] = format_datetime(letter.asked)
    mail["From"] = str(conversation.recipient)
    mail["To"] = conversation.inbox.address
    mail["Subject"] = letter.subject
    mail["Message-ID"] = message_id
    mail.set_content(letter.question)
    return mail.as_bytes()


def _questions(words: str) -> tuple[Question, ...]:
    start, end = words.find(words.split(". ")[-1]), words.rfind("?") + 1
    return (Question(words[start:end], start=start, end=end),) if end > start else ()


def _draft(
    session: Session, letter: Letter, conversation: Conversation, asked: Message, teammate: Teammate
) -> Draft:
    """Typed by the teammate, as far as anybody can tell by now."""
    written = f"{letter.reply.strip()}\n\nWarmly,\n{teammate.as_signer().signature}"
    draft = Draft(
        conversation=conversation,
        message=asked,
        signer=teammate,
        author=Author.PERSON,
        drafter=Author.PERSON,
        written_at=letter.answered,
        subject=f"Re: {letter.subject}",
        text=written,
        first_text=written,
        answered_by_hand=list(range(len(asked.inquiry.get("questions", ())))),
    )
    session.add(draft)
    session.flush()
    return draft


def _approved(
    session: Session, letter: Letter, conversation: Conversation, draft: Draft, asked: Message
) -> Delivery:
    """Approved in a browser session that began before and has ended since."""
    at, teammate = letter.answered, draft.signer
    signed_in = _signed_in(session, teammate, at)
    due = letter.due.isoformat() if letter.due else ""
    tick = {"what": letter.promise, "who_id": teammate.id, "due": due, "ticked": True, "why": ""}
    sender_name, sender_email = review.sender_of(draft)
    approval = Approval(
        draft=draft,
        conversation_id=conversation.id,
        teammate_id=teammate.id,
        sign_in_id=signed_in.id,
        signer_id=teammate.id,
        at=at,
        newest_seen_id=asked.id,
        sender_name=sender_name,
        sender_email=sender_email,
        recipient_name=conversation.recipient_name,
        recipients=review.recipients_of(conversation),
        subject=draft.subject,
        text=draft.text,
        footer=review.footer_of(draft),
        digest=review.message_digest(draft),
        promises=[tick] if due else [],
    )
    session.add(approval)
    session.flush()
    draft.approve()
    signed_in.end(at + timedelta(hours=1))
    domain = conversation.inbox.address.partition("@")[2]
    delivery = Delivery(approval=approval, message_id=new_message_id(domain), send_after=at)
    session.add(delivery)
    session.flush()
    return delivery


def _signed_in(session: Session, teammate: Teammate, at: datetime) -> SignIn:
    made = SignIn(
        teammate=teammate,
        token_hash=hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
        started_at=at - timedelta(minutes=40),
        expires_at=at + SIGNED_IN,
    )
    session.add(made)
    session.flush()
    return made


def _sent(
    session: Session, letter: Letter, conversation: Conversation, delivery: Delivery, asked: Message
) -> Message:
    approval = delivery.approval
    sent = Message(
        conversation=conversation,
        approval_id=approval.id,
        direction=Direction.OUT,
        at=letter.answered,
        sender_name=approval.sender_name,
        sender_email=approval.sender_email,
        recipients=approval.recipients,
        subject=approval.subject,
        text=approval.text,
        visible_text=approval.text,
        footer=approval.footer,
        message_id=delivery.message_id,
        references=[asked.message_id],
    )
    session.add(sent)
    session.flush()
    return sent
