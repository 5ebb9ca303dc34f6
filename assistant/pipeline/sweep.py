"""The sweep: the rows are the truth, a job is only a wake-up. Deleting the whole job table loses nothing."""

from datetime import datetime, timedelta

from assistant.pipeline import clocks, digest, likenesses, outside
from assistant.pipeline.absences import looked_after
from assistant.pipeline.in_time import tell_of_promises
from assistant.pipeline.news import NEAR
from assistant.pipeline.overdue import overdue
from assistant.pipeline.owning import nothing_left_behind
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.pipeline.waking import wake_all
from assistant.records import (
    Ask,
    Delivery,
    Digest,
    Draft,
    DraftUse,
    Handoff,
    LedgerEntry,
    Message,
    Session,
    Wish,
    changing_hands,
)
from assistant.records.risky import at_risk

GRACE = timedelta(minutes=10)  # longer than any gateway call: whoever is still `sending` then is dead

LATE = timedelta(days=14)  # and so long after it, where nobody did anything

TO_TELL = timedelta(days=1)  # whom a customer is with now is no news after that

TO_LEARN = timedelta(days=1)  # a reply that nothing could be learned from is not looked at for ever


def sweep(services: Services, now: datetime) -> int:
    """Queue again whatever waits without a job; how many that was.

    What was snoozed long enough wakes, nothing stays with a teammate who left or a customer who was merged,
    who promised is told in time. Then whoever is new is compared with those who may be the same.
    """
    with services.sessions.begin() as session:
        wanted = _wanted(services, session, now)
        waiting = services.jobs.pending(session)
        missing = [(step, key, at) for step, key, at in wanted if (step.value, key) not in waiting]
        for step, key, at in missing:
            services.queue(session, step, key, at, now=now)
        changing_hands.strays(session)
        nothing_left_behind(session, now)
        looked_after(services, session, now)
        overdue(services, session, now)
        clocks.bring_up(services, session, now)
        outside.remind(services, session, now)
        wake_all(services, session, now)
        tell_of_promises(services, session, now)
        digest.make_due(services, session, now)
    likenesses.look(services, now)
    return len(missing)


def _wanted(services: Services, session: Session, now: datetime) -> list[tuple[Step, int, datetime]]:
    """Each step that a row waits for, and when it is due."""
    wanted: list[tuple[Step, int, datetime]] = []
    wanted += [(Step.FILE, entry.id, now) for entry in session.scalars(LedgerEntry.unread())]
    wanted += [(Step.UNDERSTAND, key, now) for key in session.scalars(Message.not_understood())]
    wanted += [(Step.DRAFT, key, now) for key in session.scalars(Draft.missing())]
    wanted += [(Step.VARY, wish.id, now) for wish in session.scalars(Wish.open())]
    untold = [ask.conversation.newest_inbound for ask in session.scalars(Ask.untold())]
    wanted += [(Step.DRAFT, key, now) for key in {message.id for message in untold if message}]
    longest = now + timedelta(seconds=services.settings.undo_seconds)
    for row in session.scalars(Delivery.too_late(longest)):  # the clock was set back meanwhile
        row.send_after = longest
        services.queue(session, Step.SEND, row.id, longest, now=now)
    wanted += [(Step.SEND, row.id, row.send_after) for row in session.scalars(Delivery.waiting())]
    wanted += [(Step.SEND, row.id, now) for row in session.scalars(Delivery.stuck(now - GRACE))]
    mails = session.scalars(Digest.to_send(now - GRACE))
    wanted += [(Step.DIGEST, row.id, row.send_after) for row in mails]
    wanted += [(Step.LEARN, key, now) for key in session.scalars(DraftUse.missing(now - TO_LEARN))]
    if services.distiller is not None:
        wanted += [(Step.DISTIL, key, now) for key in session.scalars(DraftUse.unread(now - TO_LEARN))]
    risky = session.scalars(at_risk(now - LATE, now + NEAR, now))
    wanted += [(Step.NEWS, key, now) for key in risky]
    wanted += [(Step.HANDED, key, now) for key in session.scalars(Handoff.untold(now - TO_TELL))]
    return wanted
