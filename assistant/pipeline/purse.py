"""The purse: what each store's models may cost in a day, of the store's own zone."""

from datetime import datetime, timedelta

from assistant.core.call import Whose
from assistant.core.errors import DrafterFailed
from assistant.core.ports import Now
from assistant.core.spending import MICROS, Allowance, Spent, used_up
from assistant.records import ModelHold, Session, Sessions, Store, held, spending
from assistant.settings import Settings


class StorePurse:
    """core.ports.Purse over the rows; safe to share between threads and processes."""

    def __init__(self, sessions: Sessions, settings: Settings, clock: Now) -> None:
        self.sessions, self.settings, self.clock = sessions, settings, clock

    def hold(self, whose: Whose, *, tokens: int, cost: float | None, seconds: float) -> int:
        if not whose.store_id:
            return 0
        now, micros = self.clock(), round((cost or 0) * MICROS)
        with self.sessions.begin() as session:
            held.store(session, whose.store_id)
            store = session.get_one(Store, whose.store_id)
            spent, allowance = today(session, store, now), allowance_of(store, self.settings)
            if not spent.bears(tokens, micros, allowance):
                raise DrafterFailed(used_up(spent, allowance, priced=cost is not None))
            made = ModelHold(
                store_id=store.id, until=now + timedelta(seconds=seconds), tokens=tokens, cost_micros=micros
            )
            session.add(made)
            session.flush()
            return made.id

    def release(self, held: int) -> None:
        with self.sessions.begin() as session:
            found = session.get(ModelHold, held)
            if found is not None:
                session.delete(found)


def today(session: Session, store: Store, now: datetime) -> Spent:
    """Since midnight where the store is."""
    midnight = store.hours().local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return spending.spent(session, store.id, since=midnight, now=now)


def allowance_of(store: Store, settings: Settings) -> Allowance:
    """The store's own limits; where it has none, those of the settings."""
    cents, tokens = store.model_day_cents, store.model_day_tokens
    return Allowance(
        micros=round(settings.model_day_dollars * MICROS) if cents is None else cents * MICROS // 100,
        tokens=settings.model_day_tokens if tokens is None else tokens,
    )
