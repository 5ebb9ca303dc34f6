"""Draft: the composer's is there at once; the model's is offered beside it when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.core.checks.finding import Finding, Severity
from assistant.core.context import Context
from assistant.core.draft import Author, Proposal
from assistant.core.errors import DrafterFailed
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.ports import Drafter
from assistant.core.states import ConversationState, DraftState
from assistant.pipeline import check, recall
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import Conversation, Draft, Message, Session, Teammate
from assistant.records.values import all_as_json, from_json


@dataclass(frozen=True)
class Asked:
    """What a drafter is given, read in one transaction that is closed by then."""

    inquiry: Inquiry
    context: Context
    store_id: int
    customer_id: int
    subject: str


def draft(services: Services, message_id: int, now: datetime) -> None:
    """The composer's draft for this message, if it is the newest and has none yet."""
    asked = _asked(services, message_id, Author.COMPOSER, now)
    if asked is None:
        return
    written = write(services, services.composer, asked)
    with services.sessions.begin() as session:
        message = session.get_one(Message, message_id)
        if _has_one(session, message, Author.COMPOSER):
            return
        _lead(message.conversation, store(session, message, asked, written, now))
        if services.model is not None:
            for step in NEXT[Step.DRAFT]:
                services.queue(session, step, message_id, now, now=now)
        services.tell_about(session, message.conversation)


def draft_by_model(services: Services, message_id: int, now: datetime) -> None:
    """The model's draft beside the composer's; it never replaces one. When it fails, a note says so."""
    asked = _asked(services, message_id, Author.MODEL, now) if services.model else None
    if asked is None or services.model is None:
        return
    failure, written = "", None
    try:
        written = write(services, services.model, asked)
    except DrafterFailed as error:
        failure = str(error)
    with services.sessions.begin() as session:
        message = session.get_one(Message, message_id)
        if written is not None and not _has_one(session, message, Author.MODEL):
            store(session, message, asked, written, services.clock())
        for other in session.scalars(Draft.of_message(message_id)) if failure else ():
            other.notes = [*other.notes, f"The model gave no draft: {failure}"]
        services.tell_about(session, message.conversation)


Written = tuple[Proposal, check.Reviewed]


def write(services: Services, drafter: Drafter, asked: Asked) -> Written:
    """A proposal and what the checks say of it; no transaction is open while the drafter works."""
    proposal = drafter.draft(asked.inquiry, asked.context)
    with services.sessions() as session:
        context = check.with_foreign(
            session, asked.context, proposal.text, store_id=asked.store_id, customer_id=asked.customer_id
        )
    return proposal, check.reviewed(services, proposal, asked.inquiry, context)


def ask(session: Session, message: Message, signer: Teammate, now: datetime) -> Asked:
    """Everything for an answer to this message in this teammate's name."""
    conversation = message.conversation
    inquiry = from_json(Inquiry, message.inquiry)
    context = recall.context(session, conversation, inquiry, signer=signer, now=now, before=message)
    return Asked(
        inquiry, context, conversation.store_id, conversation.customer_id, subject_for(conversation, message)
    )


def subject_for(conversation: Conversation, message: Message) -> str:
    """A lead gets a fresh thread about the car; a mail is answered in its own."""
    if conversation.channel is Channel.CHAT:
        return ""
    if message.lead:
        vehicles = message.lead.get("vehicles") or []
        about = (
            " ".join(str(vehicles[0].get(part) or "") for part in ("year", "make", "model", "trim"))
            if vehicles
            else ""
        )
        about = " ".join(about.split())
        return f"Your question about the {about}" if about else f"Your message to {conversation.store.name}"
    subject = message.subject.strip()
    if not subject:
        return f"Your message to {conversation.store.name}"
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def store(session: Session, message: Message, asked: Asked, written: Written, now: datetime) -> Draft:
    """The draft as a row, beside the others (the caller decides whether it leads)."""
    proposal, reviewed = written
    made = Draft(
        conversation=message.conversation,
        message_id=message.id,
        signer_id=message.conversation.owner_id,
        state=DraftState.WRITTEN,
        author=proposal.author,
        drafter=proposal.author,
        written_at=now,
        subject=asked.subject,
        text=proposal.text,
        first_text=proposal.text,
        answers=all_as_json(reviewed.answers),
        citations=all_as_json(reviewed.citations),
        promises=all_as_json(reviewed.promises),
        findings=all_as_json(reviewed.findings),
        facts=all_as_json(asked.context.facts),
        notes=list(proposal.notes),
    )
    session.add(made)
    session.flush()
    return made


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCK)


def _asked(services: Services, message_id: int, author: Author, now: datetime) -> Asked | None:
    with services.sessions() as session:
        message = session.get(Message, message_id)
        if message is None or message.understood_at is None or message.automatic:
            return None
        conversation = message.conversation
        newest = conversation.newest_inbound
        waits = conversation.state in (ConversationState.WAITING, ConversationState.SNOOZED)
        if not waits or newest is None or newest.id != message_id or _has_one(session, message, author):
            return None
        return ask(session, message, conversation.owner, now)


def _has_one(session: Session, message: Message, drafter: Author) -> bool:
    return any(d.drafter is drafter for d in session.scalars(Draft.of_message(message.id)))


def _lead(conversation: Conversation, made: Draft) -> None:
    """It leads, unless a person has touched the one before or approved it: then it stands beside."""
    for other in conversation.drafts:
        if other is not made and other.leads():
            if other.touched or other.state is DraftState.APPROVED:
                return
            other.step_back()
    made.lead()
