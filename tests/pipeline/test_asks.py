"""A colleague is asked: they answer, the answer is a fact, and the draft that waits knows it."""

from datetime import timedelta

import pytest

from assistant.core.draft import AnswerState
from assistant.core.fact import FactKind
from assistant.core.inquiry import Inquiry
from assistant.core.states import AskState, DraftState
from assistant.pipeline import asks, finding_out, recall, review, team
from assistant.pipeline import draft as step
from assistant.pipeline.asks import Wanted
from assistant.pipeline.sweep import sweep
from assistant.records import Ask, Conversation, Deed, Draft, Teammate
from assistant.records.values import from_json

RACK = "Does the roof rack fit my 2017 Outback?"
FITS = "Yes, the rack fits the 2017 Outback with the adapter kit, $89."


@pytest.fixture
def asked(cast):
    """Sam asks Robin what Dana wants to know."""
    cast.writes(f"Hello,\n\n{RACK}\n\nDana")
    sam_asks(cast)
    return cast


def sam_asks(cast, question=RACK, of=None, **more):
    draft = cast.draft()
    wanted = Wanted(
        of_id=(of or cast.robin).id, question=question, due=cast.clock() + timedelta(hours=1),
        message_id=draft.message_id, number=0,
    )  # fmt: skip
    asks.ask(cast.services, draft.conversation_id, wanted, by=cast.sam, now=cast.clock())


def robin_answers(cast, text=FITS):
    (ask,) = cast.all(Ask)
    asks.answer(cast.services, ask.id, text, by=cast.robin, now=cast.clock())
    cast.works()


def context(cast):
    with cast.services.sessions() as session:
        draft = session.get_one(Draft, cast.draft().id)
        inquiry = from_json(Inquiry, draft.message.inquiry)
        return recall.context(
            session, draft.conversation, inquiry, signer=draft.signer, now=cast.clock(), before=draft.message
        )


def test_the_answer_is_a_fact_with_its_source_and_its_age(asked):
    assert not any(fact.source.startswith("Answer of") for fact in context(asked).facts)
    robin_answers(asked)
    (fact,) = [fact for fact in context(asked).facts if fact.source == "Answer of Robin Okafor"]
    assert (fact.kind, fact.text, fact.at) == (FactKind.VOUCHED, FITS, asked.clock())


def test_a_draft_that_nobody_touched_is_written_anew_with_the_answer(asked):
    before = asked.draft()
    assert FITS not in before.text
    robin_answers(asked)
    after = asked.draft()
    assert FITS in after.text and after.id != before.id
    assert after.answers[0]["state"] == AnswerState.ANSWERED
    assert not [one for one in after.findings if one["severity"] == "block"]
    assert {d.state for d in asked.all(Draft)} == {DraftState.AWAITING_REVIEW, DraftState.WRITTEN}


def test_a_touched_text_stays_and_the_new_draft_stands_beside_it(asked):
    mine = asked.draft()
    typed = mine.text.replace("Hi Dana", "Good morning Dana")
    review.save(asked.services, mine.id, typed, by=asked.sam, now=asked.clock())
    robin_answers(asked)
    assert (asked.draft().id, asked.draft().text) == (mine.id, typed)
    beside = [d for d in asked.all(Draft) if d.state is DraftState.WRITTEN]
    assert [FITS in d.text for d in beside] == [True]


def test_an_approved_text_stays_too(asked):
    approved = asked.draft()
    asked.approves(approved, overrule="a test")
    (ask,) = asked.all(Ask)
    asks.answer(asked.services, ask.id, FITS, by=asked.robin, now=asked.clock())
    with asked.services.sessions() as session:
        message_id = session.get_one(Draft, approved.id).message_id
    step.draft(asked.services, message_id, asked.clock())
    assert asked.draft().id == approved.id
    assert [d.state for d in asked.all(Draft) if FITS in d.text] == [DraftState.WRITTEN]


def test_without_its_job_the_sweep_finds_the_answer(asked):
    (ask,) = asked.all(Ask)
    asks.answer(asked.services, ask.id, FITS, by=asked.robin, now=asked.clock())
    with asked.services.sessions.begin() as session:
        asked.services.jobs.forget(session)
    asked.works()
    assert FITS not in asked.draft().text
    sweep(asked.services, asked.clock())
    asked.works()
    assert FITS in asked.draft().text
    assert sweep(asked.services, asked.clock()) == 0


def test_the_owner_stays_owner(asked):
    robin_answers(asked)
    (conversation,) = asked.all(Conversation)
    assert conversation.owner_id == asked.sam.id


def test_the_question_is_nothing_that_a_draft_may_state(cast):
    cast.writes(f"Hello,\n\n{RACK}\n\nDana")
    sam_asks(cast, "Does the rack fit, and can we give it for $25?")
    robin_answers(cast, "No.")
    assert not any("$25" in str(fact) for fact in context(cast).facts)


def test_an_answer_is_no_fact_for_another_customer(asked):
    robin_answers(asked)
    asked.writes(RACK, sender="Priya Nair <priya@other.example>")
    assert asked.conversation().customer_id != asked.dana_id
    assert not any("adapter" in fact.text for fact in context(asked).facts)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"of_id": 999}, "of this store"),
        ({"question": " "}, "want to know"),
        ({"due": timedelta(hours=-1)}, "still to come"),
        ({"due": timedelta(hours=10)}, "closed then"),
        ({}, "already"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, change, why):
    draft = asked.draft()
    due = asked.clock() + change.get("due", timedelta(hours=1))
    given = {"of_id": asked.robin.id, "question": RACK, **change, "due": due}
    with pytest.raises(ValueError, match=why):
        asks.ask(asked.services, draft.conversation_id, Wanted(**given), by=asked.sam, now=asked.clock())
    assert len(asked.all(Ask)) == 1


