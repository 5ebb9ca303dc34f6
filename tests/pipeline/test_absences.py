"""Somebody is away: nothing that waits stays with them, and back again they choose what to take."""

import random
from datetime import timedelta

import pytest

from assistant.core.away import AwayWhy
from assistant.core.notice import Why
from assistant.core.states import HandoffState
from assistant.core.touches import TouchKind
from assistant.pipeline import absences, asks, first, handing, seeing, team, touch_deeds
from assistant.pipeline.absences import Wanted
from assistant.pipeline.standing_in import told_of
from assistant.pipeline.sweep import sweep
from assistant.records import (
    Absence,
    Ask,
    Conversation,
    Deed,
    Handoff,
    Lent,
    Notice,
    Outside,
    Promise,
    Teammate,
    Touch,
    absence,
)

DAY = timedelta(days=1)
PEOPLE = (("Luis Ortega", "service"), ("Mia Chen", "service"), ("Nick Bauer", "sales"))


@pytest.fixture
def store(cast):
    """Besides Sam and Robin: Luis and Mia in service, Nick in sales. Dana waits for Sam."""
    with cast.services.sessions.begin() as session:
        home = session.get_one(Teammate, cast.sam.id).stores
        for name, department in (
            ("Luis Ortega", "service"),
            ("Mia Chen", "service"),
            ("Nick Bauer", "sales"),
        ):
            first = name.split()[0].lower()
            one = Teammate(
                name=name, email=f"{first}@northgate.example", stores=list(home), department=department
            )
            session.add(one)
            session.flush()
            _ = one.store_ids
            setattr(cast, first, one)
        session.get_one(Teammate, cast.robin.id).department = "service"
    cast.writes("Is the blue van here?")
    return cast


def goes(cast, who, days=3, ahead=0, **more):
    since = cast.clock() + timedelta(days=ahead)
    wanted = Wanted(who.id, since, since + days * DAY, AwayWhy.HOLIDAY, **more)
    return absences.enter(cast.services, wanted, by=who, now=cast.clock())


