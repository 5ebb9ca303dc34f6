"""The guarded outward client: every HTTP call that is not the model's leaves by this door.

It connects to exactly the address that was checked, follows no redirect, knows no proxy, verifies the
certificate against the name in the URL, and ends by the wall clock even against a peer that drips.
"""

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.settings import Settings
from assistant.tools import outward
from assistant.tools.outward import OutwardRefused, Resolve, Target

PIECE = 65_536  # bytes read at once
PACKED = "the answer was packed, which was not asked for"
OURS = {"Accept-Encoding": "identity", "Connection": "close", "User-Agent": "Rightback"}


@dataclass(frozen=True)
class Answered:
    """What came back, whatever its status; a redirect (3xx) is an answer like any other. Lower-case names."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Unanswered:
    """Nothing usable came. `refused`: the address is not called, and trying again changes nothing.

    `given`: the request was on its way already, so the other side may have acted on it.
    """

    reason: str
    given: bool = False
    refused: bool = False


Outcome = Answered | Unanswered


@dataclass(frozen=True)
class Caller:
    """`allowed` are the hosts that the settings let lie inside our own network.

    `seconds` bounds a whole call, look-up, handshake and body included; `largest` is the body in bytes.
    """

    allowed: frozenset[str] = frozenset()
    seconds: float = 20
    largest: int = 1_000_000
    resolve: Resolve = outward.resolved
    trusted: ssl.SSLContext | None = None  # None: the authorities that this machine trusts

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Outcome:
        return self._call("GET", url, headers or {}, None)

    def post(self, url: str, content: bytes, headers: Mapping[str, str] | None = None) -> Outcome:
        return self._call("POST", url, headers or {}, content)

    def _call(self, method: str, url: str, headers: Mapping[str, str], content: bytes | None) -> Outcome:
        deadline = time.monotonic() + self.seconds
        try:
            target = _within(
                deadline, lambda: outward.target(url, allowed=self.allowed, resolve=self.resolve)
            )
            line = self._connected(target, deadline)
        except OutwardRefused as refused:
            return Unanswered(str(refused), refused=True)
        except TimeoutError:
            return Unanswered(f"no connection within {self.seconds:g} seconds")
        except ssl.SSLCertVerificationError as error:
            return Unanswered(f"the certificate does not stand for {target.host} ({error.verify_message})")
        except OSError as error:
            return Unanswered(f"no connection ({error.strerror or type(error).__name__})")
        try:
            return self._exchanged(line, target, method, {**headers, **OURS}, content)
        finally:
            line.hang_up()

    def _connected(self, target: Target, deadline: float) -> "Line":
        """A line to the first of the checked addresses that takes it."""
        failed: OSError = TimeoutError()
        for address in target.addresses:
            try:
                plain = socket.create_connection((address, target.port), timeout=_left(deadline))
            except OSError as error:
                failed = error
                continue
            try:
                return Line(self._wrapped(plain, target, deadline), deadline)
            except BaseException:
                plain.close()
                raise
        raise failed

    def _wrapped(self, plain: socket.socket, target: Target, deadline: float) -> socket.socket:
        if target.scheme == "http":
            return plain
        context = self.trusted or ssl.create_default_context()
        plain.settimeout(_left(deadline))
        return context.wrap_socket(plain, server_hostname=target.host)

    def _exchanged(
        self, line: "Line", target: Target, method: str, headers: Mapping[str, str], content: bytes | None
    ) -> Outcome:
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = line
        given = False
        try:
            connection.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
            for name, value in {**headers, "Host": target.authority}.items():
                connection.putheader(name, value)
            if content is not None:
                connection.putheader("Content-Length", str(len(content)))
            given = True
            connection.endheaders(content)
            return self._read(connection.getresponse())
        except TimeoutError:
            return Unanswered(f"not done within {self.seconds:g} seconds", given=given)
        except (OSError, http.client.HTTPException) as error:
            return Unanswered(f"the line broke off ({type(error).__name__})", given=given)
        except ValueError as error:  # a header that holds a line break
            return Unanswered(f"this cannot be sent: {error}", given=given, refused=True)

    def _read(self, response: http.client.HTTPResponse) -> Outcome:
        headers = {name.lower(): value for name, value in response.getheaders()}
        if headers.get("content-encoding", "identity").lower() not in ("", "identity"):
            return Unanswered(PACKED, given=True)
        whole = bytearray()
        while piece := response.read(PIECE):
            whole += piece
            if len(whole) > self.largest:
                return Unanswered(f"the answer was larger than {self.largest} bytes", given=True)
        if response.length:
            return Unanswered("the answer broke off", given=True)
        return Answered(response.status, headers, bytes(whole))


def of(settings: Settings, *, also: Iterable[str] = (), seconds: float = 20) -> Caller:
    """The caller of these settings; `also` are further hosts that a setting itself names."""
    named = {host.strip().lower() for host in [*settings.may_call.split(","), *also]}
    return Caller(frozenset(named - {""}), seconds=seconds)


class Line:
    """A socket that http.client takes for one; every read and write ends at the same deadline."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode
        return io.BufferedReader(_Reading(self._sock, self._deadline))

    def close(self) -> None:
        """http.client lets go of the line before the answer is read."""

    def hang_up(self) -> None:
        self._sock.close()


class _Reading(io.RawIOBase):
    """Reads what is there, and waits for more no longer than until the deadline."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._deadline))
        return self._sock.recv_into(buffer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _within(deadline: float, look_up: Callable[[], Target]) -> Target:
    """A name's look-up has no time limit of its own: it is waited for in a thread."""
    found: list[Target | Exception] = []

    def look() -> None:
        try:
            found.append(look_up())
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(_left(deadline))
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]
