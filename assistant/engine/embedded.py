"""The embedded engine: worker threads in this process over the `job` table, for one machine and SQLite.

A job is claimed by one guarded update, held by a lease with a heartbeat, tried again with backoff and
jitter, and set aside for a person after the last try. A process that dies leaves leases that run out; at
its start an engine takes back whatever an earlier process of this store still holds.
"""

import secrets
import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

import structlog

from assistant.engine.trying import Sweep, Trying, seats
from assistant.pipeline.services import Services
from assistant.pipeline.steps import LANES, Lane, Step
from assistant.records import Job, Session, Sessions, after_commit
from assistant.records import job as jobs

IDLE_SECONDS = 1.0
POURING_SECONDS = 0.2  # between arrivals: closer than that they pour in
GIVE_WAY_SECONDS = 0.5  # at most, for one job: under a flood that lasts, drafts are still written

log = structlog.get_logger()


class Bell:
    """Wakes the workers of one lane: one for each job."""

    def __init__(self) -> None:
        self.event = threading.Condition()
        self.rung = 0

    def ring(self, *, everybody: bool = False) -> None:
        with self.event:
            self.rung += 1
            self.event.notify_all() if everybody else self.event.notify()

    def wait(self, seconds: float, seen: int) -> int:
        """Until it rings or `seconds` passed; `seen` is what the last wait returned."""
        with self.event:
            if self.rung == seen:
                self.event.wait(seconds)
            return self.rung


class Wake:
    """The engine's port: writes the job in the caller's transaction, wakes a worker after it."""

    def __init__(self) -> None:
        self.bells = {lane: Bell() for lane in Lane}
        self.arrivals = (0.0, 0.0)  # the last two, by the monotonic clock

    def queue(self, session: Session, step: Step, subject_id: int, at: datetime, *, now: datetime) -> None:
        jobs.queue(session, step.value, subject_id, at, now=now)
        if step is Step.FILE:
            self.arrivals = (self.arrivals[1], time.monotonic())
        after_commit(session, self.bells[LANES[step]].ring)

    def pending(self, session: Session) -> set[tuple[str, int]]:
        return jobs.pending(session)

    def oldest_due(self, session: Session, now: datetime) -> datetime | None:
        due = session.scalar(Job.oldest_due())
        return due if due is not None and due <= now else None

    def set_aside(self, session: Session) -> int:
        return len(session.scalars(Job.aside()).all())

    def forget(self, session: Session) -> None:
        jobs.forget(session)

    def pouring(self) -> bool:
        """Whether messages arrive one upon another at this moment."""
        before, last = self.arrivals
        return last - before < POURING_SECONDS and time.monotonic() - last < POURING_SECONDS


class Embedded:
    """One process's engine. `trying` knows what each step runs; `sweep` finds what has no job."""

    def __init__(self, services: Services, wake: Wake, trying: Trying, sweep: Sweep) -> None:
        self.services, self.wake, self.trying, self.sweep = services, wake, trying, sweep
        self.lease = timedelta(seconds=services.settings.lease_seconds)
        self.stopping = threading.Event()
        self.threads: list[threading.Thread] = []
        self.held: dict[int, str] = {}

    @property
    def sessions(self) -> Sessions:
        return self.services.sessions

    def start(self) -> None:
        """Take back what an earlier process held, then work."""
        with self.sessions.begin() as session:
            jobs.take_back(session, self.services.clock())
        loops: list[Callable[[], None]] = [self._sweep, self._heartbeat]
        for lane, count in seats(self.services.settings).items():
            loops += [partial(self._work, lane)] * count
        self.threads = [
            threading.Thread(target=loop, name=f"engine-{i}", daemon=True) for i, loop in enumerate(loops)
        ]
        for thread in self.threads:
            thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Let running jobs finish, at most `seconds`; the rest is taken back at the next start."""
        self.stopping.set()
        for bell in self.wake.bells.values():
            bell.ring(everybody=True)
        deadline = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    @property
    def alive(self) -> bool:
        return bool(self.threads) and all(thread.is_alive() for thread in self.threads)

    def run_all(self) -> int:
        """In this thread, everything that is due now and what follows from it; how many ran."""
        ran = 0
        while self._run_next():
            ran += 1
        return ran

    def _work(self, lane: Lane) -> None:
        bell, seen = self.wake.bells[lane], 0
        steps = [step.value for step in Step if LANES[step] is lane]
        while not self.stopping.is_set():
            try:
                if lane in (Lane.FILING, Lane.DESK):
                    self._give_way()
                if not self._run_next(steps):
                    seen = bell.wait(self._until_due(steps), seen)
            except Exception as error:
                log.error("engine.stumbled", error=type(error).__name__)
                self.stopping.wait(IDLE_SECONDS)

    def _give_way(self) -> None:
        """The door is answered first: while messages pour in, reading them waits a moment."""
        until = time.monotonic() + GIVE_WAY_SECONDS
        while self.wake.pouring() and time.monotonic() < until:
            self.stopping.wait(POURING_SECONDS / 4)

    def _until_due(self, steps: Collection[str]) -> float:
        """Seconds until the next job is due, at most IDLE_SECONDS."""
        with self.sessions() as session:
            due = session.scalar(Job.oldest_due(steps))
        if due is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(0.01, (due - self.services.clock()).total_seconds()))

    def _run_next(self, steps: Collection[str] = ()) -> bool:
        """Claim and run one job; False if none is due."""
        mark = secrets.token_hex(8)
        with self.sessions() as session:
            if session.scalar(Job.claimable(self.services.clock(), steps).limit(1)) is None:
                return False
        with self.sessions.begin() as session:
            job = jobs.claim(session, mark, self.services.clock(), self.lease, steps)
            if job is None:
                return True  # another worker was quicker; look again
            step, subject_id, due, attempts = Step(job.step), job.subject_id, job.due, job.attempts
            job_id = job.id
        self.held[job_id] = mark
        try:
            self._run(job_id, mark, step, subject_id, due, attempts)
        finally:
            self.held.pop(job_id, None)
        return True

    def _run(self, job_id: int, mark: str, step: Step, subject_id: int, due: datetime, attempts: int) -> None:
        ended = self.trying.attempt(step, subject_id, attempts)
        with self.sessions.begin() as session:
            if ended.error:
                jobs.fail(session, job_id, mark, ended.error, again=ended.again)
            else:
                jobs.finish(session, job_id, mark, due)

    def _sweep(self) -> None:
        while not self.stopping.is_set():
            try:
                found = self.sweep(self.services, self.services.clock())
                if found:
                    log.warning("sweep.queued", found=found)
            except Exception as error:
                log.error("sweep.failed", error=type(error).__name__)
            self.stopping.wait(self.services.settings.sweep_seconds)

    def _heartbeat(self) -> None:
        while not self.stopping.wait(self.lease.total_seconds() / 3):
            until = self.services.clock() + self.lease
            for job_id, mark in list(self.held.items()):
                try:
                    with self.sessions.begin() as session:
                        jobs.extend(session, job_id, mark, until)
                except Exception as error:
                    log.error("heartbeat.failed", error=type(error).__name__)
