"""Understand: the newest turn becomes an Inquiry; the thread before it gives it meaning."""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.core.inquiry import Inquiry, Kind, Question, Turn
from assistant.core.lead import Lead
from assistant.core.states import DraftState
from assistant.core.tried import tried
from assistant.pipeline import clocks, hints, opting, verdicts
from assistant.pipeline.recall import thread
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import Conversation, Message, held
from assistant.records.values import as_json, from_json
from assistant.tools.html import unseen

BURST = timedelta(minutes=5)  # messages this close together are one turn


def understand(services: Services, message_id: int, now: datetime) -> None:
    with services.sessions() as session:
        message = session.get(Message, message_id)
        if message is None or message.understood_at is not None:
            return
        asked, whole, page = (
            turn(message, asked=verdicts.by_our_page(session, message)),
            _whole(message),
            message.html,
        )

    inquiry = services.reader.read(asked)
    inquiry = replace(inquiry, tried=tried(whole, services.phrases, hidden=unseen(page)))

    with services.sessions.begin() as session:
        message = held.message(session, message_id)
        if message.understood_at is not None:
            return
        message.inquiry, message.understood_at = as_json(inquiry), now
        opting.propose(session, message, inquiry)
        verdicts.taken_up(services, session, message, inquiry, now)
        conversation = message.conversation
        if _starts_no_clock(conversation, message, inquiry):
            conversation.needs_no_answer()
        elif conversation.waiting_since is not None:
            clocks.wind(conversation)
        hints.of_message(session, message, inquiry, now)
        _letters_aside(conversation)
        for step in NEXT[Step.UNDERSTAND]:
            services.queue(session, step, message_id, now, now=now)
        services.tell_about(session, conversation)


def turn(message: Message, *, asked: bool = False) -> Turn:
    """The newest turn of this message's conversation, as a reader reads it; `asked`: by our page."""
    conversation = message.conversation
    before = [m for m in conversation.messages if m.id < message.id and not m.automatic]
    burst = _burst(before, message)
    older = [m for m in _unanswered(before) if m not in burst]
    zone = conversation.store.hours().zone
    return Turn(
        text="\n".join(m.words for m in [*burst, message]),
        at=message.at.astimezone(zone),
        subject=message.subject,
        channel=conversation.channel,
        thread=thread([m for m in before if m not in burst]),
        lead=from_json(Lead, message.lead) if message.lead else None,
        rating=message.rating,
        language=conversation.customer.language,
        automatic=message.bulk,
        surveyed=asked or verdicts.asked_before(message, before),
        older_questions=_open_questions(older),
        page=message.page,
    )


def _whole(message: Message) -> str:
    """All that a stranger put into it and a drafter might read: quoted text and subject too."""
    lead = from_json(Lead, message.lead) if message.lead else None
    more = [lead.comments, lead.unparsed, lead.customer.name] if lead else []
    parts = [message.sender_name, message.subject, message.text, message.visible_text, *more]
    return "\n\n".join(dict.fromkeys(part for part in parts if part.strip()))


def _burst(before: list[Message], message: Message) -> list[Message]:
    """The customer's messages right before this one, with nothing of ours in between."""
    found: list[Message] = []
    later = message.at
    for earlier in reversed(before):
        if not earlier.inbound or later - earlier.at > BURST:
            break
        found.insert(0, earlier)
        later = earlier.at
    return found


def _unanswered(before: list[Message]) -> list[Message]:
    """The customer's messages that nobody answered, or not all of it."""
    return [earlier for earlier in before if earlier.unanswered]


def _open_questions(messages: list[Message]) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for message in messages:
        if message.inquiry:
            for question in from_json(Inquiry, message.inquiry).questions:
                if message.left_open and question.text not in message.left_open:
                    continue
                found[question.text] = Question(question.text, question.topic, older=True)
    return tuple(found.values())


def _letters_aside(conversation: Conversation) -> None:
    """They wrote: a letter that nobody asked for, and nobody touched, stands beside the thread."""
    for draft in conversation.drafts:
        if draft.unasked and not draft.touched and draft.state is DraftState.AWAITING_REVIEW:
            draft.step_back()


def _starts_no_clock(conversation: Conversation, message: Message, inquiry: Inquiry) -> bool:
    """Vendors, newsletters and plain thanks, unless something older still waits for an answer."""
    quiet = inquiry.kind is Kind.NOT_AN_INQUIRY or (inquiry.kind is Kind.THANKS and not inquiry.questions)
    before = [m for m in conversation.messages if m.id < message.id and not m.automatic]
    waited_before = any(
        from_json(Inquiry, m.inquiry).kind not in (Kind.NOT_AN_INQUIRY, Kind.THANKS)
        for m in _unanswered(before)
        if m.inquiry
    )
    return quiet and not waited_before
