"""What teammates send from their own mail programs is ours: it stands in the conversation, and it answers."""

from datetime import timedelta

import pytest
from cast import DANA, INBOX, mail
from rounds import Collecting, asks

from assistant.core.states import ConversationState, DeliveryState, DraftState, InboundState
from assistant.pipeline import dossier, erase
from assistant.records import (
    Conversation,
    Customer,
    Delivery,
    LedgerEntry,
    Message,
    Raw,
    Record,
    RecordKind,
    Role,
    Teammate,
    Wait,
    proof,
)
from assistant.web.shown.thread import thread
from assistant.web.shown.times import Telling

SAM = "Sam Whitfield <sam@northgate.example>"
QUESTION = "<question@mail.example>"
WORDS = "Hi Dana,\n\nYes, it is here. I will call you Thursday.\n\nSam"


def sent(text=WORDS, *, to=f"Dana Ruiz <{DANA}>", answers=QUESTION, sender=SAM, **headers):
    named = {"In_Reply_To": answers, "References": answers} if answers else {}
    return mail(text, sender=sender, to=to, subject="Re: A question", **named, **headers)


@pytest.fixture
def asked(cast, clock):
    """Dana asked an hour ago; the conversation waits."""
    cast.writes("Is the blue van still here?", message_id=QUESTION)
    clock.forward(hours=1)
    assert cast.conversation().state is ConversationState.WAITING
    return cast.conversation().id


def talk(cast, key):
    with cast.services.sessions() as session:
        return session.get_one(Conversation, key)


def mails(cast):
    return [record for record in cast.all(Record) if record.kind is RecordKind.MAIL]


def sound(cast):
    with cast.services.sessions() as session:
        assert proof.broken(session) == []


def test_an_answer_from_their_own_mail_program_counts(collect, server, cast, clock, asked):
    server.holds(sent(), folder="Sent", at=clock() - timedelta(minutes=20))
    collect.round()
    conversation, (record,) = talk(cast, asked), mails(cast)
    assert conversation.state is ConversationState.ANSWERED and conversation.waiting_since is None
    assert (record.teammate_id, record.conversation_id) == (cast.sam.id, asked)
    (wait,) = cast.all(Wait)
    assert wait.by_id == cast.sam.id and wait.ended == record.at
    assert len(cast.all(Message)) == 1, "it is no outbound message: nobody approved it here"
    sound(cast)


def test_it_stands_in_the_thread_and_nothing_is_drafted_for_it(collect, server, cast, clock, asked):
    server.holds(sent(), folder="Sent", at=clock())
    collect.round()
    with cast.services.sessions() as session:
        conversation = session.get_one(Conversation, asked)
        hours = conversation.store.hours()
        shown = thread(
            conversation.messages,
            Telling(hours, hours.local(clock())),
            session.scalars(Record.mails_in(asked)),
        )
    assert shown.ours.who == "Sam Whitfield" and "it is here" in shown.ours.text
    assert [line.ours for line in shown.open] == [False]


def test_what_the_customer_wrote_after_it_goes_on_waiting(collect, server, cast, clock, asked):
    server.holds(sent(), folder="Sent", at=clock() - timedelta(minutes=50))
    later = clock() - timedelta(minutes=10)
    server.holds(mail("And the price?", message_id="<price@mail.example>", In_Reply_To=QUESTION), at=later)
    collect.round()
    conversation = talk(cast, asked)
    assert conversation.state is ConversationState.WAITING
    assert conversation.waiting_since == later.replace(microsecond=0)


def test_both_found_after_downtime_are_told_in_their_order(cast, server, clock):
    collect = Collecting(cast, server, clock)
    server.holds(asks(1), at=clock() - timedelta(hours=5))
    server.holds(
        sent(to="caller1@mail.example", answers="<1@mail.example>"),
        folder="Sent",
        at=clock() - timedelta(hours=4),
    )
    collect.round()
    (conversation,) = cast.all(Conversation)
    assert conversation.state is ConversationState.ANSWERED
    (wait,) = cast.all(Wait)
    assert wait.ended - wait.began == timedelta(hours=1)


def test_without_references_it_is_found_by_who_waits(collect, server, cast, clock, asked):
    server.holds(sent(answers=None), folder="Sent", at=clock())
    collect.round()
    assert talk(cast, asked).state is ConversationState.ANSWERED


