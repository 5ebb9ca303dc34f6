"""Closing asks what becomes of each open thing: a promise, somebody outside, a question to a colleague."""

from datetime import timedelta

import pytest

from assistant.core.leaving_open import Fate, Said, Thing
from assistant.core.states import AskState, ConversationState, OutsideState, PromiseState
from assistant.pipeline import asks, care, hints, outside
from assistant.records import Ask, Deed, Outside, Promise

HOUR = timedelta(hours=1)


@pytest.fixture
def open_(cast):
    """One of each is open in what Dana asked."""
    cast.writes("Is my rack in?")
    key, services, now = cast.conversation().id, cast.services, cast.clock()
    hints.add(services, key, hints.Made("call her", cast.sam.id, now + HOUR), by=cast.sam, now=now)
    wanted = outside.Wanted("Subaru", "when the rack ships", now + 2 * HOUR)
    outside.wait_for(services, key, wanted, by=cast.sam, now=now)
    asks.ask(services, key, asks.Wanted(cast.robin.id, "Do we have one?", now + HOUR), by=cast.sam, now=now)
    return cast


def close(cast, *said):
    care.close(
        cast.services,
        cast.conversation().id,
        reason="sold elsewhere",
        by=cast.sam,
        now=cast.clock(),
        said=said,
    )


def test_it_names_each_of_which_nothing_was_said(open_):
    with pytest.raises(ValueError, match="“call her”.*Subaru has to answer.*Robin is asked") as told:
        close(open_)
    assert "Say of each" in str(told.value)
    with pytest.raises(ValueError, match="Robin is asked"):
        close(open_, Said(Thing.PROMISE, 1, Fate.STAYS), Said(Thing.OUTSIDE, 1, Fate.STAYS))
    assert open_.conversation().state is ConversationState.WAITING


def test_what_stays_stays(open_):
    close(open_, *(Said(thing, 1, Fate.STAYS) for thing in Thing))
    assert open_.conversation().closed_reason == "sold elsewhere"
    assert [one.state for one in open_.all(Promise)] == [PromiseState.OPEN]
    assert [one.state for one in open_.all(Outside)] == [OutsideState.OPEN]
    assert [one.state for one in open_.all(Ask)] == [AskState.OPEN]


def test_what_is_dropped_has_a_name_and_a_reason(open_):
    with pytest.raises(ValueError, match="Say why"):
        close(open_, *(Said(thing, 1, Fate.DROPPED) for thing in Thing))
    close(open_, *(Said(thing, 1, Fate.DROPPED, "they bought one") for thing in Thing))
    (promise,), (waited,), (ask,) = open_.all(Promise), open_.all(Outside), open_.all(Ask)
    assert (promise.state, promise.ended_how) == (PromiseState.RELEASED, "they bought one")
    assert (waited.state, waited.answer) == (OutsideState.DROPPED, "they bought one")
    assert (ask.state, ask.ended_by_id) == (AskState.WITHDRAWN, open_.sam.id)
    assert open_.conversation().closed_reason == (
        "sold elsewhere; Robin need not answer any more: they bought one"
    )
    done = {one.what for one in open_.all(Deed)}
    assert {"released a promise", "withdrew a question", "waits for nobody outside any more"} <= done


def test_what_moves_has_a_new_time_and_a_reason(open_, clock):
    at = clock() + timedelta(days=2)
    with pytest.raises(ValueError, match="still to come"):
        close(open_, *(Said(thing, 1, Fate.MOVED, "snow", clock() - HOUR) for thing in Thing))
    close(open_, *(Said(thing, 1, Fate.MOVED, "snow", at) for thing in Thing))
    old, new = open_.all(Promise)
    assert (old.state, new.due) == (PromiseState.RENEWED, at)
    assert [one.ask_again for one in open_.all(Outside)] == [at]
    assert [(one.due, one.state) for one in open_.all(Ask)] == [(at, AskState.OPEN)]
    assert "Subaru is asked again later: snow" in open_.conversation().closed_reason


def test_a_promise_may_be_kept_and_a_question_may_not(open_):
    rest = Said(Thing.OUTSIDE, 1, Fate.STAYS)
    with pytest.raises(ValueError, match="cannot be said"):
        close(open_, Said(Thing.PROMISE, 1, Fate.KEPT, "called"), rest, Said(Thing.ASK, 1, Fate.KEPT, "x"))
    close(open_, Said(Thing.PROMISE, 1, Fate.KEPT, "called"), rest, Said(Thing.ASK, 1, Fate.STAYS))
    assert [one.state for one in open_.all(Promise)] == [PromiseState.KEPT]
