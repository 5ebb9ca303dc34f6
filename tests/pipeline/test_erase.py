"""Erasure: every word of one customer goes, nothing of another's, and the ledger still balances."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from cast import mail
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.core.audit import Did
from assistant.core.message import Channel
from assistant.core.states import DeliveryState, HandoffState, PromiseState
from assistant.pipeline import asks, care, drafts, erase, examples, handing, review, send, understand
from assistant.pipeline.erase import Erased, Kept
from assistant.records import (
    Ask,
    Base,
    Conversation,
    Customer,
    Deed,
    Delivery,
    Draft,
    Erasure,
    Handoff,
    IdentityKind,
    LedgerEntry,
    Message,
    Promise,
    Raw,
    Record,
    RecordKind,
    Role,
    StockState,
    Store,
    Teammate,
    Vehicle,
)

WORD = "zebrawood"  # stands in every word of hers
PRIYA = "Priya Nair <priya@other.example>"
LEADS = """<?xml version="1.0"?><adf>
<prospect><vehicle interest="buy"><year>2022</year><make>Subaru</make><model>Outback</model></vehicle>
<customer><contact><name part="full">Dana Ruiz</name><email>zebrawood@mail.example</email></contact>
<comments>The zebrawood one, please</comments></customer></prospect>
<prospect><vehicle interest="buy"><year>2021</year><make>Ford</make><model>Escape</model></vehicle>
<customer><contact><name part="full">Priya Nair</name><email>priya@other.example</email></contact>
<comments>Is the Escape here?</comments></customer></prospect></adf>"""


@pytest.fixture
def ada(cast):
    """An admin of the store."""
    with cast.services.sessions.begin() as session:
        robin = session.get_one(Teammate, cast.robin.id)
        robin.role = Role.ADMIN
    return robin


@pytest.fixture
def dana(cast, clock):
    """A customer with words of hers in every place that holds any."""
    services = cast.services
    with services.sessions.begin() as session:
        customer = session.get_one(Customer, cast.dana_id)
        customer.name, customer.company, customer.key = f"Dana {WORD}", f"{WORD} Inc.", f"K-{WORD}"
        customer.address, customer.prefers = f"1 {WORD} Lane", f"{WORD} mail"
        customer.proves(IdentityKind.EMAIL, f"{WORD}@mail.example", "import", clock())
        customer.proves(IdentityKind.PHONE, "+15550107777", f"{WORD} said so", clock())
        of = {"store_id": cast.store_id, "customer_id": customer.id}
        car = Vehicle(**of, state=StockState.OWNED, vin=f"VIN{WORD}", plate=WORD, seen_at=clock())
        ours = Vehicle(**of, state=StockState.OWNED, stock="P9", vin="1V9", plate=WORD, seen_at=clock())
        session.add_all([car, ours])
        session.flush()
        session.add(
            Record(**of, vehicle_id=car.id, kind=RecordKind.NOTE, at=clock(), text=f"Likes {WORD}.",
                   data={"text": WORD})
        )  # fmt: skip
        session.add(
            Promise(**of, who_id=cast.sam.id, what=f"call about {WORD}", made_at=clock(),
                    due=clock.forward(hours=1))
        )  # fmt: skip
    raw = mail(f"Do you have {WORD}?", sender=f"Dana {WORD} <{WORD}@mail.example>", subject=f"On {WORD}",
               message_id=f"<{WORD}.1@mail.example>", references=f"<{WORD}.0@mail.example>")  # fmt: skip
    entry = cast.arrives(raw)
    cast.arrives(raw)  # the same once more: known already
    conversation, draft = cast.conversation(entry), cast.draft()
    by = {"by": cast.sam, "now": clock()}
    wanted = handing.Wanted(cast.robin.id, note=f"mind the {WORD}", summary=f"{WORD} asks")
    handing.hand_over(services, conversation.id, wanted, **by)
    handing.decline(services, 1, why=f"no {WORD} here", **by)
    handing.hand_over(services, conversation.id, wanted, **by)
    care.add_note(services, conversation.id, text=f"a {WORD} note", **by)
    drafts.vouch(services, draft.id, f"{WORD} is here", **by)
    due = clock() + timedelta(hours=1)
    asks.ask(services, conversation.id, asks.Wanted(cast.robin.id, f"Is {WORD} here?", due, 1, 3), **by)
    with services.sessions() as session:
        ask_id = session.query(Ask).one().id
    asks.answer(services, ask_id, f"{WORD} it is", by=cast.robin, now=clock())
    review.save(services, draft.id, f"Hi Dana,\n\n{WORD}, yes.", **by)
    approved = cast.approves(cast.draft(), text=f"Hi Dana,\n\n{WORD}.", overrule=f"because {WORD}")
    send.send(services, approved.delivery_id, clock())
    with services.sessions() as session:
        sent = session.query(Message).filter(Message.approval_id.is_not(None)).order_by(Message.id).first().id
    examples.mark(services, sent, f"says {WORD} at once", by=cast.sam, now=clock())
    cast.arrives(mail(f"More {WORD}", sender=f"{WORD}@mail.example", message_id="<d2@mail.example>"))
    cast.posts("chat", Channel.CHAT, visitor="0" * 32, line="1", text="Is the zebra here?", email="")
    cast.arrives(LEADS.encode(), form="adf", channel=Channel.API)
    return customer.id


@pytest.fixture
def gone(cast, ada, dana, clock):
    ended = erases(cast, ada, dana, clock)
    assert isinstance(ended, Erased), ended
    return dana


def erases(cast, by, customer_id, clock, *, reason="She asked on Monday.", typed=f"dana  {WORD}"):
    return erase.erase(
        cast.services, customer_id, reason=reason, typed=typed, by=by,
        sign_in_id=cast.sign_ins[by.id], now=clock(),
    )  # fmt: skip


def index(cast):
    """Every cell of what the search keeps: FTS5's own tables as bytes, PostgreSQL's index tables."""
    with cast.services.sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search%'"
        else:
            named = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'search%'"
        for name in session.scalars(text(named)).all():
            for row in session.execute(text(f"SELECT * FROM {name}")):
                for value in row:
                    told = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    yield name, told.lower()


def everything(cast):
    """Every cell of every table, as text; the search index too, where there is one."""
    with cast.services.sessions() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(table.select()):
                for name, value in row._mapping.items():
                    told = value.decode("utf-8", "replace") if isinstance(value, bytes) else repr(value)
                    yield f"{table.name}.{name}", told


def test_no_word_of_hers_is_left_in_any_table(cast, gone):
    left = {place for place, told in everything(cast) if WORD in told.lower() or "5550107777" in told}
    assert left == set()


def test_no_word_of_hers_is_left_in_the_search_index(cast, ada, dana, clock):
    """FTS5 writes a word's letters into its segments, after those that it shares with the one before."""
    pieces = (WORD, WORD[-4:], "5550107777")
    before = {name for name, told in index(cast) if any(piece in told for piece in pieces)}
    assert len(before) >= 2, before
    erases(cast, ada, dana, clock)
    left = {name for name, told in index(cast) if any(piece in told for piece in pieces)}
    assert left == set()
    assert any("escape" in told for _, told in index(cast)), "another's words are still found"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # a server's files are its own
