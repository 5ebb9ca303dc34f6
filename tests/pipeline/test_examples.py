"""A good reply becomes a shape to learn from: nothing of its customer can enter another's draft."""

import re
from dataclasses import replace

import pytest

from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.core.shape import shape
from assistant.pipeline import examples, recall
from assistant.pipeline.review import Approved
from assistant.records import Draft, Example, Message, StockState, Vehicle
from assistant.records.values import from_json

PRIYA = "Priya Venkataraman <priya.v@other.example>"
ASKS = (
    "Is the 2021 Ford Escape, stock E4471, still here? My husband Raghav would bring the Civic (KLM-4821). "
    "614-555-0177"
)
REPLY = """Hi Priya,

Yes, the 2021 Ford Escape SEL, E4471, is here, Priya, and I would gladly show it to you on Thursday at
4:15 pm. It has 28,300 miles and costs $24,950; your husband Raghav can bring the Civic (KLM-4821, VIN
2HGFC2F59JH512345).
I asked Luis in service, and I will call you at 614-555-0177 by noon on December 3.

Warmly,
Sam Whitfield · Sales · 555-0142"""
HERS = (
    "Priya", "Venkataraman", "Raghav", "Luis", "Sam", "Whitfield", "Ford", "Escape", "SEL", "Civic", "E4471",
    "KLM", "4821", "2HGFC2F59JH512345", "28,300", "24,950", "614", "0177", "0142", "4:15", "Thursday",
    "December", "2021",
)  # fmt: skip


@pytest.fixture
def marked(cast):
    """Sam's answer to Priya was sent and is an example."""
    with cast.services.sessions.begin() as session:
        session.add(
            Vehicle(
                store_id=cast.store_id, state=StockState.HERE, stock="E4471", make="Ford", model="Escape",
                trim="SEL", year=2021, seen_at=cast.clock(),
            )
        )  # fmt: skip
        session.add(
            Vehicle(store_id=cast.store_id, state=StockState.SOLD, make="Honda", model="Civic",
                    vin="X", seen_at=cast.clock())
        )  # fmt: skip
    cast.writes(ASKS, sender=PRIYA)
    ended = cast.approves(text=REPLY, overrule="a test")
    assert isinstance(ended, Approved), ended
    cast.works()
    examples.mark(cast.services, sent(cast).id, "warm and exact", by=cast.sam, now=cast.clock())
    return cast


def sent(cast):
    return next(m for m in cast.all(Message) if not m.inbound)


def seen_for(cast, draft):
    with cast.services.sessions() as session:
        row = session.get_one(Draft, draft.id)
        inquiry = from_json(Inquiry, row.message.inquiry)
        return recall.context(
            session, row.conversation, inquiry, signer=row.signer, now=cast.clock(), before=row.message
        )


def test_nothing_of_another_customer_can_enter_through_an_example(marked):
    marked.writes("Hello,\n\nIs the blue Outback still here?\n\nDana")
    draft = marked.draft()
    context = seen_for(marked, draft)
    (example,) = context.examples
    for word in HERS:
        assert not re.search(rf"\b{re.escape(word)}\b", example, re.I), (word, example)
        assert not re.search(rf"\b{re.escape(word)}\b", draft.text, re.I) or word in (
            "Sam",
            "Whitfield",
            "0142",
        )
    assert not re.search(r"\d", example)
    assert not any(example in fact.text for fact in context.facts)


def test_the_shape_keeps_how_it_was_said(marked):
    (row,) = marked.all(Example)
    assert "I would gladly show it to you" in row.text
    assert row.text.startswith("Yes, the [")


def test_an_example_is_seen_for_its_kind_language_and_store_only(marked):
    with marked.services.sessions() as session:
        row = session.query(Example).one()
        same = Inquiry(row.kind, language=row.language)
        other = next(kind for kind in Kind if kind is not row.kind)
        assert examples.like(session, marked.store_id, same) == (row.text,)
        assert examples.like(session, marked.store_id, replace(same, kind=other)) == ()
        assert examples.like(session, marked.store_id, replace(same, language="es")) == ()
        assert examples.like(session, marked.store_id + 1, same) == ()


def test_three_at_most_those_of_the_same_topic_first(marked):
    for number in range(5):
        marked.writes(ASKS, sender=PRIYA)
        marked.approves(text=REPLY.replace("gladly", f"gladly {'very ' * number}"), overrule="a test")
        marked.works()
        newest = [m for m in marked.all(Message) if not m.inbound][-1]
        examples.mark(marked.services, newest.id, "good", by=marked.sam, now=marked.clock.forward(minutes=1))
    with marked.services.sessions.begin() as session:
        rows = session.query(Example).order_by(Example.id).all()
        for row in rows:
            row.topics = ["price"] if row in rows[:2] else ["hours"]
        inquiry = Inquiry(rows[0].kind, (Question("How much?", Topic.PRICE),), language=rows[0].language)
        assert examples.like(session, marked.store_id, inquiry) == tuple(rows[n].text for n in (1, 0, 5))


@pytest.mark.parametrize("why", ["", "   "])
def test_an_example_needs_a_reason(marked, why):
    with pytest.raises(ValueError, match="Say what is good"):
        examples.mark(marked.services, sent(marked).id, why, by=marked.sam, now=marked.clock())


def test_a_reply_is_an_example_once_and_what_came_in_is_none(marked):
    with pytest.raises(ValueError, match="already"):
        examples.mark(marked.services, sent(marked).id, "again", by=marked.robin, now=marked.clock())
    with pytest.raises(ValueError, match="approved and sent"):
        examples.mark(marked.services, marked.all(Message)[0].id, "x", by=marked.sam, now=marked.clock())


def test_who_marked_it_or_a_manager_takes_it_down(marked):
    with marked.services.sessions.begin() as session:
        session.query(Example).one().marked_by_id = marked.robin.id
    key = marked.all(Example)[0].id
    with pytest.raises(ValueError, match="Only who marked it"):
        examples.drop(marked.services, key, by=marked.sam, now=marked.clock())
    examples.drop(marked.services, key, by=marked.robin, now=marked.clock())
    assert not marked.all(Example)


@pytest.mark.parametrize(
    "said",
    [
        "Your brother Anselm picked it up at 12 Elm Street.",
        "The Zephyr is ready; ask for Oriana at the desk.",
        "See https://northgate.example/e4471?who=priya or write to p.v@other.example.",
        "It comes to thirty-one thousand dollars, or about 31.5k.",
    ],
)
def test_names_addresses_and_figures_that_no_record_knows_are_taken_out_too(said):
    left = shape(f"Hi Ann,\n\n{said}\n\nSam", signer="Sam", named=[], cars=[])
    for word in ("Anselm", "Elm", "12", "Zephyr", "Oriana", "e4471", "p.v@", "thirty", "31"):
        assert word not in left, left
