"""Leads: several at once are several customers, a phone is enough, and what a form asked is acted on."""

from channels.leads import awkward_mail
from channels.leads.awkward_xml import CASES, TWO, customer

from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.records import Conversation, Customer, Message

BY_NAME = {name: raw for name, raw, _ in CASES}


def posted(cast, text):
    return cast.arrives(text.encode(), form="adf", channel=Channel.API)


def names(cast):
    return {one.name for one in cast.all(Customer)} - {"Dana Ruiz"}


def test_each_prospect_of_one_post_is_an_inquiry_of_its_own_and_sees_nothing_of_the_other(cast):
    posted(cast, TWO.replace("</email>", "", 1).replace("</contact>", "", 1))
    assert names(cast) == {"Ann Lee", "Bo Diaz"}
    first, second = cast.all(Message)
    assert first.conversation_id != second.conversation_id
    assert "Bo" not in f"{first.text} {first.visible_text} {first.subject}"
    assert "Ann" not in f"{second.text} {second.visible_text} {second.subject}"
    assert "Edge" in second.subject


def test_a_portals_lead_is_answered_to_the_customer_and_never_to_the_portal(cast):
    cast.arrives(awkward_mail.mail(BY_NAME["as the specification has it"]))
    assert cast.conversation().recipient_email == "ann@mail.example"


def test_a_lead_with_a_phone_alone_is_a_customer_who_waits_and_the_draft_is_for_the_telephone(cast):
    posted(cast, customer("<name part='full'>Ann Lee</name><phone>206-555-0143</phone>"))
    found = cast.conversation()
    assert names(cast) == {"Ann Lee"}
    assert (found.state, found.recipient_email) == (ConversationState.WAITING, "")
    assert found.owner_id is not None
    assert "I'll call you at 206-555-0143" in cast.draft().text
    assert "log the call" in cast.approves().why


def test_a_call_at_the_time_that_they_asked_for_becomes_a_proposed_promise(cast):
    cast.arrives(awkward_mail.mail(awkward_mail.LINES))
    draft = cast.draft()
    assert "I'll call you at 206-555-0143 today at 5:30 pm, as you asked." in draft.text
    call = next(one for one in draft.promises if one["what"].startswith("call"))
    assert call["due"] == "2026-11-23T17:30:00-05:00"
    assert "your 2014 Edge for a trade" in draft.text


def test_no_call_is_promised_to_who_wants_a_mail(cast):
    cast.arrives(awkward_mail.mail(awkward_mail.LINES.replace("method: Phone", "method: E-mail")))
    assert "call you" not in cast.draft().text


def test_what_the_form_asked_is_known_and_shown(cast):
    cast.arrives(awkward_mail.mail(awkward_mail.LINES))
    message = cast.all(Message)[0]
    told = {(one["what"], one["words"]) for one in message.inquiry["told"]}
    assert {("timeframe", "within 30 days"), ("payment", "yes, 3000 down"), ("contact", "after 5 pm")} <= told
    for line in ("Payment: yes, 3000 down", "Timeframe: within 30 days", "Trade-in: 2014 Ford Edge"):
        assert line in message.visible_text
    assert len(cast.all(Conversation)) == 1
