"""A letter that nobody asked for, whose customer left the list meanwhile: it is put away, wherever it is."""

import pytest
from test_touches import letter, looked, owns, sold, touch

from assistant.core.states import ConversationState, DeliveryState, DraftState, TouchState
from assistant.pipeline import opting, review, send, touching, welcome
from assistant.pipeline.review import Approved
from assistant.records import Conversation, Delivery, Draft, Touch, outgoing

__all__ = ["sold"]
LEFT = "Not sent: they left the list."


@pytest.fixture
def ready(sold):
    owns(sold)
    looked(sold)
    return letter(sold)


def after(cast, draft):
    with cast.services.sessions() as session:
        found = session.get_one(Draft, draft.id)
        talk = session.get_one(Conversation, draft.conversation_id)
        (reason,) = session.query(Touch).filter(Touch.draft_id == draft.id)
        trouble = session.scalars(outgoing.in_trouble([talk.store_id])).all()
        return found.state, found.discarded_why, talk.state, talk.closed_reason, reason.state, len(trouble)


GONE = (DraftState.DISCARDED, LEFT, ConversationState.CLOSED, LEFT, TouchState.LAPSED, 0)


def test_pressed_within_the_seconds_to_undo_nothing_leaves_and_nothing_stays_to_do(sold, ready):
    approved = sold.approves(ready, seen=0)
    assert isinstance(approved, Approved)
    opting.leave_by_link(sold.services, sold.dana_id, sold.clock())
    send.send(sold.services, approved.delivery_id, sold.clock())
    assert sold.outbox() == [] and after(sold, ready) == GONE
    with sold.services.sessions() as session:
        delivery = session.get_one(Delivery, approved.delivery_id)
        assert delivery.state is DeliveryState.FAILED and delivery.reason.startswith(LEFT)


def test_a_letter_that_lies_ready_is_put_away_at_once_also_one_that_was_changed(sold, ready):
    review.save(sold.services, ready.id, ready.text + "\n\nSee you!", by=sold.sam, now=sold.clock())
    opting.leave_by_link(sold.services, sold.dana_id, sold.clock())
    assert after(sold, ready) == GONE


def test_undone_after_the_press_it_may_not_leave_any_more(sold, ready):
    approved = sold.approves(ready, seen=0)
    opting.leave_by_link(sold.services, sold.dana_id, sold.clock())
    review.undo(sold.services, ready.id, by=sold.sam, now=sold.clock())
    with sold.services.sessions() as session:
        draft = session.get_one(Draft, ready.id)
        assert draft.state is DraftState.AWAITING_REVIEW and welcome.left(session, draft)
        assert "They asked on" in welcome.against(session, draft, sold.clock())
    send.send(sold.services, approved.delivery_id, sold.clock())
    assert sold.outbox() == []


def test_what_holds_it_back_for_another_reason_gives_it_back(sold, ready, monkeypatch):
    approved = sold.approves(ready, seen=0)
    monkeypatch.setattr(touching, "held_back", lambda *_: "They wait for an answer of ours.")
    send.send(sold.services, approved.delivery_id, sold.clock())
    state, *_, trouble = after(sold, ready)
    assert (state, touch(sold).state, trouble) == (DraftState.AWAITING_REVIEW, TouchState.DRAFTED, 1)
