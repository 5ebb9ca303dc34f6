"""Remember: a promise is kept, renewed, broken or released by a person, and the record says by whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from assistant.core.audit import Did
from assistant.pipeline.services import Services
from assistant.records import Deed, Promise, Session, Teammate, held


def keep(services: Services, promise_id: int, *, how: str, by: Teammate, now: datetime) -> None:
    with _promise(services, promise_id, by, Did.KEPT_PROMISE, now) as (_, promise):
        promise.keep(by, how, now)


def renew(
    services: Services, promise_id: int, *, due: datetime, why: str, by: Teammate, now: datetime
) -> None:
    """A later time; the old promise stays on record as renewed."""
    if due <= now:
        raise ValueError("A renewed promise needs a time that is still to come.")
    with _promise(services, promise_id, by, Did.RENEWED_PROMISE, now) as (session, promise):
        session.add(promise.renew(by, due, why, now))


def break_(services: Services, promise_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """It was not kept: ValueError without a word on why."""
    with _promise(services, promise_id, by, Did.BROKE_PROMISE, now) as (_, promise):
        promise.break_(by, why, now)


def release(services: Services, promise_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """Needs a reason: ValueError without one."""
    with _promise(services, promise_id, by, Did.RELEASED_PROMISE, now) as (_, promise):
        promise.release(by, why, now)


@contextmanager
def _promise(
    services: Services, promise_id: int, by: Teammate, what: Did, now: datetime
) -> Iterator[tuple[Session, Promise]]:
    with services.sessions.begin() as session:
        promise = held.promise(session, promise_id)
        yield session, promise
        session.add(
            Deed(
                at=now,
                teammate_id=by.id,
                store_id=promise.store_id,
                customer_id=promise.customer_id,
                conversation_id=promise.conversation_id,
                what=what,
                about={"promise": promise.id},
            )
        )
        services.tell(session, f"today:{promise.store_id}")
