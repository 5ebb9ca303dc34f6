"""After the last try of a job: what a person is shown, so that nothing waits unseen."""

from datetime import datetime

from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry, Kind, Question
from assistant.core.states import InboundState
from assistant.pipeline.recall import first_name
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.pipeline.writing import subject_for
from assistant.records import Draft, Message, held
from assistant.records.values import as_json


def gave_up(services: Services, step: Step, subject_id: int, error: str, now: datetime) -> None:
    """An entry that could not be filed is set aside; one not understood waits with its own words."""
    with services.sessions.begin() as session:
        if step is Step.FILE:
            entry = held.entry(session, subject_id)
            if entry is not None and entry.state is InboundState.RECEIVED:
                entry.set_aside(
                    f"It could not be filed ({error}). The original is safe; read it again later."
                )
        elif step is Step.UNDERSTAND:
            message = held.found(session, subject_id)
            if message is not None and message.understood_at is None:
                words = message.words.strip()[:500]
                questions = (Question(words),) if words else ()
                message.inquiry = as_json(Inquiry(Kind.QUESTION, questions=questions, text=message.words))
                message.understood_at = now
        elif step is Step.DRAFT:
            message = held.found(session, subject_id)
            gone = message is None or message.conversation.erased
            if message is not None and not gone and not session.scalars(Draft.of_message(subject_id)).first():
                session.add(_blank(message, error, now))
        elif step is Step.MODEL:
            for draft in session.scalars(Draft.of_message(subject_id)):
                draft.notes = [*draft.notes, f"The model gave no draft: {error}"]


def _blank(message: Message, error: str, now: datetime) -> Draft:
    """A sheet with greeting and signature, for a person to write on."""
    conversation = message.conversation
    name = first_name(conversation.recipient, conversation.customer.name)
    text = f"{f'Hi {name}' if name else 'Hello'},\n\n\n\n{conversation.owner.as_signer().signature}"
    return Draft(
        conversation=conversation,
        message_id=message.id,
        signer_id=conversation.owner_id,
        author=Author.COMPOSER,
        drafter=Author.COMPOSER,
        written_at=now,
        subject=subject_for(conversation, message),
        text=text,
        first_text=text,
        notes=[f"No draft could be written ({error}). Write it here; nothing of the message is lost."],
    )
