"""Jobs: wake-ups. The rows of the other tables are the truth; deleting all jobs loses nothing."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Index, Select, UniqueConstraint, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.core.states import JobState
from assistant.records.base import Base, Key, words

S = JobState


class Job(Base):
    """`step` and `subject_id` say what to do. A claimed job whose lease ran out is due again."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_due", "state", "due"),
        UniqueConstraint("step", "subject_id"),
    )
    id: Mapped[Key]
    step: Mapped[str]
    subject_id: Mapped[int]
    state: Mapped[S] = mapped_column(words(S), default=S.DUE)
    due: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(default="")  # who holds it: random per claim
    lease_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    queued_at: Mapped[datetime]

    @classmethod
    def claimable(cls, now: datetime, steps: Collection[str] = ()) -> Select["Job"]:
        """Of these steps, or of all. What was asked for at once is ready even if the clock was set back."""
        expired = (cls.state == S.CLAIMED) & (cls.lease_until < now)
        ready = (cls.state == S.DUE) & or_(cls.due <= now, cls.due <= cls.queued_at)
        found = select(cls).where(or_(ready, expired)).order_by(cls.due, cls.id)
        return found.where(cls.step.in_(steps)) if steps else found

    @classmethod
    def aside(cls) -> Select["Job"]:
        return select(cls).where(cls.state == S.SET_ASIDE).order_by(cls.id)

    @classmethod
    def oldest_due(cls, steps: Collection[str] = ()) -> Select[datetime | None]:
        found = select(func.min(cls.due)).where(cls.state == S.DUE)
        return found.where(cls.step.in_(steps)) if steps else found


def queue(session: Session, step: str, subject_id: int, at: datetime, *, now: datetime) -> Job:
    """Have `step` done for this subject at `at`, in the caller's own transaction.

    One row a step and subject: asked for again it only becomes due (earlier), except while it is claimed:
    then it runs once more after that (the holder finds `due` moved and leaves it due).
    """
    job = session.scalar(select(Job).where(Job.step == step, Job.subject_id == subject_id))
    if job is None:
        job = Job(step=step, subject_id=subject_id, due=at, queued_at=now, state=S.DUE)
        session.add(job)
        return job
    if job.state is S.DUE:
        job.due = min(job.due, at)
    elif job.state is S.CLAIMED:
        job.due = at
    else:
        job.state, job.due, job.attempts, job.error, job.claim = S.DUE, at, 0, "", ""
    job.queued_at = now
    return job


def claim(
    session: Session, mark: str, now: datetime, lease: timedelta, steps: Collection[str] = ()
) -> Job | None:
    """Take the next job that is due, by one guarded update; None if there is none."""
    found = session.scalar(Job.claimable(now, steps).limit(1))
    if found is None:
        return None
    taken = session.execute(
        update(Job)
        .where(Job.id == found.id, Job.state == found.state, Job.claim == found.claim)
        .values(state=S.CLAIMED, claim=mark, lease_until=now + lease, attempts=Job.attempts + 1)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return None
    session.refresh(found)
    return found


def extend(session: Session, job_id: int, mark: str, until: datetime) -> bool:
    """Heartbeat; False if somebody else holds the job by now."""
    kept = update(Job).where(Job.id == job_id, Job.claim == mark, Job.state == S.CLAIMED)
    return bool(session.execute(kept.values(lease_until=until)).rowcount)  # type: ignore[attr-defined]


def finish(session: Session, job_id: int, mark: str, claimed_due: datetime) -> None:
    """Done; or due again where it was queued anew meanwhile. Only the holder of the claim can."""
    job = session.get(Job, job_id)
    if job is None or job.claim != mark or job.state is not S.CLAIMED:
        return
    job.state = S.DONE if job.due == claimed_due else S.DUE
    job.claim, job.lease_until, job.error, job.attempts = "", None, "", 0


def fail(session: Session, job_id: int, mark: str, error: str, *, again: datetime | None) -> None:
    """Due again at `again`, or set aside for a person when that is None."""
    job = session.get(Job, job_id)
    if job is None or job.claim != mark or job.state is not S.CLAIMED:
        return
    job.state = S.SET_ASIDE if again is None else S.DUE
    job.due = again or job.due
    job.claim, job.lease_until, job.error = "", None, error


def pending(session: Session) -> set[tuple[str, int]]:
    """(step, subject) of all jobs that are not done."""
    rows = session.execute(select(Job.step, Job.subject_id).where(Job.state != S.DONE))
    return {(step, subject_id) for step, subject_id in rows}


def take_back(session: Session, now: datetime) -> None:
    """At the start of the only process: what an earlier one held is due again."""
    held = update(Job).where(Job.state == S.CLAIMED)
    session.execute(held.values(state=S.DUE, due=now, claim="", lease_until=None))


def forget(session: Session) -> None:
    session.execute(delete(Job))
