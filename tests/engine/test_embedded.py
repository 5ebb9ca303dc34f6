"""The embedded engine: leases, retries, set-aside, the sweep."""

import threading
import time
from datetime import timedelta

import pytest
from tests_help import taken

from assistant.core.states import InboundState, JobState
from assistant.engine.embedded import TRIES, Embedded, backoff
from assistant.pipeline import gave_up, sweep
from assistant.pipeline.steps import Step
from assistant.records import Draft, Job, LedgerEntry
from assistant.records import job as jobs
from assistant.wiring import STEPS


@pytest.fixture
def engine_with(parts):
    """An engine whose steps are given by the test, on the same tables."""

    def made(**steps):
        return Embedded(
            parts.services, parts.engine.wake, {**STEPS, **{Step(k): v for k, v in steps.items()}},
            gave_up.gave_up, sweep.sweep,
        )  # fmt: skip

    return made


def queue(parts, step, subject, at):
    with parts.services.sessions.begin() as session:
        parts.services.queue(session, step, subject, at, now=at)


def test_a_job_that_fails_is_tried_again_later_and_then_set_aside(parts, clock, engine_with):
    def broken(*_):
        raise OSError("the customer's words must not stand here")

    engine = engine_with(file=broken)
    queue(parts, Step.FILE, 1, clock())
    for _ in range(TRIES):
        assert engine.run_all() == 1
        clock.forward(hours=1)
    assert engine.run_all() == 0
    with parts.services.sessions() as session:
        job = session.query(Job).one()
    assert (job.state, job.error, job.attempts) == (JobState.SET_ASIDE, "OSError", TRIES)


def test_an_entry_that_cannot_be_filed_is_shown_with_a_reason(cast, parts, clock, engine_with):
    def broken(*_):
        raise KeyError("x")

    entry = taken(cast, b"From: a@b.example\n\nhello")
    engine = engine_with(file=broken)
    for _ in range(TRIES):
        engine.run_all()
        clock.forward(hours=1)
    assert cast.entry(entry).state is InboundState.SET_ASIDE
    assert "safe" in cast.entry(entry).reason


def test_a_message_that_no_draft_could_be_written_for_gets_a_sheet_to_write_on(cast, clock, engine_with):
    def broken(*_):
        raise KeyError("x")

    taken(cast, b"From: Ann Lee <ann@mail.example>\n\nIs it here?")
    engine = engine_with(draft=broken)
    for _ in range(TRIES):
        engine.run_all()
        clock.forward(hours=1)
    draft = cast.draft()
    assert draft.text.startswith("Hi Ann,")
    assert "nothing of the message is lost" in draft.notes[0]
    assert cast.approves(draft).findings


def test_a_lease_that_ran_out_is_taken_over_and_the_late_holder_changes_nothing(parts, clock):
    queue(parts, Step.FILE, 1, clock())
    sessions, lease = parts.services.sessions, timedelta(seconds=30)
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


def test_a_job_asked_for_again_while_it_runs_runs_once_more(parts, clock, engine_with):
    ran = []

    def step(_services, subject, _now):
        ran.append(subject)
        if len(ran) == 1:
            queue(parts, Step.FILE, 7, clock.forward(seconds=1))

    engine = engine_with(file=step)
    queue(parts, Step.FILE, 7, clock())
    engine.run_all()
    assert ran == [7, 7]


def test_a_job_that_is_not_due_waits(parts, clock, engine_with):
    ran = []
    engine = engine_with(file=lambda *given: ran.append(given[1]))
    queue(parts, Step.FILE, 7, clock() + timedelta(minutes=5))
    assert engine.run_all() == 0
    clock.forward(minutes=5)
    assert engine.run_all() == 1
    assert ran == [7]


def test_deleting_the_whole_job_table_loses_nothing(cast, parts, clock):
    for number in range(5):
        taken(cast, b"From: Ann <ann%d@mail.example>\nMessage-ID: <%d@x>\n\nIs it here?" % (number, number))
    with parts.services.sessions.begin() as session:
        session.query(Job).delete()
    sweep.sweep(parts.services, clock())
    parts.engine.run_all()
    with parts.services.sessions.begin() as session:
        session.query(Job).delete()
    sweep.sweep(parts.services, clock())
    parts.engine.run_all()
    assert {entry.state for entry in cast.all(LedgerEntry)} == {InboundState.FILED}
    assert len(cast.all(Draft)) == 5


def test_the_sweep_leaves_alone_what_has_a_job(cast, parts, clock):
    taken(cast, b"From: Ann <ann@mail.example>\n\nIs it here?")
    assert sweep.sweep(parts.services, clock()) == 0


def test_threads_work_off_what_arrives_and_stop(cast, parts):
    parts.engine.start()
    assert parts.engine.alive
    taken(cast, b"From: Ann <ann@mail.example>\n\nIs it here?")
    deadline = time.monotonic() + 20
    while not cast.all(Draft) and time.monotonic() < deadline:
        time.sleep(0.02)
    parts.engine.stop()
    assert cast.all(Draft)
    assert not [t for t in threading.enumerate() if t in parts.engine.threads]


def test_what_a_dead_process_held_is_due_again_at_the_start(parts, clock):
    queue(parts, Step.FILE, 999, clock())
    with parts.services.sessions.begin() as session:
        jobs.claim(session, "dead", clock(), timedelta(hours=1))
    with parts.services.sessions.begin() as session:
        jobs.take_back(session, clock())
    assert parts.engine.run_all() == 1


@pytest.mark.parametrize("attempt", range(1, 12))
def test_backoff_grows_and_stays_below_six_minutes(attempt):
    assert timedelta(seconds=2) <= backoff(attempt) <= timedelta(minutes=6)
