"""Anew: what a person asks to be written once more; an answer stays an answer, and a letter its letter."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.states import DraftState
from assistant.pipeline import first, handed, news, writing
from assistant.pipeline.services import Services
from assistant.records import Deed, Draft, Handoff, Session, Teammate, held
from assistant.records.values import all_as_json


def redraft(services: Services, draft_id: int, *, by: Teammate, now: datetime) -> bool:
    """The composer once more, from what is known now; the old one is kept beside it.

    False where nothing was written: there is nothing new to be said, or the draft is on its way.
    """
    with services.sessions() as session:
        old = session.get_one(Draft, draft_id)
        asked = None
        handed_over = session.scalars(Handoff.told_by(draft_id)).first()
        if old.message is not None and not old.unasked and handed_over is None:
            asked = writing.ask(session, old.message, old.conversation.owner, now)
    written = writing.write(services, services.composer, asked) if asked else None
    with services.sessions.begin() as session:
        old = held.draft(session, draft_id)
        if old.state is not DraftState.AWAITING_REVIEW:
            return False
        made = None
        if asked and written and old.message is not None:
            made = writing.store(session, old.message, asked, written, now)
            made.facts = all_as_json(asked.context.facts)
            old.step_back()
            made.lead()
        else:
            made = _letter_again(services, session, old, now)
        if made is not None:
            session.add(Deed.within(old.conversation, by.id, Did.REDRAFTED, now, draft=made.id))
            services.tell_about(session, old.conversation)
        return made is not None


def _letter_again(services: Services, session: Session, old: Draft, now: datetime) -> Draft | None:
    """What nobody asked for, once more: of a promise, of who takes over, of a reason to write first."""
    old.step_back()
    for again in (news.again, handed.again, first.again):
        made = again(services, session, old, now)
        if made is not None:
            return made
    old.lead()
    return None
