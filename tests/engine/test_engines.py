"""What both engines promise: retries, set-aside, take-over, the sweep. Each test runs on both databases."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests_help import taken, until

from assistant.core.states import InboundState
from assistant.engine.trying import TRIES, backoff
from assistant.pipeline import sweep
from assistant.pipeline.steps import Step
from assistant.records import Draft, LedgerEntry
from assistant.records import job as rows


@pytest.fixture
def engine_with(parts):
    """The engine, with some steps given by the test."""

    def made(**steps):
        given = {Step(name): step for name, step in steps.items()}
        trying = parts.engine.trying
        parts.engine.trying = replace(trying, steps={**trying.steps, **given})
        return parts.engine

    return made


def waiting(parts):
    with parts.services.sessions() as session:
        return parts.services.jobs.pending(session)


def set_aside(parts):
    with parts.services.sessions() as session:
        return parts.services.jobs.set_aside(session)


def forget(parts):
    with parts.services.sessions.begin() as session:
        parts.services.jobs.forget(session)


def queue(parts, step, subject, at):
    with parts.services.sessions.begin() as session:
        parts.services.queue(session, step, subject, at, now=parts.services.clock())


def test_a_job_that_fails_is_tried_again_later_and_then_set_aside(parts, clock, engine_with):
    def broken(*_):
        raise OSError("the customer's words must not stand here")

    engine = engine_with(file=broken)
    queue(parts, Step.FILE, 1, clock())
    for _ in range(TRIES):
        assert engine.run_all() == 1
        clock.forward(hours=1)
    assert engine.run_all() == 0
    assert set_aside(parts) == 1
    assert waiting(parts) == {("file", 1)}  # so that the sweep leaves it to a person


def test_what_was_set_aside_runs_again_when_a_person_asks(parts, clock, engine_with):
    ran = []

    def broken(*_):
        ran.append(1)
        if len(ran) <= TRIES:
            raise OSError

    engine = engine_with(file=broken)
    queue(parts, Step.FILE, 1, clock())
    for _ in range(TRIES):
        engine.run_all()
        clock.forward(hours=1)
    queue(parts, Step.FILE, 1, clock())
    assert engine.run_all() == 1
    assert (waiting(parts), set_aside(parts)) == (set(), 0)


def test_a_rolled_back_transaction_leaves_no_job(parts, clock):
    with pytest.raises(ZeroDivisionError), parts.services.sessions.begin() as session:
        parts.services.queue(session, Step.FILE, 1, clock(), now=clock())
        _ = 1 / 0
    assert waiting(parts) == set()
    assert parts.engine.run_all() == 0


def test_asked_for_twice_it_runs_once_and_at_the_earlier_time(parts, clock, engine_with):
    ran = []
    engine = engine_with(file=lambda *given: ran.append(given[1]))
    for minutes in (10, 5, 20):
        with parts.services.sessions.begin() as session:
            parts.services.queue(session, Step.FILE, 7, clock() + timedelta(minutes=minutes), now=clock())
    clock.forward(minutes=5)
    assert engine.run_all() == 1
    clock.forward(minutes=60)
    assert engine.run_all() == 0
    assert ran == [7]


def test_what_is_due_and_not_worked_on_is_told(parts, clock):
    def oldest():
        with parts.services.sessions() as session:
            return parts.services.jobs.oldest_due(session, clock())

    assert oldest() is None
    queue(parts, Step.FILE, 1, clock())
    assert oldest() is not None


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
    forget(parts)
    sweep.sweep(parts.services, clock())
    parts.engine.run_all()
    forget(parts)
    sweep.sweep(parts.services, clock())
    parts.engine.run_all()
    assert {entry.state for entry in cast.all(LedgerEntry)} == {InboundState.FILED}
    assert len(cast.all(Draft)) == 5


def test_the_sweep_leaves_alone_what_has_a_job(cast, parts, clock):
    taken(cast, b"From: Ann <ann@mail.example>\n\nIs it here?")
    assert sweep.sweep(parts.services, clock()) == 0


def test_threads_work_off_what_arrives_and_stop(cast, parts):
    parts.engine.start()
    assert until(lambda: parts.engine.alive)
    taken(cast, b"From: Ann <ann@mail.example>\n\nIs it here?")
    assert until(lambda: cast.all(Draft))
    parts.engine.stop()
    assert not parts.engine.alive
    assert not [t for t in threading.enumerate() if t.name.startswith("engine")]


def test_a_stop_waits_for_the_step_that_runs(parts, clock, engine_with):
    began, ended = threading.Event(), threading.Event()

    def slow(*_):
        began.set()
        time.sleep(0.5)
        ended.set()

    engine = engine_with(file=slow)
    queue(parts, Step.FILE, 1, clock())
    engine.start()
    assert began.wait(20)
    engine.stop()
    assert ended.is_set()
    assert waiting(parts) == set()


def test_filing_that_takes_every_seat_keeps_no_draft_waiting(parts, clock, engine_with):
    drafted, answered = threading.Event(), threading.Event()
    engine = engine_with(file=lambda *_: answered.wait(20), draft=lambda *_: drafted.set())
    for subject in range(2 * parts.services.settings.workers):
        queue(parts, Step.FILE, subject + 1, clock())
    queue(parts, Step.DRAFT, 1, clock())
    engine.start()
    seen = drafted.wait(15)
    answered.set()
    engine.stop()
    assert seen


@pytest.fixture
def impatient(settings, parts):
    """A worker that is quiet for a second counts as dead."""
    short = settings.model_copy(update={"lease_seconds": 1.0, "sweep_seconds": 1.0})
    for part in (parts.engine, parts.engine.trying):
        object.__setattr__(part, "services", replace(parts.services, settings=short))
    return parts


def test_what_a_dead_process_held_is_taken_over(impatient, clock, engine_with):
    """It died holding the job: no error was noted, no try was ended."""
    parts, ran = impatient, []
    engine = engine_with(file=lambda *given: ran.append(given[1]))
    queue(parts, Step.FILE, 999, clock())
    hold_and_die(parts, clock())
    engine.start()
    assert until(lambda: ran)
    engine.stop()
    assert ran == [999]
    assert waiting(parts) == set()


def hold_and_die(parts, now):
    with parts.services.sessions.begin() as session:
        if session.get_bind().dialect.name == "sqlite":
            assert rows.claim(session, "dead", now, timedelta(hours=1))
            return
        session.execute(text("SELECT procrastinate_register_worker_v1()"))
        session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"))
        session.execute(
            text(
                "UPDATE procrastinate_jobs SET status = 'doing',"
                " worker_id = (SELECT max(id) FROM procrastinate_workers)"
            )
        )


@pytest.mark.parametrize("attempt", range(1, 12))
def test_backoff_grows_and_stays_below_six_minutes(attempt):
    assert timedelta(seconds=2) <= backoff(attempt) <= timedelta(minutes=6)
