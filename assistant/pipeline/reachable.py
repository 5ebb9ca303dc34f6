"""Reachable: which addresses are dead. A mail server says so of one we wrote to; any sign of life ends it."""

from collections.abc import Iterable
from datetime import datetime

from assistant.core.failure import Failure
from assistant.records import Identity, IdentityKind, Session


def died(
    session: Session, store_id: int, failures: Iterable[Failure], sent_to: list[str], at: datetime
) -> None:
    """`sent_to` is whom the mail went to that came back: of another address a report proves nothing."""
    ours = {address.strip().lower() for address in sent_to}
    for failure in failures:
        address = (failure.recipient or (sent_to[0] if len(sent_to) == 1 else "")).strip().lower()
        if failure.final and address in ours:
            for identity in _known(session, store_id, address):
                identity.dead_at, identity.dead_why = at, failure.reason.value


def lives(session: Session, store_id: int, addresses: Iterable[str]) -> None:
    """They wrote from it, or a mail to it arrived."""
    for address in addresses:
        for identity in _known(session, store_id, address.strip().lower()):
            identity.dead_at, identity.dead_why = None, ""


def _known(session: Session, store_id: int, address: str) -> Iterable[Identity]:
    return session.scalars(Identity.known(store_id, IdentityKind.EMAIL, address)) if address else ()
