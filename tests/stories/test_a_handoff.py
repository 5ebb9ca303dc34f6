"""A handoff's whole life: asked and not taken; asked, taken, told to the customer, asked after once."""

from datetime import timedelta

import pytest
from cast import _sign_in

from assistant.core.handing import Reason
from assistant.core.notice import Why
from assistant.core.states import ConversationState, DraftState, HandoffState
from assistant.pipeline import asks, drafts, handing, review
from assistant.pipeline.handing import Wanted
from assistant.pipeline.review import Approved, Tick
from assistant.pipeline.sweep import sweep
from assistant.records import Ask, Conversation, Deed, Draft, Handoff, Notice, Promise, Teammate

ASKED = "Hello,\n\nDoes the roof rack fit my 2017 Outback?\n\nDana"


@pytest.fixture
def store(cast):
    """Robin leads; Luis is a service adviser; Sam has promised Dana a call."""
    with cast.services.sessions.begin() as session:
        home = session.get_one(Teammate, cast.sam.id).stores
        luis = Teammate(
            name="Luis Ortega", email="luis@northgate.example", title="Service adviser", stores=list(home),
            department="service", direct_line="555-0177",
        )  # fmt: skip
        session.add(luis)
        session.flush()
        _ = luis.store_ids
        cast.luis = luis
    cast.writes(ASKED)
    return cast


def promises(cast, what="call her about the rack", hours=4):
    conversation, due = cast.conversation(), cast.clock() + timedelta(hours=hours)
    with cast.services.sessions.begin() as session:
        made = Promise(
            store_id=cast.store_id, customer_id=cast.dana_id, conversation_id=conversation.id,
            who_id=cast.sam.id, what=what, made_at=cast.clock(), due=due,
        )  # fmt: skip
        session.add(made)


def hands_over(cast, **more):
    wanted = Wanted(cast.luis.id, Reason.TO_SERVICE, "He knows racks", **more)
    handing.hand_over(cast.services, cast.conversation().id, wanted, by=cast.sam, now=cast.clock())
    return cast.all(Handoff)[-1]


def accepts(cast):
    handing.accept(cast.services, cast.all(Handoff)[-1].id, by=cast.luis, now=cast.clock())
    cast.works()


def sweeps(cast):
    sweep(cast.services, cast.clock())
    cast.works()


def told(cast, who):
    return [(one.why, one.matter) for one in cast.all(Notice) if one.teammate_id == who.id]


def test_what_nobody_takes_in_time_comes_back_and_goes_up(store, clock):
    since = store.conversation().waiting_since
    handoff = hands_over(store)
    assert handoff.due == clock() + timedelta(minutes=15)  # sooner than an hour: Dana waits
    assert told(store, store.luis) == [(Why.HANDOFF_ASKED, "handoff:1")]
    clock.forward(minutes=14)
    sweeps(store)
    assert store.all(Handoff)[0].state is HandoffState.ASKED
    clock.forward(minutes=2)
    sweeps(store)
    sweeps(store)
    assert store.all(Handoff)[0].state is HandoffState.LAPSED
    conversation = store.conversation()
    assert (conversation.owner_id, conversation.waiting_since) == (store.sam.id, since)
    late = (Why.HANDOFF_LATE, "handoff:1")
    assert [told(store, who).count(late) for who in (store.sam, store.luis, store.robin)] == [1, 1, 1]
    accepts(store)  # too late
    assert store.conversation().owner_id == store.sam.id
    (lapsed,) = [deed for deed in store.all(Deed) if deed.what == "handoff not taken"]
    assert lapsed.teammate_id is None


