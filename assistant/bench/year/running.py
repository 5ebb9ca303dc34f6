"""The year itself: mornings, half hours, nights; absences, somebody who leaves, restarts."""

import random
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.bench.year import looking, slow
from assistant.bench.year.calendar import Clock, Minutes, is_open, steps
from assistant.bench.year.customers import Customers
from assistant.bench.year.people import Team, here
from assistant.bench.year.store import Made, make
from assistant.bench.year.writers import Writers
from assistant.core.states import PromiseState
from assistant.pipeline import absences, sweep, team
from assistant.records import Conversation, Notice, Promise, Session, Teammate, Wait, absence
from assistant.settings import Settings
from assistant.wiring import build, swept

CUSTOMERS, A_DAY, SEED = 2_000, 40, 20260302
AWAY_EACH_DAY = 0.012  # the chance that one of them goes for some days
RESTART_EACH_DAY = 0.08


class Year:
    """`parts` changes with each restart; all else is remembered by the rows alone."""

    def __init__(self, folder: Path, days: int, customers: int, messages: int) -> None:
        self.settings = Settings.read(
            {"RIGHTBACK_DATA": str(folder), "RIGHTBACK_UNDO_SECONDS": "0"}, log_level="error"
        )
        self.times = steps(days)
        self.clock = Clock(self.times[0])
        self.parts = build(self.settings, clock=self.clock)
        self.dice, self.messages = random.Random(SEED), messages  # noqa: S311  # dice, no secrets
        sessions = self.parts.services.sessions
        self.made: Made = make(sessions, self.dice, customers, self.clock(), days)
        self.diary = slow.Diary()
        self.customers = Customers(self.made, self.dice, self.diary)
        self.team = Team(self.made, self.dice, self.diary)
        self.writers = Writers(self.team)
        self.wrong: Counter[str] = Counter()
        self.restarts = self.absences = 0

    def live(self) -> None:
        for number, at in enumerate(self.times):
            self.clock.now = at
            if number == len(self.times) // 2:
                self._leaves(self.made.team[1], heir=self.made.team[0])
            services = self.parts.services
            self._mail(at)
            sweep.sweep(services, at)
            self._work()
            at_work = here(services, self.made, self._away(at), at)
            self.team.work(services, at_work, at)
            self._work()
            if self._is_morning(at):
                self._morning(at_work, at)

    def _is_morning(self, at: datetime) -> bool:
        """The first half hour of business of a day."""
        return is_open(at) and not is_open(at - timedelta(minutes=30))

    def _mail(self, at: datetime) -> None:
        by_day = is_open(at)
        often = self.messages * (0.85 / 18 if by_day else 0.15 / 6)
        many = int(often) + (self.dice.random() < often % 1)
        if many:
            self.customers.write(self.parts, many, at)
            self._work()
            with self.parts.services.sessions() as session:
                self.wrong["letters lost"] += self.customers.filed(session)

    def _morning(self, at_work: list[Teammate], at: datetime) -> None:
        services = self.parts.services
        swept(services, at)  # reasons to write first, too
        for teammate in at_work:
            self.writers.morning(services, teammate, at)
            if self.dice.random() < AWAY_EACH_DAY and teammate is not at_work[0]:
                self._goes(teammate, at_work[0], at)
        self._work()
        sweep.sweep(services, at)
        with services.sessions() as session:
            self.wrong += looking.wrong(session, self.team, self._away(at))
        if self.dice.random() < RESTART_EACH_DAY:
            self._restart()

    def _goes(self, teammate: Teammate, lead: Teammate, at: datetime) -> None:
        until = at + timedelta(days=self.dice.randint(1, 12))
        wanted = absences.Wanted(teammate.id, at + timedelta(hours=self.dice.randint(0, 20)), until)
        try:
            absences.enter(self.parts.services, wanted, by=lead, now=at)
            self.absences += 1
        except ValueError:
            return  # they are away then already

    def _leaves(self, leaver: int, heir: int) -> None:
        """Half the time is over: one of them goes for good."""
        team.deactivate(self.parts.services, leaver, heir_id=heir, by=None, now=self.clock())

    def _away(self, at: datetime) -> set[int]:
        with self.parts.services.sessions() as session:
            return absence.away(session, self.made.store_id, at)

    def _restart(self) -> None:
        """The process dies; now and then its jobs with it."""
        services = self.parts.services
        if self.dice.random() < 0.5:
            with services.sessions.begin() as session:
                services.jobs.forget(session)
        services.sessions.kw["bind"].dispose()
        self.parts = build(self.settings, clock=self.clock)
        self.restarts += 1

    def _work(self) -> None:
        self.parts.engine.run_all()


def run(days: int = 365, *, customers: int = CUSTOMERS, messages: int = A_DAY) -> dict[str, Any]:
    """`messages` a day. Nothing may stand under "wrong", and the two ways to count the clock must agree."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rightback-year-") as folder:
        year = Year(Path(folder), days, customers, messages)
        year.live()
        with year.parts.services.sessions() as session:
            return {
                "days": days,
                "customers": customers,
                **_counted(session, year),
                "clock": _clock(session, year, days),
                "wrong": dict(+(year.wrong + year.writers.wrong)),
                "minutes it took": round((time.monotonic() - began) / 60, 1),
            }


def _counted(session: Session, year: Year) -> dict[str, Any]:
    ended = Counter(state.value for (state,) in session.query(Promise.state))
    return {
        "letters": year.customers.written,
        "conversations": session.query(Conversation).count(),
        "promises": dict(sorted(ended.items())),
        "open and late": sum(
            one.late(year.clock()) for one in session.query(Promise).filter_by(state=PromiseState.OPEN)
        ),
        "notices": dict(sorted(Counter(why.value for (why,) in session.query(Notice.why)).items())),
        "absences": year.absences,
        "restarts": year.restarts,
        "done by people": dict(sorted(year.team.did.items())),
    }


def _clock(session: Session, year: Year, days: int) -> dict[str, Any]:
    """Every wait on record against every wait that was seen from outside."""
    kept = sorted((w.conversation_id, w.began, w.ended, w.business_seconds) for w in session.query(Wait))
    seen = year.diary.waits(Minutes(days))
    if kept != seen:
        year.wrong["waits that differ"] += len(set(kept) ^ set(seen))
    return {"on record": len(kept), "counted slowly": len(seen), "the same": kept == seen}
