"""Relays that hang, drip, break off or say no, on real sockets: what the gateway says of each."""

import socket
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from assistant.core.address import Mailbox
from assistant.core.message import Channel, OutboundMessage
from assistant.core.outcome import Accepted, Deferred, Refused, Unsure
from assistant.gateways.smtp import SmtpGateway

MESSAGE = OutboundMessage(
    channel=Channel.EMAIL,
    sender=Mailbox("Sam", "sales@northgate.example"),
    to=(Mailbox("Dana", "dana@mail.example"),),
    reply_to=None,
    subject="Re: van",
    text="Yes, it is here.",
    footer="",
    message_id="<rb.1@northgate.example>",
)
FINE = {"EHLO": "250 relay", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 taken"}


@contextmanager
def relay(behave):
    """A peer at a free port; `behave(line)` gets its socket and runs in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            try:
                line, _ = server.accept()
                with line:
                    behave(line)
            except OSError:
                pass

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def talk(line, answers, *, drip_at=""):
    """Speaks SMTP as told; at one command it drips its answer for ever."""
    line.sendall(b"220 relay\r\n")
    reader, in_data = line.makefile("rb"), False
    for raw in reader:
        text = raw.decode().strip()
        if in_data and text != ".":
            continue
        word = "." if in_data else text.split(" ")[0].upper()
        in_data = False
        if word == drip_at:
            while True:
                line.sendall(b"2")
                time.sleep(0.05)
        answer = answers.get(word, "250 ok")
        if answer == "break":
            return
        line.sendall(f"{answer}\r\n".encode())
        in_data = answer.startswith("354")


def sent_over(behave, **settings):
    with relay(behave) as port:
        given = {"tls": "none", "seconds": 1.0, "wall": 1.5, **settings}
        began = time.monotonic()
        outcome = SmtpGateway("127.0.0.1", port, now=lambda: datetime.now(UTC), **given).send(MESSAGE)
        assert time.monotonic() - began < 20
        return outcome


def test_a_relay_that_takes_it_took_it():
    assert sent_over(lambda line: talk(line, FINE)) == Accepted()


def test_one_that_says_nothing_is_tried_later():
    assert isinstance(sent_over(lambda line: time.sleep(5)), Deferred)


def test_one_that_drips_its_greeting_is_cut_off_and_tried_later():
    def drip(line):
        while True:
            line.sendall(b"2")
            time.sleep(0.05)

    assert isinstance(sent_over(drip), Deferred)


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_one_that_drips_before_the_mail_was_given_is_tried_later(command):
    assert isinstance(
        sent_over(lambda line: talk(line, FINE, drip_at=command)), Unsure if command == "DATA" else Deferred
    )


def test_one_that_drips_after_the_mail_was_given_leaves_it_unsure():
    assert isinstance(sent_over(lambda line: talk(line, FINE, drip_at=".")), Unsure)


def test_one_that_breaks_off_after_the_mail_was_given_leaves_it_unsure():
    assert isinstance(sent_over(lambda line: talk(line, {**FINE, ".": "break"})), Unsure)


@pytest.mark.parametrize(
    ("at", "answer", "kind"),
    [
        ("RCPT", "550 5.1.1 nobody here", Refused),
        ("RCPT", "451 4.3.0 later", Deferred),
        ("DATA", "554 no", Refused),
        (".", "451 4.3.0 later", Deferred),
        (".", "554 spam", Refused),
        ("MAIL", "break", Deferred),
    ],
)
def test_what_a_relay_says_decides(at, answer, kind):
    assert isinstance(sent_over(lambda line: talk(line, {**FINE, at: answer})), kind)


def test_a_relay_that_greets_with_a_refusal_is_tried_later():
    assert isinstance(sent_over(lambda line: line.sendall(b"421 4.3.2 closing\r\n")), Deferred)
