"""Writing: a drafter is asked, what it proposes is checked, and the result becomes a row.

Steps use it: the first draft, the model's beside it, another one on demand, a try from the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.core.checks.finding import Finding, Severity
from assistant.core.context import Context
from assistant.core.draft import Author, Proposal
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.ports import Drafter
from assistant.core.states import DraftState
from assistant.core.variation import Variation
from assistant.pipeline import check, recall, voices
from assistant.pipeline.services import Services
from assistant.records import Conversation, Draft, Message, Session, Teammate
from assistant.records.values import all_as_json, from_json

Written = tuple[Proposal, check.Reviewed]


@dataclass(frozen=True)
class Asked:
    """What a drafter is given, read in one transaction that is closed by then."""

    inquiry: Inquiry
    context: Context
    store_id: int
    customer_id: int
    subject: str

    def looked_up(self, services: Services, session: Session, text: str) -> Context:
        """The context for the check of this text."""
        return check.looked_up(
            services,
            session,
            self.context,
            self.inquiry,
            text,
            store_id=self.store_id,
            customer_id=self.customer_id,
        )


def ask(session: Session, message: Message, signer: Teammate, now: datetime) -> Asked:
    """Everything for an answer to this message in this teammate's name."""
    conversation = message.conversation
    inquiry = from_json(Inquiry, message.inquiry)
    context = recall.context(session, conversation, inquiry, signer=signer, now=now, before=message)
    return Asked(
        inquiry, context, conversation.store_id, conversation.customer_id, subject_for(conversation, message)
    )


def write(services: Services, drafter: Drafter, asked: Asked, variation: Variation | None = None) -> Written:
    """A proposal and what the checks say of it; no transaction is open while the drafter works."""
    proposal = drafter.draft(asked.inquiry, asked.context, variation)
    if proposal.author is Author.COMPOSER:
        proposal = replace(proposal, ways=services.composer.ways(asked.inquiry, asked.context, proposal))
    with services.sessions() as session:
        context = asked.looked_up(services, session, proposal.text)
    return voices.in_their_voice(services, proposal, asked.inquiry, context)


def store(session: Session, message: Message, asked: Asked, written: Written, now: datetime) -> Draft:
    """The draft as a row, beside the others (the caller decides whether it leads)."""
    return store_in(session, message.conversation, message, asked, written, now)


def store_in(
    session: Session,
    conversation: Conversation,
    message: Message | None,
    asked: Asked,
    written: Written,
    now: datetime,
) -> Draft:
    """As `store`; without a message where we write first."""
    proposal, reviewed = written
    made = Draft(
        conversation=conversation,
        message=message,
        signer_id=conversation.owner_id,
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
        ways=[way.value for way in proposal.ways],
    )
    session.add(made)
    session.flush()
    return made


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


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCK)
