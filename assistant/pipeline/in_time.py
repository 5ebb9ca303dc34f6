"""In time: whoever promised is told before it is due and when it is late; then whoever leads is."""

from datetime import datetime, timedelta

from assistant.core.notice import Why
from assistant.core.soon import brought_up_at, soon_at
from assistant.pipeline.notifying import notify_of_promise
from assistant.pipeline.services import Services
from assistant.records import Promise, Session, Store, Teammate, due

AHEAD = timedelta(days=5)  # over a long weekend: what is due on its first morning is told of before
BACK = timedelta(days=14)  # what is late for longer was told of, or nobody did anything about it


def tell_of_promises(services: Services, session: Session, now: datetime) -> int:
    """In the caller's transaction; how many notices. Asked again it tells nobody anything twice."""
    told = 0
    for promise in session.scalars(due.untold(Why.PROMISE_SOON, now, now + AHEAD)):
        hours = session.get_one(Store, promise.store_id).hours()
        if soon_at(promise.due, promise.made_at, hours) <= now:
            told += _tell(services, session, promise, promise.who_id, Why.PROMISE_SOON, now)
    for promise in session.scalars(due.untold(Why.PROMISE_LATE, now - BACK, now)):
        told += _tell(services, session, promise, promise.who_id, Why.PROMISE_LATE, now)
    for promise in session.scalars(due.not_brought_up(Why.PROMISE_OF_YOURS_LATE, now - BACK, now)):
        store = session.get_one(Store, promise.store_id)
        grace = timedelta(minutes=store.promise_grace_minutes)
        if brought_up_at(promise.due, grace, store.hours()) <= now:
            told += _bring_up(services, session, promise, now)
    return told


def _bring_up(services: Services, session: Session, promise: Promise, now: datetime) -> int:
    """To everybody who leads in its store, but for whoever promised it."""
    here = session.scalars(Teammate.of_store(promise.store_id)).all()
    leads = [one.id for one in here if one.leads() and one.id != promise.who_id]
    why = Why.PROMISE_OF_YOURS_LATE
    return sum(_tell(services, session, promise, key, why, now) for key in leads)


def _tell(
    services: Services, session: Session, promise: Promise, teammate_id: int, why: Why, now: datetime
) -> bool:
    return notify_of_promise(
        services, session, promise, teammate_id=teammate_id, why=why, matter=due.matter(promise), now=now
    )
