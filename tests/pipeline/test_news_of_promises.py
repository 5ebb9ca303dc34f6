"""A promise whose time is near, or over: a truthful draft lies ready, and sending it renews the promise."""

from datetime import timedelta

import pytest
from cast import DANA

from assistant.core.states import ConversationState, DraftState, PromiseState
from assistant.pipeline import drafts, news, review
from assistant.pipeline.call_notes import call_note
from assistant.pipeline.review import Approved, Tick
from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Customer, Draft, IdentityKind, Promise

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
    assert draft.unasked, "the reply in which it was promised has answered what they asked"
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


def address(cast):
    with cast.services.sessions() as session:
        return session.query(Conversation).one().reply_address


def news_of(cast):
    with cast.services.sessions() as session:
        return session.query(Promise).order_by(Promise.id).first().news


def test_it_lies_ready_beside_an_answer_that_leads(promised, clock):
    clock.forward(hours=2)
    promised.writes("Does it come with the remote?", to=address(promised))
    answer = promised.draft()
    clock.forward(hours=1, minutes=5)
    swept(promised)
    beside = news_of(promised)
    assert (beside.state, promised.draft().id) == (DraftState.WRITTEN, answer.id)
    assert f"I promised you {WHAT} by" in beside.text


def test_sent_first_it_stops_no_clock_and_the_answer_leads_again(promised, clock):
    clock.forward(hours=2)
    promised.writes("Does it come with the remote?", to=address(promised))
    answer, since = promised.draft(), promised.conversation().waiting_since
    clock.forward(hours=1, minutes=5)
    swept(promised)
    drafts.lead(promised.services, news_of(promised).id, by=promised.sam, now=clock())
    due = clock() + timedelta(hours=2)
    told = promised.approves(promises=[Tick("the price", promised.sam.id, due)])
    assert isinstance(told, Approved), told
    promised.works()
    assert [one.state for one in promised.promises()] == [PromiseState.RENEWED, PromiseState.OPEN]
    conversation = promised.conversation()
    assert (conversation.state, conversation.waiting_since) == (ConversationState.WAITING, since)
    assert promised.draft().id == answer.id


def test_once_the_answer_has_left_it_comes_to_the_front(promised, clock):
    clock.forward(hours=2)
    promised.writes("Does it come with the remote?", to=address(promised))
    clock.forward(hours=1, minutes=5)
    swept(promised)
    beside = news_of(promised)
    promised.approves(text=REPLY.replace("the price by 4 pm", "back"), overrule="x")
    promised.works()
    swept(promised)
    assert promised.draft().id == beside.id


def test_what_was_written_before_its_time_is_written_anew_after_it(promised, clock):
    clock.forward(hours=3, minutes=5)
    swept(promised)
    early = promised.draft()
    clock.forward(hours=1)
    swept(promised)
    late = promised.draft()
    assert late.id != early.id
    assert "and I didn't keep to that" in late.text
    assert sweep(promised.services, clock()) == 0
    assert len(promised.all(Draft)) == 3


def test_what_a_person_typed_is_not_written_anew(promised, clock):
    clock.forward(hours=3, minutes=5)
    swept(promised)
    mine = promised.draft()
    review.save(promised.services, mine.id, mine.text.replace("Hi", "Hello"), by=promised.sam, now=clock())
    clock.forward(hours=1)
    swept(promised)
    assert promised.draft().id == mine.id
    assert sweep(promised.services, clock()) == 0


def test_a_newer_message_has_it_written_anew_beside_the_answer(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    before = promised.draft()
    promised.writes("Does it come with the remote?", to=address(promised))
    answer = promised.draft()
    swept(promised)
    beside = news_of(promised)
    assert beside.id not in (before.id, answer.id)
    assert beside.message_id == answer.message_id
    assert (beside.state, promised.draft().id) == (DraftState.WRITTEN, answer.id)
    assert sweep(promised.services, clock()) == 0


def test_typed_in_after_a_newer_message_its_questions_count(promised, clock):
    clock.forward(hours=5)
    swept(promised)
    mine = promised.draft()
    review.save(promised.services, mine.id, mine.text + " ", by=promised.sam, now=clock())
    review.save(promised.services, mine.id, f"{mine.text}!", by=promised.sam, now=clock())
    promised.writes("And does it come with the remote?", to=address(promised))
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


def by_phone(cast, **identity):
    """Sam promised Ines a price on the phone; she has never written."""
    with cast.services.sessions.begin() as session:
        ines = Customer(store_id=cast.store_id, name="Ines Moreno", since=cast.clock())
        session.add(ines)
        for kind, value in identity.items():
            ines.proves(IdentityKind(kind), value, "import", cast.clock())
        session.flush()
        made = Promise(
            store_id=cast.store_id, customer_id=ines.id, who_id=cast.sam.id, what=WHAT,
            made_at=cast.clock(), due=cast.clock() + timedelta(hours=4),
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def test_to_whom_never_wrote_the_letter_is_written_first(cast, clock):
    key = by_phone(cast, email="ines@mail.example")
    clock.forward(hours=3, minutes=5)
    swept(cast)
    with cast.services.sessions() as session:
        promise = session.get_one(Promise, key)
        draft, conversation = promise.news, promise.conversation
        assert f"I promised you {WHAT} by" in draft.text
        assert (draft.state, draft.message_id) == (DraftState.AWAITING_REVIEW, None)
        assert (conversation.recipient_email, conversation.owner_id) == ("ines@mail.example", cast.sam.id)
        assert conversation.waiting_since is None
        assert conversation.subject.startswith("What I promised you")
    assert sweep(cast.services, clock()) == 0
    press = review.Press(
        by_id=cast.sam.id, sign_in_id=cast.sign_ins[cast.sam.id], text=draft.text, newest_seen_id=0,
        promises=(Tick("the price", cast.sam.id, clock() + timedelta(hours=2)),),
    )  # fmt: skip
    assert isinstance(review.approve(cast.services, draft.id, press, now=clock()), Approved)
    cast.works()
    assert cast.outbox()[-1]["To"].addresses[0].addr_spec == "ines@mail.example"
    assert [one.state for one in cast.promises()] == [PromiseState.RENEWED, PromiseState.OPEN]


def test_where_there_is_only_a_phone_it_is_a_call_with_what_to_say(cast, clock):
    key = by_phone(cast, phone="+15550100177")
    clock.forward(hours=5)
    assert sweep(cast.services, clock()) == 0
    with cast.services.sessions() as session:
        note = call_note(cast.services, session, session.get_one(Promise, key), clock())
    assert note.phones == ("+15550100177",)
    said = " ".join(note.words)
    assert f"I promised you {WHAT} by" in said and "I didn't keep to that" in said
    assert "Sam" not in said and "Hi" not in note.words[0]


def test_an_address_of_two_is_nobodys_surely_and_is_not_looked_for_again(cast, clock):
    key = by_phone(cast, email=DANA)
    clock.forward(hours=5)
    assert sweep(cast.services, clock()) == 0
    assert news.asked_for(cast.services, key, by=cast.sam, now=clock()) is news.Lies.NOWHERE
