"""Who writes first in the year, and whether they might: counted by hand, not by the rules that propose."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.bench.year.people import Team
from assistant.core.states import ConversationState, PromiseState
from assistant.core.touches import TouchKind
from assistant.pipeline import first, touch_deeds
from assistant.pipeline.services import Services
from assistant.records import Conversation, Promise, Session, Teammate, Touch

A_DAY = 3  # letters of one teammate
RARELY = timedelta(days=30)
WAITING = (ConversationState.WAITING, ConversationState.SNOOZED)


@dataclass
class Writers:
    """`wrong` says what should not have been: a survey too early, a letter twice, one after "never"."""

    team: Team
    wrong: Counter[str] = field(default_factory=Counter)
    sent: set[tuple[int, str, str]] = field(default_factory=set)
    asked: dict[int, datetime] = field(default_factory=dict)  # customers, when they were asked for marks last
    stopped: set[int] = field(default_factory=set)  # customers who want nothing any more

    def morning(self, services: Services, teammate: Teammate, now: datetime) -> None:
        with services.sessions() as session:
            rows = session.scalars(Touch.worth_writing(teammate.store_ids, now)).all()
            mine = [row for row in rows if row.owner_id == teammate.id][:A_DAY]
        for touch in mine:
            roll = self.team.dice.random()
            if roll < 0.15:
                touch_deeds.not_now(services, touch.id, until=now + timedelta(days=7), by=teammate, now=now)
            elif roll < 0.18:
                everything = self.team.dice.random() < 0.5
                touch_deeds.never(
                    services, touch.id, everything=everything, why="they said so", by=teammate, now=now
                )
                self.stopped |= {touch.customer_id} if everything else set()
            else:
                self._write(services, touch, teammate, now)

    def _write(self, services: Services, touch: Touch, by: Teammate, now: datetime) -> None:
        try:
            key = first.write(services, touch.id, by=by, now=now)
        except ValueError as refused:
            self.team.did[f"not written: {refused}"] += 1
            return
        with services.sessions() as session:
            self._look(session, touch, now)
        if self.team.approve(services, key, by, now):
            self.team.did[f"touch: {touch.kind}"] += 1
            self._note(touch, now)

    def _look(self, session: Session, touch: Touch, now: datetime) -> None:
        one = (touch.customer_id, touch.kind.value, touch.matter)
        self.wrong["written twice"] += one in self.sent
        self.wrong["written after never"] += touch.customer_id in self.stopped
        if touch.kind is TouchKind.SURVEY:
            promised = session.query(Promise).filter_by(
                customer_id=touch.customer_id, state=PromiseState.OPEN
            )
            waits = session.query(Conversation).filter(
                Conversation.customer_id == touch.customer_id, Conversation.state.in_(WAITING)
            )
            lately = self.asked.get(touch.customer_id)
            self.wrong["survey while promised"] += promised.count() > 0
            self.wrong["survey while waiting"] += waits.count() > 0
            self.wrong["survey twice in 30 days"] += lately is not None and now - lately < RARELY

    def _note(self, touch: Touch, now: datetime) -> None:
        self.sent.add((touch.customer_id, touch.kind.value, touch.matter))
        if touch.kind is TouchKind.SURVEY:
            self.asked[touch.customer_id] = now
