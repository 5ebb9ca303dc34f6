"""What nobody could read is filed by a person, read again or left aside; the counts always balance."""

from datetime import timedelta

import pytest
from cast import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from assistant.core.audit import Did
from assistant.core.message import Channel
from assistant.core.states import ConversationState, InboundState
from assistant.pipeline import aside, erase, filing
from assistant.pipeline.aside import Place
from assistant.records import (
    Conversation,
    Customer,
    Deed,
    Deletion,
    LedgerEntry,
    Message,
    Role,
    Store,
    Teammate,
    arrivals,
)
from assistant.records.ledger import balance

STRANGE = b"<adf><nothing/>zebrawood, call me back</adf>"


@pytest.fixture
def strange(cast):
    """A lead in which nothing is found; half an hour ago."""
    entry = cast.arrives(STRANGE, form="adf", channel=Channel.API)
    assert cast.entry(entry).state is InboundState.SET_ASIDE
    cast.clock.forward(minutes=30)
    return entry


def refile(cast, entry, **place):
    place.setdefault("inbox_id", cast.tokens[Channel.EMAIL][0])
    key = aside.refile(cast.services, entry, Place(**place), by=cast.robin, now=cast.clock())
    cast.works()
    return key


def test_filed_by_a_person_it_waits_since_it_arrived(cast, strange, clock):
    key = refile(cast, strange, customer_id=cast.dana_id)
    entry, talk = cast.entry(strange), cast.conversation(strange)
    assert (talk.id, talk.customer_id, talk.state) == (key, cast.dana_id, ConversationState.WAITING)
    assert talk.waiting_since == entry.arrived_at == clock() - timedelta(minutes=30)
    assert talk.recipient_email == "dana@mail.example", "verified to be hers"
    assert entry.state is InboundState.FILED and not entry.reason
    (message,) = [m for m in cast.all(Message) if m.entry_id == strange]
    assert "zebrawood" in message.visible_text and "A person filed it" in message.notes[-1]
    assert cast.draft(key) is not None
    (deed,) = [d for d in cast.all(Deed) if d.what == Did.REFILED]
    assert (deed.teammate_id, deed.conversation_id) == (cast.robin.id, key)


def test_filed_into_a_conversation_it_stands_there(cast, strange):
    talk = cast.conversation(cast.writes("Is it here?"))
    assert refile(cast, strange, conversation_id=talk.id) == talk.id
    assert len([m for m in cast.all(Message) if m.conversation_id == talk.id]) == 2


def test_without_a_name_it_is_of_whoever_wrote_it(cast, strange):
    key = refile(cast, strange)
    assert cast.conversation(strange).id == key and cast.conversation(strange).customer_id != cast.dana_id


def test_filed_twice_it_is_filed_once(cast, strange):
    refile(cast, strange)
    with pytest.raises(ValueError, match="not set aside"):
        refile(cast, strange)
    assert len([m for m in cast.all(Message) if m.entry_id == strange]) == 1


def test_the_same_again_is_known_already(cast, strange):
    second = cast.arrives(STRANGE, form="adf", channel=Channel.API)
    refile(cast, strange)
    assert refile(cast, second) is None
    assert cast.entry(second).known_as_id == strange


def test_left_aside_it_waits_for_nobody_and_says_why(cast, strange, clock):
    with pytest.raises(ValueError, match="why"):
        aside.leave(cast.services, strange, why=" ", by=cast.robin, now=clock())
    aside.leave(cast.services, strange, why="an advert", by=cast.robin, now=clock())
    with cast.services.sessions() as session:
        assert session.execute(arrivals.waiting([cast.store_id])).one()[0] == 0
        assert session.get_one(LedgerEntry, strange).left_why == "an advert"
    assert aside.again(cast.services, reason=None, stores=None, by=None, now=clock()) == 1
    cast.works()
    with cast.services.sessions() as session:
        many, oldest = session.execute(arrivals.waiting([cast.store_id])).one()
        assert (many, oldest) == (1, cast.entry(strange).arrived_at), (
            "read again, and set aside again: it waits"
        )


def test_all_with_one_reason_are_read_again_as_after_an_upgrade(cast, strange, clock, monkeypatch):
    cast.arrives(b"<adf><other/>zebra too</adf>", form="adf", channel=Channel.API)
    empty = cast.arrives(b"", form="email")
    before, now_read = cast.entry(strange).reason, filing.parsed

    def better(kind, raw, at, **given):
        return now_read("email", mail(raw.decode(), sender="zoe@mail.example"), at, **given)

    monkeypatch.setattr(filing, "parsed", better)
    many = aside.again(cast.services, reason=before, stores=[cast.store_id], by=cast.robin, now=clock())
    cast.works()
    assert many == 2
    assert cast.entry(strange).state is InboundState.FILED
    assert cast.entry(empty).state is InboundState.SET_ASIDE
    assert aside.again(cast.services, reason=before, stores=[cast.store_id], by=cast.robin, now=clock()) == 0


