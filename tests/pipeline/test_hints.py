"""What sounds like a promise of ours is heard, and a person says whether it is one."""

from datetime import timedelta
from functools import partial

import pytest
from cast import mail

from assistant.core.audit import Did
from assistant.core.states import HintState, PromiseState
from assistant.pipeline import care, hints, remember
from assistant.pipeline.hints import Made
from assistant.records import Conversation, Deed, Heard, Hint, Message, Promise, Role, Teammate

CALL = "Spoke with Dana. Will call her back tomorrow at 3 with the price."
YOU_SAID = "You said you'd call me by Friday with the price of the rack. Did you find it?"


@pytest.fixture
def called(cast):
    cast.writes("What does the rack cost?")
    (conversation,) = cast.all(Conversation)
    care.log_call(cast.services, conversation.id, text=CALL, spoke=True, by=cast.sam, now=cast.clock())
    return conversation


def the_hint(cast):
    (hint,) = cast.all(Hint)
    return hint


def made(cast, **change):
    given = {
        "what": "call her with the price",
        "who_id": cast.sam.id,
        "due": cast.clock() + timedelta(days=1),
    }
    return Made(**given | change)


def test_a_note_of_a_call_is_heard_with_its_time_and_is_no_promise_yet(cast, called):
    hint = the_hint(cast)
    assert (hint.heard, hint.who_id) == (Heard.CALL, cast.sam.id)
    assert hint.due.isoformat() == "2026-11-24T20:00:00+00:00"  # 3 pm in New York
    assert cast.promises() == []


def test_what_a_colleague_will_do_is_heard_as_theirs(cast):
    cast.writes("What does the rack cost?")
    (conversation,) = cast.all(Conversation)
    note = "Spoke with Dana. Robin will send her the record by Friday noon."
    care.log_call(cast.services, conversation.id, text=note, spoke=True, by=cast.sam, now=cast.clock())
    assert (the_hint(cast).who_id, the_hint(cast).what) == (cast.robin.id, "send Dana the record")


def test_a_person_makes_the_promise_and_the_record_says_who(cast, called):
    hints.take(cast.services, the_hint(cast).id, made(cast), by=cast.robin, now=cast.clock())
    (promise,) = cast.promises()
    assert (promise.what, promise.who_id, promise.state) == (
        "call her with the price",
        cast.sam.id,
        PromiseState.OPEN,
    )
    assert (the_hint(cast).state, the_hint(cast).promise_id) == (HintState.TAKEN, promise.id)
    deed = cast.all(Deed)[-1]
    assert (deed.what, deed.teammate_id) == (Did.ADDED_PROMISE, cast.robin.id)


def test_what_was_said_already_is_not_said_twice(cast, called):
    hints.dismiss(cast.services, the_hint(cast).id, by=cast.sam, now=cast.clock())
    with pytest.raises(ValueError, match="already"):
        hints.take(cast.services, the_hint(cast).id, made(cast), by=cast.sam, now=cast.clock())
    assert cast.promises() == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"what": "  "}, "what was promised"),
        ({"who_id": 0}, "teammate of this store"),
        ({"days": -40}, "more than a month ago"),
    ],
)
def test_what_cannot_be_a_promise_says_why(cast, called, change, why):
    days = change.pop("days", None)
    if days:
        change["due"] = cast.clock() + timedelta(days=days)
    with pytest.raises(ValueError, match=why):
        hints.take(cast.services, the_hint(cast).id, made(cast, **change), by=cast.sam, now=cast.clock())
    assert the_hint(cast).state is HintState.OPEN


def test_no_promise_goes_to_a_teammate_of_another_store(cast, called):
    with cast.services.sessions.begin() as session:
        other = Teammate(name="Mallory Fox", email="m@lake.example", role=Role.MEMBER, stores=[])
        session.add(other)
        session.flush()
        key = other.id
    with pytest.raises(ValueError, match="teammate of this store"):
        hints.add(cast.services, called.id, made(cast, who_id=key), by=cast.sam, now=cast.clock())


def test_you_said_friday_is_heard_where_nobody_wrote_it_down(cast):
    cast.writes(YOU_SAID)
    hint = the_hint(cast)
    assert hint.heard is Heard.CUSTOMER
    assert hint.what.startswith("call me by Friday")
    assert hint.due.date().isoformat() == "2026-11-27"


