"""The engine on PostgreSQL: Procrastinate's workers, retries and heartbeats, on as many machines as needed.

Its event loop runs in a thread of the worker process; steps run in that loop's executor, sized to the
workers. A worker that loses the database comes back by itself.
"""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import procrastinate
import structlog
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from assistant.engine.deferred import Deferred
from assistant.engine.trying import Ended, Sweep, Trying, seats
from assistant.pipeline.services import Services
from assistant.pipeline.steps import LANES, Lane, Step
from assistant.records.database import conninfo

POLL_SECONDS = 1.0  # when a job gets due by itself; new ones are told of at once
PAUSE_SECONDS = 1.0  # before the next try to reach the database

log = structlog.get_logger()
logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # Trying tells what matters, with ids only


class Failed(Exception):
    """Carries how a try ended to the retry strategy."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(ended.error)
        self.ended = ended


class AsItEnded(BaseRetryStrategy):
    """Again when Trying said so; else the job is set aside."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        del job
        if not isinstance(exception, Failed):  # the database went away, maybe before a person was told
            return RetryDecision(retry_in={"seconds": 5})
        return None if exception.ended.again is None else RetryDecision(retry_at=exception.ended.again)


class Procrastinate:
    """One process's worker."""

    def __init__(self, services: Services, jobs: Deferred, trying: Trying, sweep: Sweep) -> None:
        self.services, self.jobs, self.trying, self.sweep = services, jobs, trying, sweep
        self.thread: threading.Thread | None = None
        self.working = threading.Event()
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serving: asyncio.Task[None] | None = None

    def start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self.thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Let running jobs finish, at most `seconds`; others take over what is left."""
        self._stopping.set()
        if self._loop is not None and self._serving is not None:
            self._loop.call_soon_threadsafe(self._serving.cancel)
        if self.thread is not None:
            self.thread.join(seconds)

    @property
    def alive(self) -> bool:
        return self.thread is not None and self.thread.is_alive() and self.working.is_set()

    def run_all(self) -> int:
        """In this thread, everything that is due now by our own clock; how many ran."""
        ran = 0
        with self.jobs.claiming(self.services.sessions) as claim:
            while (taken := claim(self.services.clock())) is not None:
                ended = self.trying.attempt(taken.step, taken.subject_id, taken.attempt)
                self.jobs.end(self.services.sessions, taken, ended)
                ran += 1
        return ran

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                asyncio.run(self._serve())
            except asyncio.CancelledError:
                break
            except Exception as error:
                log.error("engine.stumbled", error=type(error).__name__)
            self.working.clear()
            self._stopping.wait(PAUSE_SECONDS)
        self.working.clear()

    async def _serve(self) -> None:
        """Until it is stopped, or the database is gone."""
        lanes = seats(self.services.settings)
        self._loop, self._serving = asyncio.get_running_loop(), asyncio.current_task()
        self._loop.set_default_executor(ThreadPoolExecutor(sum(lanes.values()) + 2, "step"))
        app = self._app()
        async with app.open_async(), asyncio.TaskGroup() as group:
            self.working.set()
            for lane, count in lanes.items():
                group.create_task(self._work(app, lane, count))

    async def _work(self, app: procrastinate.App, lane: Lane, count: int) -> None:
        """One lane's worker; it returns by itself only when the database is gone."""
        lease = self.services.settings.lease_seconds
        await app.run_worker_async(
            queues=[lane],
            concurrency=count,
            install_signal_handlers=False,
            fetch_job_polling_interval=POLL_SECONDS,
            delete_jobs="successful",
            update_heartbeat_interval=lease / 3,
            stalled_worker_timeout=lease,
        )
        raise ConnectionError("the worker ended")

    def _app(self) -> procrastinate.App:
        connector = procrastinate.PsycopgConnector(
            conninfo=conninfo(self.services.settings.database_url), min_size=1, max_size=6, timeout=10
        )
        app = procrastinate.App(connector=connector)
        for step in Step:
            app.task(name=step.value, queue=LANES[step], pass_context=True, retry=AsItEnded())(
                self._performing(step)
            )
        sweep_every = max(1, min(59, round(self.services.settings.sweep_seconds)))
        stalled_every = max(1, min(10, round(self.services.settings.lease_seconds / 2)))
        self._periodic(app, "sweep", sweep_every, self._sweep)
        self._periodic(app, "stalled", stalled_every, self._taking_over(app))
        return app

    def _performing(self, step: Step) -> Any:
        def perform(context: procrastinate.JobContext, subject_id: int, queued: str) -> None:
            del queued
            ended = self.trying.attempt(step, subject_id, context.job.attempts + 1)
            if ended.error and not (ended.again and self._another_waits(step, subject_id)):
                raise Failed(ended) from None

        return perform

    def _another_waits(self, step: Step, subject_id: int) -> bool:
        """Then that one is the next try: two that wait for the same are refused."""
        with self.services.sessions() as session:
            return self.jobs.behind(session, step, subject_id)

    def _periodic(self, app: procrastinate.App, name: str, seconds: int, work: Any) -> None:
        """Every so many seconds, by whichever worker is first; Procrastinate's cron has seconds last."""
        task = app.task(name=name, queue=Lane.DESK, queueing_lock=name)(work)
        app.periodic(cron=f"* * * * * */{seconds}", periodic_id=name)(task)

    def _sweep(self, timestamp: int) -> None:
        del timestamp
        try:
            now = self.services.clock()
            with self.services.sessions.begin() as session:
                self.jobs.take_back(session, now)
            found = self.sweep(self.services, now)
        except Exception as error:
            log.error("sweep.failed", error=type(error).__name__)
        else:
            if found:
                log.warning("sweep.queued", found=found)

    def _taking_over(self, app: procrastinate.App) -> Any:
        async def take_over(timestamp: int) -> None:
            """What a dead or frozen worker held is due again; a failure of this is tried again next time."""
            del timestamp
            try:
                await due_again()
            except Exception as error:
                log.warning("engine.not-taken-over", error=type(error).__name__)

        async def due_again() -> None:
            patience = self.services.settings.lease_seconds
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=patience):
                log.warning("engine.took-over", step=job.task_name, job=job.id)
                try:
                    await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
                except UniqueViolation:  # another waits for the same already
                    await app.job_manager.finish_job(job, Status.SUCCEEDED, delete_job=True)

        return take_over
