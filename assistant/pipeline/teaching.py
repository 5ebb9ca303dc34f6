"""Teaching: a draft beside what was sent, and one more reply that follows a habit or goes against it."""

from datetime import datetime

from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.voice.lesson import Lesson
from assistant.core.voice.pair import Pair
from assistant.pipeline import voices
from assistant.pipeline.recall import first_name
from assistant.records import Approval, Draft, Preference, Session, Sighting
from assistant.records.values import from_json


def pair_of(approval: Approval, draft: Draft) -> Pair:
    conversation, inquiry = draft.conversation, from_json(Inquiry, draft.inquiry)
    inbound = [message.words for message in conversation.messages if message.inbound]
    return Pair.of(
        draft.first_text,
        approval.text,
        approval.signer.name,
        name=first_name(conversation.recipient, conversation.customer.name),
        language=voices.letters_language(inquiry, [str(one.get("rule")) for one in draft.findings]),
        letter=conversation.channel is not Channel.CHAT,
        wrote="\n".join(inbound),
        known="\n".join(str(fact.get("text", "")) for fact in draft.facts),
        composed=draft.drafter is Author.COMPOSER,
    )


def seen(session: Session, lesson: Lesson, approval: Approval, draft: Draft, now: datetime) -> None:
    """A reply of this teammate follows it; the first one makes it known."""
    rows = session.scalars(Preference.mine(approval.teammate_id))
    known = next((row for row in rows if row.lesson == lesson), None)
    row = known or _new(session, lesson, draft, approval.teammate_id, now)
    row.sight(sighting(approval, draft, follows=True, now=now))


def _new(session: Session, lesson: Lesson, draft: Draft, teammate_id: int, now: datetime) -> Preference:
    store_id = draft.conversation.store_id
    made = Preference.of(lesson, teammate_id=teammate_id, store_id=store_id, at=now)
    session.add(made)
    return made


def sighting(approval: Approval, draft: Draft, *, follows: bool, now: datetime) -> Sighting:
    return Sighting(
        approval_id=approval.id,
        conversation_id=approval.conversation_id,
        customer_id=draft.conversation.customer_id,
        kind=from_json(Inquiry, draft.inquiry).kind,
        follows=follows,
        at=now,
    )
