"""The model drafter over real sockets: what servers do, well and badly."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from dana import GOOD, TEXT
from stub_model import (
    body,
    completion,
    drips_body,
    drips_headers,
    drops,
    floods,
    in_chunks,
    only_knows,
    says,
    slow,
    status,
)

from assistant.core.draft import AnswerState, Author
from assistant.core.errors import DrafterFailed


def test_a_good_answer_becomes_a_proposal(serve, drafter_at, inquiry, about):
    proposal = drafter_at(serve(says(GOOD))).draft(inquiry, about)
    assert proposal.text == f"{TEXT}\n\n{about.signer.signature}"
    assert proposal.author is Author.MODEL
    assert [a.state for a in proposal.answers] == [AnswerState.ANSWERED, AnswerState.OWNED]
    assert [c.fact for c in proposal.citations] == ["stock:P12"]
    [promise] = proposal.promises
    assert (promise.who, promise.due.isoformat()) == ("Sam Carter", "2026-11-23T16:00:00-05:00")


def test_an_answer_in_small_chunks_is_an_answer(serve, drafter_at, inquiry, about):
    assert drafter_at(serve(in_chunks(GOOD))).draft(inquiry, about).text.startswith(TEXT)


WRAPPED = [
    f"```json\n{json.dumps(GOOD)}\n```",
    f"Sure! Here it is:\n\n{json.dumps(GOOD, indent=1)}\n\nAnything else?",
    f"<think>The {{customer}} wants a van.</think>\n{json.dumps(GOOD)}",
]


@pytest.mark.parametrize("answer", WRAPPED, ids=["fences", "chatter", "thinking"])
def test_json_is_found_wherever_it_stands(answer, serve, drafter_at, inquiry, about):
    stub = serve(says(answer))
    assert drafter_at(stub).draft(inquiry, about).text.startswith(TEXT)
    assert len(stub.asked) == 1


PASSING = [
    status(429, retry_after="0"),
    status(429, retry_after_ms="10"),
    status(503, retry_after="0"),
    status(500, retry_after="0"),
    drops,
]


@pytest.mark.parametrize("trouble", PASSING)
def test_passing_trouble_is_tried_again(trouble, serve, drafter_at, inquiry, about, calls):
    stub = serve(trouble, says(GOOD))
    assert drafter_at(stub).draft(inquiry, about).text.startswith(TEXT)
    assert len(stub.asked) == 2
    assert [bool(call.error) for call in calls] == [True, False]


def test_trouble_that_stays_is_given_up(serve, drafter_at, inquiry, about):
    stub = serve(status(503, retry_after="0"))
    with pytest.raises(DrafterFailed, match="HTTP 503"):
        drafter_at(stub).draft(inquiry, about)
    assert len(stub.asked) == 4


def test_a_wait_longer_than_our_time_is_not_begun(serve, drafter_at, inquiry, about):
    began = time.monotonic()
    with pytest.raises(DrafterFailed, match="429"):
        drafter_at(serve(status(429, retry_after="30"))).draft(inquiry, about)
    assert time.monotonic() - began < 3


LASTING = [
    (status(401, "bad key"), "our key"),
    (status(429, "pay", error_code="insufficient_quota"), "no credit"),
    (status(400, "x", error_code="context_length_exceeded"), "too long"),
    (status(307, location="http://127.0.0.1:1/v1"), "sent us elsewhere"),
]


@pytest.mark.parametrize(("trouble", "reason"), LASTING, ids=["key", "quota", "context", "redirect"])
def test_lasting_trouble_is_not_tried_again(trouble, reason, serve, drafter_at, inquiry, about):
    stub = serve(trouble)
    with pytest.raises(DrafterFailed, match=reason):
        drafter_at(stub).draft(inquiry, about)
    assert len(stub.asked) == 1


LATE = {"slow": slow(3, says(GOOD)), "dripping body": drips_body, "dripping headers": drips_headers}


@pytest.mark.parametrize("behaviour", LATE.values(), ids=LATE.keys())
def test_our_own_time_limit_holds(behaviour, serve, drafter_at, inquiry, about, calls):
    drafter = drafter_at(serve(behaviour), seconds=1)
    began = time.monotonic()
    with pytest.raises(DrafterFailed, match="not ready within 1 seconds"):
        drafter.draft(inquiry, about)
    assert time.monotonic() - began < 2
    assert [call.error for call in calls] == ["out of time"]


UNUSABLE = {
    "html": (body("<html>Sign in</html>", content_type="text/html"), "a page"),
    "no choices": (body('{"id": "x", "object": "chat.completion"}'), "no choices"),
    "empty choices": (body('{"choices": []}'), "no choices"),
    "choices are a number": (body('{"choices": 7}'), "no choices"),
    "broken json": (body("{"), "not answer in JSON"),
    "null": (body("null"), "no choices"),
    "flood": (floods, "too large"),
    "refusal": (says(None, refusal="I can't help with that."), "refused"),
    "refusal in words": (says("I'm sorry, but I can't assist with that."), "refused"),
    "filtered": (says("", finish="content_filter"), "refused"),
    "empty": (says(""), "not the JSON"),
    "no words": (says({**GOOD, "text": "  "}), "no text"),
    "truncated": (says('{"text": "Hi Da', finish="length"), "longer than there is room for"),
    "invalid": (says("{text: 'Hi'"), "not the JSON"),
    "another shape": (says({"reply": "Hi"}), "no text"),
    "text is a list": (says({**GOOD, "text": ["Hi"]}), "no text"),
    "answers are text": (says({**GOOD, "answers": "all"}), "not a list"),
    "stuck": (says({**GOOD, "text": "I will call you today at noon. " * 12}), "repeats itself"),
    "endless": (says({**GOOD, "text": " ".join(f"word{n}" for n in range(900))}), "900 words"),
    "blank": (says({**GOOD, "text": "Hi Dana, it costs [insert price here]."}), "blank"),
    "about them": (says({**GOOD, "text": "Hi Dana, the customer asked about a van."}), "about the customer"),
    "other marks": (says({**GOOD, "text": "Hi Dana,\n<response>\nYes."}), "marks of the prompt"),
    "marks": (says({**GOOD, "text": "Hi Dana, see <facts> above."}), "marks of the prompt"),
}


@pytest.mark.parametrize(("behaviour", "reason"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_what_is_no_reply_is_recognised(behaviour, reason, serve, drafter_at, inquiry, about):
    with pytest.raises(DrafterFailed, match=reason):
        drafter_at(serve(behaviour)).draft(inquiry, about)


def test_failures_never_quote_the_customer(serve, drafter_at, inquiry, about, calls):
    words = inquiry.text
    for behaviour in (status(400, words), status(401, words), body(words), says(words)):
        with pytest.raises(DrafterFailed) as failed:
            drafter_at(serve(behaviour)).draft(inquiry, about)
        assert "Sienna" not in str(failed.value)
    assert not any("Sienna" in str(call) for call in calls)


def test_another_language_is_not_used(serve, drafter_at, inquiry, about):
    drafter = drafter_at(serve(says(GOOD)), language_of=lambda text, thread: "es")
    with pytest.raises(DrafterFailed, match=r"language \(en\)"):
        drafter.draft(inquiry, about)


@pytest.mark.parametrize(
    ("known", "first", "later"),
    [(("json_object", "text"), 2, 1), (("text",), 3, 1)],
    ids=["json mode", "plain text"],
)
def test_a_server_without_schemas_is_asked_more_simply_and_remembered(
    known, first, later, serve, drafter_at, inquiry, about
):
    stub = serve(only_knows(*known, then=says(GOOD)))
    drafter = drafter_at(stub)
    drafter.draft(inquiry, about)
    assert len(stub.asked) == first
    drafter.draft(inquiry, about)
    assert len(stub.asked) == first + later


def test_a_server_that_crashes_on_a_schema_is_asked_more_simply(serve, drafter_at, inquiry, about):
    def crashes(handler, asked):
        (status(500, retry_after="0") if "response_format" in asked else says(GOOD))(handler, asked)

    stub = serve(crashes)
    drafter = drafter_at(stub)
    assert drafter.draft(inquiry, about).text.startswith(TEXT)
    assert len(stub.asked) == 5
    drafter.draft(inquiry, about)
    assert len(stub.asked) == 6


def test_a_server_that_has_answered_is_not_thought_simple_for_a_crash(serve, drafter_at, inquiry, about):
    trouble = status(500, retry_after="0")
    stub = serve(says(GOOD), trouble, trouble, trouble, says(GOOD))
    drafter = drafter_at(stub)
    drafter.draft(inquiry, about)
    drafter.draft(inquiry, about)
    assert {asked["response_format"]["type"] for asked in stub.asked} == {"json_schema"}


@pytest.mark.parametrize("parameter", ["temperature", "max_tokens"])
def test_a_parameter_that_the_server_refuses_is_not_sent_again(parameter, serve, drafter_at, inquiry, about):
    def strict(handler, asked):
        words = f"'{parameter}' is not supported; use max_completion_tokens" if parameter in asked else ""
        (status(400, words) if words else says(GOOD))(handler, asked)

    stub = serve(strict)
    assert drafter_at(stub).draft(inquiry, about).text.startswith(TEXT)
    assert stub.asked[-1]["response_format"]["type"] == "json_schema"


def test_a_server_without_system_messages_gets_one_message(serve, drafter_at, inquiry, about):
    def strict(handler, asked):
        system = asked["messages"][0]["role"] == "system"
        (status(400, "System role not supported") if system else says(GOOD))(handler, asked)

    stub = serve(strict)
    assert drafter_at(stub).draft(inquiry, about).text.startswith(TEXT)
    assert [m["role"] for m in stub.asked[-1]["messages"]] == ["user"]


def test_every_call_is_recorded_with_its_figures(serve, drafter_at, inquiry, about, calls):
    drafter_at(serve(says(GOOD)), price=(2.0, 8.0)).draft(inquiry, about)
    [call] = calls
    assert (call.prompt, call.model, call.answer_format, call.finish) == (
        "reply",
        "stub",
        "json_schema",
        "stop",
    )
    assert (call.tokens_in, call.tokens_out, call.error, call.repair) == (100, 20, "", False)
    assert call.cost == pytest.approx((100 * 2 + 20 * 8) / 1e6)
    assert len(call.prompt_digest) == 12
    assert call.latency_ms >= 0


def test_a_server_that_counts_nothing_is_counted_by_us(serve, drafter_at, inquiry, about, calls):
    answer = json.loads(completion(json.dumps(GOOD)))
    del answer["usage"]
    drafter_at(serve(body(json.dumps(answer)))).draft(inquiry, about)
    assert calls[0].tokens_in > 500
    assert calls[0].tokens_out > 50


def test_no_more_than_the_limit_are_asked_at_once(serve, drafter_at, inquiry, about):
    stub = serve(slow(0.1, says(GOOD)))
    drafter = drafter_at(stub, at_once=3, seconds=20)
    with ThreadPoolExecutor(12) as pool:
        drafts = list(pool.map(lambda _: drafter.draft(inquiry, about), range(12)))
    assert len(drafts) == 12
    assert stub.most_at_once == 3


def test_waiting_for_a_turn_counts_as_time(serve, drafter_at, inquiry, about):
    drafter = drafter_at(serve(slow(2, says(GOOD))), at_once=1, seconds=3)

    def try_it(_: int) -> bool:
        try:
            return bool(drafter.draft(inquiry, about))
        except DrafterFailed:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(try_it, range(4))) == 1


def test_the_key_is_sent_and_never_shown(serve, drafter_at, inquiry, about):
    stub = serve(says(GOOD))
    drafter = drafter_at(stub, key="sk-secret")
    drafter.draft(inquiry, about)
    assert stub.headers[0]["authorization" if "authorization" in stub.headers[0] else "Authorization"] == (
        "Bearer sk-secret"
    )
    assert "sk-secret" not in repr(drafter.server)
