"""Two at the same moment: threads that start together, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from cast import mail
from tests_help import taken

from assistant.core.states import HandoffState, InboundState
from assistant.pipeline import care, drafts, filing, handing, review
from assistant.pipeline.review import Approved
from assistant.pipeline.sweep import sweep
from assistant.records import Approval, Customer, Deed, Delivery, Handoff, LedgerEntry, Message, Promise

REPLY = "Hi Dana,\n\nYes, it is here.\n\nSam Whitfield · Sales · 555-0142 · sam@northgate.example"


def together(*calls):
    """What each call gave, or the exception it raised; all begin at once."""
    barrier = threading.Barrier(len(calls))

    def one(call):
        barrier.wait()
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(one, call) for call in calls]]


def test_two_people_approve_at_once_and_one_mail_leaves(cast):
    cast.writes("Is the blue van still here?")
    draft = cast.draft()
    ended = together(
        *(
            lambda who=who: cast.approves(draft, by=who, text=REPLY, overrule="x")
            for who in (cast.sam, cast.robin)
        )
    )
    assert sorted(type(one).__name__ for one in ended) == ["Approved", "Stopped"]
    cast.works()
    assert len(cast.outbox()) == len(cast.all(Approval)) == len(cast.all(Delivery)) == 1


def test_an_undo_and_the_sending_never_both_happen(cast, parts):
    cast.writes("Is the blue van still here?")
    assert isinstance(cast.approves(text=REPLY, overrule="x"), Approved)
    draft = cast.draft()
    undone, _ = together(
        lambda: review.undo(cast.services, draft.id, by=cast.sam, now=cast.clock()), lambda: cast.works()
    )
    assert len(cast.outbox()) == (0 if undone is True else 1)


def test_one_approves_while_another_types_and_what_leaves_was_approved(cast):
    cast.writes("Is the blue van still here?")
    draft = cast.draft()
    together(
        lambda: cast.approves(draft, text=REPLY, overrule="x"),
        lambda: review.save(cast.services, draft.id, "Other words", by=cast.robin, now=cast.clock()),
    )
    cast.works()
    assert [m["Subject"] for m in cast.outbox()] == [a.subject for a in cast.all(Approval)]
    assert all("Other words" not in m.get_content() for m in cast.outbox())


@pytest.mark.parametrize("same", [True, False])
def test_mails_of_one_new_customer_make_one_customer_and_the_same_mail_is_filed_once(cast, clock, same):
    raws = [
        mail("Is it here?", sender="Nora <nora@mail.example>", message_id=f"<{1 if same else n}@x>")
        for n in (1, 2)
    ]
    entries = [taken(cast, raw) for raw in (raws[0], raws[0] if same else raws[1])]
    together(*(lambda entry=entry: filing.file(cast.services, entry, clock()) for entry in entries))
    assert len([c for c in cast.all(Customer) if c.name == "Nora"]) == 1
    states = [entry.state for entry in cast.all(LedgerEntry)]
    known = InboundState.KNOWN if same else InboundState.FILED
    assert sorted(states) == sorted([InboundState.FILED, known])
    assert len(cast.all(Message)) == (1 if same else 2)


def test_the_same_entry_worked_on_by_two_is_filed_once(cast, clock):
    entry = taken(cast, mail("Is it here?"))
    together(*[lambda: filing.file(cast.services, entry, clock())] * 4)
    assert len(cast.all(Message)) == 1


def test_a_promise_is_ended_once(cast, clock):
    cast.writes("What would you give me?")
    with cast.services.sessions.begin() as session:
        promise = Promise(
            store_id=cast.store_id, customer_id=cast.dana_id, who_id=cast.sam.id, what="mail a figure",
            made_at=clock(), due=clock(),
        )  # fmt: skip
        session.add(promise)
    from assistant.pipeline import remember

    ended = together(
        lambda: remember.keep(cast.services, promise.id, how="called", by=cast.sam, now=clock()),
        lambda: remember.release(cast.services, promise.id, why="no", by=cast.robin, now=clock()),
    )
    assert sum(isinstance(one, Exception) for one in ended) == 1


def test_two_close_and_discard_and_nothing_breaks(cast, clock):
    cast.writes("Is it here?")
    draft, key = cast.draft(), cast.conversation().id
    ended = together(
        lambda: care.close(cast.services, key, reason="sold", by=cast.sam, now=clock()),
        lambda: care.close(cast.services, key, reason="sold", by=cast.robin, now=clock()),
        lambda: drafts.discard(cast.services, draft.id, by=cast.sam, why="no", now=clock()),
    )
    assert sum(isinstance(one, Exception) for one in ended) <= 1
    assert cast.conversation().closed_reason == "sold"


def test_a_handoff_is_taken_or_lapses_and_never_both(cast, parts, clock):
    cast.writes("Is the blue van still here?")
    key = cast.conversation().id
    handing.hand_over(parts.services, key, handing.Wanted(cast.robin.id), by=cast.sam, now=clock())
    clock.forward(minutes=16)
    ended = together(
        lambda: handing.accept(parts.services, 1, by=cast.robin, now=clock()),
        lambda: sweep(parts.services, clock()),
    )
    assert not [one for one in ended if isinstance(one, Exception)]
    (handoff,) = cast.all(Handoff)
    owner = cast.robin.id if handoff.state is HandoffState.ACCEPTED else cast.sam.id
    assert cast.conversation().owner_id == owner
    assert handoff.state in (HandoffState.ACCEPTED, HandoffState.LAPSED)
    deeds = {deed.what for deed in cast.all(Deed)} & {"took over", "handoff not taken"}
    assert len(deeds) == 1
