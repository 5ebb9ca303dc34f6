"""Whether a letter that nobody asked for is still welcome: asked when it is checked, approved and sent."""

from datetime import datetime

from assistant.core.touches import ABOUT
from assistant.pipeline import consents, touching
from assistant.records import Conversation, Draft, Session, Touch

TOO_LATE = "The time for this letter is over: it would not be thought of, but remembered."


def against(session: Session, draft: Draft, now: datetime) -> str:
    """Why a letter that nobody asked for may not leave any more, by whatever came after it was checked."""
    why = unwelcome(session, draft, now)
    if why or not draft.commercial:
        return why
    talk = session.get_one(Conversation, draft.conversation_id)
    return consents.allowed(session, talk.customer, channel=talk.channel, commercial=True, now=now)


def left(session: Session, draft: Draft) -> bool:
    """Whether they asked to be left alone, so that it never leaves; an answer to them always may."""
    if not (draft.commercial or draft.unasked):
        return False
    talk = session.get_one(Conversation, draft.conversation_id)
    return consents.left(session, talk.customer, channel=talk.channel, commercial=draft.commercial)


def unwelcome(session: Session, draft: Draft, now: datetime) -> str:
    """Why it must not leave, in a sentence; empty for an answer, and for a letter that may.

    One that a person turned into an answer to what came meanwhile is held back by a refusal alone.
    """
    touch = session.scalars(Touch.of_draft(draft.id)).first()
    if touch is None:
        return ""
    if draft.touched and not draft.unasked:
        commercial = ABOUT[touch.kind].commercial
        return touching.refused(session, touch.customer, commercial=commercial, now=now)
    if touch.best_before <= now and not draft.touched:
        return TOO_LATE
    return touching.against(session, touch, now)
