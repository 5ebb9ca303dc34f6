"""Whole ways: what arrives becomes an approved, sent, personal answer."""

from datetime import timedelta

import pytest
from tests_help import until

from assistant.core.message import Channel
from assistant.core.outcome import Accepted, Deferred, Refused, Unsure
from assistant.core.states import ConversationState, DeliveryState, DraftState, InboundState, PromiseState
from assistant.pipeline import care, handing, review
from assistant.pipeline.review import Approved, Stopped, Tick
from assistant.records import Conversation, Delivery, Draft, LedgerEntry, Message, Record

REPLY = "Hi Dana,\n\nThe van is here; I looked just now.\n\nSam Whitfield · Sales · 555-0142"
ADF = """<?xml version="1.0"?><adf><prospect><requestdate>2026-11-23T09:00:00-05:00</requestdate>
<vehicle interest="buy" status="used"><year>2022</year><make>Subaru</make><model>Outback</model>
<stock>P1234</stock></vehicle><customer><contact><name part="full">Maya Chen</name>
<email>maya@mail.example</email><phone>555-0155</phone></contact><comments>Is it still available?</comments>
</customer><provider><name part="full">CarPortal</name></provider></prospect></adf>"""


class Gateway:
    """Answers as told."""

    def __init__(self, *outcomes):
        self.outcomes, self.seen, self.left = list(outcomes), [], None

    def send(self, message):
        self.seen.append(message)
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def sent(self, message_id):
        return self.left


@pytest.fixture
def gateway(parts):
    made = Gateway()
    parts.services.gateways[Channel.EMAIL] = made
    return made


def test_a_reply_stays_in_the_customers_thread_and_carries_exactly_the_approved_text(cast):
    cast.writes("Is the blue van still for sale?", message_id="<van-1@mail.example>", References="<older@x>")
    assert isinstance(cast.approves(text=REPLY, overrule="seen it myself"), Approved)
    cast.works()
    (sent,) = cast.outbox()
    assert sent["In-Reply-To"] == "<van-1@mail.example>"
    assert sent["References"] == "<older@x> <van-1@mail.example>"
    assert sent["From"].addresses[0].display_name == "Sam Whitfield, Northgate Motors"
    assert sent["To"].addresses[0].addr_spec == "dana@mail.example"
    assert sent["Reply-To"].addresses[0].addr_spec.startswith("sales+")
    body = sent.get_content().replace("\r\n", "\n")
    assert body.startswith(REPLY + "\n\n-- \n")


def test_the_answer_to_our_answer_comes_back_into_the_conversation(cast):
    cast.writes("Is the blue van still for sale?")
    first = cast.conversation().id
    cast.approves(text=REPLY, overrule="x")
    cast.works()
    assert cast.conversation().state is ConversationState.ANSWERED
    (sent,) = cast.outbox()
    cast.writes("And the price?", to=sent["Reply-To"].addresses[0].addr_spec, In_Reply_To=sent["Message-ID"])
    assert cast.conversation().id == first
    assert cast.conversation().state is ConversationState.WAITING


def test_a_lead_is_answered_to_the_customer_in_a_fresh_thread_about_the_car(cast):
    cast.writes(ADF, sender="noreply@portal.example", subject="New lead", Auto_Submitted="auto-generated")
    conversation = cast.conversation()
    assert conversation.state is ConversationState.WAITING
    assert conversation.recipient_email == "maya@mail.example"
    cast.approves(text="Hi Maya,\n\nYes.\n\nSam Whitfield · 555-0142", overrule="x")
    cast.works()
    (sent,) = cast.outbox()
    assert sent["To"].addresses[0].addr_spec == "maya@mail.example"
    assert sent["In-Reply-To"] is None
    assert sent["References"] is None
    assert "Outback" in sent["Subject"]


def test_the_same_mail_again_is_filed_once_and_other_words_under_its_id_are_filed(cast):
    from cast import mail

    raw = mail("Is the van here?", message_id="<one@x>")
    cast.arrives(raw)
    again = cast.arrives(b"Received: from somewhere by us; Mon, 23 Nov 2026\r\n" + raw)
    assert cast.entry(again).state is InboundState.KNOWN
    other = cast.arrives(mail("And the truck?", message_id="<one@x>"))
    assert cast.entry(other).state is InboundState.FILED
    assert len(cast.all(Message)) == 2


