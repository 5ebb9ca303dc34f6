"""What must hold on every day of the year, looked up beside the rules that make it so."""

from collections import Counter

from assistant.bench.year.people import Team
from assistant.core.states import ConversationState, PromiseState
from assistant.records import Conversation, Promise, Session, Teammate, Touch

WAITING = (ConversationState.WAITING, ConversationState.SNOOZED)


def wrong(session: Session, team: Team, away: set[int]) -> Counter[str]:
    """By name, how often; nothing where all is well."""
    found: Counter[str] = Counter()
    found["promises lost or made of nothing"] += session.query(Promise).count() != team.promised
    ended = session.query(Promise).filter(Promise.state != PromiseState.OPEN, Promise.ended_by_id.is_(None))
    found["promises ended by nobody"] += ended.count()
    gone = {key for (key,) in session.query(Teammate.id).filter(Teammate.active.is_(False))}
    waiting = session.query(Conversation.owner_id).filter(Conversation.state.in_(WAITING)).all()
    found["waiting with nobody who is here"] += sum(owner in gone or owner in away for (owner,) in waiting)
    unwound = session.query(Conversation).filter(
        Conversation.state.in_(WAITING),
        Conversation.waiting_since.is_not(None),
        Conversation.answer_by.is_(None),
    )
    found["waiting without a time"] += unwound.count()
    touches = session.query(Touch.customer_id, Touch.kind, Touch.matter).all()
    found["touches twice"] += len(touches) - len(set(touches))
    return +found
