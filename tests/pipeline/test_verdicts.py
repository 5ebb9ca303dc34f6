"""The answer to "How did we do?": a bad one is a complaint with its history, a good one wants thanks."""

import json
from datetime import timedelta

import pytest
from cast import DANA

from assistant.core.inquiry import Inquiry, Kind, Verdict
from assistant.core.message import Channel
from assistant.core.notice import Why
from assistant.core.states import ConversationState
from assistant.pipeline import review, send, verdicts
from assistant.pipeline.receive import receive
from assistant.records import (
    Conversation,
    Draft,
    Message,
    Notice,
    Promise,
    Record,
    RecordKind,
    Role,
    Store,
    Teammate,
)
from assistant.records.values import from_json

SHARE = "https://reviews.example/northgate"
SIGNED = "\n\nSam Whitfield · Sales · 555-0142"
ASKS = f"Hi Dana,\n\nYour oil change was on Friday. How did we do, from 1 to 10?{SIGNED}"


@pytest.fixture
def asked(cast):
    """Sam has asked Dana how the oil change was; the matter is closed, the store has a link to share."""
    cast.writes("Can you do the oil change on Friday?")
    with cast.services.sessions.begin() as session:
        session.get_one(Store, cast.store_id).share_link = SHARE
        session.add(
            Record(
                store_id=cast.store_id, customer_id=cast.dana_id, kind=RecordKind.REPAIR, at=cast.clock(),
                text="Oil change on the Outback.", data={"teammate": "Luis Ortega"},
            )
        )  # fmt: skip
    approved = cast.approves(text=ASKS, overrule="a test")
    assert isinstance(approved, review.Approved), approved
    send.send(cast.services, approved.delivery_id, cast.clock())
    cast.works()
    cast.clock.forward(days=1)
    return cast


def answers(cast, text, **more):
    sent = cast.outbox()[-1]
    entry = cast.writes(
        text, subject="Re: A question", In_Reply_To=sent["Message-ID"], to=sent["Reply-To"], **more
    )
    return of_entry(cast, entry)


def of_entry(cast, entry):
    with cast.services.sessions() as session:
        message = session.query(Message).filter_by(entry_id=entry).one()
        return message, from_json(Inquiry, message.inquiry)


def gives(cast, about="", **fields):
    """By the feedback page, as it posts."""
    raw = json.dumps({**fields, **({"about_token": about} if about else {})}).encode()
    entry = receive(
        cast.services,
        inbox_id=cast.tokens[Channel.FORM][0],
        form="feedback",
        entry="page",
        raw=raw,
        now=cast.clock(),
        envelope={"about": about} if about else None,
    )
    cast.works()
    return of_entry(cast, entry)


BAD = [
    "3",
    "2/10, nobody called me back",
    "6 out of 10",
    "Two stars.",
    "Terrible. Nobody told me anything and the bill was wrong.",
]
GOOD = [
    ("9", Verdict.GOOD),
    ("10/10, Luis was great", Verdict.TOP),
    ("10", Verdict.TOP),
    ("It was great, thank you!", Verdict.GOOD),
]


@pytest.mark.parametrize("text", BAD)
def test_a_bad_answer_by_mail_is_a_complaint_for_owner_and_manager_with_its_history(asked, text):
    message, inquiry = answers(asked, text)
    assert (inquiry.kind, inquiry.verdict) == (Kind.COMPLAINT, Verdict.BAD)
    assert any("Oil change" in note and "Luis Ortega" in note for note in message.notes)
    told = [(n.teammate_id, n.why) for n in asked.all(Notice) if n.why is Why.COMPLAINT]
    assert told == [(asked.sam.id, Why.COMPLAINT), (asked.robin.id, Why.COMPLAINT)]
    assert asked.conversation().state is ConversationState.WAITING
    assert asked.draft() is not None and not asked.outbox()[1:]


@pytest.mark.parametrize(("text", "verdict"), GOOD)
def test_a_good_one_gets_thanks_that_wait_for_a_person(asked, text, verdict):
    _, inquiry = answers(asked, text)
    assert (inquiry.kind, inquiry.verdict) == (Kind.FEEDBACK, verdict)
    assert (SHARE in asked.draft().text) == (verdict is Verdict.TOP)
    assert not [f for f in asked.draft().findings if f["severity"] == "block"], asked.draft().findings
    assert not asked.outbox()[1:]
    assert not [n for n in asked.all(Notice) if n.why is Why.COMPLAINT]


