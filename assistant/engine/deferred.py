"""Jobs in Procrastinate's tables: deferred in our own transaction, counted, claimed by a command line.

One waiting job a step and subject (its `queueing_lock`): asked for again it only becomes due earlier; while
it runs, a second one waits behind it. The schema comes from the installed library and follows its upgrades.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.schema import SchemaManager, migrations_path
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from assistant.engine.trying import Ended
from assistant.pipeline.steps import LANES, Step
from assistant.records import IntegrityError, Sessions
from assistant.records.database import changing

SOONER = text(
    "UPDATE procrastinate_jobs SET scheduled_at ="
    " CASE WHEN CAST(:at AS timestamptz) IS NULL OR scheduled_at IS NULL THEN NULL"
    " ELSE LEAST(scheduled_at, CAST(:at AS timestamptz)) END"
    " WHERE queueing_lock = :key AND status = 'todo'"
)
NO_LONGER_ASIDE = text("DELETE FROM procrastinate_jobs WHERE queueing_lock = :key AND status = 'failed'")
PENDING = text(
    "SELECT task_name, CAST(args->>'subject_id' AS bigint) FROM procrastinate_jobs"
    " WHERE status IN ('todo', 'doing', 'failed') AND args ? 'subject_id'"
)
OLDEST_DUE = text(
    "SELECT min(coalesce(scheduled_at, CAST(args->>'queued' AS timestamptz))) FROM procrastinate_jobs"
    " WHERE status = 'todo' AND args ? 'queued' AND (scheduled_at IS NULL OR scheduled_at <= :now)"
)
BEHIND = text("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = :key AND status = 'todo'")
# No step takes half an hour: whoever holds a job longer could not say how it ended.
UNSAID = text(
    "SELECT id FROM procrastinate_jobs j WHERE status = 'doing' AND args ? 'subject_id' AND NOT EXISTS ("
    " SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'started'"
    " AND e.at > now() - interval '30 minutes')"
)
AGAIN = text("SELECT procrastinate_retry_job_v2(:id, :now, NULL, NULL, NULL)")
DONE_BY_ANOTHER = text("SELECT procrastinate_finish_job_v1(:id, 'succeeded', true)")
ASIDE = text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed' AND args ? 'subject_id'")
CLAIM = text(
    "UPDATE procrastinate_jobs SET status = 'doing', worker_id = :worker WHERE id = ("
    " SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND args ? 'subject_id'"
    " AND (scheduled_at IS NULL OR scheduled_at <= :now) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING id, task_name, CAST(args->>'subject_id' AS bigint), attempts"
)
Claim = Callable[[datetime], "Taken | None"]


@dataclass(frozen=True)
class Taken:
    """A job that this thread holds; `attempt` counts from 1."""

    id: int
    step: Step
    subject_id: int
    attempt: int


class Deferred:
    """The engine's port. Nothing of it opens a connection: jobs go with the caller's transaction."""

    def __init__(self) -> None:
        app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())
        self._tasks = {step: app.task(name=step.value, queue=LANES[step])(_elsewhere) for step in Step}

    def queue(self, session: Session, step: Step, subject_id: int, at: datetime, *, now: datetime) -> None:
        key, later = key_of(step, subject_id), at if at > now else None
        session.flush()  # what the job is about stands before it
        session.execute(NO_LONGER_ASIDE, {"key": key})
        if session.execute(SOONER, {"key": key, "at": later}).rowcount:  # type: ignore[attr-defined]
            return
        ours = session.connection().connection.driver_connection
        task = self._tasks[step].configure(connection=ours, queueing_lock=key, schedule_at=later)
        try:
            with session.begin_nested():
                task.defer(subject_id=subject_id, queued=now.isoformat())
        except AlreadyEnqueued:
            pass  # somebody else did, a moment ago

    def behind(self, session: Session, step: Step, subject_id: int) -> bool:
        """Whether another job for the same waits already."""
        return session.execute(BEHIND, {"key": key_of(step, subject_id)}).first() is not None

    def pending(self, session: Session) -> set[tuple[str, int]]:
        return {(step, subject_id) for step, subject_id in session.execute(PENDING)}

    def oldest_due(self, session: Session, now: datetime) -> datetime | None:
        due: datetime | None = session.execute(OLDEST_DUE, {"now": now}).scalar()
        return due

    def set_aside(self, session: Session) -> int:
        return int(session.execute(ASIDE).scalar() or 0)

    def take_back(self, session: Session, now: datetime) -> int:
        """Jobs whose end was never written, by a worker that lives on: due again. How many."""
        unsaid = session.scalars(UNSAID).all()
        for job_id in unsaid:
            try:
                with session.begin_nested():
                    session.execute(AGAIN, {"id": job_id, "now": now})
            except IntegrityError:  # another waits for the same already
                session.execute(DONE_BY_ANOTHER, {"id": job_id})
        return len(unsaid)

    def forget(self, session: Session) -> None:
        session.execute(text("DELETE FROM procrastinate_periodic_defers"))
        session.execute(text("DELETE FROM procrastinate_jobs"))

    @contextmanager
    def claiming(self, sessions: Sessions) -> Iterator[Claim]:
        """`claim(now)` takes the next due job, as a worker that the others know of."""
        with sessions.begin() as session:
            worker = session.execute(
                text("SELECT worker_id FROM procrastinate_register_worker_v1()")
            ).scalar()

        def claim(now: datetime) -> Taken | None:
            with sessions.begin() as session:
                session.execute(text("SELECT procrastinate_update_heartbeat_v1(:worker)"), {"worker": worker})
                row = session.execute(CLAIM, {"worker": worker, "now": now}).first()
            return None if row is None else Taken(row[0], Step(row[1]), row[2], row[3] + 1)

        try:
            yield claim
        finally:
            with sessions.begin() as session:
                gone = text("SELECT procrastinate_unregister_worker_v1(:worker)")
                session.execute(gone, {"worker": worker})

    def end(self, sessions: Sessions, taken: Taken, ended: Ended) -> None:
        statement, values = "procrastinate_finish_job_v1(:id, 'succeeded', true)", {"id": taken.id}
        if ended.again is not None:
            statement = "procrastinate_retry_job_v2(:id, :again, NULL, NULL, NULL)"
            values = {"id": taken.id, "again": ended.again}  # type: ignore[dict-item]
        elif ended.error:
            statement = "procrastinate_finish_job_v1(:id, 'failed', false)"
        with sessions.begin() as session:
            session.execute(text(f"SELECT {statement}"), values)


def key_of(step: Step, subject_id: int) -> str:
    return f"{step.value}:{subject_id}"


def _elsewhere(subject_id: int, queued: str) -> None:
    """What a task does is known to the worker (engine.procrastinate); here it is only named."""
    raise NotImplementedError(subject_id, queued)


def prepare(engine: Engine) -> None:
    """Procrastinate's own tables as the installed version wants them; a comment says which one that is."""
    wanted = version("procrastinate")
    with engine.connect() as connection, changing(connection):
        found = connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar()
        noted = "SELECT obj_description(to_regclass('procrastinate_jobs'), 'pg_class')"
        there = connection.execute(text(noted)).scalar() if found else None
        if there == wanted:
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        for script in _scripts(there) if found else [SchemaManager.get_schema()]:
            driver.execute(script)  # several statements at once, nothing to fill in
        connection.execute(text(f"COMMENT ON TABLE procrastinate_jobs IS '{wanted}'"))
        connection.execute(
            text(
                "CREATE INDEX IF NOT EXISTS rightback_jobs_aside ON procrastinate_jobs (queueing_lock)"
                " WHERE status = 'failed'"
            )
        )
        connection.commit()


def _scripts(since: str | None) -> list[str]:
    """The library's own migrations after version `since`, in order; their names begin with 03.04.00_01."""
    key = tuple(int(part) for part in (since or "0").split("."))
    later = []
    for path in sorted(Path(migrations_path).glob("*.sql")):
        number = tuple(int(part) for part in path.name.split("_")[0].split("."))
        if number > key:
            later.append(path.read_text(encoding="utf-8"))
    return later
