"""Who reads a mailbox, and when: at once by IDLE, again after trouble, one at a time, and after kill -9."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from rounds import Collecting, account_of, asks, connecting

from assistant.channels.imap.line import ImapLine
from assistant.core.collecting import Wrong, next_try
from assistant.core.states import InboundState
from assistant.engine.mailboxes import Mailboxes
from assistant.pipeline.accounts import safe
from assistant.records import LedgerEntry, MailAccount, MailSeen, Message
from assistant.settings import Settings
from assistant.wiring import build, utc_now

PATIENCE = 60.0  # seconds on a busy machine
PROGRAM = """
import sys, threading
from assistant.settings import Settings
from assistant.wiring import build, set_up_logs
settings = Settings.read({}, data=sys.argv[1], database=sys.argv[2], may_call="127.0.0.1", imap_seconds=1,
                         undo_seconds=0, lease_seconds=2)
set_up_logs(settings)
build(settings).start(engine=False)  # what is taken is filed when all of it is there
threading.Event().wait()
"""


def until(what, seconds=PATIENCE):
    """What it gave, as soon as that is something."""
    deadline = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


@pytest.fixture
def running(parts):
    """Readers on the real clock, with a short lease; stopped after the test."""
    made = []

    def make(open_line=None, **settings):
        services = parts.services
        given = services.settings.model_copy(update={"imap_seconds": 30.0, "lease_seconds": 2.0, **settings})
        opens = open_line or (lambda account: ImapLine(account, connecting()))
        made.append(Mailboxes(replace(services, settings=given, clock=utc_now, open_mailbox=opens)))
        made[-1].start()
        return made[-1]

    yield make
    for one in made:
        one.stop()


def entries(cast):
    return [entry.message_id for entry in cast.all(LedgerEntry)]


def account(collect):
    with collect.services.sessions() as session:
        return session.get_one(MailAccount, collect.id)


def test_a_new_mail_is_taken_within_seconds_by_idle(collect, server, cast, running):
    running()
    assert until(lambda: account(collect).reached_at)
    time.sleep(1)  # idling by now
    began = time.monotonic()
    server.holds(asks(1))
    assert until(lambda: entries(cast), 20) == ["<1@mail.example>"]
    assert time.monotonic() - began < 20, "it looks around by itself every 30 seconds only"


def test_a_server_without_idle_is_asked_again_and_again(make_server, cast, clock, running):
    server = make_server(capability="IMAP4rev1 AUTH=PLAIN")
    collect = Collecting(cast, server, clock)
    running(imap_seconds=1.0)
    assert until(lambda: account(collect).reached_at)
    server.holds(asks(1))
    assert until(lambda: entries(cast)) == ["<1@mail.example>"]


def test_a_server_that_went_away_is_found_again(make_server, cast, clock, running, monkeypatch):
    monkeypatch.setattr("assistant.core.collecting.QUICKEST", timedelta(seconds=1))
    server = make_server()
    collect = Collecting(cast, server, clock)
    running()
    assert until(lambda: account(collect).reached_at)
    server.stop()
    assert until(lambda: account(collect).trouble)
    assert account(collect).wrong in (Wrong.PORT, Wrong.LINE)
    server.start()
    server.holds(asks(1))
    assert until(lambda: entries(cast)) == ["<1@mail.example>"]
    assert until(lambda: not account(collect).trouble)


def test_a_wrong_password_is_told_in_words_and_not_tried_all_the_time(collect, server, cast, running):
    with cast.services.sessions.begin() as session:
        session.get_one(MailAccount, collect.id).password_sealed = safe(cast.services).seal("another one")
    running()
    assert until(lambda: account(collect).trouble)
    row = account(collect)
    assert "refuses the sign-in" in row.trouble and "another one" not in row.trouble
    assert row.next_at - utc_now() > timedelta(minutes=4)
    with cast.services.sessions.begin() as session:  # typed again under Settings
        fresh = session.get_one(MailAccount, collect.id)
        fresh.password_sealed = safe(cast.services).seal(account_of(server).password)
        fresh.changed()
    assert until(lambda: account(collect).reached_at)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite is for one
def test_of_two_processes_one_reads_and_the_other_takes_over(collect, server, cast, running):
    opened = []

    def opens(name):
        def open_line(given):
            opened.append(name)
            return ImapLine(given, connecting())

        return open_line

    first = running(opens("first"))
    assert until(lambda: opened)
    running(opens("second"))
    time.sleep(5)  # longer than a lease
    assert opened == ["first"]
    first.stop()
    assert until(lambda: opened == ["first", "second"])
    server.holds(asks(1))
    assert until(lambda: entries(cast)) == ["<1@mail.example>"]


def test_waits_grow_and_end_somewhere():
    waits = [next_try(count, Wrong.LINE).total_seconds() for count in range(1, 12)]
    assert waits[:4] == [5, 10, 20, 40] and waits == sorted(waits) and waits[-1] == 600
    assert next_try(1, Wrong.PASSWORD) == timedelta(minutes=5)
    with pytest.raises(ValueError, match="from 1"):
        next_try(0, Wrong.LINE)


@pytest.mark.kills
def test_kill_9_in_the_middle_loses_nothing_and_files_nothing_twice(database, tmp_path, server, clock):
    settings = Settings.read({}, data=tmp_path, database=database)
    parts = build(settings)
    from cast import Cast

    cast = Cast(parts, utc_now)
    collect = Collecting(cast, server, utc_now)
    mails = 240
    server.holds(*[asks(number, text="Thanks!") for number in range(mails)])

    def seen():
        with parts.services.sessions() as session:
            return session.query(MailSeen).count()

    def start():
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path), database],
            stderr=(tmp_path / "log").open("ab"), start_new_session=True, env={**os.environ},
        )  # fmt: skip

    for least in (1, 60, 150):
        process = start()
        assert until(lambda least=least: seen() >= least, 120), (tmp_path / "log").read_text()[-2000:]
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process = start()
    try:
        assert until(lambda: seen() == mails, 120)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    collect.files()
    ids = [message.message_id for message in cast.all(Message)]
    assert len(ids) == mails == len(set(ids))
    assert collect.balance["filed"] == mails and collect.balance["seen"] == mails
    assert {entry.state for entry in cast.all(LedgerEntry)} == {InboundState.FILED}
    parts.services.live.close()
    parts.services.sessions.kw["bind"].dispose()
