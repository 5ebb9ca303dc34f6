"""Keep: originals are kept as long as their store says; the sweep lets go of what is older."""

from datetime import datetime

import structlog

from assistant.core.audit import Did
from assistant.pipeline.services import Services
from assistant.records import Deed, IntegrityError, retention

log = structlog.get_logger()


def let_go(services: Services, now: datetime) -> int:
    """How many originals lost their bytes; a few hundred a store and call, the next call takes more."""
    with services.sessions() as session:
        stores = [store.id for store in retention.with_a_rule(session)]
    return sum(_of_store(services, store_id, now) for store_id in stores)


def _of_store(services: Services, store_id: int, now: datetime) -> int:
    try:
        with services.sessions.begin() as session:
            store = next((s for s in retention.with_a_rule(session) if s.id == store_id), None)
            entries = retention.past(session, store, now) if store is not None else []
            if not entries:
                return 0
            retention.let_go(session, entries, now)
            about = {"originals": len(entries), "first": min(entries), "last": max(entries)}
            session.add(Deed(at=now, store_id=store_id, what=Did.DELETED_ORIGINALS, about=about))
            return len(entries)
    except IntegrityError:  # the database's clock says that it is too early: the next sweep tries again
        log.warning("originals.kept", store=store_id)
        return 0
