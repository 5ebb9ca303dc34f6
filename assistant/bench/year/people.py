"""What teammates do in the year: mostly the right thing, sometimes late, sometimes nothing."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.bench.year.calendar import is_open
from assistant.bench.year.slow import ANSWERED, FORGIVEN, Diary
from assistant.bench.year.store import Made
from assistant.core.checks.finding import Severity
from assistant.core.draft import AnswerState
from assistant.core.handing import Reason
from assistant.core.states import ConversationState, DraftState, HandoffState, HintState
from assistant.pipeline import care, closing, drafts, handing, hints, remember, review
from assistant.pipeline.services import Services
from assistant.records import Conversation, Draft, Handoff, Hint, Promise, Session, Teammate

WORKED_AT_MOST = 6  # conversations of one teammate in half an hour
WHY = "I know this customer, and it is right as it stands."


@dataclass
class Team:
    """`promised` counts every promise that a person let into the world; `did` what else was done."""

    made: Made
    dice: random.Random
    diary: Diary
    promised: int = 0
    renewed: int = 0
    did: Counter[str] = field(default_factory=Counter)

    def work(self, services: Services, here: Iterable[Teammate], now: datetime) -> None:
        for teammate in here:
            self._handoffs(services, teammate, now)
            self._promises(services, teammate, now)
            self._hints(services, teammate, now)
            for key in self._mine(services, teammate):
                self._one(services, key, teammate, now)

    def _mine(self, services: Services, teammate: Teammate) -> list[int]:
        with services.sessions() as session:
            mine = (
                session.query(Conversation.id)
                .filter(
                    Conversation.owner_id == teammate.id,
                    Conversation.state.in_((ConversationState.WAITING, ConversationState.NO_ANSWER_NEEDED)),
                )
                .order_by(Conversation.waiting_since, Conversation.id)
                .limit(WORKED_AT_MOST)
            )
            return [key for (key,) in mine]

    def _one(self, services: Services, key: int, by: Teammate, now: datetime) -> None:
        with services.sessions() as session:
            state = session.get_one(Conversation, key).state
        if state is ConversationState.NO_ANSWER_NEEDED:
            care.needs_answer(services, key, needs=False, by=by, now=now)
            self.diary.note(key, now, FORGIVEN)
            return
        roll = self.dice.random()
        if roll < 0.72:
            self.approve(services, key, by, now)
        elif roll < 0.77:
            self._call(services, key, by, now, spoke=True)
        elif roll < 0.80:
            self._call(services, key, by, now, spoke=False)
        elif roll < 0.83:
            care.snooze(services, key, until=now + timedelta(hours=self.dice.randint(1, 30)), by=by, now=now)
            self.did["snoozed"] += 1
        elif roll < 0.86:
            self._hand_over(services, key, by, now)
        elif roll < 0.87:
            with services.sessions() as session:
                said = closing.all_stay(session, key)
            care.close(services, key, reason="no time", by=by, now=now, said=said)
            self.did["closed without an answer"] += 1

    def approve(self, services: Services, key: int, by: Teammate, now: datetime) -> bool:
        """The leading draft as it stands; where a rule that nobody overrules stops it they call instead."""
        with services.sessions() as session:
            draft = session.get_one(Conversation, key).leading_draft
            if draft is None or draft.state is not DraftState.AWAITING_REVIEW:
                return False
            open_ones = [a["question"] for a in draft.answers if a["state"] == AnswerState.OPEN]
            draft_id = draft.id
            tells_alone = session.scalars(Handoff.told_by(draft_id)).first() is not None
        for number in open_ones:
            if number not in draft.answered_by_hand:
                drafts.answered(services, draft_id, number, by=by, now=now)
        with services.sessions() as session:
            press = self._press(session, session.get_one(Draft, draft_id), by, now)
        ended = review.approve(services, draft_id, press, now=now)
        if isinstance(ended, review.Approved):
            if not tells_alone:  # who looks after them now is no answer to what they asked
                self.diary.note(key, now, ANSWERED)
            self.promised += len(press.promises)
            self.did["approved"] += 1
            return True
        self.did[f"stopped: {ended.why}"] += 1
        if not ended.stale:
            self._call(services, key, by, now, spoke=True)
        return False

    def _press(self, session: Session, draft: Draft, by: Teammate, now: datetime) -> review.Press:
        newest = draft.conversation.newest_inbound
        people = {one.name: one.id for one in session.query(Teammate)}
        blocked = any(one["severity"] == Severity.BLOCK for one in draft.findings)
        ticks = tuple(
            review.Tick(
                str(one["what"]),
                people.get(str(one["who"]), by.id),
                datetime.fromisoformat(one["due"]) if one["due"] else now + timedelta(days=1),
            )
            for one in draft.promises
        )
        return review.Press(
            by_id=by.id,
            sign_in_id=self.made.signed_in[by.id],
            text=draft.text,
            newest_seen_id=newest.id if newest else 0,
            promises=ticks,
            overrule=WHY if blocked else "",
        )

    def _call(self, services: Services, key: int, by: Teammate, now: datetime, *, spoke: bool) -> None:
        text = "Told them where it stands. Will call back tomorrow at 3." if spoke else ""
        care.log_call(services, key, text=text, spoke=spoke, by=by, now=now)
        self.did["spoke" if spoke else "voicemail"] += 1
        if spoke:
            self.diary.note(key, now, ANSWERED)

    def _hand_over(self, services: Services, key: int, by: Teammate, now: datetime) -> None:
        taker = self.dice.choice([one for one in self.made.team if one != by.id])
        try:
            handing.hand_over(services, key, handing.Wanted(taker, Reason.OTHER, "yours"), by=by, now=now)
            self.did["handoffs asked"] += 1
        except ValueError:
            self.did["handoffs refused"] += 1  # they are away, or have it

    def _handoffs(self, services: Services, by: Teammate, now: datetime) -> None:
        with services.sessions() as session:
            asked = session.query(Handoff.id).filter_by(taker_id=by.id, state=HandoffState.ASKED).all()
        for (key,) in asked:
            roll = self.dice.random()
            if roll < 0.5:
                handing.accept(services, key, by=by, now=now)
            elif roll < 0.65:
                handing.decline(services, key, by=by, now=now, why="not mine")

    def _promises(self, services: Services, by: Teammate, now: datetime) -> None:
        """Near their time most are kept; late ones are ended, one way or another, within days."""
        soon = now + timedelta(hours=1)
        with services.sessions() as session:
            due = session.query(Promise.id).filter(
                Promise.who_id == by.id, Promise.state == "open", Promise.due <= soon
            )
            keys = [key for (key,) in due]
            hours = session.get_one(Teammate, by.id).stores[0].hours()
        for key in keys:
            roll = self.dice.random()
            if roll < 0.55:
                remember.keep(services, key, how="done", by=by, now=now)
            elif roll < 0.65:
                later = hours.next_open(now + timedelta(days=1))
                remember.renew(services, key, due=later, why="not yet", by=by, now=now)
                self.promised, self.renewed = self.promised + 1, self.renewed + 1
            elif roll < 0.67:
                remember.break_(services, key, why="it fell through", by=by, now=now)
            elif roll < 0.69:
                remember.release(services, key, why="they need it no more", by=by, now=now)

    def _hints(self, services: Services, by: Teammate, now: datetime) -> None:
        with services.sessions() as session:
            rows = session.query(Hint).filter_by(who_id=by.id, state=HintState.OPEN).all()
        for row in rows:
            if self.dice.random() < 0.7:
                due = row.due or now + timedelta(days=1)
                hints.take(services, row.id, hints.Made(row.what, by.id, max(due, now)), by=by, now=now)
                self.promised += 1
            else:
                hints.dismiss(services, row.id, by=by, now=now)


def here(services: Services, made: Made, away: set[int], now: datetime) -> list[Teammate]:
    """Who is at work at this moment."""
    if not is_open(now):
        return []
    with services.sessions() as session:
        active = session.query(Teammate).filter(Teammate.id.in_(made.team), Teammate.active).all()
        return [one for one in active if one.store_ids and one.id not in away]  # with their stores
