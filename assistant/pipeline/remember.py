"""Remember: a promise is kept, renewed, broken or released by a person, and the record says by whom."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.pipeline.promised import promised
from assistant.pipeline.services import Services
from assistant.records import Message, Promise, Record, Session, Store, Teammate

UNSHOWN = "Say in a few words what was done: no reply and no call since then shows it."
CLOSED = "The store is closed then: choose a time inside the opening hours."


def keep(services: Services, promise_id: int, *, how: str, by: Teammate, now: datetime) -> None:
    """ValueError without a word on how, where no reply of ours and no call since then shows it."""
    with promised(services, promise_id, by, Did.KEPT_PROMISE, now) as (session, promise):
        if not how.strip() and not _shown(session, promise):
            raise ValueError(UNSHOWN)
        promise.keep(by, how, now)


def renew(
    services: Services, promise_id: int, *, due: datetime, why: str, by: Teammate, now: datetime
) -> None:
    """A later time at which the store is open, and why; the old promise stays on record as renewed."""
    if due <= now:
        raise ValueError("A renewed promise needs a time that is still to come.")
    with promised(services, promise_id, by, Did.RENEWED_PROMISE, now) as (session, promise):
        hours = session.get_one(Store, promise.store_id).hours()
        if hours.week and not hours.open_until(due):
            raise ValueError(CLOSED)
        session.add(promise.renew(by, due, why, now))


def break_(services: Services, promise_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """It was not kept: ValueError without a word on why."""
    with promised(services, promise_id, by, Did.BROKE_PROMISE, now) as (_, promise):
        promise.break_(by, why, now)


def release(services: Services, promise_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """Needs a reason: ValueError without one."""
    with promised(services, promise_id, by, Did.RELEASED_PROMISE, now) as (_, promise):
        promise.release(by, why, now)


def _shown(session: Session, promise: Promise) -> bool:
    """We wrote to them after it was made, or spoke with them: what was done is on record."""
    letter = session.scalars(Message.last_personal(promise.customer_id)).first()
    made_in = promise.approval_id
    if letter is not None and letter.at > promise.made_at and letter.approval_id != made_in:
        return True
    return session.scalars(Record.spoken_since(promise.customer_id, promise.made_at)).first() is not None
