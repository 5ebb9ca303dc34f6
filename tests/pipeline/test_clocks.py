"""The clock: it goes by the store's policy, and only a person's answer stops it."""

from datetime import timedelta

import pytest
from cast import mail

from assistant.core.audit import Did
from assistant.core.inquiry import Kind
from assistant.core.notice import Why
from assistant.core.states import ConversationState
from assistant.core.waiting import Limit, Measure, Policy, Step, Whom, as_data
from assistant.pipeline import care, clocks
from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Deed, Message, Notice, Stopped, Store, Wait

ASKED = "Is the blue Outback still for sale?"
NO_ANSWER = (
    "Hi Dana,\n\nThank you for your message, it is good to hear from you.\n\nSam Whitfield\nSales, 555-0142"
)
ANSWER = "Hi Dana,\n\nYes, the blue Outback is still for sale.\n\nSam Whitfield\nSales, 555-0142"
COMPLAINT = (
    "I am very unhappy: my car was returned with a scratch on the door and nobody called me back. "
    "This is unacceptable."
)


def waiting(cast):
    (conversation,) = cast.all(Conversation)
    return conversation


def replies(cast, text, *, overrule="known to be right"):
    draft = cast.draft(waiting(cast).id)
    sent = cast.approves(draft, text=text, overrule=overrule)
    cast.clock.forward(seconds=11)
    cast.works()
    return sent


def told(cast, teammate):
    return [notice.why for notice in cast.all(Notice) if notice.teammate_id == teammate.id]


def sweeps(cast, **later):
    cast.clock.forward(**later)
    sweep(cast.services, cast.clock())


def policy(cast, made):
    with cast.services.sessions.begin() as session:
        store = session.get_one(Store, cast.store_id)
        store.clock, store.answer_minutes = as_data(made), made.base.minutes
        clocks.wind_all(session, store)


def test_a_complaint_has_half_an_hour_of_business_time(cast):
    cast.writes(COMPLAINT)
    wait = waiting(cast)
    assert Kind(cast.all(Message)[0].inquiry["kind"]) is Kind.COMPLAINT
    assert wait.answer_by == wait.waiting_since + timedelta(minutes=30)


def test_who_hears_of_it_step_by_step_and_each_once(cast):
    cast.writes(ASKED)
    sweeps(cast, minutes=8)
    assert told(cast, cast.sam) == []
    sweeps(cast, minutes=2)
    sweeps(cast, seconds=1)
    assert told(cast, cast.sam) == [Why.CLOCK_AT_RISK]
    sweeps(cast, minutes=6)
    assert told(cast, cast.sam) == [Why.CLOCK_AT_RISK, Why.CLOCK_LATE]
    assert told(cast, cast.robin) == []
    sweeps(cast, minutes=15)
    assert told(cast, cast.robin) == [Why.ESCALATED]
    sweeps(cast, minutes=60)
    assert told(cast, cast.robin) == [Why.ESCALATED, Why.ESCALATED]
    assert Why.ESCALATED in told(cast, cast.sam)
    before = len(cast.all(Notice))
    sweeps(cast, hours=3)
    assert len(cast.all(Notice)) == before


def test_after_a_standstill_only_the_last_word_is_told(cast):
    cast.writes(ASKED)
    sweeps(cast, hours=5)
    assert told(cast, cast.sam) == [Why.CLOCK_LATE, Why.ESCALATED]
    assert told(cast, cast.robin) == [Why.ESCALATED, Why.ESCALATED]


def test_a_night_is_no_business_time(cast):
    cast.clock.forward(hours=7, minutes=55)  # 17:55, open until 18:00
    cast.writes(ASKED)
    sweeps(cast, hours=12)
    assert told(cast, cast.sam) == []
    sweeps(cast, hours=3, minutes=10)  # 9:05 the next morning
    assert told(cast, cast.sam) == [Why.CLOCK_AT_RISK]


def test_wall_time_runs_at_night_too(cast):
    policy(cast, Policy(Limit(15, Measure.WALL), (), (Step(15, Whom.LEADS),)))
    cast.clock.forward(hours=9)  # 19:00
    cast.writes(ASKED)
    sweeps(cast, minutes=31)
    assert (told(cast, cast.sam), told(cast, cast.robin)) == ([Why.CLOCK_LATE], [Why.ESCALATED])


def test_a_changed_policy_moves_the_clocks_that_run(cast):
    cast.writes(ASKED)
    since = waiting(cast).waiting_since
    policy(cast, Policy(Limit(120), (), ()))
    assert waiting(cast).answer_by == since + timedelta(minutes=120)


def test_a_reply_stops_it_and_its_time_is_kept(cast):
    cast.writes(ASKED)
    began = waiting(cast).waiting_since
    cast.clock.forward(minutes=4)
    replies(cast, ANSWER)
    (wait,) = cast.all(Wait)
    assert (wait.began, wait.how, wait.by_id) == (began, Stopped.REPLY, cast.sam.id)
    assert wait.ended - began == timedelta(minutes=4, seconds=11)
    assert (wait.business_seconds, wait.in_time) == (251, True)
    assert waiting(cast).answer_by is None