def test_taken_it_is_told_to_the_customer_and_its_giver_is_asked_once(store, clock):
    promises(store)
    hands_over(store)
    assert store.conversation().owner_id == store.sam.id
    accepts(store)
    assert store.conversation().owner_id == store.luis.id
    assert [one.who_id for one in store.promises()] == [store.luis.id]
    (took,) = [deed for deed in store.all(Deed) if deed.what == "took over"]
    assert took.about == {"handoff": 1, "promises": [1]}

    draft = store.draft()
    assert "From now on Luis Ortega, our service adviser, looks after your 2017 Outback" in draft.text
    assert "Luis will write to you by noon today" in draft.text and "555-0177" in draft.text
    assert draft.text.endswith("Sam Whitfield · Sales · 555-0142 · sam@northgate.example")
    assert (draft.signer_id, draft.promises[0]["who"]) == (store.sam.id, "Luis Ortega")
    assert not [one for one in draft.findings if one["severity"] == "block"]
    assert len(store.outbox()) == 0

    due = clock() + timedelta(hours=2)
    tick = Tick(draft.promises[0]["what"], store.luis.id, due)
    assert isinstance(store.approves(by=store.sam, promises=[tick]), Approved)
    store.works()
    assert "Luis will write to you" in store.outbox()[0].get_content()
    assert (store.promises()[1].who_id, store.promises()[1].due) == (store.luis.id, due)

    clock.forward(hours=3)
    sweeps(store)
    assert Why.TAKEN_CARE not in dict(told(store, store.sam))  # Luis has not written yet
    clock.forward(hours=21)  # Tuesday at ten: eight business hours are over by then
    clock.forward(hours=1)
    sweeps(store)
    sweeps(store)
    assert told(store, store.sam).count((Why.TAKEN_CARE, "handoff:1")) == 1
    handing.taken_care(store.services, 1, by=store.sam, now=clock())
    assert (store.all(Handoff)[0].cared, store.conversation().owner_id) == (True, store.luis.id)
    clock.forward(days=2)
    sweeps(store)
    assert told(store, store.sam).count((Why.TAKEN_CARE, "handoff:1")) == 1


def test_the_giver_is_asked_sooner_once_the_taker_has_answered(store, clock):
    hands_over(store)
    accepts(store)
    beside = next(d for d in store.all(Draft) if d.state is DraftState.WRITTEN)
    answer(store, beside)
    clock.forward(minutes=90)
    sweeps(store)
    assert Why.TAKEN_CARE not in dict(told(store, store.sam))
    clock.forward(minutes=31)
    sweeps(store)
    assert Why.TAKEN_CARE in dict(told(store, store.sam))


def answer(cast, draft):
    """Luis answers in his own name."""
    drafts.lead(cast.services, draft.id, by=cast.luis, now=cast.clock())
    drafts.sign_as(cast.services, draft.id, by=cast.luis, now=cast.clock())
    with cast.services.sessions.begin() as session:
        cast.sign_ins[cast.luis.id] = _sign_in(session, cast.luis, cast.clock())
    assert isinstance(cast.approves(by=cast.luis, overrule="x"), Approved)
    cast.works()


def test_not_taken_care_of_it_comes_back_with_what_was_promised(store, clock):
    promises(store, hours=30)
    hands_over(store)
    accepts(store)
    clock.forward(hours=26)
    sweeps(store)
    with pytest.raises(ValueError, match="what is missing"):
        handing.bring_back(store.services, 1, why=" ", by=store.sam, now=clock())
    handing.bring_back(store.services, 1, why="She still has no answer", by=store.sam, now=clock())
    conversation = store.conversation()
    assert (conversation.owner_id, conversation.state) == (store.sam.id, ConversationState.WAITING)
    assert [one.who_id for one in store.promises()] == [store.sam.id]
    first, back = store.all(Handoff)
    assert (first.cared, back.giver_id, back.taker_id) == (False, store.luis.id, store.sam.id)
    assert back.note == "She still has no answer"
    for who in (store.luis, store.robin):
        assert Why.BROUGHT_BACK in dict(told(store, who))
    with pytest.raises(ValueError, match="already"):
        handing.taken_care(store.services, 1, by=store.sam, now=clock())


def test_the_summary_is_kept_as_it_was_when_it_was_asked(store, clock):
    promises(store)
    handoff = hands_over(store)
    for words in ("Dana Ruiz, dana@mail.example, with us since 2021", "Does the roof rack fit my 2017"):
        assert words in handoff.summary
    assert "Promised: Sam Whitfield: call her about the rack, by today at 2 pm" in handoff.summary
    clock.forward(minutes=5)
    store.writes("And what does it cost?")
    assert store.all(Handoff)[0].summary == handoff.summary
    mine = hands_over(store, summary="Only this.")
    assert mine.summary == "Only this."


