"""Originals that were never filed and may be of a customer all the same: their address stands in them."""

import re

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assistant.core.states import InboundState
from assistant.records.customer import Customer, IdentityKind
from assistant.records.ledger import LedgerEntry, Raw

NEVER_FILED = (InboundState.SET_ASIDE, InboundState.RECEIVED)
AT_MOST = 50  # told of one customer
AT_ONCE = 4  # in memory: one may have 25 MB
DIGITS = 10  # of a phone number without its country
BETWEEN = rb"[\s().\-/]{0,3}"


def unfiled(session: Session, customer: Customer, at_most: int = AT_MOST) -> list[int]:
    """Ids of entries of their store, or of none, that hold an e-mail address or a phone of theirs."""
    ways = [_way(one.kind, one.value) for one in customer.identities]
    looks = [way for way in ways if way is not None]
    if not looks:
        return []
    query = (
        select(LedgerEntry.id, LedgerEntry.envelope, Raw.content)
        .join(Raw, Raw.entry_id == LedgerEntry.id)
        .where(
            LedgerEntry.state.in_(NEVER_FILED),
            LedgerEntry.raw_gone_at.is_(None),
            or_(LedgerEntry.store_id == customer.store_id, LedgerEntry.store_id.is_(None)),
        )
        .order_by(LedgerEntry.id.desc())
        .execution_options(yield_per=AT_ONCE)
    )
    found: list[int] = []
    for key, envelope, content in session.execute(query):
        told = b"\n".join([bytes(content), *(str(value).encode() for value in envelope.values())]).lower()
        if any(hint in told and look.search(told) for hint, look in looks):
            found.append(key)
            if len(found) == at_most:
                break
    return sorted(found)


def _way(kind: IdentityKind, value: str) -> tuple[bytes, re.Pattern[bytes]] | None:
    """What is quickly looked for first, and what decides: a whole address, a number however parted."""
    if kind is IdentityKind.EMAIL:
        address = value.lower().encode()
        return address, re.compile(rb"(?<![\w.+-])" + re.escape(address) + rb"(?![\w-]|\.\w)")
    digits = re.sub(r"\D", "", value)[-DIGITS:].encode()
    if kind is not IdentityKind.PHONE or len(digits) < DIGITS:
        return None
    parted = BETWEEN.join(bytes([digit]) for digit in digits)
    return digits[-1:], re.compile(rb"(?<!\d)(?:\+?1" + BETWEEN + rb")?" + parted + rb"(?!\d)")
