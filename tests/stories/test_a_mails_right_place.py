"""Each mail reaches its customer and its matter, whoever sent it on and however it refers."""

import pytest
from cast import DANA, INBOX, mail

from assistant.core.states import ConversationState, InboundState
from assistant.records import Conversation, LedgerEntry, Message

SAM = "Sam Whitfield <sam@northgate.example>"
PASSED = """Can you take this one?

---------- Forwarded message ---------
From: Kim Vale <kim@mail.example>
Date: Mon, Nov 23, 2026 at 3:04 PM
Subject: brakes
To: <sam@northgate.example>

My brakes squeal since the service. When can you look at them?
"""
LEAD = """<?xml version="1.0"?><adf><prospect><requestdate>2026-11-23T10:00:00</requestdate>
<vehicle interest="buy"><year>2021</year><make>Subaru</make><model>{model}</model></vehicle>
<customer><contact><name part="full">Kim Vale</name><email>kim@mail.example</email></contact>
<comments>{comments}</comments></customer></prospect></adf>"""


def test_what_a_teammate_passes_on_is_answered_to_whoever_wrote_it(cast):
    entry = cast.writes(PASSED, sender=SAM, subject="Fwd: brakes")
    conversation = cast.conversation(entry)
    (message,) = cast.all(Message)
    assert conversation.recipient_email == "kim@mail.example"
    assert "My brakes squeal" in message.visible_text
    assert "Can you take this one?" in message.text
    assert any("Sam Whitfield passed it on" in note for note in message.notes)
    assert conversation.state is ConversationState.WAITING


def test_what_a_customer_passes_on_is_theirs(cast):
    entry = cast.writes(PASSED, subject="Fwd: brakes")
    assert cast.conversation(entry).recipient_email == DANA


def test_two_leads_of_one_customer_about_one_vehicle_are_one_matter_and_another_vehicle_is_another(cast):
    for model, comments in (
        ("Outback", "Is it there?"),
        ("Outback", "Still there?"),
        ("Forester", "And this?"),
    ):
        cast.arrives(LEAD.format(model=model, comments=comments).encode(), form="adf")
    assert [len(one.messages) for one in loaded(cast)] == [2, 1]


def loaded(cast):
    with cast.services.sessions() as session:
        found = session.query(Conversation).order_by(Conversation.id).all()
        for one in found:
            assert one.messages
        return found


def test_strangers_with_one_subject_are_never_joined(cast):
    cast.writes("Is it there?", subject="Outback")
    cast.writes("Is it there?", subject="Re: Outback", sender="kim@mail.example")
    assert [one.recipient_email for one in cast.all(Conversation)] == [DANA, "kim@mail.example"]


def test_one_mail_to_two_inboxes_is_filed_once(cast):
    raw = mail("Is it there?", to=f"{INBOX}, service@northgate.example")
    cast.arrives(b"Delivered-To: sales@northgate.example\n" + raw)
    cast.arrives(b"Delivered-To: service@northgate.example\n" + raw)
    assert [one.state for one in cast.all(LedgerEntry)] == [InboundState.FILED, InboundState.KNOWN]
    assert len(cast.all(Message)) == 1


def answered_thread(cast):
    cast.writes("Is the van here?", subject="The van", message_id="<van@mail.example>")
    cast.approves(text="Hi Dana, yes, it is here.\n\nSam", overrule="x")
    cast.works()
    return cast.outbox()[-1]["Message-ID"]


def test_another_subject_in_a_thread_that_rested_begins_a_linked_matter(cast, clock):
    ours = answered_thread(cast)
    clock.forward(days=30)
    entry = cast.writes("My brakes squeal, when can I come?", subject="Brakes", In_Reply_To=ours)
    new = cast.conversation(entry)
    assert (new.related_id, new.recipient_email, new.state) == (1, DANA, ConversationState.WAITING)


@pytest.mark.parametrize(("subject", "days"), [("Re: The van", 30), ("Brakes", 1)])
def test_the_same_subject_or_a_fresh_thread_goes_on(cast, clock, subject, days):
    ours = answered_thread(cast)
    clock.forward(days=days)
    entry = cast.writes("When can I come?", subject=subject, In_Reply_To=ours)
    assert cast.conversation(entry).id == 1


def test_a_second_person_in_a_thread_has_a_linked_conversation_of_their_own(cast):
    ours = answered_thread(cast)
    entry = cast.writes("I am her husband. Is it blue?", sender="lee@mail.example", In_Reply_To=ours)
    found = cast.conversation(entry)
    assert (found.related_id, found.recipient_email) == (1, "lee@mail.example")