def test_who_wrote_is_found_by_the_address_and_the_message_id(cast):
    entry = cast.writes("Hello", sender="Zoe <Zoe@Mail.example>", message_id="<z1@mail.example>")
    cast.writes("Other", sender="other@mail.example")
    for sought in ("zoe@mail.example", "<z1@mail.example>", "z1@mail.example"):
        with cast.services.sessions() as session:
            asked = arrivals.Asked(stores=[cast.store_id], sought=sought)
            assert [e.id for e in session.scalars(arrivals.entries(asked))] == [entry]


def kept(cast, entries):
    """Both sides, counted apart from each other: rows, states, and what the states must have."""
    with cast.services.sessions() as session:
        seen = session.scalar(select(func.count(LedgerEntry.id)))
        counts = balance(list(session.execute(LedgerEntry.counts())))
        by_inbox = sum(row[-1] for row in session.execute(arrivals.by_inbox()))
        of = {state: session.query(LedgerEntry).filter_by(state=state).all() for state in InboundState}
        filed = {key for (key,) in session.query(Message.entry_id).distinct() if key}
    assert seen == len(entries) == counts["seen"] == by_inbox
    assert {e.id for e in of[InboundState.FILED]} == filed
    assert all(e.known_as_id in filed for e in of[InboundState.KNOWN])
    assert all(e.reason or e.raw_gone_at for e in of[InboundState.SET_ASIDE])


RAWS = [mail(f"Hello {n}", sender=f"p{n}@mail.example", message_id=f"<p{n}@x>") for n in range(3)]
KINDS = st.sampled_from(["mail", "mail", "strange", "empty", "again", "refile", "leave", "erase", "delete"])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(KINDS, st.integers(0, 5)), max_size=10))
def test_the_counts_balance_whatever_arrives_and_whatever_is_done_with_it(cast, steps):
    with cast.services.sessions.begin() as session:
        session.get_one(Teammate, cast.robin.id).role = Role.ADMIN
    for kind, n in steps:
        entries = [e.id for e in cast.all(LedgerEntry)]
        apart = [
            e.id for e in cast.all(LedgerEntry) if e.state is InboundState.SET_ASIDE and not e.raw_gone_at
        ]
        if kind == "mail":
            entries.append(cast.arrives(RAWS[n % 3]))
        elif kind == "strange":
            raw = b"<adf><x/>%d</adf>" % (n % 2)
            entries.append(cast.arrives(raw, form="adf", channel=Channel.API))
        elif kind == "empty":
            entries.append(cast.arrives(b""))
        elif kind == "again":
            aside.again(cast.services, reason=None, stores=None, by=cast.robin, now=cast.clock())
            kept(cast, entries)
            cast.works()
        elif kind == "erase":
            erased(cast, n)
        elif apart and kind == "refile":
            refile(cast, apart[n % len(apart)])
        elif apart and kind == "leave":
            aside.leave(cast.services, apart[n % len(apart)], why="x", by=cast.robin, now=cast.clock())
        elif apart and kind == "delete":
            deleted(cast, apart[n % len(apart)])
        kept(cast, entries)


def erased(cast, n):
    with cast.services.sessions() as session:
        living = [(c.id, c.called) for c in session.query(Customer) if c.living and c.id != cast.dana_id]
    for key, called in living[n : n + 1]:
        erase.erase(
            cast.services, key, reason="asked", typed=called, by=cast.robin,
            sign_in_id=cast.sign_ins[cast.robin.id], now=cast.clock(),
        )  # fmt: skip


def deleted(cast, entry):
    sign_in = cast.sign_ins[cast.robin.id]
    with cast.services.sessions.begin() as session:
        made = Deletion(
            entry_id=entry, teammate_id=cast.robin.id, sign_in_id=sign_in, at=cast.clock(), reason="asked"
        )
        made.carry_out(session)


def test_nothing_of_another_store_takes_it(cast, strange, clock):
    with cast.services.sessions.begin() as session:
        lake = Store(slug="lake", name="Lakeside", zone="America/Chicago", week={})
        session.add(lake)
        session.flush()
        far = Customer(store_id=lake.id, name="Far", since=clock())
        session.add(far)
        session.flush()
        key = far.id
    with pytest.raises(ValueError, match="cannot take it"):
        refile(cast, strange, customer_id=key)
    assert not [c for c in cast.all(Conversation) if c.customer_id == key]
