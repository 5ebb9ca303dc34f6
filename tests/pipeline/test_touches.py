"""Reasons to write first: who comes up, once; who does not; and a letter's whole way there and back."""

from datetime import timedelta

import pytest

from assistant.core.message import Channel
from assistant.core.states import ConversationState, DraftState, TouchState
from assistant.core.touches import Rule, TouchKind, rule_as_json
from assistant.pipeline import anew, care, drafts, first, review, touch_deeds, touching
from assistant.pipeline.review import Approved, Stopped
from assistant.records import (
    Conversation,
    Customer,
    Draft,
    Hint,
    IdentityKind,
    Knowledge,
    KnowledgeKind,
    Message,
    Promise,
    Record,
    RecordKind,
    StockState,
    Store,
    Touch,
    Vehicle,
)

K = TouchKind
HOUR = timedelta(hours=1)


@pytest.fixture
def sold(cast):
    """Sam sold Dana a Forester three weeks ago."""
    add(cast, RecordKind.SALE, days=22, teammate_id=cast.sam.id, vehicle="2022 Subaru Forester")
    return cast


def add(cast, kind, *, days, customer_id=None, teammate_id=None, text="", **data):
    at = cast.clock() - timedelta(days=days)
    with cast.services.sessions.begin() as session:
        row = Record(
            store_id=cast.store_id, customer_id=customer_id or cast.dana_id, kind=kind, at=at,
            text=text or f"{kind.value} on record", teammate_id=teammate_id, key=None,
            data={"at": at.isoformat(), **data},
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def owns(cast, model="Forester"):
    with cast.services.sessions.begin() as session:
        session.add(
            Vehicle(
                store_id=cast.store_id,
                customer_id=cast.dana_id,
                state=StockState.OWNED,
                year=2022,
                make="Subaru",
                model=model,
                seen_at=cast.clock(),
            )  # fmt: skip
        )


def looked(cast):
    return touching.look_for_touches(cast.services, cast.clock())


def kinds(cast):
    return [(touch.kind, touch.state) for touch in cast.all(Touch)]


def touch(cast, kind=None):
    return next(one for one in cast.all(Touch) if kind is None or one.kind is kind)


def letter(cast, kind=None, by=None):
    """The draft of a touch, as its owner presses *Write*."""
    key = touch(cast, kind).id
    first.write(cast.services, key, by=by or cast.sam, now=cast.clock())
    with cast.services.sessions() as session:
        found = session.get_one(Touch, key).draft
        _ = found.conversation.messages
        return found


def closed(cast, days=2):
    """Dana asked, Sam answered, and the matter was closed so many days ago."""
    cast.writes("What would a second key cost?", subject="A second key")
    cast.approves(text="Hi Dana,\n\nA second key is here.\n\nSam Whitfield · Sales", overrule="x")
    cast.works()
    care.close(cast.services, cast.conversation().id, reason="done", by=cast.sam, now=cast.clock())
    cast.clock.forward(days=days)


# who comes up, and who does not


def test_a_sale_of_three_weeks_ago_comes_up_once_with_its_reason(sold, clock):
    assert looked(sold) == 1
    found = touch(sold)
    assert (found.kind, found.state, found.owner_id) == (K.SETTLED_IN, TouchState.PROPOSED, sold.sam.id)
    assert found.reason == "Bought the 2022 Subaru Forester 3 weeks ago; nobody has asked how it goes."
    assert found.best_before == clock() - timedelta(days=22) + timedelta(days=33)
    clock.forward(hours=2)
    assert looked(sold) == 0
    clock.forward(days=3)
    assert looked(sold) == 0 and len(sold.all(Touch)) == 1


def test_it_is_looked_for_once_an_hour(sold, clock):
    looked(sold)
    with sold.services.sessions() as session:
        assert session.query(Store).one().touches_at == clock()
    add(sold, RecordKind.NOTE, days=1, text="Referred her brother.")
    with sold.services.sessions.begin() as session:
        session.delete(session.query(Touch).one())
    assert looked(sold) == 0
    clock.forward(hours=1)
    assert looked(sold) == 1


def test_two_who_look_at_once_propose_it_once(sold):
    with sold.services.sessions.begin() as session:
        touching.propose(session, session.query(Store).one(), sold.clock())
    with sold.services.sessions.begin() as session:
        assert touching.propose(session, session.query(Store).one(), sold.clock()) == 0
    assert len(sold.all(Touch)) == 1


def test_the_database_itself_refuses_a_second_one_for_the_same(sold):
    looked(sold)
    from assistant.records import IntegrityError

    with pytest.raises(IntegrityError), sold.services.sessions.begin() as session:
        one = session.query(Touch).one()
        fields = {c.name: getattr(one, c.name) for c in Touch.__table__.columns if c.name != "id"}
        session.add(Touch(**fields))


def test_whoever_waits_for_us_is_not_shown_and_not_proposed(sold, clock):
    sold.writes("When does the shop open?")
    assert looked(sold) == 0
    with sold.services.sessions.begin() as session:
        session.query(Conversation).one().close(sold.sam, "told on the phone")
    clock.forward(hours=2)
    assert looked(sold) == 1


def test_a_complaint_that_is_not_closed_holds_everything_back(sold, clock):
    sold.writes("I am furious, the Forester broke down again and you did nothing about it!")
    with sold.services.sessions.begin() as session:
        message = session.query(Message).one()
        assert message.inquiry["kind"] == "complaint"
        session.query(Conversation).one().answered()
    assert looked(sold) == 0
    with sold.services.sessions.begin() as session:
        session.query(Conversation).one().close(sold.sam, "it runs again")
    clock.forward(hours=2)
    assert looked(sold) == 1


def test_whoever_wants_no_mail_and_whoever_was_erased_does_not_come_up(sold, clock):
    with sold.services.sessions.begin() as session:
        session.get_one(Customer, sold.dana_id).prefers = "please never write"
    assert looked(sold) == 0
    with sold.services.sessions.begin() as session:
        dana = session.get_one(Customer, sold.dana_id)
        dana.prefers, dana.erased_at = "", clock()
    clock.forward(hours=2)
    assert looked(sold) == 0


def test_a_rule_that_is_off_or_full_brings_nobody_up(sold, clock):
    for rule in (Rule(K.SETTLED_IN, 21, 12, 25, on=False), Rule(K.SETTLED_IN, 21, 12, 0)):
        with sold.services.sessions.begin() as session:
            session.query(Store).one().touch_rules = {"settled-in": rule_as_json(rule)}
        assert looked(sold) == 0
        clock.forward(hours=2)


def test_past_its_best_before_it_lapses_by_itself(sold, clock):
    looked(sold)
    clock.forward(days=12)
    looked(sold)
    assert (K.SETTLED_IN, TouchState.LAPSED) in kinds(sold)


def test_what_somebody_who_left_had_goes_to_another(sold, clock):
    looked(sold)
    with sold.services.sessions.begin() as session:
        session.merge(sold.sam).active = False
    clock.forward(hours=2)
    looked(sold)
    assert touch(sold).owner_id == sold.robin.id


def test_a_preview_keeps_nothing_and_counts_what_would_come(sold):
    with sold.services.sessions() as session:
        store = session.query(Store).one()
        rule = Rule(K.SETTLED_IN, 25, 12, 25)  # in three days
        found = touching.preview(session, store, rule, sold.clock(), 25)
        assert [(c.name, one.kind) for c, one in found] == [("Dana Ruiz", K.SETTLED_IN)]
        assert touching.preview(session, store, Rule(K.SETTLED_IN, 40, 12, 25), sold.clock(), 25) == []
    assert sold.all(Touch) == []


@pytest.mark.parametrize(
    ("kind", "record", "days", "data"),
    [
        (K.DELIVERED, RecordKind.SALE, 4, {}),
        (K.ANNIVERSARY, RecordKind.SALE, 3 * 365 + 3, {}),
        (K.YEAR_GAP, RecordKind.SALE, 368, {}),
        (K.SERVICE_DUE, RecordKind.REPAIR, 190, {"status": "done", "work": "oil change"}),
        (K.OPEN_GAP, RecordKind.QUOTE, 65, {"amount": "$900"}),
        (K.THANKS, RecordKind.NOTE, 2, {}),
        (K.SURVEY, RecordKind.REPAIR, 3, {"status": "done", "work": "front brakes"}),
        (K.NO_NEWS, RecordKind.REPAIR, 6, {"status": "waiting for parts", "part": "water pump"}),
    ],
)
def test_each_kind_comes_up_from_its_record(cast, kind, record, days, data):
    add(cast, record, days=days, text="Referred her brother, who bought a van.", **data)
    looked(cast)
    assert [one.kind for one in cast.all(Touch)] == [kind]


def test_a_later_time_in_a_record_is_a_delay_once_for_each_new_time(cast, clock):
    was, new = clock() + timedelta(days=1), clock() + timedelta(days=3)
    key = add(
        cast, RecordKind.REPAIR, days=1, status="open", work="water pump", was=was.isoformat(),
        ready_at=new.isoformat(),
    )  # fmt: skip
    looked(cast)
    assert touch(cast, K.DELAY).reason == "Water pump was planned for tomorrow, and is now for Thursday."
    clock.forward(hours=2)
    assert looked(cast) == 0
    with cast.services.sessions.begin() as session:
        row = session.get_one(Record, key)
        row.data = {**row.data, "was": row.data["ready_at"], "ready_at": (new + 24 * HOUR).isoformat()}
    clock.forward(hours=2)
    assert looked(cast) == 1


def test_a_date_that_they_told_us_comes_up_before_it(cast, clock):
    day = clock().date() + timedelta(days=5)
    touch_deeds.remember(
        cast.services, cast.dana_id, what="your daughter turns 16", day=day, yearly=False, by=cast.sam,
        now=clock(),
    )  # fmt: skip
    assert looked(cast) == 0
    clock.forward(days=3)
    assert looked(cast) == 1
    assert touch(cast).reason == "Saturday: “your daughter turns 16”, as Sam noted for a letter."


def test_the_next_level_is_near_after_the_visit_before_it(cast):
    level = {
        "name": "Friend of the shop",
        "counts": "services",
        "at": 3,
        "taste": "A free wash with each visit.",
    }
    with cast.services.sessions.begin() as session:
        session.query(Store).one().touch_rules = {"levels": [level]}
    add(cast, RecordKind.REPAIR, days=100, status="done", work="oil change")
    add(cast, RecordKind.REPAIR, days=20, status="done", work="brakes")
    looked(cast)
    assert (
        touch(cast, K.NEXT_RUNG).reason == "Two services with us; one more, and it is “Friend of the shop”."
    )
    assert "A free wash with each visit." in letter(cast, K.NEXT_RUNG).text


def test_a_gesture_comes_only_from_the_stores_own_options(cast, clock):
    with cast.services.sessions.begin() as session:
        promise = Promise(
            store_id=cast.store_id, customer_id=cast.dana_id, who_id=cast.sam.id, what="the title papers",
            made_at=clock() - 240 * HOUR, due=clock() - 200 * HOUR,
        )  # fmt: skip
        session.add(promise)
        session.flush()
        promise.keep(session.merge(cast.sam), "mailed", clock() - 100 * HOUR)
    assert looked(cast) == 0
    with cast.services.sessions.begin() as session:
        session.add(
            Knowledge(
                store_id=cast.store_id,
                kind=KnowledgeKind.OPTION,
                title="Wash",
                topics=["gesture"],
                text="I can have your car washed and waxed, on us.",
                limit_cents=4000,
                confirmed_at=clock(),
            )  # fmt: skip
        )
    clock.forward(hours=2)
    assert looked(cast) == 1
    assert "I can have your car washed and waxed, on us." in letter(cast).text


# whether they were content


def test_a_closed_matter_is_asked_about_once_and_not_before_a_day(cast, clock):
    closed(cast, days=0)
    assert looked(cast) == 0
    clock.forward(days=1, hours=1)
    assert looked(cast) == 1
    assert touch(cast).reason.startswith("“A second key” was closed 1 day ago")
    clock.forward(days=9)
    looked(cast)
    assert [one.state for one in cast.all(Touch)] == [TouchState.LAPSED]


def test_it_is_not_asked_while_anything_is_promised(cast, clock):
    closed(cast)
    with cast.services.sessions.begin() as session:
        promise = Promise(
            store_id=cast.store_id, customer_id=cast.dana_id, who_id=cast.sam.id, what="a call",
            made_at=clock(), due=clock() + 48 * HOUR,
        )  # fmt: skip
        session.add(promise)
    assert looked(cast) == 0
    with cast.services.sessions.begin() as session:
        session.query(Promise).one().keep(session.merge(cast.sam), "called", clock())
    clock.forward(hours=2)
    assert looked(cast) == 1


def test_what_is_promised_after_it_came_up_stops_the_question(cast, clock):
    closed(cast)
    looked(cast)
    with cast.services.sessions.begin() as session:
        session.add(
            Promise(
                store_id=cast.store_id,
                customer_id=cast.dana_id,
                who_id=cast.sam.id,
                what="a call",
                made_at=clock(),
                due=clock() + 48 * HOUR,
            )  # fmt: skip
        )
    with pytest.raises(ValueError, match="still promised"):
        letter(cast)
    assert touch(cast).state is TouchState.PROPOSED


def test_nobody_is_asked_twice_in_thirty_days_whatever_the_matter(cast, clock):
    closed(cast)
    looked(cast)
    cast.approves(letter(cast))
    cast.works()
    assert kinds(cast) == [(K.SURVEY, TouchState.SENT)]
    add(cast, RecordKind.REPAIR, days=0, status="done", work="front brakes")
    clock.forward(days=8)
    looked(cast)
    assert len(cast.all(Touch)) == 1


def test_what_they_say_on_the_page_of_the_letter_comes_into_its_conversation(cast, clock):
    from assistant.web.app import create_app

    with cast.services.sessions.begin() as session:
        session.query(Store).one().domains = ["northgate.example"]
    object.__setattr__(cast.services.settings, "base_url", "https://talk.northgate.example")
    add(cast, RecordKind.REPAIR, days=3, status="done", work="front brakes")
    looked(cast)
    draft = letter(cast)
    link = draft.text[draft.text.index("https://") :].split()[0]
    assert link.startswith("https://talk.northgate.example/feedback/northgate?about=")
    assert draft.findings == []
    cast.approves(draft, seen=0)
    cast.works()
    client = create_app(cast.services).test_client()
    path = link.removeprefix("https://talk.northgate.example")
    token = path.partition("about=")[2]
    page = client.get(path, base_url="https://talk.northgate.example").text
    assert f'name="about" value="{token}"' in page
    said = {"message": "The brakes squeal again.", "about": token, "email": "mallory@mail.example"}
    answer = client.post("/feedback/northgate", data=said, base_url="https://talk.northgate.example")
    assert answer.status_code == 303
    cast.works()
    back = cast.conversation()
    assert (back.id, back.state) == (draft.conversation_id, ConversationState.WAITING)
    assert back.recipient_email == "dana@mail.example"  # whatever address was typed there


# a letter's whole way


def test_a_letter_that_nobody_asked_for_goes_out_and_its_answer_comes_back(sold, clock):
    owns(sold)
    looked(sold)
    draft = letter(sold)
    talk = draft.conversation
    assert (draft.message_id, draft.signer_id, talk.owner_id) == (None, sold.sam.id, sold.sam.id)
    assert (talk.state, talk.waiting_since, talk.recipient_email) == (
        ConversationState.ANSWERED, None, "dana@mail.example",
    )  # fmt: skip
    assert draft.subject == talk.subject == "You and the Forester so far"
    assert "since you bought it here on November 1" in draft.text
    assert draft.notes[0].startswith("You write first. The reason: Bought the")
    assert draft.findings == []
    assert sold.outbox() == []
    assert isinstance(sold.approves(draft, seen=0), Approved)
    sold.works()
    (mail,) = sold.outbox()
    assert (mail["Subject"], mail["To"]) == ("You and the Forester so far", "Dana Ruiz <dana@mail.example>")
    assert mail["References"] is None and mail["In-Reply-To"] is None
    assert kinds(sold) == [(K.SETTLED_IN, TouchState.SENT)]
    sold.writes(
        "I love it, thank you! Does it need winter tires?", to=mail["Reply-To"],
        In_Reply_To=mail["Message-ID"],
        subject=f"Re: {mail['Subject']}",
    )  # fmt: skip
    back = sold.conversation()
    assert (back.id, back.state) == (talk.id, ConversationState.WAITING)
    answer = sold.draft()
    assert answer.message_id is not None and answer.unasked == {}
    sold.approves(text="Hi Dana,\n\nYes, it does.\n\nSam Whitfield · Sales · 555-0142", overrule="x")
    sold.works()
    assert sold.outbox()[-1]["In-Reply-To"].startswith("<")


def test_pressed_twice_it_is_written_once(sold):
    looked(sold)
    one, two = letter(sold), letter(sold)
    assert one.id == two.id and len(sold.all(Conversation)) == 1


def test_an_approval_of_it_is_as_strict_as_any(sold):
    looked(sold)
    draft = letter(sold)
    stopped = review.approve(
        sold.services,
        draft.id,
        review.Press(sold.sam.id, sold.sign_ins[sold.sam.id], draft.text, 0, shown_digest="another"),
        now=sold.clock(),
    )
    assert isinstance(stopped, Stopped) and "not the one that this page showed" in stopped.why


def test_what_they_write_while_it_lies_ready_makes_it_an_answer(sold):
    looked(sold)
    draft = letter(sold)
    with sold.services.sessions() as session:
        address = session.get_one(Conversation, draft.conversation_id).reply_address
    review.save(sold.services, draft.id, draft.text + "!", by=sold.sam, now=sold.clock())
    sold.writes("What does a second key cost?", to=address)
    stopped = sold.approves(draft, text=draft.text + "!", seen=0)
    assert isinstance(stopped, Stopped) and stopped.stale
    with sold.services.sessions() as session:
        kept = session.get_one(Draft, draft.id)
        assert kept.unasked == {} and kept.message.words.strip() == "What does a second key cost?"


def test_of_a_conversation_it_is_written_in_its_thread(cast, clock):
    closed(cast)
    looked(cast)
    draft = letter(cast)
    assert draft.subject == "Re: A second key" and draft.message_id is not None
    assert "We have dealt with “A second key”" in draft.text
    assert not [one for one in draft.findings if one["severity"] == "block"]
    cast.approves(draft)
    cast.works()
    assert cast.outbox()[-1]["In-Reply-To"] is not None


def test_without_a_verified_address_it_is_a_call(sold):
    with sold.services.sessions.begin() as session:
        dana = session.get_one(Customer, sold.dana_id)
        for identity in list(dana.identities):
            session.delete(identity)
    with sold.services.sessions.begin() as session:
        dana = session.get_one(Customer, sold.dana_id)
        dana.claims(IdentityKind.EMAIL, "other@mail.example", "typed", sold.clock())
        dana.claims(IdentityKind.PHONE, "+16145550100", "typed", sold.clock())
    looked(sold)
    with pytest.raises(ValueError, match="call them"):
        letter(sold)
    assert sold.all(Conversation) == [] and sold.all(Draft) == []
    touch_deeds.called(sold.services, touch(sold).id, text="She loves it.", by=sold.sam, now=sold.clock())
    assert kinds(sold) == [(K.SETTLED_IN, TouchState.CALLED)]
    assert sold.all(Record)[-1].kind is RecordKind.CALL


def test_what_such_a_call_promised_is_asked_about_in_a_conversation(sold):
    looked(sold)
    said = "She loves it. Will call her back Thursday at 10 about the rack."
    key = touch_deeds.called(sold.services, touch(sold).id, text=said, by=sold.sam, now=sold.clock())
    (hint,) = sold.all(Hint)
    assert (hint.conversation_id, hint.said) == (key, "Will call her back Thursday at 10 about the rack")
    (conversation,) = sold.all(Conversation)
    assert (conversation.subject, conversation.waiting_since) == ("A call", None)


def test_an_address_of_two_customers_is_nobodys_surely(sold):
    with sold.services.sessions.begin() as session:
        other = Customer(store_id=sold.store_id, name="Eli Ruiz", since=sold.clock())
        session.add(other)
        other.proves(IdentityKind.EMAIL, "dana@mail.example", "import", sold.clock())
    looked(sold)
    with pytest.raises(ValueError, match="call them"):
        letter(sold)


def test_written_anew_it_is_still_the_same_reason(sold):
    looked(sold)
    draft = letter(sold)
    anew.redraft(sold.services, draft.id, by=sold.sam, now=sold.clock())
    found = touch(sold)
    assert found.draft_id != draft.id
    with sold.services.sessions() as session:
        assert session.get_one(Draft, found.draft_id).state is DraftState.AWAITING_REVIEW
        assert session.get_one(Draft, draft.id).state is DraftState.WRITTEN


# not now, never


def test_not_now_comes_back_then(sold, clock):
    looked(sold)
    touch_deeds.not_now(
        sold.services, touch(sold).id, until=clock() + timedelta(days=2), by=sold.sam, now=clock()
    )
    assert worth(sold) == []
    clock.forward(days=2)
    looked(sold)
    assert worth(sold) == [touch(sold).id]


def test_put_off_and_then_sent_after_all_it_does_not_come_back(sold, clock):
    looked(sold)
    draft = letter(sold)
    until = clock() + timedelta(days=2)
    touch_deeds.not_now(sold.services, touch(sold).id, until=until, by=sold.sam, now=clock())
    drafts.lead(sold.services, draft.id, by=sold.sam, now=clock())
    sold.approves(draft, seen=0)
    sold.works()
    assert kinds(sold) == [(K.SETTLED_IN, TouchState.SENT)]
    clock.forward(days=3)
    assert worth(sold) == []


def test_never_of_this_kind_leaves_the_others(sold, clock):
    looked(sold)
    touch_deeds.never(sold.services, touch(sold).id, everything=False, why="", by=sold.sam, now=clock())
    add(sold, RecordKind.SALE, days=22)
    add(sold, RecordKind.NOTE, days=1, text="Referred her brother.")
    clock.forward(hours=2)
    assert looked(sold) == 1
    assert kinds(sold) == [(K.SETTLED_IN, TouchState.NEVER), (K.THANKS, TouchState.PROPOSED)]


def test_never_anything_is_for_ever_and_puts_the_letter_away(sold, clock):
    looked(sold)
    draft = letter(sold)
    touch_deeds.never(sold.services, touch(sold).id, everything=True, why="asked", by=sold.sam, now=clock())
    add(sold, RecordKind.NOTE, days=1, text="Referred her brother.")
    clock.forward(hours=2)
    assert looked(sold) == 0
    with sold.services.sessions() as session:
        kept = session.get_one(Draft, draft.id)
        assert (kept.state, kept.conversation.state) == (DraftState.DISCARDED, ConversationState.CLOSED)


def test_a_letter_on_its_way_is_not_put_off(sold, clock):
    looked(sold)
    sold.approves(letter(sold), seen=0)
    with pytest.raises(ValueError, match="on its way"):
        touch_deeds.never(sold.services, touch(sold).id, everything=False, why="", by=sold.sam, now=clock())


def test_erased_nothing_of_it_stays(sold, clock):
    from assistant.pipeline import dossier

    looked(sold)
    with sold.services.sessions() as session:
        told = dossier.dossier(session, session.get_one(Customer, sold.dana_id), clock())
    (one,) = told["reasons to write first"]
    assert one["reason"].startswith("Bought the 2022 Subaru Forester")


def worth(cast):
    from assistant.records.touchable import shown_now

    with cast.services.sessions() as session:
        return [one.id for one in session.scalars(shown_now([cast.store_id], cast.clock(), cast.sam.id))]


def test_a_touch_never_leaves_without_an_approval(sold):
    looked(sold)
    letter(sold)
    sold.works()
    assert sold.outbox() == [] and not [m for m in sold.all(Message) if not m.inbound]
    assert sold.tokens[Channel.EMAIL]


def test_whoever_looked_after_them_before_is_the_adviser_who_is_introduced(cast):
    with cast.services.sessions.begin() as session:
        for mate in (cast.robin, cast.sam):
            session.get_one(type(mate), mate.id).department = "service"
    add(cast, RecordKind.SALE, days=11, vehicle="2022 Subaru Forester")
    looked(cast)
    assert touch(cast, K.INTRODUCTION).names == f"teammate:{min(cast.robin.id, cast.sam.id)}"
    with cast.services.sessions.begin() as session:
        session.delete(session.query(Touch).one())
    add(cast, RecordKind.REPAIR, days=400, teammate_id=max(cast.robin.id, cast.sam.id))
    cast.clock.forward(hours=2)
    looked(cast)
    found = touch(cast, K.INTRODUCTION)
    assert found.names == f"teammate:{max(cast.robin.id, cast.sam.id)}" and "whom they know" in found.reason