def promises(cast, who, days, conversation=None):
    with cast.services.sessions.begin() as session:
        made = Promise(
            store_id=cast.store_id, customer_id=cast.dana_id, who_id=who.id, what="call her",
            conversation_id=conversation and conversation.id, made_at=cast.clock(),
            due=cast.clock() + days * DAY,
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def owners(cast):
    return [one.owner_id for one in cast.all(Conversation)]


def test_what_waits_goes_to_whoever_of_the_department_has_least(store):
    goes(store, store.sam)
    assert owners(store) == [store.nick.id]  # the only other one of sales
    (lent,) = store.all(Lent)
    assert (lent.to_id, lent.conversation_id) == (store.nick.id, store.conversation().id)
    assert Why.STANDS_IN in [one.why for one in store.all(Notice) if one.teammate_id == store.nick.id]
    (deed,) = [one for one in store.all(Deed) if one.what == "handed over for an absence"]
    assert (deed.teammate_id, deed.about["from"], deed.about["to"]) == (None, store.sam.id, store.nick.id)


def test_all_that_one_absence_brings_is_one_matter_to_look_at(store):
    store.writes("And the red one?", sender="Priya Nair <priya@other.example>")
    promises(store, store.sam, 1)
    key = goes(store, store.sam)
    with store.services.sessions() as session:
        unseen = session.scalars(Notice.unseen(store.nick.id)).all()
        assert [one.why for one in unseen] == [Why.STANDS_IN] * 3
        assert {one.about for one in unseen} == {("absence", key)}
        assert {one.path for one in unseen} == {f"/away#with-{key}"}
        assert session.scalar(Notice.matters(store.nick.id, [store.store_id])) == 1
        nick = session.get_one(Teammate, store.nick.id)
        told = told_of(session, {key}, nick, store.clock())[key]
    assert told.who == "Sam Whitfield"
    assert told.words == "Sam is away until Thursday: 2 conversations and 1 promise are with you."


def test_opening_the_list_of_it_is_seeing_all_of_it(store, clock):
    store.writes("And the red one?", sender="Priya Nair <priya@other.example>")
    goes(store, store.sam)
    seeing.opened_lent(store.services, store.nick, clock())
    with store.services.sessions() as session:
        assert session.scalars(Notice.unseen(store.nick.id)).all() == []


def test_an_answer_reaches_whoever_stands_in_for_who_asked(store, clock):
    """Also where the conversation went to nobody: it was answered, and only the question was open."""
    asked = asks.Wanted(store.luis.id, "Do we have one?", clock() + timedelta(hours=1))
    asks.ask(store.services, store.conversation().id, asked, by=store.mia, now=clock())
    goes(store, store.mia, stand_in_id=store.robin.id)
    (ask,) = store.all(Ask)
    asks.answer(store.services, ask.id, "Two.", by=store.luis, now=clock())
    told = {one.teammate_id for one in store.all(Notice) if one.why is Why.ASK_ANSWERED}
    assert told == {store.mia.id, store.robin.id, store.sam.id}


def test_of_a_late_answer_whoever_stands_in_for_who_asked_hears(store, clock):
    asked = asks.Wanted(store.luis.id, "Do we have one?", clock() + timedelta(hours=1))
    asks.ask(store.services, store.conversation().id, asked, by=store.mia, now=clock())
    goes(store, store.mia, stand_in_id=store.robin.id)
    clock.forward(hours=1, minutes=1)
    sweep(store.services, clock())
    told = {one.teammate_id for one in store.all(Notice) if one.why is Why.ASK_LATE}
    assert told == {store.luis.id, store.mia.id, store.robin.id}


def test_a_chosen_stand_in_gets_it_unless_away_too(store):
    goes(store, store.luis)
    goes(store, store.sam, stand_in_id=store.luis.id)
    assert owners(store) == [store.nick.id]
    store.writes("And the red one?", sender="Priya Nair <priya@other.example>")
    with store.services.sessions.begin() as session:
        session.query(Conversation).order_by(Conversation.id.desc()).first().owner_id = store.nick.id
    goes(store, store.nick, stand_in_id=store.mia.id)
    assert owners(store) == [store.mia.id, store.mia.id]


def test_it_begins_when_it_begins_and_the_sweep_sees_to_it(store, clock):
    goes(store, store.sam, ahead=1)
    sweep(store.services, clock())
    assert owners(store) == [store.sam.id]
    clock.forward(days=1, minutes=1)
    sweep(store.services, clock())
    assert owners(store) == [store.nick.id]
    with store.services.sessions.begin() as session:  # what comes to them while they are away goes on, too
        session.query(Conversation).one().owner_id = store.sam.id
    sweep(store.services, clock())
    assert owners(store) == [store.nick.id]


def test_promises_that_fall_due_meanwhile_and_questions_go_along(store, clock):
    soon, later = promises(store, store.sam, 1), promises(store, store.sam, 9)
    here = promises(store, store.sam, 1, store.conversation())
    asked = asks.Wanted(store.sam.id, "Do we have one?", clock() + timedelta(hours=1))
    asks.ask(store.services, store.conversation().id, asked, by=store.luis, now=clock())
    goes(store, store.sam)
    who = {one.id: one.who_id for one in store.promises()}
    assert who == {soon: store.nick.id, later: store.sam.id, here: store.nick.id}
    assert [one.of_id for one in store.all(Ask)] == [store.nick.id]
    assert len(store.all(Lent)) == 4


def test_nobody_is_asked_to_answer_their_own_question(store, clock):
    asked = asks.Wanted(store.luis.id, "Do we have one?", clock() + timedelta(hours=1))
    asks.ask(store.services, store.conversation().id, asked, by=store.mia, now=clock())
    goes(store, store.luis)
    assert [one.of_id for one in store.all(Ask)] == [store.robin.id]


def test_a_handoff_asked_of_them_comes_back_at_once(store, clock):
    key = store.conversation().id
    handing.hand_over(store.services, key, handing.Wanted(store.luis.id), by=store.sam, now=clock())
    goes(store, store.luis)
    (handoff,) = store.all(Handoff)
    assert (handoff.state, handoff.why) == (HandoffState.LAPSED, "They are away.")
    with pytest.raises(ValueError, match="Luis Ortega is away until"):
        handing.hand_over(store.services, key, handing.Wanted(store.luis.id), by=store.sam, now=clock())
    late = asks.Wanted(store.luis.id, "Do we have one?", clock() + timedelta(hours=1))
    with pytest.raises(ValueError, match="Luis is away until"):
        asks.ask(store.services, key, late, by=store.sam, now=clock())


def test_back_again_they_take_what_is_still_open_one_by_one(store, clock):
    promise = promises(store, store.sam, 1)
    row = goes(store, store.sam)
    clock.forward(days=1)
    absences.end(store.services, row, by=store.sam, now=clock())
    assert owners(store) == [store.nick.id]  # nothing moves by itself
    talk, promised = store.all(Lent)
    absences.take_again(store.services, talk.id, by=store.sam, now=clock())
    assert owners(store) == [store.sam.id]
    assert Why.TAKEN_AGAIN in [one.why for one in store.all(Notice) if one.teammate_id == store.nick.id]
    with store.services.sessions.begin() as session:
        session.get_one(Promise, promise).keep(store.nick, "called", clock())
    with pytest.raises(ValueError, match="settled already"):
        absences.take_again(store.services, promised.id, by=store.sam, now=clock())
    with pytest.raises(ValueError, match="settled already"):
        absences.take_again(store.services, talk.id, by=store.sam, now=clock())


def test_where_nobody_else_is_here_it_stays_in_sight(store, clock):
    for who in (store.luis, store.mia, store.nick, store.robin):
        goes(store, who)
    goes(store, store.sam)
    assert owners(store) == [store.sam.id] and not store.all(Lent)
    sweep(store.services, clock())
    assert owners(store) == [store.sam.id]


def test_who_is_away_is_known_by_store_and_time(store, clock):
    goes(store, store.sam)
    goes(store, store.luis, ahead=2)

    def gone(days):
        with store.services.sessions() as session:
            return absence.away(session, store.store_id, clock() + timedelta(days=days))

    assert [gone(days) for days in (0, 2.5, 3.5, 6)] == [
        {store.sam.id}, {store.sam.id, store.luis.id}, {store.luis.id}, set(),
    ]  # fmt: skip
    with store.services.sessions() as session:
        assert absence.away(session, store.store_id + 1, clock()) == set()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"until": -1}, "still to come"),
        ({"stand_in_id": "sam"}, "who is here"),
        ({}, "in that time already"),
    ],
)
def test_what_is_no_absence_is_said(store, clock, change, why):
    goes(store, store.sam, ahead=1)
    until = clock() + change.get("until", 2) * DAY
    stand_in = store.sam.id if "stand_in_id" in change else None
    wanted = Wanted(store.sam.id, clock(), until, AwayWhy.SICK, stand_in)
    with pytest.raises(ValueError, match=why):
        absences.enter(store.services, wanted, by=store.sam, now=clock())
    assert len(store.all(Absence)) == 1


