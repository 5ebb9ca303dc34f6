"""Slow heads and bodies against the real server: everybody else is answered at once, and the slow are cut."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from assistant.web.patience import Patience

ROOT = Path(__file__).parents[2]
HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a"
BODY = b"POST /hooks/form/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\na"
CHUNKED = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with socket.create_server(("127.0.0.1", 0)) as free:
        found = free.getsockname()[1]
    data = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "up", "--empty"]
    server = subprocess.Popen(
        [*command, "--port", str(found), "--data", str(data)],
        cwd=data,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if alive(found) is not None:
                break
        except OSError:
            assert server.poll() is None, "the server did not start"
            time.sleep(0.3)
    yield found
    server.terminate()
    server.wait(30)


def alive(port):
    began = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=8) as answer:
        assert answer.read() == b"alive\n"
    return time.monotonic() - began


@pytest.mark.xdist_group("slow peers")
@pytest.mark.parametrize("start", [HEAD, BODY, CHUNKED, b""], ids=["head", "body", "chunk", "nothing"])
def test_six_hundred_slow_connections_shut_nobody_out(port, start):
    slow = []
    try:
        for _ in range(600):
            line = socket.create_connection(("127.0.0.1", port), timeout=20)
            line.sendall(start)
            slow.append(line)
        waits = []
        for _ in range(10):
            for line in slow:
                try:
                    line.sendall(b"a" if start else b"")
                except OSError:
                    continue
            waits.append(alive(port))
        assert sorted(waits)[5] < 4, waits
    finally:
        for line in slow:
            line.close()


def test_who_is_too_slow_is_hung_up_on_and_the_rest_is_not():
    ours, theirs = socket.socketpair()
    patience = Patience()
    with patience.waiting(ours, 0.3) as wait:
        assert ours.recv(10) == b""
    assert wait.ended and patience.hung_up == 1
    quick, _peer = socket.socketpair()
    with patience.waiting(quick, 5) as wait:
        pass
    assert not wait.ended
    theirs.close()


def test_when_many_are_slow_the_slowest_goes_first():
    pairs, patience = [socket.socketpair() for _ in range(6)], Patience(most=4)
    from contextlib import ExitStack

    with ExitStack() as stack:
        waits = [stack.enter_context(patience.waiting(ours, 60)) for ours, _ in pairs]
        time.sleep(2)
        assert [wait.ended for wait in waits] == [True, True, False, False, False, False]


UNCLEAR = [
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Content-Length: 5\r\nContent-Length: 6",
    "Transfer-Encoding: xchunked",
    "Content-Length: +5",
    "X: a\r\n b",
]


@pytest.mark.parametrize("start", UNCLEAR)
@pytest.mark.xdist_group("slow peers")
def test_a_request_whose_end_is_unclear_is_refused(port, start):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(
            f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{start}\r\n\r\n0\r\n\r\nGET /smuggled".encode()
        )
        said = line.recv(65536)
    status = int(said.split()[1])
    assert 400 <= status < 502 and said.count(b"HTTP/1.1") == 1
