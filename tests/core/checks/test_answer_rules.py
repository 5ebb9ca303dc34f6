"""answers-every-question, proportion, names-their-thing, and what must hold for any text."""

import gold
import pytest
from desk import CONTEXT, PHRASES, asks, blocks, findings, letter
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.checks import RULE_NAMES, check
from assistant.core.draft import Answer, AnswerState, Author, Proposal
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.core.message import Channel
from assistant.core.question_map import answers

PAIRS = [
    ("availability", "Is the Outback still there?", "Yes, P1234 is here."),
    ("price", "What does the Outback cost?", "It is $31,450."),
    ("trade-in", "What would my 2019 bring?", "I'll look it up and write you a range by 4 pm today."),
    ("appointment", "Could I come Friday after 4?", "Friday at 4:15 pm is free; does that suit?"),
    ("hours", "How late are you open?", "We're open until 6 pm today."),
    ("location", "Where are you?", "We're at 2400 Mill Road, Fort Hale."),
    ("repair-status", "Is my truck ready?", "The part has not come yet; your truck is still in the bay."),
    (
        "parts",
        "Does the rack fit the 2017?",
        "I'll ask Luis and write to you by 4 pm today whether the rack fits.",
    ),
    ("feature", "Does it have heated seats?", "Yes, it has heated seats."),
    (
        "paperwork",
        "Where is my title?",
        "Your title was mailed to the state; I'll ask for the date and write by noon.",
    ),
    ("finance", "What rates do you have?", "Marcus will write to you about rates by 4 pm today."),
    ("other", "Can you send photos?", "I will send you the photos by 4 pm today."),
]


@pytest.mark.parametrize(("topic", "question", "answer"), PAIRS)
def test_an_answered_or_owned_question_passes(topic, question, answer):
    assert not findings(letter(answer), "answers-every-question", inquiry=asks(topic, question))


@pytest.mark.parametrize(("topic", "question", "answer"), PAIRS)
def test_a_question_nobody_answers_blocks_and_is_quoted(topic, question, answer):
    found = findings(
        letter("Thank you for your note."), "answers-every-question", inquiry=asks(topic, question)
    )
    assert question[:20] in found[0].why and found[0].severity == "block"


@pytest.mark.parametrize(("topic", "question", "answer"), PAIRS)
def test_looking_into_it_without_a_time_answers_nothing(topic, question, answer):
    assert blocks(
        letter("I'll look into that for you."), "answers-every-question", inquiry=asks(topic, question)
    )


def test_each_of_several_questions_finds_its_own_sentence():
    questions = tuple(Question(question, Topic(topic)) for topic, question, _ in PAIRS[:3])
    text = letter(" ".join(answer for *_, answer in PAIRS[:3]))
    found = answers(text, Inquiry(Kind.LEAD, questions), CONTEXT)
    assert [answer.sentence for answer in found] == [answer for *_, answer in PAIRS[:3]]
    assert [answer.state for answer in found] == [
        AnswerState.ANSWERED,
        AnswerState.ANSWERED,
        AnswerState.OWNED,
    ]


def test_a_drafters_claim_that_does_not_fit_is_not_believed():
    text = letter("Thank you for your note.")
    claimed = (
        Answer(0, AnswerState.ANSWERED, "Thank you for your note."),
        Answer(0, AnswerState.ANSWERED, "Not there."),
    )
    for claim in claimed:
        proposal = Proposal(text, Author.MODEL, answers=(claim,))
        found = check(proposal, asks("price", "What does it cost?"), CONTEXT, PHRASES)
        assert any(finding.rule == "answers-every-question" for finding in found)


def test_too_many_words_warn_and_more_questions_allow_more():
    text = letter("The Outback is a fine car. " * 25)
    assert findings(text, "proportion")
    three = Inquiry(Kind.LEAD, (Question("a?"), Question("b?"), Question("c?")), text="a? b? c?")
    assert not [f for f in findings(text, "proportion", inquiry=three) if "words" in f.why]
    assert findings("The Outback is a fine car. " * 11, "proportion", channel=Channel.CHAT)
    assert findings(letter("Which day? What time? Who comes?"), "proportion")


def test_the_first_sentences_name_their_thing():
    assert findings(letter("Thank you so much. It was good to hear from you."), "names-their-thing")
    assert not findings(letter("Thank you for asking about the Outback."), "names-their-thing")


def test_the_gold_letters_pass():
    blocked, warned = [], []
    for name, text, inquiry, context in gold.cases():
        found = check(Proposal(text, Author.COMPOSER), inquiry, context, PHRASES)
        blocked += [(name, finding) for finding in found if finding.severity == "block"]
        warned += [name] if any(finding.severity == "warn" for finding in found) else []
    assert not blocked
    assert len(warned) <= 6  # of 60: a tenth


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.sampled_from(Author), st.sampled_from(Channel), st.sampled_from(Kind))
def test_any_text_is_checked_without_an_error_and_within_its_bounds(text, author, channel, kind):
    inquiry = Inquiry(kind, (Question(text[:50], Topic.PRICE),), text=text[::-1])
    context = CONTEXT.__class__(**{**vars(CONTEXT), "channel": channel})
    for finding in check(Proposal(text, author), inquiry, context, PHRASES):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.rule in RULE_NAMES and finding.why


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "I'll",
                "will",
                "call",
                "you",
                "by",
                "Friday",
                "4:15",
                "pm",
                "$31,450",
                "P1234",
                "and",
                ".",
                "?",
                "\n",
                "not",
                "11/26",
                "9",
                "to",
                "–",
                "İ",
                "’",
                "the",
            ]
        ),
        max_size=60,
    )
)
def test_any_mixture_of_telling_words_is_checked_without_an_error(words):
    text = " ".join(words)
    found = check(Proposal(text, Author.MODEL), asks("price", "What does it cost?"), CONTEXT, PHRASES)
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in found)
