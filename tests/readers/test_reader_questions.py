"""Questions one by one, in the customer's own words, each with its topic."""

import pytest

from assistant.core.inquiry import Question, Topic

CASES = [
    ("Is it still there and what would you want for it?", ["availability", "price"]),
    ("I was wondering whether the 2022 Outback is still available", ["availability"]),
    ("Wondering what my trade is worth", ["trade-in"]),
    ("Could you tell me when my car will be ready", ["repair-status"]),
    ("I'd like to know your hours on Thanksgiving", ["hours"]),
    ("Please send me the payoff on my Civic", ["trade-in"]),
    ("can I come Thursday after 4", ["appointment"]),
    ("Let me know if you can do Thursday", ["appointment"]),
    ("Looking for something for my daughter, she turns 16 in May", ["availability"]),
    ("it makes a grinding noise when braking", ["appointment"]),
    ("my car still isn't ready", ["repair-status"]),
    ("thanks, and is it still there?", ["availability"]),
    ("How much for front brakes on my 2019 Outback?", ["service-price"]),
    ("What would an oil change cost me", ["service-price"]),
    ("What time do you close Saturday and do you have a shuttle?", ["hours", "appointment"]),
    ("Do you have floor mats for a 2021 RAV4", ["parts"]),
    ("Is there an open recall on my 2018 Forester?", ["recall"]),
    ("Can we move my appointment to Friday?", ["change"]),
    ("Running about 20 minutes late, is that ok?", ["change"]),
    ("I need to cancel for tomorrow", ["change"]),
    (
        "How many miles does it have, is it one owner, and has it ever been in an accident?",
        ["feature", "history", "history"],
    ),
    ("When will my title come in? It's been 5 weeks.", ["paperwork"]),
    ("Could somebody call me back at 555-201-3344", ["call-back"]),
    ("Give me a call when you get a minute", ["call-back"]),
    ("Who do I talk to about the lease buyout on my Crosstrek?", ["finance"]),
    ("What would payments be with 3k down", ["finance"]),
    ("what's your best out the door price", ["price"]),
    ("Does it have heated seats and can it tow 3,500 lbs?", ["feature", "feature"]),
    ("Is the blue one sold?", ["availability"]),
    ("Where are you located?", ["location"]),
    ("do u guys open sundays", ["hours"]),
    ("Still available?", ["availability"]),
    ("Price on stock P1234", ["price"]),
    ("Can I trade my Civic in on a RAV4?", ["trade-in"]),
    ("What would you give me for a 2017 CR-V with 80k?", ["trade-in"]),
    ("Any chance you could squeeze me in tomorrow for an inspection?", ["appointment"]),
    ("Has the part for my truck come in yet?", ["repair-status"]),
    ("Can I get a copy of my invoice from last week?", ["paperwork"]),
    ("Is it a clean title, any accidents?", ["history"]),
    ("We saw the white Highlander on Sunday can we come back Friday to drive it", ["appointment"]),
    ("1) Is it still there?\n2) What color is the inside?\n3) Can you ship to Ohio?", None),
    ("Hola, ¿todavía tienen el RAV4? ¿Y cuánto cuesta?", ["availability", "price"]),
    ("¿A qué hora abren el sábado?", ["hours"]),
    ("Quisiera hacer una cita para cambio de aceite", ["appointment"]),
    ("Haben Sie den Golf noch da?", ["availability"]),
    ("Avez-vous encore la Jetta?", ["availability"]),
]


@pytest.mark.parametrize(("text", "topics"), CASES, ids=[text for text, _ in CASES])
def test_each_question_is_found_with_its_topic(read, text, topics):
    questions = read(text).questions
    if topics is None:
        assert len(questions) == 3
    else:
        assert [question.topic.value for question in questions] == topics
    assert all(text[question.start : question.end] == question.text for question in questions)


WORDS = [
    (
        "Is it still there and what would you want for it?",
        ["Is it still there", "what would you want for it?"],
    ),
    ("Hi Dana, thanks for the note. Can I come Thursday, thanks", ["Can I come Thursday"]),
    (
        "I have a 2017 Civic with 80k miles, what would you give me for it?",
        ["what would you give me for it?"],
    ),
    (
        "If I come Thursday, can I drive it?",
        ["If I come Thursday, can I drive it?"],
    ),
    ("I'm interested in the Outback. Is it still there?", ["Is it still there?"]),
    ("Is it the blue one? Or the grey?", ["Is it the blue one?", "Or the grey?"]),
]


@pytest.mark.parametrize(("text", "expected"), WORDS, ids=[text for text, _ in WORDS])
def test_a_question_is_the_customers_words_and_no_more(read, text, expected):
    assert [question.text for question in read(text).questions] == expected


NOT_ASKED = [
    "Your service is great, what more could I ask for? Luis was very patient and kind with us.",
    "Hi Sam, how are you? Is it still there?",
    "Are you kidding me? Is it still there?",
    "Is it still there?\n\nOn Mon, Nov 23, 2026 at 9:00 AM Sam Reed wrote:\n> When can you come in?",
    "> When can you come in?\n\nIs it still there?",
    "Is it still there?\n-- \nPat Moore\nNeed a house? Ask me!",
    "Could I handle the weight? Maybe. Is it still there?",
]


@pytest.mark.parametrize("text", NOT_ASKED, ids=lambda text: text[:60])
def test_rhetorical_quoted_and_signature_questions_are_left_out(read, text):
    asked = [question.text for question in read(text).questions]
    assert asked == (["Is it still there?"] if "still there" in text else [])


def test_an_older_question_stays_open_after_the_new_ones(read):
    older = (Question("Does the rack fit the 2017?", Topic.PARTS),)
    questions = read("Is it still there?", older_questions=older).questions
    assert [(question.text, question.older) for question in questions] == [
        ("Is it still there?", False),
        ("Does the rack fit the 2017?", True),
    ]


def test_never_mind_takes_back_the_older_question_it_names_and_no_other(read):
    older = (
        Question("Does the rack fit the 2017?", Topic.PARTS),
        Question("What do you close at?", Topic.HOURS),
    )
    left = read("Never mind about the rack. When can I come?", older_questions=older).questions
    assert [question.text for question in left if question.older] == ["What do you close at?"]


def test_a_question_asked_again_is_carried_once(read):
    older = (Question("Does the roof rack fit the 2017?", Topic.PARTS),)
    questions = read("So does the roof rack fit the 2017?", older_questions=older).questions
    assert [question.older for question in questions] == [False]


def test_the_subject_asks_where_the_body_is_empty(read):
    (question,) = read("", subject="Price on stock P1234?").questions
    assert (question.text, question.topic, question.start) == ("Price on stock P1234?", Topic.PRICE, -1)


def test_a_form_label_and_page_title_are_nobodys_wish(read):
    post = "Department: Sales\nPage: 2014 Impala LT | Our Store\n\nMessage:\nhow late are you open tonight"
    inquiry = read(post)
    assert [question.text for question in inquiry.questions] == ["how late are you open tonight"]
    assert inquiry.vehicles == ()
