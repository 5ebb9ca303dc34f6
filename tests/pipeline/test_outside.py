"""We wait for somebody outside: who asks again hears of it in time, and what came of it can be stated."""

from datetime import timedelta

import pytest

from assistant.core.inquiry import Inquiry
from assistant.core.notice import Why
from assistant.core.states import OutsideState
from assistant.pipeline import outside, recall
from assistant.pipeline.outside import Wanted
from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Notice, Outside, Record
from assistant.records.values import from_json


@pytest.fixture
def waits(cast):
    cast.writes("When does my rack ship?")
    (conversation,) = cast.all(Conversation)
    wanted = Wanted("Subaru", "the ordered rack", cast.clock() + timedelta(days=2))
    outside.wait_for(cast.services, conversation.id, wanted, by=cast.sam, now=cast.clock())
    (row,) = cast.all(Outside)
    return row


def told(cast):
    return [n.teammate_id for n in cast.all(Notice) if n.why is Why.OUTSIDE_DUE]


def facts(cast):
    with cast.services.sessions() as session:
        conversation = session.query(Conversation).one()
        newest = conversation.newest_inbound
        inquiry = from_json(Inquiry, newest.inquiry)
        context = recall.context(
            session, conversation, inquiry, signer=conversation.owner, now=cast.clock(), before=newest
        )
        return [fact.text for fact in context.facts]


def test_who_asks_again_is_told_when_it_is_time_and_once(cast, waits):
    sweep(cast.services, cast.clock())
    assert told(cast) == []
    cast.clock.forward(days=2)
    sweep(cast.services, cast.clock())
    sweep(cast.services, cast.clock())
    assert told(cast) == [cast.sam.id]


def test_asked_again_it_begins_anew(cast, waits):
    cast.clock.forward(days=2)
    sweep(cast.services, cast.clock())
    again = cast.clock() + timedelta(days=1)
    outside.asked_again(cast.services, waits.id, again=again, by=cast.sam, now=cast.clock())
    cast.clock.forward(days=1)
    sweep(cast.services, cast.clock())
    assert told(cast) == [cast.sam.id, cast.sam.id]
    assert cast.all(Outside)[0].asked == 2


def test_a_draft_may_state_whom_we_wait_for_and_then_what_they_said(cast, waits):
    assert any("We wait for Subaru since November 23, 2026: the ordered rack" in text for text in facts(cast))
    outside.heard(cast.services, waits.id, answer="it ships Monday", by=cast.sam, now=cast.clock())
    assert cast.all(Outside)[0].state is OutsideState.HEARD
    assert cast.all(Record)[-1].text == "Subaru on the ordered rack: it ships Monday"
    assert not any("We wait for Subaru" in text for text in facts(cast))
    assert any("it ships Monday" in text for text in facts(cast))


@pytest.mark.parametrize(
    ("whom", "hours", "why"), [("", 4, "whom we wait for"), ("Subaru", -1, "still to come")]
)
def test_what_cannot_be_says_why(cast, waits, whom, hours, why):
    wanted = Wanted(whom, "the rack", cast.clock() + timedelta(hours=hours))
    with pytest.raises(ValueError, match=why):
        outside.wait_for(cast.services, waits.conversation_id, wanted, by=cast.sam, now=cast.clock())
    assert len(cast.all(Outside)) == 1


def test_it_ends_by_a_person_with_a_word_and_once(cast, waits):
    with pytest.raises(ValueError, match="why nobody waits"):
        outside.drop(cast.services, waits.id, why=" ", by=cast.sam, now=cast.clock())
    outside.drop(cast.services, waits.id, why="she bought another", by=cast.sam, now=cast.clock())
    with pytest.raises(ValueError, match="ended already"):
        outside.heard(cast.services, waits.id, answer="it ships", by=cast.sam, now=cast.clock())