def test_a_forward_to_a_colleague_answers_nobody(collect, server, cast, clock, asked):
    server.holds(sent(to="parts@northgate.example"), folder="Sent", at=clock())
    collect.round()
    assert talk(cast, asked).state is ConversationState.WAITING
    assert len(mails(cast)) == 1, "but it stands there"


def test_what_went_to_nobody_who_is_a_customer_is_counted_and_nothing_else(collect, server, cast, clock):
    server.holds(sent(to="supplier@parts.example", answers=None), folder="Sent", at=clock())
    collect.round()
    (entry,) = cast.all(LedgerEntry)
    assert entry.state is InboundState.FILED and "nobody who is a customer" in entry.reason
    assert not cast.all(Message) and not mails(cast) and collect.balance["filed"] == 1
    sound(cast)


def test_an_answer_to_it_comes_back_into_the_conversation(collect, server, cast, clock, asked):
    server.holds(sent(message_id="<sams@northgate.example>"), folder="Sent", at=clock())
    collect.round()
    cast.writes("Thursday is fine, what time?", In_Reply_To="<sams@northgate.example>")
    assert cast.conversation().id == asked
    assert talk(cast, asked).state is ConversationState.WAITING


def test_its_copy_in_the_inbox_is_no_customer(collect, server, cast, clock, asked):
    raw = sent(Cc=INBOX)
    server.holds(raw, folder="Sent", at=clock())
    collect.round()
    server.holds(b"Received: from a by b; Mon, 23 Nov 2026\r\n" + raw, at=clock())
    collect.round()
    assert [c.id for c in cast.all(Conversation)] == [asked]
    assert collect.balance["known"] == 1


def test_a_sender_that_anybody_can_write_answers_nothing(cast, asked):
    cast.arrives(sent(to=f"{DANA}, {INBOX}"))
    assert talk(cast, asked).state is ConversationState.WAITING
    assert not mails(cast)


def test_one_that_our_own_gateway_vouches_for_does(parts, cast, asked):
    settings = parts.services.settings.model_copy(update={"trusted_authserv": "mx.northgate.example"})
    object.__setattr__(parts.services, "settings", settings)
    vouched = b"Authentication-Results: mx.northgate.example; dkim=pass header.d=northgate.example\r\n"
    cast.arrives(vouched + sent(to=f"{DANA}, {INBOX}"))
    assert talk(cast, asked).state is ConversationState.ANSWERED and len(mails(cast)) == 1
    sound(cast)


def test_what_rightback_sent_itself_is_not_told_twice_and_settles_what_was_uncertain(
    collect, server, cast, clock, asked
):
    cast.approves()
    cast.works()
    (delivery,) = cast.all(Delivery)
    (ours,) = cast.outbox()
    with cast.services.sessions.begin() as session:
        row = session.get_one(Delivery, delivery.id)
        row.state, row.ended_at = DeliveryState.UNCERTAIN, None
        row.approval.draft.state = DraftState.APPROVED
    server.holds(ours.as_bytes(), folder="Sent", at=clock())
    collect.round()
    assert cast.all(Delivery)[0].state is DeliveryState.SENT
    assert not mails(cast)
    sound(cast)


def test_it_goes_with_its_customer_and_stands_in_their_export(collect, server, cast, clock, asked):
    raw = sent()
    server.holds(raw, folder="Sent", at=clock())
    collect.round()
    with cast.services.sessions() as session:
        customer = session.get_one(Customer, cast.dana_id)
        told = str(dossier.dossier(session, customer, clock()))
        originals = [dossier.content(session, one) for one in dossier.files(session, customer.id)]
    assert "it is here" in told and any(b"it is here" in raw for raw in originals)
    with cast.services.sessions.begin() as session:
        session.get_one(Teammate, cast.robin.id).role = Role.ADMIN
    with cast.services.sessions() as session:
        robin = session.get_one(Teammate, cast.robin.id)
    given = {"reason": "She asked.", "typed": "Dana Ruiz", "by": robin, "sign_in_id": cast.sign_ins[robin.id]}
    gone = erase.erase(cast.services, cast.dana_id, now=clock(), **given)
    assert isinstance(gone, erase.Erased), gone
    assert not [raw for raw in cast.all(Raw) if b"it is here" in raw.content] and not mails(cast)
    with server.at() as client:
        client.delete_folder("Sent")
        client.create_folder("Sent")
    server.holds(raw, folder="Sent")
    collect.round()
    assert not [one for one in cast.all(Raw) if b"it is here" in one.content], (
        "it lies there still: that is known"
    )
    assert collect.balance["known"] == 1
    sound(cast)
