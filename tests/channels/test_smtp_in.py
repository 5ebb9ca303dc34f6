"""The listener over a real socket: what goes wrong with us is never the sender's end of the matter."""

import smtplib

import pytest

from assistant.bench.server import free_port
from assistant.channels.smtp_in import Listener

MAIL = b"From: dana@mail.example\r\nSubject: x\r\n\r\nIs it here?\r\n"


class DatabaseGone(Exception):
    pass


def breaks(*_):
    raise DatabaseGone


@pytest.fixture
def sends():
    """sends(keep, known) mails through a listener of these two; gives the code of whatever refused it."""
    started = []

    def send(keep, known):
        listener = Listener(keep, known, host="127.0.0.1", port=(port := free_port()))
        listener.start()
        started.append(listener)
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
            try:
                line.sendmail("dana@mail.example", ["sales@northgate.example"], MAIL)
            except smtplib.SMTPRecipientsRefused as refused:
                return refused.recipients["sales@northgate.example"][0]
            except smtplib.SMTPResponseException as refused:
                return refused.smtp_code
        return 250

    yield send
    for listener in started:
        listener.stop()


def test_a_mail_that_was_kept_is_acknowledged(sends):
    kept = []
    assert sends(lambda raw, *_: kept.append(raw) or 7, lambda _: True) == 250
    assert kept == [MAIL]


def test_a_mail_that_could_not_be_kept_comes_again(sends):
    assert sends(breaks, lambda _: True) == 451


def test_a_mail_whose_inbox_could_not_be_looked_up_comes_again(sends):
    assert sends(lambda *_: 7, breaks) == 451


def test_a_mail_to_nobody_of_ours_is_refused_for_good(sends):
    assert sends(lambda *_: 7, lambda _: False) == 550
