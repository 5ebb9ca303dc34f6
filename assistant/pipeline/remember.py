"""Remember: a promise is kept, renewed, broken or released by a person, and the record says by whom."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.pipeline.promised import promised
from assistant.pipeline.services import Services
from assistant.records import Teammate


def keep(services: Services, promise_id: int, *, how: str, by: Teammate, now: datetime) -> None:
    with promised(services, promise_id, by, Did.KEPT_PROMISE, now) as (_, promise):
        promise.keep(by, how, now)


def renew(
    services: Services, promise_id: int, *, due: datetime, why: str, by: Teammate, now: datetime
) -> None:
    """A later time; the old promise stays on record as renewed."""
    if due <= now:
        raise ValueError("A renewed promise needs a time that is still to come.")
    with promised(services, promise_id, by, Did.RENEWED_PROMISE, now) as (session, promise):
        session.add(promise.renew(by, due, why, now))


def break_(services: Services, promise_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """It was not kept: ValueError without a word on why."""
    with promised(services, promise_id, by, Did.BROKE_PROMISE, now) as (_, promise):
        promise.break_(by, why, now)


def release(services: Services, promise_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """Needs a reason: ValueError without one."""
    with promised(services, promise_id, by, Did.RELEASED_PROMISE, now) as (_, promise):
        promise.release(by, why, now)
