"""A promise whose time is near, or over: a truthful draft lies ready, and sending it renews the promise."""

from datetime import timedelta

import pytest

from assistant.core.states import ConversationState, DraftState, PromiseState
from assistant.pipeline import drafts, news, review
from assistant.pipeline.review import Approved, Tick
from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Draft, Promise

REPLY = "Hi Dana,\n\nI'll write you the price by 4 pm.\n\nSam Whitfield · Sales · 555-0142"
WHAT = "the price of the second key"


@pytest.fixture
def promised(cast):
    """Sam promised Dana a price, in four hours."""
    cast.writes("What would a second key cost?")
    due = cast.clock() + timedelta(hours=4)
    cast.approves(text=REPLY, overrule="x", promises=[Tick(WHAT, cast.sam.id, due)])
    cast.works()
    return cast


def swept(cast):
    sweep(cast.services, cast.clock())
    cast.works()


def test_nothing_is_written_while_there_is_time(promised, clock):
    clock.forward(hours=2)
    swept(promised)
    assert promised.draft() is None


def test_an_hour_before_it_a_draft_lies_ready_and_nothing_has_left(promised, clock):
    clock.forward(hours=3, minutes=5)
    before = len(promised.outbox())
    swept(promised)
    draft = promised.draft()
    assert f"I promised you {WHAT} by" in draft.text
    assert "It may take longer than that, and you should hear it from me before and not after." in draft.text
    assert draft.signer_id == promised.sam.id
    assert draft.notes[0].startswith("You promised this")
    assert not [one for one in draft.findings if one["severity"] == "block"]
    assert len(promised.outbox()) == before
    assert draft.answered_by_hand == [0]  # by the reply that promised
    assert promised.conversation().state is ConversationState.ANSWERED


def test_after_it_the_draft_owns_up(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    assert "and I didn't keep to that. I'm sorry" in promised.draft().text


def test_it_is_written_once(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    made = promised.draft()
    swept(promised)
    assert promised.draft().id == made.id
    drafts.discard(promised.services, made.id, by=promised.sam, why="called her", now=clock())
    assert sweep(promised.services, clock()) == 0
    assert promised.draft() is None


def test_sent_it_renews_the_promise_and_none_is_lost(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    due = clock() + timedelta(hours=2)
    assert isinstance(
        promised.approves(promises=[Tick("the price", promised.sam.id, due)], overrule="x"), Approved
    )
    promised.works()
    old, new = promised.promises()
    assert (old.state, old.ended_by_id) == (PromiseState.RENEWED, promised.sam.id)
    assert (new.state, new.due, new.renews_id, new.what) == (PromiseState.OPEN, due, old.id, "the price")


def test_sent_without_a_new_time_the_promise_stays_open(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    promised.approves(text=REPLY.replace("by 4 pm", "soon"), overrule="x")
    promised.works()
    (promise,) = promised.promises()
    assert promise.state is PromiseState.OPEN


def test_whoever_is_at_an_answer_already_is_left_alone(promised, clock):
    clock.forward(hours=5)
    with promised.services.sessions() as session:
        address = session.query(Conversation).one().reply_address
    promised.writes("Any news about the key?", to=address)
    answer = promised.draft()
    assert sweep(promised.services, clock()) == 0
    news.news(promised.services, promised.promises()[0].id, clock())
    assert promised.draft().id == answer.id
    assert len(promised.all(Draft)) == 2


def test_typed_in_after_a_newer_message_its_questions_count(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    mine = promised.draft()
    review.save(promised.services, mine.id, mine.text + " ", by=promised.sam, now=clock())
    review.save(promised.services, mine.id, f"{mine.text}!", by=promised.sam, now=clock())
    with promised.services.sessions() as session:
        address = session.query(Conversation).one().reply_address
    promised.writes("And does it come with the remote?", to=address)
    review.save(promised.services, mine.id, f"{mine.text}!!", by=promised.sam, now=clock())
    with promised.services.sessions() as session:
        kept = session.get_one(Draft, mine.id)
        assert (kept.answered_by_hand, kept.message.words.strip()) == (
            [],
            "And does it come with the remote?",
        )


@pytest.mark.parametrize("gone", ["kept", "erased"])
def test_of_what_has_ended_there_is_no_news(promised, clock, gone):
    clock.forward(hours=5)
    with promised.services.sessions.begin() as session:
        promise = session.query(Promise).one()
        if gone == "kept":
            promise.keep(promised.sam, "called", clock())
        else:
            session.query(Conversation).one().customer.erased_at = clock()
    news.news(promised.services, 1, clock())
    assert [d.state for d in promised.all(Draft)] == [DraftState.SENT]
