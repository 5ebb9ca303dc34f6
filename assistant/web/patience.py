"""How long a peer may take to say what it wants: slow heads and bodies must not hold the threads.

Each request holds a thread of the web server while it arrives. A peer that sends a byte a minute would hold
it for ever, so that a few hundred of them would shut everybody out. Whoever is too slow is hung up on, and
so is the slowest when many are slow at once: everybody else arrives within milliseconds.
"""

import itertools
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from werkzeug.exceptions import ClientDisconnected

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEAD_SECONDS = 10.0
DRAIN_SECONDS = 2.0  # for the rest of a body that was refused unread
PIECE, PIECE_SECONDS = 64 * 1024, 20.0  # bytes, and how long that many may take
BODY_SECONDS = 600.0
SEND_SECONDS = 60.0  # for a peer that does not read what it asked for
SLOW_AT_MOST = 60  # of the 500 threads; streams hold up to 400
YOUNG = 1.0  # seconds; younger ones are not slow yet
LOOKS_EVERY = 0.2  # seconds


@dataclass(order=True)
class Wait:
    """One thread that waits for a peer."""

    number: int
    began: float = field(compare=False)
    until: float = field(compare=False)
    line: socket.socket = field(compare=False, repr=False)
    ended: bool = field(default=False, compare=False)


class Patience:
    """Watches all that wait, in one thread of its own that lives while anybody waits."""

    def __init__(self, most: int = SLOW_AT_MOST) -> None:
        self.most, self.hung_up = most, 0
        self._waits: dict[int, Wait] = {}
        self._numbers, self._lock = itertools.count(), threading.Lock()
        self._watching = False

    @contextmanager
    def waiting(self, line: socket.socket, seconds: float) -> Iterator[Wait]:
        """`ended` of what it yields says afterwards whether the peer was hung up on."""
        now = time.monotonic()
        wait = Wait(next(self._numbers), now, now + seconds, line)
        with self._lock:
            self._waits[wait.number] = wait
            if not self._watching:
                self._watching = True
                threading.Thread(target=self._watch, name="patience", daemon=True).start()
        try:
            yield wait
        finally:
            with self._lock:
                self._waits.pop(wait.number, None)

    def _watch(self) -> None:
        while True:
            time.sleep(LOOKS_EVERY)
            with self._lock:
                for wait in self._too_slow(time.monotonic()):
                    self._waits.pop(wait.number)
                    self._hang_up(wait)
                if not self._waits:
                    self._watching = False
                    return

    def _too_slow(self, now: float) -> list[Wait]:
        late = [wait for wait in self._waits.values() if wait.until <= now]
        slow = [wait for wait in self._waits.values() if wait.until > now >= wait.began + YOUNG]
        return late + slow[: max(0, len(self._waits) - len(late) - self.most)]

    def _hang_up(self, wait: Wait) -> None:
        """The thread that reads is woken by the end of the line. Its owner closes it."""
        wait.ended = True
        self.hung_up += 1
        with suppress(OSError):
            wait.line.shutdown(socket.SHUT_RDWR)


patience = Patience()


class Body:
    """A request's body, read piece by piece; ClientDisconnected where the peer was too slow."""

    def __init__(self, inner: IO[bytes], line: socket.socket) -> None:
        self._inner, self._line = inner, line
        self._until = time.monotonic() + BODY_SECONDS

    def read(self, size: int = -1) -> bytes:
        whole, left = bytearray(), size if size is not None and size >= 0 else None
        while left is None or left > 0:
            piece = self._piece(PIECE if left is None else min(PIECE, left))
            whole += piece
            if not piece:
                break
            left = None if left is None else left - len(piece)
        return bytes(whole)

    def readline(self, size: int = -1) -> bytes:
        """Not called by anything of ours; there because WSGI asks for it (PEP 3333)."""
        line = bytearray()
        while (size < 0 or len(line) < size) and not line.endswith(b"\n"):
            byte = self._piece(1)
            line += byte
            if not byte:
                break
        return bytes(line)

    def readlines(self, hint: int = -1) -> list[bytes]:
        del hint
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        while line := self.readline():
            yield line

    def _piece(self, size: int) -> bytes:
        seconds = min(PIECE_SECONDS, self._until - time.monotonic())
        with patience.waiting(self._line, seconds) as wait:
            try:
                return self._inner.read(size)
            except OSError:
                raise ClientDisconnected from None
            finally:
                if wait.ended:
                    raise ClientDisconnected


class Patient:
    """WSGI: bodies and answers have a time limit, where the server lets us reach the socket."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterator[bytes]":
        line = environ.get("gunicorn.socket")
        if line is not None:
            line.settimeout(SEND_SECONDS)
            environ["wsgi.input"] = Body(environ["wsgi.input"], line)
        return self._inner(environ, start_response)  # type: ignore[return-value]
