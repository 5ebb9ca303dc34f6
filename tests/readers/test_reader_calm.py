"""What is a harm however calmly it is told, what is praise without its words, and what is neither."""

import pytest

from assistant.core.inquiry import Kind

CALM = [
    "You took the money out of my account two times this month.",
    "The deposit was charged to my card twice.",
    "You promised the plates by October 3 and it's now November 20",
    "I got your survey while my car is still in your shop",
    "The website sent me to an address where there is no dealership",
    "The bank says call the dealer, the dealer says call the bank",
]


@pytest.mark.parametrize("text", CALM)
def test_a_calm_complaint_is_one_and_names_its_harm(read, text):
    inquiry = read(text)
    assert inquiry.kind is Kind.COMPLAINT
    assert inquiry.harm


KIND_WORDS = [
    "You didn't make me feel stupid once when I asked about the leaking head gasket, and nobody rushed me."
    " No one ever drew me a picture before.",
    "Luis didn't rush me, he walked me through the estimate line by line, though I only came in for a blade.",
    "The porter stayed late so that I could get my kids from school. She treated me like family.",
]


@pytest.mark.parametrize("text", KIND_WORDS)
def test_a_story_of_kindness_is_praise(read, text):
    inquiry = read(text)
    assert inquiry.kind is Kind.FEEDBACK
    assert inquiry.praise


NO_PRAISE = [
    "What's your best price on the Outback",
    "Is now a perfect time to refinance?",
    "The best way to reach me is by text",
    "Tuesday around 11 would work great for me",
    "Would Friday be better?",
    "If helpful, I can send pictures",
]


@pytest.mark.parametrize("text", NO_PRAISE)
def test_good_words_of_a_deal_or_a_time_praise_nobody(read, text):
    inquiry = read(text)
    assert inquiry.kind is Kind.QUESTION
    assert inquiry.praise == ""


OWN_WAITS = [
    "I'm waiting for my tax refund, then I'll come by",
    "Still waiting on my wife to decide",
    "waiting for my paycheck",
    "We are waiting on our insurance",
]


@pytest.mark.parametrize("text", OWN_WAITS)
def test_a_wait_for_something_else_asks_us_for_nothing(read, text):
    inquiry = read(text)
    assert inquiry.kind is Kind.QUESTION
    assert "repair-status" not in {question.topic.value for question in inquiry.questions}


TROUBLE = [
    "Hi, I keep getting an error on your payment page since we changed banks in March, and the same problem"
    " comes up on my phone and on my wife's laptop when we log in. Could you tell me what causes it?",
    "I am having trouble with the app, can you help?",
]


@pytest.mark.parametrize("text", TROUBLE)
def test_a_thing_that_does_not_work_is_no_complaint_where_help_is_asked_for(read, text):
    assert read(text).kind is not Kind.COMPLAINT


MACHINES = [
    (
        "Undelivered Mail Returned to Sender",
        "Your message could not be delivered. Recipient address rejected.",
    ),
    ("", "Please type your reply above this line. Your request (45678) has been received by our staff."),
]


@pytest.mark.parametrize(("subject", "text"), MACHINES)
def test_a_bounce_or_a_desks_receipt_needs_no_answer(read, subject, text):
    assert read(text, subject=subject).kind is Kind.NOT_AN_INQUIRY


TOPICS = [
    ("Do you have any availability on Friday at 4?", "appointment"),
    ("do you have anything Friday morning", "appointment"),
    ("how about 2pm", "appointment"),
    ("lmk if you get a used Civic around $400/mo", "availability"),
    ("Is the car on location?", "availability"),
    ("Can you handle the paperwork if I buy it from a private seller?", "paperwork"),
    ("I'd take 22k", "price"),
    ("I'd pay 21,500 cash today", "price"),
    ("I have a Civic to trade", "trade-in"),
    ("I need a mirror off a 2016 Forester", "parts"),
    ("Will this bolt onto my 2015 F-150?", "parts"),
    ("what can it tow?", "feature"),
    ("what address do you have for her", "other"),
]


@pytest.mark.parametrize(("text", "topic"), TOPICS, ids=[case[0] for case in TOPICS])
def test_the_topic_is_what_is_asked_and_not_its_condition(read, text, topic):
    assert [question.topic.value for question in read(text).questions] == [topic]


THEIRS = ["The 2018 Camry won't start", "I need a mirror off a 2018 Camry", "my 2018 Camry leaks"]


@pytest.mark.parametrize("text", THEIRS)
def test_a_car_with_a_symptom_or_for_a_part_is_theirs(read, text):
    assert [(v.model, v.own) for v in read(text).vehicles] == [("Camry", True)]


def test_a_car_that_they_want_is_not_theirs(read):
    assert [v.own for v in read("Is the 2018 Camry still for sale? Mine won't start").vehicles] == [False]


def test_who_says_that_there_is_a_question_asks_one(read):
    found = read("Hi, I have a quick question. Is the Outback still there?").questions
    assert [question.text for question in found] == ["Is the Outback still there?"]


def test_what_others_look_for_is_no_wish_of_theirs(read):
    text = "Great truck, Luis was wonderful. If you are looking to haul a lot, get the other engine."
    assert read(text).questions == ()
