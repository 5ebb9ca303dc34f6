"""Finding out: a hole in the answer gets a name and a time, in the text that the customer will read.

Approved, the sentence becomes a promise as any other of the text does.
"""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.reply import taken_apart
from assistant.drafters.composing import when
from assistant.drafters.composing.owing import in_phrase
from assistant.drafters.composing.parts import Parts, languages
from assistant.pipeline import check
from assistant.pipeline.services import Services
from assistant.records import Deed, Draft, Teammate, held
from assistant.records.values import from_json


def find_out(services: Services, draft_id: int, number: int, *, by: Teammate, now: datetime) -> None:
    """*I'll find out* question `number`: ValueError where there is no such question."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        sentence = promise(services, draft, number, now)
        if draft.retype(put_in(draft.text, sentence, signer=draft.signer.name), now):
            _edited(by, draft, now).note_once(session, draft.id)
        check.keep(draft, check.of_draft(services, session, draft, draft.text, now))
        services.tell_about(session, draft.conversation)


def promise(services: Services, draft: Draft, number: int, now: datetime) -> str:
    """ "I'll find out whether it fits your 2017 and write to you by 3 pm today." """
    inquiry = from_json(Inquiry, draft.message.inquiry)
    if not 0 <= number < len(inquiry.questions):
        raise ValueError("That question is not there any more.")
    hours = draft.conversation.store.hours()
    local = hours.local(now)
    due = when.answer_due(hours, local, inquiry.pressure)
    spoken = inquiry.language if inquiry.language in languages(services.prompts) else "en"
    return Parts(services.prompts, spoken).say(
        "find-out",
        phrase=in_phrase(inquiry.questions[number]),
        colleague="",
        by=when.by(due, local),
        chat=draft.conversation.channel is Channel.CHAT,
    )


def put_in(text: str, sentence: str, *, signer: str) -> str:
    """As a paragraph of its own after the last sentence, in front of the signature."""
    reply = taken_apart(text, signer)
    at = reply.body[-1].end if reply.body else min(reply.tail, len(text))
    before, after = text[:at].rstrip(), text[at:].lstrip()
    return "\n\n".join(part for part in (before, sentence, after) if part)


def _edited(by: Teammate, draft: Draft, now: datetime) -> Deed:
    return Deed(
        at=now,
        teammate_id=by.id,
        store_id=draft.conversation.store_id,
        customer_id=draft.conversation.customer_id,
        conversation_id=draft.conversation_id,
        what=Did.EDITED,
        about={"draft": draft.id},
    )
