"""Which answers are no reply, with the product's own language detector; and which prompt is asked."""

from dataclasses import replace

import pytest
from dana import GOOD, TEXT
from stub_model import body, says

from assistant.core.errors import DrafterFailed
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind
from assistant.core.variation import Variation, Way
from assistant.prompts import Prompts
from assistant.tools.language import LanguageDetector

SPANISH = "Hola Dana,\n\nLa Sienna azul sigue aquí y cuesta $31,450. Le mando las fotos hoy antes de las 4."
GERMAN = (
    "Guten Tag Dana,\n\nder blaue Sienna ist noch hier und kostet $31,450. Die Fotos schicke ich bis 16 Uhr."
)
LETTER = (
    "I saw the blue Sienna on your page last night and my husband and I have been talking about it since. "
    "Is it still there, and does it have the rails on the roof that the picture seems to show?"
)


@pytest.mark.parametrize("text", [SPANISH, GERMAN], ids=["Spanish", "German"])
def test_another_language_than_the_customers_is_no_reply(text, serve, drafter_at, inquiry, about):
    drafter = drafter_at(serve(says({**GOOD, "text": text})), language_of=LanguageDetector().of)
    with pytest.raises(DrafterFailed, match=r"language \(en\)"):
        drafter.draft(inquiry, about)


def test_the_customers_own_language_is_one(serve, drafter_at, inquiry, about):
    drafter = drafter_at(serve(says({**GOOD, "text": SPANISH})), language_of=LanguageDetector().of)
    assert "sigue aquí" in drafter.draft(replace(inquiry, language="es"), about).text


def test_english_with_names_of_cars_is_english(serve, drafter_at, inquiry, about):
    text = (
        "Hi Dana,\n\nThe RAV4 XLE AWD and the Tucson Limited are both here. Which one would you like to see?"
    )
    drafter = drafter_at(serve(says({**GOOD, "text": text})), language_of=LanguageDetector().of)
    assert "Tucson" in drafter.draft(inquiry, about).text


def test_the_customers_words_said_back_are_no_reply(serve, drafter_at, inquiry, about):
    drafter = drafter_at(serve(says({**GOOD, "text": f"Hi Dana,\n\n{LETTER}"})))
    with pytest.raises(DrafterFailed, match="says back"):
        drafter.draft(replace(inquiry, text=LETTER), about)


STREAM = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n'


def test_a_stream_that_nobody_asked_for_is_no_answer(serve, drafter_at, inquiry, about):
    with pytest.raises(DrafterFailed):
        drafter_at(serve(body(STREAM, content_type="text/event-stream"))).draft(inquiry, about)


def test_a_promise_by_the_time_it_was_given_is_no_leak(serve, drafter_at, inquiry, about):
    """The instructions hold that very time; saying it is what they ask for."""
    for prompt in ("reply", "reply-small"):
        text = "Hi Dana,\n\nI will find out and answer you by today at noon, and not a minute later."
        drafter = drafter_at(serve(says({**GOOD, "text": text})), prompt=prompt)
        assert "by today at noon" in drafter.draft(inquiry, about).text


@pytest.mark.parametrize("name", ["reply", "reply-small", "repair", "shapes/complaint", "ways/warmer"])
def test_the_words_of_the_instructions_are_no_reply(name, serve, drafter_at, inquiry, about):
    text = Prompts().get(name).text.split("=== what")[0].split("{{")[-1].split("}}")[-1]
    drafter = drafter_at(serve(says({**GOOD, "text": f"Hi Dana,\n\n{' '.join(text.split()[:60])}"})))
    if name == "reply-small":
        drafter = drafter_at(serve(says({**GOOD, "text": f"Hi Dana,\n\n{text}"})), prompt=name)
    with pytest.raises(DrafterFailed):
        drafter.draft(inquiry, about)


@pytest.mark.parametrize(
    ("server", "plain"),
    [({"size": "small"}, True), ({"size": "large", "context_tokens": 2500}, False), ({}, False)],
    ids=["small", "large in a small window", "by the window"],
)
def test_the_setting_chooses_the_prompts(server, plain, serve, drafter_at, inquiry, about):
    stub = serve(says(TEXT if plain else GOOD))
    drafter_at(stub, **server).draft(inquiry, about)
    assert ("response_format" not in stub.asked[0]) is plain


def told(stub) -> str:
    return "\n".join(message["content"] for message in stub.asked[-1]["messages"])


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_shape(kind, serve, drafter_at, inquiry, about):
    stub = serve(says(GOOD))
    drafter_at(stub).draft(replace(inquiry, kind=kind), about)
    assert Prompts().get(f"shapes/{kind}").render() in told(stub)


@pytest.mark.parametrize("way", list(Way))
def test_every_way_is_asked_for_with_the_draft_that_is_there(way, serve, drafter_at, inquiry, about):
    stub = serve(says(GOOD))
    drafter_at(stub).draft(inquiry, about, Variation(way, "Hi Dana,\n\nThe words of before."))
    assert "The words of before." in stub.asked[0]["messages"][1]["content"]
    assert "This time:" in stub.asked[0]["messages"][0]["content"]


def test_a_late_promise_is_named_to_a_verified_recipient_only(serve, drafter_at, inquiry, about):
    data = {"late": "yes", "due": "2026-11-20T12:00:00-05:00"}
    late = Fact("promise:3", FactKind.PROMISE, "Sam promised a call by Friday.", "promises", data=data)
    stub = serve(says(GOOD))
    drafter_at(stub).draft(inquiry, replace(about, facts=(late,)))
    assert "Sam promised a call by Friday. (promises) LATE" in told(stub)
    claimed = replace(about.recipient, verified=False)
    drafter_at(stub).draft(inquiry, replace(about, facts=(late,), recipient=claimed))
    assert "Sam promised" not in told(stub)


LEAKS = [
    "I'll see it tomorrow at 3 pm. (Stock list)",
    "No sentence answers that, and none says who will, by when. (answers-every-question).",
]


@pytest.mark.parametrize("text", LEAKS, ids=["source of a fact", "name of a rule"])
def test_how_the_prompt_names_things_is_no_part_of_a_reply(text, serve, drafter_at, inquiry, about):
    fact = Fact("stock:P12", FactKind.STOCK, "The blue 2024 Sienna P12 is here for $31,450.", "Stock list")
    stub = serve(says({**GOOD, "text": f"{TEXT} {text}"}))
    with pytest.raises(DrafterFailed, match="repeats its instructions"):
        drafter_at(stub).draft(inquiry, replace(about, facts=(fact,)))


def test_a_department_in_brackets_is_how_people_write(serve, drafter_at, inquiry, about):
    text = f"{TEXT} Luis (service) is here too."
    fact = Fact("teammate:2", FactKind.TEAMMATE, "Luis Ortega, Service adviser.", "service")
    drafted = drafter_at(serve(says({**GOOD, "text": text}))).draft(
        inquiry, replace(about, facts=(*about.facts, fact))
    )
    assert "Luis (service)" in drafted.text
