"""A sent reply is compared with its draft once; what three of them teach is said in the next draft."""

import pytest
from cast import mail

from assistant.core.draft import Author
from assistant.core.roles import Role
from assistant.core.states import DraftState
from assistant.core.voice.use import Use
from assistant.pipeline import care, dossier, erase, learn, review
from assistant.pipeline.learn import similarity
from assistant.pipeline.sweep import sweep
from assistant.records import Approval, Customer, Draft, DraftUse, Preference, Sighting, Teammate

ASKED = "Is the blue van still for sale? Could I see it this week?"


def asks(cast, number, name="Dana Ruiz", text=ASKED):
    """A fresh customer writes; the draft for them."""
    cast.arrives(mail(text, sender=f"{name} <c{number}@mail.example>", subject=f"No {number}"))
    return cast.draft()


def answers(cast, number, change, **about):
    """They write, Sam changes the draft and sends it; the draft as it was shown."""
    draft = asks(cast, number, **about)
    cast.approves(draft, text=change(draft.text), overrule="x")
    cast.works()
    return draft


def hey(text):
    return text.replace("Hi Dana,", "Hey Dana!", 1)


def same(text):
    return text


def learned(cast):
    with cast.services.sessions() as session:
        rows = session.query(Preference).order_by(Preference.id).all()
        return {(row.habit.value, row.becomes): [s.follows for s in row.sightings] for row in rows}


@pytest.mark.parametrize(
    ("change", "use"),
    [(same, Use.USED), (lambda text: text + "\n\nPS: see you.", Use.USED), (lambda text: "No.", Use.IGNORED)],
)
def test_what_became_of_a_draft_is_kept_beside_the_approval(cast, change, use):
    answers(cast, 1, change)
    (kept,) = cast.all(DraftUse)
    assert kept.use is use and kept.teammate_id == cast.sam.id
    assert kept.approval_id == cast.all(Approval)[0].id


def test_half_of_a_draft_is_an_edited_one():
    assert similarity("a b c d", "a b c d") == 1
    assert similarity("a b c d", "a b x y") == 0.5
    assert similarity("a b c d", "") == 0


def test_it_is_compared_once_however_often_it_is_asked_for(cast):
    answers(cast, 1, hey)
    for _ in range(2):
        learn.learn(cast.services, cast.all(Approval)[0].id, cast.clock())
    assert len(cast.all(DraftUse)) == len(cast.all(Sighting)) == 1


def test_what_a_person_wrote_from_the_first_word_is_compared_with_nothing(cast):
    draft = asks(cast, 1)
    with cast.services.sessions.begin() as session:
        session.get_one(Draft, draft.id).drafter = Author.PERSON
    cast.approves(draft, text=hey(draft.text), overrule="x")
    cast.works()
    assert cast.all(DraftUse) == [] and sweep(cast.services, cast.clock()) == 0


def test_nothing_is_learned_before_it_left(cast):
    draft = asks(cast, 1)
    cast.approves(draft, text=hey(draft.text), overrule="x")
    learn.learn(cast.services, cast.all(Approval)[0].id, cast.clock())
    assert cast.all(DraftUse) == []


def test_a_lost_job_is_found_by_the_sweep(cast):
    answers(cast, 1, hey)
    with cast.services.sessions.begin() as session:
        session.delete(session.query(Sighting).one())
        session.delete(session.query(DraftUse).one())
    assert sweep(cast.services, cast.clock()) == 1
    cast.works()
    assert len(cast.all(Sighting)) == 1
    assert sweep(cast.services, cast.clock()) == 0


def test_what_another_approves_in_their_name_teaches_neither(cast):
    draft = asks(cast, 1)
    cast.approves(draft, text=hey(draft.text), overrule="x", by=cast.robin)
    cast.works()
    assert cast.all(DraftUse)[0].teammate_id == cast.robin.id and cast.all(Preference) == []


