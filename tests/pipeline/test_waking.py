"""Snoozed until something happens: it wakes then, at the latest at its time, and its owner is told why."""

from datetime import timedelta

import pytest

from assistant.core.notice import Why
from assistant.core.states import ConversationState, PromiseState
from assistant.core.waking import Until, Woke
from assistant.pipeline import asks, care
from assistant.pipeline.asks import Wanted
from assistant.pipeline.sweep import sweep
from assistant.records import Ask, Conversation, Notice, Promise, Record, RecordKind


@pytest.fixture
def waiting(cast):
    """Dana waits for Sam."""
    cast.writes("Is my rack in?")
    return cast.conversation()


def snoozes(cast, conversation, wait_for, hours=48):
    until = cast.clock() + timedelta(hours=hours)
    care.snooze(cast.services, conversation.id, until=until, wait_for=wait_for, by=cast.sam, now=cast.clock())
    cast.clock.forward(minutes=5)
    sweep(cast.services, cast.clock())
    return now(cast, conversation)


def now(cast, conversation):
    with cast.services.sessions() as session:
        return session.get_one(Conversation, conversation.id)


def wakes(cast, conversation):
    """Why it woke by now; None while it sleeps."""
    sweep(cast.services, cast.clock())
    row = now(cast, conversation)
    return row.woke if row.state is ConversationState.WAITING else None


def woken_notices(cast):
    return [one.teammate_id for one in cast.all(Notice) if one.why is Why.WOKE]


def promised(cast, conversation, hours):
    with cast.services.sessions.begin() as session:
        session.add(
            Promise(
                store_id=cast.store_id, customer_id=cast.dana_id, conversation_id=conversation.id,
                who_id=cast.sam.id, what="call", made_at=cast.clock(),
                due=cast.clock() + timedelta(hours=hours),
            )
        )  # fmt: skip


def on_record(cast, **values):
    with cast.services.sessions.begin() as session:
        given = {"kind": RecordKind.REPAIR, "text": "Repair order 1: waits for parts.", **values}
        row = Record(store_id=cast.store_id, customer_id=cast.dana_id, at=cast.clock(), **given)
        session.add(row)
        session.flush()
        return row.id


def test_at_its_time_it_is_back_and_its_owner_told(cast, waiting):
    snoozes(cast, waiting, Until.TIME, hours=2)
    assert wakes(cast, waiting) is None
    cast.clock.forward(hours=2)
    assert wakes(cast, waiting) is Woke.TIME
    assert woken_notices(cast) == [cast.sam.id]


def test_a_colleagues_answer_wakes_it(cast, waiting):
    due = cast.clock() + timedelta(hours=1)
    asks.ask(
        cast.services, waiting.id, Wanted(cast.robin.id, "Is it in?", due), by=cast.sam, now=cast.clock()
    )
    snoozes(cast, waiting, Until.ASK)
    assert wakes(cast, waiting) is None
    (ask,) = cast.all(Ask)
    asks.answer(cast.services, ask.id, "It is.", by=cast.robin, now=cast.clock())
    assert wakes(cast, waiting) is Woke.ASK


def test_a_new_record_of_the_customer_wakes_it(cast, waiting):
    snoozes(cast, waiting, Until.RECORD)
    assert wakes(cast, waiting) is None
    on_record(cast)
    assert wakes(cast, waiting) is Woke.RECORD


def test_a_changed_record_wakes_it_and_a_note_of_our_own_does_not(cast, waiting):
    key = on_record(cast)
    snoozes(cast, waiting, Until.RECORD)
    care.add_note(cast.services, waiting.id, text="Looked again.", by=cast.sam, now=cast.clock())
    assert wakes(cast, waiting) is None
    with cast.services.sessions.begin() as session:
        session.get_one(Record, key).text = "Repair order 1: the parts are in."
    assert wakes(cast, waiting) is Woke.RECORD


