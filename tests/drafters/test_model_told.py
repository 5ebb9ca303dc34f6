"""What a person and the model are told where an answer was of no use, and what it cost all the same."""

import pytest
from dana import GOOD
from stub_model import drips_body, says, slow

from assistant.core.errors import DrafterFailed
from assistant.drafters.asking.leaving_out import no_room_for
from assistant.drafters.model import SAID_BACK
from assistant.evaluation.running import Candidate, run
from assistant.evaluation.scenario import scenarios
from assistant.pipeline.no_model import no_draft, no_other

LOOPING = "I will call you today at noon.\n" * 60
CUT_OFF = says('{"text": "Hi Da', finish="length")


def test_a_person_gets_no_order_that_is_the_models(serve, drafter_at, inquiry, about):
    stub = serve(CUT_OFF)
    with pytest.raises(DrafterFailed) as failed:
        drafter_at(stub).draft(inquiry, about)
    assert "shorter" not in str(failed.value)
    assert "longer than there is room for" in str(failed.value)
    assert "write it shorter" in stub.asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize(
    "note", [no_draft("HTTP 500."), no_other("HTTP 500", "warmer"), no_other("HTTP 500")]
)
def test_a_note_says_what_is_safe_and_what_to_do(note):
    assert "HTTP 500. Nothing was sent" in note
    assert "change it by hand, or ask for another one." in note


def test_the_first_reason_is_kept_where_the_repair_has_no_time(serve, drafter_at, inquiry, about):
    drafter = drafter_at(serve(CUT_OFF, slow(5, says(GOOD))), seconds=2)
    with pytest.raises(DrafterFailed) as failed:
        drafter.draft(inquiry, about)
    assert "longer than there is room for" in str(failed.value)
    assert "not ready within 2 seconds" in str(failed.value)


def test_a_looping_answer_goes_back_by_its_head_only(serve, drafter_at, inquiry, about):
    stub = serve(says({**GOOD, "text": LOOPING}), says(GOOD))
    drafter_at(stub).draft(inquiry, about)
    said = stub.asked[1]["messages"][-2]
    assert said["role"] == "assistant"
    assert len(said["content"]) <= SAID_BACK + 10


def test_a_draft_that_only_breaks_a_rule_goes_back_whole(serve, drafter_at, inquiry, about):
    from assistant.core.checks.finding import Finding, Severity

    long = f"{GOOD['text']} {' '.join(f'word{n}' for n in range(200))}"
    stub = serve(says({**GOOD, "text": long}), says(GOOD))
    found = (Finding("grounded", Severity.BLOCK, 0, 2, "no fact holds it"),)
    drafter_at(stub, check=lambda proposal, *_: found if "word199" in proposal.text else ()).draft(
        inquiry, about
    )
    assert "word199" in stub.asked[1]["messages"][-2]["content"]


def test_a_call_out_of_time_has_cost_its_prompt(serve, drafter_at, inquiry, about, calls):
    with pytest.raises(DrafterFailed):
        drafter_at(serve(drips_body), seconds=1, price=(2.0, 8.0)).draft(inquiry, about)
    [call] = calls
    assert (call.error, call.tokens_out) == ("out of time", 0)
    assert call.tokens_in > 500
    assert call.cost == pytest.approx(call.tokens_in * 2 / 1e6)


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["stock:P1"], "1 car in stock"),
        (["stock:P1", "stock:P2", "message:3"], "2 cars in stock and 1 earlier message"),
        (["sale:11", "x:1"], "1 purchase and 1 more"),
        (["x:1", "y:2"], "2 of our records"),
        (
            ["stock:1"] * 5 + ["message:1"] * 4 + ["note:1"] * 3 + ["call:1"] * 2 + ["slot:1"],
            "5 cars in stock, 4 earlier messages, 3 notes and 3 more",
        ),
    ],
)
def test_what_there_was_no_room_for_is_said_in_words(ids, said):
    assert no_room_for(ids) == f"The model had no room for {said}: its draft was written without them."


def test_a_scenario_without_a_draft_shows_what_it_cost(serve, monkeypatch):
    given = {
        "RIGHTBACK_MODEL": "stub",
        "OPENAI_BASE_URL": serve(CUT_OFF).url,
        "RIGHTBACK_MODEL_READS": "false",
    }
    for name, value in {**given, "RIGHTBACK_MODEL_PRICE_IN": "2"}.items():
        monkeypatch.setenv(name, value)
    [outcome] = run(Candidate.of("model"), scenarios()[:1])
    assert "longer than there is room for" in outcome.failed
    assert outcome.tokens == 2 * 120
    assert outcome.cost == pytest.approx(outcome.tokens * 2 / 1e6)
    assert outcome.milliseconds > 0
