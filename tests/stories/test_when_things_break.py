"""Disk full, database locked, clock set, relay or model that hangs: nothing is lost, and who sent is told."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from tests_help import taken, until
from tests_machines import EMAIL, site, token

from assistant.core.message import Channel
from assistant.core.outcome import Accepted
from assistant.core.states import DeliveryState, DraftState, InboundState
from assistant.pipeline import send, sweep
from assistant.pipeline.steps import Step
from assistant.records import Delivery, Draft, LedgerEntry, Message, database
from assistant.wiring import build

MAIL = b"From: Ann <ann@mail.example>\nMessage-ID: <1@x>\n\nIs the van here?" + b" " * 50_000


@pytest.fixture
def impatient(monkeypatch):
    """Locks are waited for a fifth of a second."""
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 200)
    monkeypatch.setitem(database.POSTGRESQL, "lock_timeout", 200)


@pytest.fixture
def parts(impatient, settings, clock):
    made = build(settings, clock=clock)
    yield made
    made.services.live.close()
    made.services.sessions.kw["bind"].dispose()


def on_sqlite(cast):
    return cast.services.settings.database_url.startswith("sqlite")


def fill_the_disk(cast):
    """SQLite's own limit of pages; on PostgreSQL its own error, raised where a row is written."""
    if on_sqlite(cast):
        limit_pages(cast, full=True)
    else:
        no_room_for(cast, "INSERT ON raw")


def no_room_for(cast, what, when="true", *, at_commit=False):
    """What a full disk says, said where this is written, or on PostgreSQL when it is committed."""
    with cast.services.sessions.begin() as session:
        if on_sqlite(cast):
            full = "SELECT RAISE(ABORT, 'database or disk is full');"
            session.execute(text(f"CREATE TRIGGER full_disk BEFORE {what} WHEN {when} BEGIN {full} END"))
            return
        session.execute(
            text(
                "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';"
                " END $$"
            )
        )
        kind, moment = ("CONSTRAINT TRIGGER", "AFTER") if at_commit else ("TRIGGER", "BEFORE")
        late = "DEFERRABLE INITIALLY DEFERRED" if at_commit else ""
        session.execute(
            text(
                f"CREATE {kind} full_disk {moment} {what} {late} FOR EACH ROW WHEN ({when})"
                " EXECUTE FUNCTION disk_is_full()"
            )
        )


def make_room(cast):
    if on_sqlite(cast):
        limit_pages(cast, full=False)
    with cast.services.sessions.begin() as session:
        drop = (
            "TRIGGER IF EXISTS full_disk" if on_sqlite(cast) else "FUNCTION IF EXISTS disk_is_full() CASCADE"
        )
        session.execute(text(f"DROP {drop}"))


def limit_pages(cast, *, full):
    """Each connection, as it is taken from the pool, may grow the file no further."""

    def taken_out(connection, *_):
        pages = connection.execute("PRAGMA page_count").fetchone()[0] if full else 1_073_741_823
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(cast.services.sessions.kw["bind"], "checkout", taken_out)


def test_a_full_disk_acknowledges_nothing_and_loses_nothing(cast):
    client = site(cast).test_client()
    path = f"/hooks/email/{token(cast, EMAIL)}"
    fill_the_disk(cast)
    answer = client.post(path, data=MAIL)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert cast.all(LedgerEntry) == []
    make_room(cast)
    assert client.post(path, data=MAIL).status_code == 202  # the gateway tries again
    cast.works()
    assert [entry.state for entry in cast.all(LedgerEntry)] == [InboundState.FILED]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite has no trigger at the commit
@pytest.mark.parametrize("table", ["raw", "ledger"])
def test_a_commit_that_fails_acknowledges_nothing(cast, table):
    client = site(cast).test_client()
    path = f"/hooks/email/{token(cast, EMAIL)}"
    no_room_for(cast, f"INSERT ON {table}", at_commit=True)
    assert client.post(path, data=MAIL).status_code == 503
    assert cast.all(LedgerEntry) == []
    make_room(cast)
    assert client.post(path, data=MAIL).status_code == 202


