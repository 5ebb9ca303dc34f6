"""After the last try of a job: what a person is shown, so that nothing waits unseen."""

from collections.abc import Callable, Mapping
from datetime import datetime

from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry, Kind, Question
from assistant.core.states import InboundState
from assistant.pipeline import digest, send
from assistant.pipeline.no_model import no_draft, no_other
from assistant.pipeline.recall import first_name
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.pipeline.writing import subject_for
from assistant.records import Draft, Handoff, Message, Session, Wish, held
from assistant.records.values import as_json


def gave_up(services: Services, step: Step, subject_id: int, error: str, now: datetime) -> None:
    """An entry that could not be filed is set aside; one not understood waits with its own words.

    A reply that could not be sent is a person's again; one that may have left is looked at by a person.
    """
    with services.sessions.begin() as session:
        TELL[step](services, session, subject_id, error, now)


def _not_filed(_services: Services, session: Session, entry_id: int, error: str, _now: datetime) -> None:
    entry = held.entry(session, entry_id)
    if entry is not None and entry.state is InboundState.RECEIVED:
        entry.set_aside(f"It could not be filed ({error}). The original is safe; read it again later.")


def _not_understood(
    _services: Services, session: Session, message_id: int, _error: str, now: datetime
) -> None:
    message = held.found(session, message_id)
    if message is not None and message.understood_at is None:
        words = message.words.strip()[:500]
        questions = (Question(words),) if words else ()
        message.inquiry = as_json(Inquiry(Kind.QUESTION, questions=questions, text=message.words))
        message.understood_at = now


def _not_drafted(_services: Services, session: Session, message_id: int, error: str, now: datetime) -> None:
    message = held.found(session, message_id)
    gone = message is None or message.conversation.erased
    if message is not None and not gone and not session.scalars(Draft.of_message(message_id)).first():
        session.add(_blank(message, error, now))


def _not_sent(services: Services, session: Session, delivery_id: int, error: str, now: datetime) -> None:
    delivery = held.delivery(session, delivery_id)
    if delivery is not None:
        send.give_up(services, session, delivery, error, now)


def _no_model(_services: Services, session: Session, message_id: int, error: str, _now: datetime) -> None:
    for draft in session.scalars(Draft.of_message(message_id)):
        draft.notes = [*draft.notes, no_draft(error)]


def _not_read(services: Services, session: Session, message_id: int, _error: str, now: datetime) -> None:
    """What the rules read stands; the model may still write."""
    for step in NEXT[Step.READ]:
        services.queue(session, step, message_id, now, now=now)


def _not_varied(services: Services, session: Session, wish_id: int, error: str, now: datetime) -> None:
    wish = session.get(Wish, wish_id)
    if wish is not None and wish.done_at is None:
        wish.done_at = now
        wish.draft.notes = [*wish.draft.notes, no_other(error)]
        services.tell_about(session, wish.draft.conversation)


def _not_told(*_: object) -> None:
    """The promise stands on its owner's list, late, as it did; they can still write themselves."""


def _not_introduced(
    _services: Services, session: Session, handoff_id: int, _error: str, now: datetime
) -> None:
    """The taker has the conversation, and tells the customer in their own answer."""
    handoff = session.get(Handoff, handoff_id)
    if handoff is not None and handoff.told_at is None:
        handoff.told_at = now


def _not_learned(*_: object) -> None:
    """Nobody waits for it: the reply is with the customer."""


def _no_account_mail(*_: object) -> None:
    """Only metrics and `doctor` count it: a page that said so would tell who has an account."""


def _no_digest(_services: Services, session: Session, digest_id: int, error: str, now: datetime) -> None:
    """What it would have told stands on their page; their account says that the mail did not leave."""
    digest.give_up(session, digest_id, error, now)


TELL: Mapping[Step, Callable[[Services, Session, int, str, datetime], None]] = {
    Step.FILE: _not_filed,
    Step.UNDERSTAND: _not_understood,
    Step.DRAFT: _not_drafted,
    Step.READ: _not_read,
    Step.MODEL: _no_model,
    Step.VARY: _not_varied,
    Step.NEWS: _not_told,
    Step.HANDED: _not_introduced,
    Step.SEND: _not_sent,
    Step.LEARN: _not_learned,
    Step.DISTIL: _not_learned,
    Step.ACCOUNT_MAIL: _no_account_mail,
    Step.DIGEST: _no_digest,
}


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
        first_text="",  # no drafter wrote it
        notes=[f"No draft could be written ({error}). Write it here; nothing of the message is lost."],
    )
