"""How a mailbox's server is reached: at an address that was checked, with the certificate of its name."""

import imaplib
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.core.collecting import Tls
from assistant.settings import Settings
from assistant.tools import outward
from assistant.tools.outward import Resolve

CONNECT_SECONDS, READ_SECONDS = 15.0, 60.0
LONGEST_LINE = 16_000_000  # bytes: a search may list a million UIDs in one line


@dataclass(frozen=True)
class Connecting:
    """`allowed` are hosts that may lie inside our own network, as the settings name them.

    `trusted` are files of further authorities.
    """

    allowed: frozenset[str] = frozenset()
    resolve: Resolve = outward.resolved
    trusted: tuple[str, ...] = ()

    @cached_property
    def context(self) -> ssl.SSLContext:
        """Made when the first mailbox is read: the authorities of this machine take a while to load."""
        made = ssl.create_default_context()
        for file in self.trusted:
            made.load_verify_locations(file)
        return made

    def socket(self, host: str, port: int, tls: Tls) -> socket.socket:
        """To the first address that takes it."""
        sealed, failed = tls is not Tls.NONE, OSError()
        for address in outward.mail_host(
            host, port, sealed=sealed, allowed=self.allowed, resolve=self.resolve
        ):
            try:
                plain = socket.create_connection((address, port), timeout=CONNECT_SECONDS)
            except OSError as error:
                failed = error
                continue
            if tls is not Tls.TLS:
                return plain
            try:
                return self.context.wrap_socket(plain, server_hostname=host)
            except BaseException:
                plain.close()
                raise
        raise failed


class Checked(imaplib.IMAP4):
    """imaplib's, on a socket of ours."""

    def __init__(self, connecting: Connecting, host: str, port: int, tls: Tls) -> None:
        self._connecting, self._tls = connecting, tls
        super().__init__(host, port, timeout=CONNECT_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        del timeout
        return self._connecting.socket(self.host, self.port, self._tls)

    def readline(self) -> bytes:
        line: Any = self.file.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise self.error(f"a line of more than {LONGEST_LINE} bytes")
        return bytes(line)


def of(settings: Settings, *, trusted: Iterable[str] = ()) -> Connecting:
    """As these settings allow."""
    named = {host.strip().lower() for host in settings.may_call.split(",")}
    return Connecting(frozenset(named - {""}), trusted=tuple(trusted))
