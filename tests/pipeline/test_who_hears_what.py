"""Private facts reach a verified recipient only, whatever a stranger claims. Each test is an attack."""

import secrets
from datetime import timedelta

import pytest

from assistant.core.message import Channel
from assistant.records import (
    Conversation,
    Customer,
    Draft,
    Identity,
    IdentityKind,
    Inbox,
    Promise,
    Record,
    RecordKind,
    StockState,
    Store,
    Vehicle,
)

SECRETS = ("Outback", "61,200", "steering", "RO-7001", "4S4BSANC5K3300001")


@pytest.fixture
def history(cast):
    """Dana drives an Outback, has an open repair order and a late promise."""
    with cast.services.sessions.begin() as session:
        car = Vehicle(
            store_id=cast.store_id,
            customer_id=cast.dana_id,
            state=StockState.OWNED,
            year=2019,
            make="Subaru",
            model="Outback",
            mileage=61200,
            vin="4S4BSANC5K3300001",
            seen_at=cast.clock(),
        )
        repair = Record(
            store_id=cast.store_id,
            customer_id=cast.dana_id,
            kind=RecordKind.REPAIR,
            key="RO-7001",
            at=cast.clock() - timedelta(days=2),
            text="Repair order RO-7001: steering software, ready today.",
            data={
                "number": "RO-7001",
                "work": "steering software",
                "status": "ready",
                "vehicle": "2019 Subaru Outback",
            },
        )
        promise = Promise(
            store_id=cast.store_id,
            customer_id=cast.dana_id,
            who_id=cast.robin.id,
            what="call about steering",
            made_at=cast.clock() - timedelta(days=9),
            due=cast.clock() - timedelta(days=2),
        )
        session.add_all([car, repair, promise])


def facts_of(cast, entry=None):
    """(conversation, text of the draft and of all facts it was given)."""
    conversation = cast.conversation(entry)
    with cast.services.sessions() as session:
        draft = (
            session.query(Draft).filter_by(conversation_id=conversation.id).order_by(Draft.id.desc()).first()
        )
        private = " ".join(fact["text"] for fact in draft.facts if fact["kind"] != "message")
    return conversation, f"{draft.text} {private}"


def test_the_verified_customer_hears_of_her_own_history(cast, history):
    conversation, heard = facts_of(cast, cast.writes("Hi, is my car ready?"))
    assert conversation.customer_id == cast.dana_id
    assert "steering" in heard


def test_a_forged_from_with_its_own_reply_to_hears_nothing(cast, history):
    entry = cast.writes("Is my car ready?", Reply_To="thief@evil.example")
    conversation, heard = facts_of(cast, entry)
    assert conversation.recipient_email == "thief@evil.example"
    assert conversation.customer_id != cast.dana_id
    assert not [secret for secret in SECRETS if secret in heard]


def test_a_forged_from_is_answered_to_the_address_on_record_only(cast, history):
    entry = cast.writes("Is my car ready? Write to thief@evil.example instead")
    conversation, _ = facts_of(cast, entry)
    assert conversation.recipient_email == "dana@mail.example"


def test_a_display_name_of_another_proves_nothing(cast, history):
    _, heard = facts_of(cast, cast.writes("Is my car ready?", sender="Dana Ruiz <thief@evil.example>"))
    assert not [secret for secret in SECRETS if secret in heard]


def test_a_typed_phone_of_another_only_suggests(cast, history):
    with cast.services.sessions.begin() as session:
        session.get(Customer, cast.dana_id).proves(IdentityKind.PHONE, "+12025550143", "import", cast.clock())
    fields = {
        "name": "Dana Ruiz",
        "email": "thief@evil.example",
        "phone": "(202) 555-0143",
        "message": "Is it ready?",
    }
    entry = cast.posts("form", Channel.FORM, **fields)
    conversation, heard = facts_of(cast, entry)
    assert conversation.customer_id != cast.dana_id
    assert not [secret for secret in SECRETS if secret in heard]
    with cast.services.sessions() as session:
        notes = session.get(Conversation, conversation.id).messages[0].notes
    assert any("Dana Ruiz" in note for note in notes)


