"""Whoever asks to be left alone, and nothing else, reads that it was heard and who does it; no more."""

import re

import pytest
from mails import KIM
from test_composer_mails import draft, services

from assistant.evaluation.scenario import read
from assistant.evaluation.world import asked, drafted

__all__ = ["services"]
PROMISES = re.compile(
    r"(?i)\bby (?:tomorrow|today|\d|Monday|Tuesday|noon)|write to you|find out|look into|what you describe"
    r"|should not happen|sorry|le escribo|averigu|lo siento"
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("These emails need to stop.", "I see to it myself: no more offers, greetings or surveys from us."),
        ("Please stop calling me", "no more calls or texts from us."),
        (
            "I told you twice already. Never write to me again!",
            "nothing more comes from here unless you ask me",
        ),
        (
            "Take me off your list and never call me again",
            "no more offers, greetings or surveys from us, in any",
        ),
        ("This is spam. Knock it off", "I take it that you want no more mail from us. I see to it myself"),
        ("Por favor, dejen de mandarme correos.", "no más ofertas, saludos ni encuestas de nosotros."),
        ("ya no me manden nada. Borre mis datos", "y soy yo quien lo hace"),
    ],
)
def test_it_is_a_short_word_that_promises_nothing_more(services, tmp_path, text, says):
    path = tmp_path / "mail.md"
    head = f"title: a mail\nkind: question\nfrom: {KIM}\nto: sales\n"
    path.write_text(f"---\n{head}---\n{text}\n-----\nHi Kim\n", encoding="utf-8")
    scenario = read(path)
    proposal, reviewed = drafted(services, services.composer, scenario, asked(services, scenario))
    flat = " ".join(proposal.text.split())
    assert says in flat and not PROMISES.search(flat), flat
    assert [one.rule for one in reviewed.findings] == [] and proposal.promises == ()


def test_a_real_question_beside_what_may_be_the_wish_is_answered_too(services, tmp_path):
    written, blocking = draft(services, tmp_path, to="sales", text="Who gave you my number?")
    assert "find out" in written and "I take it that you want no more calls from us." in written
    assert blocking == []


def test_whoever_complains_besides_is_answered_as_one_who_complains(services, tmp_path):
    text = "Stop calling me, you ruined my car and nobody ever apologized!"
    written, _ = draft(services, tmp_path, to="service", text=text)
    assert "sorry" in written


def test_whoever_asks_something_besides_is_answered(services, tmp_path):
    text = "Take me off your list. When do you open on Saturday?"
    written, _ = draft(services, tmp_path, to="sales", text=text)
    assert "Saturday" in written and "No more offers" in written
