"""One promise in hand: what a person does with it is on record beside it, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.states import PromiseState
from assistant.pipeline.services import Services
from assistant.records import Deed, Notice, Promise, Session, Teammate, due, held


@contextmanager
def promised(
    services: Services, promise_id: int, by: Teammate, what: Did, now: datetime
) -> Iterator[tuple[Session, Promise]]:
    with services.sessions.begin() as session:
        promise = held.promise(session, promise_id)
        yield session, promise
        if promise.state is not PromiseState.OPEN:  # nobody needs to look any more
            session.execute(Notice.over(due.matter(promise), now))
        session.add(
            Deed(
                at=now,
                teammate_id=by.id,
                store_id=promise.store_id,
                customer_id=promise.customer_id,
                conversation_id=promise.conversation_id,
                what=what,
                about={"promise": promise.id},
            )
        )
        services.tell(session, f"today:{promise.store_id}")
