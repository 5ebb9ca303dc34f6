"""The bench's own processes: what it is told of can be killed at once, and none outlives it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from assistant.bench.fleet import Fleet


@pytest.fixture
def nursery():
    made = subprocess.Popen(
        [sys.executable, "-m", "assistant.bench.nursery"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    yield made
    made.stdin.close()
    made.wait()


@pytest.fixture
def order(tmp_path):
    """A process that waits at its log for ever, since nobody reads it."""
    os.mkfifo(tmp_path / "log")
    argv, log = ["rightback", "--version"], str(tmp_path / "log")
    return json.dumps({"name": "up", "argv": argv, "environment": {}, "log": log}).encode() + b"\n"


def begun(nursery, order):
    nursery.stdin.write(order)
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def test_what_was_told_of_is_killed_at_once(nursery, order):
    for _ in range(40):
        os.killpg(begun(nursery, order), signal.SIGKILL)  # ProcessLookupError if it leads no group yet


def test_whoever_ends_the_bench_ends_its_processes(nursery, order):
    groups = [begun(nursery, order) for _ in range(3)]
    nursery.stdin.close()
    nursery.wait()
    deadline = time.monotonic() + 10
    while any(map(exists, groups)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(exists, groups))


def exists(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_still_runs_is_said(tmp_path):
    fleet = Fleet(tmp_path, "sqlite://", {})
    assert fleet.left() == []
    fleet.begun.add(os.getpgid(0))
    with socket.create_server(("127.0.0.1", fleet.port)):
        assert fleet.left() == [f"process group {os.getpgid(0)}", f"port {fleet.port}"]


def test_after_the_end_nothing_starts_again(tmp_path):
    fleet = Fleet(tmp_path, "sqlite://", {})
    fleet.alive["up"] = 2**22 + 1  # no such process
    fleet.replace("up")
    fleet.tend()
    assert fleet.begun == set()