def test_who_leaves_for_good_stands_in_for_nobody_and_gets_nothing_back(store, clock):
    goes(store, store.sam, stand_in_id=store.nick.id)
    goes(store, store.luis, ahead=2)
    team.deactivate(store.services, store.nick.id, heir_id=store.mia.id, by=None, now=clock())
    assert owners(store) == [store.mia.id]
    assert (store.all(Absence)[0].stand_in_id, store.all(Lent)[0].to_id) == (store.mia.id, store.mia.id)
    team.deactivate(store.services, store.sam.id, heir_id=store.mia.id, by=None, now=clock())
    assert store.all(Lent)[0].back_at == clock()
    assert store.all(Absence)[0].ended_at == clock() and store.all(Absence)[1].ended_at is None
    team.deactivate(store.services, store.luis.id, heir_id=None, by=None, now=clock())
    assert [one.ended_at for one in store.all(Absence)] == [clock(), clock()]


def test_taken_from_who_went_meanwhile_their_promises_come_along(store, clock):
    promises(store, store.sam, 1, store.conversation())
    key = store.conversation().id
    handing.hand_over(store.services, key, handing.Wanted(store.luis.id), by=store.sam, now=clock())
    goes(store, store.sam)
    assert (owners(store), store.promises()[0].who_id) == ([store.nick.id], store.nick.id)
    handing.accept(store.services, 1, by=store.luis, now=clock())
    assert (owners(store), store.promises()[0].who_id) == ([store.luis.id], store.luis.id)


@pytest.mark.parametrize("seed", range(4))
def test_whoever_comes_and_goes_nobody_waits_with_who_is_away(store, clock, seed):
    dice = random.Random(seed)
    store.writes("And the red one?", sender="Priya Nair <priya@other.example>")
    people = [store.sam, store.robin, store.luis, store.mia, store.nick]
    for _ in range(12):
        who = dice.choice(people)
        with store.services.sessions() as session:
            lasting = [one.id for one in session.scalars(Absence.of_teammate(who.id, clock()))]
        if lasting:
            absences.end(store.services, lasting[0], by=who, now=clock())
        else:
            goes(store, who, days=dice.choice([0.2, 2, 5]), ahead=dice.choice([0, 0, 1]))
        with store.services.sessions.begin() as session:  # whoever it was given to meanwhile
            dice.choice(session.query(Conversation).all()).owner_id = dice.choice(people).id
        clock.forward(hours=dice.choice([1, 7, 30]))
        sweep(store.services, clock())
        with store.services.sessions() as session:
            gone = absence.away(session, store.store_id, clock())
        assert len(gone) == len(people) or not gone & set(owners(store))


def test_passed_on_twice_each_may_take_it_again(store, clock):
    first = goes(store, store.sam, stand_in_id=store.nick.id)
    second = goes(store, store.nick, stand_in_id=store.mia.id)
    assert owners(store) == [store.mia.id]
    assert [one.to_id for one in store.all(Lent)] == [store.mia.id, store.mia.id]
    absences.end(store.services, second, by=store.nick, now=clock())
    absences.take_again(store.services, 2, by=store.nick, now=clock())
    assert owners(store) == [store.nick.id]
    absences.end(store.services, first, by=store.sam, now=clock())
    absences.take_again(store.services, 1, by=store.sam, now=clock())
    assert owners(store) == [store.sam.id]