def test_no_word_of_hers_is_left_in_the_file(cast, ada, dana, clock):
    engine = cast.services.sessions.kw["bind"]
    erases(cast, ada, dana, clock)
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    assert WORD.encode() not in Path(engine.url.database).read_bytes().lower()


ASIDE = {
    b"From: zebrawood@mail.example\r\n\r\nx": True,
    b"From: Zebrawood@MAIL.example.\r\n\r\nx": True,
    b"From: x\r\n\r\nCall me: (555) 010-7777, thanks": True,
    b"From: x\r\n\r\n+1 555.010.7777": True,
    b"From: a.zebrawood@mail.example\r\n\r\nx": False,
    b"From: zebrawood@mail.example.org\r\n\r\nx": False,
    b"From: x\r\n\r\n15550107777123": False,
}


def aside(cast, raw, **more):
    with cast.services.sessions.begin() as session:
        entry = LedgerEntry(
            channel=Channel.EMAIL, form="email", entry="hook", arrived_at=cast.clock(), digest="d",
            raw=Raw(content=raw), **more,
        )  # fmt: skip
        session.add(entry)
        session.flush()
        entry.set_aside("No sender could be read in it.")
        return entry.id


def test_what_was_never_filed_and_names_her_is_told_before(cast, dana):
    with cast.services.sessions.begin() as session:
        lake = Store(slug="lake", name="Lake", zone="America/New_York")
        session.add(lake)
    keys = {raw: aside(cast, raw, store_id=cast.store_id) for raw in ASIDE}
    by_envelope = aside(cast, b"x", envelope={"from": f"{WORD}@mail.example"})
    aside(cast, next(iter(ASIDE)), store_id=lake.id)
    with cast.services.sessions() as session:
        before = erase.look(session, session.get_one(Customer, dana))
    assert before.unfiled == [*(keys[raw] for raw, told in ASIDE.items() if told), by_envelope]


def test_there_was_a_word_in_every_place_before(cast, dana):
    found = {place.partition(".")[0] for place, told in everything(cast) if WORD in told.lower()}
    assert found >= {
        "customer", "identity", "vehicle", "record", "promise", "conversation", "message", "raw", "ledger",
        "draft", "approval", "handoff", "vouch",
    }  # fmt: skip