def test_with_a_promise_open_nobody_is_asked_to_share(asked):
    with asked.services.sessions.begin() as session:
        session.add(
            Promise(
                store_id=asked.store_id, customer_id=asked.dana_id, who_id=asked.sam.id, what="call",
                made_at=asked.clock(), due=asked.clock() + timedelta(days=3),
            )
        )  # fmt: skip
    answers(asked, "10/10, thank you")
    assert SHARE not in asked.draft().text


def test_a_link_that_the_store_does_not_have_is_never_invented(asked):
    with asked.services.sessions.begin() as session:
        session.get_one(Store, asked.store_id).share_link = ""
    answers(asked, "10/10, thank you")
    assert "http" not in asked.draft().text


def test_another_question_below_ours_is_a_question(asked):
    _, inquiry = answers(asked, "Can you tell me what the tire rotation costs?")
    assert inquiry.verdict is None and inquiry.kind is not Kind.COMPLAINT


def test_no_more_surveys_is_no_verdict(asked):
    _, inquiry = answers(asked, "Please stop sending me surveys.")
    assert inquiry.verdict is None and inquiry.leave is not None


def test_the_page_with_our_token_leads_back_into_the_matter(asked):
    talk = asked.conversation()
    message, inquiry = gives(asked, verdicts.token(asked.services, talk.id), rating="1", message="Rude.")
    assert message.conversation_id == talk.id
    assert inquiry.verdict is Verdict.BAD and any("Oil change" in note for note in message.notes)
    assert len(asked.all(Conversation)) == 1


def test_the_page_without_a_token_is_a_matter_of_its_own_with_a_complaint_all_the_same(asked):
    message, inquiry = gives(asked, rating="2", message="Rude.", email="dana@mail.example")
    assert message.conversation_id != asked.all(Conversation)[0].id
    assert inquiry.verdict is Verdict.BAD
    assert {n.teammate_id for n in asked.all(Notice)} >= {asked.sam.id, asked.robin.id}


@pytest.mark.parametrize("about", ["12", "x" * 32, "../../1"])
def test_a_token_that_is_none_of_ours_leads_nowhere(asked, about):
    message, _ = gives(asked, about, rating="5", message="Fine.")
    assert message.conversation_id != asked.all(Conversation)[0].id


def test_another_address_typed_there_changes_nothing_about_whom_we_answer(asked):
    token = verdicts.token(asked.services, asked.conversation().id)
    message, _ = gives(asked, token, rating="5", message="Fine.", email="mallory@elsewhere.example")
    with asked.services.sessions() as session:
        talk = session.get_one(Conversation, message.conversation_id)
        assert (talk.customer_id, talk.recipient_email) == (asked.dana_id, DANA)
        known = {one.value for one in talk.customer.identities}
        assert "mallory@elsewhere.example" not in known


def test_two_who_say_the_same_are_two(asked):
    asked.writes("Is it ready?", sender="Priya Nair <priya@other.example>", subject="My car")
    talks = asked.all(Conversation)
    for talk in talks:
        gives(asked, verdicts.token(asked.services, talk.id), rating="5", message="Great!")
    assert len([m for m in asked.all(Message) if m.rating == 5]) == 2


# what we ask


def survey(cast):
    with cast.services.sessions() as session:
        draft = session.get_one(Draft, cast.draft().id)
        found = review.recheck(cast.services, draft.id, ASKS, now=cast.clock()).findings
    return [f.why for f in found if f.rule == "no-early-survey"]


def test_nobody_is_asked_while_they_wait_or_twice_in_a_month(cast):
    cast.writes("Can you do the oil change on Friday?")
    assert "wait for an answer" in survey(cast)[0]
    with cast.services.sessions.begin() as session:
        session.get_one(Conversation, cast.conversation().id).close(cast.sam, "done")
    assert survey(cast) == []
    with cast.services.sessions.begin() as session:
        session.add(
            Promise(
                store_id=cast.store_id, customer_id=cast.dana_id, who_id=cast.sam.id, what="call",
                made_at=cast.clock(), due=cast.clock() + timedelta(days=3),
            )
        )  # fmt: skip
    assert "still open" in survey(cast)[0]


def test_an_admin_hears_of_a_complaint_where_nobody_manages(asked):
    with asked.services.sessions.begin() as session:
        session.get_one(Teammate, asked.robin.id).role = Role.ADMIN
    answers(asked, "1/10")
    assert {n.teammate_id for n in asked.all(Notice)} == {asked.sam.id, asked.robin.id}
