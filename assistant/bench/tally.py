"""After the kills: what stands in the rows against what the outside saw, and whether all of it is right."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from assistant.bench.load import SMTP, WEBHOOK, Load, Relay
from assistant.bench.person import Person
from assistant.core.states import DeliveryState, InboundState
from assistant.pipeline import sweep
from assistant.pipeline.services import Services
from assistant.records import Approval, Delivery, Draft, LedgerEntry, Message, Session

Blows = Collection[tuple[datetime, datetime]]

# Allowed beside these: refusals after which a server tries again, and deliveries that are uncertain because
# a blow at the sender fell while they were sent. A mail or a job set aside is not: each mail here can be
# read, and no job meets six blows in a row but one that brings them about.
WRONG = (
    "refused for good",
    "lost",
    "filed twice",
    "not read",
    "mails set aside",
    "unbalanced",
    "without a draft",
    "jobs set aside",
    "approvals lost",
    "approved, not ended",
    "said to be sent, not taken",
    "sent twice",
    "sent unapproved",
    "other words than approved",
    "uncertain without a blow",
    "queued again by a sweep",
    "still running",
)
NEEDED = (
    f"acknowledged by {WEBHOOK}",
    f"acknowledged by {SMTP}",
    "approvals answered with success",
    "sent",
    "killed: while sending",
)


def verdict(found: Mapping[str, Any]) -> dict[str, Any]:
    """`ok`, and by name what speaks against it."""
    against = [name for name in WRONG if found[name]] + [
        f"no {name}" for name in NEEDED if not found.get(name)
    ]
    return {"against": against, "ok": not against}


def counted(services: Services, load: Load, person: Person, relay: Relay, blows: Blows) -> dict[str, Any]:
    with services.sessions() as session:
        found = {**_received(session, load), **_sent(session, person, relay, blows)}
        aside = services.jobs.set_aside(session)
    return {
        **found,
        "jobs set aside": aside,
        "queued again by a sweep": sweep.sweep(services, services.clock()),
    }


def _received(session: Session, load: Load) -> dict[str, Any]:
    states = Counter(state for (state,) in session.query(LedgerEntry.state))
    messages = session.query(Message.message_id, Message.entry_id).filter(Message.entry_id.isnot(None)).all()
    inbound = Counter(message_id for message_id, _ in messages)
    return {
        **{f"acknowledged by {entry}": len(ids) for entry, ids in load.acknowledged.items()},
        "refusals": dict(sorted(load.refusals.items())),
        "refused for good": load.for_good,
        "received": sum(states.values()),
        "lost": len(set().union(*load.acknowledged.values()) - set(inbound)),
        "filed twice": sum(1 for count in inbound.values() if count > 1),
        "not read": states[InboundState.RECEIVED],
        "mails set aside": states[InboundState.SET_ASIDE],
        "unbalanced": abs(states[InboundState.FILED] - len({entry_id for _, entry_id in messages})),
        "without a draft": len(session.scalars(Draft.missing()).all()),
    }


def _sent(session: Session, person: Person, relay: Relay, blows: Blows) -> dict[str, Any]:
    approvals = session.query(Approval).all()
    deliveries = session.query(Delivery).join(Approval).all()
    approved = {d.message_id: d.approval.text for d in deliveries}
    said = {d.message_id for d in deliveries if d.state is DeliveryState.SENT}
    unsure = [d for d in deliveries if d.state is DeliveryState.UNCERTAIN]
    return {
        "approvals answered": dict(sorted(person.answers.items())),
        "approvals answered with success": len(person.approved),
        "approvals": len(approvals),
        "approvals lost": len(person.approved - {d.approval.draft_id for d in deliveries}),
        "approved, not ended": len(approvals) - len(said) - len(unsure),
        "sent": len(relay.taken),
        "said to be sent, not taken": len(said - set(relay.taken)),
        "sent twice": sum(1 for count in relay.taken.values() if count > 1),
        "sent unapproved": len(set(relay.taken) - set(approved)),
        "other words than approved": sum(
            1 for key, text in relay.texts.items() if _plain(text) != _plain(approved.get(key, ""))
        ),
        "uncertain": len(unsure),
        "uncertain without a blow": sum(1 for delivery in unsure if not _met(delivery, blows)),
    }


def _met(delivery: Delivery, blows: Blows) -> bool:
    """Whether a blow fell between its start and its end."""
    if delivery.started_at is None or delivery.ended_at is None:
        return False
    return any(began <= delivery.ended_at and delivery.started_at <= ended for began, ended in blows)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
