"""Whoever asks to be left alone is understood, in any wording; whoever only sounds like it is not."""

import json

import pytest
from readers.leaving_everything import EVERYTHING, NONE, PART
from readers.leaving_phrases import LEAVES, STAYS
from readers.leaving_plain import ALIKE, HELD, HELD_ALIKE, PERHAPS, PLAIN, WISHES

from assistant.channels import email
from assistant.core.inquiry import Kind

SURE = (*LEAVES, *PART, *PLAIN)
MOST_HELD = 15  # of 20 that no rule was written for


@pytest.mark.parametrize("text", EVERYTHING)
def test_who_wants_nothing_more_at_all_is_asked_nothing_less(read, text):
    inquiry = read(text)
    assert (inquiry.leave.way, inquiry.leave.scope) == ("all", "all")
    assert inquiry.questions == ()


@pytest.mark.parametrize(("text", "way", "scope"), SURE, ids=[one[0] for one in SURE])
def test_who_asks_to_be_left_alone_is_understood(read, text, way, scope):
    found = read(text).leave
    assert found is not None and not found.likely
    assert (str(found.way), str(found.scope)) == (way, scope)
    assert found.words in " ".join(text.split())


@pytest.mark.parametrize("text", PERHAPS)
def test_what_may_be_that_wish_is_said_to_be_likely_and_waits(read, text):
    inquiry = read(text)
    assert inquiry.leave is not None and inquiry.leave.likely
    assert inquiry.kind not in (Kind.NOT_AN_INQUIRY, Kind.THANKS)


@pytest.mark.parametrize("text", WISHES)
def test_no_wish_of_the_sets_that_were_held_back_is_missed(read, text):
    inquiry = read(text)
    assert inquiry.leave is not None
    assert not inquiry.leave.likely or inquiry.kind is not Kind.NOT_AN_INQUIRY


def test_of_wishes_that_no_rule_was_written_for_most_are_found(read):
    assert sum(read(text).leave is not None for text in HELD) >= MOST_HELD
    assert [text for text in HELD_ALIKE if read(text).leave is not None] == []


@pytest.mark.parametrize(
    "text", ["Stop calling me. And take me off your list.", "No more texts. No more mail."]
)
def test_two_sentences_that_name_two_ways_mean_all_of_them(read, text):
    assert read(text).leave.way == "all"


def test_what_is_likely_in_mail_by_a_machine_is_none(read):
    assert read("This is spam.", automatic=True).leave is None
    assert read("The pads squeal again, and so on. " * 3 + "This is spam.").leave is None


@pytest.mark.parametrize("text", [one[0] for one in PLAIN])
def test_whoever_says_nothing_else_complains_of_nothing(read, text):
    inquiry = read(text)
    assert (inquiry.kind, inquiry.questions) == (Kind.NOT_AN_INQUIRY, ())


@pytest.mark.parametrize("text", (*STAYS, *NONE, *ALIKE))
def test_what_only_sounds_like_it_is_none(read, text):
    assert read(text).leave is None


def test_of_two_sentences_the_one_that_says_most_is_proposed(read):
    found = read("Please take me off your list. Do not contact me in any way.").leave
    assert (found.words, found.scope) == ("Do not contact me in any way.", "all")


def test_the_wish_is_no_question_beside_one(read):
    inquiry = read("I'm furious, the brakes failed again. Never write to me again. Who pays for the tow?")
    assert [one.text for one in inquiry.questions] == ["Who pays for the tow?"]
    assert read("Do not write, call, or text me ever again. Who pays for the tow?").leave is not None


def test_it_is_found_below_something_else(read):
    text = "Hi Sam,\n\nI bought a truck in Toledo last week. Please take me off your list.\n\nThanks\nDana"
    assert read(text).leave.words == "Please take me off your list."


def test_a_word_in_what_they_quote_says_nothing(read):
    assert read('Yes, sounds good!\n\n> To unsubscribe, just reply with "unsubscribe".').leave is None


def test_the_subject_of_an_empty_mail_says_it(read):
    assert read("", subject="unsubscribe").leave is not None
    assert read("Is the Outback still here?", subject="Unsubscribe").leave is None


def test_a_newsletter_speaks_of_its_own_list(read):
    pitch = "Grow your dealership with our leads! " * 12 + "Unsubscribe from this list at any time."
    assert read(pitch, automatic=True).leave is None


@pytest.mark.corpus
def test_the_samples_of_others_are_read_as_they_say(read, corpora):
    folder = corpora / "auto_reply" / "reply-classify-vitest"
    wanted = {"unsubscribe.eml", "free-form-opt-out.eml", "unsubscribe-ja-quoted.eml"}
    found = set()
    for path in folder.glob("*.eml"):
        mail = email.read(path.read_bytes())
        expected = json.loads((folder / "expected" / f"{path.name}.json").read_text())
        if expected["kind"] in (None, "unsubscribe"):
            inquiry = read(mail.visible_text, subject=mail.subject)
            found |= {path.name} if inquiry.leave else set()
    assert found == wanted


def test_a_mail_that_says_only_that_needs_no_answer(read):
    assert read("Unsubscribe").kind is Kind.NOT_AN_INQUIRY


@pytest.mark.parametrize(
    "text", ["Please stop e-mailing me.", "No more calls please", "Do not contact me again!"]
)
def test_who_wants_nothing_else_wants_no_answer(read, text):
    assert read(text).kind is Kind.NOT_AN_INQUIRY


@pytest.mark.parametrize(
    "text",
    [
        "Take me off your list. When do I get my deposit back?",
        "Stop calling me, you ruined my car and nobody ever apologized!",
        "Please remove me from your list and send me the title for the Civic.",
    ],
)
def test_who_wants_something_besides_waits(read, text):
    assert read(text).kind is not Kind.NOT_AN_INQUIRY
