"""Mails that hold something only a program opens: filed with their customer, and answered honestly."""

import pytest
from cast import INBOX

from assistant.core.enclosure import ENCRYPTED
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.states import ConversationState
from assistant.records import Message
from assistant.records.values import from_json

ASC = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----\n"
ANSWER = f"""From: Dana Ruiz <dana@mail.example>
To: {INBOX}
Subject: Re: Test drive
Message-ID: <%(did)s@mail.example>
Content-Type: text/calendar; method=REPLY

BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20261208T150000Z
SUMMARY:Test drive
ATTENDEE;CN=Dana Ruiz;PARTSTAT=%(did)s:mailto:dana@mail.example
COMMENT:%(comment)s
END:VEVENT
END:VCALENDAR
"""


def answers(cast, did, comment=""):
    cast.arrives((ANSWER % {"did": did, "comment": comment}).encode())
    return from_json(Inquiry, cast.all(Message)[-1].inquiry)


def test_an_encrypted_mail_waits_with_its_customer_and_the_draft_says_that_nobody_read_it(cast):
    talk = cast.conversation(cast.writes(ASC, subject="Is the RAV4 still available?"))
    assert talk.customer_id == cast.dana_id
    assert talk.state is ConversationState.WAITING
    assert cast.all(Message)[-1].words == ENCRYPTED
    assert "came encrypted" in cast.draft().text
    assert "RAV4" not in cast.draft().text
    assert not cast.draft().promises
    assert not [one for one in cast.draft().findings if one["severity"] == "block"]


def test_what_was_written_beside_it_does_not_make_a_draft_that_knows_the_rest(cast):
    cast.writes(f"Are you open on Saturday?\n{ASC}")
    assert "came encrypted" in cast.draft().text
    assert "Saturday" not in cast.draft().text


def test_a_word_that_follows_at_once_is_read_and_the_encrypted_one_is_not(cast):
    cast.writes(ASC)
    cast.writes("Are you open on Saturday?", subject="And")
    inquiry = from_json(Inquiry, cast.all(Message)[-1].inquiry)
    assert [one.text for one in inquiry.questions] == ["Are you open on Saturday?"]
    assert ENCRYPTED not in inquiry.text


def test_spanish_customers_are_told_in_spanish(cast):
    cast.writes("¿Está abierto el sábado? Quisiera ver la camioneta azul con mi esposa, por favor.")
    cast.clock.forward(days=1)
    cast.writes(ASC, **{"In-Reply-To": cast.all(Message)[-1].message_id})
    assert "llegó cifrado" in cast.draft().text


def test_a_plain_yes_to_an_invitation_asks_nothing_and_starts_no_clock(cast):
    inquiry = answers(cast, "ACCEPTED")
    assert (inquiry.kind, inquiry.questions) == (Kind.THANKS, ())
    assert cast.conversation().waiting_since is None


@pytest.mark.parametrize(("did", "comment"), [("DECLINED", ""), ("ACCEPTED", "Can I bring my dog?")])
def test_a_no_and_a_word_of_theirs_wait_for_a_person(cast, did, comment):
    inquiry = answers(cast, did, comment)
    assert inquiry.questions
    assert cast.conversation().state is ConversationState.WAITING


def test_times_of_an_invitation_are_told_in_the_stores_zone(cast):
    answers(cast, "DECLINED")
    assert "Tuesday, December 8, 2026, 10 am (America/New_York)" in cast.all(Message)[-1].words