def test_it_wakes_an_hour_before_a_promise_there_is_due(cast, waiting):
    promised(cast, waiting, hours=5)
    snoozes(cast, waiting, Until.PROMISE)
    cast.clock.forward(hours=3, minutes=54)
    assert wakes(cast, waiting) is None
    cast.clock.forward(minutes=1)
    assert wakes(cast, waiting) is Woke.PROMISE


@pytest.mark.parametrize("wait_for", [Until.MESSAGE, Until.RECORD, Until.PROMISE])
def test_nothing_sleeps_longer_than_its_latest_time(cast, waiting, wait_for):
    promised(cast, waiting, hours=100)
    snoozes(cast, waiting, wait_for, hours=10)
    cast.clock.forward(hours=10)
    assert wakes(cast, waiting) is Woke.LATEST
    assert woken_notices(cast) == [cast.sam.id]


@pytest.mark.parametrize("wait_for", [Until.TIME, Until.MESSAGE, Until.RECORD, Until.PROMISE])
def test_a_message_of_the_customer_wakes_it_at_once_and_the_promise_in_it_stays(cast, waiting, wait_for):
    promised(cast, waiting, hours=30)
    since = snoozes(cast, waiting, wait_for).waiting_since
    cast.writes("Any news?", In_Reply_To=newest_id(cast, waiting))
    row = now(cast, waiting)
    assert (row.state, row.woke) == (ConversationState.WAITING, Woke.MESSAGE)
    assert row.waiting_since == since, "the clock ran on"
    assert [one.state for one in cast.promises()] == [PromiseState.OPEN]
    assert woken_notices(cast) == [cast.sam.id]


def newest_id(cast, conversation):
    with cast.services.sessions() as session:
        return session.get_one(Conversation, conversation.id).newest_inbound.message_id


def test_without_any_job_the_sweep_finds_it(cast, waiting):
    snoozes(cast, waiting, Until.TIME, hours=1)
    with cast.services.sessions.begin() as session:
        cast.services.jobs.forget(session)
    cast.clock.forward(hours=1)
    assert wakes(cast, waiting) is Woke.TIME


@pytest.mark.parametrize(
    ("wait_for", "why"), [(Until.ASK, "No colleague"), (Until.PROMISE, "Nothing is promised")]
)
def test_what_cannot_happen_is_not_waited_for(cast, waiting, wait_for, why):
    with pytest.raises(ValueError, match=why):
        snoozes(cast, waiting, wait_for)
    assert now(cast, waiting).state is ConversationState.WAITING


def test_one_that_sleeps_may_sleep_until_another_time(cast, waiting):
    snoozes(cast, waiting, Until.MESSAGE, hours=2)
    row = snoozes(cast, waiting, Until.TIME, hours=5)
    assert (row.snoozed_for, row.snoozed_until) == (Until.TIME, cast.clock() + timedelta(hours=4, minutes=55))
    cast.clock.forward(hours=3)
    assert wakes(cast, waiting) is None


def test_why_it_came_back_is_forgotten_once_it_is_answered(cast, waiting):
    snoozes(cast, waiting, Until.TIME, hours=1)
    cast.clock.forward(hours=2)
    assert wakes(cast, waiting) is Woke.TIME
    care.log_call(cast.services, waiting.id, text="Told her.", spoke=True, by=cast.sam, now=cast.clock())
    assert now(cast, waiting).woke is None


def test_a_new_mail_that_names_no_thread_wakes_what_its_writer_waits_for(cast, waiting):
    assert snoozes(cast, waiting, Until.TIME).state is ConversationState.SNOOZED
    cast.writes("Anyone there? It is about my rack.", subject="Hello again")
    assert cast.conversation().id != waiting.id
    assert wakes(cast, waiting) is Woke.MESSAGE and cast.sam.id in woken_notices(cast)


def test_a_note_that_they_are_away_wakes_nothing(cast, waiting):
    snoozes(cast, waiting, Until.TIME)
    cast.writes("I am out of office.", subject="Automatic reply: x", auto_submitted="auto-replied")
    assert wakes(cast, waiting) is None