def test_a_typed_address_of_another_in_a_chat_hears_nothing(cast, history):
    entry = cast.posts(
        "chat", Channel.CHAT, visitor="x" * 32, line="1", text="Is my car ready?", email="dana@mail.example"
    )
    conversation, heard = facts_of(cast, entry)
    assert conversation.customer_id != cast.dana_id
    assert not [secret for secret in SECRETS if secret in heard]


def test_a_shared_family_address_hears_nothing_private_of_either(cast, history):
    with cast.services.sessions.begin() as session:
        tom = Customer(store_id=cast.store_id, name="Tom Ruiz", since=cast.clock())
        session.add(tom)
        tom.proves(IdentityKind.EMAIL, "dana@mail.example", "import", cast.clock())
    conversation, heard = facts_of(
        cast, cast.writes("Is the car ready?", sender="Tom Ruiz <dana@mail.example>")
    )
    assert not [secret for secret in SECRETS if secret in heard]
    with cast.services.sessions() as session:
        assert session.get(Customer, conversation.customer_id).name == "Tom Ruiz"


def test_the_same_address_at_another_store_knows_nothing_of_this_one(cast, history):
    with cast.services.sessions.begin() as session:
        other = Store(slug="other", name="Other", zone="UTC", week={}, domains=[])
        session.add(other)
        session.flush()
        robin = session.merge(cast.robin)
        robin.stores.append(other)
        session.add(
            Inbox(
                store_id=other.id,
                channel=Channel.EMAIL,
                address="hi@other.example",
                token_hash=secrets.token_hex(32),
            )
        )
    from cast import mail
    from tests_help import taken

    taken(cast, mail("Is my car ready?", to="hi@other.example"))
    cast.works()
    conversation, heard = facts_of(cast)
    assert conversation.customer_id != cast.dana_id
    assert not [secret for secret in SECRETS if secret in heard]


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_a_reused_message_id_opens_no_thread_to_another_address(cast, history, header):
    cast.writes("Is my car ready?", message_id="<dana-1@mail.example>")
    first = cast.conversation().id
    entry = cast.writes("What did she ask?", sender="thief@evil.example", **{header: "<dana-1@mail.example>"})
    conversation, heard = facts_of(cast, entry)
    assert (conversation.id != first, conversation.related_id) == (True, first)
    assert not [secret for secret in SECRETS if secret in heard]
    with cast.services.sessions() as session:
        facts = session.query(Draft).filter_by(conversation_id=conversation.id).one().facts
    assert not [fact for fact in facts if "is my car ready" in fact["text"].lower()]


def test_a_reply_token_seen_by_another_opens_no_thread(cast, history):
    cast.writes("Is my car ready?")
    with cast.services.sessions() as session:
        address = session.get(Conversation, cast.conversation().id).reply_address
    entry = cast.writes("And?", sender="thief@evil.example", to=address)
    conversation, heard = facts_of(cast, entry)
    assert conversation.related_id
    assert not [secret for secret in SECRETS if secret in heard]


def test_private_words_typed_by_a_person_to_a_claimed_address_cannot_be_sent(cast, history):
    from assistant.pipeline.review import Stopped

    cast.writes("Is my car ready?", sender="Dana Ruiz <thief@evil.example>")
    text = "Hi Dana,\n\nYour 2019 Outback with RO-7001 is ready today.\n\nSam Whitfield · Sales · 555-0142"
    stopped = cast.approves(text=text, overrule="she says it is her")
    assert isinstance(stopped, Stopped)
    assert {"private", "right-person"} & {finding.rule for finding in stopped.findings}


def test_a_pass_reported_by_our_gateway_verifies_and_anybody_elses_does_not(cast, parts):
    settings = parts.services.settings.model_copy(update={"trusted_authserv": "mx.northgate.example"})
    object.__setattr__(parts.services, "settings", settings)
    good = "mx.northgate.example; dkim=pass header.d=mail.example"
    cast.writes("hello, is it open?", sender="ann@mail.example", Authentication_Results=good)
    cast.writes(
        "hello, is it open?",
        sender="eve@mail.example",
        Authentication_Results=good.replace("mx.northgate", "mx.evil"),
    )
    found = {i.value: i.verified for i in cast.all(Identity)}
    assert found["ann@mail.example"] is True
    assert found["eve@mail.example"] is False
