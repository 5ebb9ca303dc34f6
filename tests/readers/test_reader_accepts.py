"""A time of ours that they take is an answer, which still waits for a person's confirmation; no question."""

import pytest

from assistant.core.inquiry import Kind, Topic

TWO = "I have Thursday at 2:00 pm or 4:15 pm open. Which works for you?"
ONE = "Thursday at 4:15 pm is free. Does that work?"
SERVICE = "We can take the brakes Thursday at 8:30 am. Shall I put you down?"

ACCEPTED = [
    ("4:15 works", TWO),
    ("4:15 works. See you then!", TWO),
    ("Thanks Dana, 4:15 works. See you then!", TWO),
    ("Thursday at 4:15 is perfect", TWO),
    ("2:00 is fine with me", TWO),
    ("Let's do 4:15.", TWO),
    ("4:15 please", TWO),
    ("I'll take the 4:15", TWO),
    ("the later one", TWO),
    ("2 pm it is", TWO),
    ("Thursday 2 works for both of us", TWO),
    ("Put me down for 4:15", TWO),
    ("ok 4:15 then", TWO),
    ("the 4:15 slot would be great, thank you", TWO),
    ("Yes, that works", ONE),
    ("ok", ONE),
    ("Sounds good, see you Thursday", ONE),
    ("yes 4:15 is good", ONE),
    ("4:15 on Thursday works for us. Thank you so much!", ONE),
    ("Perfect, I'll be there at 4:15", ONE),
    ("8:30 works, I'll drop it off", SERVICE),
    ("yes please put me down", SERVICE),
    ("That time is good for me", ONE),
    ("Let’s go with the first one", TWO),
]
ASKED = [
    ("does 4:15 work?", TWO),
    ("could we do 4:15 instead", TWO),
    ("can we do 5 instead?", TWO),
    ("how about 5", TWO),
    ("Would Friday at 4:15 be possible?", TWO),
    ("is 4:15 still open", ONE),
    ("Do you have anything earlier than 2?", TWO),
    ("what about 9 in the morning", ONE),
    ("4:15 works if you are open until 6?", ONE),
    ("Could I come at 4:30 rather than 4:15?", ONE),
    ("any chance of 3:30", TWO),
    ("Can I bring it at 8 and pick it up at 4:15?", SERVICE),
    ("How long does it take if I come at 4:15?", ONE),
    ("4:15 would be better on Friday, is that possible", ONE),
    ("Is there anything on Saturday at 10", TWO),
    ("will the car be ready by 4:15", SERVICE),
    ("what time do you close on Thursday", TWO),
    ("2 or 4:15, which is quieter?", TWO),
    ("I can't do 4:15, do you have 5:30", ONE),
    ("I'd rather come at 6", TWO),
    ("Do I need to be there at 8:30 sharp?", SERVICE),
    ("can someone else drop it off at 8:30", SERVICE),
]


def ids(cases):
    return [f"{said} | {ours}" for said, ours in cases]


@pytest.mark.parametrize(("said", "ours"), ACCEPTED, ids=ids(ACCEPTED))
def test_a_time_of_ours_that_they_take_is_an_answer_that_waits_to_be_confirmed(read, said, ours):
    inquiry = read(said, after=ours)
    assert inquiry.kind not in (Kind.THANKS, Kind.NOT_AN_INQUIRY)
    assert [(one.accepts, one.topic) for one in inquiry.questions] == [(True, Topic.APPOINTMENT)]


@pytest.mark.parametrize(("said", "ours"), ASKED, ids=ids(ASKED))
def test_a_question_about_a_time_stays_one(read, said, ours):
    inquiry = read(said, after=ours)
    assert inquiry.questions
    assert not any(one.accepts for one in inquiry.questions)


def test_beside_an_answer_a_question_is_still_one(read):
    questions = read("4:15 works. Do you also rotate tires?", after=TWO).questions
    assert [one.accepts for one in questions] == [True, False]


def test_without_an_offer_of_ours_a_time_is_a_wish(read):
    assert not any(one.accepts for one in read("Friday at 4 works for me.").questions)
