"""Whether a letter that nobody asked for is still welcome: asked when it is checked, approved and sent."""

from datetime import datetime

from assistant.core.touches import ABOUT
from assistant.pipeline import touching
from assistant.records import Draft, Session, Touch

TOO_LATE = "The time for this letter is over: it would not be thought of, but remembered."


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
