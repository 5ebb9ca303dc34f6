"""One look for reasons of one kind, and what it may find: a candidate for a touch."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assistant.core.clock import day_in_words
from assistant.core.touches import Rule, TouchKind
from assistant.core.touches.dates import ago
from assistant.pipeline.reasons.wording import car_of, seller
from assistant.records import Knowledge, KnowledgeKind, Record, Session, Store
from assistant.records.touchable import Window


@dataclass(frozen=True)
class Candidate:
    """What would become a touch."""

    kind: TouchKind
    customer_id: int
    matter: str
    reason: str
    from_at: datetime
    best_before: datetime
    fact: str = ""
    names: str = ""
    conversation_id: int | None = None
    teammate_id: int | None = None  # of ours, who stands in the record


@dataclass(frozen=True)
class Look:
    """One look for one kind; `ahead` is how far beyond now, for a preview."""

    session: Session
    store: Store
    rule: Rule
    now: datetime
    at_most: int
    ahead: timedelta = timedelta()

    @property
    def local(self) -> datetime:
        return self.store.hours().local(self.now)

    @property
    def today(self) -> date:
        return self.local.date()

    def window(self, after: timedelta, lasts: timedelta | None = None) -> Window:
        """For what happened so long ago: from `after` until it would have lapsed."""
        kept = lasts if lasts is not None else timedelta(days=self.rule.lasts)
        until = self.now + self.ahead - after
        since = self.now - after - kept
        return Window(self.store.id, self.rule.kind, since, until, self.now, self.at_most)

    def candidate(self, customer_id: int, matter: str, reason: str, begins: datetime) -> Candidate:
        best_before = begins + timedelta(days=self.rule.lasts)
        return Candidate(self.rule.kind, customer_id, matter, reason, begins, best_before)

    def of_record(self, record: Record, matter: str, reason: str, begins: datetime) -> Candidate:
        made = self.candidate(record.customer_id, matter, reason, begins)
        fact = f"{record.kind.value}:{record.id}"
        return replace(made, fact=fact, teammate_id=seller(self.session, record))

    def day(self, moment: datetime) -> str:
        return day_in_words(self.store.hours().local(moment).date(), self.today)

    def car(self, record: Record) -> str:
        return car_of(self.session, record)

    def ago(self, moment: datetime) -> str:
        return ago(self.store.hours().local(moment).date(), self.today)


def options(look: Look, topic: str) -> list[str]:
    """Ids of what the store may offer under this topic, as facts bear them."""
    rows = look.session.scalars(Knowledge.of_store(look.store.id))
    return [f"option:{one.id}" for one in rows if one.kind is KnowledgeKind.OPTION and topic in one.topics]