def test_the_other_customer_of_the_same_mail_keeps_what_was_read_for_them(cast, gone):
    (priya,) = [c for c in cast.all(Customer) if c.name == "Priya Nair"]
    (theirs,) = [c for c in cast.all(Conversation) if c.customer_id == priya.id]
    (message,) = [m for m in cast.all(Message) if m.conversation_id == theirs.id]
    assert message.visible_text.startswith("Is the Escape here?") and "Escape" in json.dumps(message.lead)
    assert message.text == "", "the whole mail held the other one's words"
    (stone,) = cast.all(Erasure)
    assert stone.shared == [message.entry_id]


def test_a_tombstone_stays_and_the_ledger_balances(cast, ada, dana, clock):
    with cast.services.sessions() as session:
        before = dict(session.execute(LedgerEntry.counts()).all())
    erases(cast, ada, dana, clock)
    with cast.services.sessions() as session:
        assert dict(session.execute(LedgerEntry.counts()).all()) == before
    (stone,) = cast.all(Erasure)
    assert (stone.customer_id, stone.teammate_id, stone.reason) == (dana, ada.id, "She asked on Monday.")
    assert stone.counts["messages"] == 4 and stone.counts["originals"] == 4 and stone.counts["approvals"] == 1
    (deed,) = [d for d in cast.all(Deed) if d.what == Did.ERASED]
    assert deed.customer_id == dana
    promise = cast.all(Promise)[0]
    assert (promise.state, promise.ended_by_id, promise.what) == (PromiseState.RELEASED, ada.id, "")
    assert [(v.stock, v.customer_id, v.plate) for v in cast.all(Vehicle)] == [("P9", None, "")]


def test_a_new_mail_of_the_same_person_is_a_new_customer(cast, gone):
    old = {c.id for c in cast.all(Conversation) if c.customer_id == gone}
    (sent,) = [m for m in cast.all(Message) if not m.inbound]
    entry = cast.arrives(
        mail("Me again", sender=f"{WORD}@mail.example", message_id="<d9@mail.example>",
             references=f"{sent.message_id or '<x@y>'} <d2@mail.example>")
    )  # fmt: skip
    conversation = cast.conversation(entry)
    assert conversation.id not in old and conversation.customer_id != gone
    assert cast.entry(cast.arrives(mail("x", to=f"sales+{'a' * 16}@northgate.example"))).state == "filed"


def test_nothing_of_it_can_be_worked_on_afterwards(cast, gone, clock):
    services = cast.services
    for message in cast.all(Message):
        understand.understand(services, message.id, clock())
    cast.works()
    theirs = {c.id for c in cast.all(Conversation) if c.customer_id == gone}
    for draft in [d for d in cast.all(Draft) if d.state != "sent" and d.conversation_id in theirs]:
        review.save(services, draft.id, "new words", by=cast.sam, now=clock())
    (first, *_) = [c for c in cast.all(Conversation) if c.customer_id == gone]
    with pytest.raises(ValueError, match="erased"):
        care.add_note(services, first.id, text="x", by=cast.sam, now=clock())
    assert "new words" not in str([d.text for d in cast.all(Draft)])


def test_a_step_that_read_before_and_writes_after_ends_harmlessly(cast, ada, dana, clock, monkeypatch):
    cast.arrives(mail("Late words", sender=f"{WORD}@mail.example", message_id="<d3@mail.example>"))
    newest = max(m.id for m in cast.all(Message) if m.text.startswith("Late"))
    with cast.services.sessions.begin() as session:
        session.get_one(Message, newest).understood_at = None
    reader = cast.services.reader
    real = type(reader).read

    def meanwhile(self, turn):
        found = real(self, turn)
        assert isinstance(erases(cast, ada, dana, clock), Erased)
        return found

    monkeypatch.setattr(type(reader), "read", meanwhile)
    understand.understand(cast.services, newest, clock())
    assert "Late" not in str(list(everything(cast)))


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNCERTAIN])
def test_an_answer_on_its_way_comes_first(cast, ada, clock, state):
    cast.writes("Is the van here?")
    approved = cast.approves(text="Yes.", overrule="x")
    with cast.services.sessions.begin() as session:
        session.get_one(Delivery, approved.delivery_id).state = state
    ended = erases(cast, ada, cast.dana_id, clock, typed="Dana Ruiz")
    assert isinstance(ended, Kept) and ("on its way" in ended.why or "Nobody knows" in ended.why)
    assert cast.all(Erasure) == []


