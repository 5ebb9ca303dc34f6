"""The model beside the composer in the running product: budget, second reading, other drafts."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from dana import REPLY
from stub_model import says, status

from assistant.core.call import Whose
from assistant.core.draft import Author
from assistant.core.errors import DrafterFailed
from assistant.core.inquiry import Inquiry
from assistant.core.states import DraftState
from assistant.core.variation import Way
from assistant.pipeline import review, vary
from assistant.pipeline.purse import StorePurse, today
from assistant.records import Draft, Message, ModelCall, Store, Wish
from assistant.records.values import from_json

ASKED = "Are you open on Saturday? There was talk of a second key."
KEY = "There was talk of a second key"
NOTHING_NEW = {"kind": "question", "harm": "", "pressure": "none", "pressure_reason": ""} | {
    "language": "en",
    "questions": [],
}
READ = {**NOTHING_NEW, "questions": [{"text": KEY, "topic": "paperwork"}]}


def drafts(cast):
    return cast.all(Draft)


def written_by(cast, author):
    return [draft for draft in drafts(cast) if draft.drafter is author]


def notes(cast):
    return " ".join(note for draft in drafts(cast) for note in draft.notes)


def inquiry(cast):
    return from_json(Inquiry, cast.all(Message)[-1].inquiry)


def test_a_call_is_on_the_stores_account_with_what_it_cost(desk):
    cast, _ = desk(model_price_in=2.0, model_price_out=8.0)
    cast.writes(ASKED)
    [call] = [one for one in cast.all(ModelCall) if not one.error]
    assert (call.store_id, call.message_id) == (cast.store_id, cast.all(Message)[-1].id)
    assert call.cost_micros == 100 * 2 + 20 * 8


def test_a_budget_that_is_used_up_leaves_the_composers_draft_and_a_note(desk):
    cast, stub = desk(model_day_tokens=10)
    cast.writes(ASKED)
    assert stub.asked == []
    assert cast.draft().drafter is Author.COMPOSER
    assert "budget for today is used up" in notes(cast)
    assert "10 tokens" in notes(cast)


def test_a_day_that_was_spent_begins_anew_at_midnight_in_the_store(desk, clock):
    cast, stub = desk(model_price_in=1000, model_price_out=1000, model_day_dollars=50)
    cast.writes(ASKED)
    assert len(stub.asked) == 1
    with cast.services.sessions.begin() as session:
        session.get_one(Store, cast.store_id).model_day_cents = 10
    cast.writes("And on Sunday?", subject="Another")
    assert len(stub.asked) == 1
    assert "$0.12 of $0.10, 1 call" in notes(cast)
    with cast.services.sessions.begin() as session:
        session.get_one(Store, cast.store_id).model_day_cents = None
    clock.forward(hours=14)  # a minute past midnight in New York
    cast.writes("And on Monday?", subject="A third")
    assert len(stub.asked) == 2


def test_calls_at_the_same_time_do_not_spend_the_same_money(desk, clock):
    cast, _ = desk(model_day_tokens=1000)
    purse = StorePurse(cast.services.sessions, cast.services.settings, clock)

    def hold(_):
        try:
            return purse.hold(Whose(cast.store_id), tokens=400, cost=None, seconds=60)
        except DrafterFailed:
            return None

    with ThreadPoolExecutor(8) as pool:
        held = [key for key in pool.map(hold, range(8)) if key]
    assert len(held) == 2
    purse.release(held[0])
    assert hold(0)


def test_what_a_dead_process_set_aside_is_free_again_after_its_time(desk, clock):
    cast, _ = desk(model_day_tokens=1000)
    purse = StorePurse(cast.services.sessions, cast.services.settings, clock)
    purse.hold(Whose(cast.store_id), tokens=900, cost=None, seconds=60)
    with pytest.raises(DrafterFailed):
        purse.hold(Whose(cast.store_id), tokens=900, cost=None, seconds=60)
    clock.forward(seconds=61)
    assert purse.hold(Whose(cast.store_id), tokens=900, cost=None, seconds=60)


@pytest.mark.parametrize("behaviour", [says(REPLY), status(401)], ids=["answered", "refused"])
def test_nothing_stays_set_aside_after_a_call(behaviour, desk, clock):
    cast, _ = desk(behaviour)
    cast.writes(ASKED)
    with cast.services.sessions() as session:
        spent = today(session, session.get_one(Store, cast.store_id), clock())
    assert spent.tokens == sum(call.tokens_in + call.tokens_out for call in cast.all(ModelCall))


def test_what_the_model_reads_besides_is_asked_and_the_untouched_draft_is_written_anew(desk):
    cast, _ = desk(says(READ), says(REPLY), model_reads=True)
    cast.writes(ASKED)
    assert [question.text for question in inquiry(cast).questions][-1] == KEY
    assert len(written_by(cast, Author.COMPOSER)) == 2
    assert len(cast.draft().answers) == len(inquiry(cast).questions)
    assert "the model found more" in " ".join(cast.draft().notes)
    assert [call.prompt.partition("@")[0] for call in cast.all(ModelCall)][:2] == ["understand", "reply"]


@pytest.mark.parametrize("answer", ["no json", '{"questions": "all"}', '{"questions": [{"text": 7}]}'])
def test_a_reading_of_no_use_leaves_what_the_rules_read(answer, desk):
    cast, stub = desk(says(answer), says(REPLY), model_reads=True)
    cast.writes(ASKED)
    assert KEY not in [question.text for question in inquiry(cast).questions]
    assert len(written_by(cast, Author.COMPOSER)) == 1
    assert len(written_by(cast, Author.MODEL)) == 1
    assert len(stub.asked) == 2


def test_a_text_that_a_person_touched_meanwhile_stays(desk):
    held = {}

    def reads_slowly(handler, asked):
        cast = held["cast"]
        review.save(cast.services, cast.draft().id, "Mine.", by=cast.sam, now=cast.clock())
        says(READ)(handler, asked)

    cast, _ = desk(reads_slowly, says(REPLY), model_reads=True)
    held["cast"] = cast
    cast.writes(ASKED)
    assert cast.draft().text == "Mine."
    assert KEY in [question.text for question in inquiry(cast).questions]  # its chip stands open


def test_the_composers_other_draft_leads_and_the_old_one_stays(cast):
    cast.writes("Are you open on Saturday?")
    old = cast.draft()
    assert Way.WARMER in vary.offered(cast.services, old)
    assert vary.vary(cast.services, old.id, Way.WARMER, by=cast.sam, now=cast.clock()) is True
    assert cast.draft().way == "warmer"
    assert cast.draft().text != old.text
    states = {draft.id: draft.state for draft in cast.all(Draft)}
    assert states[old.id] is DraftState.WRITTEN


def test_no_other_draft_takes_the_place_of_a_touched_text(cast):
    cast.writes("Are you open on Saturday?")
    review.save(cast.services, cast.draft().id, "Mine.", by=cast.sam, now=cast.clock())
    assert vary.vary(cast.services, cast.draft().id, Way.WARMER, by=cast.sam, now=cast.clock()) is False
    assert cast.draft().text == "Mine."
    assert len(cast.all(Draft)) == 2


def test_what_the_composer_cannot_is_not_offered_and_not_done(cast):
    cast.writes("thanks")
    cast.writes("Are you open on Saturday?", subject="Hours")
    draft = cast.draft()
    assert Way.THEIR_LANGUAGE not in vary.offered(cast.services, draft)
    with pytest.raises(ValueError, match="no other draft of that kind"):
        vary.vary(cast.services, draft.id, Way.THEIR_LANGUAGE, by=cast.sam, now=cast.clock())


WARM = {**REPLY, "text": "Hi Dana,\n\nGood to hear from you. I write to you about Saturday by 4 pm today."}


def test_the_models_draft_is_written_otherwise_by_the_model(desk):
    cast, stub = desk(says(REPLY), says(WARM))
    cast.writes(ASKED)
    [first] = written_by(cast, Author.MODEL)
    assert vary.vary(cast.services, first.id, Way.WARMER, by=cast.sam, now=cast.clock()) is None
    vary.vary(cast.services, first.id, Way.WARMER, by=cast.sam, now=cast.clock())  # pressed twice
    assert len(cast.all(Wish)) == 1
    cast.works()
    assert "Good to hear from you" in cast.draft().text
    asked = json.dumps(stub.asked[-1])
    assert "first and the last sentence speak to this person" in asked
    assert "I will find out about Saturday" in asked  # the draft that is to be written otherwise


def test_where_the_model_fails_the_composer_writes_it_and_a_note_says_so(desk):
    cast, _ = desk(says(REPLY), status(401))
    cast.writes(ASKED)
    with cast.services.sessions.begin() as session:
        [first] = [d for d in session.query(Draft) if d.drafter is Author.MODEL]
        first.ways = ["warmer"]
    vary.vary(cast.services, first.id, Way.WARMER, by=cast.sam, now=cast.clock())
    cast.works()
    assert cast.draft().way == "warmer"
    assert cast.draft().drafter is Author.COMPOSER
    assert "did not write it warmer" in notes(cast)


def test_a_wish_whose_job_is_lost_is_found_by_the_sweep(desk):
    from assistant.pipeline.sweep import sweep

    cast, _ = desk(says(REPLY), says(WARM))
    cast.writes(ASKED)
    [first] = written_by(cast, Author.MODEL)
    vary.vary(cast.services, first.id, Way.WARMER, by=cast.sam, now=cast.clock())
    with cast.services.sessions.begin() as session:
        cast.services.jobs.forget(session)
    sweep(cast.services, cast.clock())
    cast.works()
    assert cast.all(Wish)[0].done_at is not None


def test_an_encrypted_mail_is_no_matter_for_the_model(desk):
    cast, stub = desk()
    cast.writes("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----")
    assert stub.asked == []
    assert [draft.drafter for draft in drafts(cast)] == [Author.COMPOSER]
