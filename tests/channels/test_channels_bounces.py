"""What came back: whom it did not reach and why, by fields, by status and by a mail server's own words."""

import pytest

from assistant.channels import email
from assistant.channels.email import diagnosis
from assistant.core.failure import Reason

REPORT = """From: Mail Delivery System <mailer-daemon@mx.example>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; kim@full.example
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 552 5.2.2 Over
  quota

Final-Recipient: rfc822; lee@gone.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <lee@gone.example> User unknown

Final-Recipient: rfc822; ann@fine.example
Action: delivered
Status: 2.0.0
--b--
"""
FREE = """From: MAILER-DAEMON@old.example
Subject: failure notice

Hi. This is the program at old.example. I could not deliver to these people:

<kim@full.example>:
192.0.2.4 said: 452 4.2.2 mailbox full

<lee@gone.example>:
550 no such user here

--- Below this line is a copy of the message.

From: Sam <sam@store.example>
Subject: the 550 that was blocked as spam

host not found
"""


def failed(text):
    return {one.recipient: one for one in email.read(text.encode()).failures}


def test_each_recipient_of_a_report_has_a_reason_of_its_own():
    kim, lee = failed(REPORT)["kim@full.example"], failed(REPORT)["lee@gone.example"]
    assert (kim.reason, kim.status, kim.final) == (Reason.FULL, "5.2.2", False)
    assert (lee.reason, lee.status, lee.final) == (Reason.NO_MAILBOX, "5.1.1", True)


def test_who_was_reached_has_not_failed():
    assert "ann@fine.example" not in failed(REPORT)


def test_in_free_text_each_recipient_has_the_words_beside_it_and_the_returned_mail_says_nothing():
    kim, lee = failed(FREE)["kim@full.example"], failed(FREE)["lee@gone.example"]
    assert (kim.reason, kim.status) == (Reason.FULL, "4.2.2")
    assert (lee.reason, lee.final) == (Reason.NO_MAILBOX, True)


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        ("550 5.1.1 Recipient address rejected: User unknown", "5.1.1", Reason.NO_MAILBOX),
        ("550 5.4.1 Recipient address rejected: Access denied", "5.4.1", Reason.NO_MAILBOX),
        ("550 5.7.1 Message blocked: your IP is on a blocklist", "5.7.1", Reason.REFUSED),
        (
            "550-5.7.26 This mail has been blocked: unauthenticated sender",
            "5.7.26",
            Reason.REFUSED,
        ),
        ("552 5.3.4 Message size exceeds fixed maximum message size", "5.3.4", Reason.TOO_LARGE),
        ("Host or domain name not found. Name service error for name=x", "5.4.4", Reason.NO_SERVER),
        ("Host not found, try again", "4.4.3", Reason.LATE),
        ("connect to mx.blocked.example[192.0.2.1]:25: Connection timed out", "4.4.1", Reason.LATE),
        ("retry timeout exceeded", "", Reason.LATE),
        ("550 This account has been disabled", "", Reason.DISABLED),
        ("554 delivery error", "", Reason.UNKNOWN),
        ("", "5.2.2", Reason.FULL),
        ("", "5.7.5", Reason.REFUSED),
        ("", "4.0.0", Reason.LATE),
    ],
)
def test_words_and_status_together_give_the_reason(said, status, reason):
    assert diagnosis.reason(said, status) is reason


def test_an_unknown_mailbox_that_is_only_unknown_for_now_is_not_dead():
    text = REPORT.replace("5.1.1", "4.1.1").replace("550 ", "450 ")
    assert not failed(text)["lee@gone.example"].final


def test_a_report_wrapped_into_another_mail_is_found():
    wrapped = "Return-Path: <>\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nsee\n--o\n"
    found = failed(f"{wrapped}Content-Type: message/rfc822\n\n{REPORT}\n--o--\n")
    assert found["lee@gone.example"].reason is Reason.NO_MAILBOX
