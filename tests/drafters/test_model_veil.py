"""What a hosted model is shown, over the wire: nothing that the store keeps to itself, in no request."""

import json
from dataclasses import replace

import pytest
from dana import NOW
from stub_model import says

from assistant.core.checks.finding import Finding, Severity
from assistant.core.errors import DrafterFailed
from assistant.core.fact import Fact, FactKind
from assistant.core.thread import Line
from assistant.drafters.asking.veil import on_this_machine

PRIVATE = {
    "phone": "555-010-7788", "vin": "4S4BSANC5K3200017", "email": "dana.secret@mail.example",
    "street": "77 Hidden Hollow Lane", "plate": "KLM-4821", "amount": "$18,765",
    "card": "4111 1111 1111 1111",
    "number": "078-05-1120", "name": "Reed",
}  # fmt: skip
SAID = (
    "I am Dana Reed, 77 Hidden Hollow Lane, call 555-010-7788 or dana.secret@mail.example. "
    "VIN 4S4BSANC5K3200017, plate KLM-4821, card 4111 1111 1111 1111, 078-05-1120. Is $18,765 right?"
)


@pytest.fixture
def asked(inquiry):
    question = replace(inquiry.questions[0], text="Is $18,765 right for 4S4BSANC5K3200017?")
    return replace(inquiry, text=SAID, questions=(question, inquiry.questions[1]))


@pytest.fixture
def known(about):
    fact = Fact("repair:9", FactKind.REPAIR, "The work on KLM-4821 costs $18,765; call 555-010-7788.", "RO",
                NOW, {"amount": "$18,765"})  # fmt: skip
    line = Line("Dana Reed", True, f"Earlier: {SAID}", NOW)
    return replace(about, facts=(*about.facts, fact), thread=(line,))


def store(context, sees):
    return replace(context, store=replace(context.store, model_sees=sees))


def sent(stub):
    return json.dumps(stub.asked, ensure_ascii=False)


def answer(text):
    return {"text": text, "answers": [{"question": 1, "state": "answered", "sentence": text}],
            "citations": [{"sentence": text, "fact": "repair:9"}], "promises": []}  # fmt: skip


def test_without_no_such_value_is_in_any_request_and_all_come_back(serve, drafter_at, asked, known):
    stub = serve(says(answer("Yes, [AMOUNT_1] is right for the car; I call you at [PHONE_1].")))
    proposal = drafter_at(stub, seconds=60).draft(asked, store(known, "without"))
    assert not [value for value in PRIVATE.values() if value in sent(stub)]
    assert "Yes, $18,765 is right for the car; I call you at 555-010-7788." in proposal.text
    assert proposal.answers[0].sentence.startswith("Yes, $18,765") and proposal.citations


def test_what_is_typed_in_a_hurry_is_hidden_as_well(serve, drafter_at, inquiry, about):
    typed = "hi, this is dana reed. my plate is 7ABC123 or 8xyz123, cell 555 0142, my husband Frank"
    typed += " says i paid 1,250. 500 Broadway, apt 3. deb, dana"
    context = replace(
        store(about, "without"), on_record=frozenset({("PLATE", "8XYZ123"), ("NAME", "Deborah Reed")})
    )
    stub = serve(says(answer("Thanks, I look into it.")))
    drafter_at(stub, seconds=60).draft(replace(inquiry, text=typed), context)
    told = stub.asked[0]["messages"][1]["content"].lower()
    for said in ("dana", "reed", "7abc123", "8xyz123", "0142", "frank", "1,250", "broadway"):
        assert said not in told, said


def test_a_company_is_hidden_as_a_whole_and_its_words_stay(serve, drafter_at, inquiry, about):
    context = replace(store(about, "without"), on_record=frozenset({("COMPANY", "Harbor Towing Service")}))
    typed = "We at harbor towing service need the service. Is the harbor open?"
    stub = serve(says(answer("Thanks, I look into it.")))
    drafter_at(stub, seconds=60).draft(replace(inquiry, text=typed), context)
    told = stub.asked[0]["messages"][1]["content"]
    assert "We at [NAME_" in told and "need the service. Is the harbor open?" in told


@pytest.mark.parametrize("prompt", ["reply-small"])
def test_the_short_prompt_hides_as_well(serve, drafter_at, asked, known, prompt):
    stub = serve(says("Yes, [AMOUNT_1] is right."))
    assert "$18,765" in drafter_at(stub, seconds=60, prompt=prompt).draft(asked, store(known, "without")).text
    assert not [value for value in PRIVATE.values() if value in sent(stub)]


def test_a_repair_round_quotes_nothing_of_it_either(serve, drafter_at, asked, known):
    def check(proposal, *_):
        start = proposal.text.find("$18,765")
        return (Finding("grounded", Severity.BLOCK, start, start + 7, "The list says 555-010-7788."),)

    stub = serve(says(answer("It is [AMOUNT_1] for Dana Reed, 555-010-7788.")))
    drafter_at(stub, seconds=60, check=check).draft(asked, store(known, "without"))
    assert len(stub.asked) == 2
    assert not [value for value in PRIVATE.values() if value in sent(stub)]


def test_the_checks_see_the_text_with_the_values_put_back(serve, drafter_at, asked, known):
    seen = []
    check = lambda proposal, *_: seen.append(proposal.text) or ()  # noqa: E731
    stub = serve(says(answer("It is [AMOUNT_1].")))
    drafter_at(stub, seconds=60, check=check).draft(asked, store(known, "without"))
    assert "$18,765" in seen[0] and "[AMOUNT" not in seen[0]


@pytest.mark.parametrize("text", ["Call [PHONE_9].", "Call PHONE_1.", "Call [phone 1].", "Hello [NAME]."])
def test_an_unknown_or_mangled_placeholder_is_no_draft(serve, drafter_at, asked, known, text):
    with pytest.raises(DrafterFailed, match="placeholder"):
        drafter_at(serve(says(answer(text))), seconds=60).draft(asked, store(known, "without"))


def test_nothing_means_that_no_request_is_made(serve, drafter_at, asked, known):
    stub = serve(says(answer("x")))
    with pytest.raises(DrafterFailed, match="shows nothing"):
        drafter_at(stub, seconds=60).draft(asked, store(known, "nothing"))
    assert stub.asked == []


@pytest.mark.parametrize("sees", ["all", ""])
def test_all_is_all_and_the_default_of_a_model_on_this_machine(serve, drafter_at, asked, known, sees):
    stub = serve(says(answer("Yes, $18,765 is right.")))
    drafter_at(stub, seconds=60).draft(asked, store(known, sees))
    assert all(value in sent(stub) for value in PRIVATE.values())


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("api.openai.com", False), ("10.0.0.5", False)],
)
def test_a_host_elsewhere_is_shown_less_by_itself(host, here):
    assert on_this_machine(host) is here
