"""SIGTERM or Ctrl+C to a real process in the middle of everything: it ends by itself, and nothing is half."""

import os
import signal
import socket
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from assistant.bench.server import Server, free_port
from assistant.bench.store import make
from assistant.core.message import Channel
from assistant.records import LedgerEntry, Raw, SignIn, Teammate
from assistant.settings import Settings
from assistant.web.gate import token_digest
from assistant.web.server import GRACE_SECONDS
from assistant.wiring import build

LONGEST = 25.0  # seconds; gunicorn gives requests 15, a busy machine some more
MAIL = (
    b"From: Zoe <z@mail.example>\r\nTo: sales@bench.example\r\nSubject: Van\r\n"
    b"Message-ID: <%s@x>\r\n\r\nIs it here?\r\n"
)


@pytest.fixture
def store(tmp_path):
    """(tokens, the data folder) of a small store."""
    parts = build(Settings.read({}, data=tmp_path))
    made = make(parts)
    parts.services.sessions.kw["bind"].dispose()
    return made.tokens, tmp_path


@pytest.fixture
def server(store):
    smtp = free_port()
    made = Server(store[1], {"RIGHTBACK_SMTP_IN_PORT": str(smtp), "RIGHTBACK_SMTP_IN_HOST": "127.0.0.1"})
    made.start()
    made.smtp = smtp
    yield made
    if made.process.poll() is None:
        made.kill()


def kept(folder: Path):
    """Message-IDs that are on disk, each with its original."""
    parts = build(Settings.read({}, data=folder))
    try:
        with parts.services.sessions() as session:
            entries = session.query(LedgerEntry).all()
            assert session.query(Raw).count() == len(entries)
            return sorted(entry.message_id for entry in entries)
    finally:
        parts.services.sessions.kw["bind"].dispose()


def stopped(server, *signals):
    """Seconds until it ended, and with what."""
    began = time.monotonic()
    for number in signals:
        server.process.send_signal(number)
        time.sleep(0.3)
    return server.process.wait(LONGEST + 10), time.monotonic() - began


def test_in_the_middle_of_everything(server, store):
    tokens, folder = store
    hook = f"/hooks/email/{tokens[Channel.EMAIL]}"
    for number in range(20):  # jobs that run while it stops
        assert (
            requests.post(server.url + hook, data=MAIL % f"job-{number}".encode(), timeout=10).status_code
            == 202
        )
    page = requests.get(f"{server.url}/widget.js", timeout=10)
    assert page.status_code == 200
    half = MAIL % b"hook"
    posting = socket.create_connection(("127.0.0.1", server.port))
    posting.sendall(b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (hook.encode(), len(half)))
    posting.sendall(half[:20])
    mailing = _in_data(server.smtp)
    finishing = threading.Timer(1.0, posting.sendall, (half[20:],))
    finishing.start()
    time.sleep(0.5)
    code, seconds = stopped(server, signal.SIGTERM)
    finishing.join()
    assert (code, seconds < LONGEST) == (0, True)
    answer = _all_of(posting)
    on_disk = kept(folder)
    assert {f"<job-{number}@x>" for number in range(20)} <= set(on_disk)
    assert ("<hook@x>" in on_disk) == (b" 202 " in answer), "an answer and a row, or neither"
    assert b"250" not in _all_of(mailing) and "<smtp@x>" not in on_disk, "its sender sends it again"


def _in_data(port):
    line = socket.create_connection(("127.0.0.1", port))
    for words in (
        b"",
        b"EHLO x\r\n",
        b"MAIL FROM:<z@x.example>\r\n",
        b"RCPT TO:<sales@bench.example>\r\n",
        b"DATA\r\n",
    ):
        line.sendall(words)
        time.sleep(0.1)
        line.recv(4096)
    line.sendall(MAIL[:30])
    return line


def _all_of(line):
    line.settimeout(5)
    found = b""
    try:
        while piece := line.recv(4096):
            found += piece
    except OSError:
        pass
    return found


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_asked_twice_it_ends_well_too(server, second):
    code, seconds = stopped(server, signal.SIGTERM, second)
    assert (code, seconds < LONGEST) == (0, True)


@pytest.fixture
def open_page(server, store):
    """A teammate's open page, listening for news."""
    parts = build(Settings.read({}, data=store[1]))
    with parts.services.sessions.begin() as session:
        now = parts.services.clock()
        session.add(
            SignIn(
                teammate_id=session.query(Teammate).first().id, token_hash=token_digest("a-page"),
                started_at=now, expires_at=now + timedelta(days=1),
            )
        )  # fmt: skip
    parts.services.sessions.kw["bind"].dispose()
    cookies = {"rightback": "a-page"}
    with requests.get(f"{server.url}/live", cookies=cookies, stream=True, timeout=40) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield answer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("send", [os.kill, os.killpg], ids=["to the master", "to the group"])
def test_with_an_open_page_it_ends_in_seconds_and_nobody_is_killed(server, open_page, send, number):
    """Ctrl+C in a terminal is SIGINT to the whole group."""
    began = time.monotonic()
    send(server.process.pid, number)
    assert server.process.wait(LONGEST + 10) == 0
    assert time.monotonic() - began < GRACE_SECONDS - 3
    assert "SIGKILL" not in (server.data / "server.log").read_text()


def test_a_quiet_one_ends_at_once(server):
    code, seconds = stopped(server, signal.SIGINT)
    assert (code, seconds < 10) == (0, True)