def test_an_acknowledgement_stops_nothing(cast):
    cast.writes(ASKED)
    began = waiting(cast).waiting_since
    replies(cast, NO_ANSWER, overrule="")
    after = waiting(cast)
    assert (after.state, after.waiting_since) == (ConversationState.WAITING, began)
    assert cast.all(Message)[0].left_open == [ASKED.removesuffix("?") + "?"]
    assert cast.all(Wait) == []


def test_a_person_may_say_that_it_was_answered_all_the_same(cast):
    cast.writes(ASKED)
    replies(cast, NO_ANSWER, overrule="")
    left = cast.all(Message)[-1].at
    cast.clock.forward(hours=1)
    care.was_answered(cast.services, waiting(cast).id, by=cast.sam, now=cast.clock())
    (wait,) = cast.all(Wait)
    assert (wait.ended, waiting(cast).state) == (left, ConversationState.ANSWERED)
    assert cast.all(Deed)[-1].what == Did.WAS_ANSWERED


def test_an_older_question_keeps_the_clock_running(cast):
    cast.arrives(mail("What does the oil change cost for my Outback?", message_id="<first@mail.example>"))
    began = waiting(cast).waiting_since
    cast.clock.forward(hours=1)
    cast.writes("And are you open on Saturday?", in_reply_to="<first@mail.example>")
    replies(
        cast,
        "Hi Dana,\n\nYes, we are open on Saturday from 9 am to 6 pm.\n\nSam Whitfield\nSales, 555-0142",
        overrule="",
    )
    assert waiting(cast).waiting_since == began
    older, newer = [m for m in cast.all(Message) if m.inbound]
    assert (older.answered_at, newer.answered_at is None) == (None, False)
    assert "cost" in older.left_open[0]


def test_what_was_left_open_is_asked_again_with_the_next_message(cast):
    cast.arrives(mail("What does the oil change cost for my Outback?", message_id="<first@mail.example>"))
    replies(cast, NO_ANSWER, overrule="")
    cast.clock.forward(hours=1)
    cast.writes("And are you open on Saturday?", in_reply_to="<first@mail.example>")
    newest = cast.all(Message)[-1]
    asked = [(q["text"], q["older"]) for q in newest.inquiry["questions"]]
    assert [older for text, older in asked if "cost" in text] == [True]


def test_a_message_that_the_approver_had_not_seen_waits_from_its_own_time(cast):
    cast.arrives(mail(ASKED, message_id="<first@mail.example>"))
    cast.approves(cast.draft(waiting(cast).id), text=ANSWER, overrule="known to be right")
    cast.clock.forward(seconds=5)
    cast.writes("One more: is it automatic?", in_reply_to="<first@mail.example>")
    newer = cast.all(Message)[-1].at
    cast.clock.forward(seconds=10)
    cast.works()
    assert waiting(cast).waiting_since == newer
    assert len(cast.all(Wait)) == 1  # the first was answered


@pytest.mark.parametrize(("spoke", "stops"), [(True, True), (False, False)])
def test_a_call_in_which_they_spoke_stops_it_and_a_voicemail_does_not(cast, spoke, stops):
    cast.writes(ASKED)
    care.log_call(
        cast.services,
        waiting(cast).id,
        text="told her it is here",
        spoke=spoke,
        by=cast.robin,
        now=cast.clock(),
    )
    assert (waiting(cast).waiting_since is None) is stops
    assert [(w.how, w.by_id) for w in cast.all(Wait)] == ([(Stopped.CALL, cast.robin.id)] if stops else [])


def test_closing_stops_nothing_who_writes_again_has_waited_since_then(cast):
    cast.arrives(mail(ASKED, message_id="<first@mail.example>"))
    began = waiting(cast).waiting_since
    care.close(cast.services, waiting(cast).id, reason="no time today", by=cast.sam, now=cast.clock())
    closed = waiting(cast)
    assert (closed.waiting_since, closed.unanswered_since) == (None, began)
    sweeps(cast, hours=3)
    assert cast.all(Notice) == []
    cast.writes("Hello?", in_reply_to="<first@mail.example>")
    assert waiting(cast).waiting_since == began


def test_spam_never_waited(cast):
    cast.writes(ASKED)
    care.close(cast.services, waiting(cast).id, reason="Spam", by=cast.sam, now=cast.clock())
    assert waiting(cast).unanswered_since is None


def test_a_reply_that_came_back_was_no_answer(cast):
    cast.writes(ASKED)
    began = waiting(cast).waiting_since
    replies(cast, ANSWER)
    sent_id = cast.outbox()[-1]["Message-ID"]
    cast.clock.forward(minutes=3)
    bounce = mail(
        f"Your message {sent_id} could not be delivered.",
        sender="Mail Delivery Subsystem <mailer-daemon@mail.example>",
        subject="Undelivered Mail Returned to Sender",
        auto_submitted="auto-replied",
        references=sent_id,
    )
    cast.arrives(bounce)
    assert waiting(cast).waiting_since == began
    assert cast.all(Wait) == []
