"""Addresses, tokens, digests, states."""

import pytest

from assistant.core.address import Mailbox, ReplyToken, new_message_id
from assistant.core.errors import IllegalTransition
from assistant.core.lead import Lead, LeadCustomer
from assistant.core.message import Channel, InboundMessage, approval_digest
from assistant.core.states import ConversationState, DeliveryState, changed

WHOLE = {"signer": "1", "sender": "a", "recipients": ("b",), "subject": "c", "text": "d", "footer": "e"}


def test_a_reply_token_comes_back_from_its_address():
    token = ReplyToken.new()
    assert ReplyToken.of(token.at("sales@northgate.example")) == token


@pytest.mark.parametrize(
    "address", ["sales@x.example", "sales+short@x.example", "sales+" + "a" * 17 + "@x.example", ""]
)
def test_what_is_no_reply_address_has_no_token(address):
    assert ReplyToken.of(address) is None


def test_message_ids_are_never_the_same():
    assert len({new_message_id("x.example") for _ in range(1000)}) == 1000


@pytest.mark.parametrize("part", WHOLE)
def test_the_digest_covers_every_part_of_the_message(part):
    other = ("z",) if part == "recipients" else "z"
    assert approval_digest(**WHOLE) != approval_digest(**{**WHOLE, part: other})


def test_the_digest_covers_attachments():
    assert approval_digest(**WHOLE) != approval_digest(**WHOLE, attachments=("f",))


def test_a_lead_is_answered_to_its_customer_never_to_the_portal():
    portal = Mailbox("Portal", "noreply@portal.example")
    lead = Lead(LeadCustomer("Ann Lee", "ann@mail.example"))
    assert InboundMessage(Channel.EMAIL, sender=portal, leads=(lead,)).answer_to.email == "ann@mail.example"


def test_a_lead_without_an_address_is_answered_to_nobody():
    portal = Mailbox("Portal", "noreply@portal.example")
    lead = Lead(LeadCustomer("Ann Lee", phones=("555-0101",)))
    message = InboundMessage(Channel.EMAIL, sender=portal, reply_to=portal, leads=(lead,))
    assert message.answer_to == Mailbox("Ann Lee", "")


def test_a_sent_delivery_is_never_queued_again():
    with pytest.raises(IllegalTransition, match="sent cannot become queued"):
        changed(DeliveryState.SENT, DeliveryState.QUEUED)


def test_an_answered_conversation_waits_again_when_they_write():
    assert changed(ConversationState.ANSWERED, ConversationState.WAITING) is ConversationState.WAITING
