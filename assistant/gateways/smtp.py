"""The SMTP gateway: hands a mail to one relay, and says exactly how that ended."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

from assistant.core.message import OutboundMessage
from assistant.core.outcome import Accepted, Deferred, Outcome, Refused, Unsure
from assistant.core.ports import Now
from assistant.gateways.mail import mail

SECONDS = 30.0  # of silence
WALL_SECONDS = 90.0  # for the whole, whatever the peer drips; below the sweep's patience


@dataclass(frozen=True)
class SmtpGateway:
    """`tls` is "none", "starttls" or "tls". 4xx and lost lines before the data: later. 5xx: refused.

    A line that breaks after the data was given leaves it open whether the relay took it: Unsure.
    """

    host: str
    port: int
    now: Now
    user: str = ""
    password: str = ""
    tls: str = "starttls"
    seconds: float = SECONDS
    wall: float = WALL_SECONDS

    def send(self, message: OutboundMessage) -> Outcome:
        if not message.to:
            return Refused("There is no address to send to.")
        try:
            made = mail(message)
        except ValueError:
            return Refused(
                f"{', '.join(to.email for to in message.to)} is no address that mail can be sent to."
            )
        made["Date"] = format_datetime(self.now())
        recipients = [to.email for to in message.to]
        given = False
        try:
            with self._relay() as relay:
                relay.ehlo_or_helo_if_needed()
                code, words = relay.mail(message.sender.email, _options(relay, recipients))
                if code != 250:
                    return _answer(code, words, message.sender.email)
                for recipient in recipients:
                    code, words = relay.rcpt(recipient)
                    if code not in (250, 251):
                        relay.rset()
                        return _answer(code, words, recipient)
                given = True
                code, words = relay.data(made.as_bytes())
                given = False
                return Accepted() if code == 250 else _answer(code, words, ", ".join(recipients))
        except smtplib.SMTPResponseException as error:
            return _answer(error.smtp_code, _bytes(error.smtp_error), self.host)
        except (OSError, smtplib.SMTPException, EOFError) as error:
            return _broken(given, f"{self.host}:{self.port}", error)

    def sent(self, message_id: str) -> bool | None:
        del message_id
        return None  # a relay keeps no list that can be asked

    @contextmanager
    def _relay(self) -> Iterator[smtplib.SMTP]:
        relay = (Tls if self.tls == "tls" else Plain)(timeout=self.seconds)
        cut = threading.Timer(self.wall, relay.cut)
        cut.daemon = True
        cut.start()
        try:
            code, words = relay.connect(self.host, self.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, words)
            if self.tls == "starttls":
                relay.starttls(context=ssl.create_default_context())
            if self.user:
                relay.login(self.user, self.password)
            yield relay
        finally:
            _part(relay)
            cut.cancel()


class Plain(smtplib.SMTP):
    """A line that another thread can cut: a timeout alone starts anew with each byte that drips in."""

    was_cut = False

    def connect(
        self, host: str = "localhost", port: int = 0, source_address: Any = None
    ) -> tuple[int, bytes]:
        self._host = host  # whose certificate is asked for; smtplib sets it in its constructor only
        return super().connect(host, port, source_address)

    def getreply(self) -> tuple[int, bytes]:
        reply = super().getreply()
        if self.was_cut:  # half a line would count as an answer
            raise smtplib.SMTPServerDisconnected("cut off")
        return reply

    def cut(self) -> None:
        self.was_cut = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class Tls(Plain, smtplib.SMTP_SSL):
    """TLS from the first byte."""

    def __init__(self, *, timeout: float) -> None:
        smtplib.SMTP_SSL.__init__(self, timeout=timeout, context=ssl.create_default_context())


def _part(relay: smtplib.SMTP) -> None:
    """QUIT, and never mind how that ends: the outcome stands already."""
    try:
        relay.quit()
    except (OSError, smtplib.SMTPException):
        relay.close()


def _options(relay: smtplib.SMTP, recipients: list[str]) -> list[str]:
    unicode = any(not recipient.isascii() for recipient in recipients)
    return ["SMTPUTF8", "BODY=8BITMIME"] if unicode and relay.has_extn("smtputf8") else []


def _answer(code: int, words: bytes, about: str) -> Outcome:
    said = f"{about}: {code} {words.decode(errors='replace')}"
    return Deferred(said) if 400 <= code < 500 else Refused(said)


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _broken(given: bool, host: str, error: Exception) -> Outcome:
    if given:
        return Unsure(f"The line to {host} broke after the mail was given ({type(error).__name__}).")
    return Deferred(f"{host} cannot be reached ({type(error).__name__}).")