def test_a_form_sent_twice_by_a_double_click_is_one_message_and_next_day_another(cast, clock):
    fields = {"name": "Ann Lee", "email": "ann@mail.example", "message": "Is the van here?"}
    cast.posts("form", Channel.FORM, **fields)
    cast.posts("form", Channel.FORM, **fields)
    assert len(cast.all(Message)) == 1
    clock.forward(days=1)
    cast.posts("form", Channel.FORM, **fields)
    assert len(cast.all(Message)) == 2


def test_what_cannot_be_read_is_set_aside_with_a_reason_and_the_ledger_balances(cast):
    from assistant.records.ledger import balance

    entry = cast.arrives(b"")
    assert cast.entry(entry).state is InboundState.SET_ASIDE
    assert cast.entry(entry).reason
    cast.writes("Is the van here?")
    with cast.services.sessions() as session:
        counts = balance(list(session.execute(LedgerEntry.counts())))
    assert counts["seen"] == 2 == counts["filed"] + counts["set-aside"] + counts["known"] + counts["received"]


def test_several_leads_in_one_mail_are_several_customers(cast):
    second = ADF.replace("Maya Chen", "Omar Haddad").replace("maya@", "omar@")
    cast.writes(ADF + "\n" + second.replace('<?xml version="1.0"?>', ""), sender="noreply@portal.example")
    assert {c.recipient_email for c in cast.all(Conversation)} == {"maya@mail.example", "omar@mail.example"}


def test_feedback_and_chat_reach_a_person(cast):
    cast.posts(
        "feedback", Channel.FORM, name="Ann Lee", email="ann@mail.example", message="It took two days."
    )
    assert cast.draft().state is DraftState.AWAITING_REVIEW
    cast.posts("chat", Channel.CHAT, visitor="v" * 32, line="1", text="does it have the tow package?")
    chat = cast.conversation()
    assert chat.channel is Channel.CHAT
    cast.approves(text="It does not.", overrule="looked")
    cast.works()
    assert [m.text for m in cast.all(Message) if not m.inbound] == ["It does not."]
    cast.posts("chat", Channel.CHAT, visitor="v" * 32, line="2", text="thank you")
    assert cast.conversation().id == chat.id


def test_a_newer_message_stops_the_button_once_and_keeps_the_typed_text(cast):
    cast.writes("Is the van here?")
    draft = cast.draft()
    with cast.services.sessions() as session:
        seen = session.get_one(Conversation, draft.conversation_id).newest_inbound.id
        address = session.get_one(Conversation, draft.conversation_id).reply_address
    cast.writes("Never mind the van, do you have the truck?", to=address)
    stopped = cast.approves(draft, text=REPLY, seen=seen, overrule="x")
    assert isinstance(stopped, Stopped)
    assert stopped.stale
    with cast.services.sessions() as session:
        assert session.get_one(Draft, draft.id).text == REPLY
    cast.works()
    assert cast.outbox() == []
    assert cast.draft(draft.conversation_id).id == draft.id
    assert isinstance(cast.approves(cast.draft(draft.conversation_id), overrule="read it"), Approved)
    cast.works()
    assert cast.outbox()[0].get_content().replace("\r\n", "\n").startswith(REPLY)


def test_a_touched_text_is_never_replaced_by_a_newer_message(cast):
    cast.writes("Is the van here?")
    draft = cast.draft()
    review.save(cast.services, draft.id, "My own words", by=cast.sam, now=cast.clock())
    with cast.services.sessions() as session:
        address = session.get_one(Conversation, draft.conversation_id).reply_address
    cast.writes("And the truck?", to=address)
    assert cast.draft(draft.conversation_id).text == "My own words"


def test_undo_within_ten_seconds_brings_it_back(cast, parts, clock):
    object.__setattr__(
        parts.services, "settings", parts.services.settings.model_copy(update={"undo_seconds": 10})
    )
    cast.writes("Is the van here?")
    approved = cast.approves(text=REPLY, overrule="x")
    assert approved.send_after == clock() + timedelta(seconds=10)
    clock.forward(seconds=5)
    cast.works()
    draft = cast.draft()
    assert review.undo(cast.services, draft.id, by=cast.sam, now=clock())
    clock.forward(seconds=60)
    cast.works()
    assert cast.outbox() == []
    assert cast.draft().state is DraftState.AWAITING_REVIEW
    assert cast.draft().text == REPLY


