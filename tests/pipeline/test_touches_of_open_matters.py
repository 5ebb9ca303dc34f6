"""More reasons to write first: good words, a service that is due, open promises, and dates that moved."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from test_touches import add, kinds, letter, looked, touch

from assistant.core.inquiry import Kind, Verdict
from assistant.core.states import TouchState
from assistant.core.touches import DEFAULTS, TouchKind
from assistant.pipeline import care
from assistant.pipeline.reasons import Look
from assistant.pipeline.reasons.of_sales import anniversary
from assistant.records import Message, Promise, Record, RecordKind, StockState, Store, Vehicle

K = TouchKind
HOUR = timedelta(hours=1)


# good words


@pytest.fixture
def praised(cast, clock):
    """Dana praised the work, and it was put away without an answer."""
    add(cast, RecordKind.REPAIR, days=1, teammate_id=cast.robin.id, status="open", work="brakes")
    cast.writes("The brakes are perfect, thank you!", subject="Brakes")
    marked(cast, verdict=Verdict.TOP)
    return cast


def marked(cast, *, kind=Kind.FEEDBACK, verdict=None, rating=None):
    with cast.services.sessions.begin() as session:
        message = session.query(Message).one()
        message.inquiry = {**message.inquiry, "kind": str(kind), "verdict": str(verdict) if verdict else None}
        message.rating = rating


def put_away(cast):
    care.close(cast.services, cast.conversation().id, reason="done", by=cast.sam, now=cast.clock())


def test_good_words_that_nobody_answered_are_thanked_for_by_who_did_the_work(praised):
    assert looked(praised) == 0  # it waits for an answer, which thanks as well
    put_away(praised)
    praised.clock.forward(hours=2)
    assert looked(praised) == 1
    found = touch(praised, K.THANKS)
    assert found.owner_id == praised.robin.id
    assert found.reason == ("Good words today: “The brakes are perfect, thank you!”; nobody has answered.")
    praised.clock.forward(hours=2)
    assert looked(praised) == 0


def test_the_letter_of_thanks_names_what_they_wrote_and_goes_out(praised):
    put_away(praised)
    looked(praised)
    draft = letter(praised, by=praised.robin)
    assert "I read what you said about us" in draft.text and "recommended" not in draft.text
    assert not [one for one in draft.findings if one["severity"] == "block"]
    assert draft.subject == "Re: Brakes"
    praised.approves(draft)
    praised.works()
    assert kinds(praised) == [(K.THANKS, TouchState.SENT)] and len(praised.outbox()) == 1


def test_an_answer_has_thanked_already(praised):
    praised.approves(text="Hi Dana,\n\nThank you!\n\nSam Whitfield · Sales", overrule="x")
    praised.works()
    praised.clock.forward(hours=2)
    assert looked(praised) == 0 and kinds(praised) == []


@pytest.mark.parametrize(
    ("said", "comes"),
    [
        ({"verdict": Verdict.GOOD}, True),
        ({"kind": Kind.THANKS, "rating": 5}, True),
        ({"verdict": Verdict.FAIR}, False),
        ({"verdict": Verdict.BAD, "rating": 5}, False),
        ({"kind": Kind.QUESTION, "verdict": Verdict.GOOD}, False),
        ({"rating": 4}, False),
        ({"kind": Kind.COMPLAINT, "rating": 5}, False),
    ],
)
def test_only_good_feedback_is_thanked_for(praised, said, comes):
    marked(praised, **said)
    put_away(praised)
    assert looked(praised) == comes


# what is promised, and silent


def promised(cast, *, days, due_in=0, what="the title papers"):
    with cast.services.sessions.begin() as session:
        session.add(
            Promise(
                store_id=cast.store_id, customer_id=cast.dana_id, who_id=cast.sam.id, what=what,
                made_at=cast.clock() - timedelta(days=days), due=cast.clock() + timedelta(days=due_in),
            )
        )  # fmt: skip


def test_a_promise_without_a_word_for_sixty_days_comes_up_once(cast, clock):
    promised(cast, days=59, due_in=-50)
    assert looked(cast) == 0
    clock.forward(days=1, hours=1)
    assert looked(cast) == 1
    found = touch(cast, K.OPEN_GAP)
    assert found.reason == (
        "Sam promised the title papers 2 months ago; it is open, and there was no word for 60 days."
    )
    assert (found.owner_id, found.matter) == (cast.sam.id, "promise:1:gap")
    clock.forward(hours=2)
    assert looked(cast) == 0


def test_the_letter_of_it_says_what_is_owed(cast):
    promised(cast, days=70, due_in=-50)
    looked(cast)
    draft = letter(cast)
    assert "that you would have the title papers from me" in draft.text
    assert not [one for one in draft.findings if one["severity"] == "block"]


def test_whoever_heard_of_it_or_has_it_does_not_come_up(cast, clock):
    promised(cast, days=70, due_in=-50)
    add(cast, RecordKind.CALL, days=10, spoke="yes")
    assert looked(cast) == 0
    clock.forward(days=51)
    with cast.services.sessions.begin() as session:
        session.query(Promise).one().keep(session.merge(cast.sam), "mailed", clock() - 10 * HOUR)
    assert looked(cast) == 0


# a service that is on record as due


def test_a_service_comes_up_by_the_day_on_record_not_by_the_time_gone(cast, clock):
    day = (clock() + timedelta(days=20)).date().isoformat()
    add(
        cast, RecordKind.REPAIR, days=185, status="done", work="oil change", vehicle="Forester",
        next_due=day, next_due_miles="60,000",
    )  # fmt: skip
    assert looked(cast) == 0
    clock.forward(days=21)
    assert looked(cast) == 1
    found = touch(cast, K.SERVICE_DUE)
    assert found.reason == (
        "The 60,000-mile service of the Forester was due on December 13; nothing is booked."
    )
    draft = letter(cast)
    assert "for the oil change; next comes the 60,000-mile service." in draft.text
    assert not [one for one in draft.findings if one["severity"] == "block"]


def test_by_its_mileage_where_no_day_is_on_record(cast, clock):
    with cast.services.sessions.begin() as session:
        car = Vehicle(
            store_id=cast.store_id, customer_id=cast.dana_id, state=StockState.OWNED, model="Forester",
            mileage=59_000, seen_at=clock() - timedelta(days=10),
        )  # fmt: skip
        session.add(car)
        session.flush()
        car_id = car.id
    key = add(
        cast, RecordKind.REPAIR, days=110, status="done", mileage="49,000", next_due_miles="60,000",
    )  # fmt: skip
    with cast.services.sessions.begin() as session:
        session.get_one(Record, key).vehicle_id = car_id
    assert looked(cast) == 1  # 100 miles a day: ten days after it was seen
    assert touch(cast, K.SERVICE_DUE).reason == (
        "The 60,000-mile service of the Forester is due about November 23, by the miles on record; "
        "nothing is booked."
    )


def test_one_reading_leads_to_no_day_and_the_time_counts(cast):
    add(cast, RecordKind.REPAIR, days=185, status="done", mileage="49,000", next_due_miles="60,000")
    assert looked(cast) == 1
    assert touch(cast, K.SERVICE_DUE).reason.startswith("Last here with the")


# what arrives later than was said


@pytest.mark.parametrize(
    ("kind", "part"),
    [(RecordKind.NOTE, "arrives"), (RecordKind.QUOTE, "arrives"), (RecordKind.APPOINTMENT, "at")],
)
def test_a_day_that_moved_comes_up_once_for_each_new_day(cast, clock, kind, part):
    was, new = clock() + 48 * HOUR, clock() + 96 * HOUR
    key = add(
        cast, kind, days=1, text="The Outback is on order.", was=was.isoformat(), **{part: new.isoformat()}
    )
    assert looked(cast) == 1
    found = touch(cast, K.DELAY)
    assert found.reason.endswith("was planned for Wednesday, and is now for Friday.")
    clock.forward(hours=2)
    assert looked(cast) == 0
    with cast.services.sessions.begin() as session:
        row = session.get_one(Record, key)
        row.data = {**row.data, "was": new.isoformat(), part: (new + 24 * HOUR).isoformat()}
    clock.forward(hours=2)
    assert looked(cast) == 1


def test_the_letter_of_it_tells_the_new_day_and_no_other_car(cast, clock):
    was, new = clock() + 48 * HOUR, clock() + 96 * HOUR
    add(cast, RecordKind.NOTE, days=1, text="The Outback is on order.", was=was.isoformat(),
        arrives=new.isoformat())  # fmt: skip
    looked(cast)
    draft = letter(cast)
    assert "not on Wednesday but on Friday" in draft.text
    assert draft.subject == "A new time for what you have on order"
    assert not [one for one in draft.findings if one["severity"] == "block"]


# what it costs to look


def test_years_without_a_sale_are_not_asked_about(cast, clock):
    def asked():
        with cast.services.sessions() as session:
            bind, seen = session.get_bind(), []
            event.listen(bind, "before_cursor_execute", lambda *given: seen.append(given[2]))
            store = session.query(Store).one()
            look = Look(session, store, DEFAULTS[K.ANNIVERSARY], clock(), 20)
            seen.clear()
            found = len(list(anniversary(look)))
            return found, len(seen)

    assert asked() == (0, 1)
    add(cast, RecordKind.SALE, days=365 * 3 + 2, teammate_id=cast.sam.id, vehicle="2022 Subaru Forester")
    found, queries = asked()
    assert (found, queries <= 5) == (1, True)
