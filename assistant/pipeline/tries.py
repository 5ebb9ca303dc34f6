"""Tries that were not let in: counted in the database before they are looked at, so that many at once

are no way around. Each further one waits twice as long; nobody is ever locked out for good.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from assistant.core.account import FORGOTTEN_AFTER, wait_after
from assistant.pipeline.services import Services
from assistant.records import Tries


def counted(services: Services, who: Mapping[str, str], now: datetime) -> datetime | None:
    """Count one try of each kind (core.account.FREE_TRIES); None, or until when

    it is refused without being looked at.
    """
    with services.sessions.begin() as session:
        rows = [(kind, Tries.held(session, key, now)) for key, kind in _keys(who)]
        for kind, row in rows:
            if row.newest_at + FORGOTTEN_AFTER < now:
                row.many = 0
            until = row.newest_at + wait_after(kind, row.many)
            if row.many and now < until:
                return until
        for _, row in rows:
            row.many, row.newest_at = row.many + 1, now
        for old in session.scalars(Tries.older(now - 2 * FORGOTTEN_AFTER)):
            session.delete(old)
    return None


def let_in(services: Services, who: Mapping[str, str], now: datetime) -> None:
    """It was the right one: what is theirs alone counts from nothing, of what they share one goes back."""
    with services.sessions.begin() as session:
        for key, kind in _keys(who):
            row = Tries.held(session, key, now)
            row.many = max(0, row.many - 1) if kind == "place" else 0


def _keys(who: Mapping[str, str]) -> list[tuple[str, str]]:
    """Always in one order: nobody waits in a circle."""
    return sorted((hashlib.sha256(f"{kind} {one}".encode()).hexdigest(), kind) for kind, one in who.items())