def test_undo_is_too_late_once_it_left(cast):
    cast.writes("Is the van here?")
    cast.approves(text=REPLY, overrule="x")
    draft = cast.all(Draft)[-1]
    cast.works()
    assert review.undo(cast.services, draft.id, by=cast.sam, now=cast.clock()) is False
    assert len(cast.outbox()) == 1


def test_a_second_press_sends_nothing_again(cast):
    cast.writes("Is the van here?")
    draft = cast.draft()
    cast.approves(draft, text=REPLY, overrule="x")
    assert isinstance(cast.approves(draft, text=REPLY, overrule="x"), Stopped)
    cast.works()
    assert len(cast.outbox()) == 1


def test_the_clock_runs_until_the_answer_left_and_a_failure_keeps_it_running(cast, gateway, clock):
    gateway.outcomes = [Refused("dana@mail.example: 550 no such user"), Accepted("id-1")]
    cast.writes("Is the van here?")
    since = cast.conversation().waiting_since
    cast.approves(text=REPLY, overrule="x")
    cast.works()
    conversation = cast.conversation()
    assert (conversation.state, conversation.waiting_since) == (ConversationState.WAITING, since)
    assert "no such user" in cast.all(Delivery)[0].reason
    assert cast.draft().state is DraftState.AWAITING_REVIEW
    cast.approves(overrule="x")
    cast.works()
    assert cast.conversation().state is ConversationState.ANSWERED
    assert cast.conversation().waiting_since is None


def test_a_deferred_mail_is_tried_again_and_goes_once(cast, gateway, clock):
    gateway.outcomes = [Deferred("451 later"), Deferred("451 later"), Accepted()]
    cast.writes("Is the van here?")
    cast.approves(text=REPLY, overrule="x")
    for _ in range(5):
        cast.works()
        clock.forward(minutes=10)
    assert [m.message_id for m in gateway.seen] == [gateway.seen[0].message_id] * 3
    assert cast.all(Delivery)[0].state is DeliveryState.SENT
    assert len([m for m in cast.all(Message) if not m.inbound]) == 1


def test_a_broken_line_leaves_it_uncertain_and_a_person_settles_it(cast, gateway):
    gateway.outcomes = [Unsure("the line broke")]
    cast.writes("Is the van here?")
    cast.approves(text=REPLY, overrule="x")
    cast.works()
    delivery = cast.all(Delivery)[0]
    assert delivery.state is DeliveryState.UNCERTAIN
    cast.works()
    assert len(gateway.seen) == 1
    care.settle(cast.services, delivery.id, sent=True, by=cast.sam, now=cast.clock())
    assert cast.conversation().state is ConversationState.ANSWERED


@pytest.mark.parametrize(
    ("left", "state"),
    [(True, DeliveryState.SENT), (None, DeliveryState.UNCERTAIN), (False, DeliveryState.QUEUED)],
)
def test_a_death_while_sending_is_looked_up_and_never_resent_blindly(cast, gateway, clock, left, state):
    gateway.outcomes, gateway.left = [KeyboardInterrupt()], left
    cast.writes("Is the van here?")
    cast.approves(text=REPLY, overrule="x")
    with pytest.raises(KeyboardInterrupt):
        cast.works()
    clock.forward(minutes=11)
    cast.parts.engine.start()
    until(lambda: cast.all(Delivery)[0].state is not DeliveryState.SENDING)
    cast.parts.engine.stop()
    assert cast.all(Delivery)[0].state is state
    assert len(gateway.seen) == 1


def bounced(sent):
    """What a mail system says of a message of ours that it could not deliver."""
    return (
        "From: MAILER-DAEMON@mail.example\nTo: sales@northgate.example\nSubject: Undelivered Mail\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nNot delivered.\n\n--b\nContent-Type: message/delivery-status"
        "\n\nReporting-MTA: dns; mail.example\n\nFinal-Recipient: rfc822; dana@mail.example\nAction: failed\n"
        "Status: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n"
        f"Message-ID: {sent['Message-ID']}\nSubject: x\n\nhello\n\n--b--\n"
    ).encode()


def test_a_bounce_comes_back_to_the_owner_and_the_clock_runs_again(cast, clock):
    cast.writes("Is the van here?")
    cast.approves(text=REPLY, overrule="x")
    cast.works()
    (sent,) = cast.outbox()
    cast.arrives(bounced(sent))
    assert cast.all(Delivery)[0].state is DeliveryState.FAILED
    assert len(cast.all(Conversation)) == 1
    assert cast.conversation().state is ConversationState.WAITING
    assert cast.conversation().recipient_email == "dana@mail.example"
    back = cast.draft()
    assert (back.state, back.text) == (DraftState.AWAITING_REVIEW, REPLY)
    assert "came back from dana@mail.example" in back.notes[0]
    assert isinstance(cast.approves(back, overrule="x"), Approved)


