"""What they told us already, so that no reply asks it again."""

from datetime import UTC, datetime

import pytest

from assistant.core.inquiry import Inquiry, Kind
from assistant.core.lead import Lead, LeadCustomer, LeadVehicle
from assistant.core.thread import Line
from assistant.records.values import as_json, from_json

TUESDAY = datetime(2026, 11, 24, 15, tzinfo=UTC)
SAID = [
    ("My name is Pat Lindqvist, is the van there?", "name", "My name is Pat Lindqvist"),
    ("call me at (206) 555-0143", "phone", "(206) 555-0143"),
    ("write to pat@mail.example", "email", "pat@mail.example"),
    ("Please text me, I can't talk at work. Texting is best", "contact", "Texting is best"),
    ("I'd prefer email over the phone", "contact", "prefer email"),
    ("Please don't call me, write instead", "contact", "don't call me"),
    ("my 2017 Civic has 84,000 miles on it", "mileage", "84,000 miles"),
    ("it's at 84k miles", "mileage", "84k miles"),
    ("My budget is $25,000", "budget", "budget is $25,000"),
    ("I'd like to stay under 25k", "budget", "stay under 25k"),
    ("we'd be paying cash", "payment", "paying cash"),
    ("no trade, just the purchase", "trade-in", "no trade"),
    ("I'd be trading in my Civic", "trade-in", "trading in my Civic"),
    ("looking to buy within the next two weeks", "timeframe", "within the next two weeks"),
    ("my lease ends Friday", "timeframe", "lease ends Friday"),
    ("zip is 98101", "zip", "zip is 98101"),
    ("I already sent you the VIN last week", "vin", "I already sent you the VIN last week"),
    ("We've already sent pictures of the dent", "pictures", "We've already sent pictures of the dent"),
    ("I filled out the application on Monday", "papers", "I filled out the application on Monday"),
    ("VIN 4S4BTACC5N3123456", "vin", "4S4BTACC5N3123456"),
    ("Is the RAV4 there?", "wish", "RAV4"),
    ("my 2017 Civic rattles", "vehicle", "2017 Civic"),
]


@pytest.mark.parametrize(("text", "what", "words"), SAID, ids=[case[0] for case in SAID])
def test_what_they_told_is_seen_in_their_words(read, text, what, words):
    assert (what, words) in {(told.what.value, told.words) for told in read(text).told}


@pytest.mark.parametrize(
    "text", ["Is it still there?", "ok thanks", "When do you close?", "$340 was the bill"]
)
def test_who_told_nothing_is_credited_with_nothing(read, text):
    assert read(text).told == ()


def test_what_they_told_earlier_in_the_thread_counts_and_our_own_words_do_not(read):
    thread = (
        Line("Pat", True, "My number is 206-555-0143, I'm in zip 98101", TUESDAY),
        Line("Sam", False, "Great, my direct line is 206-555-0199", TUESDAY),
    )
    told = read("so is it still there?", thread=thread).told
    assert [(one.what.value, one.words) for one in told] == [("phone", "206-555-0143"), ("zip", "zip 98101")]


def test_a_quoted_mail_is_not_what_they_told(read):
    assert read("Is it there?\n\nOn Mon, Sam wrote:\n> call me at 206-555-0143").told == ()


def test_a_lead_told_what_its_fields_say(read):
    lead = Lead(
        LeadCustomer("Pat Lindqvist", "pat@mail.example", ("206-555-0143",)),
        (LeadVehicle(year="2022", make="Subaru", model="Outback"),),
        (LeadVehicle(year="2017", make="Honda", model="Civic", odometer="84000"),),
    )
    told = {one.what.value for one in read("", lead=lead).told}
    assert told == {"name", "email", "phone", "wish", "vehicle", "trade-in", "mileage"}


def test_an_inquiry_stored_before_there_was_more_to_it_still_reads(read):
    stored = as_json(read("Is the van there? Call me at 206-555-0143"))
    whole = from_json(Inquiry, stored)
    for name in ("told", "requests", "offers", "reminders"):
        del stored[name]
    old = from_json(Inquiry, stored)
    assert whole.told
    assert (old.kind, old.questions, old.told) == (Kind.QUESTION, whole.questions, ())