@pytest.mark.parametrize(("reason", "typed"), [("", "Dana Ruiz"), ("She asked", "Dana"), ("  ", "dana ruiz")])
def test_it_needs_a_reason_and_the_name(cast, ada, clock, reason, typed):
    assert isinstance(erases(cast, ada, cast.dana_id, clock, reason=reason, typed=typed), Kept)


def test_the_database_wants_a_signed_in_admin(cast, clock):
    with pytest.raises(DatabaseError, match="admin"):
        erases(cast, cast.robin, cast.dana_id, clock, typed="Dana Ruiz")


@pytest.fixture
def sql(cast):
    def run(statement):
        with cast.services.sessions.begin() as session:
            return session.execute(text(statement))

    return run


EMPTIED = [
    "UPDATE message SET text = ''",
    "UPDATE message SET html = '', subject = ''",
    "UPDATE message SET recipients = '[]'",
    "UPDATE approval SET text = ''",
    "UPDATE draft SET text = '' WHERE state IN ('approved', 'sent')",
    "UPDATE raw SET content = ''",
    "DELETE FROM attachment",
]


def attached(cast):
    """Priya has words, an approval and an attachment of her own."""
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\r\nFrom: priya@other.example\r\nSubject: s\r\n"
        b"To: sales@northgate.example\r\nMessage-ID: <p1@other.example>\r\n"
        b"\r\n--b\r\n\r\nIs it here?\r\n--b\r\n"
        b"Content-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--b--\r\n"
    )
    cast.arrives(raw)
    cast.approves(text="Yes.", overrule="x")
    cast.works()
    cast.clock.forward(minutes=1)
    cast.works()


@pytest.mark.parametrize("statement", EMPTIED)
def test_without_a_tombstone_nothing_is_emptied(cast, sql, statement):
    attached(cast)
    with pytest.raises(DatabaseError):
        sql(statement)


@pytest.mark.parametrize("statement", EMPTIED)
def test_anothers_words_are_not_emptied_under_her_tombstone(cast, gone, sql, statement):
    attached(cast)
    with pytest.raises(DatabaseError):
        sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE message SET text = 'other words' WHERE conversation_id = 1",
        "UPDATE message SET recipients = '[\"x@y.example\"]' WHERE conversation_id = 1",
        "UPDATE message SET at = '2020-01-01 00:00:00' WHERE conversation_id = 1",
        "UPDATE approval SET text = 'other words'",
        "UPDATE approval SET teammate_id = 2",
        "UPDATE draft SET text = 'other words' WHERE conversation_id = 1",
        "UPDATE draft SET first_text = 'other words' WHERE conversation_id = 1",
        "UPDATE raw SET content = 'other words' WHERE entry_id = 1",
        "DELETE FROM message WHERE conversation_id = 1",
        "DELETE FROM approval",
        "DELETE FROM raw",
        "DELETE FROM erasure",
        "UPDATE erasure SET reason = 'x'",
        "UPDATE customer SET name = 'Dana' WHERE id = 1",
        "UPDATE conversation SET customer_id = 1",
        "UPDATE ledger SET known_as_id = 1 WHERE state = 'filed'",
        "UPDATE ledger SET arrived_at = '2001-01-01 00:00:00'",
        "INSERT INTO identity (store_id, customer_id, kind, value, verified, basis, since)"
        " SELECT store_id, id, 'email', 'x@y.example', true, '', since FROM customer WHERE id = 1",
        "INSERT INTO erasure (store_id, customer_id, teammate_id, sign_in_id, at, reason, counts, shared)"
        " SELECT store_id, (SELECT MAX(id) FROM customer), teammate_id, sign_in_id, at, '', '{}', '[]'"
        " FROM erasure",
        "INSERT INTO erasure (store_id, customer_id, teammate_id, sign_in_id, at, reason, counts, shared)"
        " SELECT store_id, (SELECT MAX(id) FROM customer), 1, sign_in_id, at, 'x', '{}', '[]' FROM erasure",
    ],
)
def test_a_tombstone_lets_nothing_else_through(cast, gone, sql, statement):
    with pytest.raises(DatabaseError):
        sql(statement)


def test_a_teammate_of_another_store_erases_nobody_here(cast, ada, clock):
    with cast.services.sessions.begin() as session:
        lake = Store(slug="lake", name="Lake", zone="America/New_York")
        session.add(lake)
        teammate = session.get_one(Teammate, ada.id)
        teammate.stores[:] = [lake]
    with pytest.raises(DatabaseError, match="admin"):
        erases(cast, ada, cast.dana_id, clock, typed="Dana Ruiz")


def test_a_handoff_that_was_asked_ends(cast, gone):
    found = cast.all(Handoff)
    assert [(h.note, h.summary, h.why) for h in found] == [("", "", ""), ("", "", "")]
    assert {h.state for h in found} == {HandoffState.DECLINED}
