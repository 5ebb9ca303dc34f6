"""To an address that is only claimed: what we promised to it there may be spoken of, and no more."""

from datetime import timedelta

import pytest

from assistant.core.states import DraftState, PromiseState
from assistant.pipeline import anew, hints, news, recall, remember
from assistant.pipeline.hints import Made
from assistant.pipeline.news import Lies
from assistant.pipeline.review import Approved, Tick
from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Deed, Draft, Promise

BILL = "Bill Hart <bill@new.example>"
REPLY = "Hi Bill,\n\nI'll write you the price by 4 pm.\n\nSam Whitfield · Sales · 555-0142"
WHAT = "the price of the second key"


@pytest.fixture
def promised(cast):
    """Sam wrote to Bill, of whom nothing is known, and promised him a price in four hours."""
    cast.writes("What would a second key cost?", sender=BILL)
    due = cast.clock() + timedelta(hours=4)
    assert isinstance(
        cast.approves(text=REPLY, overrule="x", promises=[Tick(WHAT, cast.sam.id, due)]), Approved
    )
    cast.works()
    return cast


def swept(cast):
    again = sweep(cast.services, cast.clock())
    cast.works()
    return again


def by_hand(cast, what="the four tires that he left here", hours=4):
    made = Made(what, cast.sam.id, cast.clock() + timedelta(hours=hours))
    hints.add(cast.services, cast.conversation().id, made, by=cast.sam, now=cast.clock())
    return cast.promises()[-1].id


def told_well(draft, *words):
    assert all(word in draft.text for word in words), draft.text
    assert not [one for one in draft.findings if one["severity"] == "block"], draft.findings


def test_before_its_time_they_are_told_with_words(promised, clock):
    clock.forward(hours=3, minutes=5)
    swept(promised)
    told_well(promised.draft(), f"I promised you {WHAT} by")
    due = clock() + timedelta(hours=2)
    assert isinstance(promised.approves(promises=[Tick("the price", promised.sam.id, due)]), Approved)


def test_after_it_the_draft_owns_up(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    told_well(promised.draft(), "and I didn't keep to that")


def test_asked_for_it_is_written_at_once(promised, clock):
    clock.forward(minutes=5)
    (promise,) = promised.promises()
    lies = news.asked_for(promised.services, promise.id, by=promised.sam, now=clock())
    assert lies is Lies.IN_FRONT
    told_well(promised.draft(), f"I promised you {WHAT} by")
    assert promised.draft().notes[0] == news.AHEAD


def test_a_renewed_one_was_written_there_too(promised, clock):
    (promise,) = promised.promises()
    due = clock() + timedelta(hours=6)
    remember.renew(promised.services, promise.id, due=due, why="the part", by=promised.sam, now=clock())
    clock.forward(hours=7)
    swept(promised)
    told_well(promised.draft(), "and I didn't keep to that")


def test_their_next_letter_is_answered_with_it(promised, clock):
    clock.forward(hours=5)
    with promised.services.sessions() as session:
        to = session.query(Conversation).one().reply_address
    promised.writes("Any news on the price of that key?", sender=BILL, to=to)
    assert "I promised you" in promised.draft().text


def test_what_was_promised_elsewhere_stays_private_and_no_empty_letter_is_stored(promised, clock):
    key = by_hand(promised)
    clock.forward(hours=5)
    before = len(promised.all(Draft))
    lies = news.asked_for(promised.services, key, by=promised.sam, now=clock())
    assert lies is Lies.PRIVATE
    assert len(promised.all(Draft)) == before


def test_it_is_not_looked_for_again(cast, clock):
    cast.writes("What would a second key cost?", sender=BILL)
    cast.approves(text="Hi Bill,\n\nIt costs $20.\n\nSam Whitfield · Sales · 555-0142", overrule="x")
    cast.works()
    by_hand(cast)
    clock.forward(hours=5)
    assert swept(cast) == 0
    assert [one.state for one in cast.all(Draft)] == [DraftState.SENT]


def test_from_another_address_it_is_private(promised, clock):
    with promised.services.sessions.begin() as session:
        conversation = session.query(Conversation).one()
        conversation.recipient_email = "mallory@new.example"
        assert recall.made_here(session, conversation, clock()) == []
    lies = news.asked_for(promised.services, 1, by=promised.sam, now=clock())
    assert lies is Lies.PRIVATE


def test_once_more_after_one_was_sent(promised, clock):
    clock.forward(hours=3, minutes=5)
    swept(promised)
    promised.approves(text=REPLY.replace("by 4 pm", "soon"), overrule="x")
    promised.works()
    clock.forward(minutes=30)
    assert news.asked_for(promised.services, 1, by=promised.sam, now=clock()) is Lies.IN_FRONT


def test_of_one_that_has_ended_nothing_is_told(promised, clock):
    (promise,) = promised.promises()
    remember.keep(promised.services, promise.id, how="called him", by=promised.sam, now=clock())
    assert news.asked_for(promised.services, promise.id, by=promised.sam, now=clock()) is Lies.ENDED
    assert promised.all(Promise)[0].state is PromiseState.KEPT


def test_written_anew_it_is_the_letter_of_the_promise_as_it_is_by_now(promised, clock):
    clock.forward(hours=3, minutes=5)
    swept(promised)
    early = promised.draft()
    clock.forward(hours=2)
    assert anew.redraft(promised.services, early.id, by=promised.sam, now=clock())
    told_well(promised.draft(), "and I didn't keep to that")
    assert promised.promises()[0].news_id == promised.draft().id
    assert {one.state for one in promised.all(Draft) if one.id == early.id} == {DraftState.WRITTEN}


def test_where_nothing_new_is_known_nothing_is_written_and_no_deed_is_logged(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    before, deeds = promised.draft(), len(promised.all(Deed))
    assert not anew.redraft(promised.services, before.id, by=promised.sam, now=clock())
    assert (promised.draft().id, len(promised.all(Deed))) == (before.id, deeds)


def test_of_a_promise_that_was_kept_meanwhile_nothing_is_written_anew(promised, clock):
    clock.forward(hours=3, minutes=5)
    swept(promised)
    before = promised.draft()
    remember.keep(promised.services, 1, how="called him", by=promised.sam, now=clock())
    clock.forward(hours=2)
    assert not anew.redraft(promised.services, before.id, by=promised.sam, now=clock())
    assert promised.draft().id == before.id
