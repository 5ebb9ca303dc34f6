"""Promises in notes of calls: thirty ways to note one, and as many that note none."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from assistant.core.clock import BusinessHours
from assistant.core.context import Signer
from assistant.core.promise_notes import promised_in_note

ZONE = ZoneInfo("America/New_York")
HOURS = BusinessHours(ZONE, {day: (time(9), time(18)) for day in range(6)}, {})
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
SAM = Signer(name="Sam Whitfield", title="Sales", phone="555-0142", email="sam@northgate.example")

PROMISED = [
    ("Spoke with Dana. Will call her back tomorrow at 3 with the price.", "2026-11-24T15:00"),
    ("Told her I'd call tomorrow around 3.", "2026-11-24T15:00"),
    ("Promised to send the papers by Friday.", "2026-11-27T18:00"),
    ("She wants the white one; I'll check with Columbus and call her Wednesday at 10.", "2026-11-25T10:00"),
    ("Told him that we'd have it ready by Thursday noon.", "2026-11-26T12:00"),
    ("to call back Tue 9:30", "2026-11-24T09:30"),
    ("Call her back Friday at 10.", "2026-11-27T10:00"),
    ("Talked about the noise, will ask Luis and get back to him today by 5 pm", "2026-11-23T17:00"),
    ("Assured Mr. Lee I would mail the key on Wednesday.", "2026-11-25T18:00"),
    ("Agreed to hold the Outback until Saturday at noon for him", "2026-11-28T12:00"),
    ("I promised her an answer by tomorrow noon.", "2026-11-24T12:00"),
    ("We'll drop off the plates on Thursday at 2.", "2026-11-26T14:00"),
    (
        "She was upset. I told her I'll find out what happened and ring her before 4 today.",
        "2026-11-23T16:00",
    ),
    ("Price discussed, going to email the quote this afternoon", "2026-11-23T18:00"),
    ("Said we would let her know by end of week.", "2026-11-27T18:00"),
    ("Going to send pictures tomorrow morning.", "2026-11-24T12:00"),
    ("Promised Dana to check the recall and write by Tuesday.", "2026-11-24T18:00"),
    ("Will update her on Friday, part comes Thursday.", "2026-11-27T18:00"),
    ("Will call her back Wednesday at 11 about the rack.", "2026-11-25T11:00"),
    ("Part comes Thursday. Will call her by 10 then.", "2026-11-26T10:00"),
    ("Part comes Thursday; will call her by noon then.", "2026-11-26T12:00"),
]
NONE = [
    "She will call back on Friday.",
    "He'll think about it and let us know tomorrow.",
    "Left a voicemail at 3.",
    "Spoke about the price; he wants to wait until Monday.",
    "She said she'd send the title on Wednesday.",
    "Wrong number.",
    "They are picking it up Friday at 10.",
    "Called her yesterday at 3, no answer.",
    "Customer will bring it in Thursday at 9.",
    "He asked for the price by Friday.",
    "Dana wants to be called on Tuesday.",
    "We spoke for ten minutes about the Forester.",
    "Told her the part came on Friday.",
    "Told him we are open until 6.",
    "If she calls tomorrow, put her through.",
    "Happy with the car, nothing open.",
    "Her husband will decide by Saturday.",
    "Sent the quote on Monday.",
    "She may call Friday.",
    "Appointment is Friday at 10.",
    "Said the car was ready at noon.",
    "Insurance will call him by Wednesday.",
    "Bank answers Friday.",
    "He promised to send the papers by Friday.",
    "She is going to email the photos tomorrow.",
]


@pytest.mark.parametrize(("note", "due"), PROMISED)
def test_a_promise_is_found_with_its_time(note, due):
    (found,) = promised_in_note(note, signer=SAM, now=MONDAY, hours=HOURS)
    assert (found.due.strftime("%Y-%m-%dT%H:%M"), found.who) == (due, SAM.name)
    assert found.sentence in note


@pytest.mark.parametrize("note", NONE)
def test_what_somebody_else_is_to_do_or_was_done_is_none(note):
    assert promised_in_note(note, signer=SAM, now=MONDAY, hours=HOURS) == ()


def test_two_in_one_note_are_two():
    found = promised_in_note(
        "Will call her Tuesday at 10. Promised to send the papers by Friday.",
        signer=SAM,
        now=MONDAY,
        hours=HOURS,
    )
    assert [one.due.day for one in found] == [24, 27]


OURS = ("Sam Whitfield", "Luis Ortega", "Omar Haddad")


@pytest.mark.parametrize(
    ("note", "who", "what"),
    [
        ("Luis will send him the record by Friday noon.", "Luis Ortega", "send Bill the record"),
        ("Told him Luis would send him the record Friday.", "Luis Ortega", "send Bill the record"),
        ("Promised that Luis Ortega will call her Friday at 9.", "Luis Ortega", "call Bill"),
        ("Luis to call her Friday at 10.", "Luis Ortega", "call Bill"),
        ("Luis is going to call him tomorrow at 10", "Luis Ortega", "call Bill"),
        ("Will call him tomorrow at 3.", "Sam Whitfield", "call Bill"),
        ("Will call her back Friday at 10.", "Sam Whitfield", "call Bill back"),
        ("Will let the customer know by Friday.", "Sam Whitfield", "let Bill know"),
        ("Will send her papers on Friday.", "Sam Whitfield", "send her papers"),
        ("Will ask Omar and get back to him by 5 pm", "Sam Whitfield", "ask Omar and get back to him"),
    ],
)
def test_what_a_colleague_will_do_is_theirs_and_the_customer_has_a_name(note, who, what):
    (found,) = promised_in_note(note, signer=SAM, now=MONDAY, hours=HOURS, colleagues=OURS, customer="Bill")
    assert (found.who, found.what) == (who, what)


def test_of_a_call_that_two_will_act_on_each_has_their_own():
    note = "Will call him Thursday at 3, Luis will send him the record by Friday noon."
    found = promised_in_note(note, signer=SAM, now=MONDAY, hours=HOURS, colleagues=OURS)
    assert [one.who for one in found] == ["Sam Whitfield", "Luis Ortega"]


@pytest.mark.parametrize(
    "note", ["Bill will call me on Friday.", "Luis will be sad on Friday.", "Luis came by on Friday."]
)
def test_what_no_colleague_promises_is_none(note):
    assert promised_in_note(note, signer=SAM, now=MONDAY, hours=HOURS, colleagues=OURS) == ()
