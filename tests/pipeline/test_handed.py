"""What the customer is told of a handoff, and after a sale: no rule that blocks, in both languages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.core.checks.finding import Severity
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.pipeline import anew, check, drafts, handing, introducing, recall
from assistant.pipeline.handing import Wanted
from assistant.pipeline.review import Approved
from assistant.records import Absence, Conversation, Handoff, Record, RecordKind, Store, Teammate

TEXTS = {
    "two questions": "Hello,\n\nDoes the rack fit my 2017 Outback? And what is an oil change?\n\nDana",
    "a complaint": "You promised me a call and nobody called. I am angry. Does the rack fit?\n\nDana",
    "stranded": "I'm stranded at the airport, the car is dead, can you tow me now?",
    "spanish": "Hola, ¿ya está lista mi camioneta? ¿Cuánto cuesta el cambio de aceite?\n\nDana",
    "spanish complaint": "Me prometieron llamar y nadie llamó. Estoy molesta. ¿Ya está mi camioneta?\n\nDana",
}


@pytest.fixture
def store(cast):
    with cast.services.sessions.begin() as session:
        robin = session.get_one(Teammate, cast.robin.id)
        robin.department, robin.title, robin.direct_line = "service", "Service adviser", "555-0177"
    return cast


def taken(cast):
    key = cast.conversation().id
    handing.hand_over(cast.services, key, Wanted(cast.robin.id), by=cast.sam, now=cast.clock())
    (handoff,) = cast.all(Handoff)
    handing.accept(cast.services, handoff.id, by=cast.robin, now=cast.clock())
    cast.works()
    return cast.draft()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("answered", [False, True], ids=["waiting", "answered"])
def test_the_draft_blocks_nowhere_and_names_the_taker(store, text, answered):
    store.writes(text)
    if answered:
        store.approves(overrule="a test")
        store.works()
    draft = taken(store)
    assert "Robin Okafor" in draft.text and "555-0177" in draft.text
    assert [one["who"] for one in draft.promises] == ["Robin Okafor"]
    assert not [one for one in draft.findings if one["severity"] == "block"]
    assert isinstance(store.approves(draft), Approved), draft.text


def test_in_a_chat_it_is_told_in_the_chat(store):
    fields = {"visitor": "v" * 24, "text": "Is the van here?", "page": "/"}
    store.posts("chat", Channel.CHAT, **fields)
    draft = taken(store)
    assert "will write here by" in draft.text and "Warmly" not in draft.text


def test_whom_nobody_could_write_to_is_written_nothing(store):
    store.writes("Is the van here?")
    with store.services.sessions.begin() as session:
        session.query(Conversation).one().recipient_email = ""
    before = store.draft()
    assert taken(store).id == before.id
    assert store.all(Handoff)[0].told_at is not None


def test_written_anew_it_is_still_the_letter_of_the_handoff(store, clock):
    store.writes(TEXTS["two questions"])
    before = taken(store)
    assert not anew.redraft(store.services, before.id, by=store.sam, now=clock())
    assert store.draft().id == before.id
    clock.forward(hours=3)
    assert anew.redraft(store.services, before.id, by=store.sam, now=clock())
    made = store.draft()
    assert made.id != before.id and "Robin Okafor" in made.text
    assert [one["who"] for one in made.promises] == ["Robin Okafor"]
    assert store.all(Handoff)[0].draft_id == made.id


# after a sale


@pytest.fixture
def sold(store):
    """Dana bought an Outback on Saturday, from Sam, and wrote before that."""
    store.writes("Is the van here?")
    with store.services.sessions.begin() as session:
        sale = Record(
            store_id=store.store_id, customer_id=store.dana_id, kind=RecordKind.SALE,
            at=store.clock() - timedelta(days=2), text="Bought a 2022 Subaru Outback from Sam Whitfield.",
            data={"vehicle": "2022 Outback Touring", "teammate": "Sam Whitfield"},
        )  # fmt: skip
        session.add(sale)
        session.flush()
        store.sale_id = sale.id
    return store


def introduced(cast, language):
    with cast.services.sessions() as session:
        conversation = session.query(Conversation).one()
        inquiry = Inquiry(Kind.STATUS, language=language)
        context = recall.context(session, conversation, inquiry, signer=conversation.owner, now=cast.clock())
        adviser = introducing.adviser(session, conversation.store, cast.dana_id, cast.clock())
        context = introducing.alone(context, adviser.id, cast.sale_id)
        proposal = cast.services.composer.introduces(inquiry, context)
        context = replace(context, written_in=language)
        return proposal, check.reviewed(cast.services, proposal, inquiry, context)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Now that the 2022 Outback Touring is with you"),
        ("es", "Ahora que ya tiene su Outback Touring 2022"),
    ],
)
def test_after_a_sale_the_service_adviser_is_introduced_by_name(sold, language, words):
    proposal, reviewed = introduced(sold, language)
    assert words in proposal.text and "Robin Okafor" in proposal.text and "555-0177" in proposal.text
    assert "Sam Whitfield" in proposal.text.splitlines()[-1]
    blocking = [one for one in reviewed.findings if one.severity is Severity.BLOCK]
    assert not blocking, proposal.text


def test_the_adviser_is_of_service_and_here(sold):
    with sold.services.sessions.begin() as session:
        store = session.query(Store).one()
        assert introducing.adviser(session, store, sold.dana_id, sold.clock()).id == sold.robin.id
        session.add(
            Absence(
                teammate_id=sold.robin.id, since=sold.clock(), until=sold.clock() + timedelta(days=1),
                why="sick", by_id=sold.robin.id, entered_at=sold.clock(),
            )
        )  # fmt: skip
        session.flush()
        assert introducing.adviser(session, store, sold.dana_id, sold.clock()) is None


def test_whoever_was_told_who_looks_after_them_waits_on_and_the_taker_has_a_draft(store):
    store.writes(TEXTS["two questions"])
    began = store.conversation().waiting_since
    store.approves(taken(store))
    store.works()
    conversation = store.conversation()
    assert (conversation.state, conversation.waiting_since) == (ConversationState.WAITING, began)
    assert conversation.owner_id == store.robin.id
    draft = store.draft()
    assert draft.signer_id == store.robin.id and "Robin Okafor" in draft.text
    assert "rack" in draft.text and not draft.notes


def test_a_handover_that_answers_all_they_asked_ends_their_wait(store):
    store.writes(TEXTS["two questions"])
    draft = taken(store)
    for number in range(2):
        drafts.answered(store.services, draft.id, number, by=store.sam, now=store.clock())
    store.approves(draft)
    store.works()
    assert store.conversation().state is ConversationState.ANSWERED
