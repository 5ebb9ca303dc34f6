"""A promise and who hears of it: soon, late, brought up; and the mail that waits until morning."""

from datetime import timedelta

from assistant.core.notice import Why
from assistant.pipeline import care, remember
from assistant.pipeline.review import Tick
from assistant.pipeline.sweep import sweep
from assistant.records import Notice

SAM, ROBIN = "sam@northgate.example", "robin@northgate.example"
REPLY = "Hi Dana,\n\nI looked into it.\n\nSam Whitfield · Sales · 555-0142"


def hours_pass(cast, hours):
    """In steps of ten minutes, as the sweep would look."""
    for _ in range(int(hours * 6)):
        cast.clock.forward(minutes=10)
        sweep(cast.services, cast.clock())
        cast.works()


def told(cast, who):
    return [one.why for one in cast.all(Notice) if one.teammate_id == who.id and one.why is not Why.WOKE]


def mailed(cast):
    """To whom mails of what waits went, in order; customers' own left out."""
    return [mail["To"].addresses[0].addr_spec for mail in cast.outbox() if mail["Auto-Submitted"]]


def test_from_the_promise_to_the_morning_after(cast):
    cast.writes("Is my rack in? I need it this week.")
    due = cast.clock() + timedelta(hours=7, minutes=30)  # half past five; the store closes at six
    tick = Tick("call you about the rack", cast.sam.id, due)
    cast.approves(text=REPLY, overrule="seen it myself", promises=[tick])
    cast.works()
    care.was_answered(cast.services, cast.conversation().id, by=cast.sam, now=cast.clock())
    (promise,) = cast.promises()
    assert promise.due == due

    hours_pass(cast, 6.5)
    assert told(cast, cast.sam) == [Why.PROMISE_SOON]
    hours_pass(cast, 0.5)
    assert mailed(cast) == [SAM], "unseen for a quarter of an hour"

    hours_pass(cast, 1)
    assert told(cast, cast.sam) == [Why.PROMISE_SOON, Why.PROMISE_LATE]
    assert told(cast, cast.robin) == [Why.PROMISE_OF_YOURS_LATE]
    hours_pass(cast, 1)
    assert mailed(cast) == [SAM, SAM, ROBIN], "until an hour after closing"

    with cast.services.sessions.begin() as session:  # what is new in the night
        row = session.get_one(Notice, cast.all(Notice)[-1].id)
        session.add(
            Notice(
                store_id=row.store_id, teammate_id=cast.sam.id, customer_id=row.customer_id,
                conversation_id=row.conversation_id, why=Why.ASK_ANSWERED, matter="ask:1", at=cast.clock(),
            )
        )  # fmt: skip
    hours_pass(cast, 12.5)
    assert len(mailed(cast)) == 3, "nobody is mailed in the night"
    hours_pass(cast, 0.5)
    assert mailed(cast)[3:] == [SAM]

    remember.keep(cast.services, promise.id, how="called", by=cast.sam, now=cast.clock())
    assert all(one.seen_at for one in cast.all(Notice) if one.matter.startswith("promise:"))
    hours_pass(cast, 2)
    assert len(mailed(cast)) == 4
