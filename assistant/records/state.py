"""The state of the database itself, for `doctor`: which it is, how it fares, what waits in its queue."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session

from assistant.core.states import JobState
from assistant.records.job import Job
from assistant.records.ledger import LedgerEntry

MOST = 0.8  # of the server's connections
QUEUE = (
    "SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed' AND args ? 'subject_id'),"
    " (SELECT min(coalesce(j.scheduled_at, e.at)) FROM procrastinate_jobs j LEFT JOIN procrastinate_events e"
    " ON e.job_id = j.id AND e.type = 'deferred'"
    " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= :now)),"
    " (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute')"
)


@dataclass(frozen=True)
class Server:
    """`clock` is the database's own, where it runs on another machine; `full`: few connections are left."""

    words: dict[str, str]
    clock: datetime | None = None
    full: bool = False


@dataclass(frozen=True)
class Queue:
    """`workers` is None where the engine lives in the process that we are not."""

    aside: int
    oldest_seconds: float
    workers: int | None = None


def server(session: Session) -> Server:
    def ask(question: str) -> str:
        return str(session.execute(text(question)).scalar())

    if _sqlite(session):
        size = int(ask("PRAGMA page_count")) * int(ask("PRAGMA page_size"))
        words = {"SQLite": ask("SELECT sqlite_version()"), "journal": ask("PRAGMA journal_mode")}
        return Server({**words, "size": f"{size / 1e6:.1f} MB"})
    used, most = int(ask("SELECT count(*) FROM pg_stat_activity")), int(ask("SHOW max_connections"))
    size = int(ask("SELECT pg_database_size(current_database())"))
    clock = session.execute(text("SELECT clock_timestamp()")).scalar()
    words = {"PostgreSQL": ask("SHOW server_version"), "connections": f"{used} of {most}"}
    return Server({**words, "size": f"{size / 1e6:.1f} MB"}, clock, used > MOST * most)


def damage(session: Session) -> list[str]:
    """What the file itself has lost; PostgreSQL looks after that on its own."""
    if not _sqlite(session):
        return []
    found = session.execute(text("PRAGMA quick_check(5)")).scalars()
    lost = session.execute(text("PRAGMA foreign_key_check")).first()
    harm = [str(line) for line in found if line != "ok"]
    return harm + ([f"a row of {lost[0]} points to nothing"] if lost else [])


def newest_arrival(session: Session) -> datetime | None:
    newest = select(func.max(LedgerEntry.id)).scalar_subquery()
    return session.scalar(select(LedgerEntry.arrived_at).where(LedgerEntry.id == newest))


def jobs(session: Session, now: datetime) -> Queue:
    if not _sqlite(session):
        if not inspect(session.connection()).has_table("procrastinate_workers"):
            return Queue(0, 0.0, 0)
        aside, due, workers = session.execute(text(QUEUE), {"now": now}).one()
        return Queue(aside, 0.0 if due is None else max(0.0, (now - due).total_seconds()), workers)
    aside = session.scalar(select(func.count()).where(Job.state == JobState.SET_ASIDE)) or 0
    due = session.scalar(Job.oldest_due())
    return Queue(aside, 0.0 if due is None else max(0.0, (now - due).total_seconds()))


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
