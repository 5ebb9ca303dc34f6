"""A call in which they spoke overtakes the answer that lay ready: it stands aside, says why, comes back."""

from assistant.core.states import ConversationState, DraftState
from assistant.pipeline import care, drafts, review
from assistant.records import Conversation, Draft


def spoke(cast, **more):
    care.log_call(
        cast.services, cast.conversation().id, text="The blue one is here, she knows.", spoke=True,
        by=cast.sam, now=cast.clock(), **more,
    )  # fmt: skip
    cast.works()


def test_the_draft_stands_aside_and_says_why(cast):
    cast.writes("Is the blue van here?")
    before = cast.draft()
    spoke(cast)
    assert cast.draft() is None
    (aside,) = cast.all(Draft)
    assert (aside.id, aside.state, aside.overtaken) == (before.id, DraftState.WRITTEN, True)
    assert aside.discarded_why.startswith("Sam spoke with them by phone on November 23 at ")
    assert cast.conversation().state is ConversationState.ANSWERED


def test_what_a_person_typed_stands_aside_too_and_comes_back_as_it_was(cast, clock):
    cast.writes("Is the blue van here?")
    mine = cast.draft()
    review.save(cast.services, mine.id, mine.text + "\nPS: it is clean.", by=cast.sam, now=clock())
    spoke(cast)
    assert cast.draft() is None
    drafts.lead(cast.services, mine.id, by=cast.sam, now=clock())
    back = cast.draft()
    assert (back.id, back.text.endswith("PS: it is clean."), back.discarded_why) == (mine.id, True, "")


def test_one_is_written_anew_only_where_something_still_waits(cast, clock):
    cast.writes("Is the blue van here?")
    first = cast.draft()
    seen = first.message_id
    with cast.services.sessions() as session:
        address = session.query(Conversation).one().reply_address
    clock.forward(hours=1)
    cast.writes("And do you take my old one in trade?", to=address)
    spoke(cast, seen_id=seen)
    anew = cast.draft()
    assert cast.conversation().state is ConversationState.WAITING
    assert anew.id > first.id and not anew.overtaken
    with cast.services.sessions() as session:
        inquiry = session.get_one(Draft, anew.id).message.inquiry
    assert "do you take my old one in trade?" in [one["text"] for one in inquiry["questions"]]
    assert len([one for one in cast.all(Draft) if one.overtaken]) == 1


def test_a_voicemail_overtakes_nothing(cast):
    cast.writes("Is the blue van here?")
    before = cast.draft()
    care.log_call(cast.services, cast.conversation().id, text="", spoke=False, by=cast.sam, now=cast.clock())
    assert cast.draft().id == before.id


def test_they_write_again_and_an_answer_is_written(cast, clock):
    cast.writes("Is the blue van here?")
    spoke(cast)
    clock.forward(hours=1)
    with cast.services.sessions() as session:
        address = session.query(Conversation).one().reply_address
    cast.writes("Does it have a hitch?", to=address)
    assert cast.draft() is not None