def test_only_who_asked_takes_it_back_and_nobody_answers_it_then(asked):
    (ask,) = asked.all(Ask)
    with pytest.raises(ValueError, match="Only who asked"):
        asks.withdraw(asked.services, ask.id, by=asked.robin, now=asked.clock())
    asks.withdraw(asked.services, ask.id, by=asked.sam, now=asked.clock())
    with pytest.raises(ValueError, match="already"):
        robin_answers(asked)
    assert asked.all(Ask)[0].state is AskState.WITHDRAWN


def test_who_leaves_leaves_no_question_behind(asked):
    team.deactivate(asked.services, asked.robin.id, heir_id=asked.sam.id, by=None, now=asked.clock())
    assert asked.all(Ask)[0].of_id == asked.sam.id


def test_who_was_asked_while_they_left_is_asked_no_more(asked):
    with asked.services.sessions.begin() as session:
        session.get_one(Teammate, asked.robin.id).active = False
    sweep(asked.services, asked.clock())
    assert asked.all(Ask)[0].of_id == asked.sam.id


def test_the_audit_log_says_who_asked_and_who_answered(asked):
    robin_answers(asked)
    done = [(d.what, d.teammate_id) for d in asked.all(Deed) if "colleague" in d.what]
    assert done == [("asked a colleague", asked.sam.id), ("answered a colleague", asked.robin.id)]


# I'll find out


HOLE = "Hi Dana,\n\nThank you for writing about your Outback.\n\nSam Whitfield · Sales · 555-0142"


def test_i_will_find_out_owns_the_question_and_becomes_a_promise_when_it_is_sent(cast):
    cast.writes(f"Hello,\n\n{RACK}\n\nDana")
    review.save(cast.services, cast.draft().id, HOLE, by=cast.sam, now=cast.clock())
    assert cast.draft().answers[0]["state"] == AnswerState.OPEN
    finding_out.find_out(cast.services, cast.draft().id, 0, by=cast.sam, now=cast.clock())
    draft = cast.draft()
    assert draft.answers[0]["state"] == AnswerState.OWNED
    assert draft.text.endswith("Sam Whitfield · Sales · 555-0142")
    (promised,) = draft.promises
    assert promised["who"] == "Sam Whitfield" and promised["due"]
    assert not [one for one in draft.findings if one["severity"] == "block"], draft.findings


@pytest.mark.parametrize(
    "question",
    [
        "What would you give me for my 2014 Escape?",
        "Any word on the tow hitch I ordered?",
        "Can I still get the winter tires put on this week?",
        "How come the bill says $412?",
    ],
)
def test_every_hole_can_be_owned(cast, question):
    cast.writes(f"Hello,\n\n{question}\n\nDana")
    review.save(cast.services, cast.draft().id, HOLE, by=cast.sam, now=cast.clock())
    finding_out.find_out(cast.services, cast.draft().id, 0, by=cast.sam, now=cast.clock())
    draft = cast.draft()
    assert [a["state"] for a in draft.answers] == [AnswerState.OWNED], draft.text
    assert len(draft.promises) == 1


def test_what_was_heard_ends_the_promise_to_find_it_out(cast):
    cast.writes(
        "This is the third time I write. You promised me a call and nobody called. "
        f"I am angry. {RACK}\n\nDana",
        subject="Complaint",
    )
    number = next(n for n, one in enumerate(cast.draft().answers) if one["state"] == AnswerState.OWNED)
    draft = cast.draft()
    wanted = Wanted(cast.robin.id, RACK, cast.clock() + timedelta(hours=1), draft.message_id, number)
    asks.ask(cast.services, draft.conversation_id, wanted, by=cast.sam, now=cast.clock())
    robin_answers(cast, "I have it here, and it fits")
    after = cast.draft()
    assert "Robin Okafor, whom I asked, writes: “I have it here, and it fits.”" in after.text
    assert "whether the roof rack" not in after.text
    assert after.answers[number]["state"] == AnswerState.ANSWERED


def test_what_was_asked_in_other_words_answers_the_question_that_it_is_about(cast):
    cast.writes(
        "Hello,\n\nIs the 2022 Outback Touring you have still there? And what are your hours?\n\nDana"
    )
    wanted = Wanted(cast.robin.id, "Is the Outback still there?", cast.clock() + timedelta(hours=1))
    asks.ask(cast.services, cast.conversation().id, wanted, by=cast.sam, now=cast.clock())
    robin_answers(cast, "No, it was sold this morning.")
    draft = cast.draft()
    assert "sold this morning" in draft.text and "is here" not in draft.text
    assert draft.answers[0]["state"] == AnswerState.ANSWERED


@pytest.mark.parametrize(
    "question", ["Can you tow it?", "What do you make of her?", "Are we free on Friday?"]
)
def test_what_is_about_none_of_their_questions_answers_none(cast, question):
    cast.writes("Hello,\n\nIs the Outback here? And when are you open?\n\nDana")
    before = cast.draft().answers
    wanted = Wanted(cast.robin.id, question, cast.clock() + timedelta(hours=1))
    asks.ask(cast.services, cast.conversation().id, wanted, by=cast.sam, now=cast.clock())
    robin_answers(cast, "Ask Luis.")
    assert "Ask Luis" not in cast.draft().text
    assert [one["state"] for one in cast.draft().answers] == [one["state"] for one in before]