def test_a_bounce_puts_nothing_before_the_answer_to_a_newer_message(cast):
    cast.writes("Is the van here?")
    cast.approves(text=REPLY, overrule="x")
    cast.works()
    (sent,) = cast.outbox()
    with cast.services.sessions() as session:
        address = session.get_one(Conversation, 1).reply_address
    cast.writes("And is it blue?", to=address)
    answer = cast.draft()
    cast.arrives(bounced(sent))
    assert cast.draft().id == answer.id
    beside = [d for d in cast.all(Draft) if d.state is DraftState.WRITTEN]
    assert [(d.text, d.message_id) for d in beside] == [(REPLY, answer.message_id)]


def test_promises_are_remembered_when_the_answer_left_and_survive_a_thanks(cast):
    cast.writes("What would you give me for my van?")
    due = cast.clock() + timedelta(hours=4)
    tick = Tick("mail Dana a figure", cast.sam.id, due)
    cast.approves(
        text=REPLY, overrule="x", promises=[tick, Tick("not this", cast.sam.id, due, ticked=False, why="no")]
    )
    assert cast.promises() == []
    cast.works()
    with cast.services.sessions() as session:
        address = session.get_one(Conversation, 1).reply_address
    cast.writes("Thanks, great!", to=address)
    (promise,) = cast.promises()
    assert (promise.what, promise.state, promise.who_id) == (
        "mail Dana a figure",
        PromiseState.OPEN,
        cast.sam.id,
    )
    assert promise.due == due


def test_unticking_a_promise_needs_a_reason(cast):
    cast.writes("What would you give me for my van?")
    tick = Tick("mail Dana a figure", cast.sam.id, cast.clock() + timedelta(hours=1), ticked=False)
    assert isinstance(cast.approves(text=REPLY, overrule="x", promises=[tick]), Stopped)


def test_a_voicemail_stops_no_clock_and_a_talk_does(cast):
    cast.writes("Is the van here?")
    conversation = cast.conversation()
    care.log_call(
        cast.services, conversation.id, text="voicemail", spoke=False, by=cast.sam, now=cast.clock()
    )
    assert cast.conversation().state is ConversationState.WAITING
    care.log_call(cast.services, conversation.id, text="told her", spoke=True, by=cast.sam, now=cast.clock())
    assert cast.conversation().state is ConversationState.ANSWERED
    assert [r.data["spoke"] for r in cast.all(Record)] == ["no", "yes"]


def test_closing_needs_a_reason_and_handing_over_needs_an_acceptance(cast):
    from assistant.records import Handoff

    cast.writes("Is the van here?")
    key = cast.conversation().id
    with pytest.raises(ValueError, match="reason"):
        care.close(cast.services, key, reason=" ", by=cast.sam, now=cast.clock())
    wanted = handing.Wanted(cast.robin.id, note="yours?")
    handing.hand_over(cast.services, key, wanted, by=cast.sam, now=cast.clock())
    assert cast.conversation().owner_id == cast.sam.id
    handoff = cast.all(Handoff)[0]
    handing.accept(cast.services, handoff.id, by=cast.sam, now=cast.clock())
    assert cast.conversation().owner_id == cast.sam.id
    handing.accept(cast.services, handoff.id, by=cast.robin, now=cast.clock())
    assert cast.conversation().owner_id == cast.robin.id


def test_a_snoozed_conversation_wakes_at_its_time_and_its_clock_ran_on(cast, clock):
    from assistant.pipeline.sweep import sweep

    cast.writes("Is the van here?")
    since = cast.conversation().waiting_since
    until = clock() + timedelta(hours=2)
    care.snooze(cast.services, cast.conversation().id, until=until, by=cast.sam, now=clock())
    sweep(cast.services, clock())
    assert cast.conversation().state is ConversationState.SNOOZED
    clock.forward(hours=2)
    sweep(cast.services, clock())
    assert cast.conversation().state is ConversationState.WAITING
    assert cast.conversation().waiting_since == since


def test_no_log_line_carries_the_customers_words(cast, capfd):
    cast.writes("Extraordinarily purple zeppelin, please", subject="zeppelin")
    cast.works()
    out, err = capfd.readouterr()
    assert "zeppelin" not in out + err
