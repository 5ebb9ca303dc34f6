"""What came to a teammate in the moment in which they left."""

from cast import mail
from sqlalchemy import text

from assistant.core.states import PromiseState
from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Promise


def leaves(cast, teammate):
    """Beside all rules of ours, as two transactions at once might."""
    with cast.services.sessions.begin() as session:
        session.execute(
            text("UPDATE conversation SET waiting_since = NULL, state = 'answered' WHERE state = 'waiting'")
        )
        session.execute(text("UPDATE teammate SET active = false WHERE id = :id"), {"id": teammate.id})


def comes_back(cast, conversation):
    with cast.services.sessions.begin() as session:
        at = {"at": cast.clock().isoformat(sep=" "), "id": conversation.id}
        session.execute(
            text("UPDATE conversation SET waiting_since = :at, state = 'waiting' WHERE id = :id"), at
        )


def test_a_waiting_customer_and_a_promise_get_somebody_who_is_here(cast):
    cast.writes("Is the blue Outback still for sale?")
    (conversation,) = cast.all(Conversation)
    with cast.services.sessions.begin() as session:
        session.add(
            Promise(
                store_id=conversation.store_id, customer_id=conversation.customer_id,
                conversation_id=conversation.id, who_id=cast.sam.id, what="call her",
                made_at=cast.clock(), due=cast.clock(),
            )
        )  # fmt: skip
    assert conversation.owner_id == cast.sam.id
    leaves(cast, cast.sam)
    comes_back(cast, conversation)
    sweep(cast.services, cast.clock())
    assert [c.owner_id for c in cast.all(Conversation)] == [cast.robin.id]
    assert [p.who_id for p in cast.all(Promise) if p.state is PromiseState.OPEN] == [cast.robin.id]


def test_who_writes_into_a_closed_conversation_of_one_who_left_is_heard_by_one_who_is_here(cast):
    cast.arrives(mail("Is the blue Outback still for sale?", message_id="<first@mail.example>"))
    (conversation,) = cast.all(Conversation)
    with cast.services.sessions.begin() as session:
        session.get_one(Conversation, conversation.id).close(cast.robin, "bought elsewhere")
    leaves(cast, cast.sam)
    cast.writes("Sorry, one more thing?", in_reply_to="<first@mail.example>")
    (again,) = cast.all(Conversation)
    assert (again.owner_id, again.waiting_since is not None) == (cast.robin.id, True)


def test_what_belongs_to_those_who_are_here_stays_theirs(cast):
    cast.writes("Is the blue Outback still for sale?")
    sweep(cast.services, cast.clock())
    assert [c.owner_id for c in cast.all(Conversation)] == [cast.sam.id]
