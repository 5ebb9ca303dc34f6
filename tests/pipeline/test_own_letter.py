"""A person writes of their own accord: in the conversation that rests, or in a new one; approved as ever."""

import pytest

from assistant.core.states import ConversationState
from assistant.pipeline import care, own_letter
from assistant.pipeline.review import Approved, Stopped
from assistant.records import Conversation, Customer, IdentityKind

TEXT = "Hi Dana,\n\nHere is the brochure you asked for.\n\nSam Whitfield · Sales · 555-0142"


@pytest.fixture
def answered(cast):
    cast.writes("When are you open on Saturday?")
    cast.approves(overrule="x")
    cast.works()
    return cast


def begins(cast, conversation_id=None):
    return own_letter.begin(cast.services, cast.dana_id, conversation_id, by=cast.sam, now=cast.clock())


def test_it_goes_out_in_the_thread_that_rests(answered):
    there = answered.conversation().id
    assert begins(answered, there) == there
    draft = answered.draft()
    assert draft.text.startswith("Hi Dana") and "Sam Whitfield" in draft.text
    assert len(draft.text.split("\n\n")) <= 3  # greeting and signature, and nothing that nobody said
    assert isinstance(answered.approves(draft, text=TEXT), Approved)
    answered.works()
    sent = answered.outbox()[-1]
    assert "brochure" in sent.get_content() and sent["Subject"] == "Re: A question"
    assert answered.conversation().state is ConversationState.ANSWERED


def test_as_it_stands_it_says_nothing_and_is_stopped(answered):
    begins(answered, answered.conversation().id)
    assert isinstance(answered.approves(answered.draft()), Stopped)


def test_whoever_waits_is_answered_instead(cast):
    cast.writes("Is the van here?")
    with pytest.raises(ValueError, match="wait for an answer"):
        begins(cast, cast.conversation().id)


def test_one_letter_at_a_time(answered):
    begins(answered, answered.conversation().id)
    with pytest.raises(ValueError, match="lies ready"):
        begins(answered, answered.conversation().id)


def test_a_new_conversation_needs_an_address_that_is_surely_theirs(answered):
    with answered.services.sessions.begin() as session:
        customer = session.get_one(Customer, answered.dana_id)
        for identity in customer.identities:
            identity.verified = False
    with pytest.raises(ValueError, match="verified"):
        begins(answered)
    with answered.services.sessions.begin() as session:
        customer = session.get_one(Customer, answered.dana_id)
        customer.proves(IdentityKind.EMAIL, "dana@mail.example", "sale", answered.clock())
    made = begins(answered)
    with answered.services.sessions() as session:
        begun = session.get_one(Conversation, made)
        assert (begun.recipient_email, begun.owner_id) == ("dana@mail.example", answered.sam.id)
        assert begun.subject == f"A word from {begun.store.name}"


def test_it_goes_out_in_a_conversation_that_was_closed(answered):
    there = answered.conversation().id
    care.close(answered.services, there, reason="done", by=answered.sam, now=answered.clock())
    begins(answered, there)
    assert isinstance(answered.approves(answered.draft(), text=TEXT), Approved)
    answered.works()
    assert "brochure" in answered.outbox()[-1].get_content()
    assert answered.conversation().waiting_since is None
