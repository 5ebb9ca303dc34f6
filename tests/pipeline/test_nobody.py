"""What comes from an address that nobody reads: no two who write by it are one; none is answered there."""

import pytest

from assistant.pipeline.nobody import NAMED, NOBODY, UNKNOWN
from assistant.records import Conversation, Customer, Identity, Message

PORTAL = "Cars Portal <noreply@portal.example>"


def test_two_who_write_through_a_portal_are_two_and_each_is_answered_themselves(cast):
    cast.writes("Ann asks by ann@mail.example: is the Escape here?", sender=PORTAL, subject="A message")
    cast.writes("Bob asks by bob@mail.example: is the Ranger here?", sender=PORTAL, subject="A message")
    told = {c.recipient_email: c.customer_id for c in cast.all(Conversation)}
    assert set(told) == {"ann@mail.example", "bob@mail.example"} and len(set(told.values())) == 2
    assert "noreply@portal.example" not in {one.value for one in cast.all(Identity)}
    assert all(NAMED in message.notes for message in cast.all(Message))


def test_where_no_other_address_is_named_nobody_is_written_to_and_a_person_hears_why(cast):
    before = len(cast.all(Customer))
    for number in range(2):
        cast.writes(f"Is van {number} still here? Call me, 555-014{number}.", sender=PORTAL)
    assert [c.recipient_email for c in cast.all(Conversation)] == ["", ""]
    assert len(cast.all(Customer)) == before + 2
    assert UNKNOWN in cast.all(Message)[0].notes


def test_who_is_to_be_answered_by_reply_to_is(cast):
    cast.writes("Is it here?", sender=PORTAL, reply_to="Ann Lee <ann@mail.example>")
    assert cast.conversation().recipient_email == "ann@mail.example"


@pytest.mark.parametrize(
    "address", ["noreply@x.example", "no-reply@x.example", "leads-no_reply+7@x.example", "DoNotReply@x.io",
                "do-not-reply@x.example", "no-responder@x.example", "ne-pas-repondre@x.example"],
)  # fmt: skip
def test_such_are_known(address):
    assert NOBODY.match(address)


@pytest.mark.parametrize(
    "address", ["noel@x.example", "norepley@x.example", "reply@x.example", "nora@x.example"]
)
def test_people_are_not(address):
    assert not NOBODY.match(address)
