"""Seeing: what a teammate had before them counts as seen, and is told of no more."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.pipeline.services import Services
from assistant.records import Deed, Notice, Teammate


def opened(services: Services, by: Teammate, conversation_id: int, now: datetime) -> None:
    """The page of a conversation: what it tells stands there."""
    which = Notice.in_conversation(conversation_id)
    with services.sessions() as session:
        waits = session.scalars(Notice.unseen(by.id).where(which).limit(1)).first()
    if waits is not None:
        _see(services, by, now, which)


def opened_customer(services: Services, by: Teammate, customer_id: int, now: datetime) -> None:
    """The page of a customer: what was said of them in no conversation."""
    which = Notice.of_customer_alone(customer_id)
    with services.sessions() as session:
        waits = session.scalars(Notice.unseen(by.id).where(which).limit(1)).first()
    if waits is not None:
        _see(services, by, now, which)


def opened_lent(services: Services, by: Teammate, now: datetime) -> None:
    """The list of what they have of others who are away."""
    with services.sessions() as session:
        waits = session.scalars(Notice.unseen(by.id).where(Notice.of_absences()).limit(1)).first()
    if waits is not None:
        _see(services, by, now, Notice.of_absences())


def pressed(services: Services, notice: Notice, *, by: Teammate, now: datetime) -> None:
    """This one, and all others of the same matter."""
    if notice.absence_id is not None:
        which = Notice.of_absence(notice.absence_id)
    elif notice.conversation_id is not None:
        which = Notice.in_conversation(notice.conversation_id)
    else:
        which = Notice.of_customer_alone(notice.customer_id)
    with services.sessions.begin() as session:
        session.execute(Notice.see(by.id, now, which))
        session.add(_deed(by, now, notice))
        services.tell(session, f"teammate:{by.id}")


def pressed_all(services: Services, up_to: int, *, by: Teammate, now: datetime) -> None:
    """All that the page has shown: up to this number, so that nothing newer is passed over."""
    with services.sessions.begin() as session:
        session.execute(Notice.see(by.id, now, Notice.id <= up_to))
        session.add(_deed(by, now))
        services.tell(session, f"teammate:{by.id}")


def _see(services: Services, by: Teammate, now: datetime, which: object) -> None:
    with services.sessions.begin() as session:
        session.execute(Notice.see(by.id, now, which))  # type: ignore[arg-type]
        services.tell(session, f"teammate:{by.id}")


def _deed(by: Teammate, now: datetime, notice: Notice | None = None) -> Deed:
    if notice is None:
        return Deed(at=now, teammate_id=by.id, what=Did.SAW_NOTICES).of_stores(by.store_ids)
    return Deed(
        at=now,
        teammate_id=by.id,
        store_id=notice.store_id,
        customer_id=notice.customer_id,
        conversation_id=notice.conversation_id,
        what=Did.SAW_NOTICES,
    )