def test_what_was_answered_meanwhile_is_offered_no_more(store, clock):
    promises(store, store.sam, 1)
    goes(store, store.sam)
    store.approves(by=store.sam, overrule="a test")
    store.works()
    clock.forward(minutes=1)
    sweep(store.services, clock())
    assert [one.back_at for one in store.all(Lent)] == [clock(), None]  # the promise is open still


def test_whom_outside_we_wait_for_is_asked_again_by_whoever_is_here(store, clock):
    conversation = store.conversation()
    with store.services.sessions.begin() as session:
        row = Outside(
            store_id=store.store_id, conversation_id=conversation.id, who_id=store.sam.id, whom="Subaru",
            what="whether it is covered", since=clock(), asked_at=clock(), ask_again=clock() + DAY,
        )  # fmt: skip
        session.add(row)
    gone = goes(store, store.sam)
    assert [one.who_id for one in store.all(Outside)] == [store.nick.id]
    lent = next(one for one in store.all(Lent) if one.outside_id)
    absences.end(store.services, gone, by=store.sam, now=clock())
    absences.take_again(store.services, lent.id, by=store.sam, now=clock())
    assert [one.who_id for one in store.all(Outside)] == [store.sam.id]
    handing.hand_over(
        store.services, conversation.id, handing.Wanted(store.luis.id), by=store.nick, now=clock()
    )
    with store.services.sessions.begin() as session:
        session.query(Conversation).one().owner_id = store.sam.id
    handing.accept(store.services, 1, by=store.luis, now=clock())
    assert [one.who_id for one in store.all(Outside)] == [store.luis.id]
    team.deactivate(store.services, store.luis.id, heir_id=store.mia.id, by=None, now=clock())
    assert [one.who_id for one in store.all(Outside)] == [store.mia.id]


def proposed(store, who):
    """A reason to write to Dana that is this teammate's."""
    now = store.clock()
    with store.services.sessions.begin() as session:
        row = Touch(
            store_id=store.store_id, customer_id=store.dana_id, kind=TouchKind.THANKS, matter="note:1",
            reason="Recommended us to her neighbor.", owner_id=who.id, made_at=now, from_at=now,
            best_before=now + 9 * DAY,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def whose(store):
    return [one.owner_id for one in store.all(Touch)]


def test_a_reason_to_write_first_is_lent_and_offered_back(store, clock):
    key = proposed(store, store.sam)
    gone = goes(store, store.sam)
    assert whose(store) == [store.nick.id]
    lent = next(one for one in store.all(Lent) if one.touch_id == key)
    absences.end(store.services, gone, by=store.sam, now=clock())
    absences.take_again(store.services, lent.id, by=store.sam, now=clock())
    assert whose(store) == [store.sam.id]


def test_one_that_was_put_off_until_they_are_back_waits_for_them(store, clock):
    key = proposed(store, store.sam)
    touch_deeds.not_now(store.services, key, until=clock() + 5 * DAY, by=store.sam, now=clock())
    goes(store, store.sam)
    assert whose(store) == [store.sam.id] and not [one for one in store.all(Lent) if one.touch_id]


def test_its_letter_is_written_anew_by_whoever_stands_in(store, clock):
    key = proposed(store, store.sam)
    with store.services.sessions.begin() as session:
        session.query(Conversation).one().close(store.sam, "told on the phone")
    first.write(store.services, key, by=store.sam, now=clock())
    goes(store, store.sam)
    talk = first.write(store.services, key, by=store.nick, now=clock())
    with store.services.sessions() as session:
        draft = session.get_one(Touch, key).draft
        assert (draft.signer_id, draft.conversation_id) == (store.nick.id, talk)
        assert draft.conversation.owner_id == store.nick.id and "Nick Bauer" in draft.text


def test_one_that_was_sent_meanwhile_is_offered_no_more(store, clock):
    key = proposed(store, store.sam)
    goes(store, store.sam)
    touch_deeds.called(store.services, key, text="Thanked her.", by=store.nick, now=clock())
    clock.forward(minutes=1)
    sweep(store.services, clock())
    assert [one.back_at for one in store.all(Lent) if one.touch_id] == [clock()]


def test_whoever_leaves_hands_them_to_the_heir_at_once(store, clock):
    proposed(store, store.sam)
    team.deactivate(store.services, store.sam.id, heir_id=store.mia.id, by=None, now=clock())
    assert whose(store) == [store.mia.id]
