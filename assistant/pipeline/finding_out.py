"""Finding out: a hole in the answer gets a name and a time, in the text that the customer will read.

Approved, the sentence becomes a promise as any other of the text does.
"""

import re
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.inquiry import Inquiry, Question
from assistant.core.reply import taken_apart
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import in_phrase, settled
from assistant.drafters.composing.parts import ENGLISH, Parts, languages
from assistant.drafters.composing.said import Owed
from assistant.drafters.composing.tongue.chosen import tongue
from assistant.drafters.composing.tongue.english import English
from assistant.pipeline import check, recall
from assistant.pipeline.services import Services
from assistant.records import Deed, Draft, Session, Teammate, held
from assistant.records.values import from_json

FEW = 6  # words that may stand in quotes
UNQUOTED = re.compile(r"[“”\n@]|https?:|www\.|\d{5}")


def find_out(services: Services, draft_id: int, number: int, *, by: Teammate, now: datetime) -> None:
    """*I'll find out* question `number`: ValueError where there is no such question."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        sentence = promise(services, session, draft, number, now)
        if draft.retype(put_in(draft.text, sentence, signer=draft.signer.name), now):
            Deed.within(draft.conversation, by.id, Did.EDITED, now, draft=draft.id).note_once(
                session, draft.id
            )
        check.keep(draft, check.of_draft(services, session, draft, draft.text, now))
        services.tell_about(session, draft.conversation)


def promise(services: Services, session: Session, draft: Draft, number: int, now: datetime) -> str:
    """ "I'll find out whether it fits your 2017 and write to you by 3 pm today." """
    inquiry = from_json(Inquiry, draft.inquiry)
    if not 0 <= number < len(inquiry.questions):
        raise ValueError("That question is not there any more.")
    context = recall.context(
        session, draft.conversation, inquiry, signer=draft.signer, now=now, before=draft.message
    )
    known = inquiry.language in languages(services.prompts)
    spoken = inquiry.language if known else ENGLISH
    words = (tongue(spoken, services.prompts) if spoken != ENGLISH else None) or English()
    matter = Matter(inquiry, context, Parts(services.prompts, spoken), words)
    asked = inquiry.questions[number]
    (said,) = settled(matter, [Owed(number, in_phrase(matter, asked) or _named(matter, asked))])
    return said.text


def _named(matter: Matter, asked: Question) -> str:
    """A few words that are no sentence, quoted: the person who pressed sees which question it is."""
    words = asked.text.strip(" .?!\"'")
    short = len(words.split()) <= FEW and not UNQUOTED.search(words)
    return matter.tongue.about(words) if words and short else ""


def put_in(text: str, sentence: str, *, signer: str) -> str:
    """As a paragraph of its own after the last sentence, in front of the signature."""
    reply = taken_apart(text, signer)
    at = reply.body[-1].end if reply.body else min(reply.tail, len(text))
    before, after = text[:at].rstrip(), text[at:].lstrip()
    return "\n\n".join(part for part in (before, sentence, after) if part)
