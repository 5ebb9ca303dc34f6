"""Returns, topics taken over, praise and harm: what a phrase means beside the others of its message."""

import pytest

from assistant.core.inquiry import Kind, Pressure, Topic

TOPICS = [
    ("We bought the Rav4 on Monday and it is too low for my wife. Can we bring it back?", Topic.PAPERWORK),
    ("The brakes squeal since I bought them. Can I bring it back?", Topic.APPOINTMENT),
    ("I gave you a deposit on the Kia. Can I get that back?", Topic.PAPERWORK),
    ("Could you send a copy of the bill of sale?", Topic.PAPERWORK),
    ("Does a lien still show on your end?", Topic.PAPERWORK),
    ("We traded our van in last spring. Where was it sent?", Topic.OTHER),
    ("I saw a red Bolt on your page. Would there be a charge for that?", Topic.OTHER),
    ("Is the price on the page what we pay?", Topic.PRICE),
    ("The oil light is on. Is it safe to drive?", Topic.OTHER),
    ("Can somebody explain the second line?", Topic.OTHER),
    ("The water pump leaks. Is it still the 640 you quoted me?", Topic.SERVICE_PRICE),
]


@pytest.mark.parametrize(("text", "topic"), TOPICS)
def test_a_phrase_has_the_topic_of_what_it_means(read, text, topic):
    assert read(text).questions[-1].topic is topic


def test_a_few_words_before_an_and_are_a_question(read):
    asked = [question.text for question in read("Any rust, and how many keys does it have?").questions]
    assert asked == ["Any rust", "how many keys does it have?"]


def test_what_they_could_not_do_leads_up_to_what_they_ask(read):
    (asked,) = read("I couldn't find the form, can somebody mail it to me?").questions
    assert asked.text == "can somebody mail it to me?"


def test_whether_this_is_the_right_person_is_no_question(read):
    (asked,) = read("Not sure if you are the right person. Do you have winter wheels?").questions
    assert asked.text == "Do you have winter wheels?"


PRAISE = [
    "Pat spent a good twenty minutes with my dad in the parts room. He could've told us it was too old"
    " and sent us home, and he found the clip. We drove home happy with a two dollar part, and I thought"
    " somebody there should know about it.",
    "Kim helped us after my father's surgery and never rushed him. He sat in every car, the hospital bed"
    " still in his bones, and she brought him a pillow. We are very happy with the van she found for us in"
    " the end, it is perfect.",
]


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_neither_a_complaint_nor_pressed(read, text):
    inquiry = read(text)
    assert (inquiry.kind, inquiry.pressure, inquiry.questions) == (Kind.FEEDBACK, Pressure.NONE, ())


def test_four_stars_in_words_are_praise_with_a_harm(read):
    text = (
        "Lee was great with us. Taking off one star because we sat over two hours waiting for the papers,"
        " and it's been a week. When do we get the plates?"
    )
    inquiry = read(text, rating=4)
    assert inquiry.kind is Kind.FEEDBACK
    assert inquiry.harm.startswith("we sat over two hours")
    assert [question.text for question in inquiry.questions] == ["When do we get the plates?"]


HARMS = [
    (
        "You rotated the tires on my Mazda Monday. Since Tuesday it shakes at sixty, all the time."
        " When can you see it?",
        "Since Tuesday it shakes at sixty",
    ),
    (
        "I was told half an hour. I handed in my keys at 9:30 and nobody told me anything until noon.",
        "I handed in my keys at 9:30 and nobody told me anything until noon",
    ),
    (
        "They told me to ask the dealer. Your driver scraped my mirror on the gate and it was fine before.",
        "Your driver scraped my mirror on the gate",
    ),
]


@pytest.mark.parametrize(("text", "harm"), HARMS)
def test_a_complaint_names_the_harm_that_has_substance(read, text, harm):
    inquiry = read(text)
    assert (inquiry.kind, inquiry.harm) == (Kind.COMPLAINT, harm)


def test_a_tow_of_another_day_strands_nobody(read):
    assert read("The tow truck took it to you on Friday. Who has the key?").pressure is not Pressure.NOW


def test_a_bag_over_a_window_is_no_insult(read):
    inquiry = read("My rear window won't come back up, right now I have a trash bag over it. Can I come in?")
    assert (inquiry.kind, inquiry.pressure) == (Kind.SERVICE, Pressure.NONE)
