"""A customer writes in Spanish: it is understood, drafted, varied, approved and sent in Spanish."""

import pytest

from assistant.core.draft import AnswerState, Author
from assistant.core.inquiry import Inquiry, Topic
from assistant.core.states import ConversationState, DraftState
from assistant.core.variation import Way
from assistant.pipeline import review, vary
from assistant.pipeline.review import Approved
from assistant.records import Draft, Message
from assistant.records.values import from_json
from assistant.tools.language import LanguageDetector

ASKED = (
    "Buenos días, ¿a qué hora abren el miércoles? ¿Dónde están? Quisiera pasar con mi esposa.\n\nDana Ruiz\n"
)
ENGLISH = "Hi Dana,\n\nWe are open on Wednesday.\n\nSam Whitfield · Sales · 555-0142"


@pytest.fixture
def asked(cast):
    cast.writes(ASKED, subject="Horario", message_id="<horario-1@mail.example>")
    return cast


def other(cast, way):
    """The other draft, once it was asked for."""
    vary.vary(cast.services, cast.draft().id, way, by=cast.sam, now=cast.clock())
    return cast.all(Draft)[-1]


def in_spanish(text):
    return LanguageDetector().of(text, "en") == "es"


def test_a_spanish_mail_is_understood(asked):
    inquiry = from_json(Inquiry, asked.all(Message)[-1].inquiry)
    assert inquiry.language == "es"
    assert {Topic.HOURS, Topic.LOCATION} <= {question.topic for question in inquiry.questions}


def test_the_draft_is_there_at_once_in_spanish_and_answers_each_question(asked):
    draft = asked.draft()
    assert draft.drafter is Author.COMPOSER
    assert draft.text.startswith("Hola Dana:")
    assert "El miércoles abrimos de las 9:00 a. m. a las 6:00 p. m." in draft.text
    assert "Estamos en 1 North Gate Road." in draft.text
    assert {answer["state"] for answer in draft.answers} == {AnswerState.ANSWERED}
    assert not [finding for finding in draft.findings if finding["severity"] == "block"]


def test_it_is_approved_and_sent_in_their_thread_letter_for_letter(asked):
    text = asked.draft().text
    assert isinstance(asked.approves(), Approved)
    asked.works()
    (sent,) = asked.outbox()
    assert (sent["Subject"], sent["In-Reply-To"]) == ("Re: Horario", "<horario-1@mail.example>")
    assert sent.get_content().replace("\r\n", "\n").startswith(text)
    assert asked.conversation().state is ConversationState.ANSWERED


def test_a_warmer_draft_begins_and_ends_with_a_word_to_them(asked):
    draft = other(asked, Way.WARMER)
    assert "Hola Dana:\n\nQué bueno que" in draft.text
    assert asked.draft().id == draft.id
    assert in_spanish(draft.text)


def test_a_shorter_draft_keeps_what_answers(asked):
    whole = asked.draft()
    draft = other(asked, Way.SHORTER)
    assert len(draft.text) < len(whole.text)
    assert "El miércoles abrimos" in draft.text
    assert in_spanish(draft.text)


def test_an_english_text_is_written_again_in_their_language(asked):
    review.save(asked.services, asked.draft().id, ENGLISH, by=asked.sam, now=asked.clock())
    with asked.services.sessions.begin() as session:
        draft = session.get_one(Draft, asked.draft().id)
        draft.findings = [{"rule": vary.LANGUAGE_RULE, "severity": "warn", "start": 0, "end": 0, "why": ""}]
    draft = other(asked, Way.THEIR_LANGUAGE)
    assert in_spanish(draft.text)
    assert draft.state is DraftState.WRITTEN
    assert asked.draft().text == ENGLISH  # a person typed it, so it still leads