def test_and_not_where_the_promise_is_on_record(cast):
    cast.arrives(mail("What does the rack cost?", message_id="<first@mail.example>"))
    (conversation,) = cast.all(Conversation)
    friday = cast.clock().replace(day=27, hour=20)
    hints.add(cast.services, conversation.id, made(cast, due=friday), by=cast.sam, now=cast.clock())
    cast.writes(YOU_SAID, in_reply_to="<first@mail.example>")
    assert cast.all(Hint) == []
    assert len(cast.all(Promise)) == 1


def test_the_friday_that_is_over_is_meant_where_nobody_called(cast):
    cast.writes("You said you'd call me Friday with the price of the rack and nobody did. What happened?")
    hint = the_hint(cast)
    assert hint.due.date().isoformat() == "2026-11-20"
    assert hint.what == "call me Friday with the price of the rack"


def test_another_promise_hides_no_reminder(cast):
    cast.arrives(mail("What does the rack cost?", message_id="<first@mail.example>"))
    (conversation,) = cast.all(Conversation)
    hints.add(cast.services, conversation.id, made(cast, what="wash the car"), by=cast.sam, now=cast.clock())
    cast.writes("You said you'd send me the papers.", in_reply_to="<first@mail.example>")
    assert the_hint(cast).heard is Heard.CUSTOMER


WHERE_IS_IT = "You said Friday you would send me the trade value. Where is it?"


def asked_after(cast, what, ended=None, text=WHERE_IS_IT):
    """They remind us, where this was promised for last Friday."""
    cast.arrives(mail("What does the rack cost?", message_id="<first@mail.example>"))
    (conversation,) = cast.all(Conversation)
    friday = cast.clock().replace(day=20, hour=20)
    hints.add(
        cast.services, conversation.id, made(cast, what=what, due=friday), by=cast.sam, now=cast.clock()
    )
    if ended:
        ended(cast.services, cast.promises()[0].id, by=cast.sam, now=cast.clock())
    cast.writes(text, in_reply_to="<first@mail.example>")
    return [(hint.what, f"{hint.due:%m-%d}") for hint in cast.all(Hint)]


def test_another_promise_for_that_day_hides_no_reminder(cast):
    kept = partial(remember.keep, how="mailed it")
    assert asked_after(cast, "send her the brochure", kept) == [("send me the trade value", "11-20")]


def test_a_promise_of_that_day_and_thing_is_the_one_they_speak_of(cast):
    assert asked_after(cast, "write her the value of the trade") == []


def test_where_they_name_only_a_day_the_promise_of_that_day_is_meant(cast):
    assert asked_after(cast, "send her the brochure", text="You said you'd call me Friday. Why not?") == []


@pytest.mark.parametrize("end", [remember.break_, remember.release])
def test_what_nobody_does_any_more_hides_no_reminder(cast, end):
    found = asked_after(cast, "write her the value of the trade", partial(end, why="no time"))
    assert [what for what, _ in found] == ["send me the trade value"]


def test_the_draft_owns_that_they_had_to_ask(cast):
    asked_after(cast, "send her the brochure", partial(remember.keep, how="mailed it"))
    draft = cast.draft()
    assert "You have been waiting for the trade value, and I'm sorry that you had to ask." in draft.text
    assert "glad to look" not in draft.text
    assert "find out about the trade value, and write" in [one["what"] for one in draft.promises]
    assert not [one for one in draft.findings if one["severity"] == "block"]


def test_closing_asks_about_what_was_heard(cast, called):
    with pytest.raises(ValueError, match="Heard here as a promise"):
        care.close(cast.services, called.id, reason="done", by=cast.sam, now=cast.clock())
    hints.dismiss(cast.services, the_hint(cast).id, by=cast.sam, now=cast.clock())
    care.close(cast.services, called.id, reason="done", by=cast.sam, now=cast.clock())


def test_what_came_while_they_were_on_the_phone_was_not_spoken_of(cast):
    cast.arrives(mail("What does the rack cost?", message_id="<first@mail.example>"))
    (conversation,) = cast.all(Conversation)
    seen = cast.all(Message)[0].id
    cast.clock.forward(minutes=2)
    cast.writes("And is it in stock?", in_reply_to="<first@mail.example>")
    care.log_call(
        cast.services,
        conversation.id,
        text="told her",
        spoke=True,
        by=cast.sam,
        now=cast.clock(),
        seen_id=seen,
    )
    assert cast.all(Conversation)[0].waiting_since is not None
