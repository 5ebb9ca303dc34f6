"""What only the engine on PostgreSQL has: jobs whose end was never written."""

import pytest
from sqlalchemy import text

from assistant.pipeline.steps import Step
from assistant.settings import Settings
from assistant.wiring import build


@pytest.fixture
def parts(postgresql, tmp_path, clock):
    with postgresql.lent() as url:
        made = build(Settings.read({}, data=tmp_path, database=url), clock=clock)
        yield made
        made.services.live.close()
        made.services.sessions.kw["bind"].dispose()


@pytest.fixture
def jobs(parts):
    return parts.services.jobs


def begun(parts, ago):
    """A job that a living worker took so long ago, and said nothing of since."""
    with parts.services.sessions.begin() as session:
        session.execute(text("SELECT procrastinate_register_worker_v1()"))
        session.execute(
            text(
                "UPDATE procrastinate_jobs SET status = 'doing',"
                " worker_id = (SELECT max(id) FROM procrastinate_workers)"
            )
        )
        session.execute(
            text(f"UPDATE procrastinate_events SET at = now() - interval '{ago}' WHERE type = 'started'")
        )


def taken_back(parts, jobs):
    with parts.services.sessions.begin() as session:
        return jobs.take_back(session, parts.services.clock())


def test_a_job_whose_end_was_never_written_is_due_again(parts, jobs, clock):
    with parts.services.sessions.begin() as session:
        jobs.queue(session, Step.FILE, 7, clock(), now=clock())
    begun(parts, "10 minutes")
    assert taken_back(parts, jobs) == 0
    begun(parts, "31 minutes")
    assert taken_back(parts, jobs) == 1
    assert parts.engine.run_all() == 1


def test_it_makes_room_for_another_that_waits_already(parts, jobs, clock):
    with parts.services.sessions.begin() as session:
        jobs.queue(session, Step.FILE, 7, clock(), now=clock())
    begun(parts, "31 minutes")
    with parts.services.sessions.begin() as session:
        jobs.queue(session, Step.FILE, 7, clock(), now=clock())
    assert taken_back(parts, jobs) == 1
    assert parts.engine.run_all() == 1
    with parts.services.sessions() as session:
        assert jobs.pending(session) == set()