def test_three_edits_speak_in_the_fourth_draft_and_two_do_not(cast):
    for number in range(3):
        assert answers(cast, number, hey).text.startswith("Hi Dana,")
    fourth = asks(cast, 4, name="Priya Nair")
    assert fourth.text.startswith("Hey Priya!\n") and fourth.state is DraftState.AWAITING_REVIEW


def test_replies_that_keep_the_old_greeting_speak_against(cast):
    for number, change in enumerate([hey, same, hey, same, hey]):
        answers(cast, number, change)
    assert learned(cast) == {("greeting", "Hey [name]!"): [True, False, True, False, True]}
    for number in range(10, 13):
        answers(
            cast,
            number,
            same
            if asks(cast, number).text.startswith("Hi")
            else lambda t: t.replace("Hey Dana!", "Hi Dana,"),
        )
    assert asks(cast, 20).text.startswith("Hi Dana,")


def test_another_teammates_drafts_stay_as_they_were(cast):
    for number in range(3):
        answers(cast, number, hey)
    draft = asks(cast, 4)
    care.assign(cast.services, draft.conversation_id, to_id=cast.robin.id, by=cast.robin, now=cast.clock())
    with cast.services.sessions() as session:
        from assistant.pipeline import habits, writing

        row = session.get_one(Draft, draft.id)
        asked = writing.ask(session, row.message, row.conversation.owner, cast.clock())
        assert asked.context.voice == ()
        assert habits.of(session, row.conversation, asked.inquiry, cast.sam) != ()


def test_of_an_erased_customer_a_habit_keeps_its_count_and_no_way_to_them(cast, clock):
    for number in range(3):
        answers(cast, number, hey)
    with cast.services.sessions.begin() as session:
        session.get_one(Teammate, cast.robin.id).role = cast.robin.role = Role.ADMIN
        key = session.query(Sighting).order_by(Sighting.id).first().customer_id
        told = dossier.dossier(session, session.get_one(Customer, key), clock())
    assert [one["habit"] for one in told["habits that replies to them taught"]] == [
        "Greets with “Hey [name]!”"
    ]
    assert [one["by"] for one in told["what became of drafts for them"]] == ["Sam Whitfield"]
    sign_in = cast.sign_ins[cast.robin.id]
    why = {"reason": "asked", "typed": "Dana Ruiz", "by": cast.robin, "sign_in_id": sign_in, "now": clock()}
    assert isinstance(erase.erase(cast.services, key, **why), erase.Erased)
    with cast.services.sessions() as session:
        (row,) = session.query(Preference).all()
        assert row.counts() and [one.conversation_id is None for one in row.sightings].count(True) == 1
        assert session.query(Sighting).filter(Sighting.customer_id == key).all() == []


def test_nothing_that_the_customer_is_called_or_wrote_stands_in_a_habit(cast):
    def mine(text):
        return "Hey Zebrawood!\n\nThe zebrawood trim is on it.\n\nThanks Zebrawood,\n" + text.splitlines()[-1]

    for number in range(3):
        answers(
            cast, number, mine, name="Zebrawood Dana", text="Has the van zebrawood trim? Thanks, Zebrawood"
        )
    with cast.services.sessions() as session:
        kept = [(row.was, row.becomes) for row in session.query(Preference).all()]
    assert not any("zebra" in f"{was} {becomes}".lower() for was, becomes in kept)
    assert ("", "Hey [name]!") in kept


def test_an_approval_that_was_undone_teaches_nothing(cast):
    draft = asks(cast, 1)
    for _ in range(2):  # approved, undone, approved again: one reply
        cast.approves(draft, text=hey(draft.text), overrule="x")
        first = len(cast.all(Approval)) == 1
        if first:
            assert review.undo(cast.services, draft.id, by=cast.sam, now=cast.clock())
    cast.works()
    assert sweep(cast.services, cast.clock()) == 0
    assert len(cast.all(Approval)) == 2 and len(cast.all(DraftUse)) == 1
    assert {len(follows) for follows in learned(cast).values()} == {1}
