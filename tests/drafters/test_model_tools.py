"""A model that calls tools: none is offered, the call does nothing, and the composer's draft leads."""

import json

import pytest
from dana import GOOD, TEXT
from stub_model import calls_a_tool, says

from assistant.core.draft import Author
from assistant.core.errors import DrafterFailed
from assistant.records import Approval, Delivery, Draft

CALLS = [
    calls_a_tool(),
    calls_a_tool(older_form=True),
    calls_a_tool("I will send it now."),
    calls_a_tool(json.dumps(GOOD)),
]
NAMES = ["tool", "function", "tool beside words", "tool beside a good reply"]
NO_TOOL = ("tools", "tool_choice", "parallel_tool_calls", "functions", "function_call")


@pytest.mark.parametrize("prompt", ["reply", "reply-small"])
@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_a_call_is_no_reply(call, prompt, serve, drafter_at, inquiry, about):
    stub = serve(call)
    with pytest.raises(DrafterFailed, match="calls a tool"):
        drafter_at(stub, prompt=prompt).draft(inquiry, about)
    assert len(stub.asked) == 2  # asked once more in words, never answered with a result


def test_no_question_offers_a_tool_and_none_carries_a_result(serve, drafter_at, inquiry, about):
    stub = serve(calls_a_tool(), says(GOOD))
    assert drafter_at(stub).draft(inquiry, about).text.startswith(TEXT)
    assert not [name for asked in stub.asked for name in NO_TOOL if name in asked]
    roles = {message["role"] for asked in stub.asked for message in asked["messages"]}
    assert roles == {"system", "user", "assistant"}
    assert "send_email" not in json.dumps(stub.asked)


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_the_composers_draft_leads_and_nothing_was_done(call, desk):
    cast, stub = desk(call)
    cast.writes("Are you open on Saturday?")
    assert len(stub.asked) == 2
    assert [draft.drafter for draft in cast.all(Draft)] == [Author.COMPOSER]
    assert "calls a tool" in " ".join(cast.draft().notes)
    assert not [*cast.all(Approval), *cast.all(Delivery)]
    assert "Free!" not in cast.draft().text


def test_a_reading_that_calls_a_tool_leaves_what_the_rules_read(desk):
    cast, _ = desk(calls_a_tool(), model_reads=True)
    cast.writes("Are you open on Saturday?")
    assert cast.draft().drafter is Author.COMPOSER
