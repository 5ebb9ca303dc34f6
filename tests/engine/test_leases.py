"""The embedded engine's leases: who holds a job, and who changes nothing any more."""

from datetime import timedelta

from assistant.core.states import JobState
from assistant.pipeline.steps import Step
from assistant.records import Job
from assistant.records import job as jobs


def test_a_lease_that_ran_out_is_taken_over_and_the_late_holder_changes_nothing(sqlite_parts, clock):
    sessions, lease = sqlite_parts.services.sessions, timedelta(seconds=30)
    with sessions.begin() as session:
        jobs.queue(session, Step.FILE, 1, clock(), now=clock())
    with sessions.begin() as session:
        first = jobs.claim(session, "first", clock(), lease)
        due = first.due
    with sessions.begin() as session:
        assert jobs.claim(session, "second", clock(), lease) is None
    clock.forward(seconds=31)
    with sessions.begin() as session:
        assert jobs.claim(session, "second", clock(), lease).id == first.id
    with sessions.begin() as session:
        jobs.finish(session, first.id, "first", due)
        assert session.get(Job, first.id).state is JobState.CLAIMED
        assert jobs.extend(session, first.id, "first", clock()) is False
        jobs.finish(session, first.id, "second", due)
        assert session.get(Job, first.id).state is JobState.DONE
