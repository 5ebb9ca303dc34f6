"""The product's processes, to be killed: all in one on SQLite; web, two workers, SMTP on PostgreSQL."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

import requests

from assistant.bench.server import free_port
from assistant.records.database import disconnect_others
from assistant.web.server import gunicorn_arguments

READY_SECONDS = 60.0
GONE_SECONDS = 10.0  # until the kernel has buried what was killed


@dataclass
class Fleet:
    """`database` is a URL; the folder holds what is in files. `start` first, `stop` at last."""

    folder: Path
    database: str
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    smtp_port: int = field(default_factory=free_port)
    alive: dict[str, int] = field(default_factory=dict)  # name -> process group
    begun: set[int] = field(default_factory=set)  # process groups of which nobody has seen the end
    blows: list[tuple[datetime, datetime]] = field(default_factory=list)  # at who sends: from, until
    _nursery: "subprocess.Popen[bytes] | None" = None
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    @property
    def one_process(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def names(self) -> tuple[str, ...]:
        return ("up",) if self.one_process else ("web", "worker 1", "worker 2", "smtp")

    def start(self, names: tuple[str, ...] = ()) -> None:
        """All of it, or these alone."""
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "assistant.bench.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # whoever interrupts the bench leaves it the time to end the rest
        )
        for name in names or self.names:
            self.launch(name)
        if not names:
            self.wait_until_it_answers()

    def launch(self, name: str) -> None:
        assert self._nursery is not None
        order = {
            "argv": self._argv(name),
            "environment": self._environment(),
            "log": str(self.folder / f"{name}.log"),
        }
        _pipe(self._nursery.stdin).write(json.dumps(order).encode() + b"\n")
        _pipe(self._nursery.stdin).flush()
        self.alive[name] = int(_pipe(self._nursery.stdout).readline())
        self.begun.add(self.alive[name])

    def kill(self, name: str) -> None:
        """As a power cut does: SIGKILL to the whole group, nothing is said goodbye to."""
        group = self.alive[name]
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        deadline = time.monotonic() + GONE_SECONDS
        while _exists(group):
            if time.monotonic() > deadline:
                return  # `left` says so
            time.sleep(0.002)
        self.begun.discard(group)

    def replace(self, name: str) -> None:
        """From the bench's thread or the relay's: one of them at a time, and none after the end."""
        with self._one_at_a_time:
            if self._nursery is not None:
                began = datetime.now(UTC)
                self.kill(name)
                if _sends(name):
                    self.blows.append((began, datetime.now(UTC)))
                self.launch(name)

    def disconnect(self) -> None:
        """End every connection to the database, as its restart does."""
        began = datetime.now(UTC)
        disconnect_others(self.database)
        self.blows.append((began, datetime.now(UTC)))

    def tend(self) -> None:
        """As a supervisor does: what ended by itself (it lost the database while starting) starts again."""
        with self._one_at_a_time:
            for name, group in list(self.alive.items()):
                if self._nursery is not None and not _exists(group):
                    self.begun.discard(group)
                    self.launch(name)

    def stop(self) -> None:
        """SIGTERM to all; what runs is finished. Stopping twice is fine."""
        with self._one_at_a_time:
            for group in self.alive.values():
                with suppress(ProcessLookupError):
                    os.kill(group, signal.SIGTERM)
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and any(map(_exists, self.alive.values())):
                time.sleep(0.05)
            for name in self.alive:
                self.kill(name)
            self.alive.clear()
            nursery, self._nursery = self._nursery, None
        if nursery is not None:
            _pipe(nursery.stdin).close()
            nursery.wait(timeout=10)

    def left(self) -> list[str]:
        """What still runs after the end: process groups of ours, and whoever answers at our ports."""
        groups = [f"process group {group}" for group in sorted(self.begun) if _exists(group)]
        return groups + [f"port {port}" for port in (self.port, self.smtp_port) if _answers(port)]

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            with suppress(requests.RequestException):
                if requests.get(f"{self.url}/healthz", timeout=2).ok:
                    return
            self.tend()
            time.sleep(0.1)
        raise RuntimeError(f"nothing answers at {self.url}; see the logs in {self.folder}")

    def strikes(self, dice: random.Random) -> tuple[str, Callable[[], None]]:
        """Some blow by chance: its name, and what it does."""
        blows: dict[str, Callable[[], None]] = {name: partial(self.replace, name) for name in self.names}
        if not self.one_process:
            blows["database connections"] = self.disconnect
        return dice.choice(list(blows.items()))

    def kill_who_sends(self) -> None:
        for name in self.names:
            if _sends(name):
                self.replace(name)

    def _argv(self, name: str) -> list[str]:
        if name in ("up", "web"):
            app, processes = ("app", 1) if name == "up" else ("pages", 2)
            return ["gunicorn", *gunicorn_arguments("127.0.0.1", self.port, app, workers=processes)]
        return ["rightback", "worker", "--mail-in-only" if name == "smtp" else "--jobs-only"]

    def _environment(self) -> dict[str, str]:
        return {
            "RIGHTBACK_DATA": str(self.folder),
            "RIGHTBACK_DATABASE": self.database,
            "RIGHTBACK_SMTP_IN_PORT": str(self.smtp_port),
            "RIGHTBACK_LOG_LEVEL": "warning",
            **self.environment,
        }


def _sends(name: str) -> bool:
    """Whether this process hands mails to the relay."""
    return name == "up" or name.startswith("worker")


def _pipe(pipe: "IO[bytes] | None") -> "IO[bytes]":
    assert pipe is not None
    return pipe


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
