"""Invitations, answers to them and cancellations are said in words; the file stays beside."""

from zoneinfo import ZoneInfo

import packing
import pytest

from assistant.channels import email
from assistant.channels.email.invitation import LONGEST
from assistant.core.enclosure import only_accepts

WHEN = ("DTSTART:20261208T150000Z", "DTEND:20261208T153000Z")
DANA = "ATTENDEE;CN=Dana Reed;PARTSTAT=%s:mailto:dana@x.example"
NEW_YORK = "DTSTART;TZID=Eastern Standard Time:20261208T100000"
DENVER = ZoneInfo("America/Denver")


def visible(*lines, body="", zone=None, **more):
    parts = [packing.text(body), packing.invitation(*lines, **more)]
    return email.read(packing.mail(*parts, kind="multipart/alternative"), zone=zone).visible_text


def test_an_invitation_says_what_when_where_and_who_asks():
    lines = (*WHEN, "LOCATION:Your showroom", "ORGANIZER;CN=Dana Reed:mailto:dana@x.example")
    assert visible(*lines, body="Does this work?\n-- \nDana") == (
        "Does this work?\n\n"
        "Invitation: Test drive of the RAV4\n"
        "When: Tuesday, December 8, 2026, 3 pm to 3:30 pm (UTC)\n"
        "Where: Your showroom\n"
        "Who asks: Dana Reed (dana@x.example)"
    )


@pytest.mark.parametrize(
    ("lines", "zone", "said"),
    [
        (WHEN, DENVER, "Tuesday, December 8, 2026, 8 am to 8:30 am (America/Denver)"),
        ((NEW_YORK,), None, "Tuesday, December 8, 2026, 10 am (America/New_York)"),
        ((NEW_YORK,), DENVER, "Tuesday, December 8, 2026, 8 am (America/Denver)"),
        (
            (NEW_YORK, "DURATION:PT90M"),
            None,
            "Tuesday, December 8, 2026, 10 am to 11:30 am (America/New_York)",
        ),
        (("DTSTART:20261208T100000",), DENVER, "Tuesday, December 8, 2026, 10 am (no time zone is given)"),
        (
            ("DTSTART;TZID=Mars:20261208T100000",),
            DENVER,
            "Tuesday, December 8, 2026, 10 am (time zone: Mars)",
        ),
        (("DTSTART;VALUE=DATE:20261208", "DTEND;VALUE=DATE:20261209"), DENVER, "Tuesday, December 8, 2026"),
        (
            ("DTSTART;VALUE=DATE:20261208", "DTEND;VALUE=DATE:20261210"),
            None,
            "Tuesday, December 8, 2026 to Wednesday, December 9, 2026",
        ),
        (
            ("DTSTART:20261208T230000Z", "DTEND:20261209T010000Z"),
            None,
            "Tuesday, December 8, 2026, 11 pm to Wednesday, December 9, 2026, 1 am (UTC)",
        ),
    ],
)
def test_the_time_is_told_in_the_stores_zone_or_names_its_own(lines, zone, said):
    assert f"\nWhen: {said}" in visible(*lines, zone=zone) + "\n"
    assert visible(*lines, zone=zone).endswith(said)


@pytest.mark.parametrize(
    ("state", "did", "accepts"),
    [
        ("ACCEPTED", "accepted", True),
        ("DECLINED", "declined", False),
        ("TENTATIVE", "tentatively accepted", False),
    ],
)
def test_an_answer_says_who_did_what(state, did, accepts):
    text = visible(*WHEN, DANA % state, method="REPLY")
    assert text.startswith(f"Dana Reed (dana@x.example) {did} the invitation: Test drive of the RAV4.\nWhen:")
    assert only_accepts(text) is accepts


def test_an_answer_with_a_word_of_theirs_is_more_than_a_yes():
    text = visible(DANA % "ACCEPTED", "COMMENT:I will bring my trade-in", method="REPLY")
    assert text.endswith("They say: I will bring my trade-in")
    assert not only_accepts(text)
    yes = visible(DANA % "ACCEPTED", method="REPLY", body="See you then, is it ready?")
    assert not only_accepts(yes)
    assert only_accepts(visible(DANA % "ACCEPTED", method="REPLY", body="Dana has accepted this invitation."))
    assert not only_accepts("Dana accepted the invitation: is my car ready?")


@pytest.mark.parametrize(
    ("method", "said"), [("CANCEL", "Invitation cancelled"), ("COUNTER", "Another time proposed")]
)
def test_a_cancellation_and_another_time_are_named(method, said):
    assert visible(*WHEN, method=method).startswith(f"{said}: Test drive of the RAV4\nWhen: Tuesday")


def test_what_they_wrote_into_it_is_shown_where_the_mail_says_nothing():
    told = "DESCRIPTION:Can I drive\\n it?"
    assert visible(told).startswith("Can I drive\n it?\n\nInvitation:")
    assert "drive\n" not in visible(told, body="Hello")


def test_the_same_invitation_as_part_and_as_file_is_said_once_and_both_are_kept():
    file = packing.part("application/ics", packing.event(*WHEN).encode(), "invite.ics")
    message = email.read(packing.mail(packing.text("Hi"), packing.invitation(*WHEN), file))
    assert message.visible_text.count("Invitation:") == 1
    assert [one.name for one in message.attachments] == ["attachment-1.ics", "invite.ics"]
    assert message.text.endswith("(UTC)")


@pytest.mark.parametrize(
    ("kind", "name"), [("application/ics", "calendar"), ("application/octet-stream", "a.ics")]
)
def test_a_calendar_is_known_by_its_type_or_its_name(kind, name):
    file = packing.part(kind, packing.event(*WHEN).encode(), name)
    assert "Invitation: " in email.read(packing.mail(packing.text("Hi"), file)).visible_text


@pytest.mark.parametrize("before", ["X:y", f"X:{'y' * 70}"])
def test_of_all_calendars_only_so_much_is_looked_at(before):
    few, more = (packing.event(*[before] * lines, f"X-N:{lines}", summary=f"{lines}") for lines in (1, 3_995))
    parts = [packing.part("text/calendar", one.encode()) for one in (few, more, few.replace("1", "2"))]
    assert "Invitation: 2" not in email.read(packing.mail(packing.text("Hi"), *parts, parts[0])).visible_text


def test_a_mail_that_came_back_invites_nobody():
    report = packing.text(
        "Final-Recipient: rfc822; a@b.c\nAction: failed\nStatus: 5.1.1", "message/delivery-status"
    )
    parts = (packing.text("It failed."), report, packing.invitation(*WHEN))
    message = email.read(packing.mail(*parts, kind="multipart/report; report-type=delivery-status"))
    assert message.bounce
    assert "Invitation" not in message.text


def test_folded_lines_and_a_cut_end_are_read():
    source = (
        packing.event(*WHEN).replace("SUMMARY:Test drive", "SUMMARY:Test \r\n drive").partition("END:")[0]
    )
    message = email.read(packing.mail(packing.text("Hi"), packing.text(source, "text/calendar")))
    assert "Invitation: Test drive of the RAV4\nWhen: Tuesday" in message.visible_text


def test_what_is_no_calendar_is_a_file_and_nothing_more():
    for source in ("hello", "", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:X\n" * 30, "a" * 2 * LONGEST):
        message = email.read(packing.mail(packing.text("Hi"), packing.text(source, "text/calendar")))
        assert message.visible_text == "Hi"
        assert len(message.attachments) == 1


def test_nothing_in_a_title_makes_a_line_of_its_own():
    assert "\nWhen: never" not in visible(summary="Drive\\nWhen: never")
