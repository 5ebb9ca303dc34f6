"""Notes of people who are away: told from their questions, and until when they are away."""

from datetime import date

import pytest

from assistant.channels import email
from assistant.channels.email.away import away_until

TODAY = date(2026, 11, 23)


def note(subject, text, head=""):
    raw = f"From: kim@mail.example\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n{head}Subject: {subject}\n"
    return email.read(f"{raw}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode())


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("I am out of the office until Monday, December 7.", date(2026, 12, 7)),
        ("I will return on 7 December 2026.", date(2026, 12, 7)),
        ("Ich bin bis 7. Dezember nicht im Büro.", date(2026, 12, 7)),
        ("Ich bin bis zum 07.12.2026 im Urlaub.", date(2026, 12, 7)),
        ("Je suis absent jusqu'au 7 décembre.", date(2026, 12, 7)),
        ("Estoy fuera de la oficina hasta el 7 de diciembre.", date(2026, 12, 7)),
        ("Sono fuori ufficio fino al 7 dicembre.", date(2026, 12, 7)),
        ("Ik ben afwezig tot 7 december.", date(2026, 12, 7)),
        ("Jestem na urlopie do 7 grudnia.", date(2026, 12, 7)),
        ("Я в отпуске до 7 декабря.", date(2026, 12, 7)),
        ("Away until 2027-01-04.", date(2027, 1, 4)),
        ("Back on January 4.", date(2027, 1, 4)),
        ("I am away until 12/7.", None),
        ("I was away until 1 November 2026.", None),
        ("I am away until 31 February.", None),
        ("I am out of the office.", None),
    ],
)
def test_the_day_of_return_is_read_where_it_is_sure(text, until):
    assert away_until(text, TODAY) == until


def test_a_vacation_note_says_until_when_they_are_away():
    found = note("Automatic reply: Your van", "I am out of the office until December 7.")
    assert found.auto_reply
    assert "they are away until 07 December 2026" in found.notes


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Odpowiedź automatyczna: oferta", "Jestem na urlopie do 7 grudnia."),
        ("Re: offer", "I am currently out of the office. For urgent matters please contact Lee."),
        ("Re: Angebot", "Ich bin derzeit im Urlaub. In dringenden Fällen wenden Sie sich an Frau Kern."),
        ("Your request", "This is an automated response. We have received your request."),
    ],
)
def test_a_note_without_any_header_that_says_so_is_one(subject, text):
    assert note(subject, text).auto_reply


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: van", "I am out of the office on Thursday, can I come Friday instead?"),
        ("Re: van", "I'll be away until Monday. Please call me then about the brakes, they still squeal."),
        ("On vacation next week, is Friday possible?", "Can we move it?"),
        ("Re: van", "We are on vacation from Friday and need the car before that. Call me, it is urgent."),
        ("Re: van", "I am on leave. It is urgent: can you contact my husband instead?"),
    ],
)
def test_a_customer_who_tells_of_being_away_is_no_machine(subject, text):
    assert not note(subject, text).auto_reply


def test_microsofts_report_of_a_mail_called_junk_waits_for_nobody():
    raw = (
        b"From: <staff@hotmail.example>\nSubject: complaint about message from 192.0.2.22\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: message/rfc822\n\n%s"
        b"From: sales@northgate.example\nSubject: Your Outback\n\nIs it all right?\n\n--b--\n"
    )
    assert email.read(raw % b"X-HmXmrOriginalRecipient: ann@hotmail.example\n").auto_reply
    assert not email.read(raw % b"").auto_reply  # a mail that somebody passes on