def test_questions_to_colleagues_are_answered_to_the_taker(store, clock):
    conversation = store.conversation()
    wanted = asks.Wanted(store.robin.id, "Do we have one?", clock() + timedelta(hours=1))
    asks.ask(store.services, conversation.id, wanted, by=store.sam, now=clock())
    hands_over(store)
    accepts(store)
    (ask,) = store.all(Ask)
    assert ask.asker_id == store.luis.id
    asks.answer(store.services, ask.id, "Yes.", by=store.robin, now=clock())
    assert Why.ASK_ANSWERED in dict(told(store, store.luis))


def test_a_text_that_somebody_is_at_stays_and_no_draft_stands_before_it(store, clock):
    mine = store.draft()
    review.save(store.services, mine.id, f"{mine.text}!", by=store.sam, now=clock())
    hands_over(store)
    accepts(store)
    assert store.draft().id == mine.id
    sweeps(store)
    assert store.all(Handoff)[0].draft_id is None


def test_without_its_job_the_sweep_has_it_told(store, clock):
    hands_over(store)
    handing.accept(store.services, 1, by=store.luis, now=clock())
    with store.services.sessions.begin() as session:
        store.services.jobs.forget(session)
    sweeps(store)
    assert store.all(Handoff)[0].draft_id == store.draft().id
    assert sweep(store.services, clock()) == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"taker_id": 999}, "of this store"),
        ({"due": timedelta(hours=-1)}, "still to come"),
        ({"due": timedelta(hours=12)}, "closed then"),
    ],
)
def test_what_cannot_be_asked_is_said(store, change, why):
    given = {"taker_id": store.luis.id, **change}
    if "due" in given:
        given["due"] = store.clock() + given["due"]
    with pytest.raises(ValueError, match=why):
        handing.hand_over(
            store.services, store.conversation().id, Wanted(**given), by=store.sam, now=store.clock()
        )
    assert not store.all(Handoff)


def test_whom_nobody_asked_for_any_more_is_told_so(store, clock):
    hands_over(store)
    with store.services.sessions() as session:
        key = session.query(Conversation).one().id
    wanted = Wanted(store.robin.id)
    handing.hand_over(store.services, key, wanted, by=store.sam, now=clock())
    assert [one.state for one in store.all(Handoff)] == [HandoffState.DECLINED, HandoffState.ASKED]
    assert Why.HANDOFF_ENDED in dict(told(store, store.luis))
    handing.decline(store.services, 2, by=store.robin, now=clock(), why="Not my desk")
    assert store.all(Handoff)[1].why == "Not my desk"
    assert Why.HANDOFF_ENDED in dict(told(store, store.sam))


def test_what_was_settled_otherwise_meanwhile_bothers_nobody(store, clock):
    hands_over(store)
    with store.services.sessions.begin() as session:
        session.query(Conversation).one().close(store.sam, "called her")
    clock.forward(hours=1)
    sweeps(store)
    assert store.all(Handoff)[0].state is HandoffState.DECLINED
    assert Why.HANDOFF_LATE not in dict(told(store, store.robin))


def test_a_late_question_reminds_both_and_then_whoever_leads(store, clock):
    conversation = store.conversation()
    wanted = asks.Wanted(store.luis.id, "Do we have one?", clock() + timedelta(hours=1))
    asks.ask(store.services, conversation.id, wanted, by=store.sam, now=clock())
    seen = []
    for minutes in (30, 16, 15, 110, 15):
        clock.forward(minutes=minutes)
        sweeps(store)
        about = [[matter for _, matter in told(store, who)] for who in (store.luis, store.sam, store.robin)]
        seen.append([matters.count("ask:1") for matters in about])
    # asked; soon; late for both; still; up
    assert seen == [[1, 0, 0], [2, 0, 0], [3, 1, 0], [3, 1, 0], [3, 1, 1]]