@pytest.mark.parametrize("at_commit", [False, True])
@pytest.mark.parametrize("table", ["message", "draft"])
def test_what_could_not_be_filed_or_drafted_is_once_there_is_room(cast, clock, table, at_commit):
    no_room_for(cast, f"INSERT ON {table}", at_commit=at_commit)
    cast.writes("Is the van here?")
    assert cast.all(Draft) == []
    make_room(cast)
    clock.forward(minutes=1)
    cast.works()
    assert (len(cast.all(Message)), len(cast.all(Draft))) == (1, 1)


@pytest.mark.parametrize("at_commit", [False, True])
def test_a_mail_whose_start_cannot_be_written_does_not_leave(cast, clock, at_commit):
    cast.writes("Is the van here?")
    cast.approves(text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142", overrule="x")
    no_room_for(cast, "UPDATE ON delivery", "NEW.state = 'sending'", at_commit=at_commit)
    cast.works()
    assert cast.outbox() == []
    make_room(cast)
    clock.forward(minutes=1)
    cast.works()
    assert len(cast.outbox()) == 1


class Accepting:
    """A relay that takes everything, and says of what it took what it was told to say."""

    def __init__(self, found):
        self.taken, self.found = [], found

    def send(self, message):
        self.taken.append(message.message_id)
        return Accepted()

    def sent(self, message_id):
        return self.found


@pytest.mark.parametrize("minutes", [3, 20])  # some tries, and more than a job has
@pytest.mark.parametrize("at_commit", [False, True])
@pytest.mark.parametrize(("found", "state"), [(None, DeliveryState.UNCERTAIN), (True, DeliveryState.SENT)])
def test_a_mail_that_left_and_whose_end_cannot_be_written_never_leaves_again(
    cast, parts, clock, found, state, at_commit, minutes
):
    relay = Accepting(found)
    services = replace(parts.services, gateways=dict.fromkeys(Channel, relay))
    parts.engine.trying = replace(parts.engine.trying, services=services)
    cast.writes("Is the van here?")
    cast.approves(text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142", overrule="x")
    no_room_for(cast, "UPDATE ON delivery", "NEW.state IN ('sent', 'uncertain')", at_commit=at_commit)
    for _ in range(minutes):
        cast.works()
        sweep.sweep(cast.services, clock())
        clock.forward(minutes=1)
    assert [d.state for d in cast.all(Delivery)] == [DeliveryState.SENDING]
    make_room(cast)
    clock.forward(minutes=6)  # tries are five minutes apart by then
    cast.works()
    (delivery,) = cast.all(Delivery)
    known = (state, DeliveryState.UNCERTAIN) if minutes > 6 else (state,)
    assert delivery.state in known and len(relay.taken) == 1


def test_a_mail_that_cannot_be_started_for_long_is_a_persons_again(cast, clock):
    cast.writes("Is the van here?")
    cast.approves(text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142", overrule="x")
    no_room_for(cast, "UPDATE ON delivery", "NEW.state = 'sending'")
    for _ in range(20):
        cast.works()
        sweep.sweep(cast.services, clock())
        clock.forward(minutes=5)
    (delivery,) = cast.all(Delivery)
    to_them = [mail for mail in cast.outbox() if "dana@mail.example" in mail["To"]]
    assert (delivery.state, to_them) == (DeliveryState.FAILED, [])
    assert "Nothing left" in delivery.reason
    assert cast.draft().text.startswith("Hi Dana,\n\nYes.")
    assert cast.draft().state is DraftState.AWAITING_REVIEW


@pytest.fixture
def locked(cast):
    """Somebody else holds what a write needs, until it is released."""
    other = database.open_database(cast.services.settings.database_url)
    connection = other.connect()
    if on_sqlite(cast):
        connection = connection.execution_options(**{database.WRITES: True})
        connection.execute(text("SELECT 1"))
    else:
        connection.execute(text("LOCK TABLE raw, message IN ACCESS EXCLUSIVE MODE"))
    yield connection.rollback
    connection.close()
    other.dispose()


def test_a_locked_database_acknowledges_nothing_and_goes_on_when_it_is_free(cast, request):
    client = site(cast).test_client()
    path = f"/hooks/email/{token(cast, EMAIL)}"
    release = request.getfixturevalue("locked")
    assert client.post(path, data=MAIL).status_code == 503
    release()
    assert client.post(path, data=MAIL).status_code == 202


def test_a_step_that_finds_the_database_locked_is_tried_again(cast, clock, request):
    taken(cast, MAIL)
    release = request.getfixturevalue("locked")
    if on_sqlite(cast):  # the claim itself needs the lock
        with pytest.raises(Exception, match="locked"):
            cast.works()
    else:
        cast.works()
    release()
    clock.forward(minutes=1)
    cast.works()
    assert len(cast.all(Draft)) == 1


def test_after_the_clock_was_set_back_what_waits_is_worked_on(cast, clock):
    taken(cast, MAIL)
    clock.forward(hours=-3)
    cast.works()
    assert len(cast.all(Draft)) == 1


def test_after_the_clock_was_set_back_an_approved_mail_does_not_wait_for_hours(cast, clock):
    cast.writes("Is the van here?")
    cast.approves(text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142", overrule="x")
    clock.forward(hours=-3)
    sweep.sweep(cast.services, clock())
    clock.forward(minutes=1)
    cast.works()
    assert [d.state for d in cast.all(Delivery)] == [DeliveryState.SENT]


def test_a_clock_that_jumps_ahead_makes_nothing_happen_twice(cast, clock):
    cast.writes("Is the van here?")
    cast.approves(text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142", overrule="x")
    clock.forward(days=400)
    cast.works()
    send.send(cast.services, cast.all(Delivery)[0].id, clock())
    assert len(cast.outbox()) == 1


class Hanging:
    """A relay that does not answer until it is let go."""

    def __init__(self):
        self.go = threading.Event()

    def send(self, message):
        self.go.wait(30)
        return Accepted()

    def sent(self, message_id):
        return None


def test_relays_that_hang_keep_no_draft_waiting(cast, parts):
    for number in range(6):
        sender = f"C{number} <c{number}@x.example>"
        cast.writes(f"Is van {number} here?", message_id=f"<{number}@x>", sender=sender)
    for draft in cast.all(Draft):
        cast.approves(draft, text="Hi,\n\nYes.\n\nSam Whitfield · 555-0142", overrule="x")
    hanging = Hanging()
    services = replace(parts.services, gateways=dict.fromkeys(Channel, hanging))
    for part in (parts.engine, parts.engine.trying):
        object.__setattr__(part, "services", services)
    parts.engine.start()
    taken(cast, MAIL)
    assert until(lambda: len(cast.all(Draft)) == 7)
    hanging.go.set()
    assert until(lambda: all(d.state is DeliveryState.SENT for d in cast.all(Delivery)))
    parts.engine.stop()
    assert len([m for m in cast.all(Message) if not m.inbound]) == 6


def test_models_that_hang_keep_no_draft_waiting(cast, parts, clock):
    go = threading.Event()
    steps = {**parts.engine.trying.steps, Step.MODEL: lambda *_: go.wait(30) and None}
    parts.engine.trying = replace(parts.engine.trying, steps=steps)
    with parts.services.sessions.begin() as session:
        for number in range(1000, 1012):
            parts.services.queue(session, Step.MODEL, number, clock(), now=clock())
    parts.engine.start()
    taken(cast, MAIL)
    assert until(lambda: cast.all(Draft))
    go.set()
    parts.engine.stop()


def test_a_sign_in_from_a_time_that_has_not_come_counts_for_nothing(cast, clock):
    from assistant.records import SignIn

    with cast.services.sessions() as session:
        mine = session.query(SignIn).first()
        assert session.scalar(SignIn.live(mine.token_hash, clock())) is not None
        assert session.scalar(SignIn.live(mine.token_hash, clock() - timedelta(days=1))) is None
